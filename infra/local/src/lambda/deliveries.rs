//! The control over asynchronous events: at AWS they are delivered at least once, in any order, and
//! now and then not at all. Tests take them out of the queue and decide.

use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::timeline::Cause;

/// One asynchronous event on its way to a function.
#[derive(Debug, Clone, PartialEq)]
pub struct AsyncEvent {
    /// Counts the events of this host.
    pub number: u64,
    /// The function's logical id.
    pub function: String,
    /// What the function is handed.
    pub event: Value,
    /// Where the event came from, for people.
    pub from: String,
    /// What it happens because of.
    pub cause: Cause,
}

impl AsyncEvent {
    /// An event that nobody has sent yet.
    pub fn new(function: &str, event: Value, from: &str) -> Self {
        let (function, from) = (function.to_owned(), from.to_owned());
        Self { number: 0, function, event, from, cause: Cause::default() }
    }
}

/// Holds events back while asked to.
#[derive(Debug, Default)]
pub struct AsyncEventQueue {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    last_number: u64,
    holding: bool,
    held: Vec<AsyncEvent>,
}

impl AsyncEventQueue {
    /// From now on events are held instead of delivered.
    pub fn hold(&self) {
        self.with(|state| state.holding = true);
    }

    /// The events that are held, in the order in which they were sent.
    pub fn held(&self) -> Vec<AsyncEvent> {
        self.with(|state| state.held.clone())
    }

    /// Takes the held events out: the caller delivers them, or they are lost.
    pub fn take(&self) -> Vec<AsyncEvent> {
        self.with(|state| std::mem::take(&mut state.held))
    }

    /// The event to deliver now; `None` if it is held.
    pub(super) fn admit(&self, event: AsyncEvent) -> Option<AsyncEvent> {
        self.with(|state| {
            state.last_number = state.last_number.saturating_add(1);
            let delivery = AsyncEvent { number: state.last_number, ..event };
            if state.holding {
                state.held.push(delivery);
                return None;
            }
            Some(delivery)
        })
    }

    /// Stops holding and gives what was held.
    pub(super) fn release(&self) -> Vec<AsyncEvent> {
        self.with(|state| {
            state.holding = false;
            std::mem::take(&mut state.held)
        })
    }

    fn with<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
