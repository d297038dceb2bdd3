//! What answers are made of, and how it is made from rows.

use std::collections::BTreeMap;

use cosmwasm_std::{Uint128, Uint256};
use distributor::due::{due, DueFacts, PayoutFacts, PayoutValue};
use rigshare_types::nft::TermsStep;
use rigshare_types::EpochClock;
use serde::Serialize;
use serde_json::{Map, Value};
use sqlx::AnyConnection;
use utoipa::ToSchema;

use crate::event::{addresses, attributes, EventId};
use crate::store::sql::Sql;
use crate::store::table::{read_by_keys, Row};
use crate::store::tables::*;

/// A transaction's hash by event.
pub type Hashes = BTreeMap<i64, String>;

/// The hashes of the transactions of events.
///
/// # Errors
/// The database does not answer.
pub async fn hashes(
    connection: &mut AnyConnection,
    ids: impl IntoIterator<Item = i64>,
) -> Result<Hashes, sqlx::Error> {
    let mut ids: Vec<(i64,)> = ids.into_iter().map(|id| (id,)).collect();
    ids.sort_unstable();
    ids.dedup();
    let events = read_by_keys::<EventRow>(connection, &ids).await?;
    Ok(events
        .into_iter()
        .map(|event| (event.id, event.tx_hash))
        .collect())
}

/// Where something happened.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Place {
    /// The block.
    pub height: u64,
    /// Its time.
    pub time_seconds: u64,
    /// The transaction.
    pub tx_hash: String,
}

impl Place {
    /// Where an event stands.
    #[must_use]
    pub fn of(id: i64, time_seconds: u64, hashes: &Hashes) -> Self {
        Self {
            height: EventId(id).height(),
            time_seconds,
            tx_hash: hashes.get(&id).cloned().unwrap_or_default(),
        }
    }
}

/// An event.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Activity {
    /// Its id: rising in the chain's order.
    pub id: String,
    /// Where it happened.
    #[serde(flatten)]
    pub place: Place,
    /// Its type, without `rigshare_`.
    pub kind: String,
    /// Which of the suite's contracts emitted it.
    pub contract: String,
    /// The rig that it is about.
    pub rig: Option<u32>,
    /// The token that it is about.
    pub token_id: Option<String>,
    /// The addresses that it names.
    pub addresses: Vec<String>,
    /// Its attributes.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
}

impl From<EventRow> for Activity {
    fn from(row: EventRow) -> Self {
        let data = attributes(&row.data);
        Self {
            id: row.id.to_string(),
            place: Place {
                height: EventId(row.id).height(),
                time_seconds: row.time_seconds,
                tx_hash: row.tx_hash,
            },
            addresses: addresses(&row.kind, &data),
            kind: row.kind,
            contract: row.contract,
            rig: Some(row.rig).filter(|rig| *rig != 0),
            token_id: Some(row.token_id).filter(|token| !token.is_empty()),
            data,
        }
    }
}

/// An ask.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Ask {
    /// The token.
    pub token_id: String,
    /// Its rig.
    pub rig: u32,
    /// Its shares.
    pub shares: u64,
    /// Who sells.
    pub seller: String,
    /// The whole price, base units.
    pub price: String,
    /// In what.
    pub denom: String,
    /// Price of a share, rounded down.
    pub price_per_share: String,
    /// The first second at which it can't be bought any more.
    pub expires_seconds: u64,
    /// When it was asked.
    pub created_seconds: u64,
    /// True where its time is over.
    pub expired: bool,
    /// Why it can't be bought though its time is not over: `sold` or `gone`.
    pub stale: Option<String>,
    #[serde(skip)]
    pub(super) id: i64,
}

impl Ask {
    /// An ask as of a second.
    #[must_use]
    pub fn at(row: AskRow, now_seconds: u64) -> Self {
        Self {
            token_id: row.token_id,
            rig: row.rig,
            shares: row.shares,
            seller: row.seller,
            price: row.price.to_string(),
            denom: row.denom,
            price_per_share: row.price_per_share.0.to_string(),
            expires_seconds: row.expires_seconds,
            created_seconds: row.created_seconds,
            expired: row.expires_seconds <= now_seconds,
            stale: Some(row.stale).filter(|stale| !stale.is_empty()),
            id: row.id,
        }
    }
}

/// An offer.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Offer {
    /// Its number.
    pub offer: u64,
    /// Who buys.
    pub buyer: String,
    /// The rig.
    pub rig: u32,
    /// The token; null: any of the rig.
    pub token_id: Option<String>,
    /// The least shares.
    pub least_shares: u64,
    /// Price of a share, or of the token, base units.
    pub price: String,
    /// In what.
    pub denom: String,
    /// What is held for it, base units.
    pub escrow: String,
    /// The first second at which it can't be accepted any more.
    pub expires_seconds: u64,
    /// When it was made.
    pub created_seconds: u64,
    /// True where its time is over.
    pub expired: bool,
}

impl Offer {
    /// An offer as of a second.
    #[must_use]
    pub fn at(row: OfferRow, now_seconds: u64) -> Self {
        Self {
            offer: row.offer,
            buyer: row.buyer,
            rig: row.rig,
            token_id: Some(row.token_id).filter(|token| !token.is_empty()),
            least_shares: row.least_shares,
            price: row.price.0.to_string(),
            denom: row.denom,
            escrow: row.escrow.to_string(),
            expires_seconds: row.expires_seconds,
            created_seconds: row.created_seconds,
            expired: row.expires_seconds <= now_seconds,
        }
    }
}

/// What an epoch's gross came to, base units of the mined coin.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub struct Earned {
    /// What the pool credited; null where there is no report.
    pub gross: Option<String>,
    /// Electricity; null where a price that it takes is missing.
    pub electricity: Option<String>,
    /// The operator's service fee.
    pub service_fee: Option<String>,
    /// What is left.
    pub net: Option<String>,
}

/// What it takes to say what epochs earned.
#[derive(Debug, Default)]
pub struct Ledger {
    reports: BTreeMap<(u32, u32), ReportRow>,
    prices: BTreeMap<(String, u32), u128>,
    terms: BTreeMap<u32, Vec<TermsRow>>,
}

impl Ledger {
    /// Reads what epochs of rigs earned.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn load(
        connection: &mut AnyConnection,
        rigs: &[RigRow],
        epochs: &[(u32, u32)],
    ) -> Result<Self, sqlx::Error> {
        if rigs.is_empty() {
            return Ok(Self::default());
        }
        let reports = read_by_keys::<ReportRow>(connection, epochs).await?;
        let mut assets = Vec::new();
        for (rig, epoch) in epochs {
            if let Some(row) = rigs.iter().find(|row| row.rig == *rig) {
                assets.push((row.coin.clone(), *epoch));
                assets.push((row.payout_asset.clone(), *epoch));
            }
        }
        assets.sort_unstable();
        assets.dedup();
        let prices = read_by_keys::<PriceRow>(connection, &assets).await?;
        let numbers = rigs.iter().map(|row| row.rig);
        let terms = Sql::select::<TermsRow>("")
            .push(" FROM terms WHERE rig IN ")
            .bind_all(numbers)
            .push(" ORDER BY rig, from_epoch")
            .all(connection, TermsRow::read)
            .await?;
        let mut by_rig: BTreeMap<u32, Vec<TermsRow>> = BTreeMap::new();
        for step in terms {
            by_rig.entry(step.rig).or_default().push(step);
        }
        Ok(Self {
            reports: reports.into_iter().map(|row| (row.key(), row)).collect(),
            prices: prices
                .into_iter()
                .map(|row| ((row.asset, row.epoch), row.nano_per_coin))
                .collect(),
            terms: by_rig,
        })
    }

    /// A rig's final report.
    #[must_use]
    pub fn report(&self, rig: u32, epoch: u32) -> Option<&ReportRow> {
        self.reports.get(&(rig, epoch))
    }

    /// All terms of a rig, by rising epoch.
    #[must_use]
    pub fn terms(&self, rig: u32) -> &[TermsRow] {
        self.terms.get(&rig).map_or(&[], Vec::as_slice)
    }

    /// The terms at which an epoch is billed.
    #[must_use]
    pub fn terms_at(&self, rig: u32, epoch: u32) -> Option<&TermsRow> {
        let steps = self.terms(rig).iter().rev();
        steps.into_iter().find(|step| step.from_epoch <= epoch)
    }

    /// What an epoch earned, by the contract's own formula.
    #[must_use]
    pub fn earned(&self, clock: &EpochClock, rig: &RigRow, epoch: u32) -> Earned {
        let Some(report) = self.report(rig.rig, epoch) else {
            return Earned::default();
        };
        let unknown = Earned {
            gross: Some(report.gross.to_string()),
            ..Earned::default()
        };
        let Some(terms) = self.terms_at(rig.rig, epoch) else {
            return unknown;
        };
        let price = |asset: &str| {
            let price = self.prices.get(&(asset.to_owned(), epoch));
            price.copied().map(Uint128::new)
        };
        let facts = DueFacts {
            gross: Uint128::new(report.gross),
            epoch_seconds: clock.epoch_seconds,
            terms: TermsStep {
                from_epoch: terms.from_epoch,
                watts: u64::try_from(terms.watts).unwrap_or(u64::MAX),
                electricity_nano_per_kwh: Uint128::new(terms.electricity_nano_per_kwh),
                service_fee_bps: terms.service_fee_bps,
            },
            coin_decimals: u8::try_from(rig.coin_decimals).unwrap_or(u8::MAX),
            coin_price: price(&rig.coin),
            // Electricity, fee and net are in the mined coin, whatever it is paid in.
            payout: PayoutFacts {
                decimals: u8::try_from(rig.payout_decimals).unwrap_or(u8::MAX),
                value: PayoutValue::MinedCoin,
            },
            minted_weight: 0,
            registered_weight: 1,
            protocol_fee_bps: 0,
        };
        let Ok(due) = due(&facts) else {
            return unknown;
        };
        let net = due
            .gross
            .saturating_sub(due.electricity)
            .saturating_sub(due.service_fee);
        Earned {
            electricity: Some(due.electricity.to_string()),
            service_fee: Some(due.service_fee.to_string()),
            net: Some(net.to_string()),
            ..unknown
        }
    }
}

/// Decimal places of an amount per share.
const SHARE_PLACES: usize = 6;

/// What one share got in an epoch, base units of the payout denom, with six places, rounded down.
#[must_use]
pub fn per_share_floor(delivered: u128, epoch_seconds: u32, minted_weight: u64) -> String {
    // Below 2^128 * 2^32 * 2^20.
    let millionths =
        Uint256::from(delivered) * Uint256::from(epoch_seconds) * Uint256::from(1_000_000_u32);
    let each = millionths
        .checked_div(Uint256::from(minted_weight))
        .unwrap_or_default();
    let digits = format!("{:0>width$}", each.to_string(), width = SHARE_PLACES + 1);
    let (whole, places) = digits.split_at(digits.len() - SHARE_PLACES);
    format!("{whole}.{places}")
}

/// What share-seconds earned, base units, rounded down: the contract's own arithmetic.
#[must_use]
pub fn earned_floor(each_scaled: &str, weight: u128) -> String {
    let each: Uint256 = each_scaled.parse().unwrap_or_default();
    let scaled = each.full_mul(Uint256::from(weight));
    (scaled >> 64).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_gets_its_part_rounded_down() {
        assert_eq!(per_share_floor(100, 60, 60 * 3), "33.333333");
        assert_eq!(per_share_floor(1, 60, 60 * 1_000_000), "0.000001");
        assert_eq!(per_share_floor(1, 60, 60 * 1_000_001), "0.000000");
        assert_eq!(per_share_floor(5, 60, 0), "0.000000");
        let most = per_share_floor(u128::MAX, 60, 60);
        assert_eq!(most, format!("{}.000000", u128::MAX));
    }

    #[test]
    fn earnings_are_whole_units_of_the_scaled_sum() {
        let one = (1_u128 << 64).to_string();
        assert_eq!(earned_floor(&one, 7), "7");
        assert_eq!(earned_floor(&((1_u128 << 64) - 1).to_string(), 7), "6");
        assert_eq!(earned_floor("0", u128::MAX), "0");
    }
}
