//! The event source mapping between the table's stream and a function: which records, in batches of
//! which size, what happens to those that fail. The order of the stream is kept: nothing overtakes
//! a failing record, which is retried, set apart by halving its batch, and finally quarantined in
//! the failures bucket.

mod pattern;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::future::BoxFuture;
use runtime::Clock;
use serde_json::{Value, json};
use tokio::sync::{Mutex, watch};

pub use pattern::{NotAPattern, Pattern};

use crate::lambda::{InvocationError, Lambda};
use crate::timeline::Cause;
use crate::tokens::uuid_of;

/// What the template says about one mapping.
#[derive(Debug, Clone)]
pub struct Mapping {
    /// The logical id of the function.
    pub function: String,
    /// A record must fit one of them; none at all lets every record through.
    pub filters: Vec<Pattern>,
    /// `BatchSize`: the maximum number of records per event.
    pub batch_size: usize,
    /// `MaximumRetryAttempts`: attempts after the first.
    pub retries: u32,
    /// `BisectBatchOnFunctionError`: a failing batch is halved, so that one bad record stands alone.
    pub bisect: bool,
    /// `ReportBatchItemFailures`: the function says from which record on it failed.
    pub reports_failures: bool,
    /// The bucket for records that failed for good; `None` loses them, as at AWS.
    pub failures_bucket: Option<String>,
}

/// Reads records after a sequence number (`None`: from the oldest) in order, some at a time. An
/// empty answer is the end of the stream for now.
pub type ReadRecords = Arc<dyn Fn(Option<&str>) -> Result<Vec<Value>, String> + Send + Sync>;

/// Puts an object: bucket, key, body.
pub type PutFailure =
    Arc<dyn Fn(String, String, Vec<u8>) -> BoxFuture<'static, Result<(), String>> + Send + Sync>;

/// One mapping at work. Clones share one position in the stream.
#[derive(Clone)]
pub struct Stream {
    inner: Arc<Inner>,
}

struct Inner {
    mapping: Mapping,
    lambda: Lambda,
    clock: Clock,
    read: ReadRecords,
    put_failure: PutFailure,
    /// The last sequence number that is done with. The lock is held while records are delivered, so
    /// there is one reader, as there is for a shard.
    position: Mutex<Option<String>>,
    position_file: Option<PathBuf>,
    held: AtomicBool,
}

impl std::fmt::Debug for Stream {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Stream")
            .field("mapping", &self.inner.mapping)
            .finish_non_exhaustive()
    }
}

/// Some records on their way, and how often they have failed together.
struct Batch {
    records: Vec<Value>,
    failures: u32,
}

/// What became of one attempt.
enum Outcome {
    Done,
    /// This record and those after it failed.
    FailedFrom(usize),
    Failed(InvocationError),
}

impl Stream {
    /// A mapping that goes on where `position_file` says, or starts at the oldest record.
    pub fn new(
        mapping: Mapping,
        lambda: Lambda,
        clock: Clock,
        read: ReadRecords,
        put_failure: PutFailure,
        position_file: Option<PathBuf>,
    ) -> Self {
        let position = position_file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        let inner = Inner {
            mapping,
            lambda,
            clock,
            read,
            put_failure,
            position: Mutex::new(position),
            position_file,
            held: AtomicBool::new(false),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Delivers records whenever the table was written to, until the table is closed.
    pub async fn follow(&self, mut writes: watch::Receiver<u64>) {
        while writes.changed().await.is_ok() {
            self.drain().await;
        }
    }

    /// Delivers what the stream has, up to its end, and says how many records that were. While held
    /// it delivers nothing.
    pub async fn drain(&self) -> usize {
        let mut position = self.inner.position.lock().await;
        let mut delivered: usize = 0;
        while !self.inner.held.load(Ordering::SeqCst) {
            let records = match (self.inner.read)(position.as_deref()) {
                Ok(records) => records,
                Err(error) => {
                    tracing::error!(error, "the stream cannot be read");
                    break;
                }
            };
            let Some(last) = records.last().map(|record| sequence_number(record).to_owned()) else {
                break;
            };
            delivered = delivered.saturating_add(records.len());
            self.deliver(records).await;
            self.keep(&last);
            *position = Some(last);
        }
        delivered
    }

    /// From now on nothing is delivered; records wait in the stream.
    pub fn hold(&self) {
        self.inner.held.store(true, Ordering::SeqCst);
    }

    /// Delivers again; what waited comes with the next write or [`Self::drain`].
    pub fn release(&self) {
        self.inner.held.store(false, Ordering::SeqCst);
    }

    /// Goes back to the oldest record: everything comes a second time, as at AWS it may.
    pub async fn rewind(&self) {
        *self.inner.position.lock().await = None;
    }

    async fn deliver(&self, records: Vec<Value>) {
        let mapping = &self.inner.mapping;
        // Those too that no function reads are shown.
        self.cause(&records);
        let wanted: Vec<Value> = records
            .into_iter()
            .filter(|record| {
                mapping.filters.is_empty()
                    || mapping.filters.iter().any(|filter| filter.fits(record))
            })
            .collect();
        for records in wanted.chunks(mapping.batch_size.max(1)) {
            self.deliver_batch(records.to_vec()).await;
        }
    }

    async fn deliver_batch(&self, records: Vec<Value>) {
        let mut waiting = VecDeque::from([Batch { records, failures: 0 }]);
        while let Some(mut batch) = waiting.pop_front() {
            let error = match self.attempt(&batch.records).await {
                Outcome::Done => continue,
                Outcome::FailedFrom(0) => {
                    "the function reported the first record as failed".to_owned()
                }
                Outcome::FailedFrom(first) => {
                    batch.records.drain(..first);
                    waiting.push_front(Batch { records: batch.records, failures: 0 });
                    continue;
                }
                Outcome::Failed(error) => error.to_string(),
            };
            tracing::warn!(error, records = batch.records.len(), "a stream batch failed");
            if self.inner.mapping.bisect && batch.records.len() > 1 {
                let middle = batch.records.len().div_ceil(2);
                let later = batch.records.split_off(middle);
                waiting.push_front(Batch { records: later, failures: batch.failures });
                waiting.push_front(batch);
                continue;
            }
            batch.failures = batch.failures.saturating_add(1);
            if batch.failures > self.inner.mapping.retries {
                self.quarantine(&batch, &error).await;
            } else {
                waiting.push_front(batch);
            }
        }
    }

    async fn attempt(&self, records: &[Value]) -> Outcome {
        let event = json!({ "Records": records });
        let detail = format!("{} records of the stream", records.len());
        let function = &self.inner.mapping.function;
        let invoking = self.inner.lambda.invoke_noting(function, event, Some(&detail));
        match self.cause(records).scope(invoking).await {
            Ok(answer) if self.inner.mapping.reports_failures => first_failure(&answer, records),
            Ok(_) => Outcome::Done,
            Err(error) => Outcome::Failed(error),
        }
    }

    /// Puts a batch aside, whole: the stream forgets its records after a day.
    async fn quarantine(&self, batch: &Batch, error: &str) {
        let mapping = &self.inner.mapping;
        let now = self.inner.clock.now();
        let position =
            |record: Option<&Value>| record.map(sequence_number).unwrap_or_default().to_owned();
        let (start, end) = (position(batch.records.first()), position(batch.records.last()));
        tracing::error!(error, start, end, "a stream batch is quarantined");
        let Some(bucket) = &mapping.failures_bucket else { return };
        let event = json!({ "Records": batch.records });
        let record = json!({
            "version": "1.0",
            "timestamp": now.to_string(),
            "requestContext": {
                "requestId": uuid_of(&["stream", &start, &now.to_string()]),
                "functionArn": mapping.function,
                "condition": "RetryAttemptsExhausted",
                "approximateInvokeCount": batch.failures,
            },
            "responseContext": { "statusCode": 200, "functionError": "Unhandled" },
            "responsePayload": { "errorMessage": error },
            "DDBStreamBatchInfo": {
                "shardId": "shardId-00000001",
                "startSequenceNumber": start,
                "endSequenceNumber": end,
                "batchSize": batch.records.len(),
            },
            "payload": json!({ "Records": batch.records }).to_string(),
        });
        let key = format!(
            "aws/lambda/{}/shardId-00000001/{}-{}",
            mapping.function,
            now.strftime("%Y/%m/%d/%Y-%m-%dT%H.%M.%S"),
            uuid_of(&["failure", &start, &now.to_string()]),
        );
        let body = record.to_string().into_bytes();
        let keeping =
            async move { self.inner.lambda.keep_records(&mapping.function, event, record) };
        self.cause(&batch.records).scope(keeping).await;
        if let Err(error) = (self.inner.put_failure)(bucket.clone(), key, body).await {
            tracing::error!(error, "a failed batch could not be quarantined");
        }
    }

    fn cause(&self, records: &[Value]) -> Cause {
        self.inner.lambda.timeline().cause_of_records(records)
    }

    fn keep(&self, position: &str) {
        if let Some(file) = &self.inner.position_file
            && let Err(error) = std::fs::write(file, position)
        {
            tracing::error!(%error, "the stream's position was not kept");
        }
    }
}

fn sequence_number(record: &Value) -> &str {
    record.pointer("/dynamodb/SequenceNumber").and_then(Value::as_str).unwrap_or_default()
}

/// Where a partial answer says that the function failed: its lowest sequence number. An answer that
/// names nothing known means the whole batch, as at AWS.
fn first_failure(answer: &Value, records: &[Value]) -> Outcome {
    let failures = answer.get("batchItemFailures").and_then(Value::as_array);
    let failures = failures.map(Vec::as_slice).unwrap_or_default();
    let places = failures.iter().map(|failure| {
        let named = failure.get("itemIdentifier").and_then(Value::as_str).unwrap_or_default();
        records.iter().position(|record| sequence_number(record) == named).unwrap_or(0)
    });
    places.min().map_or(Outcome::Done, Outcome::FailedFrom)
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex as StdMutex;

    use super::*;
    use crate::lambda::tests::{host_of, plain};

    /// A stream of ten records; what the function saw, batch by batch; what was quarantined.
    struct World {
        stream: Stream,
        seen: Arc<StdMutex<Vec<Vec<u64>>>>,
        aside: Arc<StdMutex<Vec<(String, Value)>>>,
    }

    fn number(record: &Value) -> u64 {
        sequence_number(record).parse().unwrap()
    }

    fn mapping() -> Mapping {
        Mapping {
            function: "F".to_owned(),
            filters: Vec::new(),
            batch_size: 4,
            retries: 2,
            bisect: true,
            reports_failures: true,
            failures_bucket: Some("failures".to_owned()),
        }
    }

    fn world(
        mapping: Mapping,
        answer: impl Fn(&[u64]) -> Result<Value, String> + Send + Sync + 'static,
    ) -> World {
        let seen = Arc::new(StdMutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        let host = host_of(plain(move |event| {
            let numbers: Vec<u64> =
                event["Records"].as_array().unwrap().iter().map(number).collect();
            log.lock().unwrap().push(numbers.clone());
            answer(&numbers)
        }));
        let read: ReadRecords = Arc::new(|after| {
            let after: u64 = after.map_or(100, |after| after.parse().unwrap());
            let records = (101..=110_u64).filter(|number| *number > after).take(7);
            Ok(records
                .map(|number| {
                    let kind = if number % 2 == 0 { "even" } else { "odd" };
                    json!({ "dynamodb": {
                        "SequenceNumber": number.to_string(),
                        "NewImage": { "kind": { "S": kind } },
                    } })
                })
                .collect())
        });
        let aside = Arc::new(StdMutex::new(Vec::new()));
        let log = Arc::clone(&aside);
        let put: PutFailure = Arc::new(move |bucket, _key, body| {
            log.lock().unwrap().push((bucket, serde_json::from_slice(&body).unwrap()));
            Box::pin(async { Ok(()) })
        });
        let stream = Stream::new(mapping, host, Clock::system(), read, put, None);
        World { stream, seen, aside }
    }

    fn failed(number: u64) -> Value {
        json!({ "batchItemFailures": [{ "itemIdentifier": number.to_string() }] })
    }

    #[tokio::test]
    async fn records_come_in_order_in_batches_and_once() {
        let world = world(mapping(), |_| Ok(json!({ "batchItemFailures": [] })));
        assert_eq!(world.stream.drain().await, 10);
        assert_eq!(world.stream.drain().await, 0);
        let seen = world.seen.lock().unwrap();
        assert_eq!(seen.concat(), (101..=110).collect::<Vec<_>>());
        assert!(seen.iter().all(|batch| batch.len() <= 4));
    }

    #[tokio::test]
    async fn only_records_that_fit_the_filter_come() {
        let filter = r#"{"dynamodb":{"NewImage":{"kind":{"S":["even"]}}}}"#;
        let mapping = Mapping {
            filters: vec![Pattern::parse(&serde_json::from_str(filter).unwrap()).unwrap()],
            ..mapping()
        };
        let world = world(mapping, |_| Ok(Value::Null));
        world.stream.drain().await;
        assert_eq!(world.seen.lock().unwrap().concat(), [102, 104, 106, 108, 110]);
    }

    #[tokio::test]
    async fn a_partial_failure_is_retried_from_there_and_nothing_before_it() {
        let failures = StdMutex::new(1);
        let world = world(Mapping { batch_size: 10, ..mapping() }, move |numbers| {
            let mut left = failures.lock().unwrap();
            if *left > 0 && numbers.contains(&103) {
                *left -= 1;
                return Ok(failed(103));
            }
            Ok(Value::Null)
        });
        world.stream.drain().await;
        let seen = world.seen.lock().unwrap();
        assert_eq!(seen[0][0], 101);
        assert_eq!(seen[1][0], 103);
        assert!(world.aside.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn one_bad_record_is_set_apart_and_the_others_go_on() {
        let world = world(mapping(), |numbers| {
            if numbers.contains(&103) { Err("poison".to_owned()) } else { Ok(Value::Null) }
        });
        world.stream.drain().await;
        let aside = world.aside.lock().unwrap();
        assert_eq!(aside.len(), 1);
        let (bucket, record) = &aside[0];
        assert_eq!(bucket, "failures");
        assert_eq!(record["DDBStreamBatchInfo"]["startSequenceNumber"], "103");
        assert_eq!(record["DDBStreamBatchInfo"]["batchSize"], 1);
        let seen = world.seen.lock().unwrap();
        assert_eq!(seen.iter().filter(|batch| **batch == [103]).count(), 3, "one and two retries");
        let good: Vec<_> = seen.iter().filter(|batch| !batch.contains(&103)).flatten().collect();
        assert_eq!(good, [&101, &102, &104, &105, &106, &107, &108, &109, &110]);
    }

    #[tokio::test]
    async fn an_answer_that_names_nothing_known_means_the_whole_batch() {
        let world = world(Mapping { bisect: false, retries: 0, ..mapping() }, |_| Ok(failed(999)));
        world.stream.drain().await;
        assert_eq!(world.aside.lock().unwrap().len(), world.seen.lock().unwrap().len());
    }

    #[tokio::test]
    async fn a_held_stream_waits_and_a_rewound_one_comes_twice() {
        let world = world(mapping(), |_| Ok(Value::Null));
        world.stream.hold();
        assert_eq!(world.stream.drain().await, 0);
        world.stream.release();
        assert_eq!(world.stream.drain().await, 10);
        world.stream.rewind().await;
        assert_eq!(world.stream.drain().await, 10);
        assert_eq!(world.seen.lock().unwrap().concat().len(), 20);
    }
}
