//! What messages are meant to do.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Binary, Coin};
use rigshare_types::units::Denom;

use super::History;
use crate::stage::Rig;

/// Whether a message must go through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// It must.
    Success,
    /// It must not.
    Refusal,
    /// The history does not know; whatever happens, the invariants must hold.
    Either,
}

/// An epoch that is settled or defaulted, with what it costs by the rational model.
#[derive(Clone, Debug)]
pub struct Item {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
    /// In what.
    pub denom: Denom,
    /// For the holders.
    pub holders: u128,
    /// For the protocol.
    pub fee: u128,
}

/// What a message is meant to do.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// Nothing that the history follows.
    Nothing,
    /// A rig is registered.
    Register { rig: Rig },
    /// Shares come into being.
    Mint {
        rig: u32,
        to: Addr,
        shares: u64,
        paid: u128,
    },
    /// A token changes hands.
    Move { token: String, to: Addr },
    /// A token is replaced by several.
    Split { token: String, parts: Vec<u64> },
    /// Tokens are replaced by one.
    Merge { tokens: Vec<String> },
    /// A token ends.
    Burn { token: String },
    /// The marketplace is approved for a token.
    Approve { token: String },
    /// Batches of epochs are handed in.
    Relay { epochs: Vec<u32> },
    /// Reports and prices become final.
    Finalize { epoch: u32 },
    /// Epochs are paid.
    Settle { items: Vec<Item> },
    /// An epoch is closed with what is on the account.
    Default { item: Item },
    /// An epoch is closed with nothing.
    Outage { rig: u32, epoch: u32 },
    /// A shortfall is paid.
    Cure { rig: u32, amount: u128 },
    /// A holder is paid.
    Claim { holder: Addr, rigs: Vec<u32> },
    /// What a holder has earned is written down.
    Checkpoint { holder: Addr, rigs: Vec<u32> },
    /// A holder names where rewards go.
    PayoutAddress { holder: Addr, address: Option<Addr> },
    /// Sales are divided.
    Book { rigs: Vec<u32> },
    /// An operator empties its accounts.
    Withdraw { rigs: Vec<u32> },
    /// The protocol empties an account.
    WithdrawProtocol { denom: Denom },
    /// A fee falls.
    LowerFees {
        protocol: Option<u16>,
        sale: Option<u16>,
    },
    /// A token is asked for sale.
    Ask {
        token: String,
        price: Coin,
        expires: u64,
    },
    /// An ask goes.
    AskGone { token: String },
    /// Coins are laid down.
    Offer {
        wanted: Wanted,
        least: u64,
        expires: u64,
        buyer: Addr,
    },
    /// An offer goes.
    OfferGone { offer: u64 },
    /// A token is sold to an ask or an offer.
    Sale {
        token: String,
        to: Addr,
        offer: Option<u64>,
    },
}

/// What an offer is for.
#[derive(Clone, Debug)]
pub enum Wanted {
    /// A token, at a whole price.
    Token { token: String, price: Coin },
    /// Any token of a rig, at a price per share.
    Rig {
        rig: u32,
        per_share: u128,
        escrow: Coin,
    },
}

/// An ask as the history knows it.
#[derive(Clone, Debug)]
pub struct SeenAsk {
    /// Who asked.
    pub seller: Addr,
    /// At what.
    pub price: Coin,
    /// Until when.
    pub expires: u64,
}

/// An offer as the history knows it.
#[derive(Clone, Debug)]
pub struct SeenOffer {
    /// Who offered.
    pub buyer: Addr,
    /// What for.
    pub wanted: Wanted,
    /// The least shares.
    pub least: u64,
    /// Until when.
    pub expires: u64,
}

/// A message and what is meant by it.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// How the tally calls it.
    pub verb: &'static str,
    /// Who sends it.
    pub sender: Addr,
    /// To which contract.
    pub contract: Addr,
    /// What.
    pub msg: Binary,
    /// With what.
    pub funds: Vec<Coin>,
    /// Whether it must go through.
    pub expect: Expect,
    /// What it means.
    pub meaning: Meaning,
}

/// A line of the script from which a history can be played again.
#[derive(Clone, Debug)]
pub enum Line {
    /// Time passes.
    Time(u64),
    /// A message that went through.
    Message(Box<Attempt>),
}

/// What honest reporters saw of an epoch.
#[derive(Clone, Debug, Default)]
pub struct Observed {
    /// Gross by rig.
    pub gross: BTreeMap<u32, u128>,
    /// Price by asset.
    pub prices: BTreeMap<String, u128>,
    /// True once it is final.
    pub finalized: bool,
}

/// What the present part of a history is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Everything happens.
    Mixed,
    /// Nobody settles a rig, while dust is sent to a victim epoch by epoch.
    Drought {
        /// The rig.
        rig: u32,
        /// The victim.
        victim: Addr,
        /// Whether the victim's schedule has refused an inflow.
        full: bool,
    },
    /// Nobody settles a rig; anyone calls its defaults and cures them.
    Default {
        /// The rig.
        rig: u32,
    },
}

impl Meaning {
    /// The rig that it is about, if it is about one.
    pub(super) fn rig(&self, history: &History) -> Option<u32> {
        match self {
            Self::Mint { rig, .. } | Self::Outage { rig, .. } | Self::Cure { rig, .. } => {
                Some(*rig)
            }
            Self::Move { token, .. }
            | Self::Split { token, .. }
            | Self::Burn { token }
            | Self::Sale { token, .. } => history.tokens.get(token).map(|held| held.rig),
            Self::Settle { items } => items.first().map(|item| item.rig),
            Self::Default { item } => Some(item.rig),
            Self::Claim { rigs, .. } | Self::Checkpoint { rigs, .. } => rigs.first().copied(),
            _ => None,
        }
    }
}
