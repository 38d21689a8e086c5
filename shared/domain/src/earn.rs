//! What a base item has earned: pure, and the same however often it is asked. Promotion asks it for
//! every change, the sweep and a rebuild for what stands in the table.

use crate::member::Member;
use crate::points::{PointEntry, PointRule, resubmission_is_better};
use crate::policy::Policy;
use crate::review::{Review, ReviewState};
use crate::track::{Track, Version, VersionState};
use crate::verdict::Verdict;
use jiff::Timestamp;

/// A base item that can earn points.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// A member's own words.
    Member(Box<Member>),
    /// A track, for what the client made of it.
    Track(Box<Track>),
    /// A version, for its verdict; with the total of the version before it, in hundredths of a star.
    Version(Box<Version>, Option<u32>),
    /// A review, for its punctuality.
    Review(Box<Review>),
}

/// All the entries that the item stands for as it is.
pub fn entries(base: &Base, policy: &Policy) -> Vec<PointEntry> {
    let entries = match base {
        Base::Member(member) => profile(member).into_iter().collect(),
        Base::Track(track) => choices(track),
        Base::Version(version, before) => verdict(version, *before, policy),
        Base::Review(review) => punctuality(review).into_iter().collect(),
    };
    let policy_version = policy.version;
    entries.into_iter().map(|entry| PointEntry { policy_version, ..entry }).collect()
}

/// What a change of the item adds: the entries of how it is now, and the opposites of those it stood
/// for before and does not any more (a review was voided, a track withdrawn).
///
/// A pure function of the two images, so a record that comes twice or late adds nothing new, and no
/// order of records makes a difference.
pub fn changes(before: Option<&Base>, now: &Base, policy: &Policy) -> Vec<PointEntry> {
    let mut earned = entries(now, policy);
    let lost: Vec<PointEntry> = before
        .map(|before| entries(before, policy))
        .unwrap_or_default()
        .into_iter()
        .filter(|old| !earned.iter().any(|new| new.key() == old.key()))
        .collect();
    earned.extend(lost.iter().map(|entry| entry.undone(undone_at(now).unwrap_or(entry.at))));
    earned
}

/// The item's own time of what undid its entries, where it has one.
fn undone_at(base: &Base) -> Option<Timestamp> {
    match base {
        Base::Track(track) => track.withdrawn_at,
        Base::Review(review) => review.dispute.as_ref()?.decision.as_ref().map(|said| said.at),
        Base::Member(_) | Base::Version(..) => None,
    }
}

fn profile(member: &Member) -> Option<PointEntry> {
    let (id, at) = (member.id, member.joined_at);
    member
        .profile_complete()
        .then(|| PointEntry::new(id, PointRule::ProfileComplete, id.to_string(), at))
}

fn choices(track: &Track) -> Vec<PointEntry> {
    if track.withdrawn_at.is_some() {
        return Vec::new();
    }
    let entry = |rule, at| PointEntry::new(track.composer, rule, track.id.to_string(), at);
    let shortlisted = track.shortlisted_at.map(|at| entry(PointRule::Shortlisted, at));
    let selected = track.selected_at.map(|at| entry(PointRule::Selected, at));
    shortlisted.into_iter().chain(selected).collect()
}

/// The subject names the verdict by its time too: a version whose review was voided is judged again,
/// and that verdict earns anew.
fn verdict(version: &Version, before: Option<u32>, policy: &Policy) -> Vec<PointEntry> {
    let (Some(verdict), Some(total), Some(at)) =
        (version.verdict, version.total_centistars, version.verdict_at)
    else {
        return Vec::new();
    };
    if version.state == VersionState::Withdrawn {
        return Vec::new();
    }
    let composer = version.composer;
    let subject = format!("{}#{}@{at}", version.track, version.version);
    let mut entries = vec![PointEntry::judged(composer, subject.clone(), at, total)];
    if verdict == Verdict::Approve {
        entries.push(PointEntry::new(composer, PointRule::Approved, subject.clone(), at));
        entries.push(PointEntry::quality(composer, subject.clone(), at, total, policy));
    }
    if before.is_some_and(|before| resubmission_is_better(before, total, policy)) {
        entries.push(PointEntry::new(composer, PointRule::Resubmission, subject, at));
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
