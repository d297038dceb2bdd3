//! A suite whose epochs are seconds long.

use rigshare_chain::Chain;
use rigshare_node::Devnet;
use rigshare_suite::Setup;
use rigshare_types::distributor::{Grace, PayoutDenom};
use rigshare_types::nft::NewRig;
use rigshare_types::oracle::Timing;
use rigshare_types::units::Denom;
use rigshare_types::EpochClock;

/// The devnet's denom that stands for a wrapped bitcoin, 8 decimals.
pub const WRAPPED_BITCOIN: &str = "wsat";

/// A suite whose first epoch begins now, that pays in [`WRAPPED_BITCOIN`] and takes `uusdc` in sales and
/// trade.
///
/// # Panics
/// The devnet does not answer.
#[must_use]
pub fn quick_setup(devnet: &Devnet, epoch_seconds: u32) -> Setup {
    Setup {
        chain_id: devnet.id().to_owned(),
        clock: EpochClock {
            genesis_seconds: devnet.latest().unwrap().time_seconds,
            epoch_seconds,
        },
        timing: Timing {
            window_seconds: 2,
            outage_deadline_seconds: 3_600,
        },
        grace: Grace {
            seconds: 3,
            blocks: 3,
        },
        denoms: vec![PayoutDenom {
            denom: Denom::Native(WRAPPED_BITCOIN.to_owned()),
            asset: "BTC".to_owned(),
            decimals: 8,
        }],
        trade_denoms: vec!["uusdc".to_owned()],
        ..Setup::default()
    }
}

/// The sample rig of a suite, paying in [`WRAPPED_BITCOIN`].
#[must_use]
pub fn quick_rig(setup: &Setup, start_epoch: u32, number: usize) -> NewRig {
    NewRig {
        payout: Denom::Native(WRAPPED_BITCOIN.to_owned()),
        ..setup.sample_rig(start_epoch, number)
    }
}
