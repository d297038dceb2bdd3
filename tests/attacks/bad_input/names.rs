//! Attack 42: pictures and descriptions of tokens, built from hostile names.

use rigshare_suite::Setup;
use rigshare_types::nft::QueryMsg;
use serde_json::Value;

use crate::scene::{refused, Scene};

const HOSTILE: [&str; 6] = [
    "</text><script>alert(1)</script>",
    "\"/><image href=\"https://evil.example/x\"/>",
    "]]><!ENTITY x SYSTEM \"file:///etc/passwd\">&x;",
    "' onload='alert(1)",
    "\\u003cscript\\u003e\",\"image\":\"https://evil.example",
    "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\">",
];

fn decoded(data_uri: &str, kind: &str) -> String {
    let body = data_uri
        .strip_prefix(&format!("data:{kind};base64,"))
        .unwrap_or_else(|| panic!("{data_uri:.60}"));
    let bytes = cosmwasm_std::Binary::from_base64(body).unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn attack_42_hostile_names_make_no_markup_and_no_big_output() {
    let plain = tags(&picture("Antminer S21 Pro").1);
    for name in HOSTILE {
        let (metadata, svg) = picture(name);
        assert!(
            metadata.len() < 16_384,
            "{} bytes of metadata",
            metadata.len()
        );
        assert!(svg.len() < 8_192, "{} bytes of picture", svg.len());
        // The same tags, in the same order, as with a harmless name: nothing was added.
        assert_eq!(tags(&svg), plain, "{name}");
        for forbidden in [
            "<script",
            "<image",
            "<!ENTITY",
            "onload=\"",
            "onload='",
            "href=\"http",
        ] {
            assert!(!svg.contains(forbidden), "{name}: {svg}");
        }
        // A name stays a name: the metadata has the fields it has, whatever stands in them.
        let metadata: Value = serde_json::from_str(&metadata).unwrap();
        assert!(metadata["image"]
            .as_str()
            .unwrap()
            .starts_with("data:image/svg+xml"));
        let model = metadata["attributes"]
            .as_array()
            .unwrap()
            .iter()
            .find(|attribute| attribute["value"] == name);
        assert!(
            model.is_some(),
            "{name} is not among {}",
            metadata["attributes"]
        );
    }
}

/// The metadata behind `token_uri` and the picture in it, of a rig of that model and place.
fn picture(name: &str) -> (String, String) {
    let mut scene = Scene::with(Setup::default(), |rig| {
        for field in [&mut rig.model, &mut rig.algorithm, &mut rig.location] {
            name.clone_into(field);
        }
    });
    let (_, token_id) = scene.hold("ann", 1);
    let info: Value = scene
        .world
        .query(
            &scene.world.at.hashrate_nft,
            &QueryMsg::NftInfo { token_id },
        )
        .unwrap();
    let metadata = decoded(info["token_uri"].as_str().unwrap(), "application/json");
    let told: Value = serde_json::from_str(&metadata).unwrap();
    let svg = decoded(told["image"].as_str().unwrap(), "image/svg+xml");
    (metadata, svg)
}

/// The names of all tags.
fn tags(svg: &str) -> Vec<String> {
    svg.split('<')
        .skip(1)
        .map(|rest| {
            let end = rest
                .find([' ', '>', '/'])
                .filter(|end| *end > 0)
                .unwrap_or(1);
            rest[..end].to_owned()
        })
        .collect()
}

#[test]
fn attack_42_names_too_long_or_unseen_are_refused() {
    let mut scene = Scene::new();
    let operator = scene.operator.clone();
    for name in [
        "x".repeat(129),
        "a\u{200b}b".to_owned(),
        "a\nb".to_owned(),
        " a".to_owned(),
    ] {
        for field in 0..6 {
            let mut rig = scene.world.sample_rig();
            let fields = [
                &mut rig.model,
                &mut rig.algorithm,
                &mut rig.location,
                &mut rig.pool,
                &mut rig.worker,
                &mut rig.payout_address,
            ];
            fields.into_iter().nth(field).unwrap().clone_from(&name);
            let error = refused(&mut scene.world, |world| world.register_rig(&operator, rig));
            assert!(
                error.is::<hashrate_nft::error::ContractError>(),
                "field {field}, {name:?}: {error:#}"
            );
        }
    }
}
