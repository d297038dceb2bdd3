//! How long the embedded chain takes for a large season: 30 rigs, 1,000 holders, 90 days and 5,000
//! transfers, every message through the contracts' own code, every report signed by four reporters.
//!
//! `cargo bench -p rigshare-suite` runs it; without `--bench` (as under `cargo test`) it does nothing.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::time::{Duration, Instant};

use cosmwasm_std::Addr;
use rigshare_suite::{Setup, World};
use rigshare_types::distributor::RigEpoch;

const RIGS: usize = 30;
const HOLDERS: usize = 1_000;
const DAYS: u32 = 90;
const TRANSFERS: usize = 5_000;
const GOAL_SECONDS: u64 = 30;

/// A token, its rig's index and its owner's.
struct Token {
    id: String,
    rig: usize,
    owner: usize,
}

fn main() {
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("skipped: the large season runs under `cargo bench` only");
        return;
    }
    let begun = Instant::now();
    let mut world = World::new(Setup::default()).unwrap();
    let (rigs, holders, mut tokens) = sell_everything(&mut world);
    let sold = begun.elapsed();

    let mut numbers = Numbers(7);
    let mut transfers = 0;
    let mut settling = Duration::ZERO;
    let first_epoch = world.epoch().unwrap() + 1;
    let payer = world.account("payer");
    for day in 0..DAYS {
        let epoch = first_epoch + day;
        world.advance_to(world.clock().start_of(epoch) + 1);
        let today = TRANSFERS * (day as usize + 1) / DAYS as usize;
        while transfers < today {
            let token = numbers.below(tokens.len());
            let to = numbers.below(holders.len());
            let Token { id, owner, .. } = &tokens[token];
            if *owner == to {
                continue;
            }
            world.advance(10);
            world.transfer(&holders[*owner], &holders[to], id).unwrap();
            tokens[token].owner = to;
            transfers += 1;
        }
        let gross: Vec<_> = rigs
            .iter()
            .map(|rig| (*rig, 50_000 + u128::from(*rig)))
            .collect();
        world.report(epoch, &gross, None).unwrap();
        let settle_begun = Instant::now();
        let items: Vec<_> = rigs
            .iter()
            .map(|rig| RigEpoch { rig: *rig, epoch })
            .collect();
        world.settle(&payer, &items).unwrap();
        settling += settle_begun.elapsed();
    }
    let mut claims = 0;
    for (index, holder) in holders.iter().enumerate() {
        let mut of: Vec<u32> = tokens
            .iter()
            .filter(|token| token.owner == index)
            .map(|token| rigs[token.rig])
            .collect();
        of.sort_unstable();
        of.dedup();
        if !of.is_empty() {
            world.claim(holder, &of).unwrap();
            claims += 1;
        }
    }
    let took = begun.elapsed();
    println!(
        "  sold {} tokens in {:.2} s",
        tokens.len(),
        sold.as_secs_f64()
    );
    println!(
        "  settled {DAYS} x {RIGS} epochs in {:.2} s",
        settling.as_secs_f64()
    );
    println!("  {transfers} transfers, {claims} claims");
    println!(
        "embedded chain, {RIGS} rigs, {HOLDERS} holders, {DAYS} days, {TRANSFERS} transfers: \
         {:.2} s (goal: under {GOAL_SECONDS} s)",
        took.as_secs_f64()
    );
    assert!(
        took < Duration::from_secs(GOAL_SECONDS),
        "the goal is missed"
    );
}

/// Registers the rigs and sells all of their shares: three tokens to every holder and more.
fn sell_everything(world: &mut World) -> (Vec<u32>, Vec<Addr>, Vec<Token>) {
    let mut rigs = Vec::new();
    let operator = world.account("operator");
    let payer = world.account("payer");
    world
        .fund(&payer, 1_000_000_000_000, "factory/wrapper/ubtc")
        .unwrap();
    for _ in 0..RIGS {
        let rig = world.sample_rig();
        let rig = world.approved_rig(&operator, rig).unwrap();
        world.open_sale(rig, 1_000).unwrap();
        rigs.push(rig);
    }
    let holders: Vec<Addr> = (0..HOLDERS)
        .map(|number| world.account(&format!("holder {number}")))
        .collect();
    let mut tokens = Vec::new();
    // 100 shares a rig, one a token: 3,000 tokens, three a holder.
    for (index, rig) in rigs.iter().enumerate() {
        for share in 0..100 {
            let owner = (index * 100 + share) % HOLDERS;
            let holder = holders[owner].clone();
            world.fund(&holder, 1_000, "uusdc").unwrap();
            let id = world.buy(&holder, *rig, 1).unwrap();
            tokens.push(Token {
                id,
                rig: index,
                owner,
            });
        }
    }
    (rigs, holders, tokens)
}

/// Numbers that look random and are the same in every run (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }
}
