//! Applications that wait for an operator for too long: operators are reminded, the applicant is
//! told.

use domain::id::ApplicationId;
use workflow::{coproducer, due};

use crate::{Sweep, add};

/// Looks at every application that waits; there are few.
pub(crate) async fn remind(sweep: &mut Sweep) {
    for application in sweep.read(&due::applications()).await {
        if application.item.reminder_due(sweep.work.now, sweep.work.policy).is_none() {
            continue;
        }
        let subject: ApplicationId = application.item.id;
        let reminded = coproducer::remind_of_application(&sweep.work, subject).await;
        let reminded = sweep.noted(subject, reminded);
        add(&mut sweep.report.applications_reminded, usize::from(reminded == Some(true)));
    }
}
