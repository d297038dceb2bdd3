//! What the marketplace takes.

use cosmwasm_std::Addr;
use rigshare_types::marketplace::{self, Purchase};

use super::{Busy, Good};
use crate::scene::uusdc;

impl Busy {
    pub(super) fn market_messages(&mut self) -> Vec<Good> {
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
