//! What AWS does to events: it delivers them twice, late, in any order, or never, and now and then
//! something comes that nobody can read. In the end everything is where it would have been.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    clippy::panic,
    reason = "a test that cannot go on stops and says why"
)]

mod batches;
mod derived;
mod failures;
mod lost;
mod repeated;
mod replay;
mod season;
mod state;
mod stream;
mod throttled;
mod unknown_objects;
