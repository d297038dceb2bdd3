//! A chain on which nearly every message of every contract would go through.

mod to_distributor;
mod to_market;
mod to_nft;
mod to_oracle;

use cosmwasm_std::{Addr, Binary, Coin, WasmMsg};
use cw721::Action;
use cw_multi_test::{AppResponse, Executor};
use rigshare_suite::{Setup, World, WorldError};
use rigshare_types::batch::SignedBatch;
use rigshare_types::distributor;
use rigshare_types::marketplace;
use rigshare_types::nft;
use serde_json::Value;

use crate::scene::{uusdc, Scene, GROSS, UBTC};

/// A message that goes through on [`Busy`], with who sends it and what is attached.
#[derive(Clone, Debug)]
pub struct Good {
    pub sender: Addr,
    pub contract: Addr,
    pub msg: Value,
    pub funds: Vec<Coin>,
    /// Whether anybody at all may send it.
    pub open_to_all: bool,
    /// What must be sent before it.
    pub first: Option<Box<Good>>,
}

impl Good {
    pub fn send(&self, world: &mut World) -> Result<AppResponse, WorldError> {
        // The bytes as they stand, whatever is in them.
        let execute = WasmMsg::Execute {
            contract_addr: self.contract.to_string(),
            msg: Binary::from(serde_json::to_vec(&self.msg)?),
            funds: self.funds.clone(),
        };
        world.chain.app.execute(self.sender.clone(), execute.into())
    }

    /// Sends what must come before it.
    pub fn prepare(&self, world: &mut World) {
        if let Some(first) = &self.first {
            first.send(world).unwrap();
        }
    }

    pub fn name(&self) -> String {
        let text = self.msg.to_string();
        text.chars().take(90).collect()
    }
}

/// Rigs: 1 has reports and money, 2 waits for the registrar, 3 is short and silent, 4 begins later.
pub struct Busy {
    pub scene: Scene,
    pub ann: Addr,
    pub bob: Addr,
    pub tokens: Vec<String>,
    late: u32,
}

impl Busy {
    pub fn new() -> Self {
        let mut scene = Scene::new();
        let (operator, first) = (scene.operator.clone(), scene.first);
        let waiting = scene.world.sample_rig();
        scene.world.register_rig(&operator, waiting).unwrap();
        let silent = scene.world.sample_rig();
        let silent = scene.world.approved_rig(&operator, silent).unwrap();
        let mut later = scene.world.sample_rig();
        (later.start_epoch, later.end_epoch) = (first + 300, first + 400);
        let later = scene.world.approved_rig(&operator, later).unwrap();
        let mut tokens = Vec::new();
        for rig in [silent, later] {
            scene.world.open_sale(rig, 1_000).unwrap();
            scene.rig = rig;
            tokens.push(scene.hold("ann", 2).1);
        }
        scene.rig = 1;
        let (ann, whole) = scene.hold("ann", 40);
        tokens.extend(scene.world.split(&ann, &whole, &[10, 10, 10, 10]).unwrap());
        let (bob, _) = scene.hold("bob", 20);

        // Rig 1: day 0 settled, day 1 reported and past its grace. Rig 3: day 0 in default.
        scene
            .world
            .report(first, &[(1, GROSS), (silent, GROSS)], None)
            .unwrap();
        scene.settle(0);
        scene.report(1, GROSS);
        scene.world.advance(4 * 86_400);
        let caller = scene.who("anyone");
        let msg = distributor::ExecuteMsg::DefaultEpoch {
            rig: silent,
            epoch: first,
        };
        scene.distributor(&caller, msg, &[]).unwrap();
        // Far enough that rig 3's day 1 is an outage, with yesterday half reported.
        scene.go_to(20, 7 * 3_600);
        let late = first + 19;
        let batches = World::batches(late, &[(1, GROSS)], Some(&Setup::sample_market()));
        let batches: Vec<SignedBatch> = (0..3)
            .map(|index| scene.world.sign(index, batches[0].clone()).unwrap())
            .collect();
        scene.world.relay(batches).unwrap();

        let mut busy = Self {
            scene,
            ann,
            bob,
            tokens,
            late,
        };
        busy.trade();
        busy
    }

    fn trade(&mut self) {
        let world = &mut self.scene.world;
        let expires = world.now() + 86_400;
        // Tokens 2 and 3 are for sale, the ask of 3 is stale, 4 is approved, 5 is free.
        for token in &self.tokens[2..5] {
            world.ask(&self.ann, token, uusdc(5_000), expires).unwrap();
        }
        let cancel = marketplace::ExecuteMsg::CancelAsk {
            token_id: self.tokens[4].clone(),
        };
        world.market_msg(&self.ann, cancel, &[]).unwrap();
        let revoke = nft::ExecuteMsg::Revoke {
            spender: world.at.marketplace.to_string(),
            token_id: self.tokens[3].clone(),
        };
        world.nft_msg(&self.ann, revoke, &[]).unwrap();
        world.fund(&self.bob, 1_000_000_000, "uusdc").unwrap();
        world.fund(&self.bob, 1_000_000_000, UBTC).unwrap();
        for (escrow, seconds) in [(6_000, 86_400), (7_000, 10), (500, 86_400)] {
            let expires = world.now() + seconds;
            world
                .offer_for_rig(&self.bob, 1, 500, 1, uusdc(escrow), expires)
                .unwrap();
        }
        let cancel = marketplace::ExecuteMsg::CancelOffer { offer: 3 };
        world.market_msg(&self.bob, cancel, &[]).unwrap();
        world.advance(10);
    }

    fn good(
        &self,
        sender: &Addr,
        contract: &Addr,
        msg: &impl cosmwasm_schema::serde::Serialize,
    ) -> Good {
        Good {
            sender: sender.clone(),
            contract: contract.clone(),
            msg: serde_json::to_value(msg).unwrap(),
            funds: vec![],
            open_to_all: false,
            first: None,
        }
    }

    /// One message of every kind.
    pub fn messages(&mut self) -> Vec<Good> {
        let mut all = self.nft_messages();
        all.extend(self.rig_messages());
        all.extend(self.oracle_messages());
        all.extend(self.distributor_messages());
        all.extend(self.market_messages());
        all
    }

    fn transfer(&self) -> Action {
        Action::TransferOwnership {
            new_owner: self.bob.to_string(),
            expiry: None,
        }
    }
}
