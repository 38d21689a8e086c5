//! A month of the books: files in, steps in order, everybody's statement, and nothing twice.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod loading;
mod months;
mod payouts;
