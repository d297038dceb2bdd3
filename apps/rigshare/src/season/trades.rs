//! trades.toml: what people do, to the second.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::error::{SeasonError, Source};
use super::fields::Fields;
use super::names::Names;
use super::rigs::Rig;
use super::season_file::Rules;
use super::values::{Amount, Name, TimeOfDay, DAY_SECONDS};

/// What somebody does at a second of the season.
#[derive(Clone, Debug)]
pub struct Action {
    /// Seconds since the start of day 0.
    pub at_seconds: u64,
    /// What.
    pub deed: Deed,
}

/// What somebody does, with the keys of docs/season.md. Rigs, tokens and offers are called by their
/// names in the season's files.
#[derive(Clone, Debug)]
pub enum Deed {
    Buy {
        buyer: Name,
        rig: Name,
        shares: u64,
        token: Name,
    },
    Transfer {
        from: Name,
        token: Name,
        to: Name,
    },
    Split {
        owner: Name,
        token: Name,
        shares: Vec<u64>,
        into: Vec<Name>,
    },
    Merge {
        owner: Name,
        tokens: Vec<Name>,
        into: Name,
    },
    Burn {
        owner: Name,
        token: Name,
    },
    Ask {
        seller: Name,
        token: Name,
        price: Amount,
        denom: Name,
        expires_day: u32,
    },
    CancelAsk {
        seller: Name,
        token: Name,
    },
    MarketBuy {
        buyer: Name,
        token: Name,
        limit: Amount,
        denom: Name,
    },
    Offer(Offer),
    Accept {
        seller: Name,
        offer: Name,
        token: Name,
        least_price: Amount,
    },
    CancelOffer {
        buyer: Name,
        offer: Name,
    },
    Claim {
        holder: Name,
        rigs: Vec<Name>,
    },
    Withdraw {
        operator: Name,
        rigs: Vec<Name>,
    },
    Cure {
        operator: Name,
        rig: Name,
    },
}

/// An offer for any token of a rig.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Who offers.
    pub buyer: Name,
    /// What the offer is called.
    pub offer: Name,
    /// The rig.
    pub rig: Name,
    /// Base units for one share.
    pub price_per_share: Amount,
    /// That a token must have.
    pub least_shares: u64,
    /// Base units attached.
    pub amount: Amount,
    /// Short name of what is paid.
    pub denom: Name,
    /// The last day on which it can be accepted.
    pub expires_day: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TradesFile {
    #[serde(default)]
    actions: Vec<Spanned<toml::Table>>,
}

/// Reads trades.toml of a folder, in the order in which things happen.
///
/// # Errors
/// [`SeasonError`].
pub fn load(folder: &Path, rules: &Rules, rigs: &[Rig]) -> Result<Vec<Action>, SeasonError> {
    let source = Source::read(folder.join("trades.toml"))?;
    let file: TradesFile = source.parse()?;
    let mut actions = Vec::new();
    for (index, table) in file.actions.into_iter().enumerate() {
        let byte = table.span().start;
        let mut fields = Fields::new(&source, byte, index, table.into_inner());
        let action = read(&mut fields, rules.days)?;
        fields.finish()?;
        actions.push((byte, index, action));
    }
    // Names are made in the order of time, which is not the file's; a tie keeps the file's.
    actions.sort_by_key(|(_, index, action)| (action.at_seconds, *index));
    let mut names = Names::new(&source, rules, rigs);
    for (byte, index, action) in &actions {
        names.check(*byte, *index, &action.deed)?;
    }
    Ok(actions.into_iter().map(|(_, _, action)| action).collect())
}

fn read(fields: &mut Fields<'_>, days: u32) -> Result<Action, SeasonError> {
    let day = fields.day("day", days)?;
    let time: TimeOfDay = fields.take("time", TimeOfDay::FORM, TimeOfDay::parse)?;
    let kind = fields.string("kind")?;
    let deed = match kind.as_str() {
        "buy" => Deed::Buy {
            buyer: fields.name("buyer")?,
            rig: fields.name("rig")?,
            shares: fields.count("shares")?,
            token: fields.name("token")?,
        },
        "transfer" => Deed::Transfer {
            from: fields.name("from")?,
            token: fields.name("token")?,
            to: fields.name("to")?,
        },
        "split" => Deed::Split {
            owner: fields.name("owner")?,
            token: fields.name("token")?,
            shares: fields.counts("shares")?,
            into: fields.names("into")?,
        },
        "merge" => Deed::Merge {
            owner: fields.name("owner")?,
            tokens: fields.names("tokens")?,
            into: fields.name("into")?,
        },
        "burn" => Deed::Burn {
            owner: fields.name("owner")?,
            token: fields.name("token")?,
        },
        "ask" => Deed::Ask {
            seller: fields.name("seller")?,
            token: fields.name("token")?,
            price: fields.amount("price")?,
            denom: fields.name("denom")?,
            expires_day: fields.day("expires_day", days)?,
        },
        "cancel_ask" => Deed::CancelAsk {
            seller: fields.name("seller")?,
            token: fields.name("token")?,
        },
        "market_buy" => Deed::MarketBuy {
            buyer: fields.name("buyer")?,
            token: fields.name("token")?,
            limit: fields.amount("limit")?,
            denom: fields.name("denom")?,
        },
        "offer" => Deed::Offer(Offer {
            buyer: fields.name("buyer")?,
            offer: fields.name("offer")?,
            rig: fields.name("rig")?,
            price_per_share: fields.amount("price_per_share")?,
            least_shares: fields.count("least_shares")?,
            amount: fields.amount("amount")?,
            denom: fields.name("denom")?,
            expires_day: fields.day("expires_day", days)?,
        }),
        "accept" => Deed::Accept {
            seller: fields.name("seller")?,
            offer: fields.name("offer")?,
            token: fields.name("token")?,
            least_price: fields.amount("least_price")?,
        },
        "cancel_offer" => Deed::CancelOffer {
            buyer: fields.name("buyer")?,
            offer: fields.name("offer")?,
        },
        "claim" => Deed::Claim {
            holder: fields.name("holder")?,
            rigs: fields.names("rigs")?,
        },
        "withdraw" => Deed::Withdraw {
            operator: fields.name("operator")?,
            rigs: fields.names("rigs")?,
        },
        "cure" => Deed::Cure {
            operator: fields.name("operator")?,
            rig: fields.name("rig")?,
        },
        _ => return Err(fields.error("kind", format!("{kind:?} is not a kind of action"))),
    };
    Ok(Action {
        at_seconds: u64::from(day) * DAY_SECONDS + time.0,
        deed,
    })
}
