//! Random messages against the naive model: the same are accepted, the same coins move, and what is
//! held is always exactly what offers and accounts add up to.

use std::cell::RefCell;
use std::collections::BTreeMap;

use cosmwasm_std::{coin, Addr, Coin, Uint128};
use cw_utils::Expiration;
use marketplace::error::ContractError;
use marketplace::state::{ACCOUNTS, ASKS, ASKS_BY_PRICE, OFFERS, OFFERS_BY_RIG};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rigshare_types::marketplace::{ExecuteMsg, OfferTarget, Purchase};

use crate::model::{Model, Token};
use crate::world::{addr, World, DENOM, FEE_BPS, OTHER};

const TRADERS: [&str; 3] = ["alice", "bob", "carol"];
const DENOMS: [&str; 2] = [DENOM, OTHER];

/// A step; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    Ask(usize, usize, u128, usize, u64),
    CancelAsk(usize, usize),
    /// Buyer, tokens, recipient, what is added to the limit and to what is attached.
    Buy(usize, Vec<usize>, Option<usize>, i8, i8),
    OfferForToken(usize, usize, u128, usize, u64, u64),
    OfferForRig(usize, u32, u128, u64, u128, usize, u64),
    CancelOffer(usize, usize),
    /// Seller, offer, token, what is added to the price as the least.
    Accept(usize, usize, usize, i8),
    Clean(Vec<usize>, Vec<usize>),
    Withdraw(usize, Vec<usize>),
    LowerFee(u16),
    Pause(u64),
    Transfer(usize, usize),
    Approve(usize),
    Revoke(usize),
    ApproveAll(usize, bool),
    Burn(usize),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let who = || 0..TRADERS.len();
    let token = || 0..8usize;
    let denom = || prop_oneof![2 => Just(0usize), 1 => Just(1)];
    let lasting = || prop_oneof![1 => Just(0u64), 12 => 20..200u64];
    let off = || prop_oneof![12 => Just(0i8), 1 => Just(-1), 1 => Just(1)];
    prop_oneof![
        8 => (who(), token(), 0..400u128, denom(), lasting())
            .prop_map(|(a, b, c, d, e)| Step::Ask(a, b, c, d, e)),
        1 => (who(), token()).prop_map(|(a, b)| Step::CancelAsk(a, b)),
        8 => (who(), prop::collection::vec(token(), 1..4), prop::option::of(who()), off(), off())
            .prop_map(|(a, b, c, d, e)| Step::Buy(a, b, c, d, e)),
        3 => (who(), token(), 1..400u128, denom(), 0..12u64, lasting())
            .prop_map(|(a, b, c, d, e, f)| Step::OfferForToken(a, b, c, d, e, f)),
        4 => (who(), 1..4u32, 0..20u128, 0..6u64, 1..300u128, denom(), lasting())
            .prop_map(|(a, b, c, d, e, f, g)| Step::OfferForRig(a, b, c, d, e, f, g)),
        1 => (who(), 0..6usize).prop_map(|(a, b)| Step::CancelOffer(a, b)),
        8 => (who(), 0..6usize, token(), off()).prop_map(|(a, b, c, d)| Step::Accept(a, b, c, d)),
        4 => (prop::collection::vec(token(), 0..2), prop::collection::vec(0..6usize, 0..2))
            .prop_map(|(a, b)| Step::Clean(a, b)),
        3 => (0..TRADERS.len() + 2, prop::collection::vec(0..DENOMS.len(), 1..3))
            .prop_map(|(a, b)| Step::Withdraw(a, b)),
        1 => (0..300u16).prop_map(Step::LowerFee),
        1 => (1..12u64).prop_map(Step::Pause),
        2 => (token(), who()).prop_map(|(a, b)| Step::Transfer(a, b)),
        6 => token().prop_map(Step::Approve),
        1 => token().prop_map(Step::Revoke),
        1 => (who(), any::<bool>()).prop_map(|(a, b)| Step::ApproveAll(a, b)),
        1 => token().prop_map(Step::Burn),
        3 => (1..60u64).prop_map(Step::Wait),
    ]
}

fn token_id(token: usize) -> String {
    (token + 1).to_string()
}

/// Eight tokens of the traders in rigs 1 to 3, of which the last two have 10 % and no royalty.
fn begin() -> (World, Model) {
    let mut world = World::new();
    // Burned ids of the usual world would get in the way of the model's list.
    for id in ["1", "2", "3"] {
        world.nft.burn(id);
    }
    world.nft.revoke_all(&addr("bob"), &world.here());
    world.nft.put_rig(2, &addr("operator"), 1_000);
    world.nft.put_rig(3, &addr("operator"), 0);
    let mut model = Model {
        now: world.now(),
        here: world.here(),
        operator: addr("operator"),
        protocol: addr("protocol"),
        royalties: BTreeMap::from([(1, 500), (2, 1_000), (3, 0)]),
        fee: u128::from(FEE_BPS),
        paused_until: 0,
        tokens: BTreeMap::new(),
        approved_all: vec![],
        asks: BTreeMap::new(),
        offers: BTreeMap::new(),
        last_offer: 0,
        accounts: BTreeMap::new(),
        wallets: BTreeMap::new(),
        reached: BTreeMap::new(),
    };
    for token in 0..8usize {
        let (id, owner) = (token_id(token), addr(TRADERS[token % 3]));
        let (rig, shares) = (1 + token as u32 % 3, 1 + token as u64 * 2);
        world.nft.mint(&id, rig, shares, &owner);
        let here = world.here();
        world.nft.approve(&id, &here, Expiration::Never {});
        model.tokens.insert(
            id,
            Token {
                rig,
                shares,
                owner,
                approved: true,
            },
        );
    }
    world.bank.clear();
    (world, model)
}

/// The message that a step means now, from whom and with what.
fn message(model: &Model, step: &Step) -> Option<(Addr, Vec<Coin>, ExecuteMsg)> {
    let trader = |number: usize| addr(TRADERS[number]);
    let offer_number = |number: &usize| {
        let numbers: Vec<u64> = model.offers.keys().copied().collect();
        let some = numbers.get(number % numbers.len().max(1));
        some.copied().unwrap_or(9_999)
    };
    let plus = |amount: u128, off: i8| amount.saturating_add_signed(i128::from(off));
    Some(match step {
        // Mostly the owner asks.
        Step::Ask(who, token, price, denom, lasting) => (
            match model.tokens.get(&token_id(*token)) {
                Some(token) if price % 8 != 0 => token.owner.clone(),
                _ => trader(*who),
            },
            vec![],
            ExecuteMsg::Ask {
                token_id: token_id(*token),
                price: coin(*price, DENOMS[*denom]),
                expires_seconds: model.now + lasting,
            },
        ),
        Step::CancelAsk(who, token) => (
            trader(*who),
            vec![],
            ExecuteMsg::CancelAsk {
                token_id: token_id(*token),
            },
        ),
        Step::Buy(who, tokens, recipient, limit_off, funds_off) => {
            let mut cost: BTreeMap<String, u128> = BTreeMap::new();
            // Mostly what the buyer can buy.
            let standing: Vec<&String> = model
                .asks
                .iter()
                .filter(|(id, ask)| model.stands(id) && ask.seller != trader(*who))
                .map(|(id, _)| id)
                .collect();
            let mut ids: Vec<String> = tokens
                .iter()
                .map(|&token| match standing.get(token % standing.len().max(1)) {
                    Some(id) if token > 0 => (*id).clone(),
                    _ => token_id(token),
                })
                .collect();
            if *limit_off == 0 {
                ids.sort();
                ids.dedup();
            }
            let purchases: Vec<Purchase> = ids
                .into_iter()
                .map(|token_id| {
                    let (price, denom) = model
                        .asks
                        .get(&token_id)
                        .map_or((7, DENOM.to_owned()), |ask| (ask.price, ask.denom.clone()));
                    *cost.entry(denom.clone()).or_default() += price;
                    Purchase {
                        token_id,
                        limit: coin(plus(price, *limit_off), denom),
                        least_shares: 1,
                        latest_lease_end_seconds: None,
                    }
                })
                .collect();
            let funds = cost
                .into_iter()
                .map(|(denom, amount)| coin(plus(amount, *funds_off), denom))
                .filter(|coin| !coin.amount.is_zero())
                .collect();
            (
                trader(*who),
                funds,
                ExecuteMsg::Buy {
                    purchases,
                    deadline_seconds: model.now,
                    recipient: recipient.map(|who| trader(who).into_string()),
                },
            )
        }
        Step::OfferForToken(who, token, amount, denom, least_shares, lasting) => (
            trader(*who),
            vec![coin(*amount, DENOMS[*denom])],
            ExecuteMsg::OfferForToken {
                token_id: token_id(*token),
                least_shares: *least_shares,
                latest_lease_end_seconds: None,
                expires_seconds: model.now + lasting,
            },
        ),
        Step::OfferForRig(who, rig, price, least_shares, amount, denom, lasting) => (
            trader(*who),
            vec![coin(*amount, DENOMS[*denom])],
            ExecuteMsg::OfferForRig {
                rig: *rig,
                price_per_share: Uint128::new(*price),
                least_shares: *least_shares,
                latest_lease_end_seconds: None,
                expires_seconds: model.now + lasting,
            },
        ),
        Step::CancelOffer(who, offer) => (
            trader(*who),
            vec![],
            ExecuteMsg::CancelOffer {
                offer: offer_number(offer),
            },
        ),
        Step::Accept(who, offer, token, off) => {
            let number = offer_number(offer);
            let offer = model.offers.get(&number);
            // Half of the time the owner sells the token that is wanted.
            let wanted = offer.and_then(|offer| offer.token.clone());
            let id = wanted
                .filter(|_| *who > 0)
                .unwrap_or_else(|| token_id(*token));
            let token = model.tokens.get(&id);
            let seller = match token {
                Some(token) if *off == 0 => token.owner.clone(),
                _ => trader(*who),
            };
            let (price, denom) = offer.map_or((1, DENOM.to_owned()), |offer| {
                let shares = token.map_or(1, |token| u128::from(token.shares));
                let factor = if offer.token.is_some() { 1 } else { shares };
                (offer.price * factor, offer.denom.clone())
            });
            (
                seller,
                vec![],
                ExecuteMsg::AcceptOffer {
                    offer: number,
                    token_id: id,
                    least_price: coin(plus(price, *off), denom),
                    deadline_seconds: model.now,
                },
            )
        }
        Step::Clean(tokens, offers) => (
            addr("stranger"),
            vec![],
            ExecuteMsg::Clean {
                asks: tokens.iter().map(|&token| token_id(token)).collect(),
                offers: offers.iter().map(offer_number).collect(),
            },
        ),
        Step::Withdraw(who, denoms) => {
            let names = ["alice", "bob", "carol", "operator", "protocol"];
            (
                addr(names[*who]),
                vec![],
                ExecuteMsg::Withdraw {
                    denoms: denoms
                        .iter()
                        .map(|&denom| DENOMS[denom].to_owned())
                        .collect(),
                },
            )
        }
        Step::LowerFee(fee_bps) => (
            addr("owner"),
            vec![],
            ExecuteMsg::LowerFee { fee_bps: *fee_bps },
        ),
        _ => return None,
    })
}

/// Steps that are not the marketplace's messages, done to both.
fn elsewhere(world: &mut World, model: &mut Model, step: &Step) {
    let here = world.here();
    match step {
        Step::Pause(seconds) => {
            let seconds = *seconds;
            if world.by("pauser", ExecuteMsg::Pause { seconds }).is_ok() {
                model.paused_until = model.now + seconds;
            }
        }
        Step::Transfer(token, to) => {
            let (id, to) = (token_id(*token), addr(TRADERS[*to]));
            if let Some(token) = model.tokens.get_mut(&id).filter(|token| token.owner != to) {
                token.owner = to.clone();
                token.approved = false;
                world.nft.transfer(&id, &to);
            }
        }
        Step::Approve(token) => {
            let id = token_id(*token);
            if let Some(token) = model.tokens.get_mut(&id) {
                token.approved = true;
                world.nft.approve(&id, &here, Expiration::Never {});
            }
        }
        Step::Revoke(token) => {
            let id = token_id(*token);
            if let Some(token) = model.tokens.get_mut(&id) {
                token.approved = false;
                world.nft.revoke(&id);
            }
        }
        Step::ApproveAll(who, approve) => {
            let owner = addr(TRADERS[*who]);
            model.approved_all.retain(|other| *other != owner);
            if *approve {
                model.approved_all.push(owner.clone());
                world.nft.approve_all(&owner, &here, Expiration::Never {});
            } else {
                world.nft.revoke_all(&owner, &here);
            }
        }
        // Tokens 1 to 6 live for ever, so that trade does not die out.
        Step::Burn(token) if *token >= 6 && model.tokens.remove(&token_id(*token)).is_some() => {
            world.nft.burn(&token_id(*token));
        }
        Step::Wait(seconds) => {
            world.wait(*seconds);
            model.now += seconds;
        }
        _ => {}
    }
}

fn compare(world: &World, model: &Model) {
    let storage = &world.deps.storage;
    let ascending = cosmwasm_std::Order::Ascending;
    let asks: BTreeMap<String, _> = ASKS
        .range(storage, None, None, ascending)
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(asks.len(), model.asks.len());
    for (id, ask) in &asks {
        let expected = &model.asks[id];
        assert_eq!(
            (&ask.seller, ask.price.amount.u128(), &ask.price.denom),
            (&expected.seller, expected.price, &expected.denom)
        );
        assert_eq!(ask.expires_seconds, expected.expires);
    }
    let places: Vec<_> = ASKS_BY_PRICE
        .keys_raw(storage, None, None, ascending)
        .collect();
    let mut expected: Vec<_> = asks
        .iter()
        .map(|(id, ask)| {
            let price = ask.price.amount.u128() / u128::from(ask.shares);
            let key = ASKS_BY_PRICE.key(((ask.rig, &ask.price.denom), price, id));
            // The map's namespace is not part of the keys of its range.
            key[2 + "asks_by_price".len()..].to_vec()
        })
        .collect();
    expected.sort();
    assert_eq!(places, expected);

    let offers: BTreeMap<u64, _> = OFFERS
        .range(storage, None, None, ascending)
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(offers.len(), model.offers.len());
    let mut held: BTreeMap<String, u128> = BTreeMap::new();
    let mut by_rig = Vec::new();
    for (number, offer) in &offers {
        let expected = &model.offers[number];
        assert_eq!(offer.buyer, expected.buyer);
        assert_eq!(offer.escrow, coin(expected.held, &expected.denom));
        let (rig, token) = match &offer.target {
            OfferTarget::Token { rig, token_id, .. } => (*rig, Some(token_id.clone())),
            OfferTarget::Rig { rig, .. } => (*rig, None),
        };
        assert_eq!((rig, token), (expected.rig, expected.token.clone()));
        by_rig.push((rig, *number));
        *held.entry(offer.escrow.denom.clone()).or_default() += offer.escrow.amount.u128();
    }
    by_rig.sort_unstable();
    let listed: Vec<(u32, u64)> = OFFERS_BY_RIG
        .keys(storage, None, None, ascending)
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(listed, by_rig);

    let accounts: BTreeMap<(Addr, String), u128> = ACCOUNTS
        .range(storage, None, None, ascending)
        .map(|entry| entry.map(|(key, amount)| (key, amount.u128())))
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(accounts, model.accounts);
    for ((_, denom), amount) in &accounts {
        assert_ne!(*amount, 0);
        *held.entry(denom.clone()).or_default() += amount;
    }
    for denom in DENOMS {
        let held = held.get(denom).copied().unwrap_or_default() as i128;
        assert_eq!(world.balance(&model.here, denom), held, "not solvent");
        for name in ["alice", "bob", "carol", "operator", "protocol"] {
            let wallet = model.wallets.get(&(addr(name), denom.to_owned()));
            assert_eq!(
                world.balance(&addr(name), denom),
                wallet.copied().unwrap_or_default(),
                "{name}'s {denom}"
            );
        }
    }
    for (id, token) in &model.tokens {
        assert_eq!(world.nft.token(id).unwrap().owner, token.owner);
    }
}

fn run(steps: &[Step], reached: &mut BTreeMap<&'static str, u32>) {
    let (mut world, mut model) = begin();
    for step in steps {
        match message(&model, step) {
            Some((sender, funds, msg)) => {
                let result = world.execute(&sender, &funds, msg.clone());
                let expected = model.execute(&sender, &funds, &msg);
                assert_eq!(
                    result.is_ok(),
                    expected,
                    "{sender} {funds:?} {msg:?}: {:?}",
                    result.err()
                );
                let refusal = match result {
                    Err(ContractError::StaleAsk { reason, .. }) => match reason {
                        rigshare_types::marketplace::StaleReason::Expired => "expired ask",
                        rigshare_types::marketplace::StaleReason::Gone => "ask of a burned token",
                        rigshare_types::marketplace::StaleReason::Sold => "ask of a sold token",
                        rigshare_types::marketplace::StaleReason::NotApproved => "revoked ask",
                    },
                    Err(ContractError::Pause(_)) => "paused",
                    Err(ContractError::AboveLimit { .. }) => "above the limit",
                    Err(ContractError::BelowLeast { .. }) => "below the least",
                    Err(ContractError::Funds(_)) => "wrong coins",
                    Err(ContractError::SoldToSelf { .. }) => "sold to itself",
                    Err(ContractError::EscrowExceeded { .. }) => "more than is held",
                    Err(_) => "refused otherwise",
                    Ok(_) => "accepted",
                };
                *model.reached.entry(refusal).or_default() += 1;
            }
            None => elsewhere(&mut world, &mut model, step),
        }
        compare(&world, &model);
    }
    for (what, times) in model.reached {
        *reached.entry(what).or_default() += times;
    }
}

#[test]
fn what_is_held_is_what_offers_and_accounts_add_up_to() {
    let full = std::env::var("RIGSHARE_FULL").is_ok_and(|value| value == "1");
    let config = Config {
        cases: if full { 4_000 } else { 96 },
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let reached = RefCell::new(BTreeMap::new());
    TestRunner::new_with_rng(config, rng)
        .run(&prop::collection::vec(step(), 150..250), |steps| {
            run(&steps, &mut reached.borrow_mut());
            Ok(())
        })
        .unwrap();
    let reached = reached.into_inner();
    for what in [
        "ask",
        "ask replaced",
        "ask cancelled",
        "ask cleaned",
        "expired ask",
        "ask of a burned token",
        "ask of a sold token",
        "revoked ask",
        "buy",
        "buy of many",
        "buy in two denoms",
        "buy for another",
        "offer for a token",
        "offer for a rig",
        "offer cancelled",
        "offer cleaned",
        "accept for a token",
        "accept for a rig",
        "accept with a surplus",
        "accept ends an ask",
        "withdraw",
        "withdraw while paused",
        "fee lowered",
        "paused",
        "above the limit",
        "below the least",
        "wrong coins",
        "sold to itself",
        "more than is held",
    ] {
        assert!(
            reached.get(what).is_some_and(|times| *times > 0),
            "never reached {what:?}: {reached:?}"
        );
    }
}
