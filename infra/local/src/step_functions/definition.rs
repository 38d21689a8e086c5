//! A state machine as the runner understands it: exactly the states and fields that the template
//! uses. `template::machine` reads it and refuses everything else with its line.

use std::collections::BTreeMap;

use super::data::{ReferencePath, ResultPath, StateParameters};
use crate::iam::IamPolicy;

/// A state machine of the template.
#[derive(Debug, Clone)]
pub struct StateMachineDefinition {
    /// The resource's name in the template, such as `MonthPlanMachine`.
    pub logical_id: String,
    /// The machine's name at AWS.
    pub name: String,
    pub arn: String,
    /// What its role may do.
    pub policy: IamPolicy,
    pub definition: StateGraph,
}

/// States and where they begin: a whole machine, or what a Map does for each batch.
#[derive(Debug, Clone, PartialEq)]
pub struct StateGraph {
    /// The name of the first state.
    pub start_at: String,
    /// The states by name.
    pub states: BTreeMap<String, State>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Hands its input to a function.
    Task(TaskState),
    /// Goes on by what the input says.
    Choice(ChoiceState),
    /// Goes on after a time.
    Wait(WaitState),
    /// Runs other states for every batch of a list.
    Map(Box<MapState>),
    /// Ends the execution well.
    Succeed,
    /// Ends the execution badly.
    Fail(FailState),
}

/// What follows a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NextState {
    State(String),
    /// Nothing: the output is that of the execution.
    End,
}

/// A function that is handed the input.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskState {
    pub function_arn: String,
    /// What it is handed; `None`: the input as it is.
    pub parameters: Option<StateParameters>,
    /// What happens to its errors, and what follows.
    pub way: ResultHandling,
}

/// What a Task and a Map have in common: where the result goes, what happens to errors, what
/// follows.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultHandling {
    /// Where the result goes.
    pub result_path: ResultPath,
    /// The first that knows an error decides how often it is tried again.
    pub retry: Vec<Retrier>,
    /// The first that knows an error decides where it leads.
    pub catch: Vec<Catcher>,
    pub next: NextState,
}

/// How often an error is tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrier {
    /// The names it knows.
    pub errors: Vec<String>,
    pub interval_s: u32,
    /// Every further pause is so many times as long.
    pub backoff_rate: u32,
    /// Attempts after the first.
    pub attempts_max: u32,
}

/// Where an error leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catcher {
    /// The names it knows.
    pub errors: Vec<String>,
    /// Where error and cause go.
    pub result_path: ResultPath,
    /// The state that goes on.
    pub next: String,
}

/// A choice by texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceState {
    /// The first that holds is taken.
    pub rules: Vec<ChoiceRule>,
    /// Where none holds.
    pub default: Option<String>,
}

/// One rule of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceRule {
    pub variable: ReferencePath,
    pub equals: String,
    pub next: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitState {
    pub seconds: u32,
    pub next: NextState,
}

/// Other states for every batch of a list, each as an execution of its own; one that fails fails
/// all (`ToleratedFailurePercentage` 0).
#[derive(Debug, Clone, PartialEq)]
pub struct MapState {
    pub items: ReferencePath,
    /// The maximum number of items per batch; `None`: each item by itself, not in a list.
    pub batch: Option<ItemBatcher>,
    /// The maximum number of iterations at the same time.
    pub concurrency: usize,
    pub processor: StateGraph,
    /// What happens to errors, and what follows.
    pub way: ResultHandling,
}

/// How a list is cut.
#[derive(Debug, Clone, PartialEq)]
pub struct ItemBatcher {
    /// The maximum number of items.
    pub items_max: usize,
    /// What every batch is told beside its items.
    pub input: Option<StateParameters>,
}

/// The end of an execution that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailState {
    pub error: String,
    /// Where its cause stands.
    pub cause: Option<ReferencePath>,
}

impl StateGraph {
    /// Every state that another one, or the start, leads to.
    pub(crate) fn targets(&self) -> Vec<&str> {
        let mut targets = vec![self.start_at.as_str()];
        for state in self.states.values() {
            match state {
                State::Task(TaskState { way, .. }) => targets.extend(way.targets()),
                State::Map(map) => targets.extend(map.way.targets()),
                State::Wait(WaitState { next, .. }) => targets.extend(next.target()),
                State::Choice(ChoiceState { rules, default }) => {
                    targets.extend(rules.iter().map(|rule| rule.next.as_str()));
                    targets.extend(default.as_deref());
                }
                State::Succeed | State::Fail(_) => {}
            }
        }
        targets
    }
}

impl ResultHandling {
    fn targets(&self) -> impl Iterator<Item = &str> {
        let caught = self.catch.iter().map(|catcher| catcher.next.as_str());
        self.next.target().into_iter().chain(caught)
    }
}

impl NextState {
    fn target(&self) -> Option<&str> {
        match self {
            Self::State(name) => Some(name),
            Self::End => None,
        }
    }
}
