//! What must be refused, whoever tries it: each attempt changes nothing at all.

use cosmwasm_std::{Addr, Coin};
use rand::seq::SliceRandom;
use rand::Rng;
use rigshare_types::distributor::{ExecuteMsg as DistributorMsg, RigEpoch};
use rigshare_types::marketplace::ExecuteMsg as MarketMsg;
use rigshare_types::nft::{ExecuteMsg as NftMsg, RigMsg};
use rigshare_types::oracle::ExecuteMsg as OracleMsg;
use rigshare_types::units::Denom;

use crate::history::{settle_message, Attempt, Expect, History, Item, Meaning};
use crate::moves::Maybe;

impl History {
    /// Something that must be refused.
    pub fn something_hostile(&mut self) -> Maybe {
        match self.rng.gen_range(0..16) {
            0..=3 => self.settle_wrongly(),
            4 => self.claim_for_another(),
            5 => self.claim_what_was_never_held(),
            6..=8 => self.touch_anothers_token(),
            9 => self.reshape_wrongly(),
            10 => self.cure_wrongly(),
            11 => self.close_what_can_be_settled(),
            12 => self.use_anothers_role(),
            13 => self.trade_with_whats_anothers(),
            14 => self.buy_too_much(),
            _ => self.report_again(),
        }
    }

    fn refused(&self, mut attempt: Attempt) -> Attempt {
        attempt.expect = Expect::Refusal;
        attempt.verb = "hostile";
        attempt.meaning = Meaning::Nothing;
        attempt
    }

    fn by_stranger(&self, msg: &DistributorMsg) -> Maybe {
        let stranger = self.people.stranger.clone();
        self.distributor(
            "hostile",
            &stranger,
            msg,
            &[],
            Expect::Refusal,
            Meaning::Nothing,
        )
        .map(Some)
    }

    fn nft_by(&self, sender: &Addr, msg: NftMsg) -> Maybe {
        self.nft("hostile", sender, msg, Expect::Refusal, Meaning::Nothing)
            .map(Some)
    }

    fn any_rig(&mut self) -> Option<u32> {
        let rigs: Vec<u32> = self.rigs.keys().copied().collect();
        rigs.choose(&mut self.rng).copied()
    }

    fn settle_wrongly(&mut self) -> Maybe {
        let Some(rig) = self.any_rig() else {
            return Ok(None);
        };
        let mut items: Vec<Item> = self.settleable(rig, 3);
        if items.is_empty() {
            let epoch = self.epoch();
            let msg = DistributorMsg::Settle {
                items: vec![RigEpoch { rig, epoch }],
            };
            return self.by_stranger(&msg);
        }
        match self.rng.gen_range(0..5) {
            0 => items[0].holders += 1,
            1 if items[0].holders > 0 => items[0].holders -= 1,
            2 if items.len() > 1 => items.swap(0, 1),
            3 => items.push(items[0].clone()),
            4 if items[0].holders > 0 && items[0].denom != Denom::Native("uatom".to_owned()) => {
                for item in &mut items {
                    item.denom = Denom::Native("uatom".to_owned());
                }
            }
            _ => return Ok(None),
        }
        let (contract, msg, funds) = settle_message(&self.world, &items)?;
        let sender = self.people.operators.choose(&mut self.rng).cloned();
        Ok(Some(Attempt {
            verb: "hostile",
            sender: sender.ok_or("no operator")?,
            contract,
            msg,
            funds,
            expect: Expect::Refusal,
            meaning: Meaning::Nothing,
        }))
    }

    fn claim_for_another(&mut self) -> Maybe {
        let holder = self.anybody()?;
        let rigs = self.rigs_of(&holder);
        if rigs.is_empty() || self.payout_addresses.contains_key(&holder) {
            return Ok(None);
        }
        let to = self.rng.gen_bool(0.5).then(|| holder.to_string());
        self.by_stranger(&DistributorMsg::Claim {
            rigs,
            holder: Some(holder.to_string()),
            to,
        })
    }

    fn claim_what_was_never_held(&mut self) -> Maybe {
        let Some(rig) = self.any_rig() else {
            return Ok(None);
        };
        self.by_stranger(&DistributorMsg::Claim {
            rigs: vec![rig],
            holder: None,
            to: None,
        })
    }

    fn touch_anothers_token(&mut self) -> Maybe {
        let Some(token_id) = self.any_token() else {
            return Ok(None);
        };
        let stranger = self.people.stranger.clone();
        let recipient = stranger.to_string();
        let shares = self.tokens[&token_id].shares;
        let msg = match self.rng.gen_range(0..4) {
            0 => NftMsg::TransferNft {
                recipient,
                token_id,
            },
            1 => NftMsg::Burn { token_id },
            2 if shares > 1 => NftMsg::UpdateExtension {
                msg: RigMsg::Split {
                    token_id,
                    parts: vec![1, shares - 1],
                },
            },
            3 => {
                // To oneself: neither a sale nor anything else.
                let owner = self.tokens[&token_id].owner.clone();
                let recipient = owner.to_string();
                return self.nft_by(
                    &owner,
                    NftMsg::TransferNft {
                        recipient,
                        token_id,
                    },
                );
            }
            _ => return Ok(None),
        };
        self.nft_by(&stranger, msg)
    }

    fn reshape_wrongly(&mut self) -> Maybe {
        let (Some(first), Some(second)) = (self.any_token(), self.any_token()) else {
            return Ok(None);
        };
        let (a, b) = (&self.tokens[&first], &self.tokens[&second]);
        let owner = a.owner.clone();
        if (a.rig, &a.owner) == (b.rig, &b.owner) {
            let parts = vec![a.shares, 1];
            let msg = RigMsg::Split {
                token_id: first,
                parts,
            };
            return self.nft_by(&owner, NftMsg::UpdateExtension { msg });
        }
        let msg = RigMsg::Merge {
            token_ids: vec![first, second],
        };
        self.nft_by(&owner, NftMsg::UpdateExtension { msg })
    }

    fn cure_wrongly(&mut self) -> Maybe {
        let Some(rig) = self.any_rig() else {
            return Ok(None);
        };
        let amount = self.audit.outstanding(rig) + 1;
        let cure = self.cure_of(rig, amount, Expect::Refusal)?;
        Ok(Some(self.refused(cure)))
    }

    fn close_what_can_be_settled(&mut self) -> Maybe {
        let Some(rig) = self.any_rig() else {
            return Ok(None);
        };
        let Some(item) = self.settleable(rig, 1).pop() else {
            // Nothing is known, or nothing is over: there is no default.
            let epoch = self.audit.open_from(rig);
            return self.by_stranger(&DistributorMsg::DefaultEpoch { rig, epoch });
        };
        let epoch = item.epoch;
        self.by_stranger(&DistributorMsg::CloseOutage { rig, epoch })
    }

    fn use_anothers_role(&mut self) -> Maybe {
        let Some(rig) = self.any_rig() else {
            return Ok(None);
        };
        let stranger = self.people.stranger.clone();
        let nft = |msg| NftMsg::UpdateExtension { msg };
        let address = stranger.to_string();
        match self.rng.gen_range(0..8) {
            0 => self.by_stranger(&DistributorMsg::LowerFees {
                protocol_fee_bps: Some(0),
                sale_fee_bps: None,
            }),
            1 => self.by_stranger(&DistributorMsg::Pause { seconds: 60 }),
            2 => self.by_stranger(&DistributorMsg::Withdraw { rigs: vec![rig] }),
            3 => self.by_stranger(&DistributorMsg::SetProtocolRecipient { address }),
            4 => self.nft_by(&stranger, nft(RigMsg::RetireRig { rig })),
            5 => self.nft_by(
                &stranger,
                nft(RigMsg::DecideRig {
                    rig,
                    approve: false,
                }),
            ),
            6 => self.nft_by(&stranger, nft(RigMsg::StopSale { rig })),
            _ => {
                let oracle = self.world.at.oracle.clone();
                let msg = OracleMsg::Pause { seconds: 60 };
                self.attempt(
                    "hostile",
                    &stranger,
                    &oracle,
                    &msg,
                    &[],
                    Expect::Refusal,
                    Meaning::Nothing,
                )
                .map(Some)
            }
        }
    }

    fn trade_with_whats_anothers(&mut self) -> Maybe {
        let stranger = self.people.stranger.clone();
        let contract = self.world.at.marketplace.clone();
        let msg = match (self.rng.gen_range(0..3), self.any_token()) {
            (0, _) if !self.offers.is_empty() => {
                let numbers: Vec<u64> = self.offers.keys().copied().collect();
                let offer = *numbers.choose(&mut self.rng).ok_or("no offer")?;
                MarketMsg::CancelOffer { offer }
            }
            (1, Some(token_id)) => MarketMsg::CancelAsk { token_id },
            (_, Some(token_id)) => MarketMsg::Ask {
                token_id,
                price: Coin::new(1_u128, "uusdc"),
                expires_seconds: self.now() + 10,
            },
            _ => return Ok(None),
        };
        let (expect, meaning) = (Expect::Refusal, Meaning::Nothing);
        self.attempt("hostile", &stranger, &contract, &msg, &[], expect, meaning)
            .map(Some)
    }

    fn buy_too_much(&mut self) -> Maybe {
        let Some(rig) = self.any_rig() else {
            return Ok(None);
        };
        let left = self.audit.facts[&rig].shares - self.minted(rig);
        let buyer = self.anybody()?;
        let mut attempt = if left > 0 && self.rng.gen_bool(0.5) {
            let mut attempt = self.mint_of(&buyer, rig, 1, &buyer)?;
            for coin in &mut attempt.funds {
                coin.amount += cosmwasm_std::Uint128::one();
            }
            attempt
        } else {
            self.mint_of(&buyer, rig, left + 1, &buyer)?
        };
        attempt.expect = Expect::Refusal;
        Ok(Some(self.refused(attempt)))
    }

    fn report_again(&mut self) -> Maybe {
        let finals: Vec<(u32, u32)> = self.audit.reports.keys().copied().collect();
        let Some((rig, epoch)) = finals.choose(&mut self.rng).copied() else {
            return Ok(None);
        };
        let oracle = self.world.at.oracle.clone();
        let stranger = self.people.stranger.clone();
        let msg = OracleMsg::Finalize {
            epoch,
            rigs: vec![rig],
        };
        let (expect, meaning) = (Expect::Refusal, Meaning::Nothing);
        self.attempt("hostile", &stranger, &oracle, &msg, &[], expect, meaning)
            .map(Some)
    }
}
