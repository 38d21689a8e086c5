//! Applications as co-producer: operators get their time once nothing of a trial is left to answer;
//! where one waits for them for too long they are reminded, and the applicant is told.

use domain::application::ApplicationStep;
use domain::id::ApplicationId;
use workflow::{coproducer, due};

use crate::{Sweep, add};

/// Looks at every application that waits; there are few.
pub(crate) async fn proceed(sweep: &mut Sweep) {
    for application in sweep.read(&due::applications()).await {
        let subject: ApplicationId = application.item.id;
        let step = coproducer::next_step(&sweep.work, &application.item).await;
        if matches!(step, Ok(ApplicationStep::Wait)) {
            continue;
        }
        let done = coproducer::proceed_with_application(&sweep.work, subject).await;
        match sweep.noted(subject, done) {
            Some(ApplicationStep::HandOver) => add(&mut sweep.report.applications_handed_over, 1),
            Some(ApplicationStep::Remind(_)) => add(&mut sweep.report.applications_reminded, 1),
            Some(ApplicationStep::Wait) | None => {}
        }
    }
}
