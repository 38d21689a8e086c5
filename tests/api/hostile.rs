//! What the world sends that no client of ours would: cursors that were never given, bodies that
//! break every rule, numbers, times and texts of other makes. All of it is answered in words, and
//! nothing of it by 500.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops and says why")]

mod bodies;
mod cursors;
mod texts;
