//! `coproducer month`: a month computed from files alone, with a progress bar and a summary. The
//! computing is `ledger`'s; here stands only how it is shown.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use comfy_table::Table;
use indicatif::{ProgressBar, ProgressStyle};
use revenue_file::{DryRun, DryRunError, DryRunProgress, DryRunSummary, dry_run};
use thiserror::Error;

#[derive(Debug, Args)]
pub(super) struct Month {
    /// The revenue file: CSV, plain or gzip.
    #[arg(long)]
    revenue: PathBuf,
    /// Who gets which share: CSV `track_id,account,share_ppm`.
    #[arg(long)]
    splits: PathBuf,
    /// The folder for `payees.csv` and `suspense.csv`.
    #[arg(long)]
    out: PathBuf,
}

/// Why there is no result.
#[derive(Debug, Error)]
pub(super) enum MonthError {
    #[error("the month was not computed")]
    Computing(#[from] DryRunError),
    #[error("the terminal or a file failed")]
    Io(#[from] io::Error),
    /// A sum is off: a mistake of ours, never of the files.
    #[error("the books do not balance in {0}")]
    Unbalanced(String),
}

/// Computes the month, shows how far it is, prints what came of it.
pub(super) fn compute(month: Month) -> Result<(), MonthError> {
    let bar = progress_bar(std::fs::metadata(&month.revenue)?.len());
    let out = month.out.clone();
    let run = DryRun { revenue: month.revenue, splits: month.splits, out: month.out };
    let outcome = dry_run(&run, &|progress| match progress {
        DryRunProgress::Step(step) => {
            bar.set_message(step);
            bar.set_position(0);
        }
        DryRunProgress::Bytes(bytes) => bar.inc(bytes),
    });
    bar.finish_and_clear();
    let summary = match outcome {
        Ok(summary) => summary,
        Err(error) => {
            if let DryRunError::Unreadable(unreadable) = &error {
                for problem in &unreadable.problems {
                    writeln!(io::stderr(), "line {}: {}", problem.line, problem.detail)?;
                }
            }
            return Err(error.into());
        }
    };
    print(&summary)?;
    writeln!(io::stdout(), "payees.csv and suspense.csv are in {}", out.display())?;
    for proof in &summary.proofs {
        if !matches!(proof.holds(), Ok(true)) {
            return Err(MonthError::Unbalanced(proof.currency.to_string()));
        }
    }
    Ok(())
}

fn print(summary: &DryRunSummary) -> io::Result<()> {
    let mut table = Table::new();
    table.set_header(["currency", "total", "in suspense"]);
    for total in &summary.totals {
        let suspense = summary.suspense.iter().find(|money| money.currency == total.currency);
        let suspense = suspense.map_or_else(|| "0".to_owned(), |money| money.amount.to_string());
        table.add_row([total.currency.to_string(), total.amount.to_string(), suspense]);
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{}: {} lines, {} splits, {} rows of payees, {} lines in suspense",
        summary.month, summary.lines, summary.splits, summary.payees, summary.suspense_lines
    )?;
    writeln!(out, "{table}")?;
    for proof in &summary.proofs {
        writeln!(out, "{proof}")?;
    }
    writeln!(out, "plan {}", summary.plan_sha256)
}

/// Names the step, and counts the bytes of the revenue file in each that reads it; silent where
/// nobody watches.
fn progress_bar(bytes: u64) -> ProgressBar {
    let bar = ProgressBar::new(bytes);
    let style = "{msg:30} {bar:40} {bytes} of {total_bytes} ({binary_bytes_per_sec})";
    if let Ok(style) = ProgressStyle::with_template(style) {
        bar.set_style(style);
    }
    bar
}
