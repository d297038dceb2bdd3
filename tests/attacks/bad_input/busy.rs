//! A chain on which nearly every message of every contract would go through.

use cosmwasm_std::{coin, Addr, Binary, Coin, WasmMsg};
use cw721::Action;
use cw_multi_test::{AppResponse, Executor};
use rigshare_suite::{ReporterKey, World, WorldError};
use rigshare_types::batch::SignedBatch;
use rigshare_types::distributor::{self, PayoutDenom, RigEpoch};
use rigshare_types::marketplace::{self, Purchase};
use rigshare_types::nft::{self, RigMsg, Sale};
use rigshare_types::oracle::{self, Asset, Reporter, ReporterConfig};
use rigshare_types::units::Denom;
use serde_json::Value;

use crate::scene::{market, uusdc, Scene, GROSS, UBTC};

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
        let batches = World::batches(late, &[(1, GROSS)], Some(&market()));
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
            let offer = marketplace::ExecuteMsg::OfferForRig {
                rig: 1,
                price_per_share: 500u128.into(),
                least_shares: 1,
                latest_lease_end_seconds: None,
                expires_seconds: world.now() + seconds,
            };
            world
                .market_msg(&self.bob, offer, &[uusdc(escrow)])
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

    fn nft_messages(&mut self) -> Vec<Good> {
        let at = self.scene.world.at.hashrate_nft.clone();
        let owner = self.scene.world.at.owner.clone();
        let (bob, token_id) = (self.bob.to_string(), self.tokens[5].clone());
        let by_ann = [
            nft::ExecuteMsg::TransferNft {
                recipient: bob.clone(),
                token_id: token_id.clone(),
            },
            nft::ExecuteMsg::Burn {
                token_id: token_id.clone(),
            },
            nft::ExecuteMsg::Approve {
                spender: bob.clone(),
                token_id: token_id.clone(),
                expires: None,
            },
            nft::ExecuteMsg::Revoke {
                spender: self.scene.world.at.marketplace.to_string(),
                token_id: self.tokens[4].clone(),
            },
        ];
        let mut all: Vec<Good> = by_ann
            .iter()
            .map(|msg| self.good(&self.ann, &at, msg))
            .collect();
        for msg in [
            nft::ExecuteMsg::ApproveAll {
                operator: bob.clone(),
                expires: None,
            },
            nft::ExecuteMsg::RevokeAll { operator: bob },
        ] {
            let mut good = self.good(&self.ann, &at, &msg);
            good.open_to_all = true;
            all.push(good);
        }
        let info = cw721::msg::CollectionInfoMsg {
            name: Some("Other".to_owned()),
            symbol: None,
            extension: None,
        };
        let update = nft::ExecuteMsg::UpdateCollectionInfo {
            collection_info: info,
        };
        all.push(self.good(&owner, &at, &update));
        let hand_over = nft::ExecuteMsg::UpdateCreatorOwnership(self.transfer());
        all.push(self.good(&owner, &at, &hand_over));
        all
    }

    fn transfer(&self) -> Action {
        Action::TransferOwnership {
            new_owner: self.bob.to_string(),
            expiry: None,
        }
    }

    fn rig_messages(&mut self) -> Vec<Good> {
        let at = self.scene.world.at.clone();
        let now = self.scene.world.now();
        let operator = self.scene.operator.clone();
        let nft = at.hashrate_nft.clone();
        let good = |sender: &Addr, msg: RigMsg| {
            self.good(sender, &nft, &nft::ExecuteMsg::UpdateExtension { msg })
        };
        let new = Box::new(self.scene.world.sample_rig());
        let mut register = good(&operator, RigMsg::RegisterRig { rig: new });
        register.open_to_all = true;
        let mut buy = good(
            &self.bob,
            RigMsg::Buy {
                rig: 1,
                shares: 3,
                recipient: Some(self.ann.to_string()),
            },
        );
        (buy.open_to_all, buy.funds) = (true, vec![uusdc(3_000)]);
        let propose = RigMsg::ProposeOperator {
            rig: 1,
            operator: Some(self.bob.to_string()),
        };
        let propose = good(&operator, propose);
        let mut accept = good(&self.bob, RigMsg::AcceptOperator { rig: 1 });
        accept.first = Some(Box::new(propose.clone()));
        let pause = good(&at.pauser, RigMsg::Pause { seconds: 60 });
        let mut unpause = good(&at.pauser, RigMsg::Unpause {});
        unpause.first = Some(Box::new(pause.clone()));
        let sale = Sale {
            price_per_share: 5u128.into(),
            opens_seconds: now,
            closes_seconds: now + 100,
            least_shares: 1,
            most_per_wallet: 100,
            allow_list_only: false,
        };
        let address = self.bob.to_string();
        vec![
            register,
            good(
                &at.registrar,
                RigMsg::DecideRig {
                    rig: 2,
                    approve: false,
                },
            ),
            good(
                &operator,
                RigMsg::LowerTerms {
                    rig: 1,
                    watts: Some(1_000),
                    electricity_nano_per_kwh: None,
                    service_fee_bps: None,
                },
            ),
            propose,
            accept,
            good(&operator, RigMsg::RetireRig { rig: 1 }),
            good(&operator, RigMsg::OpenSale { rig: 1, sale }),
            good(&operator, RigMsg::StopSale { rig: 1 }),
            good(
                &operator,
                RigMsg::ChangeBuyers {
                    rig: 1,
                    add: vec![address.clone()],
                    remove: vec![],
                },
            ),
            buy,
            good(
                &self.ann,
                RigMsg::Split {
                    token_id: self.tokens[5].clone(),
                    parts: vec![4, 6],
                },
            ),
            good(
                &self.ann,
                RigMsg::Merge {
                    token_ids: self.tokens[4..6].to_vec(),
                },
            ),
            pause,
            unpause,
            good(
                &at.owner,
                RigMsg::SetRegistrar {
                    address: address.clone(),
                },
            ),
            good(&at.owner, RigMsg::SetPauser { address }),
        ]
    }

    fn oracle_messages(&mut self) -> Vec<Good> {
        let at = self.scene.world.at.clone();
        let (epoch, world) = (self.late, &self.scene.world);
        let good = |sender: &Addr, msg: oracle::ExecuteMsg| self.good(sender, &at.oracle, &msg);
        let batch = |gross| World::batches(epoch, &[(1, gross)], None).remove(0);
        let dan = |gross| world.sign(3, batch(gross)).unwrap();
        let mut config = ReporterConfig {
            reporters: vec![],
            faulty: 1,
            quorum: 3,
            report_spread_bps: 50,
            market_spread_bps: 60,
            plausible_tolerance_bps: 70,
        };
        for (name, id) in world.setup.reporters.iter().zip(1..) {
            config.reporters.push(Reporter {
                id,
                name: name.clone(),
                public_key: ReporterKey::derive(name).public_key(),
            });
        }
        let mut open = vec![
            good(
                &self.bob,
                oracle::ExecuteMsg::Relay {
                    batches: vec![dan(GROSS)],
                },
            ),
            good(
                &self.bob,
                oracle::ExecuteMsg::Finalize {
                    epoch,
                    rigs: vec![1],
                },
            ),
            good(
                &self.bob,
                oracle::ExecuteMsg::ProveEquivocation {
                    first: Box::new(dan(1)),
                    second: Box::new(dan(2)),
                },
            ),
        ];
        for good in &mut open {
            good.open_to_all = true;
        }
        let pause = good(&at.pauser, oracle::ExecuteMsg::Pause { seconds: 60 });
        let mut unpause = good(&at.pauser, oracle::ExecuteMsg::Unpause {});
        unpause.first = Some(Box::new(pause.clone()));
        let asset = Asset {
            symbol: "KAS".to_owned(),
            decimals: 8,
        };
        open.extend([
            good(
                &at.owner,
                oracle::ExecuteMsg::ChangeReporters { reporters: config },
            ),
            good(&at.owner, oracle::ExecuteMsg::AddAsset { asset }),
            pause,
            unpause,
            good(
                &at.owner,
                oracle::ExecuteMsg::SetPauser {
                    address: self.bob.to_string(),
                },
            ),
            good(
                &at.owner,
                oracle::ExecuteMsg::UpdateOwnership(self.transfer()),
            ),
        ]);
        open
    }

    fn distributor_messages(&mut self) -> Vec<Good> {
        let at = self.scene.world.at.clone();
        let first = self.scene.first;
        let operator = self.scene.operator.clone();
        let good =
            |sender: &Addr, msg: distributor::ExecuteMsg| self.good(sender, &at.distributor, &msg);
        let items = vec![RigEpoch {
            rig: 1,
            epoch: first + 1,
        }];
        // 60 shares for a day, and 1 % of it.
        let mut settle = good(&self.bob, distributor::ExecuteMsg::Settle { items });
        settle.funds = vec![coin(40_905_000, UBTC)];
        let mut cure = good(&self.bob, distributor::ExecuteMsg::Cure { rig: 3 });
        cure.funds = vec![coin(10, UBTC)];
        let mut open = vec![
            settle,
            cure,
            good(
                &self.bob,
                distributor::ExecuteMsg::DefaultEpoch {
                    rig: 1,
                    epoch: first + 1,
                },
            ),
            good(
                &self.bob,
                distributor::ExecuteMsg::CloseOutage {
                    rig: 3,
                    epoch: first + 1,
                },
            ),
            good(
                &self.bob,
                distributor::ExecuteMsg::Checkpoint {
                    holder: self.ann.to_string(),
                    rigs: vec![1],
                },
            ),
            good(
                &self.ann,
                distributor::ExecuteMsg::SetPayoutAddress {
                    address: Some(self.bob.to_string()),
                },
            ),
            good(
                &self.bob,
                distributor::ExecuteMsg::BookProceeds { rigs: vec![1, 4] },
            ),
        ];
        for good in &mut open {
            good.open_to_all = true;
        }
        let pause = good(&at.pauser, distributor::ExecuteMsg::Pause { seconds: 60 });
        let mut unpause = good(&at.pauser, distributor::ExecuteMsg::Unpause {});
        unpause.first = Some(Box::new(pause.clone()));
        let address = self.bob.to_string();
        let denom = PayoutDenom {
            denom: Denom::Native("ukas".to_owned()),
            asset: "XMR".to_owned(),
            decimals: 8,
        };
        open.extend([
            good(
                &self.ann,
                distributor::ExecuteMsg::Claim {
                    rigs: vec![1],
                    holder: Some(self.ann.to_string()),
                    to: Some(self.ann.to_string()),
                },
            ),
            good(
                &operator,
                distributor::ExecuteMsg::Withdraw { rigs: vec![4] },
            ),
            good(
                &at.protocol,
                distributor::ExecuteMsg::WithdrawProtocol {
                    denoms: vec![Denom::Native(UBTC.to_owned())],
                },
            ),
            good(
                &at.owner,
                distributor::ExecuteMsg::LowerFees {
                    protocol_fee_bps: Some(10),
                    sale_fee_bps: Some(20),
                },
            ),
            good(&at.owner, distributor::ExecuteMsg::AddDenom { denom }),
            good(
                &at.owner,
                distributor::ExecuteMsg::SetProtocolRecipient {
                    address: address.clone(),
                },
            ),
            pause,
            unpause,
            good(&at.owner, distributor::ExecuteMsg::SetPauser { address }),
            good(
                &at.owner,
                distributor::ExecuteMsg::UpdateOwnership(self.transfer()),
            ),
        ]);
        open
    }

    fn market_messages(&mut self) -> Vec<Good> {
        let at = self.scene.world.at.clone();
        let now = self.scene.world.now();
        let good =
            |sender: &Addr, msg: marketplace::ExecuteMsg| self.good(sender, &at.marketplace, &msg);
        let token = |index: usize| self.tokens[index].clone();
        let mut buy = good(
            &self.bob,
            marketplace::ExecuteMsg::Buy {
                purchases: vec![Purchase {
                    token_id: token(2),
                    limit: uusdc(5_000),
                    least_shares: 10,
                    latest_lease_end_seconds: None,
                }],
                deadline_seconds: now,
                recipient: Some(self.bob.to_string()),
            },
        );
        buy.funds = vec![uusdc(5_000)];
        let mut for_token = good(
            &self.bob,
            marketplace::ExecuteMsg::OfferForToken {
                token_id: token(5),
                least_shares: 10,
                latest_lease_end_seconds: None,
                expires_seconds: now + 9,
            },
        );
        for_token.funds = vec![uusdc(70)];
        let mut for_rig = good(
            &self.bob,
            marketplace::ExecuteMsg::OfferForRig {
                rig: 1,
                price_per_share: 7u128.into(),
                least_shares: 10,
                latest_lease_end_seconds: None,
                expires_seconds: now + 9,
            },
        );
        for_rig.funds = vec![uusdc(70)];
        let clean = good(
            &self.bob,
            marketplace::ExecuteMsg::Clean {
                asks: vec![token(3)],
                offers: vec![2],
            },
        );
        let mut all = vec![buy, for_token, for_rig, clean];
        for good in &mut all {
            good.open_to_all = true;
        }
        let pause = good(&at.pauser, marketplace::ExecuteMsg::Pause { seconds: 60 });
        let mut unpause = good(&at.pauser, marketplace::ExecuteMsg::Unpause {});
        unpause.first = Some(Box::new(pause.clone()));
        let address = self.bob.to_string();
        all.extend([
            good(
                &self.ann,
                marketplace::ExecuteMsg::Ask {
                    token_id: token(4),
                    price: uusdc(10),
                    expires_seconds: now + 9,
                },
            ),
            good(
                &self.ann,
                marketplace::ExecuteMsg::CancelAsk { token_id: token(2) },
            ),
            good(&self.bob, marketplace::ExecuteMsg::CancelOffer { offer: 1 }),
            good(
                &self.ann,
                marketplace::ExecuteMsg::AcceptOffer {
                    offer: 1,
                    token_id: token(4),
                    least_price: uusdc(5_000),
                    deadline_seconds: now,
                },
            ),
            good(
                &self.bob,
                marketplace::ExecuteMsg::Withdraw {
                    denoms: vec!["uusdc".to_owned()],
                },
            ),
            good(&at.owner, marketplace::ExecuteMsg::LowerFee { fee_bps: 10 }),
            good(
                &at.owner,
                marketplace::ExecuteMsg::AddDenom {
                    denom: "ukas".to_owned(),
                },
            ),
            good(
                &at.owner,
                marketplace::ExecuteMsg::SetProtocolRecipient {
                    address: address.clone(),
                },
            ),
            pause,
            unpause,
            good(&at.owner, marketplace::ExecuteMsg::SetPauser { address }),
            good(
                &at.owner,
                marketplace::ExecuteMsg::UpdateOwnership(self.transfer()),
            ),
        ]);
        all
    }
}
