//! The secret of a deployment, and what is derived with it: ids and numbers that nobody can compute
//! who knows what they are made of.

use crate::digest::{bytes_of_hex, hex};
use hmac::digest::Key;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::fmt;

/// 32 random bytes, made once in the life of a deployment and never rotated: whatever was derived
/// with them is found again by deriving it again. Appears in no log.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DeploymentSecret([u8; 32]);

/// A stored secret is not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret has 64 hexadecimal digits")]
pub struct SecretError;

impl DeploymentSecret {
    /// These bytes have to come from a source that nobody can guess.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// HMAC-SHA-256 of the parts, each after its length in 8 bytes, so that no two lists of parts
    /// run together. The first part names the kind of what is derived.
    pub fn authenticate(&self, parts: &[&[u8]]) -> [u8; 32] {
        let code = parts.iter().fold(self.keyed(), |code, part| {
            let length = u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes();
            code.chain_update(length).chain_update(part)
        });
        code.finalize().into_bytes().into()
    }

    /// The secret padded with zeros to one block, as HMAC pads what is shorter.
    fn keyed(&self) -> Hmac<Sha256> {
        let mut block = Key::<Hmac<Sha256>>::default();
        for (to, from) in block.iter_mut().zip(self.0) {
            *to = from;
        }
        Hmac::new(&block)
    }
}

impl fmt::Debug for DeploymentSecret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DeploymentSecret")
    }
}

impl TryFrom<String> for DeploymentSecret {
    type Error = SecretError;

    fn try_from(text: String) -> Result<Self, SecretError> {
        let bytes = bytes_of_hex(&text).and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(SecretError)
    }
}

impl From<DeploymentSecret> for String {
    fn from(secret: DeploymentSecret) -> Self {
        hex(&secret.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message of the first case of RFC 4231, whose key has 20 bytes: zeros pad it to 32 as they
    /// would to 64.
    #[test]
    fn it_is_hmac_sha_256() {
        let mut key = [0; 32];
        key[..20].fill(0x0b);
        let secret = DeploymentSecret::from_bytes(key);
        let code = secret.keyed().chain_update(b"Hi There").finalize().into_bytes();
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(hex(&code), expected);
    }

    #[test]
    fn it_follows_from_secret_and_parts_and_from_nothing_less() {
        let (one, other) =
            (DeploymentSecret::from_bytes([1; 32]), DeploymentSecret::from_bytes([2; 32]));
        let code = one.authenticate(&[b"ab", b"c"]);
        assert_eq!(code, one.authenticate(&[b"ab", b"c"]));
        assert_ne!(code, other.authenticate(&[b"ab", b"c"]));
        assert_ne!(code, one.authenticate(&[b"a", b"bc"]));
    }

    #[test]
    fn it_is_stored_as_text_and_appears_in_no_log() {
        let secret = DeploymentSecret::from_bytes([0xa5; 32]);
        let stored = serde_json::to_string(&secret).unwrap();
        assert_eq!(stored, format!("\"{}\"", "a5".repeat(32)));
        assert_eq!(serde_json::from_str::<DeploymentSecret>(&stored).unwrap(), secret);
        assert_eq!(format!("{secret:?}"), "DeploymentSecret");
        assert!(serde_json::from_str::<DeploymentSecret>("\"a5\"").is_err());
    }
}
