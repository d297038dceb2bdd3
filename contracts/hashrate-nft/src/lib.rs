//! hashrate-nft: mining rigs, the sale of their shares, and who owned how much hashrate when.
//!
//! A share of a rig is a cw721 0.22 token as every wallet and explorer knows it. The contract knows
//! nothing of money owed: it keeps facts of ownership, which the distributor reads raw and joins
//! with what the rigs earned.
//!
//! | who | may |
//! |---|---|
//! | anyone | register a rig (it waits), buy shares of an open sale |
//! | a token's owner, and whom it approved | transfer, send, burn, split, merge |
//! | a rig's operator | sell, lower terms, hand the rig over, retire it |
//! | registrar | approve or reject a waiting rig, once |
//! | pauser | stop registrations and sales for a while; transfers and exits never stop |
//! | owner (cw721's creator) | name the registrar and the pauser, present the collection |
//! | nobody | mint without buying, rewrite a token, raise a rig's terms, withdraw money from here |
//!
//! cw721's messages carry Rigshare's own in `update_extension` ([`rigshare_types::nft::RigMsg`]),
//! its queries in `extension` ([`rigshare_types::nft::RigQuery`]). A token stores its rig and its
//! shares; name, attributes and picture are built when somebody asks.
//!
//! **Money:** `buy` is the only message that takes coins, and sends all of them to the distributor.
//! Coins that reach the contract otherwise are lost. Approving a contract for a token lets it burn
//! the token too, as everywhere in cw721.

pub mod contract;
pub mod error;
pub mod execute;
pub mod holdings;
pub mod instantiate;
pub mod metadata;
pub mod peers;
pub mod query;
pub mod rigs;
pub mod state;
pub mod text;
pub mod tokens;
