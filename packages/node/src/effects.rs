//! What a transaction did, as its contracts meant it.

use cosmrs::proto::cosmos::base::abci::v1beta1::TxMsgData;
use cosmrs::proto::cosmwasm::wasm::v1::{
    MsgExecuteContractResponse, MsgInstantiateContract2Response, MsgInstantiateContractResponse,
    MsgMigrateContractResponse, MsgStoreCodeResponse,
};
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::{Attribute, Binary, Event};
use tendermint::abci;

/// What the SDK adds to each event of a message: the message's place in the transaction.
const MESSAGE_INDEX: &str = "msg_index";

/// Events, without those of the fee: the ones that messages emitted, as they emitted them.
pub(crate) fn events_of_messages(events: &[abci::Event]) -> Vec<Event> {
    events
        .iter()
        .filter_map(|event| {
            let attributes = event.attributes.iter().map(attribute);
            of_message(&event.kind, attributes.collect())
        })
        .collect()
}

/// Of the events that a simulation answers, those that messages emitted.
pub(crate) fn simulated_events(events: &[cosmrs::proto::tendermint::abci::Event]) -> Vec<Event> {
    events
        .iter()
        .filter_map(|event| {
            let attributes = event.attributes.iter().map(|attribute| Attribute {
                key: attribute.key.clone(),
                value: attribute.value.clone(),
            });
            of_message(&event.r#type, attributes.collect())
        })
        .collect()
}

fn attribute(attribute: &abci::EventAttribute) -> Attribute {
    Attribute {
        key: String::from_utf8_lossy(attribute.key_bytes()).into_owned(),
        value: String::from_utf8_lossy(attribute.value_bytes()).into_owned(),
    }
}

/// The event without the SDK's mark, which is its last attribute; `None` where it has no mark, because
/// then it belongs to the fee or to the signature.
fn of_message(kind: &str, mut attributes: Vec<Attribute>) -> Option<Event> {
    let mark = attributes.pop()?;
    let is_marked = mark.key == MESSAGE_INDEX;
    is_marked.then(|| Event::new(kind).add_attributes(attributes))
}

/// The answer of the first message: what its contract set, `None` where it set nothing.
pub(crate) fn first_data(data: &[u8]) -> Option<Binary> {
    let answers = TxMsgData::decode(data).ok()?.msg_responses;
    let first = answers.first()?;
    let own = as_a::<MsgExecuteContractResponse>(first)
        .map(|answer| answer.data)
        .or_else(|| as_a::<MsgInstantiateContractResponse>(first).map(|answer| answer.data))
        .or_else(|| as_a::<MsgInstantiateContract2Response>(first).map(|answer| answer.data))
        .or_else(|| as_a::<MsgMigrateContractResponse>(first).map(|answer| answer.data))?;
    (!own.is_empty()).then(|| own.into())
}

/// The id of the code that the first message stored.
pub(crate) fn stored_code(data: &[u8]) -> Option<u64> {
    let answers = TxMsgData::decode(data).ok()?.msg_responses;
    as_a::<MsgStoreCodeResponse>(answers.first()?).map(|answer| answer.code_id)
}

fn as_a<M: Message + Name + Default>(any: &Any) -> Option<M> {
    let is_it = any.type_url.trim_start_matches('/') == M::full_name();
    is_it
        .then(|| M::decode(any.value.as_slice()).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_what_contracts_emitted() {
        let node_says = [
            abci::Event::new("coin_spent", [("amount", "2700ustake", true)]),
            abci::Event::new(
                "wasm",
                [
                    ("_contract_address", "wasm1c", true),
                    ("msg_index", "7", true),
                    ("msg_index", "0", true),
                ],
            ),
            abci::Event::new("empty", [("msg_index", "1", true)]),
            abci::Event::new("tx", Vec::<(String, String, bool)>::new()),
        ];
        // The fee's events are gone; a contract's own attribute of that name stays.
        let expected = [
            Event::new("wasm")
                .add_attribute("_contract_address", "wasm1c")
                .add_attribute("msg_index", "7"),
            Event::new("empty"),
        ];
        assert_eq!(events_of_messages(&node_says), expected);
    }

    #[test]
    fn data_is_the_contracts_own() {
        fn data<M: Message + Name>(answer: &M) -> Vec<u8> {
            let any = Any {
                type_url: format!("/{}", M::full_name()),
                value: answer.encode_to_vec(),
            };
            let msg_responses = vec![any];
            #[allow(deprecated)] // Its old field must still be named.
            let all = TxMsgData {
                data: Vec::new(),
                msg_responses,
            };
            all.encode_to_vec()
        }
        let said = data(&MsgExecuteContractResponse {
            data: b"said".to_vec(),
        });
        assert_eq!(first_data(&said), Some(Binary::from(b"said")));
        let silent = data(&MsgExecuteContractResponse { data: Vec::new() });
        assert_eq!(first_data(&silent), None);
        let made = data(&MsgInstantiateContract2Response {
            address: "wasm1c".to_owned(),
            data: b"made".to_vec(),
        });
        assert_eq!(first_data(&made), Some(Binary::from(b"made")));
        assert_eq!(stored_code(&made), None);
        let stored = data(&MsgStoreCodeResponse {
            code_id: 9,
            checksum: vec![1; 32],
        });
        assert_eq!(stored_code(&stored), Some(9));
        assert_eq!(first_data(&stored), None);
        assert_eq!(first_data(b"\xff"), None);
        assert_eq!(first_data(b""), None);
    }
}
