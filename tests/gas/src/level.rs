//! Fifty rigs with a crowd in the first of them, and the people whose transactions are measured.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};
use cosmwasm_std::{Addr, Coin, CosmosMsg, Uint128};
use rigshare_chain::{address_of, Included};
use rigshare_node::Options;
use rigshare_types::events::{RigRegistered, ShareMinted};
use rigshare_types::marketplace;
use rigshare_types::nft::{ExecuteMsg, RigMsg, Sale};
use rigshare_types::units::Denom;
use sha2::{Digest, Sha256};

use crate::stage::{Stage, Tx, BATCH, EPOCH_SECONDS, PAYOUT_DENOM, SALE_DENOM};

/// How many rigs are reported in one transaction.
pub const RIGS: u32 = 50;
/// How many rigs are settled, and claimed of, in one transaction.
pub const MANY: usize = 10;
/// How often each operation is tried; the worst counts.
pub const TRIES: usize = 3;
/// The hashrate of a rig: 100,000 shares.
pub const RIG_HASHRATE_HS: u128 = 100_000_000_000_000_000;
/// What a share costs from the operator.
pub const SHARE_PRICE: u128 = 1_000_000;
/// What a token of the market is asked for.
pub const ASK_PRICE: u128 = 2_500_000;

/// Rigs are registered in whole pages, so that the fifty of a level are in one batch.
const PAGE: u32 = rigshare_types::batch::PAGE_RIGS;
/// Gas that one message of the preparation may use.
const MESSAGE_GAS: u64 = 250_000;
/// Transactions of the preparation that wait to be included at a time.
const IN_FLIGHT: usize = 8;
/// How many people of the crowd sign; they have all its asks.
const SELLERS: usize = 10;

/// The roles of those whose transactions are measured; each is played by [`TRIES`] people.
pub const ROLES: [&str; 9] = [
    "sender", "receiver", "newcomer", "stranger", "buyer", "asker", "approver", "trader",
    "splitter",
];

/// Fifty rigs, their crowd, and those whose transactions are measured.
pub struct Level {
    /// How many holders, tokens and asks its crowd has.
    pub crowd: usize,
    /// Its rigs; the crowd is in the first.
    pub rigs: Vec<u32>,
    /// The first epoch of the rigs' term.
    pub start_epoch: u32,
    /// Operates the rigs and settles.
    pub operator: Addr,
    /// Claims of the first rig.
    pub claimer: Addr,
    /// Claims of ten rigs.
    pub claimer_of_many: Addr,
    /// Those whose transactions are measured, by role.
    pub people: BTreeMap<&'static str, Vec<Addr>>,
    /// The tokens that were bought, by owner.
    pub tokens: BTreeMap<Addr, Vec<String>>,
}

impl Level {
    /// The rig of the crowd.
    pub fn rig(&self) -> u32 {
        self.rigs.first().copied().unwrap_or_default()
    }

    /// The rigs of operations on ten.
    pub fn ten(&self) -> Vec<u32> {
        self.rigs.iter().copied().skip(1).take(MANY).collect()
    }

    /// The rig that is settled at once for many epochs.
    pub fn late(&self) -> u32 {
        self.rigs.get(MANY + 1).copied().unwrap_or_default()
    }

    /// Those of a role.
    ///
    /// # Errors
    /// There is no such role.
    pub fn role(&self, role: &str) -> Result<&[Addr]> {
        let people = self.people.get(role).map(Vec::as_slice);
        people.with_context(|| format!("nobody is a {role}"))
    }

    /// A token that somebody bought when the level was prepared.
    ///
    /// # Errors
    /// It bought fewer.
    pub fn token(&self, owner: &Addr, nth: usize) -> Result<String> {
        let tokens = self.tokens.get(owner).and_then(|all| all.get(nth));
        tokens
            .cloned()
            .with_context(|| format!("{owner} has no token {nth}"))
    }

    /// Registers the rigs, sells shares of them to a crowd and to those whose transactions are measured.
    ///
    /// # Errors
    /// A transaction is refused.
    pub fn prepare(stage: &mut Stage, number: u32, crowd: usize) -> Result<Self> {
        let mut names: Vec<String> = ["operator", "claimer", "claimer of many", "payer"]
            .iter()
            .map(|name| format!("{number} {name}"))
            .collect();
        for role in ROLES {
            names.extend((0..TRIES).map(|nth| format!("{number} {role} {nth}")));
        }
        names.extend((0..SELLERS).map(|nth| format!("{number} crowd {nth}")));
        let mut all = stage.people(&names)?.into_iter();
        let mut next = || all.next().context("a person is missing");
        let (operator, claimer, claimer_of_many, payer) = (next()?, next()?, next()?, next()?);
        let mut people = BTreeMap::new();
        for role in ROLES {
            let played: Result<Vec<Addr>> = (0..TRIES).map(|_| next()).collect();
            people.insert(role, played?);
        }
        let sellers: Vec<Addr> = all.collect();
        // Seconds for the preparation, and a second for each 150 of the crowd's buys and asks.
        let lead_seconds = 24 + u32::try_from(crowd)? * 3 / 150;
        let start_epoch = stage.epoch()? + 2 + lead_seconds / EPOCH_SECONDS;
        let rigs = register(stage, &operator, start_epoch, number)?;
        let mut level = Self {
            crowd,
            rigs,
            start_epoch,
            operator,
            claimer,
            claimer_of_many,
            people,
            tokens: BTreeMap::new(),
        };
        level.open_sales(stage, MANY + 2)?;
        level.sell_to_people(stage, &payer)?;
        // What is minted later is a step of its own in the rig's total, as of a rig that sells for days.
        stage.wait_for_epoch(stage.epoch()? + 1)?;
        level.gather_crowd(stage, &payer, &sellers)?;
        level.refuse_late(stage)?;
        Ok(level)
    }

    /// Refuses a level whose term began before it was prepared: holders would have parts of epochs only.
    ///
    /// # Errors
    /// It began.
    pub fn refuse_late(&self, stage: &Stage) -> Result<()> {
        let (epoch, start) = (stage.epoch()?, self.start_epoch);
        ensure!(
            epoch < start,
            "preparing took until epoch {epoch}, the rigs' term began with {start}: is the machine busy?"
        );
        Ok(())
    }

    /// Opens sales of the first so many rigs.
    ///
    /// # Errors
    /// A transaction is refused.
    pub fn open_sales(&self, stage: &Stage, rigs: usize) -> Result<()> {
        let sale = Sale {
            price_per_share: Uint128::new(SHARE_PRICE),
            opens_seconds: 0,
            closes_seconds: u64::MAX,
            least_shares: 1,
            most_per_wallet: 1_000_000,
            allow_list_only: false,
        };
        let open = self.rigs.iter().take(rigs).map(|rig| {
            let sale = sale.clone();
            stage.rig(RigMsg::OpenSale { rig: *rig, sale }, &[])
        });
        let open: Result<Vec<CosmosMsg>> = open.collect();
        stage.send(&self.operator, open?)?;
        Ok(())
    }

    /// Two tokens of two shares each for everybody but newcomers and strangers, in one block.
    fn sell_to_people(&mut self, stage: &Stage, payer: &Addr) -> Result<()> {
        let mut buys = Vec::new();
        for (role, people) in &self.people {
            if !["newcomer", "stranger"].contains(role) {
                for person in people {
                    buys.push(buy(stage, self.rig(), 2, Some(person))?);
                    buys.push(buy(stage, self.rig(), 2, Some(person))?);
                }
            }
        }
        buys.push(buy(stage, self.rig(), 2, Some(&self.claimer))?);
        for rig in self.ten() {
            buys.push(buy(stage, rig, 2, Some(&self.claimer_of_many))?);
        }
        buys.push(buy(stage, self.late(), 2, Some(&self.claimer_of_many))?);
        let included = stage.send(payer, buys)?;
        self.note_tokens(&included);
        Ok(())
    }

    /// Notes whose the tokens are that a transaction minted.
    pub fn note_tokens(&mut self, included: &Included) {
        for event in included
            .events
            .iter()
            .filter_map(|event| ShareMinted::try_from(event).ok())
        {
            let owner = Addr::unchecked(event.owner);
            self.tokens.entry(owner).or_default().push(event.token_id);
        }
    }

    /// As many holders with a token each as the crowd has, and as many tokens that are asked for sale.
    fn gather_crowd(&mut self, stage: &Stage, payer: &Addr, sellers: &[Addr]) -> Result<()> {
        let mut buys = Vec::with_capacity(2 * self.crowd);
        let prefix = rigshare_chain::Chain::prefix(stage.node());
        for nth in 0..self.crowd {
            let digest = Sha256::digest(format!("{} crowd {nth}", self.rig()));
            let holder = address_of(prefix, digest.get(..20).unwrap_or_default())?;
            buys.push(buy(stage, self.rig(), 1, Some(&holder))?);
            let seller = sellers
                .get(nth % sellers.len())
                .context("there are no sellers")?;
            buys.push(buy(stage, self.rig(), 1, Some(seller))?);
        }
        for included in send_many(stage, vec![(payer.clone(), buys)])? {
            self.note_tokens(&included);
        }
        let expires_seconds = stage.world.time()? + 86_400;
        let mut asks = Vec::new();
        for seller in sellers {
            let operator = stage.world.at.marketplace.to_string();
            let approve = ExecuteMsg::ApproveAll {
                operator,
                expires: None,
            };
            let mut messages = vec![stage.nft(&approve)?];
            for (nth, token_id) in self.tokens.get(seller).into_iter().flatten().enumerate() {
                let ask = marketplace::ExecuteMsg::Ask {
                    token_id: token_id.clone(),
                    price: Coin::new(ASK_PRICE + u128::try_from(nth)?, SALE_DENOM),
                    expires_seconds,
                };
                messages.push(stage.market(&ask, &[])?);
            }
            asks.push((seller.clone(), messages));
        }
        let sent = send_many(stage, asks)?;
        ensure!(!sent.is_empty(), "the crowd asks nothing");
        Ok(())
    }
}

/// Buys shares of a rig from its operator.
pub fn buy(stage: &Stage, rig: u32, shares: u64, recipient: Option<&Addr>) -> Result<CosmosMsg> {
    let buy = RigMsg::Buy {
        rig,
        shares,
        recipient: recipient.map(Addr::to_string),
    };
    stage.rig(
        buy,
        &[Coin::new(SHARE_PRICE * u128::from(shares), SALE_DENOM)],
    )
}

/// Registers and approves a page of rigs, and says the numbers of the first fifty whole.
pub fn register(stage: &Stage, operator: &Addr, start_epoch: u32, number: u32) -> Result<Vec<u32>> {
    // The numbers begin at 1, those of a page at a multiple of its size.
    let count = if number == 0 { PAGE - 1 } else { PAGE };
    let rigs = (0..count).map(|nth| {
        let mut rig = stage.world.setup.sample_rig(start_epoch, 0);
        rig.worker = format!("worker-{number}-{nth}");
        rig.payout_address = format!("bc1q-payout-{number}-{nth}");
        rig.hashrate_hs = Uint128::new(RIG_HASHRATE_HS);
        rig.electricity_nano_per_kwh = Uint128::new(50_000_000);
        rig.service_fee_bps = 200;
        rig.payout = Denom::Native(PAYOUT_DENOM.to_owned());
        rig.sale_denom = SALE_DENOM.to_owned();
        stage.rig(RigMsg::RegisterRig { rig: Box::new(rig) }, &[])
    });
    let rigs: Result<Vec<CosmosMsg>> = rigs.collect();
    let included = stage.send(operator, rigs?)?;
    let registered = included
        .events
        .iter()
        .filter_map(|event| RigRegistered::try_from(event).ok());
    let mut rigs: Vec<u32> = registered.map(|event| event.rig).collect();
    let decisions = rigs.iter().map(|rig| {
        let decision = RigMsg::DecideRig {
            rig: *rig,
            approve: true,
        };
        stage.rig(decision, &[])
    });
    let decisions: Result<Vec<CosmosMsg>> = decisions.collect();
    stage.send(&stage.world.at.registrar, decisions?)?;
    rigs.truncate(usize::try_from(RIGS)?);
    let pages = (
        rigs.first().map(|rig| rig / PAGE),
        rigs.last().map(|rig| rig / PAGE),
    );
    ensure!(pages.0 == pages.1, "the rigs {rigs:?} are of two pages");
    Ok(rigs)
}

/// Sends what people do in as few transactions as there may be messages in one, several at a time.
pub fn send_many(stage: &Stage, work: Vec<(Addr, Vec<CosmosMsg>)>) -> Result<Vec<Included>> {
    let mut transactions = Vec::new();
    for (sender, messages) in work {
        for messages in messages.chunks(BATCH) {
            let messages = messages.to_vec();
            transactions.push(Tx {
                sender: sender.clone(),
                messages,
            });
        }
    }
    let mut included = Vec::with_capacity(transactions.len());
    let mut rest = transactions.into_iter();
    loop {
        let now: Vec<Tx> = rest.by_ref().take(IN_FLIGHT).collect();
        if now.is_empty() {
            return Ok(included);
        }
        let most = now
            .iter()
            .map(|tx| tx.messages.len())
            .max()
            .unwrap_or_default();
        let options = Options {
            gas_limit: Some(MESSAGE_GAS * (1 + u64::try_from(most)?)),
            ..Options::default()
        };
        included.extend(stage.send_all_with(now, &options)?);
    }
}
