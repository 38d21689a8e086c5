//! Step Functions: executions of the template's state machines, started over the SDK's protocol and
//! named as at AWS, run on the studio's clock. What the states do is in `run`; what they are in
//! `definition`.

pub mod data;
pub mod definition;
mod failure;
mod run;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, Weak};

use jiff::{SignedDuration, Timestamp};
use runtime::Clock;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::{oneshot, watch};

use crate::aws_responses::AwsJsonResponse;
use crate::lambda::Lambda;
use crate::role_gate::RoleGate;
use crate::tokens::uuid_of;
use definition::StateMachineDefinition;

/// So long the name of an execution that has ended stays taken.
const NAME_IS_TAKEN_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The state machines and their executions. Clones share one service.
#[derive(Debug, Clone)]
pub struct StepFunctions {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    machines: Vec<StateMachineDefinition>,
    clock: Clock,
    /// Keeps the executions of a data folder.
    file: Option<PathBuf>,
    book: Mutex<Book>,
    busy: watch::Sender<usize>,
    host: OnceLock<Weak<StateMachineHost>>,
}

#[derive(Debug, Default)]
struct Book {
    executions: Vec<Execution>,
    /// The machines whose executions wait to begin, by logical id.
    held: Vec<String>,
    sleepers: Vec<Sleeper>,
}

#[derive(Debug)]
struct Sleeper {
    due: Timestamp,
    wake: oneshot::Sender<Busy>,
}

/// What the machines run on. The laptop cloud owns it: the functions hold clients of this service,
/// so this service must not hold the functions.
#[derive(Debug)]
pub struct StateMachineHost {
    pub lambda: Lambda,
    /// Holds every machine to its role.
    pub roles: RoleGate,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Execution {
    /// The machine's logical id.
    pub machine: String,
    /// The name, once per machine.
    pub name: String,
    pub arn: String,
    /// What it began with, as the text that was sent.
    pub input: String,
    pub status: Status,
    /// When it was started.
    pub started_at: Timestamp,
    pub stopped_at: Option<Timestamp>,
    pub output: Option<Value>,
    /// What went wrong: name and cause.
    pub failure: Option<(String, String)>,
}

/// How an execution stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// It has not ended.
    Running,
    /// It has ended well.
    Succeeded,
    /// It has ended badly.
    Failed,
}

/// While one lives, something is being done; a branch that sleeps has none.
#[derive(Debug)]
struct Busy(StepFunctions);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.inner.busy.send_modify(|count| *count = count.saturating_sub(1));
    }
}

impl StepFunctions {
    /// The service over these machines; `file` keeps what was started.
    pub fn new(machines: Vec<StateMachineDefinition>, clock: Clock, file: Option<PathBuf>) -> Self {
        let kept = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        let executions = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let book = Mutex::new(Book { executions, ..Book::default() });
        let (busy, host) = (watch::Sender::new(0), OnceLock::new());
        Self { inner: Arc::new(Inner { machines, clock, file, book, busy, host }) }
    }

    /// From now on executions run on this host. Those that were running when a data folder was left
    /// begin again: their steps may be repeated. Must be called inside tokio.
    pub fn attach(&self, host: &Arc<StateMachineHost>) {
        let _set_once = self.inner.host.set(Arc::downgrade(host));
        for execution in self.executions() {
            if execution.status == Status::Running {
                self.begin(&execution);
            }
        }
    }

    /// Answers a request of the SDK.
    pub fn call(&self, operation: &str, body: &[u8]) -> AwsJsonResponse {
        let request: Value = serde_json::from_slice(body).unwrap_or_default();
        let text = |field: &str| request.get(field).and_then(Value::as_str);
        match operation {
            "StartExecution" => {
                let machine = text("stateMachineArn").unwrap_or_default();
                self.start(machine, text("name"), text("input").unwrap_or("{}"))
            }
            "DescribeExecution" => self.describe(text("executionArn").unwrap_or_default()),
            other => refusal("UnknownOperationException", &format!("{other} is not offered here")),
        }
    }

    /// Every execution so far, in the order of their starts.
    pub fn executions(&self) -> Vec<Execution> {
        self.book().executions.clone()
    }

    /// From now on executions of this machine (by logical id) are started and do not begin.
    pub fn hold(&self, machine: &str) {
        self.book().held.push(machine.to_owned());
    }

    /// Begins what was held.
    pub fn release(&self) {
        let held = std::mem::take(&mut self.book().held);
        for execution in self.executions() {
            if execution.status == Status::Running && held.contains(&execution.machine) {
                self.begin(&execution);
            }
        }
    }

    /// Waits until no execution does anything: each has ended, sleeps or is held.
    pub async fn idle(&self) {
        let mut busy = self.inner.busy.subscribe();
        // The sender lives as long as this service, so the wait cannot fail.
        let _idle = busy.wait_for(|count| *count == 0).await;
    }

    /// How many branches of executions are doing something.
    pub fn busy_count(&self) -> usize {
        *self.inner.busy.borrow()
    }

    /// When the next pause of an execution is over.
    pub fn next_due(&self) -> Option<Timestamp> {
        let mut book = self.book();
        book.sleepers.retain(|sleeper| !sleeper.wake.is_closed());
        book.sleepers.iter().map(|sleeper| sleeper.due).min()
    }

    /// Ends the pauses that are over by now; they are busy when this returns.
    pub fn wake(&self) {
        let now = self.inner.clock.now();
        let mut book = self.book();
        let (over, asleep) = std::mem::take(&mut book.sleepers)
            .into_iter()
            .partition(|sleeper: &Sleeper| sleeper.due <= now);
        book.sleepers = asleep;
        drop(book);
        for Sleeper { wake, .. } in over {
            // An execution that slept may have been stopped meanwhile.
            drop(wake.send(self.busy()));
        }
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.inner.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn busy(&self) -> Busy {
        self.inner.busy.send_modify(|count| *count = count.saturating_add(1));
        Busy(self.clone())
    }

    /// A name is taken while its execution runs and 90 days longer; the same name with the same
    /// input while it runs is the same execution.
    fn start(&self, arn: &str, name: Option<&str>, input: &str) -> AwsJsonResponse {
        let Some(machine) = self.inner.machines.iter().find(|machine| machine.arn == arn) else {
            let message = format!("State Machine Does Not Exist: '{arn}'");
            return refusal("StateMachineDoesNotExist", &message);
        };
        if serde_json::from_str::<Value>(input).is_err() {
            return refusal("InvalidExecutionInput", "Invalid State Machine Execution Input");
        }
        let now = self.inner.clock.now();
        let mut book = self.book();
        let number = book.executions.len().to_string();
        let name = name.map_or_else(|| uuid_of(&["execution", &number]), str::to_owned);
        if !is_name(&name) {
            return refusal("InvalidName", &format!("Invalid Name: '{name}'"));
        }
        let is_same = |old: &Execution| old.machine == machine.logical_id && old.name == name;
        if let Some(old) = book.executions.iter().rev().find(|old| is_same(old)) {
            if old.status == Status::Running && old.input == input {
                return started(old);
            }
            let is_free = old
                .stopped_at
                .is_some_and(|stopped| now.duration_since(stopped) >= NAME_IS_TAKEN_FOR);
            if !is_free {
                let message = format!("Execution Already Exists: '{}'", old.arn);
                return refusal("ExecutionAlreadyExists", &message);
            }
        }
        let execution = Execution {
            machine: machine.logical_id.clone(),
            arn: format!("{}:{name}", arn.replacen(":stateMachine:", ":execution:", 1)),
            name,
            input: input.to_owned(),
            status: Status::Running,
            started_at: now,
            stopped_at: None,
            output: None,
            failure: None,
        };
        book.executions.push(execution.clone());
        self.keep(&book);
        let is_held = book.held.contains(&machine.logical_id);
        drop(book);
        if !is_held {
            self.begin(&execution);
        }
        started(&execution)
    }

    fn describe(&self, arn: &str) -> AwsJsonResponse {
        let book = self.book();
        let Some(found) = book.executions.iter().rev().find(|execution| execution.arn == arn)
        else {
            let message = format!("Execution Does Not Exist: '{arn}'");
            return refusal("ExecutionDoesNotExist", &message);
        };
        let machine = self.inner.machines.iter().find(|one| one.logical_id == found.machine);
        let mut body = json!({
            "executionArn": found.arn,
            "stateMachineArn": machine.map(|machine| machine.arn.as_str()),
            "name": found.name,
            "status": found.status,
            "startDate": found.started_at.as_second(),
            "input": found.input,
        });
        let optional = [
            ("stopDate", found.stopped_at.map(|at| json!(at.as_second()))),
            ("output", found.output.as_ref().map(|output| json!(output.to_string()))),
            ("error", found.failure.as_ref().map(|(error, _)| json!(error))),
            ("cause", found.failure.as_ref().map(|(_, cause)| json!(cause))),
        ];
        if let Value::Object(fields) = &mut body {
            let said = optional.into_iter().filter_map(|(name, value)| Some((name, value?)));
            fields.extend(said.map(|(name, value)| (name.to_owned(), value)));
        }
        AwsJsonResponse { status: 200, body: body.to_string() }
    }

    fn keep(&self, book: &Book) {
        let Some(file) = &self.inner.file else { return };
        let text = serde_json::to_string(&book.executions).unwrap_or_default();
        if let Err(error) = std::fs::write(file, text) {
            tracing::error!(%error, "the executions were not kept");
        }
    }
}

/// 1 to 80 characters without what AWS refuses.
fn is_name(name: &str) -> bool {
    (1..=80).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn started(execution: &Execution) -> AwsJsonResponse {
    let body = json!({
        "executionArn": execution.arn,
        "startDate": execution.started_at.as_second(),
    });
    AwsJsonResponse { status: 200, body: body.to_string() }
}

fn refusal(name: &str, message: &str) -> AwsJsonResponse {
    let body = json!({ "__type": format!("com.amazonaws.swf.service.v2.model#{name}"), "message": message });
    AwsJsonResponse { status: 400, body: body.to_string() }
}

#[cfg(test)]
mod tests;
