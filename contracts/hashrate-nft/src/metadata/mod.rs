//! What wallets and explorers show of a token: built when somebody asks, from the rig's facts.
//!
//! Nothing of it is stored with the token: cw721 rewrites a token at each transfer and approval, and
//! a stored picture would be paid for each time.

pub mod date;
pub mod numbers;
pub mod svg;

use std::borrow::Cow;

use cosmwasm_std::{to_json_binary, Binary, StdResult, Storage};
use cw721::state::Trait;
use cw721::NftExtension;
use rigshare_types::nft::{PayoutScheme, RigFacts, RigProfile, RigStatus, Share, CLOCK, RIGS};
use rigshare_types::oracle::Grade;

use self::date::utc_date;
use self::numbers::{efficiency, electricity, hash_unit, hashrate, percent};
use self::svg::Card;
use crate::error::ContractError;
use crate::state::{PEERS, PROFILES};

/// The metadata of a token.
///
/// # Errors
/// Storage only.
pub fn describe(
    storage: &dyn Storage,
    token_id: &str,
    share: &Share,
) -> Result<NftExtension, ContractError> {
    let facts = RIGS.load(storage, share.rig)?;
    let profile = PROFILES.load(storage, share.rig)?;
    let currency = PEERS.load(storage)?.quote_currency;
    let clock = CLOCK.load(storage)?.clock;
    let starts = utc_date(clock.start_of(facts.start_epoch));
    let ends = utc_date(clock.start_of(facts.end_epoch));
    Ok(Token {
        token_id,
        share,
        facts: &facts,
        profile: &profile,
        currency: &currency,
        starts,
        ends,
    }
    .describe())
}

/// The metadata as a `data:` address, for clients that follow `token_uri`.
///
/// # Errors
/// The metadata can't be serialised.
pub fn data_uri(metadata: &NftExtension) -> StdResult<String> {
    let json = to_json_binary(metadata)?;
    Ok(["data:application/json;base64,", &json.to_base64()].concat())
}

/// How much of the model a token's name shows; the attribute has all of it.
const NAME_CHARACTERS: usize = 40;

/// At most `most` characters of a text.
fn shorten(text: &str, most: usize) -> Cow<'_, str> {
    if text.char_indices().nth(most).is_none() {
        return Cow::Borrowed(text);
    }
    text.chars()
        .take(most.saturating_sub(1))
        .chain(['…'])
        .collect()
}

/// All that metadata are made of.
struct Token<'a> {
    token_id: &'a str,
    share: &'a Share,
    facts: &'a RigFacts,
    profile: &'a RigProfile,
    currency: &'a str,
    starts: String,
    ends: String,
}

impl Token<'_> {
    fn describe(&self) -> NftExtension {
        let (facts, profile) = (self.facts, self.profile);
        let unit = hash_unit(&profile.algorithm);
        let share_hashrate = hashrate(profile.unit_hashrate_hs.u128(), unit);
        let total = u128::from(self.share.shares).saturating_mul(profile.unit_hashrate_hs.u128());
        let total_hashrate = hashrate(total, unit);
        let shares = self.share.shares.to_string();
        let model = shorten(&profile.model, NAME_CHARACTERS);
        let name = [
            &shares,
            " x ",
            &share_hashrate,
            " of ",
            &model,
            " #",
            self.token_id,
        ]
        .concat();
        let description = [
            &total_hashrate,
            " that mine ",
            &facts.coin,
            " from ",
            &self.starts,
            " to ",
            &self.ends,
            ". Every second of ownership earns its exact part of what the rig earns.",
        ]
        .concat();
        // Registration writes the first terms; the newest are shown.
        let terms = facts.terms.last();
        let watts = terms.map_or(0, |terms| terms.watts);
        let nano_per_kwh = terms.map_or(0, |terms| terms.electricity_nano_per_kwh.u128());
        let service_fee_bps = terms.map_or(0, |terms| terms.service_fee_bps);
        let efficiency = efficiency(
            watts,
            facts.hashrate_hs.u128(),
            profile.unit_hashrate_hs.u128(),
            unit,
        );
        let rig = self.share.rig.to_string();
        let image = Card {
            coin: &facts.coin,
            rig: &rig,
            hashrate: &total_hashrate,
            shares: &shares,
            share_hashrate: &share_hashrate,
            model: &profile.model,
            efficiency: &efficiency,
            algorithm: &profile.algorithm,
            scheme: scheme(facts.scheme),
            starts: &self.starts,
            ends: &self.ends,
        }
        .draw();
        let attributes = [
            ("Rig", rig),
            ("Model", profile.model.clone()),
            ("Coin", facts.coin.clone()),
            ("Algorithm", profile.algorithm.clone()),
            ("Shares", shares),
            ("Hashrate", total_hashrate),
            ("Efficiency", efficiency),
            ("Term start", self.starts.clone()),
            ("Term end", self.ends.clone()),
            ("Electricity", electricity(nano_per_kwh, self.currency)),
            ("Service fee", percent(service_fee_bps)),
            ("Location", profile.location.clone()),
            ("Renewable energy", percent(profile.renewable_bps)),
            ("Pool", facts.pool.clone()),
            ("Payout scheme", scheme(facts.scheme).to_owned()),
            ("Pays in", facts.payout.to_string()),
            ("Least grade", grade(facts.least_grade).to_owned()),
            ("Royalty", percent(facts.royalty_bps)),
            ("Status", status(facts).to_owned()),
        ]
        .into_iter()
        .map(|(trait_type, value)| Trait {
            display_type: None,
            trait_type: trait_type.to_owned(),
            value,
        })
        .collect();
        let picture = Binary::from(image.into_bytes()).to_base64();
        NftExtension {
            image: Some(["data:image/svg+xml;base64,", &picture].concat()),
            description: Some(description),
            name: Some(name),
            attributes: Some(attributes),
            background_color: Some(svg::BACKGROUND.to_owned()),
            ..NftExtension::default()
        }
    }
}

const fn scheme(scheme: PayoutScheme) -> &'static str {
    match scheme {
        PayoutScheme::Fpps => "FPPS",
        PayoutScheme::Pplns => "PPLNS",
        PayoutScheme::Solo => "Solo",
    }
}

const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Attested => "Attested",
        Grade::Plausible => "Plausible",
    }
}

const fn status(facts: &RigFacts) -> &'static str {
    match facts.status {
        RigStatus::Pending => "Pending",
        RigStatus::Approved if facts.retired => "Retired",
        RigStatus::Approved => "Approved",
        RigStatus::Rejected => "Rejected",
    }
}
