//! Deadlines that come near: whoever has to keep one is reminded a day and four hours before it.

use domain::review::{Review, ReviewState};
use domain::track::Version;
use store::brief::{BriefItem, JUDGING, OPEN_INVITED};
use store::keys;
use store::review::ReviewItem;
use store::track::{SENT_BACK, VersionItem};
use workflow::reminder;

use crate::{Sweep, add};

/// Reminds reviewers, composers and clients; what has moved on since it was listed is reminded of
/// at most once too often.
pub(crate) async fn send(sweep: &mut Sweep) {
    let (now, ahead) = (sweep.work.now, sweep.work.policy.first_reminder_before);
    let by = now.saturating_add(ahead).unwrap_or(now);
    let reviews = sweep.due_by::<ReviewItem>(ReviewState::Assigned.as_str(), by).await;
    let reviews: Vec<Review> = reviews.into_iter().map(|stored| stored.item.review).collect();
    let sent = reminder::remind_reviewers(&sweep.work, &reviews).await;
    let sent = sweep.noted("reviewers", sent);
    add(&mut sweep.report.reminders_sent, sent.unwrap_or_default());
    // All that are due from now on; they are few, since the window is.
    let versions = sweep.since::<VersionItem>(SENT_BACK, now).await;
    let versions: Vec<Version> = versions.into_iter().map(|stored| stored.item.version).collect();
    let sent = reminder::remind_of_versions(&sweep.work, &versions).await;
    let sent = sweep.noted("further versions", sent);
    add(&mut sweep.report.reminders_sent, sent.unwrap_or_default());
    let mut open = sweep.due_in_by::<BriefItem>(keys::BOARD_PARTITION, by).await;
    open.extend(sweep.due_by::<BriefItem>(OPEN_INVITED, by).await);
    for brief in open {
        let sent = reminder::remind_composers(&sweep.work, &brief.item).await;
        let sent = sweep.noted(brief.item.id, sent);
        add(&mut sweep.report.reminders_sent, usize::from(sent == Some(true)));
    }
    for brief in sweep.due_by::<BriefItem>(JUDGING, by).await {
        let sent = reminder::remind_client(&sweep.work, &brief.item).await;
        let sent = sweep.noted(brief.item.id, sent);
        add(&mut sweep.report.reminders_sent, usize::from(sent == Some(true)));
    }
}
