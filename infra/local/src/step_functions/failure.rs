//! How a state fails, and which names stand for it.

use serde_json::Value;

/// An error of a state, by the name that `ErrorEquals` asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StateError {
    pub(super) error: String,
    pub(super) cause: String,
}

/// The name of what goes wrong inside the machine itself; nothing catches it.
pub(super) const RUNTIME: &str = "States.Runtime";

impl StateError {
    pub(super) fn new(error: &str, cause: impl Into<String>) -> Self {
        Self { error: error.to_owned(), cause: cause.into() }
    }

    /// Whether one of these names stands for it.
    pub(super) fn is_one_of(&self, names: &[String]) -> bool {
        let is_runtime = self.error == RUNTIME;
        names.iter().any(|name| *name == self.error || (name == "States.ALL" && !is_runtime))
    }

    pub(super) fn as_output(&self) -> Value {
        serde_json::json!({ "Error": self.error, "Cause": self.cause })
    }
}
