//! From a reservation to a reviewer: what composers send, what becomes of it, and who hears it.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod access;
mod assigning;
mod intake;
mod reserving;
mod reviewing;
mod studio;
mod sweeping;
mod uploading;
