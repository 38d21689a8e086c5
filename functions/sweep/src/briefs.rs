//! Briefs whose time has come: entries end at the deadline; a client who judges for too long is
//! reminded, and lapsed at last.

use domain::brief::Silence;
use domain::id::BriefId;
use domain::policy::Policy;
use workflow::brief::lifecycle;
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

/// Reminds the clients who have judged for long, and ends the briefs of those who never decide.
pub(crate) async fn end_silence(sweep: &mut Sweep) {
    for brief in sweep.read(&due::silent_briefs(sweep.work.now)).await {
        let subject: BriefId = brief.item.id;
        match brief.item.silence(sweep.work.now, &Policy::CURRENT) {
            Silence::Patience => {}
            Silence::Remind => {
                let reminded = lifecycle::remind(&sweep.work, brief).await;
                let reminded = sweep.noted(subject, reminded);
                add(&mut sweep.report.clients_reminded, usize::from(reminded == Some(true)));
            }
            Silence::Lapse => {
                let lapsed = lifecycle::lapse(&sweep.work, subject).await;
                let lapsed = sweep.noted(subject, lapsed);
                add(&mut sweep.report.briefs_lapsed, usize::from(lapsed == Some(true)));
            }
        }
    }
}
