//! What reviewers make of a version: the slots of its reviews, and the verdict that follows from
//! them.

pub mod outcome;
pub mod slot;
pub mod slots;
