//! The sweep: does, a quarter of an hour later at most, what a lost event or a silent person left
//! undone.
//!
//! Every step is safe to repeat and to run beside the ones it replaces: it finds its work on the
//! work lists, which are only hints, and its writes are conditioned on the item being as it was
//! found. Partial failure: one item's failure stops nothing else; it is logged with the item's id,
//! and at the end the invocation fails, so that AWS runs the sweep again and the alarm rings.

mod applications;
mod at_rest;
mod briefs;
mod erasures;
mod follow_ups;
mod late;
mod likenesses;
mod list;
mod points;
mod reference_media;
mod reminders;
mod resting;
mod revenue;
mod uploads;
mod waiting;

use std::error::Error as StdError;
use std::fmt::{Display, Write};

use runtime::Runtime;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use workflow::Workflow;

/// What the schedule sends. Nothing of it decides anything, so nothing of it is required.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Tick {
    /// The event's own id.
    pub id: Option<String>,
}

/// What one sweep did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SweepReport {
    /// Uploads whose event had been lost, taken in or refused now.
    pub uploads_rescued: u32,
    /// Reservations for which no file came.
    pub uploads_expired: u32,
    /// Reference media that were taken away and whose files are gone for good.
    pub reference_media_cleared: u32,
    /// Reviews whose time was over.
    pub reviews_expired: u32,
    /// Reviews given to a reviewer.
    pub reviews_assigned: u32,
    /// Briefs whose deadline had passed.
    pub briefs_closed: u32,
    /// Clients who were reminded that composers wait for them.
    pub clients_reminded: u32,
    /// Reminders of deadlines; those of one brief's composers count once.
    pub reminders_sent: u32,
    /// Applications of which operators were reminded.
    pub applications_reminded: u32,
    /// Applications of whose trial nothing was left to answer, so that operators have their time.
    pub applications_handed_over: u32,
    /// Briefs whose client never decided.
    pub briefs_lapsed: u32,
    /// Drafts that were never opened, called off long after their deadline.
    pub drafts_abandoned: u32,
    /// Notices and releases that a decision had left to be done.
    pub follow_ups_done: u32,
    /// Versions that were compared with the studio's pieces.
    pub pieces_compared: u32,
    /// Co-producers who were asked for what the roster of a brief cannot answer.
    pub reviewers_asked: u32,
    /// Slots for which no reviewer could be found.
    pub slots_given_up: u32,
    /// Members whose latest points were derived again.
    pub members_derived: u32,
    /// Levels that rest on old work: told, or one lower.
    pub levels_rested: u32,
    /// Members who are gone.
    pub members_erased: u32,
    /// Items that could not be dealt with; the log names each.
    pub failed: u32,
}

/// Something was left undone.
#[derive(Debug, Error)]
#[error("the sweep left {} items undone: {report:?}", .report.failed)]
pub struct SweepError {
    /// What was done all the same.
    pub report: SweepReport,
}

/// Sweeps once.
///
/// # Errors
/// When at least one item could not be dealt with, after everything else has been.
pub async fn handle(runtime: Runtime, tick: Tick) -> Result<SweepReport, SweepError> {
    let work = Workflow::of(&runtime);
    let mut sweep = Sweep { runtime, work, report: SweepReport::default() };
    uploads::rescue_or_expire(&mut sweep).await;
    reference_media::look_after(&mut sweep).await;
    let mut relinquished = late::expire_reviews(&mut sweep).await;
    relinquished.extend(follow_ups::finish(&mut sweep).await);
    waiting::assign(&mut sweep, relinquished).await;
    briefs::close(&mut sweep).await;
    briefs::end_silence(&mut sweep).await;
    reminders::send(&mut sweep).await;
    applications::proceed(&mut sweep).await;
    likenesses::compare(&mut sweep).await;
    at_rest::put_to_rest(&mut sweep).await;
    Box::pin(erasures::proceed(&mut sweep)).await;
    points::derive_again(&mut sweep).await;
    resting::look_at_levels(&mut sweep).await;
    // Last, for it reads whole files of revenue: one that is too long for the time or the memory of
    // an invocation ends it here, and keeps nothing else from being done.
    revenue::rescue_or_expire(&mut sweep).await;
    let swept = sweep.report;
    tracing::info!(event = tick.id, ?swept, "swept");
    if swept.failed == 0 { Ok(swept) } else { Err(SweepError { report: swept }) }
}

/// One run: what it works with and what it has done so far.
struct Sweep {
    runtime: Runtime,
    work: Workflow,
    report: SweepReport,
}

impl Sweep {
    /// The value, or nothing where that failed: then it is logged with its causes and counted.
    fn noted<T, E: StdError>(&mut self, subject: impl Display, result: Result<T, E>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(error) => {
                tracing::error!(%subject, error = with_causes(&error), "left undone");
                add(&mut self.report.failed, 1);
                None
            }
        }
    }
}

fn add(count: &mut u32, more: usize) {
    *count = count.saturating_add(u32::try_from(more).unwrap_or(u32::MAX));
}

/// The error and, after colons, what caused it.
fn with_causes(error: &dyn StdError) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        // Writing into a String cannot fail.
        write!(text, ": {cause}").ok();
        next = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_schedule_sends_is_a_tick() {
        for event in [
            r"{}",
            r#"{"id": "53dc4d37", "source": "aws.scheduler", "detail-type": "Scheduled Event",
                "time": "2026-01-01T00:00:00Z", "resources": [], "detail": "{}"}"#,
        ] {
            assert!(serde_json::from_str::<Tick>(event).is_ok(), "{event}");
        }
    }

    #[test]
    fn a_failure_says_how_much_was_left_undone() {
        let swept = SweepReport { failed: 2, briefs_closed: 1, ..SweepReport::default() };
        assert!(
            SweepError { report: swept }.to_string().starts_with("the sweep left 2 items undone: ")
        );
    }
}
