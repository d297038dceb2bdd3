//! `rigshare portfolio`: everything that an address has in a suite.

use cosmwasm_std::{Addr, Coin};
use rigshare_chain::{canonical, AddressError, Chain};
use rigshare_node::Node;
use rigshare_types::distributor::{DenomAmount, RigClaimable};
use rigshare_types::marketplace::{AskResponse, OfferResponse};
use rigshare_types::nft::ShareResponse;
use serde::Serialize;

use super::desk::Desk;
use super::market_list::{tell_asks, tell_offers};
use super::share_show::{rows, HEADINGS};
use super::units::{amount, exact_json};
use crate::args::Portfolio as Args;
use crate::chain::Reader;
use crate::failure::Failure;
use crate::keys::named_key;
use crate::screen::{show_json, Screen};

/// Everything that an address has.
#[derive(Debug, Serialize)]
pub struct Portfolio {
    /// Whose.
    pub address: Addr,
    /// Its tokens.
    pub tokens: Vec<ShareResponse>,
    /// What it can claim, of rigs of which it has or had shares.
    pub claimable: Vec<RigClaimable>,
    /// What it asks for tokens.
    pub asks: Vec<AskResponse>,
    /// What it offers.
    pub offers: Vec<OfferResponse>,
    /// Its account in the marketplace.
    pub marketplace_account: Vec<Coin>,
    /// The rigs that it operates.
    pub operates: Vec<Operated>,
}

/// A rig that an address operates.
#[derive(Debug, Serialize)]
pub struct Operated {
    /// The rig.
    pub rig: u32,
    /// What is on its account.
    pub account: Vec<DenomAmount>,
    /// Proceeds that are not booked yet, base units of the sale denom.
    pub unbooked_proceeds: Coin,
}

impl Portfolio {
    /// Everything that an address has.
    ///
    /// # Errors
    /// The chain does not answer.
    pub fn of<C: Chain>(desk: &Desk<'_, C>, address: &Addr) -> anyhow::Result<Self> {
        let positions = desk.positions(address)?;
        let rigs: Vec<u32> = positions.iter().map(|position| position.rig).collect();
        let mut operates = Vec::new();
        for rig in desk.rigs()? {
            if rig.facts.operator != *address {
                continue;
            }
            let book = desk.book(rig.rig)?;
            operates.push(Operated {
                rig: rig.rig,
                account: book.account,
                unbooked_proceeds: Coin {
                    denom: rig.proceeds.denom,
                    amount: book.unbooked_proceeds,
                },
            });
        }
        let mut asks = desk.asks()?;
        asks.retain(|ask| ask.seller == *address);
        let mut offers = desk.offers(None)?;
        offers.retain(|offer| offer.buyer == *address);
        Ok(Self {
            address: address.clone(),
            tokens: desk.tokens(Some(address))?,
            claimable: desk.claimable(address, &rigs)?,
            asks,
            offers,
            marketplace_account: desk.market_account(address)?,
            operates,
        })
    }
}

/// Shows it.
///
/// # Errors
/// [`Failure`].
pub fn run(args: &Args) -> Result<(), Failure> {
    let reader = Reader::open(&args.chain)?;
    let address = whose(&reader.node, args.address.as_deref())?;
    let desk = Desk::new(&reader.node, &reader.plan);
    let portfolio = Portfolio::of(&desk, &address)?;
    if reader.json {
        return show_json(&exact_json(&portfolio)?);
    }
    let mut screen = Screen::stdout();
    screen.heading(&format!("Portfolio of {address}"));
    if portfolio.tokens.is_empty() {
        screen.line("no shares");
    } else {
        screen.table(&HEADINGS, rows(&portfolio.tokens));
    }
    if !portfolio.claimable.is_empty() {
        screen.heading("Earnings");
        screen.table(&EARNINGS, portfolio.claimable.iter().map(earning).collect());
    }
    tell_asks(&mut screen, &portfolio.asks);
    tell_offers(&mut screen, &portfolio.offers);
    let mut accounts: Vec<(String, String)> = Vec::new();
    for coin in &portfolio.marketplace_account {
        let said = amount(coin.amount, &coin.denom);
        accounts.push(("in the marketplace".to_owned(), said));
    }
    for rig in &portfolio.operates {
        let name = format!("of rig {}", rig.rig);
        for of in &rig.account {
            accounts.push((name.clone(), amount(of.amount, &of.denom)));
        }
        let unbooked = &rig.unbooked_proceeds;
        if !unbooked.amount.is_zero() {
            let said = amount(unbooked.amount, &unbooked.denom);
            accounts.push((name, format!("{said} of proceeds not booked yet")));
        }
    }
    if !accounts.is_empty() {
        screen.heading("Accounts");
        let facts = accounts
            .iter()
            .map(|(name, said)| (name.as_str(), said.clone()));
        screen.facts(&facts.collect::<Vec<_>>());
    }
    screen.show()
}

const EARNINGS: [&str; 5] = [
    ">rig",
    ">claimable",
    ">estimate of what is not settled",
    ">epochs not settled",
    ">short",
];

fn earning(of: &RigClaimable) -> Vec<String> {
    vec![
        of.rig.to_string(),
        amount(of.claimable, &of.denom),
        amount(of.unsettled_estimate, &of.denom),
        of.unsettled_epochs.to_string(),
        amount(of.short, &of.denom),
    ]
}

/// An address that is given, or that of a key.
fn whose(node: &Node, given: Option<&str>) -> Result<Addr, Failure> {
    let prefix = node.prefix();
    if let Some(given) = given.filter(|given| !std::path::Path::new(given).exists()) {
        match canonical(prefix, given) {
            Ok(_) => return Ok(Addr::unchecked(given)),
            Err(error @ AddressError::OtherChain { .. }) => {
                return Err(Failure::usage("ADDRESS", error))
            }
            Err(error) if given.contains('1') => return Err(Failure::usage("ADDRESS", error)),
            Err(_) => {}
        }
    }
    let key = named_key("KEYFILE|ADDRESS", given, node.config().coin_type)?;
    Ok(key.address(prefix)?)
}
