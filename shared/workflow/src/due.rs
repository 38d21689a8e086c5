//! What is due: the lists that the sweep works off, and what it would decide about each item now.
//! The sweep reads them to act, and a route to show it; neither has another list or another rule.

mod decide;
mod item;
mod work_list;

pub use decide::{derives_points, due_now};
pub use item::{DueAction, DueItem};
pub use work_list::{
    Reach, WorkList, abandoned_drafts, applications, awaiting_reviewer, ended_entries, erasures,
    fingerprints, follow_ups, late_reviews, pending_reference_media, queued_reviews, read,
    read_partition, reminded_by, reservations, resting_levels, revenue_reservations, sent_back,
    silent_briefs,
};
