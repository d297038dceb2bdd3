//! Settlements, defaults, cures, claims and withdrawals.

use cosmwasm_std::{coin, Addr};
use rigshare_types::distributor;

use super::at;
use crate::play::Play;

pub fn money(
    play: &mut Play,
    operator: &Addr,
    rigs: [u32; 3],
    epoch: u32,
    grosses: &[(u32, u128)],
) {
    let (ann, bob, cai) = (play.who("ann"), play.who("bob"), play.who("cai"));
    let vault = play.who("vault");
    let address = Some(vault.to_string());
    play.distributor(
        &bob,
        distributor::ExecuteMsg::SetPayoutAddress { address },
        &[],
    );
    let claim = distributor::ExecuteMsg::Claim {
        rigs: vec![rigs[0]],
        holder: Some(bob.to_string()),
        to: None,
    };
    play.distributor(&cai, claim, &[]);
    let address = None;
    play.distributor(
        &bob,
        distributor::ExecuteMsg::SetPayoutAddress { address },
        &[],
    );
    play.distributor(
        &cai,
        distributor::ExecuteMsg::BookProceeds {
            rigs: rigs.to_vec(),
        },
        &[],
    );
    let withdraw = distributor::ExecuteMsg::Withdraw {
        rigs: vec![rigs[0]],
    };
    play.distributor(operator, withdraw, &[]);

    // Nobody settles epoch 2. The first rig's account has nothing of its payout denom, the second's
    // has more than the 10 satoshi that it mined: 10,000 uusdc, of which 13 of 100 shares are due.
    let epoch = epoch + 1;
    let mut grosses = grosses.to_vec();
    grosses[1].1 = 10;
    play.relay(epoch, &grosses);
    play.finalize(epoch, &grosses);
    let grace = play.world.setup.grace.seconds;
    play.world.advance(grace + 1);
    let caller = play.who("stranger");
    for rig in [rigs[0], rigs[1]] {
        play.distributor(
            &caller,
            distributor::ExecuteMsg::DefaultEpoch { rig, epoch },
            &[],
        );
    }
    let (drawn, _) = &play.index.closings[&(rigs[1], epoch)];
    // 90 bps on top, rounded up.
    assert_eq!(
        (drawn.outcome.as_str(), drawn.from_account.u128()),
        ("late", 1_300 + 12)
    );
    // The third pays, late.
    play.settle(operator, &[at(rigs[2], epoch)]);
    let short = play.index.money[&rigs[0]].outstanding.u128();
    assert!(short > 1);
    for amount in [1, short - 1] {
        play.world
            .fund(operator, amount, "factory/wrapper/ubtc")
            .unwrap();
        let cure = distributor::ExecuteMsg::Cure { rig: rigs[0] };
        play.distributor(operator, cure, &[coin(amount, "factory/wrapper/ubtc")]);
    }
    play.claim(&cai, &[rigs[0]]);

    // Of epoch 3 nobody hears anything.
    let epoch = epoch + 1;
    let deadline = play.world.setup.timing.outage_deadline_seconds;
    play.world
        .advance_to(play.world.clock().end_of(epoch) + deadline + 61);
    for rig in rigs {
        play.distributor(
            &caller,
            distributor::ExecuteMsg::CloseOutage { rig, epoch },
            &[],
        );
    }
    for holder in [&ann, &bob] {
        play.claim(holder, &rigs[1..]);
    }
    let treasury = play.who("treasury");
    let denoms = play
        .index
        .protocol
        .iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(denom, _)| denom.clone())
        .collect();
    let withdraw = distributor::ExecuteMsg::WithdrawProtocol { denoms };
    play.distributor(&treasury, withdraw, &[]);
}
