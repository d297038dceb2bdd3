//! An embedded suite with a rig on sale, and flags to the order that they make.

use clap::Parser;
use cosmwasm_std::{Addr, CosmosMsg};
use rigshare_chain::{Chain, Included};
use rigshare_deploy::Plan;
use rigshare_suite::{Embedded, Setup, World};
use serde_json::Value;

use crate::args::{Args, Command, MarketCommand, ReportCommand, RigCommand, ShareCommand};
use crate::commands::roles::desk::Desk;
use crate::commands::roles::order::Order;
use crate::commands::roles::rig_file::RigFile;
use crate::commands::roles::{admin, claim, market, report, rescue, rig, share, withdraw};

/// The rig's price of a share.
pub const PRICE: u128 = 1_250;

/// A suite on which people play.
pub struct Stage {
    /// The suite and its people.
    pub world: World<Embedded>,
    /// Where the contracts stand.
    pub at: Plan,
}

impl Stage {
    /// A suite with rig 1 of 100 shares, on sale.
    pub fn new() -> Self {
        let mut world = World::new(Setup::default()).unwrap();
        let operator = world.account("operator");
        let number = world.approved_rig(&operator, world.sample_rig()).unwrap();
        assert_eq!(number, 1);
        world.open_sale(1, PRICE).unwrap();
        let at = Plan {
            hashrate_nft: world.at.hashrate_nft.clone(),
            oracle: world.at.oracle.clone(),
            distributor: world.at.distributor.clone(),
            marketplace: world.at.marketplace.clone(),
        };
        Self { world, at }
    }

    /// A person with coins to trade with.
    pub fn person(&mut self, name: &str) -> Addr {
        let address = self.world.account(name);
        self.world.fund(&address, 1_000_000, "uusdc").unwrap();
        address
    }

    /// What somebody holds of a native denom.
    pub fn balance(&self, account: &Addr, denom: &str) -> u128 {
        self.world.chain.balance(account, denom).unwrap().u128()
    }

    /// What commands ask.
    pub fn desk(&self) -> Desk<'_, Embedded> {
        Desk::new(&self.world.chain, &self.at)
    }

    /// The order that a sender's flags make.
    pub fn order(&self, sender: &Addr, flags: &[&str]) -> anyhow::Result<Order> {
        let line = ["rigshare"].iter().chain(flags);
        let args = Args::try_parse_from(line).map_err(|error| anyhow::anyhow!("{error}"))?;
        order_of(&self.desk(), sender, &args.command)
    }

    /// The messages that a sender's flags make, as JSON.
    pub fn messages(&self, sender: &Addr, flags: &[&str]) -> Value {
        self.order(sender, flags).unwrap().json()
    }

    /// What a sender's flags are refused with before anything is sent.
    pub fn refused(&self, sender: &Addr, flags: &[&str]) -> String {
        format!("{:#}", self.order(sender, flags).unwrap_err())
    }

    /// Sends the order that a sender's flags make.
    pub fn play(&mut self, sender: &Addr, flags: &[&str]) -> anyhow::Result<Included> {
        let order = self.order(sender, flags)?;
        self.send(sender, order)
    }

    /// Sends an order.
    pub fn send(&mut self, sender: &Addr, order: Order) -> anyhow::Result<Included> {
        let messages: Vec<CosmosMsg> = order.messages.into_iter().map(Into::into).collect();
        self.world.chain.submit(sender, messages)
    }
}

fn order_of(desk: &Desk<'_, Embedded>, sender: &Addr, command: &Command) -> anyhow::Result<Order> {
    match command {
        Command::Rig(command) => match &**command {
            RigCommand::Register(args) => rig::register(desk, RigFile::load(&args.file)?),
            RigCommand::Approve(args) => rig::decide(desk.at, args, true),
            RigCommand::Reject(args) => rig::decide(desk.at, args, false),
            RigCommand::OpenSale(args) => rig::open_sale(desk, args),
            RigCommand::CloseSale(args) => rig::close_sale(desk.at, args.rig),
            RigCommand::ChangeBuyers(args) => rig::change_buyers(desk.at, args),
            RigCommand::LowerTerms(args) => rig::lower_terms(desk.at, args),
            RigCommand::ProposeOperator(args) => rig::propose(desk.at, args),
            RigCommand::AcceptOperator(args) => rig::accept(desk.at, args.rig),
            RigCommand::Retire(args) => rig::retire(desk, args.rig),
            other => panic!("{other:?} sends nothing"),
        },
        Command::Share(command) => match &**command {
            ShareCommand::Buy(args) => share::buy(desk, args),
            ShareCommand::Transfer(args) => share::transfer(desk, args),
            ShareCommand::Split(args) => share::split(desk, args),
            ShareCommand::Merge(args) => share::merge(desk.at, args),
            ShareCommand::Burn(args) => share::burn(desk, args),
            other => panic!("{other:?} sends nothing"),
        },
        Command::Market(command) => match &**command {
            MarketCommand::Ask(args) => market::ask(desk, sender, args),
            MarketCommand::Buy(args) => market::buy(desk, args),
            MarketCommand::Offer(args) => market::offer(desk, args),
            MarketCommand::Accept(args) => market::accept(desk, sender, args),
            MarketCommand::CancelAsk(args) => market::cancel_ask(desk.at, args),
            MarketCommand::CancelOffer(args) => market::cancel_offer(desk, args),
            MarketCommand::Clean(_) => market::clean(desk),
            other => panic!("{other:?} sends nothing"),
        },
        Command::Report(command) => match &**command {
            ReportCommand::Finalize(args) => {
                let rigs = args.rigs.as_ref().map(|rigs| rigs.0.clone());
                report::finalize(desk.at, args.epoch, &rigs.unwrap_or_default())
            }
            other => panic!("{other:?} is not tried here"),
        },
        Command::Admin(command) => admin::order(desk, command),
        Command::Default(args) => rescue::default_epoch(desk, args),
        Command::CloseOutage(args) => rescue::close_outage(desk, args),
        Command::Cure(args) => rescue::cure(desk, args),
        Command::Withdraw(args) => withdraw::withdraw(desk, sender, args),
        Command::Claim(args) => claim::claim(desk, sender, args),
        Command::Checkpoint(args) => claim::checkpoint(desk, sender, args),
        Command::PayoutAddress(args) => claim::payout_address(desk, args),
        other => panic!("{other:?} is not tried here"),
    }
}
