//! From a reservation to a reviewer: what composers send, what becomes of it, and who hears it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod assigning;
mod intake;
mod listening;
mod reserving;
mod reviewing;
mod sound;
mod sweeping;
