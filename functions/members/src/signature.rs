//! Signed credits: canonical JSON under Ed25519, verifiable offline with nothing but the published
//! key.
//!
//! Canonical: the keys of every object in the order of their bytes, no white space. What is signed
//! is the document without its member `signature`.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::digest::bytes_of_hex;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use thiserror::Error;

const ALGORITHM: &str = "Ed25519";

/// The signing key.
#[derive(Debug)]
pub struct Signer {
    pair: Ed25519KeyPair,
}

/// A document with its signature.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Signed{T}")]
pub struct Signed<T> {
    #[serde(flatten)]
    document: T,
    /// Over all other members, as canonical JSON.
    signature: SignatureView,
}

/// A signature under the published key.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SignatureView {
    /// `Ed25519` of RFC 8032.
    #[schemars(extend("const" = "Ed25519"))]
    algorithm: &'static str,
    /// 64 bytes in base64.
    value: String,
}

/// The key that verifies what the studio signs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PublishedKeyView {
    /// `Ed25519` of RFC 8032.
    #[schemars(extend("const" = "Ed25519"))]
    algorithm: &'static str,
    /// 32 bytes in base64.
    key: String,
}

/// Nothing can be signed or verified.
#[derive(Debug, Error)]
pub enum SignatureError {
    /// The seed is not 64 hexadecimal characters.
    #[error("the seed of the signing key is not 64 hexadecimal characters")]
    Seed,
    /// The document is not a JSON object, or has no whole signature.
    #[error("the document is not a signed credit")]
    NotSigned,
    /// The published key cannot be read.
    #[error("the published key is not an Ed25519 key")]
    NotAKey,
    /// The document was changed, or signed with another key.
    #[error("the signature does not belong to this document and this key")]
    Mismatch,
}

impl Signer {
    /// The key that follows from a seed of 64 hexadecimal characters.
    ///
    /// # Errors
    /// Where that is no seed.
    pub fn from_seed(seed: &str) -> Result<Self, SignatureError> {
        let bytes = bytes_of_hex(seed).ok_or(SignatureError::Seed)?;
        let pair = Ed25519KeyPair::from_seed_unchecked(&bytes).map_err(|_| SignatureError::Seed)?;
        Ok(Self { pair })
    }

    /// The document with its signature.
    ///
    /// # Errors
    /// Where it is not a JSON object.
    pub fn signed<T: Serialize>(&self, document: T) -> Result<Signed<T>, SignatureError> {
        let value = serde_json::to_value(&document).map_err(|_| SignatureError::NotSigned)?;
        let Value::Object(members) = value else { return Err(SignatureError::NotSigned) };
        let value = self.pair.sign(canonical(&members).as_bytes());
        let value = STANDARD.encode(value.as_ref());
        Ok(Signed { document, signature: SignatureView { algorithm: ALGORITHM, value } })
    }

    /// The key that everybody may know.
    pub fn published(&self) -> PublishedKeyView {
        let key = STANDARD.encode(self.pair.public_key().as_ref());
        PublishedKeyView { algorithm: ALGORITHM, key }
    }
}

/// Whether the document is as it was signed with the published key.
///
/// # Errors
/// What is wrong with it.
pub fn verify(document: &Value, published: &Value) -> Result<(), SignatureError> {
    let Value::Object(mut document) = document.clone() else {
        return Err(SignatureError::NotSigned);
    };
    let signature = document.remove("signature").ok_or(SignatureError::NotSigned)?;
    let signature = bytes(&signature, "value").ok_or(SignatureError::NotSigned)?;
    let key = bytes(published, "key").ok_or(SignatureError::NotAKey)?;
    UnparsedPublicKey::new(&ED25519, key)
        .verify(canonical(&document).as_bytes(), &signature)
        .map_err(|_| SignatureError::Mismatch)
}

fn bytes(object: &Value, member: &str) -> Option<Vec<u8>> {
    let is_ours = object.get("algorithm").and_then(Value::as_str) == Some(ALGORITHM);
    let text = object.get(member).and_then(Value::as_str).filter(|_| is_ours)?;
    STANDARD.decode(text).ok()
}

fn canonical(object: &Map<String, Value>) -> String {
    let mut members: Vec<(&String, &Value)> = object.iter().collect();
    members.sort_by_key(|(name, _)| *name);
    let member = |(name, value): (&String, &Value)| {
        let name = Value::String(name.clone());
        format!("{name}:{}", canonical_value(value))
    };
    let members: Vec<String> = members.into_iter().map(member).collect();
    format!("{{{}}}", members.join(","))
}

fn canonical_value(value: &Value) -> String {
    match value {
        Value::Object(object) => canonical(object),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical_value).collect();
            format!("[{}]", items.join(","))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::string_slice, reason = "two digits a byte")]

    use super::*;
    use serde_json::json;

    const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    fn signer() -> Signer {
        Signer::from_seed(SEED).unwrap()
    }

    #[test]
    fn the_key_is_the_one_of_the_standards_first_example() {
        let published = json!(signer().published());
        // RFC 8032, section 7.1, test 1.
        let expected = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
        let key = bytes(&published, "key").unwrap();
        let expected: Vec<u8> = (0..32)
            .map(|byte| u8::from_str_radix(&expected[byte * 2..byte * 2 + 2], 16).unwrap())
            .collect();
        assert_eq!(key, expected);
    }

    #[test]
    fn a_signed_document_is_verified_and_a_changed_one_is_not() {
        let (signer, document) =
            (signer(), json!({ "b": [1, { "d": null, "c": "é" }], "a": true }));
        let signed = json!(signer.signed(&document).unwrap());
        let key = json!(signer.published());
        assert!(verify(&signed, &key).is_ok());
        let mut changed = signed.clone();
        changed["a"] = json!(false);
        assert!(matches!(verify(&changed, &key), Err(SignatureError::Mismatch)));
        let other = Signer::from_seed(&SEED.replace('9', "8")).unwrap();
        assert!(matches!(
            verify(&signed, &json!(other.published())),
            Err(SignatureError::Mismatch)
        ));
        assert!(matches!(verify(&document, &key), Err(SignatureError::NotSigned)));
    }

    #[test]
    fn the_order_of_members_and_white_space_do_not_matter() {
        let text = "{ \"b\" : 1, \"a\": {\"z\":2,\n\"y\":[ ]} }";
        let Value::Object(object) = serde_json::from_str(text).unwrap() else { panic!() };
        assert_eq!(canonical(&object), r#"{"a":{"y":[],"z":2},"b":1}"#);
    }

    #[test]
    fn what_is_no_seed_is_refused() {
        for seed in ["", "9d61", "x", &"g".repeat(64), &"a".repeat(63)] {
            assert!(matches!(Signer::from_seed(seed), Err(SignatureError::Seed)), "{seed}");
        }
    }
}
