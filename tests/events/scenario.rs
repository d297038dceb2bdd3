//! A season in which every message of every contract succeeds at least once.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    coin, to_json_binary, Addr, Binary, Coin, Deps, DepsMut, Empty, Env, MessageInfo, Response,
    StdResult, Uint128,
};
use cw721::receiver::Cw721ReceiveMsg;
use cw721::Action;
use cw_multi_test::{ContractWrapper, Executor};
use rigshare_chain::Included;
use rigshare_suite::{ReporterKey, Setup, World};
use rigshare_types::batch::{
    Batch, MarketObservation, NetworkObservation, PoolObservation, PriceObservation,
};
use rigshare_types::distributor::{self, Cw20Payload, PayoutDenom, RigEpoch};
use rigshare_types::events::{Asked, Migrated, Offered, RigRegistered, ShareMinted};
use rigshare_types::marketplace::{self, Purchase};
use rigshare_types::nft::{self, NewRig, RigMsg, Sale};
use rigshare_types::oracle::{self, Asset, Reporter};
use rigshare_types::units::Denom;

use crate::play::Play;

const HOUR: u64 = 3_600;

impl Play {
    fn nft(&mut self, sender: &Addr, msg: nft::ExecuteMsg) -> Included {
        let contract = self.world.at.hashrate_nft.clone();
        self.act(sender, &contract, &msg, &[])
    }

    fn rig_msg(&mut self, sender: &Addr, msg: RigMsg, funds: &[Coin]) -> Included {
        let contract = self.world.at.hashrate_nft.clone();
        self.act(
            sender,
            &contract,
            &nft::ExecuteMsg::UpdateExtension { msg },
            funds,
        )
    }

    fn oracle(&mut self, sender: &Addr, msg: oracle::ExecuteMsg) -> Included {
        let contract = self.world.at.oracle.clone();
        self.act(sender, &contract, &msg, &[])
    }

    fn distributor(&mut self, sender: &Addr, msg: distributor::ExecuteMsg, funds: &[Coin]) {
        let contract = self.world.at.distributor.clone();
        self.act(sender, &contract, &msg, funds);
    }

    fn market(&mut self, sender: &Addr, msg: marketplace::ExecuteMsg, funds: &[Coin]) -> Included {
        let contract = self.world.at.marketplace.clone();
        self.act(sender, &contract, &msg, funds)
    }

    fn who(&mut self, name: &str) -> Addr {
        self.world.account(name)
    }

    fn register(&mut self, operator: &Addr, rig: NewRig) -> u32 {
        let rig = Box::new(rig);
        let response = self.rig_msg(operator, RigMsg::RegisterRig { rig }, &[]);
        let found = response
            .events
            .iter()
            .find_map(|event| RigRegistered::try_from(event).ok());
        found.unwrap().rig
    }

    fn decide(&mut self, rig: u32, approve: bool) {
        let registrar = self.world.at.registrar.clone();
        self.rig_msg(&registrar, RigMsg::DecideRig { rig, approve }, &[]);
    }

    fn sell(&mut self, operator: &Addr, rig: u32, price: u128, allow_list_only: bool) {
        let sale = Sale {
            price_per_share: Uint128::new(price),
            opens_seconds: self.world.now(),
            closes_seconds: self.world.now() + 30 * 86_400,
            least_shares: 1,
            most_per_wallet: 90,
            allow_list_only,
        };
        self.rig_msg(operator, RigMsg::OpenSale { rig, sale }, &[]);
    }

    fn buy(&mut self, buyer: &Addr, rig: u32, shares: u64, price: u128) -> String {
        self.world
            .fund(buyer, price * u128::from(shares), "uusdc")
            .unwrap();
        let msg = RigMsg::Buy {
            rig,
            shares,
            recipient: None,
        };
        let paid = [coin(price * u128::from(shares), "uusdc")];
        minted(&self.rig_msg(buyer, msg, &paid)).remove(0)
    }

    fn approve(&mut self, owner: &Addr, token_id: &str) {
        let spender = self.world.at.marketplace.to_string();
        self.nft(
            owner,
            nft::ExecuteMsg::Approve {
                spender,
                token_id: token_id.to_owned(),
                expires: None,
            },
        );
    }

    fn ask(&mut self, seller: &Addr, token_id: &str, price: u128, seconds: u64) {
        let ask = marketplace::ExecuteMsg::Ask {
            token_id: token_id.to_owned(),
            price: coin(price, "uusdc"),
            expires_seconds: self.world.now() + seconds,
        };
        let response = self.market(seller, ask, &[]);
        assert!(response
            .events
            .iter()
            .any(|event| Asked::try_from(event).is_ok()));
    }

    fn offer_for_rig(&mut self, buyer: &Addr, rig: u32, per_share: u128, escrow: u128) -> u64 {
        self.world.fund(buyer, escrow, "uusdc").unwrap();
        let offer = marketplace::ExecuteMsg::OfferForRig {
            rig,
            price_per_share: Uint128::new(per_share),
            least_shares: 1,
            latest_lease_end_seconds: None,
            expires_seconds: self.world.now() + HOUR,
        };
        number(&self.market(buyer, offer, &[coin(escrow, "uusdc")]))
    }

    fn relay(&mut self, epoch: u32, rigs: &[(u32, u128)]) {
        let market = market_figures();
        self.world.advance_to(self.world.clock().end_of(epoch));
        let batches = (0..4)
            .map(|index| {
                let batch = World::batches(epoch, rigs, Some(&market)).remove(0);
                self.world.sign(index, batch).unwrap()
            })
            .filter(|signed| !self.index.suspended.contains(&signed.reporter))
            .collect();
        let relayer = self.world.relayer();
        self.oracle(&relayer, oracle::ExecuteMsg::Relay { batches });
    }

    fn finalize(&mut self, epoch: u32, rigs: &[(u32, u128)]) {
        let window = self.world.setup.timing.window_seconds;
        self.world
            .advance_to(self.world.clock().end_of(epoch) + window);
        let relayer = self.world.relayer();
        let rigs = rigs.iter().map(|(rig, _)| *rig).collect();
        self.oracle(&relayer, oracle::ExecuteMsg::Finalize { epoch, rigs });
    }

    fn settle(&mut self, payer: &Addr, items: &[RigEpoch]) {
        let due = self.world.due(items).unwrap();
        let items = items.to_vec();
        let mut coins = Vec::new();
        for total in due.totals {
            let amount = total.amount.u128();
            self.world.fund_denom(payer, amount, &total.denom).unwrap();
            match total.denom {
                Denom::Native(denom) => coins.push(coin(amount, denom)),
                Denom::Cw20(contract) => {
                    let items = items.clone();
                    let msg = cw20::Cw20ExecuteMsg::Send {
                        contract: self.world.at.distributor.to_string(),
                        amount: total.amount,
                        msg: to_json_binary(&Cw20Payload::Settle { items }).unwrap(),
                    };
                    self.act(payer, &Addr::unchecked(contract), &msg, &[]);
                    return;
                }
            }
        }
        self.distributor(payer, distributor::ExecuteMsg::Settle { items }, &coins);
    }

    fn claim(&mut self, holder: &Addr, rigs: &[u32]) {
        let msg = distributor::ExecuteMsg::Claim {
            rigs: rigs.to_vec(),
            holder: None,
            to: None,
        };
        self.distributor(holder, msg, &[]);
    }

    fn hand_over(&mut self, contract: &Addr, from: &Addr, to: &Addr) {
        let transfer = Action::TransferOwnership {
            new_owner: to.to_string(),
            expiry: None,
        };
        for (sender, action) in [(from, transfer), (to, Action::AcceptOwnership)] {
            if *contract == self.world.at.hashrate_nft {
                self.nft(sender, nft::ExecuteMsg::UpdateCreatorOwnership(action));
            } else {
                let msg = oracle::ExecuteMsg::UpdateOwnership(action);
                self.act(sender, contract, &msg, &[]);
            }
        }
    }
}

fn minted(response: &Included) -> Vec<String> {
    let minted = response
        .events
        .iter()
        .filter_map(|event| ShareMinted::try_from(event).ok());
    minted.map(|event| event.token_id).collect()
}

fn number(response: &Included) -> u64 {
    let offered = response
        .events
        .iter()
        .find_map(|event| Offered::try_from(event).ok());
    offered.unwrap().offer
}

fn market_figures() -> MarketObservation {
    let price = |asset: &str, usd: u128| PriceObservation {
        asset: asset.to_owned(),
        nano_per_coin: Uint128::new(usd * 1_000_000_000),
    };
    MarketObservation {
        prices: vec![price("BTC", 100_000), price("USDC", 1)],
        networks: vec![NetworkObservation {
            coin: "BTC".to_owned(),
            hashes_per_block: Uint128::new(600_000_000_000_000_000_000_000),
            reward_per_block: Uint128::new(317_500_000),
        }],
        pools: vec![PoolObservation {
            pool: "Braiins".to_owned(),
            coin: "BTC".to_owned(),
            hashrate_hs: Uint128::new(15_000_000_000_000_000_000),
        }],
    }
}

fn at(rig: u32, epoch: u32) -> RigEpoch {
    RigEpoch { rig, epoch }
}

/// A contract that takes tokens.
#[cw_serde]
enum TakerMsg {
    ReceiveNft(Cw721ReceiveMsg),
}

fn taker(world: &mut World) -> Addr {
    fn take(_: DepsMut, _: Env, _: MessageInfo, _: TakerMsg) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn born(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }
    fn asked(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        Ok(Binary::default())
    }
    let code = world
        .chain
        .app
        .store_code(Box::new(ContractWrapper::new(take, born, asked)));
    let owner = world.at.owner.clone();
    world
        .chain
        .app
        .instantiate_contract(code, owner, &Empty {}, &[], "taker", None)
        .unwrap()
}

/// Plays the whole season.
pub fn season() -> Play {
    let mut play = Play::new();
    let (operator, ann, bob) = (play.who("operator"), play.who("ann"), play.who("bob"));
    let epoch = play.world.epoch().unwrap() + 1;

    let rigs = registering(&mut play, &operator);
    let tokens = selling(&mut play, &operator, rigs);
    ownership(&mut play, &tokens);
    trading(&mut play, rigs[0], &operator);
    roles(&mut play);
    reporters(&mut play);

    // Epoch 1: everything is reported and settled.
    let grosses: Vec<(u32, u128)> = rigs.iter().map(|rig| (*rig, 50_000)).collect();
    play.relay(epoch, &grosses);
    equivocation(&mut play, epoch);
    play.finalize(epoch, &grosses);
    for rig in rigs {
        play.settle(&operator, &[at(rig, epoch)]);
    }
    play.claim(&ann, &[rigs[0]]);
    let checkpoint = distributor::ExecuteMsg::Checkpoint {
        holder: bob.to_string(),
        rigs: rigs[..1].to_vec(),
    };
    play.distributor(&ann, checkpoint, &[]);

    money(&mut play, &operator, rigs, epoch, &grosses);
    let retire = RigMsg::RetireRig { rig: rigs[2] };
    play.rig_msg(&operator, retire, &[]);
    play
}

fn registering(play: &mut Play, operator: &Addr) -> [u32; 3] {
    let mut first = play.world.sample_rig();
    first.electricity_nano_per_kwh = Uint128::new(50_000_000);
    first.service_fee_bps = 500;
    let first = play.register(operator, first);
    play.decide(first, true);
    let mut second = play.world.sample_rig();
    second.payout = Denom::Native("uusdc".to_owned());
    let second = play.register(operator, second);
    play.decide(second, true);
    let mut third = play.world.sample_rig();
    third.payout = Denom::Cw20(play.world.at.cw20.to_string());
    let third = play.register(operator, third);
    play.decide(third, true);
    let fourth = play.world.sample_rig();
    let fourth = play.register(operator, fourth);
    play.decide(fourth, false);

    for watts in [1_400, 1_300] {
        let lower = RigMsg::LowerTerms {
            rig: first,
            watts: Some(watts),
            electricity_nano_per_kwh: None,
            service_fee_bps: None,
        };
        play.rig_msg(operator, lower, &[]);
    }
    let successor = play.who("successor");
    for (from, to) in [(operator, Some(&successor)), (operator, None)] {
        let operator = to.map(Addr::to_string);
        play.rig_msg(
            from,
            RigMsg::ProposeOperator {
                rig: second,
                operator,
            },
            &[],
        );
    }
    for (from, to) in [(operator, &successor), (&successor, operator)] {
        let proposed = Some(to.to_string());
        let propose = RigMsg::ProposeOperator {
            rig: second,
            operator: proposed,
        };
        play.rig_msg(from, propose, &[]);
        play.rig_msg(to, RigMsg::AcceptOperator { rig: second }, &[]);
    }
    [first, second, third]
}

fn selling(play: &mut Play, operator: &Addr, rigs: [u32; 3]) -> Vec<String> {
    let (ann, bob) = (play.who("ann"), play.who("bob"));
    let listed = RigMsg::ChangeBuyers {
        rig: rigs[0],
        add: vec![ann.to_string(), bob.to_string()],
        remove: vec![],
    };
    play.rig_msg(operator, listed, &[]);
    play.sell(operator, rigs[0], 1_000, true);
    let mut tokens = vec![play.buy(&ann, rigs[0], 40, 1_000)];
    play.world.advance(HOUR);
    tokens.push(play.buy(&bob, rigs[0], 20, 1_000));
    play.sell(operator, rigs[0], 1_100, false);
    for rig in [rigs[1], rigs[2]] {
        play.sell(operator, rig, 777, false);
        tokens.push(play.buy(&ann, rig, 10, 777));
        tokens.push(play.buy(&bob, rig, 3, 777));
    }
    play.rig_msg(operator, RigMsg::StopSale { rig: rigs[1] }, &[]);
    tokens
}

fn ownership(play: &mut Play, tokens: &[String]) {
    let (ann, bob, cai) = (play.who("ann"), play.who("bob"), play.who("cai"));
    play.approve(&ann, &tokens[0]);
    let spender = play.world.at.marketplace.to_string();
    let token_id = tokens[0].clone();
    play.nft(&ann, nft::ExecuteMsg::Revoke { spender, token_id });
    let all = nft::ExecuteMsg::ApproveAll {
        operator: cai.to_string(),
        expires: None,
    };
    play.nft(&ann, all);
    let operator = cai.to_string();
    play.nft(&ann, nft::ExecuteMsg::RevokeAll { operator });
    play.world.advance(HOUR);
    let split = RigMsg::Split {
        token_id: tokens[0].clone(),
        parts: vec![5, 5, 10, 20],
    };
    let parts = minted(&play.rig_msg(&ann, split, &[]));
    let merge = RigMsg::Merge {
        token_ids: vec![parts[0].clone(), parts[1].clone()],
    };
    let merged = minted(&play.rig_msg(&ann, merge, &[])).remove(0);
    play.world.advance(HOUR);
    let transfer = nft::ExecuteMsg::TransferNft {
        recipient: cai.to_string(),
        token_id: merged,
    };
    play.nft(&ann, transfer);
    let send = nft::ExecuteMsg::SendNft {
        contract: taker(&mut play.world).to_string(),
        token_id: tokens[3].clone(),
        msg: Binary::default(),
    };
    play.nft(&bob, send);
    play.world.advance(30 * HOUR);
    let token_id = parts[2].clone();
    play.nft(&ann, nft::ExecuteMsg::Burn { token_id });
    let owner = play.world.at.owner.clone();
    play.nft(
        &owner,
        nft::ExecuteMsg::UpdateCollectionInfo {
            collection_info: cw721::msg::CollectionInfoMsg {
                name: Some("Rigshare II".to_owned()),
                symbol: None,
                extension: None,
            },
        },
    );
}

fn trading(play: &mut Play, rig: u32, operator: &Addr) {
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

fn roles(play: &mut Play) {
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

fn reporters(play: &mut Play) {
    let owner = play.world.at.owner.clone();
    let newcomer = ReporterKey::derive("eve");
    let setup = Setup::default();
    let mut config = oracle::ReporterConfig {
        reporters: vec![],
        faulty: setup.faulty,
        quorum: setup.quorum,
        report_spread_bps: 150,
        market_spread_bps: setup.market_spread_bps,
        plausible_tolerance_bps: setup.plausible_tolerance_bps,
    };
    for (key, id) in play.world.reporters.iter().chain([&newcomer]).zip(1..) {
        config.reporters.push(Reporter {
            id,
            name: key.name().to_owned(),
            public_key: key.public_key(),
        });
    }
    let reporters = config;
    play.oracle(&owner, oracle::ExecuteMsg::ChangeReporters { reporters });
}

fn equivocation(play: &mut Play, epoch: u32) {
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

fn money(play: &mut Play, operator: &Addr, rigs: [u32; 3], epoch: u32, grosses: &[(u32, u128)]) {
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

/// What a migration of the oracle from an older version tells.
pub fn migration_event() -> Migrated {
    let mut world = World::new(Setup::default()).unwrap();
    let contract = world.at.oracle.clone();
    let version = serde_json::json!({
        "contract": oracle_name(),
        "version": "0.0.1",
    });
    world
        .chain
        .app
        .contract_storage_mut(&contract)
        .set(b"contract_info", version.to_string().as_bytes());
    let code_id = world
        .chain
        .app
        .wrap()
        .query_wasm_contract_info(&contract)
        .unwrap()
        .code_id;
    let owner = world.at.owner.clone();
    let response = world
        .chain
        .app
        .migrate_contract(owner, contract, &oracle::MigrateMsg {}, code_id)
        .unwrap();
    let event = response
        .events
        .iter()
        .find_map(|event| Migrated::try_from(event).ok());
    event.unwrap()
}

fn oracle_name() -> &'static str {
    ::oracle::contract::CONTRACT_NAME
}
