//! Asks, offers and purchases.

use cosmwasm_std::{coin, Addr};
use rigshare_types::marketplace::{self, Purchase};

use super::HOUR;
use crate::play::Play;
use crate::verbs::number;

pub fn trading(play: &mut Play, rig: u32, operator: &Addr) {
    let (ann, bob, cai) = (play.who("ann"), play.who("bob"), play.who("cai"));
    let token = play.buy(&ann, rig, 8, 1_100);
    play.approve(&ann, &token);
    play.ask(&ann, &token, 9_000, HOUR);
    play.ask(&ann, &token, 10_000, HOUR);
    let token_id = token.clone();
    play.market(&ann, marketplace::ExecuteMsg::CancelAsk { token_id }, &[]);
    play.ask(&ann, &token, 10_001, HOUR);
    play.world.fund(&cai, 10_001, "uusdc").unwrap();
    let buy = marketplace::ExecuteMsg::Buy {
        purchases: vec![Purchase {
            token_id: token.clone(),
            limit: coin(11_000, "uusdc"),
            least_shares: 8,
            latest_lease_end_seconds: None,
        }],
        deadline_seconds: play.world.now(),
        recipient: Some(bob.to_string()),
    };
    play.market(&cai, buy, &[coin(10_001, "uusdc")]);

    // An offer for the token, taken back; one for the rig, accepted with an ask standing.
    play.world.fund(&cai, 5_000, "uusdc").unwrap();
    let offer = marketplace::ExecuteMsg::OfferForToken {
        token_id: token.clone(),
        least_shares: 8,
        latest_lease_end_seconds: None,
        expires_seconds: play.world.now() + HOUR,
    };
    let offer = number(&play.market(&cai, offer, &[coin(5_000, "uusdc")]));
    play.market(&cai, marketplace::ExecuteMsg::CancelOffer { offer }, &[]);
    play.approve(&bob, &token);
    play.ask(&bob, &token, 20_000, HOUR);
    let offer = play.offer_for_rig(&cai, rig, 1_500, 13_000);
    let accept = marketplace::ExecuteMsg::AcceptOffer {
        offer,
        token_id: token.clone(),
        least_price: coin(12_000, "uusdc"),
        deadline_seconds: play.world.now(),
    };
    play.market(&bob, accept, &[]);

    // What nobody took is cleaned away.
    play.approve(&cai, &token);
    play.ask(&cai, &token, 20_000, HOUR);
    let offer = play.offer_for_rig(&ann, rig, 100, 1_000);
    play.world.advance(HOUR);
    let clean = marketplace::ExecuteMsg::Clean {
        asks: vec![token],
        offers: vec![offer],
    };
    play.market(&bob, clean, &[]);
    let protocol = play.world.at.protocol.clone();
    for who in [&cai, operator, &protocol] {
        let denoms = vec!["uusdc".to_owned()];
        play.market(who, marketplace::ExecuteMsg::Withdraw { denoms }, &[]);
    }
}
