//! A state machine as the runner understands it: exactly the states and fields that the template
//! uses. `template::machine` reads it and refuses everything else with its line.

use std::collections::BTreeMap;

use super::data::{Parameters, Path, ResultPath};
use crate::iam::Policy;

/// A state machine of the template.
#[derive(Debug, Clone)]
pub struct Machine {
    /// The resource's name in the template, such as `MonthPlanMachine`.
    pub logical_id: String,
    /// The machine's name at AWS.
    pub name: String,
    /// The machine's ARN.
    pub arn: String,
    /// What its role may do.
    pub policy: Policy,
    /// What it does.
    pub definition: Definition,
}

/// States and where they begin: a whole machine, or what a Map does for each batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The name of the first state.
    pub start_at: String,
    /// The states by name.
    pub states: BTreeMap<String, State>,
}

/// One state.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Hands its input to a function.
    Task(Task),
    /// Goes on by what the input says.
    Choice(Choice),
    /// Goes on after a time.
    Wait(Wait),
    /// Runs other states for every batch of a list.
    Map(Box<Map>),
    /// Ends the execution well.
    Succeed,
    /// Ends the execution badly.
    Fail(Fail),
}

/// What follows a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// This state.
    State(String),
    /// Nothing: the output is that of the execution.
    End,
}

/// A function that is handed the input.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// The function's ARN.
    pub function_arn: String,
    /// What it is handed; `None`: the input as it is.
    pub parameters: Option<Parameters>,
    /// What happens to its errors, and what follows.
    pub way: Way,
}

/// What a Task and a Map have in common: where the result goes, what happens to errors, what follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// Where the result goes.
    pub result_path: ResultPath,
    /// The first that knows an error decides how often it is tried again.
    pub retry: Vec<Retrier>,
    /// The first that knows an error decides where it leads.
    pub catch: Vec<Catcher>,
    /// What follows.
    pub next: Next,
}

/// How often an error is tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrier {
    /// The names it knows.
    pub errors: Vec<String>,
    /// The first pause.
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
pub struct Choice {
    /// The first that holds is taken.
    pub rules: Vec<Rule>,
    /// Where none holds.
    pub default: Option<String>,
}

/// One rule of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What is compared.
    pub variable: Path,
    /// With what.
    pub equals: String,
    /// Where it leads.
    pub next: String,
}

/// A pause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// How long.
    pub seconds: u32,
    /// What follows.
    pub next: Next,
}

/// Other states for every batch of a list, each as an execution of its own; one that fails fails
/// all (`ToleratedFailurePercentage` 0).
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// The list.
    pub items: Path,
    /// At most so many items a batch; `None`: each item by itself, not in a list.
    pub batch: Option<Batch>,
    /// At most so many at once.
    pub concurrency: usize,
    /// What is done.
    pub processor: Definition,
    /// What happens to errors, and what follows.
    pub way: Way,
}

/// How a list is cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// At most so many items.
    pub items_max: usize,
    /// What every batch is told beside its items.
    pub input: Option<Parameters>,
}

/// The end of an execution that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fail {
    /// The error's name.
    pub error: String,
    /// Where its cause stands.
    pub cause: Option<Path>,
}

impl Definition {
    /// Every state that another one, or the start, leads to.
    pub(crate) fn targets(&self) -> Vec<&str> {
        let mut targets = vec![self.start_at.as_str()];
        for state in self.states.values() {
            match state {
                State::Task(Task { way, .. }) => targets.extend(way.targets()),
                State::Map(map) => targets.extend(map.way.targets()),
                State::Wait(Wait { next, .. }) => targets.extend(next.target()),
                State::Choice(Choice { rules, default }) => {
                    targets.extend(rules.iter().map(|rule| rule.next.as_str()));
                    targets.extend(default.as_deref());
                }
                State::Succeed | State::Fail(_) => {}
            }
        }
        targets
    }
}

impl Way {
    fn targets(&self) -> impl Iterator<Item = &str> {
        let caught = self.catch.iter().map(|catcher| catcher.next.as_str());
        self.next.target().into_iter().chain(caught)
    }
}

impl Next {
    fn target(&self) -> Option<&str> {
        match self {
            Self::State(name) => Some(name),
            Self::End => None,
        }
    }
}
