//! With what each contract is instantiated.

use cosmwasm_std::{to_json_binary, Binary, StdResult};
use rigshare_types::{distributor, marketplace, nft, oracle};

use crate::{Contract, Plan, SuiteConfig};

/// With what each contract is instantiated.
pub struct Messages<'a> {
    /// The rules and roles.
    pub config: &'a SuiteConfig,
    /// Where its peers will stand.
    pub at: &'a Plan,
}

impl Messages<'_> {
    /// The message of a contract, as JSON.
    ///
    /// # Errors
    /// It can't be written as JSON.
    pub fn of(&self, contract: Contract) -> StdResult<Binary> {
        match contract {
            Contract::HashrateNft => to_json_binary(&self.hashrate_nft()),
            Contract::Oracle => to_json_binary(&self.oracle()),
            Contract::Distributor => to_json_binary(&self.distributor()),
            Contract::Marketplace => to_json_binary(&self.marketplace()),
        }
    }

    fn hashrate_nft(&self) -> nft::InstantiateMsg {
        let config = self.config;
        nft::InstantiateMsg {
            name: config.name.clone(),
            symbol: config.symbol.clone(),
            description: config.description.clone(),
            clock: config.clock,
            quote_currency: config.quote_currency.clone(),
            owner: config.owner.clone(),
            registrar: config.registrar.clone(),
            pauser: config.pauser.clone(),
            distributor: self.at.distributor.to_string(),
            oracle: self.at.oracle.to_string(),
        }
    }

    fn oracle(&self) -> oracle::InstantiateMsg {
        let config = self.config;
        oracle::InstantiateMsg {
            owner: config.owner.clone(),
            pauser: config.pauser.clone(),
            hashrate_nft: self.at.hashrate_nft.to_string(),
            quote_currency: config.quote_currency.clone(),
            assets: config.oracle.assets.clone(),
            timing: config.oracle.timing,
            reporters: config.oracle.reporters.clone(),
        }
    }

    fn distributor(&self) -> distributor::InstantiateMsg {
        let config = self.config;
        distributor::InstantiateMsg {
            owner: config.owner.clone(),
            pauser: config.pauser.clone(),
            hashrate_nft: self.at.hashrate_nft.to_string(),
            oracle: self.at.oracle.to_string(),
            protocol_recipient: config.protocol.clone(),
            protocol_fee_bps: config.distributor.protocol_fee_bps,
            sale_fee_bps: config.distributor.sale_fee_bps,
            grace: config.distributor.grace,
            denoms: config.distributor.denoms.clone(),
        }
    }

    fn marketplace(&self) -> marketplace::InstantiateMsg {
        let config = self.config;
        marketplace::InstantiateMsg {
            owner: config.owner.clone(),
            pauser: config.pauser.clone(),
            hashrate_nft: self.at.hashrate_nft.to_string(),
            protocol_recipient: config.protocol.clone(),
            fee_bps: config.marketplace.fee_bps,
            denoms: config.marketplace.denoms.clone(),
        }
    }
}
