//! What can be asked of the ledger of shares.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;
use cw721::traits::Cw721CustomMsg;
use share_ledger::EpochClock;

use crate::oracle::Grade;
use crate::units::Denom;

/// How the contract is born.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// Name of the collection.
    pub name: String,
    /// Symbol of the collection.
    pub symbol: String,
    /// What the collection is, at most 512 bytes.
    pub description: String,
    /// The suite's one clock; it can never change.
    pub clock: EpochClock,
    /// The currency in which electricity is priced, such as `USD`: the oracle's quote currency.
    pub quote_currency: String,
    /// Names the registrar and the pauser; also cw721's creator. Handed over in two steps.
    pub owner: String,
    /// Approves rigs.
    pub registrar: String,
    /// May stop new sales for a while.
    pub pauser: String,
    /// The distributor's address, known before it exists. Proceeds go there and nowhere else.
    pub distributor: String,
    /// The oracle's address, known before it exists.
    pub oracle: String,
}

/// What a rig is registered with. A share is `unit_hashrate_hs` of it.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct NewRig {
    /// The machine's model, such as `Antminer S21 Pro`.
    pub model: String,
    /// Symbol of the mined coin, one that the oracle knows.
    pub coin: String,
    /// The algorithm, such as `SHA-256d`.
    pub algorithm: String,
    /// Registered hashrate, H/s.
    pub hashrate_hs: Uint128,
    /// Hashrate of one share, H/s; divides `hashrate_hs`.
    pub unit_hashrate_hs: Uint128,
    /// Watts of the whole rig.
    pub watts: u64,
    /// Price of a kilowatt-hour in billionths of `electricity_currency`.
    pub electricity_nano_per_kwh: Uint128,
    /// The suite's quote currency.
    pub electricity_currency: String,
    /// Service fee, basis points of what electricity leaves of the gross.
    pub service_fee_bps: u16,
    /// Where it stands.
    pub location: String,
    /// Share of renewable energy, basis points.
    pub renewable_bps: u16,
    /// The pool that it mines at.
    pub pool: String,
    /// How the pool pays.
    pub scheme: PayoutScheme,
    /// The account or worker at the pool. No two rigs share one.
    pub worker: String,
    /// The mined coin's address that the pool pays to. No two rigs share one.
    pub payout_address: String,
    /// First epoch of the term; after the current one.
    pub start_epoch: u32,
    /// First epoch after the term.
    pub end_epoch: u32,
    /// What holders are paid in, from the distributor's allow-list.
    pub payout: Denom,
    /// The native denom of its primary sales; for the whole life of the rig.
    pub sale_denom: String,
    /// The operator's royalty on later sales, basis points, at most [`MAX_ROYALTY_BPS`].
    pub royalty_bps: u16,
    /// The least grade at which an epoch settles.
    pub least_grade: Grade,
}

/// The highest royalty that a rig may ask for: a tenth, which is cw721's own limit.
pub const MAX_ROYALTY_BPS: u16 = 1_000;

/// The longest term of a rig, in epochs: ten years of days.
pub const MAX_TERM_EPOCHS: u32 = 3_660;

/// How often the terms of a rig may fall.
pub const MAX_TERMS_STEPS: usize = 16;

/// The most parts of a split and the most tokens of a merge.
pub const MAX_PARTS: usize = 32;

/// The most buyers that one message may add to an allow-list or take off it.
pub const MAX_BUYERS: usize = 100;

/// How a pool pays its miners.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum PayoutScheme {
    /// Full pay per share: what the network pays on average, fees included.
    Fpps,
    /// Pay per last N shares: a part of the blocks that the pool found.
    Pplns,
    /// Only blocks that the rig itself found.
    Solo,
}

/// A primary sale. Opening one again replaces its conditions.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// Price of one share, base units of the rig's sale denom; above zero.
    pub price_per_share: Uint128,
    /// The first second at which it can be bought.
    pub opens_seconds: u64,
    /// The first second at which it can't be bought any more.
    pub closes_seconds: u64,
    /// The least shares of one purchase.
    pub least_shares: u64,
    /// The most shares that one wallet may get from the rig's sales in all.
    pub most_per_wallet: u64,
    /// True where only buyers of the allow-list may buy.
    pub allow_list_only: bool,
}

/// Rigshare's own messages, inside cw721's `update_extension: { msg }`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum RigMsg {
    /// Registers a rig of the sender's; it waits for the registrar.
    RegisterRig {
        /// The rig.
        rig: Box<NewRig>,
    },
    /// Registrar: decides on a waiting rig, once.
    DecideRig {
        /// The rig.
        rig: u32,
        /// Whether it may sell shares.
        approve: bool,
    },
    /// Operator: lowers terms from the next epoch on. None may rise.
    LowerTerms {
        /// The rig.
        rig: u32,
        /// Watts of the whole rig.
        watts: Option<u64>,
        /// Price of a kilowatt-hour in billionths of the quote currency.
        electricity_nano_per_kwh: Option<Uint128>,
        /// Service fee in basis points.
        service_fee_bps: Option<u16>,
    },
    /// Operator: names a successor, or nobody.
    ProposeOperator {
        /// The rig.
        rig: u32,
        /// Who may accept.
        operator: Option<String>,
    },
    /// The proposed successor: becomes the operator.
    AcceptOperator {
        /// The rig.
        rig: u32,
    },
    /// Operator: ends the rig with the current epoch. With shares outstanding it is a default.
    RetireRig {
        /// The rig.
        rig: u32,
    },
    /// Operator: opens a primary sale.
    OpenSale {
        /// The rig.
        rig: u32,
        /// Its conditions.
        sale: Sale,
    },
    /// Operator: ends the primary sale.
    StopSale {
        /// The rig.
        rig: u32,
    },
    /// Operator: changes who may buy in a sale with an allow-list.
    ChangeBuyers {
        /// The rig.
        rig: u32,
        /// Who may buy from now on.
        add: Vec<String>,
        /// Who may not any more.
        remove: Vec<String>,
    },
    /// Anyone: buys shares of a rig with exactly the price attached, as one new token.
    Buy {
        /// The rig.
        rig: u32,
        /// How many shares.
        shares: u64,
        /// Who gets the token; the sender if left out.
        recipient: Option<String>,
    },
    /// A token's owner or its approved spender: replaces the token by several of the same owner.
    Split {
        /// The token.
        token_id: String,
        /// The shares of each part; their sum is the token's.
        parts: Vec<u64>,
    },
    /// A token's owner or its approved spender: replaces tokens of one rig and owner by one.
    Merge {
        /// The tokens, each once.
        token_ids: Vec<String>,
    },
    /// Pauser: stops new sales and registrations for a while. Everything else goes on.
    Pause {
        /// For how long, at most [`crate::pause::MAX_PAUSE_SECONDS`].
        seconds: u64,
    },
    /// Pauser: ends the pause early.
    Unpause {},
    /// Owner: names the registrar.
    SetRegistrar {
        /// Who it is from now on.
        address: String,
    },
    /// Owner: names the pauser.
    SetPauser {
        /// Who it is from now on.
        address: String,
    },
}

impl Cw721CustomMsg for RigMsg {}

/// How the contract is migrated; see docs/security.md for what a migration could do.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
