//! Content-addressed JSON in the derived bucket: the name is the hash of the bytes, so writing
//! twice changes nothing, and what is read is checked against its name.

use std::error::Error as StdError;

use aws_sdk_s3::operation::get_object::GetObjectError;
use aws_sdk_s3::primitives::ByteStream;
use domain::money::{Sha256Hex, YearMonth, canonical_json};
use futures::future::try_join_all;
use media::object;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Ledger;
use crate::error::LedgerError;
use crate::line_index::Extent;

/// How many objects are read or written at the same time.
pub(crate) const OBJECTS_AT_ONCE: usize = 8;

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

    /// Writes each of `values` under its own hash, some at the same time. One round trip each.
    pub(crate) async fn put_objects<T: Serialize + Sync>(
        &self,
        key_of: KeyOf,
        month: YearMonth,
        values: &[T],
    ) -> Result<(), LedgerError> {
        for some in values.chunks(OBJECTS_AT_ONCE) {
            let writes = some.iter().map(|value| self.put_object(key_of, month, value));
            // The futures are made first: a stream of closures is not known to be `Send`.
            try_join_all(writes.collect::<Vec<_>>()).await?;
        }
        Ok(())
    }

    /// Reads what each of `names` names, some at the same time, in their order. One round trip each.
    pub(crate) async fn get_objects<T: DeserializeOwned>(
        &self,
        key_of: KeyOf,
        month: YearMonth,
        names: &[Sha256Hex],
    ) -> Result<Vec<T>, LedgerError> {
        let mut values = Vec::with_capacity(names.len());
        for some in names.chunks(OBJECTS_AT_ONCE) {
            let reads = some.iter().map(|sha256| self.get_object(key_of, month, sha256));
            values.extend(try_join_all(reads.collect::<Vec<_>>()).await?);
        }
        Ok(values)
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
