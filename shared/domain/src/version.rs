//! What reviewers make of a version: the slots of its reviews, and the verdict that follows from
//! them.

pub mod lack;
pub mod missing;
pub mod outcome;
pub mod search;
pub mod slot;
pub mod slots;
pub mod unanswered;

#[cfg(test)]
mod sequences;
