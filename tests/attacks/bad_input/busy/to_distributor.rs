//! What the distributor takes.

use cosmwasm_std::{coin, Addr};
use rigshare_types::distributor::{self, PayoutDenom, RigEpoch};
use rigshare_types::units::Denom;

use super::{Busy, Good};
use crate::scene::UBTC;

impl Busy {
    pub(super) fn distributor_messages(&mut self) -> Vec<Good> {
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
}
