//! hashrate-nft: the rig registry, primary sales, and the facts of ownership.
//!
//! The contract speaks cw721 0.22 as wallets and explorers know it. What is Rigshare's own goes
//! through cw721's extension points: [`RigMsg`] in `update_extension`, [`RigQuery`] in `extension`.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{from_json, Addr, Coin, Empty, StdError, StdResult, Uint128};
use cw721::state::NftInfo;
use cw721::traits::{Cw721CustomMsg, Cw721State};
use cw_storage_plus::Map;
use cw_utils::Expiration;
use serde::Deserialize;
use share_ledger::{EpochClock, Schedule};

use crate::oracle::Grade;
use crate::packed::{Pack, PackedMap, Packer, Unpacker};
use crate::pause::PauseLog;
use crate::peer::Layout;
use crate::units::Denom;

// ---------------------------------------------------------------- messages

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

// ---------------------------------------------------------------- queries

/// Rigshare's own queries, inside cw721's `extension: { msg }`.
#[cw_serde]
#[derive(QueryResponses)]
#[serde(deny_unknown_fields)]
pub enum RigQuery {
    /// A rig, whole.
    #[returns(RigResponse)]
    Rig {
        /// The rig.
        rig: u32,
    },
    /// Rigs by rising number, at most 30 at once.
    #[returns(RigsResponse)]
    Rigs {
        /// Go on after this rig.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// What a token stands for.
    #[returns(ShareResponse)]
    Share {
        /// The token.
        token_id: String,
    },
    /// What a holder owns of a rig, over time.
    #[returns(PositionResponse)]
    Position {
        /// The holder.
        holder: String,
        /// The rig.
        rig: u32,
    },
    /// The rigs of which a holder has or had shares, by rising number, at most 30 at once.
    #[returns(PositionsResponse)]
    Positions {
        /// The holder.
        holder: String,
        /// Go on after this rig.
        start_after: Option<u32>,
        /// How many.
        limit: Option<u32>,
    },
    /// Whether an allow-list has a buyer, and how many shares it has got from the rig's sales.
    #[returns(BuyerResponse)]
    Buyer {
        /// The rig.
        rig: u32,
        /// The buyer.
        buyer: String,
    },
    /// The clock, the peers and the roles.
    #[returns(ConfigResponse)]
    Config {},
    /// cw2981: whom to pay how much of a sale, as other marketplaces ask for it.
    #[returns(RoyaltiesInfoResponse)]
    RoyaltyInfo {
        /// The token.
        token_id: String,
        /// The price of the sale, base units.
        sale_price: Uint128,
    },
    /// cw2981: whether tokens of this contract carry royalties.
    #[returns(CheckRoyaltiesResponse)]
    CheckRoyalties {},
}

impl Cw721CustomMsg for RigQuery {}

/// A rig, whole.
#[cw_serde]
pub struct RigResponse {
    /// The rig's number.
    pub rig: u32,
    /// What contracts need of it.
    pub facts: RigFacts,
    /// What people want to know of it.
    pub profile: RigProfile,
    /// Its primary sale, if there is one.
    pub sale: Option<Sale>,
    /// Shares that exist now.
    pub minted: u64,
    /// What its sales have brought.
    pub proceeds: Proceeds,
    /// Who may become the operator, if somebody was proposed.
    pub proposed_operator: Option<Addr>,
}

/// A page of rigs.
#[cw_serde]
pub struct RigsResponse {
    /// By rising number.
    pub rigs: Vec<RigResponse>,
}

/// What a token stands for.
#[cw_serde]
pub struct ShareResponse {
    /// The token.
    pub token_id: String,
    /// Its rig.
    pub rig: u32,
    /// Its shares.
    pub shares: u64,
    /// Its owner.
    pub owner: Addr,
}

/// What a holder owns of a rig.
#[cw_serde]
pub struct PositionResponse {
    /// The rig.
    pub rig: u32,
    /// Shares that it has now.
    pub shares: u64,
    /// Share-seconds by epoch, from the first epoch that is not folded.
    pub schedule: Schedule,
}

/// A page of a holder's positions.
#[cw_serde]
pub struct PositionsResponse {
    /// By rising number of the rig.
    pub positions: Vec<PositionResponse>,
}

/// A buyer in a rig's sales.
#[cw_serde]
pub struct BuyerResponse {
    /// Whether the allow-list has it.
    pub allowed: bool,
    /// Shares that it has got from the rig's sales.
    pub bought: u64,
}

/// The clock, the peers and the roles.
#[cw_serde]
pub struct ConfigResponse {
    /// The suite's clock.
    pub clock: EpochClock,
    /// The currency in which electricity is priced.
    pub quote_currency: String,
    /// Where proceeds go.
    pub distributor: Addr,
    /// The oracle.
    pub oracle: Addr,
    /// The registrar.
    pub registrar: Addr,
    /// The pauser.
    pub pauser: Addr,
    /// The pauses so far.
    pub pauses: PauseLog,
    /// How many rigs are registered.
    pub rigs: u32,
}

/// cw2981: a royalty.
#[cw_serde]
pub struct RoyaltiesInfoResponse {
    /// Whom to pay: the rig's operator.
    pub address: String,
    /// How much, in the denom of the sale, rounded down.
    pub royalty_amount: Uint128,
}

/// cw2981: whether there are royalties.
#[cw_serde]
pub struct CheckRoyaltiesResponse {
    /// Always true.
    pub royalty_payments: bool,
}

// ---------------------------------------------------------------- stored interface

/// The suite's clock.
#[cw_serde]
#[derive(Copy)]
pub struct StoredClock {
    /// Layout version.
    pub v: u8,
    /// The clock.
    pub clock: EpochClock,
}

/// Where a rig stands with the registrar.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum RigStatus {
    /// Waits for the registrar.
    Pending,
    /// May sell shares.
    Approved,
    /// Never will.
    Rejected,
}

/// The terms of a rig from an epoch on.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct TermsStep {
    /// The first epoch that is billed so.
    pub from_epoch: u32,
    /// Watts of the whole rig.
    pub watts: u64,
    /// Price of a kilowatt-hour in billionths of the quote currency.
    pub electricity_nano_per_kwh: Uint128,
    /// Service fee, basis points of what electricity leaves of the gross.
    pub service_fee_bps: u16,
}

/// What other contracts need to know of a rig. Written at registration, never deleted.
#[cw_serde]
pub struct RigFacts {
    /// Layout version.
    pub v: u8,
    /// Where it stands with the registrar.
    pub status: RigStatus,
    /// Who operates it.
    pub operator: Addr,
    /// The mined coin.
    pub coin: String,
    /// Registered hashrate, H/s.
    pub hashrate_hs: Uint128,
    /// Registered shares: hashrate over unit. Never changes.
    pub shares: u64,
    /// By rising epoch, the first from the start of time; each no higher than the one before.
    pub terms: Vec<TermsStep>,
    /// The pool.
    pub pool: String,
    /// How the pool pays.
    pub scheme: PayoutScheme,
    /// First epoch of the term.
    pub start_epoch: u32,
    /// First epoch after the term (or after retirement).
    pub end_epoch: u32,
    /// True where the operator ended it before its term.
    pub retired: bool,
    /// What holders are paid in.
    pub payout: Denom,
    /// The least grade at which an epoch settles.
    pub least_grade: Grade,
    /// The operator's royalty on later sales, basis points.
    pub royalty_bps: u16,
}

impl RigFacts {
    /// The terms at which `epoch` is billed: a fact that no later change touches.
    ///
    /// `None` only where no terms are stored for it, which registration rules out.
    #[must_use]
    pub fn terms_at(&self, epoch: u32) -> Option<&TermsStep> {
        self.terms
            .iter()
            .rev()
            .find(|step| step.from_epoch <= epoch)
    }
}

/// What people want to know of a rig; no other contract reads it.
#[cw_serde]
pub struct RigProfile {
    /// The machine's model.
    pub model: String,
    /// The algorithm.
    pub algorithm: String,
    /// Hashrate of one share, H/s.
    pub unit_hashrate_hs: Uint128,
    /// Where it stands.
    pub location: String,
    /// Share of renewable energy, basis points.
    pub renewable_bps: u16,
    /// The account or worker at the pool.
    pub worker: String,
    /// The mined coin's address that the pool pays to.
    pub payout_address: String,
}

/// Share-seconds by epoch, of a holder in a rig or of all that is minted of a rig.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredSchedule {
    /// The schedule.
    pub schedule: Schedule,
}

/// What the primary sales of a rig have brought. Written at registration.
#[cw_serde]
pub struct Proceeds {
    /// Layout version.
    pub v: u8,
    /// The sale denom of the rig.
    pub denom: String,
    /// All that was paid so far, base units; it only rises.
    pub total: Uint128,
}

/// What is stored of a token beside its owner and approvals. Everything that a wallet shows is built
/// from it in the query.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Share {
    /// Layout version.
    pub v: u8,
    /// The rig.
    pub rig: u32,
    /// How many shares.
    pub shares: u64,
}

impl Cw721State for Share {}

/// A token as cw721 0.22 stores it.
pub type StoredToken = NftInfo<Share>;

impl crate::peer::Layout for StoredToken {
    const VERSION: u8 = 1;

    fn version(&self) -> u8 {
        self.extension.v
    }

    fn version_of(stored: &[u8]) -> StdResult<u8> {
        #[derive(Deserialize)]
        struct Token {
            extension: Extension,
        }
        #[derive(Deserialize)]
        struct Extension {
            v: u8,
        }
        Ok(from_json::<Token>(stored)?.extension.v)
    }

    fn from_stored(stored: &[u8]) -> StdResult<Self> {
        from_json(stored)
    }
}

crate::layout!(StoredClock = 1, Proceeds = 1, Share = 1);
crate::packed_layout!(RigFacts = 1, StoredSchedule = 1);

impl Pack for RigFacts {
    fn pack(&self, into: &mut Packer) {
        into.byte(match self.status {
            RigStatus::Pending => 0,
            RigStatus::Approved => 1,
            RigStatus::Rejected => 2,
        });
        into.text(self.operator.as_str());
        into.text(&self.coin);
        into.amount(self.hashrate_hs);
        into.number(self.shares);
        into.number(self.terms.len() as u64);
        for step in &self.terms {
            into.epoch(step.from_epoch);
            into.number(step.watts);
            into.amount(step.electricity_nano_per_kwh);
            into.number(step.service_fee_bps);
        }
        into.text(&self.pool);
        into.byte(match self.scheme {
            PayoutScheme::Fpps => 0,
            PayoutScheme::Pplns => 1,
            PayoutScheme::Solo => 2,
        });
        into.epoch(self.start_epoch);
        into.epoch(self.end_epoch);
        into.flag(self.retired);
        into.text(&self.payout.key());
        into.byte(self.least_grade.number());
        into.number(self.royalty_bps);
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        Ok(Self {
            v: Self::VERSION,
            status: match from.byte()? {
                0 => RigStatus::Pending,
                1 => RigStatus::Approved,
                2 => RigStatus::Rejected,
                other => return Err(unknown("status", other)),
            },
            operator: from.address()?,
            coin: from.text()?,
            hashrate_hs: from.amount()?,
            shares: from.number()?,
            terms: (0..from.number::<u32>()?)
                .map(|_| {
                    Ok(TermsStep {
                        from_epoch: from.epoch()?,
                        watts: from.number()?,
                        electricity_nano_per_kwh: from.amount()?,
                        service_fee_bps: from.number()?,
                    })
                })
                .collect::<StdResult<_>>()?,
            pool: from.text()?,
            scheme: match from.byte()? {
                0 => PayoutScheme::Fpps,
                1 => PayoutScheme::Pplns,
                2 => PayoutScheme::Solo,
                other => return Err(unknown("payout scheme", other)),
            },
            start_epoch: from.epoch()?,
            end_epoch: from.epoch()?,
            retired: from.flag()?,
            payout: from.text()?.parse()?,
            least_grade: Grade::from_number(from.byte()?)?,
            royalty_bps: from.number()?,
        })
    }
}

fn unknown(what: &str, number: u8) -> StdError {
    StdError::parse_err("rig", format!("{number} is no {what}"))
}

impl Pack for StoredSchedule {
    fn pack(&self, into: &mut Packer) {
        into.bytes(&self.schedule.to_bytes());
    }

    fn unpack(from: &mut Unpacker<'_>) -> StdResult<Self> {
        let schedule = Schedule::from_bytes(from.rest());
        Ok(Self {
            schedule: schedule.map_err(|error| StdError::parse_err("schedule", error))?,
        })
    }
}

/// The suite's clock: written at instantiation, never changed.
pub const CLOCK: cw_storage_plus::Item<StoredClock> = cw_storage_plus::Item::new("clock");

/// Rigs by number, from 1: written at registration, never deleted.
pub const RIGS: PackedMap<u32, RigFacts> = PackedMap::new("rigs");

/// All that is minted of a rig: written at registration, never deleted.
pub const MINTED: PackedMap<u32, StoredSchedule> = PackedMap::new("minted");

/// What a holder has of a rig: written at its first share, never deleted.
pub const POSITIONS: PackedMap<(&Addr, u32), StoredSchedule> = PackedMap::new("positions");

/// What a rig's primary sales have brought: written at registration, never deleted.
pub const PROCEEDS: Map<u32, Proceeds> = Map::new("proceeds");

/// cw721's tokens by id, for raw reads. The contract itself writes them through cw721's own map, which
/// keeps an index of owners, unless the owner stays.
pub const TOKENS: Map<&str, StoredToken> = Map::new("tokens");

/// cw721's operators, (owner, operator) to when the approval ends, for raw reads.
pub const OPERATORS: Map<(&Addr, &Addr), Expiration> = Map::new("operators");

// ---------------------------------------------------------------- wire types

/// The contract's execute messages: cw721's, with [`RigMsg`] in `update_extension`.
pub type ExecuteMsg =
    cw721::msg::Cw721ExecuteMsg<Empty, cw721::DefaultOptionalCollectionExtensionMsg, RigMsg>;

/// The contract's queries: cw721's, with [`RigQuery`] in `extension`. Tokens answer with the
/// metadata that wallets know, built in the query.
pub type QueryMsg = cw721::msg::Cw721QueryMsg<
    cw721::NftExtension,
    cw721::DefaultOptionalCollectionExtension,
    RigQuery,
>;

/// What is attached to the buy message, for callers who build it.
///
/// ```
/// use rigshare_types::nft::{price_of, Sale};
/// use cosmwasm_std::Uint128;
/// let sale = Sale {
///     price_per_share: Uint128::new(250),
///     opens_seconds: 0,
///     closes_seconds: 1,
///     least_shares: 1,
///     most_per_wallet: 10,
///     allow_list_only: false,
/// };
/// assert_eq!(price_of(&sale, "usdc", 4).unwrap().amount, Uint128::new(1_000));
/// ```
///
/// # Errors
/// The price does not fit in 128 bits.
pub fn price_of(
    sale: &Sale,
    denom: &str,
    shares: u64,
) -> Result<Coin, cosmwasm_std::OverflowError> {
    let amount = sale.price_per_share.checked_mul(Uint128::from(shares))?;
    Ok(Coin {
        denom: denom.to_owned(),
        amount,
    })
}
