//! Whose signature stands under a batch.

use cosmwasm_std::{Api, HexBinary};
use thiserror::Error;

/// Half of the order of secp256k1, rounded down. Of the two signatures `(r, s)` and `(r, n - s)`, which
/// both verify, only the one with `s` up to here counts (Bitcoin's BIP 62, "Low S values in signatures").
const HALF_ORDER: [u8; 32] = [
    0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    0x5d, 0x57, 0x6e, 0x73, 0x57, 0xa4, 0x50, 0x1d, 0xdf, 0xe9, 0x2f, 0x46, 0x68, 0x1b, 0x20, 0xa0,
];

/// Why a signature does not count.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SignatureError {
    /// It is not 64 bytes long.
    #[error("the signature has {bytes} bytes, not 64")]
    Length {
        /// How long it is.
        bytes: usize,
    },
    /// Its s is in the upper half.
    #[error("the signature's s is above half of the curve's order")]
    HighS,
    /// It is not the reporter's for these bytes: another key, chain, contract, configuration or batch.
    #[error("the signature is not the reporter's under digest {digest}")]
    NotTheReporters {
        /// SHA-256 of what should have been signed.
        digest: HexBinary,
    },
}

/// Checks that `key` signed `digest`.
///
/// # Errors
/// [`SignatureError`].
pub fn check_signature(
    api: &dyn Api,
    digest: &[u8; 32],
    signature: &[u8],
    key: &[u8],
) -> Result<(), SignatureError> {
    let bytes = signature.len();
    let s = match signature.split_at_checked(32) {
        Some((_, s)) if s.len() == 32 => s,
        _ => return Err(SignatureError::Length { bytes }),
    };
    if s > HALF_ORDER.as_slice() {
        return Err(SignatureError::HighS);
    }
    match api.secp256k1_verify(digest, signature, key) {
        Ok(true) => Ok(()),
        // An error is an r or s of zero, or an r above the order: a key on the curve is sure.
        Ok(false) | Err(_) => Err(SignatureError::NotTheReporters {
            digest: digest.into(),
        }),
    }
}

/// Whether `key` is a compressed point of secp256k1.
#[must_use]
pub fn is_public_key(api: &dyn Api, key: &[u8]) -> bool {
    // The signature (1, 1) is well formed and nobody's, so that the chain errs on the key alone.
    let mut signature = [0; 64];
    for one in [31, 63] {
        if let Some(byte) = signature.get_mut(one) {
            *byte = 1;
        }
    }
    key.len() == 33
        && matches!(key.first(), Some(2 | 3))
        && api.secp256k1_verify(&[1; 32], &signature, key).is_ok()
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::testing::MockApi;
    use k256::ecdsa::signature::hazmat::PrehashSigner;
    use k256::ecdsa::{Signature, SigningKey};

    use super::*;

    #[test]
    fn attack_25_only_the_low_s_form_of_a_signature_counts() {
        let api = MockApi::default();
        let key = SigningKey::from_slice(&[7; 32]).unwrap();
        let public = key.verifying_key().to_encoded_point(true);
        let digest = [9; 32];
        let signature: Signature = key.sign_prehash(&digest).unwrap();
        let low = signature.normalize_s().unwrap_or(signature);
        let (r, s) = low.split_scalars();
        let high = Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
        let check = |signature: &[u8]| check_signature(&api, &digest, signature, public.as_bytes());
        check(&low.to_bytes()).unwrap();
        assert_eq!(check(&high.to_bytes()), Err(SignatureError::HighS));
        assert_eq!(
            check(&low.to_bytes()[..63]),
            Err(SignatureError::Length { bytes: 63 })
        );
        assert_eq!(check(&[]), Err(SignatureError::Length { bytes: 0 }));
        let mut long = low.to_bytes().to_vec();
        long.push(0);
        assert_eq!(check(&long), Err(SignatureError::Length { bytes: 65 }));
        for broken in [[0; 64], [1; 64]] {
            let found = check(&broken);
            assert!(matches!(found, Err(SignatureError::NotTheReporters { .. })));
        }
    }

    #[test]
    fn half_the_order_is_the_last_low_s() {
        // n - 1 = 2 * HALF_ORDER, as n is odd; n - 1 = -1 on the curve's scalars.
        let minus_one = -k256::Scalar::ONE;
        let mut doubled = [0_u8; 32];
        let mut carry = 0_u16;
        for (to, from) in doubled.iter_mut().zip(HALF_ORDER).rev() {
            let sum = u16::from(from) * 2 + carry;
            *to = sum as u8;
            carry = sum >> 8;
        }
        assert_eq!(doubled.to_vec(), minus_one.to_bytes().to_vec());
    }

    #[test]
    fn only_points_of_the_curve_are_keys() {
        let api = MockApi::default();
        let key = SigningKey::from_slice(&[7; 32]).unwrap();
        let compressed = key.verifying_key().to_encoded_point(true);
        let whole = key.verifying_key().to_encoded_point(false);
        assert!(is_public_key(&api, compressed.as_bytes()));
        assert!(!is_public_key(&api, whole.as_bytes()));
        let mut off_curve = [0; 33];
        off_curve[0] = 2;
        off_curve[32] = 5; // 5^3 + 7 = 132 is not a square.
        assert!(!is_public_key(&api, &off_curve));
        assert!(!is_public_key(&api, &[2; 32]));
        assert!(!is_public_key(&api, &[]));
    }
}
