//! Books that are kept by hand, without any brief: files in, steps in order, statements and payouts
//! out.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod loading;
mod months;
mod payouts;
