//! What was given up: asynchronous events after their last attempt, and records of a stream. Each can
//! be handed to its function again.

use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where what was given up waits at AWS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// An asynchronous event, in the dead letter queue.
    Event,
    /// Records of the table's stream, in a bucket.
    Stream,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DeadLetter {
    pub id: String,
    pub kind: LetterKind,
    /// The function's logical id.
    pub function: String,
    /// Where the event came from, for people.
    pub from: String,
    /// The trace that it belongs to.
    pub request: Option<String>,
    pub event: Value,
    /// The record that the failure destination gets.
    pub record: Value,
}

impl DeadLetter {
    /// As operators see it.
    pub fn summary(&self) -> Value {
        let context = self.record.get("requestContext");
        serde_json::json!({
            "id": self.id,
            "kind": self.kind,
            "when": self.record.get("timestamp"),
            "function": self.function,
            "from": self.from,
            "error": self.record.pointer("/responsePayload/errorMessage"),
            "attempts": context.and_then(|context| context.get("approximateInvokeCount")),
            "request": self.request,
            "event": self.event,
        })
    }
}

/// All of them, oldest first; a file keeps them, one a line.
#[derive(Debug, Default)]
pub(super) struct DeadLetters {
    letters: Mutex<Vec<DeadLetter>>,
    file: Option<PathBuf>,
}

impl DeadLetters {
    pub(super) fn open(file: Option<PathBuf>) -> Self {
        let kept = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        let lines = kept.iter().flat_map(|text| text.lines());
        let letters = lines.filter_map(|line| serde_json::from_str(line).ok()).collect();
        Self { letters: Mutex::new(letters), file }
    }

    pub(super) fn all(&self) -> Vec<DeadLetter> {
        self.letters().clone()
    }

    pub(super) fn add(&self, letter: DeadLetter) {
        let mut letters = self.letters();
        letters.push(letter);
        self.keep(&letters);
    }

    pub(super) fn take(&self, id: &str) -> Option<DeadLetter> {
        let mut letters = self.letters();
        let place = letters.iter().position(|letter| letter.id == id)?;
        let letter = letters.remove(place);
        self.keep(&letters);
        Some(letter)
    }

    fn letters(&self) -> MutexGuard<'_, Vec<DeadLetter>> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, letters: &[DeadLetter]) {
        let Some(path) = &self.file else { return };
        let written = std::fs::File::create(path).and_then(|mut file| {
            for letter in letters {
                writeln!(file, "{}", serde_json::to_string(letter)?)?;
            }
            Ok(())
        });
        if let Err(error) = written {
            tracing::error!(%error, path = %path.display(), "the dead letters were not kept");
        }
    }
}
