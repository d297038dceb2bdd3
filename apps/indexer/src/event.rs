//! An event of the suite: as the chain emits it, as it is stored, and as its type.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use cosmwasm_std::Event;
use rigshare_types::events::*;
use serde_json::{Map, Value};

use crate::error::IndexError;
use crate::store::tables::EventRow;

/// What stands before the kind of every event of the suite, as the chain writes it.
const CHAIN_PREFIX: &str = "wasm-";

/// What stands before the kind of every event of the suite.
pub const KIND_PREFIX: &str = "rigshare_";

/// The bits that number an event within its block.
pub const EVENT_BITS: u32 = 32;

/// Where an event stands: height, transaction and event in one number, by which events are in the
/// chain's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventId(pub i64);

impl EventId {
    /// The id of an event.
    ///
    /// # Errors
    /// The block is beyond 2^31, or the transaction or event beyond 2^16.
    pub fn new(height: u64, transaction: usize, event: usize) -> Result<Self, IndexError> {
        let too_many = || IndexError::TooMany {
            height,
            transaction,
            event,
        };
        let block = u32::try_from(height)
            .ok()
            .filter(|block| *block <= u32::MAX >> 1);
        let block = i64::from(block.ok_or_else(too_many)?);
        let transaction_number = u16::try_from(transaction).map_err(|_| too_many())?;
        let event_number = u16::try_from(event).map_err(|_| too_many())?;
        Ok(Self(
            (block << EVENT_BITS) | (i64::from(transaction_number) << 16) | i64::from(event_number),
        ))
    }

    /// The least id of a block.
    #[must_use]
    pub fn first_of(height: u64) -> i64 {
        i64::try_from(height).map_or(i64::MAX, |height| height.saturating_mul(1 << EVENT_BITS))
    }

    /// The block.
    #[must_use]
    pub fn height(self) -> u64 {
        u64::try_from(self.0 >> EVENT_BITS).unwrap_or_default()
    }

    /// The transaction, from 1; 0 and the number after the last are the block's own.
    #[must_use]
    pub fn transaction(self) -> i64 {
        (self.0 >> 16) & 0xffff
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for EventId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// The suite's contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contracts {
    /// The ledger of ownership.
    pub hashrate_nft: String,
    /// The ledger of earnings.
    pub oracle: String,
    /// The one that pays.
    pub distributor: String,
    /// The one where shares are traded.
    pub marketplace: String,
}

impl Contracts {
    /// The word for the contract at an address; none where it is not the suite's.
    #[must_use]
    pub fn name_of(&self, address: &str) -> Option<&'static str> {
        [
            (&self.hashrate_nft, "hashrate_nft"),
            (&self.oracle, "oracle"),
            (&self.distributor, "distributor"),
            (&self.marketplace, "marketplace"),
        ]
        .into_iter()
        .find_map(|(of, name)| (of == address).then_some(name))
    }
}

/// An event of the suite as the chain emitted it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emitted {
    /// The transaction, from 1; 0 and the number after the last are the block's own.
    pub transaction: usize,
    /// Its place among all events of the transaction.
    pub event: usize,
    /// The transaction's hash; empty where the block itself emitted it.
    pub tx_hash: String,
    /// Which contract.
    pub contract: &'static str,
    /// The type, without the chain's prefix and the suite's.
    pub kind: String,
    /// The attributes.
    pub attributes: Vec<(String, String)>,
}

/// The contract, the kind and the attributes of an event.
pub type Own = (&'static str, String, Vec<(String, String)>);

impl Emitted {
    /// The event, if one of the suite's contracts emitted it. The chain itself writes the contract's
    /// address; nobody else can.
    #[must_use]
    pub fn of<'a>(
        contracts: &Contracts,
        kind: &str,
        attributes: impl Iterator<Item = (&'a str, &'a str)> + Clone,
    ) -> Option<Own> {
        let kind = kind.strip_prefix(CHAIN_PREFIX)?.strip_prefix(KIND_PREFIX)?;
        let address = attributes
            .clone()
            .find_map(|(key, value)| (key == "_contract_address").then_some(value))?;
        let contract = contracts.name_of(address)?;
        let own = attributes.filter(|(key, _)| *key != "_contract_address" && *key != "msg_index");
        let own = own.map(|(key, value)| (key.to_owned(), value.to_owned()));
        Some((contract, kind.to_owned(), own.collect()))
    }

    /// As it is stored.
    ///
    /// # Errors
    /// It is beyond what can be numbered.
    pub fn into_row(self, height: u64, time_seconds: u64) -> Result<EventRow, IndexError> {
        let id = EventId::new(height, self.transaction, self.event)?;
        let attribute = |name: &str| {
            let found = self.attributes.iter().find(|(key, _)| key == name);
            found.map(|(_, value)| value.as_str())
        };
        let rig = attribute("rig").and_then(|rig| rig.parse().ok());
        let token_id = attribute("token_id").unwrap_or_default().to_owned();
        let data: Map<String, Value> = self
            .attributes
            .iter()
            .map(|(key, value)| (key.clone(), Value::String(value.clone())))
            .collect();
        Ok(EventRow {
            id: id.0,
            time_seconds,
            tx_hash: self.tx_hash,
            contract: self.contract.to_owned(),
            kind: self.kind,
            rig: rig.unwrap_or_default(),
            token_id,
            data: Value::Object(data).to_string(),
        })
    }
}

/// The attributes of a stored event.
#[must_use]
pub fn attributes(data: &str) -> Map<String, Value> {
    serde_json::from_str(data).unwrap_or_default()
}

/// Attributes that hold an address.
const ADDRESSES: [&str; 9] = [
    "operator",
    "address",
    "buyer",
    "seller",
    "recipient",
    "owner",
    "from",
    "to",
    "holder",
];

/// The addresses that an event names, each once.
#[must_use]
pub fn addresses(kind: &str, attributes: &Map<String, Value>) -> Vec<String> {
    let mut found = BTreeSet::new();
    for name in ADDRESSES {
        // There it is an amount.
        if name == "operator" && kind == "proceeds_booked" {
            continue;
        }
        let value = attributes.get(name).and_then(Value::as_str);
        found.extend(
            value
                .filter(|address| !address.is_empty())
                .map(str::to_owned),
        );
    }
    found.into_iter().collect()
}

macro_rules! known {
    ($($name:ident),+ $(,)?) => {
        /// An event as its type.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Known {
            $(
                #[doc = concat!("See [`rigshare_types::events::", stringify!($name), "`].")]
                $name($name),
            )+
        }

        /// How many kinds are known.
        pub const KNOWN_KINDS: &[&str] = &[$($name::KIND),+];

        impl Known {
            /// The event's type; none where it is of a newer suite.
            fn of(event: &Event) -> Result<Option<Self>, EventError> {
                match event.ty.as_str() {
                    $($name::KIND => $name::try_from(event).map(|event| Some(Self::$name(event))),)+
                    _ => Ok(None),
                }
            }
        }
    };
}

known!(
    RigRegistered,
    RigDecided,
    TermsLowered,
    OperatorProposed,
    OperatorChanged,
    RigRetired,
    SaleOpened,
    SaleStopped,
    BuyersChanged,
    SharesSold,
    ShareMinted,
    ShareTransferred,
    ShareBurned,
    RoleChanged,
    Paused,
    Unpaused,
    ListExtended,
    FeeLowered,
    Migrated,
    BatchRelayed,
    ReportFinal,
    PriceFinal,
    NetworkFinal,
    PoolFinal,
    ReporterSuspended,
    ReportersChanged,
    EpochClosed,
    Cured,
    Checkpointed,
    Claimed,
    PayoutAddressSet,
    ProceedsBooked,
    Withdrawn,
    Asked,
    AskRemoved,
    Offered,
    OfferRemoved,
    Sold,
);

impl Known {
    /// A stored event as its type; none where it is of a newer suite.
    ///
    /// # Errors
    /// An attribute is missing or does not parse.
    pub fn read(row: &EventRow) -> Result<Option<Self>, IndexError> {
        let mut event = Event::new(format!("{KIND_PREFIX}{}", row.kind));
        for (key, value) in attributes(&row.data) {
            let value = value.as_str().unwrap_or_default().to_owned();
            event = event.add_attribute(key, value);
        }
        Self::of(&event).map_err(|source| IndexError::Event {
            height: EventId(row.id).height(),
            event: EventId(row.id).to_string(),
            source,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_known() {
        let all: BTreeSet<&str> = KINDS.iter().copied().collect();
        let known: BTreeSet<&str> = KNOWN_KINDS.iter().copied().collect();
        assert_eq!(all, known);
    }

    #[test]
    fn ids_are_in_the_order_of_the_chain() {
        let id = |height, transaction, event| EventId::new(height, transaction, event).unwrap();
        assert!(id(1, 0, 65_535) < id(1, 1, 0) && id(1, 65_535, 65_535) < id(2, 0, 0));
        assert_eq!(id(77, 3, 9).height(), 77);
        assert_eq!(id(77, 3, 9).transaction(), 3);
        assert_eq!(id(77, 0, 0).0, EventId::first_of(77));
        for (height, transaction, event) in [(1 << 31, 0, 0), (1, 1 << 16, 0), (1, 0, 1 << 16)] {
            let error = EventId::new(height, transaction, event).unwrap_err();
            assert!(matches!(error, IndexError::TooMany { .. }), "{error}");
        }
    }

    fn contracts() -> Contracts {
        Contracts {
            hashrate_nft: "n".to_owned(),
            oracle: "o".to_owned(),
            distributor: "d".to_owned(),
            marketplace: "m".to_owned(),
        }
    }

    #[test]
    fn only_the_suites_own_events_count() {
        let attributes = |address: &'static str| {
            [
                ("_contract_address", address),
                ("rig", "3"),
                ("msg_index", "0"),
            ]
            .into_iter()
        };
        let ours = Emitted::of(&contracts(), "wasm-rigshare_sale_stopped", attributes("n"));
        let (contract, kind, attributes_left) = ours.unwrap();
        assert_eq!((contract, kind.as_str()), ("hashrate_nft", "sale_stopped"));
        assert_eq!(attributes_left, [("rig".to_owned(), "3".to_owned())]);
        for (kind, address) in [
            ("wasm-rigshare_sale_stopped", "x"),
            ("rigshare_sale_stopped", "n"),
            ("wasm", "n"),
            ("wasm-other", "n"),
        ] {
            assert_eq!(Emitted::of(&contracts(), kind, attributes(address)), None);
        }
    }

    #[test]
    fn a_stored_event_reads_itself_back() {
        let emitted = Emitted {
            transaction: 1,
            event: 4,
            tx_hash: "AB".to_owned(),
            contract: "hashrate_nft",
            kind: "rig_decided".to_owned(),
            attributes: vec![
                ("rig".to_owned(), "9".to_owned()),
                ("approved".to_owned(), "true".to_owned()),
            ],
        };
        let row = emitted.clone().into_row(5, 60).unwrap();
        assert_eq!(
            (row.rig, row.data.as_str()),
            (9, r#"{"approved":"true","rig":"9"}"#)
        );
        let known = Known::read(&row).unwrap();
        let expected = RigDecided {
            rig: 9,
            approved: true,
        };
        assert_eq!(known, Some(Known::RigDecided(expected)));
        let newer = EventRow {
            kind: "lease_begun".to_owned(),
            ..row.clone()
        };
        assert_eq!(Known::read(&newer).unwrap(), None);
        let broken = EventRow {
            data: r#"{"rig":"9"}"#.to_owned(),
            ..row
        };
        assert!(matches!(
            Known::read(&broken),
            Err(IndexError::Event { .. })
        ));
    }
}
