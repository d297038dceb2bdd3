//! What wallets show of a token, with harmless and with hostile names.

use cosmwasm_std::{from_json, Binary};
use cw721::msg::NftInfoResponse;
use cw721::NftExtension;
use rigshare_types::distributor::{StoredDenom, DENOMS};
use rigshare_types::nft::{NewRig, QueryMsg, RigMsg};

use rigshare_types::units::Denom;

use crate::world::{addr, antminer, open_sale, World};

/// The most that the metadata, or the address that carries them, may weigh.
const MOST_BYTES: usize = 8_192;

fn token_of(rig: NewRig) -> NftInfoResponse<NftExtension> {
    let mut world = World::new();
    let listed = StoredDenom {
        v: 1,
        asset: "BTC".to_owned(),
        decimals: 8,
        number: 0,
    };
    let key = DENOMS.key(&rig.payout.key()).to_vec();
    world.peers.store(&addr("distributor"), &key, &listed);
    let rig = Box::new(rig);
    world.does("operator", RigMsg::RegisterRig { rig });
    let approve = true;
    world.does("registrar", RigMsg::DecideRig { rig: 1, approve });
    let sale = open_sale();
    world.does("operator", RigMsg::OpenSale { rig: 1, sale });
    let token_id = world.buys("alice", 1, 100);
    world.query(QueryMsg::NftInfo { token_id }).unwrap()
}

fn svg_of(extension: &NftExtension) -> String {
    let image = extension.image.as_deref().unwrap();
    let encoded = image.strip_prefix("data:image/svg+xml;base64,").unwrap();
    String::from_utf8(Binary::from_base64(encoded).unwrap().to_vec()).unwrap()
}

fn attribute(extension: &NftExtension, name: &str) -> String {
    let attributes = extension.attributes.as_ref().unwrap();
    let found: Vec<_> = attributes
        .iter()
        .filter(|attribute| attribute.trait_type == name)
        .collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0].value.clone()
}

#[test]
fn a_token_says_what_it_is() {
    let mut rig = antminer("one");
    rig.hashrate_hs = 234_000_000_000_000u64.into();
    rig.watts = 3_531;
    let token = token_of(rig);
    let extension = &token.extension;
    assert_eq!(
        extension.name.as_deref(),
        Some("100 x 1 TH/s of Antminer S21 Pro #1-1")
    );
    for (name, value) in [
        ("Rig", "1"),
        ("Model", "Antminer S21 Pro"),
        ("Coin", "BTC"),
        ("Algorithm", "SHA-256d"),
        ("Shares", "100"),
        ("Hashrate", "100 TH/s"),
        ("Efficiency", "15.09 J/TH"),
        ("Term start", "2026-01-11"),
        ("Term end", "2027-01-11"),
        ("Electricity", "0.07 USD/kWh"),
        ("Service fee", "2.5 %"),
        ("Location", "Reykjanesbær, Iceland"),
        ("Renewable energy", "100 %"),
        ("Pool", "Braiins Pool"),
        ("Payout scheme", "FPPS"),
        ("Pays in", "ubtc"),
        ("Least grade", "Attested"),
        ("Royalty", "5 %"),
        ("Status", "Approved"),
    ] {
        assert_eq!(attribute(extension, name), value);
    }
    let svg = svg_of(extension);
    for shown in [
        "BTC",
        "TH/s",
        ">100<",
        "15.09 J/TH",
        "2026-01-11",
        "2027-01-11",
    ] {
        assert!(svg.contains(shown), "{shown} is not in {svg}");
    }
    // token_uri carries the same.
    let uri = token.token_uri.unwrap();
    let encoded = uri.strip_prefix("data:application/json;base64,").unwrap();
    let same: NftExtension = from_json(Binary::from_base64(encoded).unwrap()).unwrap();
    assert_eq!(&same, extension);
    assert!(uri.len() <= MOST_BYTES, "{}", uri.len());
    if let Ok(path) = std::env::var("RIGSHARE_CARD") {
        std::fs::write(path, svg).unwrap();
    }
}

/// A strict reader of the little XML that a card may consist of: known elements, quoted attributes,
/// known entities, everything closed.
fn check_svg(svg: &str) {
    const ELEMENTS: [&str; 11] = [
        "svg",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "rect",
        "g",
        "path",
        "circle",
        "text",
        "tspan",
    ];
    let mut open: Vec<String> = Vec::new();
    let mut rest = svg;
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains('>'), "{text}");
        for (index, _) in text.match_indices('&') {
            let entity = &text[index..];
            let known = ["&amp;", "&lt;", "&gt;", "&#34;", "&#39;"];
            assert!(
                known.iter().any(|known| entity.starts_with(known)),
                "{text}"
            );
        }
        let end = rest.find('>').unwrap();
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        let body = tag.strip_suffix('/').unwrap_or(tag);
        let (name, attributes) = body.split_once(' ').unwrap_or((body, ""));
        assert!(ELEMENTS.contains(&name), "{name}");
        for attribute in attributes.split("\" ").filter(|text| !text.is_empty()) {
            let (key, value) = attribute.split_once("=\"").unwrap();
            assert!(!key.starts_with("on") && !key.contains("href"), "{key}");
            let value = value.trim_end_matches('"');
            assert!(!value.contains(['<', '"']), "{value}");
            let local = !value.contains("url(") || value.contains("url(#");
            assert!(local, "{value}");
            let outside = value.contains("//") && value != "http://www.w3.org/2000/svg";
            assert!(!outside, "{value}");
        }
        if !tag.ends_with('/') {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty() && rest.is_empty(), "{open:?} {rest}");
}

#[test]
fn attack_42_hostile_names_stay_text() {
    let hostile = [
        "<script>alert(1)</script>".to_owned(),
        "\"/><image href=\"https://evil.example/x.png\"/>".to_owned(),
        "]]><![CDATA[<svg onload='x'>".to_owned(),
        "&lt;&#x3c;&evil;".to_owned(),
        "'\" onload=\"alert(1)".to_owned(),
        "\"".repeat(128),
        "\\".repeat(128),
        "&".repeat(128),
        "<".repeat(128),
        "漢".repeat(42),
        "𝕏".repeat(32),
        "W".repeat(128),
    ];
    for name in hostile {
        let mut rig = antminer("one");
        rig.model.clone_from(&name);
        rig.algorithm.clone_from(&name);
        rig.location.clone_from(&name);
        if name.is_ascii() {
            rig.pool.clone_from(&name);
        }
        rig.hashrate_hs = (100u128 << 90).into();
        rig.unit_hashrate_hs = (1u128 << 90).into();
        rig.electricity_nano_per_kwh = u128::MAX.into();
        rig.payout = Denom::Native(format!("factory/{}", "x".repeat(120)));
        let token = token_of(rig);
        let svg = svg_of(&token.extension);
        check_svg(&svg);
        assert_eq!(attribute(&token.extension, "Model"), name);
        let json = cosmwasm_std::to_json_string(&token.extension).unwrap();
        assert!(json.len() <= MOST_BYTES, "{} of {name}", json.len());
        let uri = token.token_uri.unwrap();
        assert!(uri.len() <= MOST_BYTES, "{} of {name}", uri.len());
    }
}
