//! Hexadecimal, SHA-256 in it, and the canonical JSON that money is hashed as.

use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::fmt::Write as _;
use std::str::FromStr;
use thiserror::Error;

/// A SHA-256 as 64 hexadecimal digits, read in either case and kept in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sha256Hex(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a SHA-256 in 64 hexadecimal digits")]
pub struct DigestError;

/// Compact JSON with the fields in the order of their declaration. Whoever hashes a value keeps its
/// lists sorted, so that equal values have equal bytes.
#[expect(clippy::expect_used, reason = "text, integers and lists of them always serialise")]
pub fn canonical_json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).expect("a value of text keys, text and integers is JSON")
}

/// Two lower case digits a byte.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing to a `String` cannot fail.
        _ = write!(text, "{byte:02x}");
    }
    text
}

/// The bytes that the digits stand for, in either case; none where they are no pairs of digits.
pub fn bytes_of_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok());
    let digits: Vec<u8> = digits.collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks::<2>();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| (high << 4) | low).collect())
}

impl Sha256Hex {
    pub fn of(bytes: &[u8]) -> Self {
        Self::from_bytes(&Sha256::digest(bytes))
    }

    pub fn of_json<T: Serialize>(value: &T) -> Self {
        Self::of(&canonical_json(value))
    }

    /// From the 32 bytes of a hash that was computed elsewhere, piece by piece.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(hex(bytes))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The 32 bytes that the digits stand for.
    pub fn to_bytes(&self) -> [u8; 32] {
        bytes_of_hex(&self.0).and_then(|bytes| bytes.try_into().ok()).unwrap_or_default()
    }
}

impl Shaped for Sha256Hex {
    const SHAPE: &'static TextShape = &TextShape {
        name: "Sha256Hex",
        about: "A SHA-256 as 64 hexadecimal digits: read in either case, written in lower case.",
        pattern: Some("^[0-9A-Fa-f]{64}$"),
        length: (64, 64),
        format: None,
        words: &[],
        examples: &["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    };
}

shaped_schema!(Sha256Hex);

impl FromStr for Sha256Hex {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Sha256Hex {
    type Error = DigestError;

    fn try_from(mut text: String) -> Result<Self, DigestError> {
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            text.make_ascii_lowercase();
            Ok(Self(text))
        } else {
            Err(DigestError)
        }
    }
}

impl From<Sha256Hex> for String {
    fn from(digest: Sha256Hex) -> Self {
        digest.0
    }
}

impl fmt::Display for Sha256Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Sha256Hex::of(b"").as_str(), nothing);
        assert_eq!(nothing.parse(), Ok(Sha256Hex::of(b"")));
        assert_eq!(Sha256Hex::from_bytes(&Sha256Hex::of(b"").to_bytes()).as_str(), nothing);
        assert_eq!(nothing.to_uppercase().parse::<Sha256Hex>().unwrap().as_str(), nothing);
    }

    #[test]
    fn hexadecimal_is_read_back_in_either_case_and_only_in_pairs() {
        let bytes = [0x00, 0x0f, 0xa5, 0xff];
        assert_eq!(hex(&bytes), "000fa5ff");
        assert_eq!(bytes_of_hex("000fA5FF"), Some(bytes.to_vec()));
        assert_eq!(["0", "0g", "ä0"].map(bytes_of_hex), [None, None, None]);
    }
}
