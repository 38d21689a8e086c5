//! What happens to a review, from the first hearing to the last dispute.

pub mod access;
pub mod answers;
pub mod deliver;
pub mod dispute;
pub mod hear;
pub mod queue;
pub mod react;
pub mod relinquish;
pub mod rest;
pub mod room;
