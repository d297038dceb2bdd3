//! `rigshare admin ...`: what the owner and the pauser do. Roles whose address is mistyped are lost, so
//! every address is checked before it is sent.

use anyhow::{ensure, Context};
use cosmwasm_std::Addr;
use cw_ownable::Action;
use rigshare_chain::{canonical, Chain};
use rigshare_deploy::{Contract, Plan};
use rigshare_types::nft::RigMsg;
use rigshare_types::oracle::{Asset, ReporterConfig};
use rigshare_types::{distributor, marketplace, nft, oracle};

use super::desk::Desk;
use super::order::{Execute, Order};
use super::units::Contracts;
use super::{one, one_pure};
use crate::args::{AdminCommand, ChangeReporters, LowerFees};
use crate::failure::Failure;

/// Does what the flags ask for.
///
/// # Errors
/// [`Failure`].
pub fn run(command: &AdminCommand) -> Result<(), Failure> {
    let tx = match command {
        AdminCommand::Pause(args) => &args.tx,
        AdminCommand::Unpause(args) | AdminCommand::AcceptOwner(args) => &args.tx,
        AdminCommand::SetPauser(args) | AdminCommand::HandOver(args) => &args.tx,
        AdminCommand::SetRegistrar(args) | AdminCommand::SetProtocol(args) => &args.tx,
        AdminCommand::LowerFees(args) => &args.tx,
        AdminCommand::AddAsset(args) => &args.tx,
        AdminCommand::AddPayout(args) => &args.tx,
        AdminCommand::AddTradeDenom(args) => &args.tx,
        AdminCommand::ChangeReporters(args) => {
            let reporters = load_reporters(args)?;
            return one_pure(&args.tx, |at| change_reporters(at, reporters));
        }
    };
    one(tx, |desk, _| order(desk, command))
}

/// The order of everything that needs no file.
///
/// # Errors
/// An address is none of the chain.
pub fn order<C: Chain>(desk: &Desk<'_, C>, command: &AdminCommand) -> anyhow::Result<Order> {
    let at = desk.at;
    let checked = |address: &String| -> anyhow::Result<String> {
        canonical(desk.chain.prefix(), address)?;
        Ok(address.clone())
    };
    match command {
        AdminCommand::Pause(args) => {
            let seconds = args.seconds;
            let what = format!("pause {} for {seconds} seconds", args.contracts);
            each(at, what, &args.contracts, &Everywhere::Pause { seconds })
        }
        AdminCommand::Unpause(args) => {
            let what = format!("end the pause of {}", args.contracts);
            each(at, what, &args.contracts, &Everywhere::Unpause)
        }
        AdminCommand::SetPauser(args) => {
            let address = checked(&args.address)?;
            let what = format!("make {address} the pauser of {}", args.contracts);
            each(
                at,
                what,
                &args.contracts,
                &Everywhere::SetPauser { address },
            )
        }
        AdminCommand::HandOver(args) => {
            let new_owner = checked(&args.address)?;
            let what = format!("propose {new_owner} as owner of {}", args.contracts);
            let action = Action::TransferOwnership {
                new_owner,
                expiry: None,
            };
            each(at, what, &args.contracts, &Everywhere::Ownership(action))
        }
        AdminCommand::AcceptOwner(args) => {
            let what = format!("take {} over", args.contracts);
            let action = Everywhere::Ownership(Action::AcceptOwnership);
            each(at, what, &args.contracts, &action)
        }
        AdminCommand::SetRegistrar(args) => {
            let address = checked(&args.address)?;
            let what = format!("make {address} the registrar");
            let msg = RigMsg::SetRegistrar { address };
            Ok(Order::one(what, Execute::rig(&at.hashrate_nft, msg)?))
        }
        AdminCommand::SetProtocol(args) => set_protocol(at, checked(&args.address)?),
        AdminCommand::LowerFees(args) => lower_fees(at, args),
        AdminCommand::AddAsset(args) => {
            let asset = Asset {
                symbol: args.symbol.clone(),
                decimals: args.decimals,
            };
            let what = format!("have {} reported", args.symbol);
            let msg = oracle::ExecuteMsg::AddAsset { asset };
            Ok(Order::one(what, Execute::new(&at.oracle, &msg)?))
        }
        AdminCommand::AddPayout(args) => {
            let denom = distributor::PayoutDenom {
                denom: args.denom.clone(),
                asset: args.asset.clone(),
                decimals: args.decimals,
            };
            let what = format!("let rigs pay in {}", args.denom);
            let msg = distributor::ExecuteMsg::AddDenom { denom };
            Ok(Order::one(what, Execute::new(&at.distributor, &msg)?))
        }
        AdminCommand::AddTradeDenom(args) => {
            let denom = args.denom.clone();
            let what = format!("let shares be traded in {denom}");
            let msg = marketplace::ExecuteMsg::AddDenom { denom };
            Ok(Order::one(what, Execute::new(&at.marketplace, &msg)?))
        }
        AdminCommand::ChangeReporters(args) => change_reporters(at, load_reporters(args)?),
    }
}

/// What every contract understands.
enum Everywhere {
    Pause { seconds: u64 },
    Unpause,
    SetPauser { address: String },
    Ownership(Action),
}

fn each(
    at: &Plan,
    what: String,
    contracts: &Contracts,
    everywhere: &Everywhere,
) -> anyhow::Result<Order> {
    let messages: anyhow::Result<Vec<Execute>> = contracts
        .0
        .iter()
        .map(|contract| everywhere.to(*contract, at.address(*contract)))
        .collect();
    Ok(Order::all(what, messages?))
}

/// The same four messages in the words of a contract.
macro_rules! in_words_of {
    ($messages:ident, $everywhere:expr) => {
        match $everywhere {
            Everywhere::Pause { seconds } => $messages::ExecuteMsg::Pause { seconds: *seconds },
            Everywhere::Unpause => $messages::ExecuteMsg::Unpause {},
            Everywhere::SetPauser { address } => $messages::ExecuteMsg::SetPauser {
                address: address.clone(),
            },
            Everywhere::Ownership(action) => $messages::ExecuteMsg::UpdateOwnership(action.clone()),
        }
    };
}

impl Everywhere {
    fn to(&self, contract: Contract, address: &Addr) -> anyhow::Result<Execute> {
        match contract {
            Contract::HashrateNft => {
                let msg = match self {
                    Self::Pause { seconds } => RigMsg::Pause { seconds: *seconds },
                    Self::Unpause => RigMsg::Unpause {},
                    Self::SetPauser { address } => RigMsg::SetPauser {
                        address: address.clone(),
                    },
                    // Its owner is cw721's creator.
                    Self::Ownership(action) => {
                        let msg = nft::ExecuteMsg::UpdateCreatorOwnership(action.clone());
                        return Execute::new(address, &msg);
                    }
                };
                Execute::rig(address, msg)
            }
            Contract::Oracle => Execute::new(address, &in_words_of!(oracle, self)),
            Contract::Distributor => Execute::new(address, &in_words_of!(distributor, self)),
            Contract::Marketplace => Execute::new(address, &in_words_of!(marketplace, self)),
        }
    }
}

fn set_protocol(at: &Plan, address: String) -> anyhow::Result<Order> {
    let what = format!("have the protocol's fees go to {address}");
    let of_dues = distributor::ExecuteMsg::SetProtocolRecipient {
        address: address.clone(),
    };
    let of_trades = marketplace::ExecuteMsg::SetProtocolRecipient { address };
    let messages = vec![
        Execute::new(&at.distributor, &of_dues)?,
        Execute::new(&at.marketplace, &of_trades)?,
    ];
    Ok(Order::all(what, messages))
}

fn lower_fees(at: &Plan, args: &LowerFees) -> anyhow::Result<Order> {
    let mut messages = Vec::new();
    if args.dues.is_some() || args.sales.is_some() {
        let msg = distributor::ExecuteMsg::LowerFees {
            protocol_fee_bps: args.dues,
            sale_fee_bps: args.sales,
        };
        messages.push(Execute::new(&at.distributor, &msg)?);
    }
    if let Some(fee_bps) = args.trades {
        let msg = marketplace::ExecuteMsg::LowerFee { fee_bps };
        messages.push(Execute::new(&at.marketplace, &msg)?);
    }
    Ok(Order::all("lower the protocol's fees", messages))
}

fn load_reporters(args: &ChangeReporters) -> anyhow::Result<ReporterConfig> {
    let described = || format!("the reporters {}", args.file.display());
    let text = std::fs::read_to_string(&args.file).with_context(described)?;
    let reporters: ReporterConfig = toml::from_str(&text).with_context(described)?;
    let least = usize::from(reporters.quorum) + usize::from(reporters.faulty);
    ensure!(
        reporters.reporters.len() >= least,
        "{}: a quorum of {} with {} faulty needs {least} reporters, there are {}",
        described(),
        reporters.quorum,
        reporters.faulty,
        reporters.reporters.len()
    );
    Ok(reporters)
}

fn change_reporters(at: &Plan, reporters: ReporterConfig) -> anyhow::Result<Order> {
    let names: Vec<String> = reporters
        .reporters
        .iter()
        .map(|of| format!("{} {}", of.id, of.name))
        .collect();
    let rule = format!(
        "{} must agree, {} may be faulty",
        reporters.quorum, reporters.faulty
    );
    let msg = oracle::ExecuteMsg::ChangeReporters { reporters };
    let message = Execute::new(&at.oracle, &msg)?;
    Ok(
        Order::one("change the reporters from the next epoch on", message)
            .saying("reporters", names.join(", "))
            .saying("rule", rule),
    )
}
