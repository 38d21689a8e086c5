//! Content-addressed JSON in the derived bucket: the name is the hash of the bytes, so writing
//! twice changes nothing, and what is read is checked against its name.

use std::error::Error as StdError;

use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use domain::money::{Sha256Hex, YearMonth, canonical_json};
use media::object;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Ledger;
use crate::error::LedgerError;
use crate::line_index::Extent;

/// Which key a hash has: [`media::keys::reduced`] or [`media::keys::plan`].
pub(crate) type KeyOf = fn(YearMonth, &Sha256Hex) -> String;

impl Ledger {
    /// Writes `value` under its own hash. One round trip.
    pub(crate) async fn put_object<T: Serialize>(
        &self,
        key_of: KeyOf,
        month: YearMonth,
        value: &T,
    ) -> Result<Sha256Hex, LedgerError> {
        let bytes = canonical_json(value);
        let sha256 = Sha256Hex::of(&bytes);
        let key = key_of(month, &sha256);
        let bucket = &self.runtime.config.derived_bucket;
        object::write(&self.runtime.s3, bucket, &key, "application/json", bytes)
            .await
            .map_err(|source| failed(&key, source))?;
        Ok(sha256)
    }

    /// Writes bytes under a key that follows from them. One round trip.
    pub(crate) async fn put_bytes(
        &self,
        key: &str,
        content_type: &str,
        bytes: impl Into<ByteStream>,
    ) -> Result<(), LedgerError> {
        let bucket = &self.runtime.config.derived_bucket;
        object::write(&self.runtime.s3, bucket, key, content_type, bytes)
            .await
            .map_err(|source| failed(key, source))
    }

    /// These bytes of an object, fewer at its end. One round trip.
    pub(crate) async fn get_range(
        &self,
        bucket: &str,
        key: &str,
        extent: Extent,
    ) -> Result<Vec<u8>, LedgerError> {
        let Extent { start, length } = extent;
        let Some(last) = start.checked_add(length).and_then(|end| end.checked_sub(1)) else {
            return Ok(Vec::new());
        };
        let request = self.runtime.s3.get_object().bucket(bucket).key(key);
        match request.range(format!("bytes={start}-{last}")).send().await {
            Ok(object) => {
                let bytes = object.body.collect().await.map_err(|source| failed(key, source))?;
                Ok(bytes.to_vec())
            }
            // Nothing stands there.
            Err(error) if error.raw_response().is_some_and(|r| r.status().as_u16() == 416) => {
                Ok(Vec::new())
            }
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => {
                Err(LedgerError::NoObject { key: key.to_owned() })
            }
            Err(error) => Err(failed(key, error)),
        }
    }

    /// Reads what `sha256` names. One round trip.
    pub(crate) async fn get_object<T: DeserializeOwned>(
        &self,
        key_of: KeyOf,
        month: YearMonth,
        sha256: &Sha256Hex,
    ) -> Result<T, LedgerError> {
        let key = key_of(month, sha256);
        let body = self.open(&self.runtime.config.derived_bucket, &key).await?;
        let bytes = body.collect().await.map_err(|source| failed(&key, source))?.into_bytes();
        if Sha256Hex::of(&bytes) != *sha256 {
            return Err(LedgerError::ObjectChanged { key });
        }
        serde_json::from_slice(&bytes).map_err(|source| failed(&key, source))
    }

    /// Opens an object as a stream; `NoObject` where there is none. One round trip.
    pub(crate) async fn open(&self, bucket: &str, key: &str) -> Result<ByteStream, LedgerError> {
        let answer = self.runtime.s3.get_object().bucket(bucket).key(key).send().await;
        match answer {
            Ok(object) => Ok(object.body),
            Err(error) if error.as_service_error().is_some_and(GetObjectError::is_no_such_key) => {
                Err(LedgerError::NoObject { key: key.to_owned() })
            }
            Err(error) => Err(failed(key, error)),
        }
    }
}

pub(crate) fn failed(key: &str, source: impl StdError + Send + Sync + 'static) -> LedgerError {
    LedgerError::Object { key: key.to_owned(), source: Box::new(source) }
}
