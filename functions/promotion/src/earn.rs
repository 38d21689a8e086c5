//! What a base item has earned so far: pure, and the same however often it is asked.

use domain::member::Member;
use domain::points::{PointEntry, PointRule, resubmission_is_better};
use domain::policy::Policy;
use domain::review::{Review, ReviewState};
use domain::track::{Track, Version};
use domain::verdict::Verdict;

use crate::record::Base;

/// All the entries that the item stands for; `before` is the total of the version before it.
pub(crate) fn entries(base: &Base, before: Option<u32>, policy: &Policy) -> Vec<PointEntry> {
    match base {
        Base::Member(member) => profile(member).into_iter().collect(),
        Base::Track(track) => choices(track),
        Base::Version(version) => verdict(version, before, policy),
        Base::Review(review) => punctuality(review).into_iter().collect(),
    }
}

fn profile(member: &Member) -> Option<PointEntry> {
    let (id, at) = (member.id, member.joined_at);
    member
        .profile_complete()
        .then(|| PointEntry::new(id, PointRule::ProfileComplete, id.to_string(), at))
}

fn choices(track: &Track) -> Vec<PointEntry> {
    let entry = |rule, at| PointEntry::new(track.composer, rule, track.id.to_string(), at);
    let shortlisted = track.shortlisted_at.map(|at| entry(PointRule::Shortlisted, at));
    let selected = track.selected_at.map(|at| entry(PointRule::Selected, at));
    shortlisted.into_iter().chain(selected).collect()
}

fn verdict(version: &Version, before: Option<u32>, policy: &Policy) -> Vec<PointEntry> {
    let (Some(verdict), Some(total), Some(at)) =
        (version.verdict, version.total_centistars, version.verdict_at)
    else {
        return Vec::new();
    };
    let (composer, track) = (version.composer, version.track.to_string());
    let this_version = format!("{track}#{}", version.version);
    let mut entries = vec![PointEntry::judged(composer, this_version.clone(), at, total)];
    if verdict == Verdict::Approve {
        entries.push(PointEntry::new(composer, PointRule::Approved, track.clone(), at));
        entries.push(PointEntry::quality(composer, track, at, total, policy));
    }
    if before.is_some_and(|before| resubmission_is_better(before, total, policy)) {
        entries.push(PointEntry::new(composer, PointRule::Resubmission, this_version, at));
    }
    entries
}

fn punctuality(review: &Review) -> Option<PointEntry> {
    let entry = |rule, at| PointEntry::new(review.reviewer, rule, review.id.to_string(), at);
    match review.state {
        ReviewState::Delivered => {
            let delivery = review.delivery.as_ref().filter(|delivery| delivery.on_time)?;
            Some(entry(PointRule::ReviewOnTime, delivery.delivered_at))
        }
        ReviewState::Expired => Some(entry(PointRule::ReviewExpired, review.due_at?)),
        ReviewState::Queued
        | ReviewState::Assigned
        | ReviewState::Declined
        | ReviewState::Released
        | ReviewState::Voided => None,
    }
}
