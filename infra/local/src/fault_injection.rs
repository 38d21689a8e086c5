//! Failures that AWS has and emulators never show: which call fails and how, what a service answers
//! then, and in which order the calls of several workers come. Nothing here makes or answers a
//! call; the SDK connector asks before each one.

mod interleaving;
mod plan;
pub(crate) mod responses;

pub use interleaving::{Interleaving, InterleavingStep};
pub use plan::{Fault, FaultKind, FaultPlan};
