//! Paying, what the bank answers, and closing: each rule of a payout, over HTTP, as people would
//! meet it.

mod closing;
mod reporting;
mod sending;

use local::fault_injection::FaultKind;
use tests::{Books, fault};

/// Paying breaks off at the first write of one item alone, which is the batch with its files.
async fn dies_at_the_files(books: &Books, month: &str) {
    books.world.inject([fault("MonthsFunction", "PutItem", 1, FaultKind::DeathBefore)]);
    assert!(!books.ask(&books.otto, month, "pay").await.status.is_success());
    books.world.inject([]);
}
