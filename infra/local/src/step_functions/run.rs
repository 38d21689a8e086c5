//! One execution: its states one after the other, each error tried again, caught, or the end.
//!
//! A branch that does something holds a [`Busy`]; one that sleeps gives it back and is handed a new
//! one when it is woken. So the studio knows when nothing moves any more without waiting for a
//! pause.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use super::data::StateParameters;
use super::definition::{
    ChoiceState, FailState, MapState, NextState, ResultHandling, State, StateGraph,
    StateMachineDefinition, TaskState, WaitState,
};
use super::failure::{RUNTIME, StateError};
use super::{Busy, Execution, Sleeper, StateMachineHost, Status, StepFunctions};
use crate::iam::Access;
use crate::iam::states;
use crate::timeline::{Cause, EntryKind};

/// What a branch gives back: that it is still awake, and its result.
type Branch<T> = (Busy, Result<T, StateError>);

/// What is tried again.
#[derive(Debug, Clone, Copy)]
enum Work<'d> {
    Task(&'d TaskState),
    Map(&'d MapState),
}

impl StepFunctions {
    /// Runs an execution from its first state, in a task of its own.
    pub(super) fn begin(&self, execution: &Execution) {
        let machine =
            self.inner.machines.iter().find(|machine| machine.logical_id == execution.machine);
        let Some(machine) = machine.cloned() else { return };
        let input = serde_json::from_str(&execution.input).unwrap_or_default();
        let (service, arn, busy) = (self.clone(), execution.arn.clone(), self.busy());
        let host = self.inner.host.get().and_then(Weak::upgrade);
        let timeline = host.map(|host| host.lambda.timeline().clone());
        let name = format!("{} {}", execution.machine, execution.name);
        let entered = timeline.map(|timeline| {
            let running = timeline.enter(&Cause::current(), EntryKind::Execution, &name, None);
            (timeline, running)
        });
        let cause = entered.as_ref().map(|(_, running)| running.cause()).unwrap_or_default();
        tokio::spawn(cause.scope(async move {
            let run = Run { service: service.clone(), machine };
            let (busy, result) = run.states(&run.machine.definition, input, busy).await;
            if let Some((timeline, running)) = entered {
                let failed = result.as_ref().err();
                let failure = failed.map(|failed| format!("{}: {}", failed.error, failed.cause));
                let outcome = if failure.is_some() { "failed" } else { "succeeded" };
                timeline.finish(&running, outcome, failure.as_deref());
            }
            service.end(&arn, result);
            drop(busy);
        }));
    }

    fn end(&self, arn: &str, result: Result<Value, StateError>) {
        let mut book = self.book();
        let found = book.executions.iter_mut().rev().find(|execution| execution.arn == arn);
        let Some(execution) = found else { return };
        execution.stopped_at = Some(self.inner.clock.now());
        match result {
            Ok(output) => {
                execution.status = Status::Succeeded;
                execution.output = Some(output);
            }
            Err(StateError { error, cause }) => {
                let name = &execution.name;
                tracing::error!(name, error, cause, "an execution failed");
                execution.status = Status::Failed;
                execution.failure = Some((error, cause));
            }
        }
        self.keep(&book);
    }

    /// Sleeps on the studio's clock.
    async fn sleep(&self, busy: Busy, seconds: u32) -> Busy {
        let (wake, woken) = oneshot::channel();
        let pause = SignedDuration::from_secs(seconds.into());
        let due = self.inner.clock.now().checked_add(pause).unwrap_or(Timestamp::MAX);
        self.book().sleepers.push(Sleeper { due, wake });
        drop(busy);
        // The other end stands in the book until it is used.
        woken.await.unwrap_or_else(|_gone| self.busy())
    }
}

/// One execution, or the part of it that a Map does for a batch.
struct Run {
    service: StepFunctions,
    machine: StateMachineDefinition,
}

impl Run {
    async fn states(&self, definition: &StateGraph, input: Value, busy: Busy) -> Branch<Value> {
        let (mut name, mut input, mut busy) = (&definition.start_at, input, busy);
        loop {
            let Some(state) = definition.states.get(name) else {
                let failure = StateError::new(RUNTIME, format!("there is no state {name}"));
                return (busy, Err(failure));
            };
            let (awake, moved) = self.state(state, input, busy).await;
            busy = awake;
            match moved {
                Err(failure) => return (busy, Err(failure)),
                Ok((NextState::End, output)) => return (busy, Ok(output)),
                Ok((NextState::State(next), output)) => {
                    let Some((known, _)) = definition.states.get_key_value(&next) else {
                        let failure = StateError::new(RUNTIME, format!("there is no state {next}"));
                        return (busy, Err(failure));
                    };
                    (name, input) = (known, output);
                }
            }
        }
    }

    async fn state(&self, state: &State, input: Value, busy: Busy) -> Branch<(NextState, Value)> {
        match state {
            State::Task(task) => self.act(Work::Task(task), &task.way, input, busy).await,
            State::Map(map) => self.act(Work::Map(map), &map.way, input, busy).await,
            State::Choice(choice) => {
                let chosen = chosen(choice, &input);
                (busy, chosen.map(|next| (NextState::State(next), input)))
            }
            State::Wait(WaitState { seconds, next }) => {
                let busy = self.service.sleep(busy, *seconds).await;
                (busy, Ok((next.clone(), input)))
            }
            State::Succeed => (busy, Ok((NextState::End, input))),
            State::Fail(fail) => (busy, Err(failed(fail, &input))),
        }
    }

    /// Tries, tries again as often as the first retrier that knows the error says, then lets the
    /// first catcher that knows it go on.
    async fn act(
        &self,
        work: Work<'_>,
        way: &ResultHandling,
        input: Value,
        busy: Busy,
    ) -> Branch<(NextState, Value)> {
        let mut used = vec![0_u32; way.retry.len()];
        let mut busy = busy;
        loop {
            let (awake, result) = match work {
                Work::Task(task) => self.task(task, &input, busy).await,
                Work::Map(map) => Box::pin(self.map(map, &input, busy)).await,
            };
            busy = awake;
            let failure = match result {
                Ok(result) => {
                    let output = way.result_path.place(input, result);
                    return (busy, output.map(|output| (way.next.clone(), output)));
                }
                Err(failure) => failure,
            };
            let mut retriers = way.retry.iter().zip(&mut used);
            match retriers.find(|(retrier, _)| failure.is_one_of(&retrier.errors)) {
                Some((retrier, used)) if *used < retrier.attempts_max => {
                    let StateError { error, cause } = &failure;
                    tracing::warn!(machine = self.machine.name, error, cause, "a state failed");
                    let longer = retrier.backoff_rate.saturating_pow(*used);
                    *used = used.saturating_add(1);
                    let pause = retrier.interval_s.saturating_mul(longer);
                    busy = self.service.sleep(busy, pause).await;
                }
                Some(_) | None => return (busy, caught(way, failure, input)),
            }
        }
    }

    async fn task(&self, task: &TaskState, input: &Value, busy: Busy) -> Branch<Value> {
        let result = async {
            let event = match &task.parameters {
                Some(parameters) => parameters.fill(input)?,
                None => input.clone(),
            };
            let host = self.admitted("Invoke", states::invocation(&task.function_arn))?;
            let unknown =
                || StateError::new("Lambda.ResourceNotFoundException", &*task.function_arn);
            let function = host.roles.function_with_arn(&task.function_arn).ok_or_else(unknown)?;
            let answer = host.lambda.invoke(&function, event).await;
            // What a function throws has at AWS the name of its type.
            answer.map_err(|error| StateError::new("Error", error.to_string()))
        };
        (busy, result.await)
    }

    /// Does the same for every batch, so many at once; the first that fails fails all. Every branch
    /// is busy before the one before it is not any more.
    async fn map(&self, map: &MapState, input: &Value, busy: Busy) -> Branch<Value> {
        let batches = match batches(map, input) {
            Ok(batches) => batches,
            Err(failure) => return (busy, Err(failure)),
        };
        let mut waiting = batches.into_iter().enumerate();
        let mut running = FuturesUnordered::new();
        let mut results = BTreeMap::new();
        let mut busy = Some(busy);
        loop {
            while running.len() < map.concurrency
                && let Some((index, batch)) = waiting.next()
            {
                let busy = self.service.busy();
                running.push(async move {
                    let (busy, result) =
                        match self.admitted("StartExecution", states::map_run(&self.machine.arn)) {
                            Ok(_host) => self.states(&map.processor, batch, busy).await,
                            Err(failure) => (busy, Err(failure)),
                        };
                    (index, busy, result)
                });
            }
            if running.is_empty() {
                break;
            }
            drop(busy.take());
            let Some((index, awake, result)) = running.next().await else { break };
            busy = Some(awake);
            match result {
                Ok(result) => drop(results.insert(index, result)),
                Err(StateError { error, cause }) => {
                    let cause = format!("batch {index} failed: {error}: {cause}");
                    let failure = StateError::new("States.ExceedToleratedFailureThreshold", cause);
                    return (busy.unwrap_or_else(|| self.service.busy()), Err(failure));
                }
            }
        }
        let busy = busy.unwrap_or_else(|| self.service.busy());
        (busy, Ok(results.into_values().collect()))
    }

    /// The host, if the machine's role gives the right.
    fn admitted(
        &self,
        operation: &str,
        access: Access,
    ) -> Result<Arc<StateMachineHost>, StateError> {
        let host = self.service.inner.host.get().and_then(Weak::upgrade);
        let host = host.ok_or_else(|| StateError::new(RUNTIME, "the studio has ended"))?;
        let StateMachineDefinition { logical_id, policy, .. } = &self.machine;
        let admitted = host.roles.admit(logical_id, policy, operation, access);
        admitted.map_err(|denial| StateError::new("States.TaskFailed", denial))?;
        Ok(host)
    }
}

fn chosen(choice: &ChoiceState, input: &Value) -> Result<String, StateError> {
    for rule in &choice.rules {
        if rule.variable.get(input)?.as_str() == Some(&rule.equals) {
            return Ok(rule.next.clone());
        }
    }
    let none =
        || StateError::new("States.NoChoiceMatched", "no choice holds, and there is no default");
    choice.default.clone().ok_or_else(none)
}

fn failed(fail: &FailState, input: &Value) -> StateError {
    let cause = fail.cause.as_ref().map(|path| path.get(input));
    match cause {
        None => StateError::new(&fail.error, ""),
        Some(Ok(Value::String(cause))) => StateError::new(&fail.error, cause.clone()),
        Some(Ok(other)) => StateError::new(RUNTIME, format!("the cause is no text: {other}")),
        Some(Err(failure)) => failure,
    }
}

fn caught(
    way: &ResultHandling,
    failure: StateError,
    input: Value,
) -> Result<(NextState, Value), StateError> {
    let Some(catcher) = way.catch.iter().find(|catcher| failure.is_one_of(&catcher.errors)) else {
        return Err(failure);
    };
    let output = catcher.result_path.place(input, failure.as_output())?;
    Ok((NextState::State(catcher.next.clone()), output))
}

/// What each execution of a Map begins with.
fn batches(map: &MapState, input: &Value) -> Result<Vec<Value>, StateError> {
    let Value::Array(items) = map.items.get(input)? else {
        return Err(StateError::new(RUNTIME, "the items of a Map are not a list"));
    };
    let Some(batch) = &map.batch else { return Ok(items.clone()) };
    let told = batch.input.as_ref().map(|told: &StateParameters| told.fill(input)).transpose()?;
    let with_items = |items: &[Value]| match &told {
        Some(told) => json!({ "BatchInput": told, "Items": items }),
        None => json!({ "Items": items }),
    };
    Ok(items.chunks(batch.items_max).map(with_items).collect())
}
