//! What caused what. A request, an upload, a schedule begins a trace; whatever functions, links, the
//! stream and executions do because of it is an entry of the same trace. The cause travels with the
//! task that works for it, and between tasks with the event, the written item or the link.
//!
//! Only the studio's operators on a laptop read it; nothing is decided by it.

mod book;
mod writes;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use http::request::Parts;
use runtime::Clock;
use serde::Serialize;
use serde_json::Value;

use crate::tokens::uuid_of;
use book::{Book, Step};

pub use book::EntryKind;
pub(crate) use book::TimedCall;
pub(crate) use writes::written_items;

/// What stands before the signature in every presigned link.
const SIGNATURE: &str = "X-Amz-Signature=";
const SIGNATURE_DIGITS: usize = 64;

tokio::task_local! {
    static CAUSE: Cause;
}

/// Because of what something happens: an entry of a trace, or of several where a batch of the stream
/// has records of several requests, or of none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cause(Vec<Step>);

impl Cause {
    /// That of the running task.
    pub fn current() -> Self {
        CAUSE.try_with(Clone::clone).unwrap_or_default()
    }

    /// Everything that the future does happens because of this.
    pub async fn scope<Doing: Future>(self, doing: Doing) -> Doing::Output {
        CAUSE.scope(self, doing).await
    }

    fn is_unknown(&self) -> bool {
        self.0.is_empty()
    }
}

/// An entry that is not over yet.
#[derive(Debug)]
pub struct Running {
    cause: Cause,
    began: Instant,
}

impl Running {
    /// What happens because of it.
    pub fn cause(&self) -> Cause {
        self.cause.clone()
    }
}

/// All traces. Clones share one book.
#[derive(Debug, Clone)]
pub struct Timeline {
    clock: Clock,
    book: Arc<Mutex<Book>>,
}

impl Timeline {
    pub fn new(clock: Clock) -> Self {
        Self { clock, book: Arc::default() }
    }

    pub(crate) fn clock(&self) -> &Clock {
        &self.clock
    }

    /// A trace of its own with this id.
    pub(crate) fn begin(&self, id: &str, kind: EntryKind, name: &str) -> Running {
        let step = self.book().begin(id.to_owned(), kind, name, self.clock.now());
        Running { cause: Cause(vec![step]), began: Instant::now() }
    }

    /// An entry in every trace of the cause; without a cause, a trace of its own.
    pub(crate) fn enter(
        &self,
        cause: &Cause,
        kind: EntryKind,
        name: &str,
        detail: Option<&str>,
    ) -> Running {
        if cause.is_unknown() {
            let number = self.book().next_number().to_string();
            let now = self.clock.now();
            let running = self.begin(&uuid_of(&["trace", &number, &now.to_string()]), kind, name);
            self.book().describe(&running.cause.0, detail);
            return running;
        }
        let now = self.clock.now();
        let mut book = self.book();
        let entered = cause.0.iter().map(|parent| book.enter(*parent, kind, name, detail, now));
        let cause = Cause(entered.collect());
        Running { cause, began: Instant::now() }
    }

    /// The entry is over, with this outcome.
    pub(crate) fn finish(&self, running: &Running, outcome: &str, error: Option<&str>) {
        self.book().finish(&running.cause.0, running.began.elapsed(), outcome, error);
    }

    /// An instant.
    pub(crate) fn note(&self, cause: &Cause, kind: EntryKind, name: &str, error: Option<&str>) {
        if !cause.is_unknown() {
            let noted = self.enter(cause, kind, name, None);
            self.book().fail(&noted.cause.0, error);
        }
    }

    /// Counts a call that the running task made.
    pub(crate) fn count(&self, call: TimedCall<'_>) {
        let cause = Cause::current();
        if !cause.is_unknown() {
            self.book().count(&cause.0, call);
        }
    }

    /// The running task is about to write these items: their records will have its cause.
    pub(crate) fn writes(&self, items: &[String]) {
        let Cause(steps) = Cause::current();
        self.book().writes(items, &steps);
    }

    /// Why these records of the stream are there; each becomes an entry the first time.
    pub(crate) fn cause_of_records(&self, records: &[Value]) -> Cause {
        let now = self.clock.now();
        let mut book = self.book();
        let mut steps: Vec<Step> = Vec::new();
        for record in records {
            for step in book.record(&writes::Record::read(record), now) {
                if !steps.iter().any(|known| known.is_of_same_trace(step)) {
                    steps.push(step);
                }
            }
        }
        Cause(steps)
    }

    /// Whoever follows a link of this body does so because of the running task.
    pub(crate) fn hands_out_links(&self, body: &[u8]) {
        let Cause(steps) = Cause::current();
        let Some(step) = steps.first() else { return };
        let Ok(text) = std::str::from_utf8(body) else { return };
        let mut book = self.book();
        for (at, found) in text.match_indices(SIGNATURE) {
            let from = at.saturating_add(found.len());
            if let Some(signature) = text.get(from..from.saturating_add(SIGNATURE_DIGITS)) {
                book.hand_out(signature, *step);
            }
        }
    }

    /// Somebody follows a presigned link.
    pub(crate) fn follow_link(&self, parts: &Parts) -> Running {
        let query = parts.uri.query().unwrap_or_default();
        let signature = query.split('&').find_map(|pair| pair.strip_prefix(SIGNATURE));
        let step = signature.and_then(|signature| self.book().cause_of_link(signature));
        let name = format!("{} {}", parts.method, parts.uri.path());
        self.enter(&Cause(step.into_iter().collect()), EntryKind::Link, &name, None)
    }

    /// The beginning of the trace with this id.
    pub(crate) fn cause_of(&self, id: &str) -> Cause {
        Cause(self.book().beginning(id).into_iter().collect())
    }

    /// The id of the first trace of this cause.
    pub(crate) fn id_of(&self, cause: &Cause) -> Option<String> {
        self.book().id_of(*cause.0.first()?)
    }

    /// Everything of one trace.
    pub(crate) fn trace(&self, id: &str) -> Option<impl Serialize + use<>> {
        self.book().trace(id)
    }

    /// The latest traces, newest first.
    pub(crate) fn latest(&self) -> impl Serialize + use<> {
        self.book().latest()
    }

    /// A lock that a panic elsewhere poisoned is still a book: each change leaves it readable.
    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
