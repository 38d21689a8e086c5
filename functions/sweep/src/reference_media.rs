//! Reference media: a file whose event was lost is taken in, one that never came makes room, and what
//! was taken away is deleted for good.

use workflow::due;
use workflow::intake::look_after_reference_media;

use crate::{Sweep, add};

/// Looks after every brief of which something waits.
pub(crate) async fn look_after(sweep: &mut Sweep) {
    for stored in sweep.read(&due::pending_reference_media()).await {
        let subject = stored.item.brief;
        // Boxed: the analysis is by far the largest of all futures here.
        let looked = look_after_reference_media(&sweep.work, &sweep.runtime, &stored.item);
        let looked = Box::pin(looked).await;
        let done = sweep.noted(subject, looked).unwrap_or_default();
        add(&mut sweep.report.uploads_rescued, done.rescued);
        add(&mut sweep.report.uploads_expired, done.expired);
        add(&mut sweep.report.reference_media_cleared, done.cleared);
    }
}
