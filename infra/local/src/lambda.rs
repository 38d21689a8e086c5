//! The function host: hands events to the functions as Lambda does. One call at a time waits for
//! its answer ([`Lambda::invoke`]); an asynchronous one ([`Lambda::send`]) is queued, retried, and
//! moved to the dead letters.
//!
//! `handlers` knows the functions, `deliveries` lets tests hold, lose, repeat and reorder events,
//! `dead_letters` keeps what was given up.

mod dead_letters;
mod deliveries;
mod handlers;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use runtime::Runtime;
use serde_json::{Value, json};
use thiserror::Error;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};

pub use dead_letters::{DeadLetter, LetterKind};
pub use deliveries::{AsyncEvent, AsyncEventQueue};
pub use handlers::Handler;

use crate::timeline::{Cause, EntryKind, Timeline};
use crate::tokens::uuid_of;
use dead_letters::DeadLetters;

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
    dead_letters: DeadLetters,
    timeline: Timeline,
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
    /// Starts every function of the template once, each with its own runtime. `dead_letter_file`
    /// keeps the dead letters, one a line. Must be called inside tokio.
    pub async fn new(
        functions: Vec<(String, Runtime, FunctionSettings)>,
        timeline: Timeline,
        dead_letter_file: Option<PathBuf>,
    ) -> Result<Self, NoCode> {
        let mut with_code = Vec::with_capacity(functions.len());
        for (name, runtime, settings) in functions {
            match handlers::handler(&name, runtime).await {
                Some(handler) => with_code.push((name, handler, settings)),
                None => return Err(NoCode(name)),
            }
        }
        Ok(Self::of_handlers(with_code, timeline, dead_letter_file))
    }

    fn of_handlers(
        functions: Vec<(String, Handler, FunctionSettings)>,
        timeline: Timeline,
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
            dead_letters: DeadLetters::open(dead_letter_file),
            timeline,
            tokio: Handle::current(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Whether the template has this function.
    pub fn has(&self, function: &str) -> bool {
        self.inner.functions.contains_key(function)
    }

    /// What causes what.
    pub(crate) fn timeline(&self) -> &Timeline {
        &self.inner.timeline
    }

    /// Hands one event to one function and waits for its answer. No retry.
    pub async fn invoke(&self, function: &str, event: Value) -> Result<Value, InvocationError> {
        self.invoke_noting(function, event, None).await
    }

    /// As [`invoke`](Self::invoke); the timeline shows the invocation with this detail.
    pub(crate) async fn invoke_noting(
        &self,
        function: &str,
        event: Value,
        detail: Option<&str>,
    ) -> Result<Value, InvocationError> {
        let timeline = self.timeline();
        let running = timeline.enter(&Cause::current(), EntryKind::Invocation, function, detail);
        let answer = self.run(function, event, running.cause()).await;
        match &answer {
            Ok(_) => timeline.finish(&running, "answered", None),
            Err(error) => timeline.finish(&running, "failed", Some(&error.to_string())),
        }
        answer
    }

    async fn run(
        &self,
        function: &str,
        event: Value,
        cause: Cause,
    ) -> Result<Value, InvocationError> {
        let Some(found) = self.inner.functions.get(function) else {
            return Err(InvocationError::NoFunction(function.to_owned()));
        };
        // A task of its own: a panic ends the task, and a caller who goes away ends nothing.
        let task = self.inner.tokio.spawn(cause.scope((found.handler)(event)));
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
        let sent = self.timeline().enter(&Cause::current(), EntryKind::Event, from, Some(function));
        let event = AsyncEvent { cause: sent.cause(), ..AsyncEvent::new(function, event, from) };
        if let Some(delivery) = self.inner.deliveries.admit(event) {
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
        let letters = self.inner.dead_letters.all().into_iter();
        letters.filter(|one| one.kind == LetterKind::Event).map(|one| one.record).collect()
    }

    /// Everything that was given up, oldest first.
    pub fn given_up(&self) -> Vec<DeadLetter> {
        self.inner.dead_letters.all()
    }

    /// Hands what was given up to its function again, with all its retries. `None`: there is no such
    /// letter; otherwise the id of the letter that it has become where it was given up again.
    pub async fn redrive(&self, id: &str) -> Option<Option<String>> {
        let letter = self.inner.dead_letters.take(id)?;
        let cause = letter.request.map(|id| self.timeline().cause_of(&id)).unwrap_or_default();
        let from = format!("redrive of {}", letter.from.trim_start_matches("redrive of "));
        let again = self.timeline().enter(&cause, EntryKind::Event, &from, Some(&letter.function));
        let event = AsyncEvent::new(&letter.function, letter.event, &from);
        Some(self.attempt(AsyncEvent { cause: again.cause(), ..event }).await)
    }

    /// Keeps what was given up of a stream.
    pub(crate) fn keep_records(&self, function: &str, event: Value, record: Value) {
        let id = uuid_of(&["letter", &record.to_string()]);
        let cause = Cause::current();
        let letter = DeadLetter {
            id,
            kind: LetterKind::Stream,
            function: function.to_owned(),
            from: "the stream of the table".to_owned(),
            request: self.timeline().id_of(&cause),
            event,
            record,
        };
        self.keep(&cause, letter);
    }

    fn keep(&self, cause: &Cause, letter: DeadLetter) {
        let error = letter.record.pointer("/responsePayload/errorMessage").and_then(Value::as_str);
        self.timeline().note(cause, EntryKind::DeadLetter, &letter.function, error);
        self.inner.dead_letters.add(letter);
    }

    fn start(&self, delivery: AsyncEvent) {
        self.inner.in_flight.send_modify(|count| *count = count.saturating_add(1));
        let host = self.clone();
        self.inner.tokio.spawn(async move {
            host.attempt(delivery).await;
            host.inner.in_flight.send_modify(|count| *count = count.saturating_sub(1));
        });
    }

    /// The id of the dead letter that the event has become, if it was given up.
    async fn attempt(&self, delivery: AsyncEvent) -> Option<String> {
        let Some(found) = self.inner.functions.get(&delivery.function) else {
            tracing::error!(function = delivery.function, "an event for no function is lost");
            return None;
        };
        // The semaphore is never closed; without a permit the event would still have to be handled.
        let _permit = found.concurrency.acquire().await.ok();
        let attempts = found.settings.retries.saturating_add(1);
        for attempt in 1..=attempts {
            // AWS waits one minute, then two; the studio's time must not pass here.
            let detail = format!("attempt {attempt} of {attempts}");
            let event = delivery.event.clone();
            let invoking = self.invoke_noting(&delivery.function, event, Some(&detail));
            match delivery.cause.clone().scope(invoking).await {
                Ok(_) => return None,
                Err(error) => {
                    let AsyncEvent { function, from, .. } = &delivery;
                    tracing::error!(%error, function, from, attempt, "an event failed");
                    if attempt == attempts {
                        return Some(self.give_up(delivery, &found.settings, attempts, &error));
                    }
                }
            }
        }
        None
    }

    fn give_up(
        &self,
        delivery: AsyncEvent,
        settings: &FunctionSettings,
        attempts: u32,
        error: &InvocationError,
    ) -> String {
        let now = self.timeline().clock().now();
        let record = failure_record(&delivery, settings, attempts, error, now);
        let AsyncEvent { function, event, from, cause, .. } = delivery;
        let id = uuid_of(&["letter", &record.to_string()]);
        let letter = DeadLetter {
            id: id.clone(),
            kind: LetterKind::Event,
            function,
            from,
            request: self.timeline().id_of(&cause),
            event,
            record,
        };
        self.keep(&cause, letter);
        id
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
    use std::sync::Mutex;
    use std::sync::atomic::{AtomicU32, Ordering};

    use runtime::Clock;

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
        Lambda::of_handlers(functions, Timeline::new(Clock::system()), None)
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
        let start = || {
            let functions = vec![("F".to_owned(), failing(3).0, settings())];
            let timeline = Timeline::new(Clock::system());
            Lambda::of_handlers(functions, timeline, Some(path.clone()))
        };
        let host = start();
        host.send("F", json!({}), "a test");
        host.idle().await;
        let given_up = host.given_up();
        assert_eq!(start().given_up(), given_up, "after a restart");
        assert_eq!(
            host.redrive(&given_up[0].id).await,
            Some(None),
            "the fourth time it is handled"
        );
        assert_eq!(start().given_up(), []);
        assert_eq!(host.redrive(&given_up[0].id).await, None, "it is gone");
    }

    #[tokio::test]
    async fn what_is_redriven_in_vain_is_another_letter_of_the_same_trace() {
        let host = host_of(failing(9).0);
        host.send("F", json!({ "n": 1 }), "a test");
        host.idle().await;
        let [before] = host.given_up().try_into().unwrap();
        let again = host.redrive(&before.id).await.unwrap().unwrap();
        let [after] = host.given_up().try_into().unwrap();
        assert_eq!((&after.id, &after.event), (&again, &before.event));
        assert_ne!(after.id, before.id);
        assert_eq!((&after.request, &*after.from), (&before.request, "redrive of a test"));
        let trace = host.timeline().trace(&after.request.unwrap()).unwrap();
        let trace = serde_json::to_value(trace).unwrap();
        let of_kind = |kind: &str| {
            let entries = trace["entries"].as_array().unwrap();
            entries.iter().filter(|entry| entry["kind"] == kind).count()
        };
        assert_eq!((of_kind("event"), of_kind("invocation"), of_kind("dead_letter")), (2, 6, 2));
    }
}
