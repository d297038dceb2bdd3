//! A contract whose storage its readers don't know: they refuse, and nothing moves.

use std::collections::BTreeMap;

use cosmwasm_std::{coin, Addr, Coin, CosmosMsg, Empty, HexBinary, Uint128};
use rigshare_chain::{execute, Chain};
use rigshare_deploy::{stored_version, Contract};
use rigshare_node::Devnet;
use rigshare_node_tests::{
    code, peer, quick_rig, upgrades, DevnetFolder, Options, WRAPPED_BITCOIN,
};
use rigshare_suite::World;
use rigshare_types::distributor::{self, RigEpoch, BOOKS, CURSORS, DENOMS};
use rigshare_types::marketplace::{self, Purchase};
use rigshare_types::nft::{self, RigMsg, CLOCK, MINTED, POSITIONS, PROCEEDS, RIGS, TOKENS};
use rigshare_types::oracle::{ASSETS, PRICES, REPORTS};
use rigshare_types::pause::PAUSES;
use rigshare_types::peer::PeerError;
use rigshare_types::units::Denom;
use serde_json::{json, Value};

use crate::refusal::{migration, refused};
use crate::scenario::{begin, cost, costly_rig, report, settle, SHARE_PRICE};
use crate::snapshot::{address, balances, storage};

const BTC: &str = "BTC";

/// For what Bob's token is asked, uusdc.
const PRICE: u128 = 25_001;

/// What somebody would do.
struct Act {
    by: Addr,
    message: CosmosMsg,
}

/// What people would do that needs raw reads.
struct Acts {
    settle: Act,
    claim: Act,
    book: Act,
    buy: Act,
    transfer: Act,
    mint: Act,
    register: Act,
}

impl Acts {
    fn all(&self) -> [&Act; 7] {
        let Self {
            settle,
            claim,
            book,
            buy,
            transfer,
            mint,
            register,
        } = self;
        [settle, claim, book, buy, transfer, mint, register]
    }
}

/// A stored value of a peer, and what reads it raw.
struct Read<'a> {
    peer: Contract,
    /// What it is, as refusals call it.
    what: &'static str,
    /// Which one of them; none where its absence is itself a fact.
    name: Option<String>,
    key: Vec<u8>,
    by: Vec<&'a Act>,
}

/// A suite with an epoch that is settled and not claimed, one that is reported and not settled, and a token
/// that is asked for.
struct Stage {
    folder: DevnetFolder,
    world: World<Devnet>,
    people: Vec<Addr>,
    rig: u32,
    token: String,
    /// The epoch that is not settled.
    epoch: u32,
}

#[test]
fn what_a_reader_does_not_know_or_find_in_a_peer_it_refuses() {
    let mut stage = Stage::new();
    let acts = stage.acts();
    let reads = stage.reads(&acts);
    let admin = stage.world.at.owner.clone();
    let writer = peer("raw-writer");
    let (writer, _) = stage.world.chain.store(&admin, &writer).unwrap();
    for contract in [
        Contract::HashrateNft,
        Contract::Oracle,
        Contract::Distributor,
    ] {
        for read in reads.iter().filter(|read| read.peer == contract) {
            stage.break_and_mend(&admin, writer, read);
        }
        stage.back_to_the_contract(&admin, contract);
        for act in acts.all() {
            stage.works(act);
        }
    }
    let before = stage.money();
    for act in [acts.settle, acts.claim, acts.book, acts.buy, acts.mint] {
        stage
            .world
            .chain
            .submit(&act.by, vec![act.message])
            .unwrap();
    }
    assert_ne!(stage.money(), before);
    assert_eq!(
        stage.world.share(&stage.token).unwrap().owner,
        stage.people[3]
    );
}

/// Breakpoints from which the nft lets a schedule fold, as far as the distributor has got, before it
/// changes it again.
const FOLD_FROM: usize = 4;

/// A holder buys in one epoch after the other, none of which is settled, until neither its position nor what
/// is minted of the rig is changed again without a look at the distributor's cursor and book.
fn buy_until_both_fold(world: &mut World<Devnet>, holder: &Addr, rig: u32) {
    let is_short =
        |schedule: Option<nft::StoredSchedule>| schedule.unwrap().schedule.len() < FOLD_FROM;
    while is_short(world.position(holder, rig).unwrap()) || is_short(world.minted(rig).unwrap()) {
        let clock = world.clock();
        let epoch = clock.epoch_at(world.time().unwrap()).unwrap();
        world.wait_until(clock.end_of(epoch)).unwrap();
        world.buy(holder, rig, 1).unwrap();
    }
}

impl Stage {
    fn new() -> Self {
        let folder = DevnetFolder::start(&Options::default());
        let (mut world, epoch) = begin(folder.open(), 2);
        let (rig, [_, token]) = costly_rig(&mut world, epoch);
        let bob = world.account("bob");
        let expires_seconds = world.time().unwrap() + 3_600;
        let price = coin(PRICE, "uusdc");
        world.ask(&bob, &token, price, expires_seconds).unwrap();
        report(&mut world, &[rig], epoch);
        settle(&mut world, rig, epoch);
        // From now on the distributor stores something of Bob.
        let checkpoint = distributor::ExecuteMsg::Checkpoint {
            holder: bob.to_string(),
            rigs: vec![rig],
        };
        world.distributor_msg(&bob, checkpoint, &[]).unwrap();
        report(&mut world, &[rig], epoch + 1);
        buy_until_both_fold(&mut world, &bob, rig);
        let people = ["operator", "ann", "bob", "cai"];
        let people = people.map(|name| world.chain.paying_account(name).unwrap());
        Self {
            folder,
            world,
            people: people.to_vec(),
            rig,
            token,
            epoch: epoch + 1,
        }
    }

    fn acts(&self) -> Acts {
        let Self {
            world,
            rig,
            token,
            epoch,
            ..
        } = self;
        let [operator, ann, bob, cai] = self.people.as_slice() else {
            panic!("there are four");
        };
        let act = |by: &Addr, message| Act {
            by: by.clone(),
            message,
        };
        let distributor = |message: distributor::ExecuteMsg, funds: &[Coin]| {
            execute(&world.at.distributor, &message, funds).unwrap()
        };
        let items = vec![RigEpoch {
            rig: *rig,
            epoch: *epoch,
        }];
        let due = cost(world, &items);
        let settle = distributor::ExecuteMsg::Settle { items };
        let claim = distributor::ExecuteMsg::Claim {
            rigs: vec![*rig],
            holder: None,
            to: None,
        };
        let book = distributor::ExecuteMsg::BookProceeds { rigs: vec![*rig] };
        let price = coin(PRICE, "uusdc");
        let buy = marketplace::ExecuteMsg::Buy {
            purchases: vec![Purchase {
                token_id: token.clone(),
                limit: price.clone(),
                least_shares: 20,
                latest_lease_end_seconds: None,
            }],
            deadline_seconds: world.time().unwrap() + 600,
            recipient: None,
        };
        let transfer = nft::ExecuteMsg::TransferNft {
            recipient: cai.to_string(),
            token_id: token.clone(),
        };
        let mint = RigMsg::Buy {
            rig: *rig,
            shares: 1,
            recipient: None,
        };
        let unborn = quick_rig(&world.setup, epoch + 1_000, 2);
        let register = RigMsg::RegisterRig {
            rig: Box::new(unborn),
        };
        let nft = |msg: RigMsg, funds: &[Coin]| {
            let message = nft::ExecuteMsg::UpdateExtension { msg };
            execute(&world.at.hashrate_nft, &message, funds).unwrap()
        };
        Acts {
            mint: act(bob, nft(mint, &[coin(SHARE_PRICE, "uusdc")])),
            register: act(operator, nft(register, &[])),
            settle: act(operator, distributor(settle, &due)),
            claim: act(ann, distributor(claim, &[])),
            book: act(bob, distributor(book, &[])),
            buy: act(cai, execute(&world.at.marketplace, &buy, &[price]).unwrap()),
            transfer: act(
                bob,
                execute(&world.at.hashrate_nft, &transfer, &[]).unwrap(),
            ),
        }
    }

    /// Every kind of value that a contract reads of another.
    fn reads<'a>(&self, acts: &'a Acts) -> Vec<Read<'a>> {
        let (rig, epoch) = (self.rig, self.epoch);
        let (ann, bob) = (&self.people[1], &self.people[2]);
        let paid_in = Denom::Native(WRAPPED_BITCOIN.to_owned()).key();
        let Acts {
            settle,
            claim,
            book,
            buy,
            transfer,
            mint,
            register,
        } = acts;
        let of = |peer| {
            move |what, name: Option<String>, key: &[u8], by: &[&'a Act]| Read {
                peer,
                what,
                name,
                key: key.to_vec(),
                by: by.to_vec(),
            }
        };
        let whole = || Some("the contract".to_owned());
        let the_rig = || Some(rig.to_string());
        let anns = Some(format!("{ann} in rig {rig}"));
        let nft = of(Contract::HashrateNft);
        let oracle = of(Contract::Oracle);
        let distributor = of(Contract::Distributor);
        vec![
            nft("clock", whole(), CLOCK.as_slice(), &[settle]),
            nft("rig", the_rig(), &RIGS.key(rig), &[settle, buy]),
            nft("minted total", the_rig(), &MINTED.key(rig), &[settle]),
            nft("position", anns, &POSITIONS.key((ann, rig)), &[claim]),
            nft("proceeds", the_rig(), &PROCEEDS.key(rig), &[book]),
            nft("token", None, &TOKENS.key(&self.token), &[buy]),
            oracle("report", None, &REPORTS.key((rig, epoch)), &[settle]),
            oracle("price", None, &PRICES.key((BTC, epoch)), &[settle]),
            oracle("asset", Some(BTC.to_owned()), &ASSETS.key(BTC), &[settle]),
            oracle("pauses", whole(), PAUSES.as_slice(), &[settle]),
            oracle("asset", None, &ASSETS.key(BTC), &[register]),
            distributor("book", None, &BOOKS.key(rig), &[mint]),
            distributor("cursor", None, &CURSORS.key((bob, rig)), &[mint, transfer]),
            distributor("denom", None, &DENOMS.key(&paid_in), &[register]),
        ]
    }

    /// Raises the layout of what is read, then removes it, then puts it back as it was.
    fn break_and_mend(&mut self, admin: &Addr, writer: u64, read: &Read) {
        let peer = address(&self.world, read.peer).clone();
        let stored = self.world.chain.raw(&peer, &read.key).unwrap();
        let stored = stored.unwrap_or_else(|| panic!("{} is not stored", read.what));
        let key = HexBinary::from(read.key.as_slice());
        let set = |value: Vec<u8>| json!({"set": [{"key": key, "value": HexBinary::from(value)}]});
        let write = |stage: &mut Self, message: Value| {
            let message = migration(&peer, writer, &message);
            stage.world.chain.submit(admin, vec![message]).unwrap();
        };

        let (strange, known) = raised(&stored);
        write(self, set(strange));
        let unknown = PeerError::UnknownLayout {
            peer: peer.clone(),
            what: read.what,
            found: known + 1,
            known,
        };
        self.all_refuse(&read.by, &unknown);
        if let Some(name) = &read.name {
            write(self, json!({"remove": [key]}));
            let absent = PeerError::Absent {
                peer: peer.clone(),
                what: read.what,
                key: name.clone(),
            };
            self.all_refuse(&read.by, &absent);
        }
        write(self, set(stored.to_vec()));
        for act in &read.by {
            self.works(act);
        }
    }

    /// Nobody gets anything done, and nothing moves.
    fn all_refuse(&self, acts: &[&Act], because: &PeerError) {
        let before = (storage(&self.folder, &self.world), self.money());
        for act in acts {
            let words = refused(&self.world, &act.by, vec![act.message.clone()]);
            assert_eq!(words, because.to_string());
        }
        let after = (storage(&self.folder, &self.world), self.money());
        assert_eq!(after, before);
    }

    fn money(&self) -> BTreeMap<(Addr, Denom), Uint128> {
        balances(&self.world, &self.people)
    }

    /// The chain would do it now.
    fn works(&self, act: &Act) {
        let node = self.world.chain.node();
        let simulated = node.simulate(&act.by, vec![act.message.clone()]);
        simulated.unwrap_or_else(|error| panic!("{:?}: {error}", act.message));
    }

    /// The writer leaves the version as it was, so that only a newer one can take over.
    fn back_to_the_contract(&mut self, admin: &Addr, contract: Contract) {
        let at = address(&self.world, contract).clone();
        let chain = &mut self.world.chain;
        let version = stored_version(chain, &at).unwrap().version;
        let old = code().suite.find(contract).unwrap().checksum();
        let old = chain.code_with(&old, admin).unwrap().unwrap();
        let words = refused(&self.world, admin, vec![migration(&at, old, &Empty {})]);
        let expected = format!("version {version} is not newer than the stored {version}");
        assert_eq!(words, expected);

        let chain = &mut self.world.chain;
        let new = upgrades();
        let (new, _) = chain.store(admin, new.find(contract).unwrap()).unwrap();
        let message = migration(&at, new, &Empty {});
        chain.submit(admin, vec![message]).unwrap();
    }
}

/// A stored value in the layout after its own, and which its own is. A packed one says it in its first
/// byte, a token in its extension, any other in itself.
fn raised(stored: &[u8]) -> (Vec<u8>, u8) {
    let Ok(mut value) = serde_json::from_slice::<Value>(stored) else {
        let mut packed = stored.to_vec();
        packed[0] += 1;
        return (packed, stored[0]);
    };
    let says = match value.get("extension") {
        Some(_) => &mut value["extension"]["v"],
        None => &mut value["v"],
    };
    let known = u8::try_from(says.as_u64().unwrap()).unwrap();
    *says = (known + 1).into();
    (serde_json::to_vec(&value).unwrap(), known)
}
