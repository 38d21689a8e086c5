//! Briefs whose time has come: entries end at the deadline; a client who judges for too long is
//! reminded, and lapsed at last.

use domain::brief::Silence;
use domain::id::BriefId;
use workflow::brief::{lifecycle, silence};
use workflow::due;

use crate::{Sweep, add};

/// Closes what is due, on the board and off it.
pub(crate) async fn close(sweep: &mut Sweep) {
    for brief in sweep.read(&due::ended_entries(sweep.work.now)).await {
        let subject: BriefId = brief.item.id;
        let closed = lifecycle::close_due(&sweep.work, subject).await;
        let closed = sweep.noted(subject, closed);
        add(&mut sweep.report.briefs_closed, usize::from(closed == Some(true)));
    }
}

/// Reminds the clients who have judged for long, ends the briefs of those who never decide, and
/// calls off the drafts that were never opened.
pub(crate) async fn end_silence(sweep: &mut Sweep) {
    for brief in sweep.read(&due::silent_briefs(sweep.work.now)).await {
        let subject: BriefId = brief.item.id;
        let done = silence::end_silence(&sweep.work, subject).await;
        let done = sweep.noted(subject, done);
        add(&mut sweep.report.clients_reminded, usize::from(done == Some(Silence::Remind)));
        add(&mut sweep.report.briefs_lapsed, usize::from(done == Some(Silence::Lapse)));
    }
    for brief in sweep.read(&due::abandoned_drafts(sweep.work.now)).await {
        let subject: BriefId = brief.item.id;
        let abandoned = silence::abandon_draft(&sweep.work, subject).await;
        let abandoned = sweep.noted(subject, abandoned);
        add(&mut sweep.report.drafts_abandoned, usize::from(abandoned == Some(true)));
    }
}
