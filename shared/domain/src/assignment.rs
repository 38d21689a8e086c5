//! Who listens to what: pure and deterministic, and it remembers why.

mod candidate;
mod choose;
mod decision;
mod preference;
#[cfg(test)]
mod tests;

pub use candidate::{Candidate, WaitingVersion};
pub use choose::{askable, assign};
pub use decision::{Chosen, Decision, Exclusion, Preference, Ranked, Why};
