//! Deadlines that come near: whoever has to keep one is reminded a day and four hours before it.

use domain::review::Review;
use domain::track::Version;
use workflow::{due, reminder};

use crate::{Sweep, add};

/// Reminds reviewers, composers and clients; what has moved on since it was listed is reminded of
/// at most once too often.
pub(crate) async fn send(sweep: &mut Sweep) {
    let (now, by) = (sweep.work.now, due::reminded_by(&sweep.work));
    let reviews = sweep.read(&due::late_reviews(by)).await;
    let reviews: Vec<Review> = reviews.into_iter().map(|stored| stored.item.review).collect();
    let sent = reminder::remind_reviewers(&sweep.work, &reviews).await;
    let sent = sweep.noted("reviewers", sent);
    add(&mut sweep.report.reminders_sent, sent.unwrap_or_default());
    // All that are due from now on; they are few, since the window is.
    let versions = sweep.read(&due::sent_back(now)).await;
    let versions: Vec<Version> = versions.into_iter().map(|stored| stored.item.version).collect();
    let sent = reminder::remind_of_versions(&sweep.work, &versions).await;
    let sent = sweep.noted("further versions", sent);
    add(&mut sweep.report.reminders_sent, sent.unwrap_or_default());
    for brief in sweep.read(&due::ended_entries(by)).await {
        let sent = reminder::remind_composers(&sweep.work, &brief.item).await;
        let sent = sweep.noted(brief.item.id, sent);
        add(&mut sweep.report.reminders_sent, usize::from(sent == Some(true)));
    }
    for brief in sweep.read(&due::silent_briefs(by)).await {
        let sent = reminder::remind_client(&sweep.work, brief.item.id).await;
        let sent = sweep.noted(brief.item.id, sent);
        add(&mut sweep.report.reminders_sent, usize::from(sent == Some(true)));
    }
}
