//! cw721's messages and queries with the contract's own in their extension points.

use cosmwasm_std::{Coin, Empty, Uint128};

use super::messages::{RigMsg, Sale};
use super::queries::RigQuery;

/// The contract's execute messages: cw721's, with [`RigMsg`] in `update_extension`.
pub type ExecuteMsg =
    cw721::msg::Cw721ExecuteMsg<Empty, cw721::DefaultOptionalCollectionExtensionMsg, RigMsg>;

/// The contract's queries: cw721's, with [`RigQuery`] in `extension`. Tokens answer with the
/// metadata that wallets know, built in the query.
pub type QueryMsg = cw721::msg::Cw721QueryMsg<
    cw721::NftExtension,
    cw721::DefaultOptionalCollectionExtension,
    RigQuery,
>;

/// What is attached to the buy message, for callers who build it.
///
/// ```
/// use rigshare_types::nft::{price_of, Sale};
/// use cosmwasm_std::Uint128;
/// let sale = Sale {
///     price_per_share: Uint128::new(250),
///     opens_seconds: 0,
///     closes_seconds: 1,
///     least_shares: 1,
///     most_per_wallet: 10,
///     allow_list_only: false,
/// };
/// assert_eq!(price_of(&sale, "usdc", 4).unwrap().amount, Uint128::new(1_000));
/// ```
///
/// # Errors
/// The price does not fit in 128 bits.
pub fn price_of(
    sale: &Sale,
    denom: &str,
    shares: u64,
) -> Result<Coin, cosmwasm_std::OverflowError> {
    let amount = sale.price_per_share.checked_mul(Uint128::from(shares))?;
    Ok(Coin {
        denom: denom.to_owned(),
        amount,
    })
}
