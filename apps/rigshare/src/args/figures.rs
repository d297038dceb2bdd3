//! The flags of commands that only reckon.

use clap::Args as ClapArgs;

/// The network that is mined in.
#[derive(Debug, ClapArgs)]
pub struct NetworkArgs {
    /// BTC, LTC, DOGE, ZEC or XMR
    #[arg(long, default_value = "BTC")]
    pub coin: String,
    /// Difficulty as the coin's nodes publish it
    #[arg(long, value_name = "D", group = "network")]
    pub difficulty: Option<String>,
    /// Hashrate of the whole network, such as 950EH/s; a number alone is H/s
    #[arg(long, value_name = "H", group = "network")]
    pub network_hashrate: Option<String>,
    /// Compact target of a block header, such as 0x1702068f: exact
    #[arg(long, value_name = "HEX", group = "network")]
    pub nbits: Option<String>,
    /// What miners get of one block, subsidy and fees, in coins [default: subsidy + --fees]
    #[arg(long, value_name = "COINS", conflicts_with = "fees")]
    pub reward: Option<String>,
    /// Height that sets the subsidy [default: one within the halving period of mid-2026]
    #[arg(long, value_name = "N")]
    pub height: Option<u64>,
    /// Transaction fees of one block, in coins
    #[arg(long, value_name = "COINS", default_value = "0")]
    pub fees: String,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// `rigshare hashprice`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("network").required(true)))]
#[command(after_help = "\
Examples:
  rigshare hashprice --difficulty 124932866006548 --fees 0.03 --price 64000
  rigshare hashprice --coin XMR --network-hashrate 5.2GH/s --price 350 --json")]
pub struct Hashprice {
    /// The network.
    #[command(flatten)]
    pub network: NetworkArgs,
    /// Price of one coin, in the quote currency
    #[arg(long, value_name = "P")]
    pub price: Option<String>,
    /// Name of the quote currency
    #[arg(long, value_name = "NAME", default_value = "USD")]
    pub currency: String,
}

/// `rigshare rig quote`.
#[derive(Debug, ClapArgs)]
#[command(group(clap::ArgGroup::new("network").required(true)))]
#[command(group(clap::ArgGroup::new("power").required(true)))]
#[command(after_help = "\
Example:
  rigshare rig quote --hashrate 234TH/s --watts 3510 --electricity 0.042 --service-fee 3 \\
      --difficulty 124932866006548 --price 64000 --cost 3200

After the next halving the difficulty and all prices are taken to be today's.")]
pub struct RigQuote {
    /// The network.
    #[command(flatten)]
    pub network: NetworkArgs,
    /// Hashrate of the rig, such as 234TH/s; a number alone is H/s
    #[arg(long, value_name = "H")]
    pub hashrate: String,
    /// Watts of the rig
    #[arg(long, value_name = "W", group = "power")]
    pub watts: Option<u64>,
    /// Efficiency in the algorithm's unit: J/TH, J/GH (scrypt), J/kSol, J/kH (RandomX)
    #[arg(long, value_name = "J", group = "power")]
    pub efficiency: Option<String>,
    /// Price of a kilowatt-hour, in the quote currency
    #[arg(long, value_name = "P")]
    pub electricity: String,
    /// Service fee, per cent of what electricity leaves
    #[arg(long, value_name = "PERCENT", default_value = "0")]
    pub service_fee: String,
    /// Price of one coin, in the quote currency
    #[arg(long, value_name = "P")]
    pub price: String,
    /// What the rig costs, in the quote currency, to see when it has paid for itself
    #[arg(long, value_name = "P")]
    pub cost: Option<String>,
    /// Name of the quote currency
    #[arg(long, value_name = "NAME", default_value = "USD")]
    pub currency: String,
}
