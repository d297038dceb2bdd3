//! Who has what, since when, and was paid what.

use crate::table;

table! {
    /// A token that exists.
    TokenRow = "tokens" {
        key /// Its id.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who owns it.
        owner: String,
        /// Since when.
        since_seconds: u64,
    }
}

table! {
    /// What a holder has of a rig; holder `` is all that is minted.
    PositionRow = "positions" {
        key /// The holder.
        holder: String,
        key /// The rig.
        rig: u32,
        /// Shares now.
        shares: u64,
        /// When that last changed.
        at_seconds: u64,
        /// Share-seconds up to then.
        weight: u128,
        /// When it had its first share.
        since_seconds: u64,
        /// What was claimed in all, in what the rig pays.
        claimed: u128,
        /// The first epoch that is not accounted for.
        next_epoch: u32,
    }
}

table! {
    /// A holder's shares from a second on, and the share-seconds up to it.
    StepRow = "steps" {
        key /// The holder.
        holder: String,
        key /// The rig.
        rig: u32,
        key /// From when.
        at_seconds: u64,
        /// Shares from then on.
        shares: u64,
        /// Share-seconds up to then.
        weight: u128,
    }
}

table! {
    /// A payout to a holder.
    ClaimRow = "claims" {
        key /// The holder.
        holder: String,
        key /// The event.
        id: i64,
        /// The rig.
        rig: u32,
        /// In what.
        denom: String,
        /// How much.
        amount: u128,
        /// Who got it.
        paid_to: String,
        /// When.
        time_seconds: u64,
    }
}
