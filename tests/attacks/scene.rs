//! A rig that sells, people who hold, and refusals that must change nothing.

use std::fmt::{Debug, Display};

use cosmwasm_std::{coin, Addr, Coin, Order, Record, Storage};
use rigshare_suite::{Setup, World, WorldError};
use rigshare_types::distributor::{self, RigEpoch};
use rigshare_types::nft::NewRig;
use rigshare_types::units::Denom;

/// What a day brings the sample rig of 100 shares, in satoshi: 675,000 a share.
pub const GROSS: u128 = 67_500_000;

/// What a share earns of it.
pub const DAY: u128 = 675_000;

pub const HOUR: u64 = 3_600;

/// What the sample rig pays in.
pub const UBTC: &str = "factory/wrapper/ubtc";

/// A world with an operator and its first rig, whose shares sell for 1,000 uusdc each.
pub struct Scene {
    pub world: World,
    pub operator: Addr,
    pub rig: u32,
    /// The first epoch of the rig's term.
    pub first: u32,
}

impl Scene {
    pub fn new() -> Self {
        Self::with(Setup::default(), |_| {})
    }

    pub fn with(setup: Setup, change: impl FnOnce(&mut NewRig)) -> Self {
        let mut world = World::new(setup).unwrap();
        let operator = world.account("operator");
        let mut rig = world.sample_rig();
        change(&mut rig);
        let first = rig.start_epoch;
        let rig = world.approved_rig(&operator, rig).unwrap();
        world.open_sale(rig, 1_000).unwrap();
        Self {
            world,
            operator,
            rig,
            first,
        }
    }

    pub fn who(&mut self, name: &str) -> Addr {
        self.world.account(name)
    }

    /// Buys shares from the operator.
    pub fn hold(&mut self, name: &str, shares: u64) -> (Addr, String) {
        let holder = self.who(name);
        let price = 1_000 * u128::from(shares);
        self.world.fund(&holder, price, "uusdc").unwrap();
        let token = self.world.buy(&holder, self.rig, shares).unwrap();
        (holder, token)
    }

    /// Lets every reporter report an epoch of the rig's term, counted from its first, and makes it
    /// final.
    pub fn report(&mut self, nth: u32, gross: u128) {
        let observed = [(self.rig, gross)];
        self.world
            .report(self.first + nth, &observed, None)
            .unwrap();
    }

    pub fn item(&self, nth: u32) -> RigEpoch {
        RigEpoch {
            rig: self.rig,
            epoch: self.first + nth,
        }
    }

    /// Settles an epoch with money out of nothing.
    pub fn settle(&mut self, nth: u32) {
        let items = [self.item(nth)];
        let due = self.world.due(&items).unwrap();
        for total in due.totals {
            self.world
                .fund_denom(&self.operator, total.amount.u128(), &total.denom)
                .unwrap();
        }
        self.world.settle(&self.operator, &items).unwrap();
    }

    /// Goes to a second of an epoch of the term.
    pub fn go_to(&mut self, nth: u32, second: u64) {
        let start = self.world.clock().start_of(self.first + nth);
        self.world.advance_to(start + second);
        assert_eq!(self.world.now(), start + second);
    }

    /// What a claim of the first rig pays; zero where there is nothing to claim.
    pub fn claim(&mut self, holder: &Addr) -> u128 {
        let denom = self.world.rig(self.rig).unwrap().facts.payout;
        let before = self.world.balance(holder, &denom).unwrap();
        if let Err(error) = self.world.claim(holder, &[self.rig]) {
            let refused = typed::<::distributor::ContractError>(error);
            assert!(
                matches!(refused, ::distributor::ContractError::NothingToClaim { .. }),
                "{refused}"
            );
        }
        let after = self.world.balance(holder, &denom).unwrap();
        (after - before).u128()
    }

    pub fn distributor(
        &mut self,
        sender: &Addr,
        msg: distributor::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<(), WorldError> {
        self.world.distributor_msg(sender, msg, funds).map(|_| ())
    }

    /// Anyone calls an epoch a default.
    pub fn default_epoch(&mut self, nth: u32) -> Result<(), WorldError> {
        let caller = self.who("anyone");
        let RigEpoch { rig, epoch } = self.item(nth);
        let msg = distributor::ExecuteMsg::DefaultEpoch { rig, epoch };
        self.distributor(&caller, msg, &[])
    }

    /// Anyone calls an epoch an outage.
    pub fn close_outage(&mut self, nth: u32) -> Result<(), WorldError> {
        let caller = self.who("anyone");
        let RigEpoch { rig, epoch } = self.item(nth);
        let msg = distributor::ExecuteMsg::CloseOutage { rig, epoch };
        self.distributor(&caller, msg, &[])
    }

    pub fn wealth(&self, account: &Addr, denom: &str) -> u128 {
        let denom = Denom::Native(denom.to_owned());
        self.world.balance(account, &denom).unwrap().u128()
    }
}

/// The whole chain: every contract's storage, the bank's, and who is whose admin.
pub fn snapshot(world: &World) -> Vec<Record> {
    let storage = world.chain.app.storage();
    storage.range(None, None, Order::Ascending).collect()
}

/// Puts the chain back to what it was.
pub fn restore(world: &mut World, before: &[Record]) {
    let now = snapshot(world);
    let storage = world.chain.app.storage_mut();
    for (key, _) in now {
        storage.remove(&key);
    }
    for (key, value) in before {
        storage.set(key, value);
    }
}

/// Tries what must be refused, and checks that nothing changed.
///
/// # Panics
/// It went through, or something changed, or the refusal is longer than a person would read.
pub fn refused<T: Debug>(
    world: &mut World,
    tries: impl FnOnce(&mut World) -> Result<T, WorldError>,
) -> WorldError {
    let before = snapshot(world);
    let error = tries(world).expect_err("it went through");
    assert!(before == snapshot(world), "{error:#} and something changed");
    let text = error.root_cause().to_string();
    assert!(text.len() < 1_000, "{} bytes of refusal", text.len());
    error
}

/// The contract's own error.
///
/// # Panics
/// It is something else.
pub fn typed<E: Display + Debug + Send + Sync + 'static>(error: WorldError) -> E {
    error
        .downcast()
        .unwrap_or_else(|other| panic!("not typed: {other:#}"))
}

/// [`refused`] with the contract's own error.
pub fn refused_with<E, T>(
    world: &mut World,
    tries: impl FnOnce(&mut World) -> Result<T, WorldError>,
) -> E
where
    E: Display + Debug + Send + Sync + 'static,
    T: Debug,
{
    typed(refused(world, tries))
}

pub fn ubtc(amount: u128) -> [Coin; 1] {
    [coin(amount, UBTC)]
}

pub fn uusdc(amount: u128) -> Coin {
    coin(amount, "uusdc")
}
