//! `rigshare market ...`.

use clap::{Args as ClapArgs, Subcommand};
use cosmwasm_std::Coin;

use crate::args::{ChainArgs, TxArgs};
use crate::commands::roles::units::{parse_coin, parse_moment, parse_seconds, Moment};

/// About trade in shares.
#[derive(Debug, Subcommand)]
pub enum MarketCommand {
    /// Offer a token for sale; it stays with its owner, and earns, until it is sold
    Ask(MarketAsk),
    /// Buy tokens that are for sale
    Buy(MarketBuy),
    /// Lay coins down for a token, or for any token of a rig
    Offer(MarketOffer),
    /// Sell a token to an offer
    Accept(MarketAccept),
    /// Take an ask back
    CancelAsk(CancelAsk),
    /// Take an offer back, and its coins
    CancelOffer(CancelOffer),
    /// Remove asks and offers that can't be taken any more
    Clean(MarketClean),
    /// Asks and offers
    List(MarketList),
}

/// `rigshare market ask`.
#[derive(Debug, ClapArgs)]
pub struct MarketAsk {
    /// The token
    pub token: String,
    /// The whole price, such as 12500000uusdc
    #[arg(long, value_name = "AMOUNT", value_parser = parse_coin)]
    pub price: Coin,
    /// Until when: seconds since 1970, or how long from now, such as 30d
    #[arg(long, value_name = "TIME", value_parser = parse_moment, default_value = "30d")]
    pub expires: Moment,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare market buy`.
#[derive(Debug, ClapArgs)]
pub struct MarketBuy {
    /// The tokens: all or none
    #[arg(value_name = "TOKEN", required = true)]
    pub tokens: Vec<String>,
    /// The most that each may cost [default: what is asked now]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_coin)]
    pub limit: Option<Coin>,
    /// How long the purchase may take to be included
    #[arg(long, value_name = "TIME", value_parser = parse_seconds, default_value = "5m")]
    pub within: u64,
    /// Who gets the tokens [default: the buyer]
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare market offer`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("what").required(true)))]
#[command(after_help = "\
Examples:
  rigshare market offer --token 1-7 --price 12000000uusdc
  rigshare market offer --rig 1 --price-per-share 1200000uusdc --shares 10")]
pub struct MarketOffer {
    /// For this token
    #[arg(long, value_name = "TOKEN", group = "what", requires = "price")]
    pub token: Option<String>,
    /// For any one token of this rig
    #[arg(long, value_name = "N", group = "what", requires_all = ["price_per_share", "shares"])]
    pub rig: Option<u32>,
    /// The whole price of the token
    #[arg(long, value_name = "AMOUNT", value_parser = parse_coin, conflicts_with = "rig")]
    pub price: Option<Coin>,
    /// Price of one share
    #[arg(long, value_name = "AMOUNT", value_parser = parse_coin, conflicts_with = "token")]
    pub price_per_share: Option<Coin>,
    /// Lay down coins for so many shares
    #[arg(long, value_name = "N", conflicts_with = "token", value_parser = clap::value_parser!(u64).range(1..))]
    pub shares: Option<u64>,
    /// The least shares that the token must have [default: the token's, or 1 of a rig]
    #[arg(long, value_name = "N")]
    pub least: Option<u64>,
    /// Until when: seconds since 1970, or how long from now, such as 7d
    #[arg(long, value_name = "TIME", value_parser = parse_moment, default_value = "7d")]
    pub expires: Moment,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare market accept`.
#[derive(Debug, ClapArgs)]
pub struct MarketAccept {
    /// Number of the offer
    pub offer: u64,
    /// The token to sell to it
    pub token: String,
    /// The least that the whole price must be, before royalty and fee [default: what it is now]
    #[arg(long, value_name = "AMOUNT", value_parser = parse_coin)]
    pub least: Option<Coin>,
    /// How long the sale may take to be included
    #[arg(long, value_name = "TIME", value_parser = parse_seconds, default_value = "5m")]
    pub within: u64,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare market cancel-ask`.
#[derive(Debug, ClapArgs)]
pub struct CancelAsk {
    /// The token
    pub token: String,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare market cancel-offer`.
#[derive(Debug, ClapArgs)]
pub struct CancelOffer {
    /// Number of the offer
    pub offer: u64,
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare market clean`.
#[derive(Debug, ClapArgs)]
pub struct MarketClean {
    /// The transaction.
    #[command(flatten)]
    pub tx: TxArgs,
}

/// `rigshare market list`.
#[derive(Debug, ClapArgs)]
pub struct MarketList {
    /// Only those for this rig and its tokens
    #[arg(long, value_name = "N")]
    pub rig: Option<u32>,
    /// The chain.
    #[command(flatten)]
    pub chain: ChainArgs,
}
