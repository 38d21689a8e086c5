//! Revenue files of people who mean harm, or whose tools do: refused with lines and reasons, or
//! fully accounted; in bounded memory, whatever their size.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::integer_division,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "what does not hold ends the test"
)]

mod files;
mod mutated;
mod size;

use revenue_file::{Reduced, Reducer, Unreadable};

/// Reads a file of January 2026 in pieces of `piece` bytes.
fn reduce(bytes: &[u8], piece: usize) -> Result<Reduced, Unreadable> {
    let mut reducer = Reducer::with_threads("2026-01".parse().ok(), 2);
    for piece in bytes.chunks(piece) {
        reducer.push(piece);
    }
    reducer.finish().unwrap()
}
