//! The API document, asked about every operation that it has: bodies that it says are right and
//! wrong, refusals that follow from what an operation takes, the journeys in `docs/http`.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod ask;
mod generated;
mod http_files;
mod keys;
mod money;
mod sweeps;
