//! Money: checks what is attached, and sends coins and cw20 tokens.

use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, Coin, CosmosMsg, MessageInfo, OverflowError, StdResult,
    Uint128, WasmMsg,
};
use rigshare_types::units::Denom;
use serde::Serialize;
use thiserror::Error;

/// Why the coins attached are not what was asked for.
#[derive(Debug, Error, PartialEq)]
pub enum FundsError {
    /// Nothing may be attached.
    #[error("takes no coins; {attached} attached")]
    NotPayable {
        /// What was attached.
        attached: String,
    },
    /// Not exactly the right coins.
    #[error("takes exactly {expected}; {attached} attached")]
    NotExact {
        /// What was asked for.
        expected: String,
        /// What was attached.
        attached: String,
    },
    /// Not exactly one coin.
    #[error("takes one coin above zero; {attached} attached")]
    NotOneCoin {
        /// What was attached.
        attached: String,
    },
}

/// Refuses coins.
///
/// # Errors
/// [`FundsError::NotPayable`].
pub fn refuse_coins(info: &MessageInfo) -> Result<(), FundsError> {
    if info.funds.is_empty() {
        Ok(())
    } else {
        Err(FundsError::NotPayable {
            attached: list(&info.funds),
        })
    }
}

/// Takes exactly `expected`: each denom once, nothing else, zeros left out on both sides. The caller
/// names no denom twice.
///
/// # Errors
/// [`FundsError::NotExact`].
pub fn take_exactly(info: &MessageInfo, expected: &[Coin]) -> Result<(), FundsError> {
    let wanted = || expected.iter().filter(|coin| !coin.amount.is_zero());
    let given = || info.funds.iter().filter(|coin| !coin.amount.is_zero());
    // No denom is wanted twice, so each one that is found is found in a place of its own; as many
    // places as are wanted leave none over.
    if wanted().count() == given().count() && wanted().all(|coin| given().any(|has| has == coin)) {
        Ok(())
    } else {
        Err(FundsError::NotExact {
            expected: list(expected),
            attached: list(&info.funds),
        })
    }
}

/// Takes one coin above zero, whatever its denom.
///
/// # Errors
/// [`FundsError::NotOneCoin`].
pub fn take_one_coin(info: &MessageInfo) -> Result<Coin, FundsError> {
    match info.funds.as_slice() {
        [coin] if !coin.amount.is_zero() => Ok(coin.clone()),
        attached => Err(FundsError::NotOneCoin {
            attached: list(attached),
        }),
    }
}

fn list(coins: &[Coin]) -> String {
    if coins.is_empty() {
        return "nothing".to_owned();
    }
    coins
        .iter()
        .map(Coin::to_string)
        .collect::<Vec<_>>()
        .join(",")
}

/// Sums by denom, in a fixed order: a sorted list, since a message touches few denoms and a tree is a
/// lot of code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purse(Vec<(Denom, Uint128)>);

impl Purse {
    /// Nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds to the sum of a denom.
    ///
    /// # Errors
    /// The sum does not fit in 128 bits.
    pub fn add(&mut self, denom: &Denom, amount: Uint128) -> Result<(), OverflowError> {
        if amount.is_zero() {
            return Ok(());
        }
        match self.0.iter_mut().find(|(known, _)| known == denom) {
            Some((_, sum)) => *sum = sum.checked_add(amount)?,
            None => {
                let place = self.0.partition_point(|(known, _)| known < denom);
                self.0.insert(place, (denom.clone(), amount));
            }
        }
        Ok(())
    }

    /// The sum of a denom.
    #[must_use]
    pub fn amount(&self, denom: &Denom) -> Uint128 {
        let found = self.0.iter().find(|(known, _)| known == denom);
        found.map(|(_, sum)| *sum).unwrap_or_default()
    }

    /// The sums above zero, by rising denom.
    pub fn iter(&self) -> impl Iterator<Item = (&Denom, Uint128)> {
        self.0.iter().map(|(denom, amount)| (denom, *amount))
    }

    /// True where there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The native coins, by rising denom.
    #[must_use]
    pub fn native(&self) -> Vec<Coin> {
        self.iter()
            .filter_map(|(denom, amount)| match denom {
                Denom::Native(denom) => Some(Coin {
                    denom: denom.clone(),
                    amount,
                }),
                Denom::Cw20(_) => None,
            })
            .collect()
    }

    /// Messages that send everything to `to`: one bank send, then one transfer a cw20.
    ///
    /// # Errors
    /// A message can't be serialised.
    pub fn send(&self, to: &Addr) -> StdResult<Vec<CosmosMsg>> {
        let native = self.native();
        let mut messages = Vec::new();
        if !native.is_empty() {
            messages.push(
                BankMsg::Send {
                    to_address: to.to_string(),
                    amount: native,
                }
                .into(),
            );
        }
        for (denom, amount) in self.iter() {
            if let Denom::Cw20(contract) = denom {
                messages.push(cw20_transfer(contract, to, amount)?);
            }
        }
        Ok(messages)
    }
}

/// The message that sends `amount` of `denom` to `to`.
///
/// # Errors
/// The message can't be serialised.
pub fn send(denom: &Denom, to: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    match denom {
        Denom::Native(denom) => Ok(BankMsg::Send {
            to_address: to.to_string(),
            amount: coins(amount.u128(), denom),
        }
        .into()),
        Denom::Cw20(contract) => cw20_transfer(contract, to, amount),
    }
}

/// The one of cw20's messages that the suite sends. The crate's own enum would bring the code of all
/// of them into every contract.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Cw20Message<'a> {
    Transfer {
        recipient: &'a Addr,
        amount: Uint128,
    },
}

fn cw20_transfer(contract: &str, to: &Addr, amount: Uint128) -> StdResult<CosmosMsg> {
    let transfer = Cw20Message::Transfer {
        recipient: to,
        amount,
    };
    Ok(WasmMsg::Execute {
        contract_addr: contract.to_owned(),
        msg: to_json_binary(&transfer)?,
        funds: vec![],
    }
    .into())
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::message_info;
    use cosmwasm_std::{coin, from_json};
    use cw20::Cw20ExecuteMsg;

    use super::*;

    fn with(funds: &[Coin]) -> MessageInfo {
        message_info(&Addr::unchecked("sender"), funds)
    }

    #[test]
    fn a_cw20_transfer_is_what_the_cw20_crate_reads() {
        let to = Addr::unchecked("holder");
        let CosmosMsg::Wasm(WasmMsg::Execute { msg, .. }) =
            cw20_transfer("token", &to, Uint128::new(7)).unwrap()
        else {
            panic!("not a call of a contract");
        };
        assert_eq!(
            from_json::<Cw20ExecuteMsg>(msg).unwrap(),
            Cw20ExecuteMsg::Transfer {
                recipient: "holder".to_owned(),
                amount: Uint128::new(7)
            }
        );
    }

    #[test]
    fn exactly_is_exactly() {
        let expected = [coin(5, "ubtc"), coin(0, "uusd")];
        take_exactly(&with(&[coin(5, "ubtc")]), &expected).unwrap();
        for wrong in [
            vec![],
            vec![coin(4, "ubtc")],
            vec![coin(6, "ubtc")],
            vec![coin(5, "uusd")],
            vec![coin(5, "ubtc"), coin(1, "uusd")],
            vec![coin(5, "ubtc"), coin(5, "ubtc")],
            vec![coin(5, "ubtc"), coin(0, "uusd"), coin(5, "ubtc")],
        ] {
            take_exactly(&with(&wrong), &expected).unwrap_err();
        }
    }
}
