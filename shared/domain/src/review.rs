//! One reviewer's work on one version: pinned at assignment to all that its rules need.

mod aggregate;
mod decline;
mod delivery;
mod dispute;
mod draft;
mod feedback;
mod refusal;
mod rules_met;
#[cfg(test)]
mod tests;
mod transitions;

pub use aggregate::{Assignment, Review};
pub use decline::{DeclineReason, Declined};
pub use delivery::{check_delivery, check_not_copied, check_reaction, with_said};
pub use dispute::{Dispute, DisputeDecision, DisputeEvent, DisputeReply, DisputeState};
pub use draft::{Draft, DraftFeedback, DraftScores};
pub use feedback::{Delivery, Feedback, Note, Reaction, ReasonCode, Submission};
pub use refusal::ReviewRefusal;
pub use rules_met::{EarlierTexts, RuleMet, RulesMet, SaidText};
pub use transitions::{ReviewEvent, ReviewState};
