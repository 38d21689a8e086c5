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

use crate::error::LedgerError;
use crate::ledger::Ledger;
use revenue_file::line_index::ReadRange;

/// How many objects are read or written at the same time.
pub(crate) const OBJECTS_AT_ONCE: usize = 8;

/// Which key a hash has: [`media::keys::reduced`] or [`media::keys::plan`].
pub(crate) type KeyOf = fn(YearMonth, &Sha256Hex) -> String;

/// What `ask` answers for each of `all`, in their order, however long each takes; `at_once` of them
/// at the same time, and no more futures than that. The first failure ends it.
pub(crate) async fn in_order<'a, A, T, E, F: Future<Output = Result<T, E>>>(
    all: &'a [A],
    at_once: usize,
    ask: impl Fn(&'a A) -> F,
) -> Result<Vec<T>, E> {
    let mut answers = Vec::with_capacity(all.len());
    for some in all.chunks(at_once.max(1)) {
        // The futures are made first: a stream of closures is not known to be `Send`.
        let asked: Vec<F> = some.iter().map(&ask).collect();
        answers.extend(try_join_all(asked).await?);
    }
    Ok(answers)
}

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
        object::write_object(&self.runtime.s3, bucket, &key, "application/json", bytes)
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
        let write = |value| self.put_object(key_of, month, value);
        in_order(values, OBJECTS_AT_ONCE, write).await.map(|_names| ())
    }

    /// Reads what each of `names` names, some at the same time, in their order. One round trip
    /// each.
    pub(crate) async fn get_objects<T: DeserializeOwned>(
        &self,
        key_of: KeyOf,
        month: YearMonth,
        names: &[Sha256Hex],
    ) -> Result<Vec<T>, LedgerError> {
        in_order(names, OBJECTS_AT_ONCE, |sha256| self.get_object(key_of, month, sha256)).await
    }

    /// Writes bytes under a key that follows from them. One round trip.
    pub(crate) async fn put_bytes(
        &self,
        key: &str,
        content_type: &str,
        bytes: impl Into<ByteStream>,
    ) -> Result<(), LedgerError> {
        let bucket = &self.runtime.config.derived_bucket;
        object::write_object(&self.runtime.s3, bucket, key, content_type, bytes)
            .await
            .map_err(|source| failed(key, source))
    }

    /// These bytes of an object, fewer at its end. One round trip.
    pub(crate) async fn get_range(
        &self,
        bucket: &str,
        key: &str,
        range: ReadRange,
    ) -> Result<Vec<u8>, LedgerError> {
        let ReadRange { start, length } = range;
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

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use std::cell::Cell;
    use std::pin::{Pin, pin};
    use std::task::{Context, Poll, Waker};

    use proptest::prelude::*;

    use super::*;

    /// Answers with its name once it was asked so often; tells how many are under way.
    struct Slow<'a> {
        name: Result<u32, u32>,
        asked_before: u8,
        under_way: &'a Cell<usize>,
        most: &'a Cell<usize>,
        is_begun: bool,
    }

    impl Future for Slow<'_> {
        type Output = Result<u32, u32>;

        fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
            if !self.is_begun {
                self.is_begun = true;
                self.under_way.set(self.under_way.get() + 1);
                self.most.set(self.most.get().max(self.under_way.get()));
            }
            if self.asked_before == 0 {
                self.under_way.set(self.under_way.get() - 1);
                return Poll::Ready(self.name);
            }
            self.asked_before -= 1;
            context.waker().wake_by_ref();
            Poll::Pending
        }
    }

    /// Asks until there is an answer.
    fn answered<F: Future>(future: F) -> F::Output {
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(answer) =
                future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
            {
                return answer;
            }
        }
    }

    /// What comes back of these, each as slow as it is said, and how many were under way at once.
    fn asked(all: &[(Result<u32, u32>, u8)], at_once: usize) -> (Result<Vec<u32>, u32>, usize) {
        let (under_way, most) = (Cell::new(0), Cell::new(0));
        let slow = |(name, asked_before): &(Result<u32, u32>, u8)| {
            let (name, asked_before) = (*name, *asked_before);
            Slow { name, asked_before, under_way: &under_way, most: &most, is_begun: false }
        };
        let answers = answered(in_order(all, at_once, slow));
        (answers, most.get())
    }

    proptest! {
        #[test]
        fn whatever_the_pages_and_however_many_at_once_everything_comes_once_and_in_its_order(
            slowness in prop::collection::vec(0_u8..6, 0..60),
            at_once in 0_usize..20,
            page in 1_usize..9,
        ) {
            let all: Vec<_> = (0_u32..).map(Ok).zip(slowness).collect();
            let expected: Vec<u32> = all.iter().filter_map(|(name, _)| name.ok()).collect();
            let (answers, most) = asked(&all, at_once);
            prop_assert_eq!(answers.as_ref(), Ok(&expected));
            prop_assert!(most <= at_once.max(1));
            if all.iter().all(|(_, asked_before)| *asked_before > 0) {
                prop_assert_eq!(most, at_once.max(1).min(all.len()), "and no fewer");
            }
            // The same in pages: each answer is a page of the list.
            let pages: Vec<&[u32]> = expected.chunks(page).collect();
            let read = |page: &&[u32]| std::future::ready(Ok::<Vec<u32>, ()>(page.to_vec()));
            let read = answered(in_order(&pages, at_once, read)).unwrap();
            prop_assert_eq!(read.concat(), expected);
        }

        #[test]
        fn what_fails_is_told_and_nothing_is_given_out_in_its_place(
            slowness in prop::collection::vec(0_u8..6, 1..60),
            at_once in 1_usize..20,
            fails in any::<prop::sample::Index>(),
        ) {
            let mut all: Vec<_> = (0_u32..).map(Ok).zip(slowness).collect();
            let place = fails.index(all.len());
            all[place].0 = Err(7);
            prop_assert_eq!(asked(&all, at_once).0, Err(7));
        }
    }
}
