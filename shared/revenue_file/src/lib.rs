//! A revenue file reduced to exact sums, and found again from the middle: no AWS, no clock, no
//! table. See the README for what a run, a group and a spill is.

pub mod coalesced_reads;
mod dry_run;
pub mod line_index;
pub mod lines;
mod reduce;

pub use dry_run::{DryRun, DryRunError, DryRunProgress, DryRunSummary, dry_run};
pub use reduce::{GZIP_MAGIC, Reduced, ReducedFile, Reducer, RowOfFile, RowsOfFile, Unreadable};
