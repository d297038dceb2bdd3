//! Every event that a contract emits.
//!
//! Each is a type that writes itself into a response and reads itself back out of a transaction's
//! result, so that an indexer and the contracts can't drift apart. On the chain an event's type has
//! the prefix `wasm-`, and its first attribute is `_contract_address`.

use cosmwasm_std::{Event, Uint128};
use thiserror::Error;

use crate::units::Denom;

/// Why an event of a transaction is not the one that was expected.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum EventError {
    /// The event is of another kind.
    #[error("event {found} is not {expected}")]
    OtherKind {
        /// The kind that was asked for.
        expected: &'static str,
        /// The kind that was found.
        found: String,
    },
    /// An attribute is missing.
    #[error("event {event} has no attribute {attribute}")]
    Missing {
        /// The event.
        event: &'static str,
        /// The attribute.
        attribute: &'static str,
    },
    /// An attribute does not parse.
    #[error("attribute {attribute} of event {event} is {value:?}")]
    Malformed {
        /// The event.
        event: &'static str,
        /// The attribute.
        attribute: &'static str,
        /// What stood there.
        value: String,
    },
}

macro_rules! events {
    ($(
        $(#[$doc:meta])+
        $name:ident = $kind:literal { $( $(#[$field_doc:meta])+ $field:ident : $type:ty ),+ $(,)? }
    )+) => {
        $(
            $(#[$doc])+
            #[derive(Clone, Debug, PartialEq, Eq)]
            pub struct $name { $( $(#[$field_doc])+ pub $field: $type ),+ }

            impl $name {
                /// The event's type, without the prefix `wasm-` that the chain puts before it.
                pub const KIND: &'static str = $kind;
            }

            impl From<$name> for Event {
                fn from(event: $name) -> Self {
                    Event::new($kind)$(.add_attribute(stringify!($field), event.$field.to_string()))+
                }
            }

            impl TryFrom<&Event> for $name {
                type Error = EventError;

                fn try_from(event: &Event) -> Result<Self, EventError> {
                    let kind = event.ty.strip_prefix("wasm-").unwrap_or(&event.ty);
                    if kind != $kind {
                        return Err(EventError::OtherKind { expected: $kind, found: kind.to_owned() });
                    }
                    $(
                        let text = event
                            .attributes
                            .iter()
                            .find(|attribute| attribute.key == stringify!($field))
                            .map(|attribute| attribute.value.clone())
                            .ok_or(EventError::Missing { event: $kind, attribute: stringify!($field) })?;
                        let $field: $type = text.parse().map_err(|_| EventError::Malformed {
                            event: $kind,
                            attribute: stringify!($field),
                            value: text,
                        })?;
                    )+
                    Ok(Self { $($field),+ })
                }
            }
        )+

        /// The type of every event, in the order of this page.
        pub const KINDS: &[&str] = &[$($kind),+];
    };
}

events! {
    /// hashrate-nft: an operator registered a rig; it waits for the registrar.
    RigRegistered = "rigshare_rig_registered" {
        /// The rig's number.
        rig: u32,
        /// Who operates it.
        operator: String,
        /// The coin it mines.
        coin: String,
        /// Its registered hashrate, H/s.
        hashrate_hs: Uint128,
        /// How many shares that is.
        shares: u64,
        /// The first epoch of its term.
        start_epoch: u32,
        /// The first epoch after its term.
        end_epoch: u32,
        /// What it pays in.
        payout: Denom,
    }
    /// hashrate-nft: the registrar decided on a rig.
    RigDecided = "rigshare_rig_decided" {
        /// The rig.
        rig: u32,
        /// True where it was approved.
        approved: bool,
    }
    /// hashrate-nft: the operator lowered watts, electricity price or service fee.
    TermsLowered = "rigshare_terms_lowered" {
        /// The rig.
        rig: u32,
        /// The first epoch that is billed at the new terms.
        from_epoch: u32,
        /// Watts of the whole rig.
        watts: u64,
        /// Price of a kilowatt-hour in billionths of the quote currency.
        electricity_nano_per_kwh: Uint128,
        /// Service fee, basis points of what electricity leaves.
        service_fee_bps: u16,
    }
    /// hashrate-nft: the operator named a successor, who has yet to accept.
    OperatorProposed = "rigshare_operator_proposed" {
        /// The rig.
        rig: u32,
        /// Who may accept.
        operator: String,
    }
    /// hashrate-nft: a rig has a new operator.
    OperatorChanged = "rigshare_operator_changed" {
        /// The rig.
        rig: u32,
        /// Who operates it now.
        operator: String,
    }
    /// hashrate-nft: a rig ends before its term.
    RigRetired = "rigshare_rig_retired" {
        /// The rig.
        rig: u32,
        /// The first epoch in which it earns no more.
        end_epoch: u32,
        /// Shares that holders still had: above zero, the retirement is a default.
        outstanding: u64,
    }
    /// hashrate-nft: a primary sale opened, or its conditions changed.
    SaleOpened = "rigshare_sale_opened" {
        /// The rig.
        rig: u32,
        /// Price of one share, base units.
        price_per_share: Uint128,
        /// What it is paid in.
        denom: String,
        /// The first second of the sale.
        opens_seconds: u64,
        /// The first second after it.
        closes_seconds: u64,
    }
    /// hashrate-nft: the operator stopped a sale.
    SaleStopped = "rigshare_sale_stopped" {
        /// The rig.
        rig: u32,
    }
    /// hashrate-nft: the allow-list of a rig's sale changed.
    BuyersChanged = "rigshare_buyers_changed" {
        /// The rig.
        rig: u32,
        /// How many buyers were added.
        added: u32,
        /// How many buyers were removed.
        removed: u32,
    }
    /// hashrate-nft: shares were bought from the operator. `rigshare_share_minted` stands beside it.
    SharesSold = "rigshare_shares_sold" {
        /// The rig.
        rig: u32,
        /// Who paid.
        buyer: String,
        /// The token that was minted for it.
        token_id: String,
        /// How many shares.
        shares: u64,
        /// What was paid, base units.
        paid: Uint128,
        /// In what.
        denom: String,
        /// What the rig's sales have brought in all, base units.
        proceeds: Uint128,
    }
    /// hashrate-nft: a token came into being: bought, split off, or merged.
    ShareMinted = "rigshare_share_minted" {
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who owns it.
        owner: String,
        /// The second from which it counts.
        at_seconds: u64,
    }
    /// hashrate-nft: a token changed hands.
    ShareTransferred = "rigshare_share_transferred" {
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who gave it.
        from: String,
        /// Who has it.
        to: String,
        /// The second from which it counts.
        at_seconds: u64,
    }
    /// hashrate-nft: a token ended: burned by its owner, or replaced by a split or a merge.
    ShareBurned = "rigshare_share_burned" {
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who owned it.
        owner: String,
        /// The second from which it counts no more.
        at_seconds: u64,
    }
    /// any contract: a role has a new holder.
    RoleChanged = "rigshare_role_changed" {
        /// `owner`, `pending_owner`, `registrar`, `pauser` or `protocol_recipient`.
        role: String,
        /// Who holds it (empty: nobody).
        address: String,
    }
    /// any contract: what the pauser may stop is stopped.
    Paused = "rigshare_paused" {
        /// The first second after the pause.
        until_seconds: u64,
    }
    /// any contract: the pause was ended early.
    Unpaused = "rigshare_unpaused" {
        /// The second at which it ended.
        at_seconds: u64,
    }
    /// any contract: a coin or a denom was added to the allow-list.
    ListExtended = "rigshare_list_extended" {
        /// `coin` or `denom`.
        list: String,
        /// What was added.
        entry: String,
    }
    /// distributor or marketplace: the protocol's fee fell.
    FeeLowered = "rigshare_fee_lowered" {
        /// Which fee: `protocol` or `sale`.
        fee: String,
        /// Its new height, basis points.
        bps: u16,
        /// The first epoch it counts for, where the fee is taken by epoch; else 0.
        from_epoch: u32,
    }
    /// any contract: the code was migrated.
    Migrated = "rigshare_migrated" {
        /// The version that was there.
        from_version: String,
        /// The version that is there now.
        to_version: String,
    }
    /// oracle: a reporter's signed batch was stored.
    BatchRelayed = "rigshare_batch_relayed" {
        /// The epoch.
        epoch: u32,
        /// The page of rigs.
        page: u16,
        /// The reporter's number.
        reporter: u16,
        /// SHA-256 of what it signed, hexadecimal.
        digest: String,
    }
    /// oracle: a rig's earnings of an epoch are final.
    ReportFinal = "rigshare_report_final" {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// What the rig's pool credited, base units of the mined coin.
        gross: Uint128,
        /// `attested` or `plausible`.
        grade: String,
        /// How many reporters stand behind it.
        signers: u16,
    }
    /// oracle: a price of an epoch is final.
    PriceFinal = "rigshare_price_final" {
        /// The asset.
        asset: String,
        /// The epoch.
        epoch: u32,
        /// Price of one whole coin in billionths of the quote currency.
        nano_per_coin: Uint128,
    }
    /// oracle: the network figures of a coin are final for an epoch.
    NetworkFinal = "rigshare_network_final" {
        /// The coin.
        coin: String,
        /// The epoch.
        epoch: u32,
        /// Expected hashes that find one block.
        hashes_per_block: Uint128,
        /// Subsidy and fees of one block, base units.
        reward_per_block: Uint128,
    }
    /// oracle: a pool's hashrate is final for an epoch.
    PoolFinal = "rigshare_pool_final" {
        /// The pool.
        pool: String,
        /// The coin.
        coin: String,
        /// The epoch.
        epoch: u32,
        /// The pool's hashrate, H/s.
        hashrate_hs: Uint128,
    }
    /// oracle: a reporter signed two batches for one epoch and page, and is suspended.
    ReporterSuspended = "rigshare_reporter_suspended" {
        /// The reporter's number.
        reporter: u16,
        /// The epoch of the two batches.
        epoch: u32,
        /// SHA-256 of the one, hexadecimal.
        first_digest: String,
        /// SHA-256 of the other, hexadecimal.
        second_digest: String,
    }
    /// oracle: the reporters or their rules change from an epoch on.
    ReportersChanged = "rigshare_reporters_changed" {
        /// The number of the configuration.
        version: u32,
        /// The first epoch it counts for.
        from_epoch: u32,
    }
    /// distributor: an epoch was settled, defaulted or closed.
    EpochClosed = "rigshare_epoch_closed" {
        /// The rig.
        rig: u32,
        /// The epoch.
        epoch: u32,
        /// `settled`, `late`, `defaulted` or `outage`.
        outcome: String,
        /// What it pays in.
        denom: Denom,
        /// What holders were due, base units.
        holders_due: Uint128,
        /// What of it arrived, base units.
        delivered: Uint128,
        /// What is missing, base units.
        short: Uint128,
        /// What the protocol got, base units.
        protocol_fee: Uint128,
        /// What of both came from the rig's account instead of with the message, base units.
        from_account: Uint128,
        /// Share-seconds among which it was split.
        minted_weight: u64,
    }
    /// distributor: a shortfall was paid, in part or in full.
    Cured = "rigshare_cured" {
        /// The rig.
        rig: u32,
        /// In what.
        denom: Denom,
        /// How much came, base units.
        amount: Uint128,
        /// How much is still missing, base units.
        outstanding: Uint128,
    }
    /// distributor: what a holder had earned was written down, without being paid.
    Checkpointed = "rigshare_checkpointed" {
        /// The holder.
        holder: String,
        /// The rig.
        rig: u32,
        /// The first epoch that is not accounted for yet.
        next_epoch: u32,
        /// What the holder is owed and was not paid, base units.
        owed: Uint128,
    }
    /// distributor: a holder was paid for a rig.
    Claimed = "rigshare_claimed" {
        /// The holder.
        holder: String,
        /// Who got the money.
        to: String,
        /// The rig.
        rig: u32,
        /// In what.
        denom: Denom,
        /// How much, base units.
        amount: Uint128,
        /// The first epoch that is not accounted for yet.
        next_epoch: u32,
    }
    /// distributor: a holder named where its rewards go.
    PayoutAddressSet = "rigshare_payout_address_set" {
        /// The holder.
        holder: String,
        /// The address (empty: the holder itself again).
        to: String,
    }
    /// distributor: proceeds of primary sales were booked.
    ProceedsBooked = "rigshare_proceeds_booked" {
        /// The rig.
        rig: u32,
        /// In what.
        denom: Denom,
        /// What the operator's account gained, base units.
        operator: Uint128,
        /// What the protocol's account gained, base units.
        protocol: Uint128,
    }
    /// distributor or marketplace: an account was paid out.
    Withdrawn = "rigshare_withdrawn" {
        /// Who got it.
        to: String,
        /// The rig whose account it was (0: not a rig's).
        rig: u32,
        /// In what.
        denom: Denom,
        /// How much, base units.
        amount: Uint128,
    }
    /// marketplace: a token is offered at a price.
    Asked = "rigshare_asked" {
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who sells.
        seller: String,
        /// The whole price, base units.
        price: Uint128,
        /// In what.
        denom: String,
        /// The first second at which it can't be bought any more.
        expires_seconds: u64,
    }
    /// marketplace: an ask ended without a sale.
    AskRemoved = "rigshare_ask_removed" {
        /// The token.
        token_id: String,
        /// Why: `cancelled`, `expired` or `stale`.
        reason: String,
    }
    /// marketplace: somebody offers to buy.
    Offered = "rigshare_offered" {
        /// The offer's number.
        offer: u64,
        /// Who buys.
        buyer: String,
        /// Any token of this rig, or the rig of the token that is named.
        rig: u32,
        /// The token (empty: any of the rig).
        token_id: String,
        /// The least shares.
        least_shares: u64,
        /// Price of one share (offer on a rig) or of the token, base units.
        price: Uint128,
        /// In what.
        denom: String,
        /// What is held for it, base units.
        escrow: Uint128,
        /// The first second at which it can't be accepted any more.
        expires_seconds: u64,
    }
    /// marketplace: an offer ended without a sale; what was held is the buyer's to withdraw.
    OfferRemoved = "rigshare_offer_removed" {
        /// The offer.
        offer: u64,
        /// Why: `cancelled` or `expired`.
        reason: String,
        /// What the buyer may withdraw for it, base units.
        refund: Uint128,
    }
    /// marketplace: a token was sold. The nft's `rigshare_share_transferred` stands beside it.
    Sold = "rigshare_sold" {
        /// The token.
        token_id: String,
        /// Its rig.
        rig: u32,
        /// Its shares.
        shares: u64,
        /// Who sold.
        seller: String,
        /// Who paid.
        buyer: String,
        /// Who has it.
        recipient: String,
        /// The whole price, base units.
        price: Uint128,
        /// In what.
        denom: String,
        /// What of it the operator's royalty is, base units.
        royalty: Uint128,
        /// What of it the protocol's fee is, base units.
        fee: Uint128,
        /// The offer that was accepted (0: an ask was bought).
        offer: u64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_reads_itself_back() {
        let event = Cured {
            rig: 3,
            denom: Denom::Cw20("wasm1abc".to_owned()),
            amount: Uint128::new(5),
            outstanding: Uint128::zero(),
        };
        let mut raw: Event = event.clone().into();
        raw.ty = format!("wasm-{}", raw.ty);
        assert_eq!(Cured::try_from(&raw), Ok(event));
        assert_eq!(
            RigDecided::try_from(&raw),
            Err(EventError::OtherKind {
                expected: "rigshare_rig_decided",
                found: "rigshare_cured".to_owned()
            })
        );
        raw.attributes.pop();
        assert_eq!(
            Cured::try_from(&raw),
            Err(EventError::Missing {
                event: "rigshare_cured",
                attribute: "outstanding"
            })
        );
    }
}
