//! A faucet for visitors of a devnet: coins that are worth nothing, for whoever asks on this machine.

mod error;
mod payer;
mod rates;
mod server;

pub use payer::Payer;
pub use server::{serve, Origins};
