use cosmwasm_std::Addr;
use rigshare_types::events::{Paused, ReporterSuspended, RoleChanged};
use serde_json::json;

use super::stage::Stage;
use crate::commands::roles::report_accuse::accuse;
use crate::commands::roles::report_sign::SignedFile;

#[test]
fn one_flag_pauses_all_contracts_and_ends_it() {
    let mut stage = Stage::new();
    let pauser = stage.world.at.pauser.clone();
    let paused = stage
        .play(&pauser, &["admin", "pause", "all", "--for", "1h"])
        .unwrap();
    let times = paused
        .events
        .iter()
        .filter(|event| Paused::try_from(*event).is_ok());
    assert_eq!(times.count(), 4);
    stage
        .play(&pauser, &["admin", "unpause", "oracle,distributor"])
        .unwrap();
    let messages = stage.messages(&pauser, &["admin", "unpause", "hashrate-nft"]);
    assert_eq!(
        messages,
        json!([{
            "to": stage.at.hashrate_nft.as_str(),
            "msg": { "update_extension": { "msg": { "unpause": {} } } },
            "funds": "",
        }])
    );
    for bad in ["everything", "oracle,oracle", "", "all,oracle"] {
        let refused = stage.refused(&pauser, &["admin", "unpause", bad]);
        assert!(refused.contains(&format!("{bad:?}")), "{refused}");
    }
}

#[test]
fn roles_are_handed_over_by_flags() {
    let mut stage = Stage::new();
    let owner = stage.world.at.owner.clone();
    let heir = stage.person("heir");
    let name = heir.to_string();
    let count = |stage: &mut Stage, sender: &Addr, flags: &[&str]| {
        let done = stage.play(sender, flags).unwrap();
        let changes = done
            .events
            .iter()
            .filter(|event| RoleChanged::try_from(*event).is_ok());
        changes.count()
    };
    assert_eq!(
        count(&mut stage, &owner, &["admin", "set-registrar", &name]),
        1
    );
    assert_eq!(
        count(&mut stage, &owner, &["admin", "set-pauser", "all", &name]),
        4
    );
    assert_eq!(
        count(&mut stage, &owner, &["admin", "set-protocol", &name]),
        2
    );
    assert_eq!(
        count(&mut stage, &owner, &["admin", "hand-over", "all", &name]),
        8
    );
    assert_eq!(
        count(&mut stage, &heir, &["admin", "accept-owner", "all"]),
        8
    );
    stage
        .play(
            &heir,
            &[
                "admin",
                "lower-fees",
                "--dues",
                "0.5%",
                "--sales",
                "1%",
                "--trades",
                "0.25%",
            ],
        )
        .unwrap();
    stage
        .play(&heir, &["admin", "add-asset", "DOGE", "--decimals", "8"])
        .unwrap();
    stage
        .play(
            &heir,
            &[
                "admin",
                "add-payout",
                "ibc/doge",
                "--asset",
                "DOGE",
                "--decimals",
                "8",
            ],
        )
        .unwrap();
    stage
        .play(&heir, &["admin", "add-trade-denom", "ibc/doge"])
        .unwrap();
    let mistyped = stage.refused(&heir, &["admin", "hand-over", "all", "wasm1mistyped"]);
    assert!(mistyped.contains("wasm1mistyped"), "{mistyped}");
}

#[test]
fn reporters_change_by_a_file() {
    let stage = Stage::new();
    let owner = stage.world.at.owner.clone();
    let keys = &stage.world.reporters;
    let mut text = "faulty = 1\nquorum = 3\nreport_spread_bps = 50\nmarket_spread_bps = 60\n\
                    plausible_tolerance_bps = 70\n"
        .to_owned();
    for (id, key) in (5..).zip(keys.iter().take(3)) {
        text += &format!(
            "[[reporters]]\nid = {id}\nname = \"{}\"\npublic_key = \"{}\"\n",
            key.name(),
            key.public_key()
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("reporters.toml");
    std::fs::write(&file, &text).unwrap();
    let flags = ["admin", "change-reporters", file.to_str().unwrap()];
    let few = stage.refused(&owner, &flags);
    assert!(few.contains("needs 4 reporters, there are 3"), "{few}");
    std::fs::write(&file, text.replace("faulty = 1", "faulty = 0")).unwrap();
    let found = stage.messages(&owner, &flags);
    let reporters = &found[0]["msg"]["change_reporters"]["reporters"];
    assert_eq!(reporters["reporters"][0]["id"], 5);
    assert_eq!(reporters["market_spread_bps"], 60);
}

#[test]
fn who_contradicts_itself_is_accused() {
    let mut stage = Stage::new();
    let anyone = stage.person("anyone");
    let epoch = stage.world.epoch().unwrap();
    let end = stage.world.clock().end_of(epoch);
    stage.world.advance_to(end);
    let file = |stage: &Stage, gross: u128| {
        let batch = rigshare_suite::World::batches(epoch, &[(1, gross)], None).remove(0);
        SignedFile {
            chain_id: stage.world.setup.chain_id.clone(),
            oracle: stage.at.oracle.to_string(),
            config_version: 1,
            batches: vec![stage.world.sign(1, batch).unwrap()],
        }
    };
    let honest = vec![file(&stage, 5), file(&stage, 5)];
    let nothing = accuse(&stage.at, honest).unwrap_err();
    assert!(
        nothing.to_string().contains("no reporter signed two"),
        "{nothing}"
    );
    let order = accuse(&stage.at, vec![file(&stage, 5), file(&stage, 6)]).unwrap();
    assert!(order.what.contains("reporter 2"), "{}", order.what);
    let shown = stage.send(&anyone, order).unwrap();
    let suspended = shown
        .events
        .iter()
        .find_map(|event| ReporterSuspended::try_from(event).ok());
    assert_eq!(suspended.unwrap().reporter, 2);
}
