//! A season in which every message of every contract succeeds at least once.

mod migration;
mod money;
mod roles;
mod shares;
mod trade;

pub use self::migration::migration_event;

use rigshare_types::distributor::{self, RigEpoch};
use rigshare_types::nft::RigMsg;

use self::money::money;
use self::roles::{equivocation, reporters, roles};
use self::shares::{ownership, registering, selling};
use self::trade::trading;
use crate::play::Play;

pub const HOUR: u64 = 3_600;

/// Plays the whole season.
pub fn season() -> Play {
    let mut play = Play::new();
    let (operator, ann, bob) = (play.who("operator"), play.who("ann"), play.who("bob"));
    let epoch = play.world.epoch().unwrap() + 1;

    let rigs = registering(&mut play, &operator);
    let tokens = selling(&mut play, &operator, rigs);
    ownership(&mut play, &tokens);
    trading(&mut play, rigs[0], &operator);
    roles(&mut play);
    reporters(&mut play);

    // Epoch 1: everything is reported and settled.
    let grosses: Vec<(u32, u128)> = rigs.iter().map(|rig| (*rig, 50_000)).collect();
    play.relay(epoch, &grosses);
    equivocation(&mut play, epoch);
    play.finalize(epoch, &grosses);
    for rig in rigs {
        play.settle(&operator, &[at(rig, epoch)]);
    }
    play.claim(&ann, &[rigs[0]]);
    let checkpoint = distributor::ExecuteMsg::Checkpoint {
        holder: bob.to_string(),
        rigs: rigs[..1].to_vec(),
    };
    play.distributor(&ann, checkpoint, &[]);

    money(&mut play, &operator, rigs, epoch, &grosses);
    let retire = RigMsg::RetireRig { rig: rigs[2] };
    play.rig_msg(&operator, retire, &[]);
    play
}

pub fn at(rig: u32, epoch: u32) -> RigEpoch {
    RigEpoch { rig, epoch }
}
