//! What functions and state machines asked of AWS: the last calls, and how many round trips each
//! function has made.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::iam::Access;

/// Older calls are forgotten; the counts go on.
const CALLS_MAX: usize = 10_000;

/// Clones share one log.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallLog {
    entries: Arc<Mutex<Entries>>,
}

#[derive(Debug, Default)]
struct Entries {
    calls: VecDeque<SdkCall>,
    counts: BTreeMap<String, usize>,
    links: VecDeque<SdkCall>,
}

/// One round trip that a function's SDK client made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkCall {
    /// The function's logical id.
    pub function: String,
    /// The operation, such as `TransactWriteItems` or `GetObject`.
    pub operation: String,
    /// The rights it needed; one per item of a transaction.
    pub accesses: Vec<Access>,
    pub outcome: CallOutcome,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallOutcome {
    /// With this HTTP status from the service.
    Answered(u16),
    /// Refused by the function's policy; the service never saw it.
    Denied,
    /// An injected fault broke the connection.
    Lost,
    /// An injected fault answered with this status in place of the service.
    Faulted(u16),
}

impl CallLog {
    pub(crate) fn record(&self, call: SdkCall) {
        let mut entries = self.lock();
        let count = entries.counts.entry(call.function.clone()).or_default();
        *count = count.saturating_add(1);
        push_bounded(&mut entries.calls, call);
    }

    /// A request through a presigned link costs its signer no round trip.
    pub(crate) fn record_link(&self, call: SdkCall) {
        push_bounded(&mut self.lock().links, call);
    }

    /// Oldest first.
    pub(crate) fn calls(&self) -> Vec<SdkCall> {
        self.lock().calls.iter().cloned().collect()
    }

    /// Oldest first.
    pub(crate) fn links(&self) -> Vec<SdkCall> {
        self.lock().links.iter().cloned().collect()
    }

    pub(crate) fn count(&self, function: &str) -> usize {
        self.lock().counts.get(function).copied().unwrap_or_default()
    }

    pub(crate) fn clear(&self) {
        *self.lock() = Entries::default();
    }

    /// A lock that a panic elsewhere poisoned is still a log: no invariant spans two of its fields.
    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn push_bounded(calls: &mut VecDeque<SdkCall>, call: SdkCall) {
    if calls.len() >= CALLS_MAX {
        calls.pop_front();
    }
    calls.push_back(call);
}
