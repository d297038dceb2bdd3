//! Owners, pausers, fees and reporters change; a reporter is caught.

use cosmwasm_std::Addr;
use rigshare_suite::{ReporterKey, World};
use rigshare_types::batch::Batch;
use rigshare_types::distributor::{self, PayoutDenom};
use rigshare_types::marketplace;
use rigshare_types::nft::RigMsg;
use rigshare_types::oracle::{self, Asset};
use rigshare_types::units::Denom;

use crate::play::Play;

pub fn roles(play: &mut Play) {
    let at = play.world.at.clone();
    let (owner, heir) = (at.owner.clone(), play.who("heir"));
    for contract in [
        &at.hashrate_nft,
        &at.oracle,
        &at.distributor,
        &at.marketplace,
    ] {
        play.hand_over(contract, &owner, &heir);
        play.hand_over(contract, &heir, &owner);
    }
    let to = |address: &Addr| address.to_string();
    let guard = play.who("guard");
    for pauser in [&guard, &at.pauser] {
        let address = to(pauser);
        play.rig_msg(&owner, RigMsg::SetPauser { address }, &[]);
        let address = to(pauser);
        play.oracle(&owner, oracle::ExecuteMsg::SetPauser { address });
        let address = to(pauser);
        play.distributor(&owner, distributor::ExecuteMsg::SetPauser { address }, &[]);
        let address = to(pauser);
        play.market(&owner, marketplace::ExecuteMsg::SetPauser { address }, &[]);
    }
    for address in [to(&guard), to(&at.registrar)] {
        play.rig_msg(&owner, RigMsg::SetRegistrar { address }, &[]);
    }
    let treasury = play.who("treasury");
    let address = to(&treasury);
    let set = distributor::ExecuteMsg::SetProtocolRecipient { address };
    play.distributor(&owner, set, &[]);
    let address = to(&treasury);
    let set = marketplace::ExecuteMsg::SetProtocolRecipient { address };
    play.market(&owner, set, &[]);

    let seconds = 600;
    play.rig_msg(&at.pauser, RigMsg::Pause { seconds }, &[]);
    play.oracle(&at.pauser, oracle::ExecuteMsg::Pause { seconds });
    play.distributor(&at.pauser, distributor::ExecuteMsg::Pause { seconds }, &[]);
    play.market(&at.pauser, marketplace::ExecuteMsg::Pause { seconds }, &[]);
    play.world.advance(60);
    play.rig_msg(&at.pauser, RigMsg::Unpause {}, &[]);
    play.oracle(&at.pauser, oracle::ExecuteMsg::Unpause {});
    play.distributor(&at.pauser, distributor::ExecuteMsg::Unpause {}, &[]);
    play.market(&at.pauser, marketplace::ExecuteMsg::Unpause {}, &[]);

    let asset = Asset {
        symbol: "KAS".to_owned(),
        decimals: 8,
    };
    play.oracle(&owner, oracle::ExecuteMsg::AddAsset { asset });
    let denom = PayoutDenom {
        denom: Denom::Native("ukas".to_owned()),
        asset: "KAS".to_owned(),
        decimals: 8,
    };
    play.distributor(&owner, distributor::ExecuteMsg::AddDenom { denom }, &[]);
    let denom = "ukas".to_owned();
    play.market(&owner, marketplace::ExecuteMsg::AddDenom { denom }, &[]);
    let lower = distributor::ExecuteMsg::LowerFees {
        protocol_fee_bps: Some(90),
        sale_fee_bps: Some(150),
    };
    play.distributor(&owner, lower, &[]);
    let lower = marketplace::ExecuteMsg::LowerFee { fee_bps: 70 };
    play.market(&owner, lower, &[]);
}

pub fn reporters(play: &mut Play) {
    let owner = play.world.at.owner.clone();
    let mut reporters = play.world.setup.reporter_config();
    reporters.report_spread_bps = 150;
    reporters
        .reporters
        .push(ReporterKey::derive("eve").reporter(5));
    play.oracle(&owner, oracle::ExecuteMsg::ChangeReporters { reporters });
}

pub fn equivocation(play: &mut Play, epoch: u32) {
    let signed = |gross| {
        let batch: Batch = World::batches(epoch, &[(1, gross)], None).remove(0);
        Box::new(play.world.sign(3, batch).unwrap())
    };
    let (first, second) = (signed(1), signed(2));
    let stranger = play.who("stranger");
    play.oracle(
        &stranger,
        oracle::ExecuteMsg::ProveEquivocation { first, second },
    );
}
