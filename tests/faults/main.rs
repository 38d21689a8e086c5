//! What may go wrong between a function and AWS, tried at every place: a death at each SDK call of
//! a month, with and without the database opened anew, and two workers of a step in every order
//! with at most two preemptions, inputs changing in between; a death at each call of the state
//! machines' steps, which try them again by themselves. Every way ends with the same books. And, on
//! the same fixture, what a posting costs.
//!
//! So does a month that is paid: a death at each call of paying, of the bank's answers and of
//! closing, and two operators at it in every order.
//!
//! `cargo test` tries a sample; `make faults` tries all (`FAULTS=all`); `FAULTS=7` every seventh. The
//! suite says where it is and ends with a table.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test that cannot go on stops and says why, and a suite says what it tried"
)]

mod cost;
mod deaths;
mod erasure;
mod exhaustive_suite;
mod large;
mod machines;
mod paying;
mod payment_run;
mod races;
mod schedules;
mod withdrawn;
