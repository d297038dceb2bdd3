//! Who signs a transaction, as its envelope says it: one key, or so many of a multisig's.

use cosmrs::proto::cosmos::crypto::multisig::v1beta1::{CompactBitArray, MultiSignature};
use cosmrs::proto::cosmos::crypto::multisig::LegacyAminoPubKey;
use cosmrs::proto::cosmos::crypto::secp256k1::PubKey;
use cosmrs::proto::cosmos::tx::signing::v1beta1::SignMode;
use cosmrs::proto::cosmos::tx::v1beta1::mode_info::{Multi, Single, Sum};
use cosmrs::proto::cosmos::tx::v1beta1::ModeInfo;
use cosmrs::proto::traits::Message;
use cosmrs::Any;

const MULTISIG: &str = "/cosmos.crypto.multisig.LegacyAminoPubKey";

/// The bytes of one key's signature, of every kind of key that chains know.
const SIGNATURE_BYTES: usize = 64;

/// Multisigs within multisigs that are looked into. Chains count at most seven keys of a transaction by
/// default, so that nobody has more.
const MOST_NESTED: usize = 7;

/// A signature that a simulation is given for the real one, and the way it is said to be made.
///
/// Chains do not check signatures that they simulate, but reckon the gas of each by its kind: a multisig
/// that is said to have signed as one key is refused.
pub(crate) struct StandIn {
    pub(crate) mode_info: ModeInfo,
    pub(crate) signature: Vec<u8>,
}

impl StandIn {
    /// For an account with this key; `None` where nobody has told the chain one.
    pub(crate) fn of(public_key: Option<&Any>) -> Self {
        match public_key.and_then(multisig_of) {
            Some(multisig) => of_multisig(&multisig, MOST_NESTED),
            // The node counts the bytes of one that is empty itself.
            None => Self {
                mode_info: one_key(SignMode::Direct),
                signature: Vec::new(),
            },
        }
    }
}

/// Says that one key signs.
pub(crate) fn one_key(mode: SignMode) -> ModeInfo {
    let mode = mode.into();
    ModeInfo {
        sum: Some(Sum::Single(Single { mode })),
    }
}

/// The public key as a transaction has it.
pub(crate) fn public_key_any(bytes: &[u8]) -> Any {
    let key = PubKey {
        key: bytes.to_vec(),
    };
    Any {
        type_url: "/cosmos.crypto.secp256k1.PubKey".to_owned(),
        value: key.encode_to_vec(),
    }
}

fn multisig_of(key: &Any) -> Option<LegacyAminoPubKey> {
    if key.type_url != MULTISIG {
        return None;
    }
    LegacyAminoPubKey::decode(key.value.as_slice()).ok()
}

/// As if the first of its keys had signed, as many as have to. Nobody knows which will.
fn of_multisig(multisig: &LegacyAminoPubKey, nested: usize) -> StandIn {
    let keys = &multisig.public_keys;
    let threshold = usize::try_from(multisig.threshold).unwrap_or(usize::MAX);
    let signers = keys.iter().take(threshold);
    let stand_ins: Vec<StandIn> = signers.map(|key| of_member(key, nested)).collect();
    let bitarray = Some(first_of(stand_ins.len(), keys.len()));
    let (mode_infos, signatures) = stand_ins
        .into_iter()
        .map(|stand_in| (stand_in.mode_info, stand_in.signature))
        .unzip();
    StandIn {
        mode_info: ModeInfo {
            sum: Some(Sum::Multi(Multi {
                bitarray,
                mode_infos,
            })),
        },
        signature: MultiSignature { signatures }.encode_to_vec(),
    }
}

fn of_member(key: &Any, nested: usize) -> StandIn {
    match (multisig_of(key), nested.checked_sub(1)) {
        (Some(multisig), Some(nested)) => of_multisig(&multisig, nested),
        // Of full length: for empty ones a node reckons with the most signatures that it ever takes.
        _ => StandIn {
            mode_info: one_key(SignMode::LegacyAminoJson),
            signature: vec![0; SIGNATURE_BYTES],
        },
    }
}

/// So many bits of which the first ones are set, as the SDK packs them: the first is a byte's highest.
fn first_of(set: usize, all: usize) -> CompactBitArray {
    let byte = |at: usize| (0..8).fold(0, |byte, bit| byte << 1 | u8::from(at * 8 + bit < set));
    CompactBitArray {
        extra_bits_stored: u32::try_from(all % 8).unwrap_or_default(),
        elems: (0..all.div_ceil(8)).map(byte).collect(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn multisig(threshold: u32, public_keys: Vec<Any>) -> Any {
        let key = LegacyAminoPubKey {
            threshold,
            public_keys,
        };
        Any {
            type_url: MULTISIG.to_owned(),
            value: key.encode_to_vec(),
        }
    }

    fn keys(count: u8) -> Vec<Any> {
        (0..count).map(|key| public_key_any(&[key; 33])).collect()
    }

    fn signatures(stand_in: &StandIn) -> Vec<Vec<u8>> {
        let bytes = stand_in.signature.as_slice();
        MultiSignature::decode(bytes).unwrap().signatures
    }

    fn multi(mode_info: &ModeInfo) -> &Multi {
        match &mode_info.sum {
            Some(Sum::Multi(multi)) => multi,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_key_signs_as_one() {
        for key in [None, Some(public_key_any(&[2; 33]))] {
            let stand_in = StandIn::of(key.as_ref());
            assert_eq!(stand_in.mode_info, one_key(SignMode::Direct));
            assert!(stand_in.signature.is_empty());
        }
    }

    #[test]
    fn of_a_multisig_as_many_keys_sign_as_have_to() {
        let stand_in = StandIn::of(Some(&multisig(2, keys(3))));
        let said = multi(&stand_in.mode_info);
        let bits = said.bitarray.clone().unwrap();
        assert_eq!((bits.extra_bits_stored, bits.elems), (3, vec![0b1100_0000]));
        assert_eq!(said.mode_infos, vec![one_key(SignMode::LegacyAminoJson); 2]);
        assert_eq!(signatures(&stand_in), vec![vec![0; 64]; 2]);
    }

    #[test]
    fn a_multisig_in_a_multisig_signs_as_one() {
        let inner = multisig(1, keys(2));
        let stand_in = StandIn::of(Some(&multisig(2, [vec![inner.clone()], keys(1)].concat())));
        let said = multi(&stand_in.mode_info);
        let alone = StandIn::of(Some(&inner));
        assert_eq!(
            said.mode_infos,
            [alone.mode_info, one_key(SignMode::LegacyAminoJson)]
        );
        assert_eq!(signatures(&stand_in), [alone.signature, vec![0; 64]]);
    }

    #[test]
    fn a_chain_that_tells_nonsense_is_survived() {
        let mut deep = multisig(1, keys(1));
        for _ in 0..1_000 {
            deep = multisig(1, vec![deep]);
        }
        assert_eq!(
            multi(&StandIn::of(Some(&deep)).mode_info).mode_infos.len(),
            1
        );
        let too_many = StandIn::of(Some(&multisig(u32::MAX, keys(2))));
        assert_eq!(signatures(&too_many).len(), 2);
        let mut torn = multisig(2, keys(3));
        torn.value.truncate(20);
        assert_eq!(
            StandIn::of(Some(&torn)).mode_info,
            one_key(SignMode::Direct)
        );
    }

    #[test]
    fn bits_are_packed_as_the_sdk_does() {
        let packed = |set, all| {
            let bits = first_of(set, all);
            (bits.extra_bits_stored, bits.elems)
        };
        assert_eq!(packed(1, 7), (7, vec![0b1000_0000]));
        assert_eq!(packed(8, 8), (0, vec![0b1111_1111]));
        assert_eq!(packed(9, 11), (3, vec![0b1111_1111, 0b1000_0000]));
        assert_eq!(packed(0, 0), (0, vec![]));
    }
}
