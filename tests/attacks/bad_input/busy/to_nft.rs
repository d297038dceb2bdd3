//! What the ledger of shares takes.

use cosmwasm_std::Addr;
use rigshare_types::nft::{self, RigMsg, Sale};

use super::{Busy, Good};
use crate::scene::uusdc;

impl Busy {
    pub(super) fn nft_messages(&mut self) -> Vec<Good> {
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

    pub(super) fn rig_messages(&mut self) -> Vec<Good> {
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
}
