//! What became of an object that has landed.

use serde::Serialize;

/// What became of one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IntakeOutcome {
    /// It is music, and waits for its reviewers or has them.
    Accepted,
    /// It is no music that we take; its composer has been notified why.
    Invalid,
    /// An event for this version has been taken before.
    AlreadyDone,
    /// The reservation had ended before the file was taken in.
    TooLate,
    /// There is no object: it was never uploaded, or is gone again.
    Missing,
    /// The object is not ours; it was quarantined.
    Quarantined,
}
