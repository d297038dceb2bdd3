//! A suite with holders who are owed money.

use cosmwasm_std::{Addr, Coin};
use rigshare_chain::{Chain, Playground};
use rigshare_node::Devnet;
use rigshare_node_tests::{code, DevnetFolder};
use rigshare_suite::{Setup, World};
use rigshare_types::distributor::{Grace, PayoutDenom, RigEpoch};
use rigshare_types::nft::{PositionResponse, RigQuery};
use rigshare_types::oracle::Timing;
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

/// What the rig pays in.
pub const PAYOUT: &str = "wsat";

/// What a share costs.
pub const PRICE: u128 = 10;

/// How many shares each holder has.
const SHARES: u64 = 5;

/// Epochs until the rig's term begins: at least 25 seconds.
const EPOCHS_AHEAD: u32 = 6;

/// A suite with a rig whose first epoch is settled.
pub struct Suite {
    pub world: World<Devnet>,
    pub rig: u32,
    /// Who holds shares, by name, and what each is owed.
    pub holders: Vec<(String, Addr, u128)>,
}

impl Suite {
    /// Deploys it, sells shares, reports and settles an epoch.
    pub fn new(devnet: &DevnetFolder, holders: u32) -> Self {
        let mut world = World::on(devnet.open(), setup(devnet), &code()).unwrap();
        let operator = world.account("operator");
        // Far enough ahead that a busy machine has registered the rig and sold the shares before it begins.
        let epoch = world.clock().epoch_at(world.time().unwrap()).unwrap() + EPOCHS_AHEAD;
        let mut rig = world.setup.sample_rig(epoch, 0);
        rig.payout = Denom::Native(PAYOUT.to_owned());
        let rig = world.approved_rig(&operator, rig).unwrap();
        world.open_sale(rig, PRICE).unwrap();
        let names = (0..holders).map(|number| format!("holder {number}"));
        let holders: Vec<(String, Addr)> = names
            .map(|name| {
                let holder = world.account(&name);
                let price = PRICE * u128::from(SHARES);
                world.fund(&holder, price, "uusdc").unwrap();
                world.buy(&holder, rig, SHARES).unwrap();
                (name, holder)
            })
            .collect();
        world.report(epoch, &[(rig, 600_000)], None).unwrap();
        world.fund(&operator, 600_000, PAYOUT).unwrap();
        world.settle(&operator, &[RigEpoch { rig, epoch }]).unwrap();
        let owed = |holder: &Addr| world.claimable(holder, rig).unwrap().claimable.u128();
        let holders = holders.into_iter();
        let holders = holders
            .map(|(name, holder)| {
                let owed = owed(&holder);
                assert!(owed > 0);
                (name, holder, owed)
            })
            .collect();
        Self {
            world,
            rig,
            holders,
        }
    }

    /// An account with money for so many shares, and for its fees.
    pub fn buyer(&mut self, name: &str, shares: u64) -> Addr {
        let buyer = self.world.chain.paying_account(name).unwrap();
        let price = Coin::new(PRICE * u128::from(shares), "uusdc");
        self.world.chain.fund(&buyer, vec![price]).unwrap();
        buyer
    }

    /// What the distributor holds of the payout denom.
    pub fn treasury(&self) -> u128 {
        let distributor = &self.world.at.distributor;
        self.world
            .chain
            .balance(distributor, PAYOUT)
            .unwrap()
            .u128()
    }

    /// Shares were bought by `buyer` and nothing else became of them; everybody has got what was owed,
    /// out of what the distributor had before.
    pub fn assert_whole(&self, buyer: &Addr, bought: u64, treasury_before: u128) {
        let shares_of = |holder: &Addr| {
            let question = RigQuery::Position {
                holder: holder.to_string(),
                rig: self.rig,
            };
            let position: PositionResponse = self.world.rig_query(question).unwrap();
            position.shares
        };
        assert_eq!(shares_of(buyer), bought);
        for (name, holder, owed) in &self.holders {
            assert_eq!(shares_of(holder), SHARES, "{name}");
            let has = self.world.chain.balance(holder, PAYOUT).unwrap();
            assert_eq!(has.u128(), *owed, "{name}");
            let left = self.world.claimable(holder, self.rig).unwrap().claimable;
            assert!(left.is_zero(), "{name} can claim {left}");
        }
        let claimed: u128 = self.holders.iter().map(|(_, _, owed)| owed).sum();
        assert_eq!(self.treasury(), treasury_before - claimed);
        let rig = self.world.rig(self.rig).unwrap();
        let minted = self.holders.len() as u64 * SHARES + bought;
        assert_eq!(rig.minted, minted);
        assert_eq!(rig.proceeds.total.u128(), u128::from(minted) * PRICE);
        let left = self.world.chain.balance(buyer, "uusdc").unwrap();
        assert!(left.is_zero(), "the buyer has {left} left");
    }
}

/// Epochs of five seconds from now on, paid in the devnet's wrapped coin.
fn setup(devnet: &DevnetFolder) -> Setup {
    let chain = devnet.open();
    Setup {
        chain_id: chain.id().to_owned(),
        clock: EpochClock {
            genesis_seconds: chain.latest().unwrap().time_seconds,
            epoch_seconds: 5,
        },
        timing: Timing {
            window_seconds: 1,
            outage_deadline_seconds: 3_600,
        },
        grace: Grace {
            seconds: 3_600,
            blocks: 10_000,
        },
        denoms: vec![PayoutDenom {
            denom: Denom::Native(PAYOUT.to_owned()),
            asset: "BTC".to_owned(),
            decimals: 8,
        }],
        trade_denoms: vec!["uusdc".to_owned()],
        ..Setup::default()
    }
}
