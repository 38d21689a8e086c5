//! The traces that are remembered, and what leads from one task to the next: written items, links
//! that were handed out.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::writes::Record;

/// Older traces are forgotten.
const TRACES_MAX: usize = 2_000;
/// Further entries of a trace are only counted.
const ENTRIES_MAX: usize = 500;
/// Older items and links are forgotten; what comes of them begins a trace of its own.
const MARKS_MAX: usize = 20_000;
/// The list of all traces names so many.
const LISTED: usize = 100;

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// A request to the API.
    Request,
    /// A request to the buckets through a presigned link.
    Link,
    /// An event that is handed over later.
    Event,
    /// A function at work.
    Invocation,
    /// An execution of a state machine.
    Execution,
    /// A record of the table's stream.
    Record,
    /// A record that is a notice.
    Notice,
    /// What was given up.
    DeadLetter,
}

/// An entry of a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step {
    trace: u64,
    entry: usize,
}

impl Step {
    pub(super) fn is_of_same_trace(self, other: Self) -> bool {
        self.trace == other.trace
    }
}

/// One call of AWS, as it is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimedCall<'call> {
    pub(crate) service: &'static str,
    pub(crate) operation: &'call str,
    pub(crate) duration: Duration,
    pub(crate) failed: bool,
}

#[derive(Debug, Default)]
pub(super) struct Book {
    last_number: u64,
    traces: BTreeMap<u64, Trace>,
    numbers: HashMap<String, u64>,
    items: Marks<Written>,
    links: Marks<Step>,
}

#[derive(Debug, Clone, Serialize)]
struct Trace {
    id: String,
    at: Timestamp,
    #[serde(skip)]
    began: Instant,
    omitted: usize,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Serialize)]
struct Entry {
    number: usize,
    parent: Option<usize>,
    kind: EntryKind,
    name: String,
    detail: Option<String>,
    at: Timestamp,
    #[serde(rename = "offset_us", serialize_with = "microseconds")]
    offset: Duration,
    #[serde(rename = "duration_us", serialize_with = "microseconds_if_over")]
    duration: Option<Duration>,
    outcome: Option<String>,
    error: Option<String>,
    calls: Vec<Calls>,
}

/// The calls of one operation that an invocation made.
#[derive(Debug, Clone, Serialize)]
struct Calls {
    service: &'static str,
    operation: String,
    count: u32,
    failed: u32,
    #[serde(rename = "duration_us", serialize_with = "microseconds")]
    duration: Duration,
}

/// Who wrote an item last, and up to which record that is in the traces.
#[derive(Debug, Clone, Default)]
struct Written {
    steps: Vec<Step>,
    noted: Option<String>,
}

/// A trace as a whole.
#[derive(Debug, Serialize)]
struct Summary<Entries> {
    id: String,
    kind: Option<EntryKind>,
    name: String,
    at: Timestamp,
    #[serde(serialize_with = "microseconds")]
    duration_us: Duration,
    errors: usize,
    omitted: usize,
    entries: Entries,
}

#[derive(Debug, Serialize)]
struct Latest {
    items: Vec<Summary<usize>>,
}

/// A map that forgets what was put in first.
#[derive(Debug)]
struct Marks<Value> {
    by_name: HashMap<String, Value>,
    order: VecDeque<String>,
}

impl<Value> Default for Marks<Value> {
    fn default() -> Self {
        Self { by_name: HashMap::new(), order: VecDeque::new() }
    }
}

impl<Value> Marks<Value> {
    fn put(&mut self, name: &str, value: Value) {
        if self.by_name.insert(name.to_owned(), value).is_none() {
            self.order.push_back(name.to_owned());
        }
        while self.order.len() > MARKS_MAX {
            if let Some(oldest) = self.order.pop_front() {
                self.by_name.remove(&oldest);
            }
        }
    }
}

impl Book {
    /// Counts the traces.
    pub(super) fn next_number(&self) -> u64 {
        self.last_number.saturating_add(1)
    }

    pub(super) fn begin(&mut self, id: String, kind: EntryKind, name: &str, at: Timestamp) -> Step {
        self.last_number = self.next_number();
        let number = self.last_number;
        let trace =
            Trace { id: id.clone(), at, began: Instant::now(), omitted: 0, entries: Vec::new() };
        self.traces.insert(number, trace);
        self.numbers.insert(id, number);
        while self.traces.len() > TRACES_MAX {
            if let Some((number, oldest)) = self.traces.pop_first()
                && self.numbers.get(&oldest.id) == Some(&number)
            {
                self.numbers.remove(&oldest.id);
            }
        }
        self.add(number, None, kind, name, None, at)
    }

    pub(super) fn enter(
        &mut self,
        parent: Step,
        kind: EntryKind,
        name: &str,
        detail: Option<&str>,
        at: Timestamp,
    ) -> Step {
        self.add(parent.trace, Some(parent.entry), kind, name, detail, at)
    }

    fn add(
        &mut self,
        number: u64,
        parent: Option<usize>,
        kind: EntryKind,
        name: &str,
        detail: Option<&str>,
        at: Timestamp,
    ) -> Step {
        // Where nothing is kept, what follows belongs to the entry before.
        let nowhere = Step { trace: number, entry: parent.unwrap_or(0) };
        let Some(trace) = self.traces.get_mut(&number) else { return nowhere };
        let entry = trace.entries.len();
        if entry >= ENTRIES_MAX {
            trace.omitted = trace.omitted.saturating_add(1);
            return nowhere;
        }
        trace.entries.push(Entry {
            number: entry,
            parent,
            kind,
            name: name.to_owned(),
            detail: detail.map(str::to_owned),
            at,
            offset: trace.began.elapsed(),
            duration: None,
            outcome: None,
            error: None,
            calls: Vec::new(),
        });
        Step { trace: number, entry }
    }

    pub(super) fn finish(
        &mut self,
        steps: &[Step],
        duration: Duration,
        outcome: &str,
        error: Option<&str>,
    ) {
        self.change(steps, |entry| {
            entry.duration = Some(duration);
            entry.outcome = (!outcome.is_empty()).then(|| outcome.to_owned());
            entry.error = error.map(str::to_owned);
        });
    }

    pub(super) fn describe(&mut self, steps: &[Step], detail: Option<&str>) {
        self.change(steps, |entry| entry.detail = detail.map(str::to_owned));
    }

    pub(super) fn fail(&mut self, steps: &[Step], error: Option<&str>) {
        self.change(steps, |entry| entry.error = error.map(str::to_owned));
    }

    pub(super) fn count(&mut self, steps: &[Step], call: TimedCall<'_>) {
        self.change(steps, |entry| {
            let is_same = |known: &&mut Calls| {
                known.service == call.service && known.operation == call.operation
            };
            let (failed, duration) = (u32::from(call.failed), call.duration);
            if let Some(known) = entry.calls.iter_mut().find(is_same) {
                known.count = known.count.saturating_add(1);
                known.failed = known.failed.saturating_add(failed);
                known.duration = known.duration.saturating_add(duration);
                return;
            }
            let operation = call.operation.to_owned();
            entry.calls.push(Calls {
                service: call.service,
                operation,
                count: 1,
                failed,
                duration,
            });
        });
    }

    fn change(&mut self, steps: &[Step], change: impl Fn(&mut Entry)) {
        for step in steps {
            let trace = self.traces.get_mut(&step.trace);
            if let Some(entry) = trace.and_then(|trace| trace.entries.get_mut(step.entry)) {
                change(entry);
            }
        }
    }

    pub(super) fn writes(&mut self, items: &[String], steps: &[Step]) {
        for item in items {
            let noted = self.items.by_name.get(item).and_then(|written| written.noted.clone());
            self.items.put(item, Written { steps: steps.to_vec(), noted });
        }
    }

    /// Adds the record to the traces that caused it, once, and says which entries that were.
    pub(super) fn record(&mut self, record: &Record, at: Timestamp) -> Vec<Step> {
        let Some(written) = self.items.by_name.get_mut(&record.item) else { return Vec::new() };
        let steps = written.steps.clone();
        let is_known = written.noted.as_ref().is_some_and(|noted| *noted >= record.sequence_number);
        if !is_known {
            written.noted = Some(record.sequence_number.clone());
            let notice = record.notice();
            let kind = if notice.is_some() { EntryKind::Notice } else { EntryKind::Record };
            let name = notice.unwrap_or(&record.item);
            for step in &steps {
                self.enter(*step, kind, name, Some(&record.change), at);
            }
        }
        steps
    }

    pub(super) fn hand_out(&mut self, signature: &str, step: Step) {
        self.links.put(signature, step);
    }

    pub(super) fn cause_of_link(&self, signature: &str) -> Option<Step> {
        self.links.by_name.get(signature).copied()
    }

    pub(super) fn beginning(&self, id: &str) -> Option<Step> {
        self.numbers.get(id).map(|trace| Step { trace: *trace, entry: 0 })
    }

    pub(super) fn id_of(&self, step: Step) -> Option<String> {
        self.traces.get(&step.trace).map(|trace| trace.id.clone())
    }

    pub(super) fn trace(&self, id: &str) -> Option<impl Serialize + use<>> {
        let trace = self.traces.get(self.numbers.get(id)?)?;
        Some(trace.summary(trace.entries.clone()))
    }

    pub(super) fn latest(&self) -> impl Serialize + use<> {
        let latest = self.traces.values().rev().take(LISTED);
        Latest { items: latest.map(|trace| trace.summary(trace.entries.len())).collect() }
    }
}

impl Trace {
    fn summary<Entries>(&self, entries: Entries) -> Summary<Entries> {
        let end = |entry: &Entry| entry.offset.saturating_add(entry.duration.unwrap_or_default());
        let first = self.entries.first();
        Summary {
            id: self.id.clone(),
            kind: first.map(|entry| entry.kind),
            name: first.map(|entry| entry.name.clone()).unwrap_or_default(),
            at: self.at,
            duration_us: self.entries.iter().map(end).max().unwrap_or_default(),
            errors: self.entries.iter().filter(|entry| entry.error.is_some()).count(),
            omitted: self.omitted,
            entries,
        }
    }
}

fn microseconds<Format: Serializer>(
    duration: &Duration,
    format: Format,
) -> Result<Format::Ok, Format::Error> {
    format.serialize_u64(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX))
}

#[expect(clippy::ref_option, reason = "serde hands over the field as it is")]
fn microseconds_if_over<Format: Serializer>(
    duration: &Option<Duration>,
    format: Format,
) -> Result<Format::Ok, Format::Error> {
    match duration {
        Some(duration) => microseconds(duration, format),
        None => format.serialize_none(),
    }
}
