//! Judges an epoch that has ended: what is due for it, or what it waits for.

use cosmwasm_std::{Addr, Storage, Uint128};
use mining_math::reward::expected_reward_floor;
use mining_math::{HashesPerBlock, MathError};
use rigshare_types::distributor::{RigBook, StoredDenom, DENOMS};
use rigshare_types::nft::RigFacts;
use rigshare_types::oracle::Grade;
use rigshare_types::peer::{Layout, PeerError};
use rigshare_types::units::Denom;
use share_ledger::EpochClock;

use crate::due::{due, Due, DueError, DueFacts, NeededPrices, PayoutFacts, PayoutValue};
use crate::error::ContractError;
use crate::grace::Moment;
use crate::peers::Peers;
use crate::state::Config;

/// An epoch of a rig, with the share-seconds that existed in it.
#[derive(Clone, Copy, Debug)]
pub struct Epoch {
    /// The rig.
    pub rig: u32,
    /// The epoch.
    pub epoch: u32,
    /// Share-seconds that existed; above zero.
    pub minted_weight: u64,
}

/// What is known of an epoch.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// It can be settled.
    Due {
        /// With this.
        due: Due,
        /// Since when all facts were final.
        known_since: Moment,
    },
    /// It can't yet, or never.
    Waits(Waits),
}

/// Why an epoch can't be settled.
#[derive(Clone, Debug, PartialEq)]
pub enum Waits {
    /// No final report.
    ForReport,
    /// The report's grade does not suffice; it never will.
    ForGrade {
        /// The report's grade.
        grade: Grade,
        /// The least that the rig's terms ask for.
        least: Grade,
    },
    /// A price that is needed is not final.
    ForPrice {
        /// The asset.
        asset: String,
    },
    /// The figures have no result in range; they never will.
    OutOfRange(MathError),
}

impl Waits {
    /// As an error of a message that needs the due.
    #[must_use]
    pub fn error(self, rig: u32, epoch: u32) -> ContractError {
        match self {
            Self::ForReport => ContractError::NoReport { rig, epoch },
            Self::ForGrade { grade, least } => ContractError::GradeTooLow {
                rig,
                epoch,
                grade,
                least,
            },
            Self::ForPrice { asset } => ContractError::PriceMissing { rig, asset, epoch },
            Self::OutOfRange(source) => ContractError::DueOutOfRange { rig, epoch, source },
        }
    }
}

/// The entry of the allow-list for a denom.
///
/// # Errors
/// [`ContractError::DenomNotListed`]; a layout that this build does not know.
pub fn listed(
    storage: &dyn Storage,
    contract: &Addr,
    denom: &Denom,
) -> Result<StoredDenom, ContractError> {
    let entry =
        DENOMS
            .may_load(storage, &denom.key())?
            .ok_or_else(|| ContractError::DenomNotListed {
                denom: denom.clone(),
            })?;
    if entry.version() != StoredDenom::VERSION {
        return Err(ContractError::Peer(PeerError::UnknownLayout {
            peer: contract.clone(),
            what: "denom",
            found: entry.version(),
            known: StoredDenom::VERSION,
        }));
    }
    Ok(entry)
}

/// Entries of the allow-list that a message has looked up.
#[derive(Default)]
pub struct KnownDenoms(Vec<(Denom, StoredDenom)>);

impl KnownDenoms {
    /// The entry of a denom, read once.
    ///
    /// # Errors
    /// As [`listed`].
    pub fn find(
        &mut self,
        storage: &dyn Storage,
        contract: &Addr,
        denom: &Denom,
    ) -> Result<StoredDenom, ContractError> {
        if let Some((_, entry)) = self.0.iter().find(|(of, _)| of == denom) {
            return Ok(entry.clone());
        }
        let entry = listed(storage, contract, denom)?;
        self.0.push((denom.clone(), entry.clone()));
        Ok(entry)
    }
}

/// What is the same for all epochs of a rig.
pub struct Judge<'a> {
    /// What contracts need of the rig.
    pub facts: &'a RigFacts,
    /// What it pays in.
    pub denom: StoredDenom,
    /// The suite's clock.
    pub clock: EpochClock,
    /// The contract's own configuration.
    pub config: &'a Config,
}

impl Judge<'_> {
    /// What is due for an epoch, or what it waits for.
    ///
    /// # Errors
    /// Another contract's facts are absent where they must not be.
    pub fn judge(&self, peers: &mut Peers<'_>, of: Epoch) -> Result<Judgement, ContractError> {
        let Some(report) = peers.report(of.rig, of.epoch)? else {
            return Ok(Judgement::Waits(Waits::ForReport));
        };
        let least = self.facts.least_grade;
        if report.grade < least {
            return Ok(Judgement::Waits(Waits::ForGrade {
                grade: report.grade,
                least,
            }));
        }
        let reported = Moment {
            seconds: report.final_seconds,
            height: report.final_height,
        };
        self.with_gross(peers, of, report.gross, reported)
    }

    /// What an epoch without a report would have cost, had the rig earned what its registered
    /// hashrate is expected to; where network or prices are not known, what the last epoch that was
    /// not an outage cost, by share-seconds; else nothing. Base units of the payout denom, for
    /// holders, rounded down where estimated. Never refuses for want of a figure.
    ///
    /// # Errors
    /// Another contract's facts are absent where they must not be.
    pub fn outage_estimate(
        &self,
        peers: &mut Peers<'_>,
        of: Epoch,
        book: &RigBook,
    ) -> Result<Uint128, ContractError> {
        if let Some(network) = peers.network(&self.facts.coin, of.epoch)? {
            let expected =
                HashesPerBlock::from_count(network.hashes_per_block.u128()).and_then(|hashes| {
                    expected_reward_floor(
                        self.facts.hashrate_hs.u128(),
                        u64::from(self.clock.epoch_seconds),
                        network.reward_per_block.u128(),
                        &hashes,
                    )
                });
            if let Ok(gross) = expected {
                let gross = Uint128::new(gross);
                let judgement = self.with_gross(peers, of, gross, Moment::default())?;
                if let Judgement::Due { due, .. } = judgement {
                    return Ok(due.holders);
                }
            }
        }
        Ok(like_last_floor(book, of.minted_weight))
    }

    fn with_gross(
        &self,
        peers: &mut Peers<'_>,
        of: Epoch,
        gross: Uint128,
        mut known_since: Moment,
    ) -> Result<Judgement, ContractError> {
        let Epoch { rig, epoch, .. } = of;
        let terms = *self
            .facts
            .terms_at(epoch)
            .ok_or(ContractError::NoTerms { rig, epoch })?;
        let coin = self.facts.coin.as_str();
        let in_mined_coin = self.denom.asset == coin;
        let epoch_seconds = self.clock.epoch_seconds;
        let needed = NeededPrices::of(gross, epoch_seconds, &terms, in_mined_coin)?;
        let mut price_of = |asset: &str, needed: bool| -> Result<Option<Uint128>, PeerError> {
            if !needed {
                return Ok(None);
            }
            let price = peers.price(asset, epoch)?;
            if let Some(price) = price {
                known_since = known_since.later(Moment {
                    seconds: price.final_seconds,
                    height: price.final_height,
                });
            }
            Ok(price.map(|price| price.nano_per_coin))
        };
        let coin_price = price_of(coin, needed.coin)?;
        let payout_price = price_of(&self.denom.asset, needed.payout)?;
        // At most 2^40 shares for 2^20 seconds.
        let registered_weight = self.facts.shares.saturating_mul(u64::from(epoch_seconds));
        let facts = DueFacts {
            gross,
            epoch_seconds,
            terms,
            coin_decimals: peers.decimals(coin)?,
            coin_price,
            payout: PayoutFacts {
                decimals: self.denom.decimals,
                value: if in_mined_coin {
                    PayoutValue::MinedCoin
                } else {
                    PayoutValue::Priced(payout_price)
                },
            },
            minted_weight: of.minted_weight,
            registered_weight,
            protocol_fee_bps: self.config.protocol_fee_bps(epoch),
        };
        Ok(match due(&facts) {
            Ok(due) => Judgement::Due { due, known_since },
            Err(DueError::CoinPriceMissing) => Judgement::Waits(Waits::ForPrice {
                asset: coin.to_owned(),
            }),
            Err(DueError::PayoutPriceMissing) => Judgement::Waits(Waits::ForPrice {
                asset: self.denom.asset.clone(),
            }),
            Err(DueError::Math(error)) => Judgement::Waits(Waits::OutOfRange(error)),
        })
    }
}

/// What `weight` share-seconds were due in the last epoch that was not an outage, rounded down; zero
/// where there was none, and where the figure has no room in 128 bits.
#[must_use]
pub fn like_last_floor(book: &RigBook, weight: u64) -> Uint128 {
    book.last_due
        .checked_multiply_ratio(weight, book.last_due_weight)
        .unwrap_or_default()
}
