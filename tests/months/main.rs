//! A month of the books over HTTP: what comes in is what goes out, exactly, once, in order, and
//! with two pairs of eyes on it. Every sum is counted again here, from the file and the shares
//! alone.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod accounts;
mod by_hand;
mod carried;
mod closed_books;
mod decisions;
mod exact;
mod files;
mod headlines;
mod hostile;
mod known_pitfalls;
mod machines;
mod order;
mod overtaken;
mod payouts;
mod printed;
mod proof;
mod recompute;
mod repeated_steps;
mod statements;
mod traced;
mod traced_through_plans;
mod two_operators;
mod year;
