//! The facts of the other contracts, read raw. What several epochs or rigs of one message share is
//! read once.

use cosmwasm_std::{Addr, QuerierWrapper};
use rigshare_types::nft::{Proceeds, RigFacts, CLOCK, MINTED, POSITIONS, PROCEEDS, RIGS};
use rigshare_types::oracle::{
    FinalNetwork, FinalPrice, FinalReport, Timing, ASSETS, NETWORKS, PRICES, REPORTS, TIMING,
};
use rigshare_types::pause::{PauseLog, PAUSES};
use rigshare_types::peer::{find_entry, read_entry, read_item, PeerError};
use share_ledger::{EpochClock, Schedule};

use crate::state::Config;

/// The two ledgers of facts.
pub struct Peers<'a> {
    querier: QuerierWrapper<'a>,
    nft: &'a Addr,
    oracle: &'a Addr,
    clock: Option<EpochClock>,
    pauses: Option<PauseLog>,
    decimals: Vec<(String, u8)>,
    prices: Vec<(String, u32, Option<FinalPrice>)>,
}

impl<'a> Peers<'a> {
    /// Those that the contract was born with.
    #[must_use]
    pub fn new(querier: QuerierWrapper<'a>, config: &'a Config) -> Self {
        Self {
            querier,
            nft: &config.hashrate_nft,
            oracle: &config.oracle,
            clock: None,
            pauses: None,
            decimals: Vec::new(),
            prices: Vec::new(),
        }
    }

    /// The suite's clock.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn clock(&mut self) -> Result<EpochClock, PeerError> {
        match self.clock {
            Some(clock) => Ok(clock),
            None => {
                let clock = read_item(&self.querier, self.nft, "clock", &CLOCK)?.clock;
                self.clock = Some(clock);
                Ok(clock)
            }
        }
    }

    /// What contracts need of a rig.
    ///
    /// # Errors
    /// [`PeerError`], also where the rig is unknown.
    pub fn rig(&self, rig: u32) -> Result<RigFacts, PeerError> {
        read_entry(&self.querier, self.nft, "rig", &RIGS, rig, rig)
    }

    /// All that is minted of a rig.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn minted(&self, rig: u32) -> Result<Schedule, PeerError> {
        let stored = read_entry(&self.querier, self.nft, "minted total", &MINTED, rig, rig)?;
        Ok(stored.schedule)
    }

    /// What a holder has of a rig.
    ///
    /// # Errors
    /// [`PeerError`], also where it never had a share of it.
    pub fn position(&self, holder: &Addr, rig: u32) -> Result<Schedule, PeerError> {
        let name = format!("{holder} in rig {rig}");
        let key = (holder, rig);
        let stored = read_entry(&self.querier, self.nft, "position", &POSITIONS, key, name)?;
        Ok(stored.schedule)
    }

    /// What a rig's primary sales have brought.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn proceeds(&self, rig: u32) -> Result<Proceeds, PeerError> {
        read_entry(&self.querier, self.nft, "proceeds", &PROCEEDS, rig, rig)
    }

    /// A rig's final report of an epoch, if there is one.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn report(&self, rig: u32, epoch: u32) -> Result<Option<FinalReport>, PeerError> {
        let name = format!("rig {rig}, epoch {epoch}");
        let key = (rig, epoch);
        find_entry(&self.querier, self.oracle, "report", &REPORTS, key, name)
    }

    /// The final price of an asset in an epoch, if there is one.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn price(&mut self, asset: &str, epoch: u32) -> Result<Option<FinalPrice>, PeerError> {
        let mut known = self.prices.iter();
        if let Some((_, _, price)) = known.find(|(of, at, _)| of == asset && *at == epoch) {
            return Ok(*price);
        }
        let name = format!("{asset}, epoch {epoch}");
        let entry = (asset, epoch);
        let price = find_entry(&self.querier, self.oracle, "price", &PRICES, entry, name)?;
        self.prices.push((asset.to_owned(), epoch, price));
        Ok(price)
    }

    /// The final network figures of a coin in an epoch, if there are any.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn network(&self, coin: &str, epoch: u32) -> Result<Option<FinalNetwork>, PeerError> {
        let name = format!("{coin}, epoch {epoch}");
        let key = (coin, epoch);
        find_entry(&self.querier, self.oracle, "network", &NETWORKS, key, name)
    }

    /// Decimals of an asset.
    ///
    /// # Errors
    /// [`PeerError`], also where the oracle does not know the asset.
    pub fn decimals(&mut self, asset: &str) -> Result<u8, PeerError> {
        if let Some((_, decimals)) = self.decimals.iter().find(|(of, _)| of == asset) {
            return Ok(*decimals);
        }
        let stored = read_entry(&self.querier, self.oracle, "asset", &ASSETS, asset, asset)?;
        self.decimals.push((asset.to_owned(), stored.decimals));
        Ok(stored.decimals)
    }

    /// The oracle's rules of time.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn timing(&self) -> Result<Timing, PeerError> {
        Ok(read_item(&self.querier, self.oracle, "timing", &TIMING)?.timing)
    }

    /// The oracle's pauses.
    ///
    /// # Errors
    /// [`PeerError`].
    pub fn oracle_pauses(&mut self) -> Result<PauseLog, PeerError> {
        if let Some(log) = &self.pauses {
            return Ok(log.clone());
        }
        let log = read_item(&self.querier, self.oracle, "pauses", &PAUSES)?;
        self.pauses = Some(log.clone());
        Ok(log)
    }
}
