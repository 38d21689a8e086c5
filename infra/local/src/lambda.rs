//! The function host: hands events to the functions as Lambda does. One call at a time waits for
//! its answer ([`Lambda::invoke`]); an asynchronous one ([`Lambda::send`]) is queued, retried, and
//! moved to the dead letters.
//!
//! `handlers` knows the functions, `deliveries` lets tests hold, lose, repeat and reorder events.

mod deliveries;
mod handlers;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use runtime::{Clock, Runtime};
use serde_json::{Value, json};
use thiserror::Error;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};

pub use deliveries::{AsyncEvent, AsyncEventQueue};
pub use handlers::Handler;

use crate::tokens::uuid_of;

/// Where no concurrency is reserved, so many events of one function are handled at once.
const USUAL_CONCURRENCY: usize = 8;

/// What the template says about one function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunctionSettings {
    /// `Timeout`.
    pub timeout: Duration,
    /// `EventInvokeConfig.MaximumRetryAttempts`, two by default: attempts after the first.
    pub retries: u32,
    /// Where given-up asynchronous events go; `None` loses them, as at AWS (here they are still
    /// listed in [`Lambda::dead_letters`]).
    pub on_failure: Option<String>,
    /// `ReservedConcurrentExecutions`.
    pub reserved_concurrency: Option<usize>,
}

/// Why an invocation gave no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvocationError {
    /// The template has no such function.
    #[error("there is no function {0}")]
    NoFunction(String),
    /// The handler said no, or did not understand the event.
    #[error("{0}")]
    Failed(String),
    /// The handler panicked.
    #[error("the function panicked: {0}")]
    Panicked(String),
    /// The function took longer than the template allows it.
    #[error("the function timed out after {} seconds", .0.as_secs())]
    TimedOut(Duration),
}

/// The template names a function that the workspace does not have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("no code for the template's function {0}; register it in the table of handlers")]
pub struct NoCode(pub String);

/// The functions, ready to run. Clones share one host.
#[derive(Clone)]
pub struct Lambda {
    inner: Arc<Inner>,
}

struct Inner {
    functions: BTreeMap<String, Function>,
    deliveries: AsyncEventQueue,
    in_flight: watch::Sender<usize>,
    dead_letters: Mutex<Vec<Value>>,
    dead_letter_file: Option<PathBuf>,
    clock: Clock,
    tokio: Handle,
}

struct Function {
    handler: Handler,
    settings: FunctionSettings,
    concurrency: Semaphore,
}

impl std::fmt::Debug for Lambda {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.inner.functions.keys().collect();
        formatter.debug_struct("Lambda").field("functions", &names).finish_non_exhaustive()
    }
}

impl Lambda {
    /// Starts every function of the template once, each with its own runtime. Dead letters are
    /// appended to `dead_letter_file`, one JSON record a line. Must be called inside tokio.
    pub async fn new(
        functions: Vec<(String, Runtime, FunctionSettings)>,
        clock: Clock,
        dead_letter_file: Option<PathBuf>,
    ) -> Result<Self, NoCode> {
        let mut with_code = Vec::with_capacity(functions.len());
        for (name, runtime, settings) in functions {
            match handlers::handler(&name, runtime).await {
                Some(handler) => with_code.push((name, handler, settings)),
                None => return Err(NoCode(name)),
            }
        }
        Ok(Self::of_handlers(with_code, clock, dead_letter_file))
    }

    fn of_handlers(
        functions: Vec<(String, Handler, FunctionSettings)>,
        clock: Clock,
        dead_letter_file: Option<PathBuf>,
    ) -> Self {
        let started = functions.into_iter().map(|(name, handler, settings)| {
            let permits = settings.reserved_concurrency.unwrap_or(USUAL_CONCURRENCY).max(1);
            (name, Function { handler, settings, concurrency: Semaphore::new(permits) })
        });
        let inner = Inner {
            functions: started.collect(),
            deliveries: AsyncEventQueue::default(),
            in_flight: watch::Sender::new(0),
            dead_letters: Mutex::default(),
            dead_letter_file,
            clock,
            tokio: Handle::current(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Whether the template has this function.
    pub fn has(&self, function: &str) -> bool {
        self.inner.functions.contains_key(function)
    }

    /// Hands one event to one function and waits for its answer. No retry.
    pub async fn invoke(&self, function: &str, event: Value) -> Result<Value, InvocationError> {
        let Some(found) = self.inner.functions.get(function) else {
            return Err(InvocationError::NoFunction(function.to_owned()));
        };
        // A task of its own: a panic ends the task, and a caller who goes away ends nothing.
        let task = self.inner.tokio.spawn((found.handler)(event));
        let abort = task.abort_handle();
        match tokio::time::timeout(found.settings.timeout, task).await {
            Ok(Ok(answer)) => answer.map_err(InvocationError::Failed),
            Ok(Err(ended)) => Err(InvocationError::Panicked(panic_message(ended))),
            Err(_elapsed) => {
                abort.abort();
                Err(InvocationError::TimedOut(found.settings.timeout))
            }
        }
    }

    /// Hands one event to one function later, as S3 and the schedules do: tried, retried, and given
    /// up into the dead letters. `from` tells people where it came from.
    pub fn send(&self, function: &str, event: Value, from: &str) {
        if let Some(delivery) = self.inner.deliveries.admit(function, event, from) {
            self.start(delivery);
        }
    }

    /// The control over asynchronous events.
    pub fn deliveries(&self) -> &AsyncEventQueue {
        &self.inner.deliveries
    }

    /// Delivers these events one after the other, each with its retries, also while events are
    /// held.
    pub async fn deliver(&self, deliveries: impl IntoIterator<Item = AsyncEvent>) {
        for delivery in deliveries {
            self.attempt(delivery).await;
        }
    }

    /// Stops holding events and delivers what was held.
    pub fn release(&self) {
        for delivery in self.inner.deliveries.release() {
            self.start(delivery);
        }
    }

    /// Waits until no asynchronous event is being handled. Held events are not waited for.
    pub async fn idle(&self) {
        let mut in_flight = self.inner.in_flight.subscribe();
        // The sender lives as long as this host, so the wait cannot fail.
        let _idle = in_flight.wait_for(|count| *count == 0).await;
    }

    /// How many asynchronous events are being handled.
    pub fn in_flight(&self) -> usize {
        *self.inner.in_flight.borrow()
    }

    /// The events that failed for good, as the record that the failure destination gets.
    pub fn dead_letters(&self) -> Vec<Value> {
        self.inner.dead_letters.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn start(&self, delivery: AsyncEvent) {
        self.inner.in_flight.send_modify(|count| *count = count.saturating_add(1));
        let host = self.clone();
        self.inner.tokio.spawn(async move {
            host.attempt(delivery).await;
            host.inner.in_flight.send_modify(|count| *count = count.saturating_sub(1));
        });
    }

    async fn attempt(&self, delivery: AsyncEvent) {
        let Some(found) = self.inner.functions.get(&delivery.function) else {
            tracing::error!(function = delivery.function, "an event for no function is lost");
            return;
        };
        // The semaphore is never closed; without a permit the event would still have to be handled.
        let _permit = found.concurrency.acquire().await.ok();
        let attempts = found.settings.retries.saturating_add(1);
        for attempt in 1..=attempts {
            // AWS waits one minute, then two; the studio's time must not pass here.
            match self.invoke(&delivery.function, delivery.event.clone()).await {
                Ok(_) => return,
                Err(error) => {
                    let AsyncEvent { function, from, .. } = &delivery;
                    tracing::error!(%error, function, from, attempt, "an event failed");
                    if attempt == attempts {
                        self.move_to_dead_letters(&delivery, &found.settings, attempts, &error);
                    }
                }
            }
        }
    }

    fn move_to_dead_letters(
        &self,
        delivery: &AsyncEvent,
        settings: &FunctionSettings,
        attempts: u32,
        error: &InvocationError,
    ) {
        let record = failure_record(delivery, settings, attempts, error, self.inner.clock.now());
        if let Some(path) = &self.inner.dead_letter_file
            && let Err(error) = append_line(path, &record.to_string())
        {
            tracing::error!(%error, path = %path.display(), "a dead letter was not written");
        }
        self.inner.dead_letters.lock().unwrap_or_else(PoisonError::into_inner).push(record);
    }
}

/// The record that a failure destination gets of an asynchronous invocation.
fn failure_record(
    delivery: &AsyncEvent,
    settings: &FunctionSettings,
    attempts: u32,
    error: &InvocationError,
    now: Timestamp,
) -> Value {
    json!({
        "version": "1.0",
        "timestamp": now.to_string(),
        "requestContext": {
            "requestId": uuid_of(&["delivery", &delivery.number.to_string()]),
            "functionArn": delivery.function,
            "condition": "RetriesExhausted",
            "approximateInvokeCount": attempts,
        },
        "requestPayload": delivery.event,
        "responseContext": { "statusCode": 200, "functionError": "Unhandled" },
        "responsePayload": { "errorMessage": error.to_string() },
        "destination": settings.on_failure,
    })
}

fn append_line(path: &std::path::Path, line: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    writeln!(file, "{line}")
}

fn panic_message(ended: tokio::task::JoinError) -> String {
    match ended.try_into_panic() {
        Ok(payload) => payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".to_owned()),
        Err(_cancelled) => "the task was cancelled".to_owned(),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    fn settings() -> FunctionSettings {
        FunctionSettings {
            timeout: Duration::from_millis(50),
            retries: 2,
            on_failure: Some("arn:aws:sqs:queue".to_owned()),
            reserved_concurrency: None,
        }
    }

    /// A host with one function, `F`.
    pub(crate) fn host_of(handler: Handler) -> Lambda {
        let functions = vec![("F".to_owned(), handler, settings())];
        Lambda::of_handlers(functions, Clock::system(), None)
    }

    /// A handler from a plain closure.
    pub(crate) fn plain(
        handle: impl Fn(Value) -> Result<Value, String> + Send + Sync + 'static,
    ) -> Handler {
        Arc::new(move |event| {
            let answer = handle(event);
            Box::pin(async move { answer })
        })
    }

    fn failing(times: u32) -> (Handler, Arc<AtomicU32>) {
        let calls = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&calls);
        let handler = plain(move |event| {
            let before = counter.fetch_add(1, Ordering::SeqCst);
            if before < times { Err("not now".to_owned()) } else { Ok(event) }
        });
        (handler, calls)
    }

    #[tokio::test]
    async fn a_panic_is_an_invocation_error_and_the_host_lives_on() {
        let host = host_of(Arc::new(|event| {
            Box::pin(async move {
                assert!(event != json!("bad"), "a bad event");
                Ok(event)
            })
        }));
        let error = host.invoke("F", json!("bad")).await.unwrap_err();
        assert_eq!(error, InvocationError::Panicked("a bad event".to_owned()));
        assert_eq!(host.invoke("F", json!("good")).await.unwrap(), "good");
    }

    #[tokio::test]
    async fn a_function_that_takes_too_long_is_stopped() {
        let host = host_of(Arc::new(|_| Box::pin(std::future::pending())));
        let error = host.invoke("F", json!({})).await.unwrap_err();
        assert_eq!(error, InvocationError::TimedOut(Duration::from_millis(50)));
    }

    #[tokio::test]
    async fn an_unknown_function_is_named() {
        let host = host_of(plain(Ok));
        let error = host.invoke("G", json!({})).await.unwrap_err();
        assert_eq!(error.to_string(), "there is no function G");
    }

    #[tokio::test]
    async fn an_asynchronous_event_is_tried_three_times_and_then_a_dead_letter() {
        let (handler, calls) = failing(3);
        let host = host_of(handler);
        host.send("F", json!({ "n": 1 }), "a test");
        host.idle().await;
        assert_eq!(calls.load(Ordering::SeqCst), 3);
        let letters = host.dead_letters();
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0]["requestPayload"], json!({ "n": 1 }));
        assert_eq!(letters[0]["requestContext"]["approximateInvokeCount"], 3);
        assert_eq!(letters[0]["responsePayload"]["errorMessage"], "not now");
    }

    #[tokio::test]
    async fn an_event_that_succeeds_on_a_retry_is_no_dead_letter() {
        let (handler, calls) = failing(2);
        let host = host_of(handler);
        host.send("F", json!({}), "a test");
        host.idle().await;
        assert_eq!(calls.load(Ordering::SeqCst), 3);
        assert!(host.dead_letters().is_empty());
    }

    #[tokio::test]
    async fn held_events_can_be_lost_repeated_and_reordered() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        let host = host_of(plain(move |event| {
            log.lock().unwrap().push(event.clone());
            Ok(event)
        }));
        host.deliveries().hold();
        for number in 1..=3 {
            host.send("F", json!(number), "a test");
        }
        host.idle().await;
        assert!(seen.lock().unwrap().is_empty());
        let held = host.deliveries().take();
        assert_eq!(held.len(), 3);
        host.deliver([held[2].clone(), held[0].clone(), held[0].clone()]).await;
        assert_eq!(*seen.lock().unwrap(), [json!(3), json!(1), json!(1)]);
        host.send("F", json!(4), "a test");
        host.release();
        host.idle().await;
        assert_eq!(seen.lock().unwrap().last(), Some(&json!(4)));
    }

    #[tokio::test]
    async fn a_dead_letter_is_kept_in_the_data_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("dead-letters.jsonl");
        let functions = vec![("F".to_owned(), failing(9).0, settings())];
        let host = Lambda::of_handlers(functions, Clock::system(), Some(path.clone()));
        host.send("F", json!({}), "a test");
        host.idle().await;
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(text.lines().count(), 1);
        serde_json::from_str::<Value>(text.trim()).unwrap();
    }
}
