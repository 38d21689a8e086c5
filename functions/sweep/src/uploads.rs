//! Uploads: a file whose event was lost is taken in; a reservation for which none came ends.

use store::Item;
use workflow::due;
use workflow::intake::{IntakeOutcome, take_in_object};
use workflow::submission::expire_reservation;

use crate::{Sweep, add};

/// Looks for the file of every reservation, also where the link still works: the event of a file
/// that has landed may be lost.
pub(crate) async fn rescue_or_expire(sweep: &mut Sweep) {
    for version in sweep.read(&due::reservations()).await {
        let subject = version.item.key().sk;
        let key = &version.item.version.object_key;
        let bucket = sweep.runtime.config.uploads_bucket.clone();
        // Boxed: the analysis is by far the largest of all futures here.
        let taken = Box::pin(take_in_object(&sweep.work, &sweep.runtime, &bucket, key, None)).await;
        match sweep.noted(&subject, taken) {
            Some(IntakeOutcome::Accepted | IntakeOutcome::Invalid) => {
                add(&mut sweep.report.uploads_rescued, 1);
            }
            Some(IntakeOutcome::Missing) => {
                let expired = expire_reservation(&sweep.work, version).await;
                let expired = sweep.noted(&subject, expired);
                add(&mut sweep.report.uploads_expired, usize::from(expired == Some(true)));
            }
            Some(
                IntakeOutcome::AlreadyDone | IntakeOutcome::TooLate | IntakeOutcome::Quarantined,
            )
            | None => {}
        }
    }
}
