//! Every contract of a suite in use is upgraded, and nothing is lost.

use std::collections::BTreeMap;
use std::path::Path;

use cosmwasm_std::{coin, Addr, Empty, Uint128, WasmMsg};
use rigshare_chain::{Chain, Checksum};
use rigshare_deploy::{stored_version, Artifacts, Contract, Deployed, Manifest, StoredVersion};
use rigshare_node::{Devnet, SecretKey};
use rigshare_node_tests::{
    code, rigshare, run, upgrades, workspace, DevnetFolder, Options, WRAPPED_BITCOIN,
};
use rigshare_suite::World;
use rigshare_types::distributor::RigEpoch;
use rigshare_types::marketplace;
use rigshare_types::nft::ExecuteMsg;
use rigshare_types::units::Denom;
use serde_json::{json, Value};

use crate::refusal::{migration, refused};
use crate::scenario::{play, Scene};
use crate::snapshot::{address, standing, storage, Snapshot};

/// Code ids by contract.
type Codes = BTreeMap<Contract, u64>;

#[test]
fn contracts_in_use_are_upgraded_and_nothing_is_lost() {
    let folder = DevnetFolder::start(&Options::default());
    let mut scene = play(folder.open());
    let admin = hand_over_to_owner(&mut scene.world);
    let old = codes(&mut scene.world, &admin, &code().suite);
    let new = codes(&mut scene.world, &admin, &upgrades());
    let before = Snapshot::of(&folder, &scene);
    assert_complete(&before);
    let versions = versions(&scene.world);

    refuse_before(&folder, &mut scene.world, &admin, &new);
    let manifest = folder.home().join("manifest.json");
    migrate_all(&folder, &mut scene.world, &admin, &manifest);
    for (contract, version) in &versions {
        let now = stored_version(&scene.world.chain, address(&scene.world, *contract)).unwrap();
        assert_eq!(now.contract, version.contract);
        assert_eq!(now.version, next_minor(&version.version));
        assert_eq!(standing(&scene.world, *contract).code_id, new[contract]);
    }
    assert_eq!(Snapshot::of(&folder, &scene), before);
    refuse_after(&folder, &scene.world, &admin, [&old, &new], &versions);

    use_further(&mut scene, &before);
}

/// The devnet's owner, whose words the command line can be given, becomes the admin of everything.
fn hand_over_to_owner(world: &mut World<Devnet>) -> Addr {
    let key = SecretKey::devnet("owner").unwrap();
    let admin = world.chain.node_mut().add_key(key).unwrap();
    let hand_over = |contract| WasmMsg::UpdateAdmin {
        contract_addr: address(world, contract).to_string(),
        admin: admin.to_string(),
    };
    let messages = Contract::ALL.map(|contract| hand_over(contract).into());
    let owner = world.at.owner.clone();
    world.chain.submit(&owner, messages.to_vec()).unwrap();
    admin
}

fn codes(world: &mut World<Devnet>, sender: &Addr, artifacts: &Artifacts) -> Codes {
    Contract::ALL
        .into_iter()
        .map(|contract| {
            let artifact = artifacts.find(contract).unwrap();
            let known = world.chain.code_with(&artifact.checksum(), sender).unwrap();
            let code_id = known.unwrap_or_else(|| world.chain.store(sender, artifact).unwrap().0);
            (contract, code_id)
        })
        .collect()
}

fn versions(world: &World<Devnet>) -> BTreeMap<Contract, StoredVersion> {
    Contract::ALL
        .into_iter()
        .map(|contract| {
            let version = stored_version(&world.chain, address(world, contract));
            (contract, version.unwrap())
        })
        .collect()
}

/// `1.2.3` becomes `1.3.0`, as scripts/build-peers.sh raises it.
fn next_minor(version: &str) -> String {
    let parts: Vec<u64> = version
        .split('.')
        .map(|part| part.parse().unwrap())
        .collect();
    format!("{}.{}.0", parts[0], parts[1] + 1)
}

/// The scenario left something of everything that must not be lost.
fn assert_complete(before: &Snapshot) {
    let found = |contract, question: Value| &before.answers[&(contract, question.to_string())];
    let listed = |contract, question, list: &str| {
        let answer = found(contract, question);
        answer[list].as_array().unwrap().len()
    };
    let market = Contract::Marketplace;
    assert_eq!(listed(market, json!({"asks": {}}), "asks"), 1);
    assert_eq!(listed(market, json!({"offers": {}}), "offers"), 2);
    let nft = Contract::HashrateNft;
    assert_eq!(listed(nft, json!({"all_tokens": {}}), "tokens"), 5);
    let book = found(Contract::Distributor, json!({"rig_book": {"rig": 1}}));
    assert_eq!(book["book"]["record"]["settled_epochs"], 1);
    assert_eq!(book["book"]["record"]["defaulted_epochs"], 1);
    assert_ne!(book["book"]["record"]["short"], "0");
    assert!(before
        .balances
        .values()
        .any(|balance| *balance > Uint128::new(1_000)));
}

/// A stranger with the right code, and the admin with other contracts' code.
fn refuse_before(folder: &DevnetFolder, world: &mut World<Devnet>, admin: &Addr, new: &Codes) {
    let stranger = world.chain.paying_account("stranger").unwrap();
    let before = storage(folder, world);
    for contract in Contract::ALL {
        let stood = standing(world, contract);
        for (code_of, code_id) in new {
            let at = address(world, contract);
            let message = migration(at, *code_id, &Empty {});
            let words = refused(world, &stranger, vec![message.clone()]);
            assert!(words.contains("unauthorized"), "{words}");
            if *code_of != contract {
                let words = refused(world, admin, vec![message]);
                let another = format!(
                    "this is crates.io:rigshare-{contract}; it can't become \
                     crates.io:rigshare-{code_of}"
                );
                assert_eq!(words, another);
            }
        }
        assert_eq!(standing(world, contract), stood);
    }
    assert_eq!(storage(folder, world), before);
}

/// What was deployed, as a deployment would have written it down.
fn manifest_of(world: &World<Devnet>, admin: &Addr) -> Manifest {
    let suite = code().suite;
    let contracts = Contract::ALL.into_iter().map(|contract| {
        let address = address(world, contract).clone();
        let deployed = Deployed {
            code_id: standing(world, contract).code_id,
            sha256: suite.find(contract).unwrap().checksum(),
            version: Some(stored_version(&world.chain, &address).unwrap().version),
            address,
            uploaded: None,
            instantiated: None,
            migrations: Vec::new(),
        };
        (contract, deployed)
    });
    Manifest {
        chain_id: world.chain.id().to_owned(),
        instance: "rigshare".to_owned(),
        deployer: world.at.owner.clone(),
        admin: Some(admin.to_string()),
        config_sha256: Checksum::of(b"not looked at by migrations"),
        contracts: contracts.collect(),
    }
}

/// Three contracts by the library, then the last and the comparison of all by the command line.
fn migrate_all(folder: &DevnetFolder, world: &mut World<Devnet>, admin: &Addr, path: &Path) {
    let mut manifest = manifest_of(world, admin);
    let (by_command, by_library) = (
        Contract::Marketplace,
        [
            Contract::HashrateNft,
            Contract::Oracle,
            Contract::Distributor,
        ],
    );
    for contract in by_library {
        let old = standing(world, contract);
        let done = rigshare_deploy::migrate(
            &mut world.chain,
            admin,
            contract,
            &upgrades(),
            &mut manifest,
        );
        let done = done.unwrap();
        assert_eq!(done.to_version, next_minor(&done.from_version));
        assert_ne!(standing(world, contract), old);
    }
    std::fs::write(path, serde_json::to_string(&manifest).unwrap()).unwrap();

    let artifacts = workspace().join("target/upgrades");
    let on_suite = |command: &str| {
        let mut program = rigshare();
        program
            .args([command, "--json", "--chain", "devnet"])
            .args(["--rpc", &folder.rpc(0)])
            .arg("--manifest")
            .arg(path)
            .arg("--artifacts")
            .arg(&artifacts);
        program
    };
    assert_eq!(
        run(&mut on_suite("verify")).code,
        Some(1),
        "one is not migrated"
    );
    let migrate = |name: &str| {
        let mut migrate = on_suite("migrate");
        migrate
            .args(["--contract", by_command.name()])
            .env("RIGSHARE_MNEMONIC", folder.mnemonic(name));
        run(&mut migrate)
    };
    let stranger = migrate("bob");
    assert_eq!(stranger.code, Some(1), "{}", stranger.err);
    assert!(stranger.err.contains("unauthorized"), "{}", stranger.err);
    let done = migrate("owner").json();
    assert_eq!(done[0]["changed"], true, "{done}");
    let verified = run(&mut on_suite("verify")).json();
    assert_eq!(verified["same"], true, "{verified}");
}

/// Back to the version before, and to the same one again.
fn refuse_after(
    folder: &DevnetFolder,
    world: &World<Devnet>,
    admin: &Addr,
    [old, new]: [&Codes; 2],
    before: &BTreeMap<Contract, StoredVersion>,
) {
    let stored = storage(folder, world);
    for contract in Contract::ALL {
        let stood = standing(world, contract);
        let older = &before[&contract].version;
        let newer = next_minor(older);
        for (code_id, version) in [(old[&contract], older), (new[&contract], &newer)] {
            let message = migration(address(world, contract), code_id, &Empty {});
            let words = refused(world, admin, vec![message]);
            let expected = format!("version {version} is not newer than the stored {newer}");
            assert_eq!(words, expected);
        }
        assert_eq!(standing(world, contract), stood);
    }
    assert_eq!(storage(folder, world), stored);
}

/// Shares are transferred, epochs settled, rewards claimed, an ask bought and an offer accepted.
fn use_further(scene: &mut Scene, before: &Snapshot) {
    let world = &mut scene.world;
    let [operator, ann, bob, cai, dan] =
        ["operator", "ann", "bob", "cai", "dan"].map(|name| world.account(name));
    let (a, uusdc) = (scene.rigs[0], Denom::Native("uusdc".to_owned()));

    world.transfer(&cai, &dan, &scene.tokens[1]).unwrap();
    assert_eq!(world.share(&scene.tokens[1]).unwrap().owner, dan);

    for RigEpoch { rig, epoch } in scene.unsettled.clone() {
        world.settle(&operator, &[RigEpoch { rig, epoch }]).unwrap();
        assert_eq!(world.book(rig).unwrap().book.next_epoch, epoch + 1);
    }
    let mut claims = 0;
    for (holder, rigs) in &scene.holders {
        let redirected = *holder == bob;
        let to = if redirected {
            world.account("vault")
        } else {
            holder.clone()
        };
        for rig in rigs {
            let owed = world.claimable(holder, *rig).unwrap();
            if owed.claimable.is_zero() {
                // Bob sold his shares of the first rig before its term.
                assert_eq!((holder, *rig), (&bob, a));
                continue;
            }
            let had = world.balance(&to, &owed.denom).unwrap();
            world.claim(holder, &[*rig]).unwrap();
            let has = world.balance(&to, &owed.denom).unwrap();
            assert_eq!(has - had, owed.claimable);
            claims += 1;
        }
    }
    assert_eq!(claims, 4);

    let ask = &before.answers[&(Contract::Marketplace, json!({"asks": {}}).to_string())];
    let price: u128 = ask["asks"][0]["price"]["amount"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let split = marketplace::QueryMsg::SplitOf {
        token_id: scene.tokens[0].clone(),
        price: Uint128::new(price),
    };
    let market = world.at.marketplace.clone();
    let split: marketplace::SplitResponse = world.query(&market, &split).unwrap();
    let had = world.balance(&ann, &uusdc).unwrap();
    world
        .market_buy(&bob, &scene.tokens[0], coin(price, "uusdc"), 35)
        .unwrap();
    assert_eq!(world.share(&scene.tokens[0]).unwrap().owner, bob);
    assert_eq!(world.balance(&ann, &uusdc).unwrap() - had, split.seller);

    accept_offer_for_rig(world, a, &cai, &scene.tokens[2]);
    assert!(world
        .balance(&dan, &Denom::Native(WRAPPED_BITCOIN.to_owned()))
        .unwrap()
        .is_zero());
}

/// Bob offered 900 for a share and gave 9,000: ten shares of the twenty that were bought for less.
fn accept_offer_for_rig(world: &mut World<Devnet>, rig: u32, seller: &Addr, token: &str) {
    let market = world.at.marketplace.clone();
    let question = marketplace::QueryMsg::Offers {
        rig: Some(rig),
        start_after: None,
        limit: None,
    };
    let offers: marketplace::OffersResponse = world.query(&market, &question).unwrap();
    let is_for_rig = |offer: &&marketplace::OfferResponse| {
        matches!(offer.target, marketplace::OfferTarget::Rig { .. })
    };
    let offer = offers.offers.iter().find(is_for_rig).unwrap();
    let part = world.split(seller, token, &[10, 10]).unwrap().remove(0);
    let approve = ExecuteMsg::Approve {
        spender: market.to_string(),
        token_id: part.clone(),
        expires: None,
    };
    world.nft_msg(seller, approve, &[]).unwrap();
    let accept = marketplace::ExecuteMsg::AcceptOffer {
        offer: offer.offer,
        token_id: part.clone(),
        least_price: coin(9_000, "uusdc"),
        deadline_seconds: world.deadline().unwrap(),
    };
    world.market_msg(seller, accept, &[]).unwrap();
    assert_eq!(world.share(&part).unwrap().owner, offer.buyer);
}
