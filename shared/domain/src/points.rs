//! Points and levels: append-only entries, and one fold that says how far a composer has come.

use crate::id::MemberId;
use crate::numbers::{count, floor_div};
use crate::policy::Policy;
use crate::status::{Gate, StatusLevel};
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

words! {
    /// What points are given for. Each counts once per member and subject.
    pub enum PointRule {
        /// The profile is complete, once.
        ProfileComplete => "profile_complete",
        /// A version was judged: no points, but its total counts for the mean.
        Judged => "judged",
        /// A track was approved.
        Approved => "approved",
        /// How far above three stars an approved track is.
        Quality => "quality",
        /// A track was shortlisted.
        Shortlisted => "shortlisted",
        /// A track won.
        Selected => "selected",
        /// A new version is at least a star better than the one before.
        Resubmission => "resubmission",
        /// A review was delivered in time.
        ReviewOnTime => "review_on_time",
        /// A review was not delivered.
        ReviewExpired => "review_expired",
        /// An invitation was accepted and nothing submitted.
        InvitationUnused => "invitation_unused",
    }
}

impl PointRule {
    /// The points of the rule; those for quality come from the total.
    pub const fn points(self) -> i32 {
        match self {
            Self::ProfileComplete => 50,
            Self::Judged | Self::Quality => 0,
            Self::Approved => 20,
            Self::Shortlisted => 40,
            Self::Selected => 300,
            Self::Resubmission => 15,
            Self::ReviewOnTime => 10,
            Self::ReviewExpired => -30,
            Self::InvitationUnused => -60,
        }
    }
}

/// Points for quality: a point for each five hundredths of a star above three, at most 40.
pub fn quality_points(total_centistars: u32, policy: &Policy) -> i32 {
    let above = total_centistars.saturating_sub(policy.quality_from_centistars);
    let points = i32::try_from(floor_div(above.into(), 5)).unwrap_or(i32::MAX);
    points.min(policy.most_quality_points)
}

/// Whether a new version is so much better that it earns points.
pub const fn resubmission_is_better(before: u32, now: u32, policy: &Policy) -> bool {
    now >= before.saturating_add(policy.resubmission_better_centistars)
}

/// One entry; never changed, only undone by its opposite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointEntry {
    /// Whose.
    pub member: MemberId,
    /// For what.
    pub rule: PointRule,
    /// The id of the thing it is for.
    pub subject: String,
    /// The thing's own time, not the time of writing.
    pub at: Timestamp,
    /// How many.
    pub points: i32,
    /// Whether it undoes the entry of the same rule and subject.
    pub opposite: bool,
    /// The total of a judged version, in hundredths of a star.
    pub total_centistars: Option<u32>,
}

impl PointEntry {
    /// An entry with the points of its rule.
    pub fn new(member: MemberId, rule: PointRule, subject: String, at: Timestamp) -> Self {
        let points = rule.points();
        Self { member, rule, subject, at, points, opposite: false, total_centistars: None }
    }

    /// A judged version and its total.
    pub fn judged(member: MemberId, subject: String, at: Timestamp, total: u32) -> Self {
        let total_centistars = Some(total);
        Self { total_centistars, ..Self::new(member, PointRule::Judged, subject, at) }
    }

    /// The quality of an approved track.
    pub fn quality(
        member: MemberId,
        subject: String,
        at: Timestamp,
        total_centistars: u32,
        policy: &Policy,
    ) -> Self {
        let points = quality_points(total_centistars, policy);
        Self { points, ..Self::new(member, PointRule::Quality, subject, at) }
    }

    /// The entry that undoes this one: its thing was voided or withdrawn.
    #[must_use]
    pub fn undone(&self, at: Timestamp) -> Self {
        Self { opposite: true, points: self.points.saturating_neg(), at, ..self.clone() }
    }

    /// What the entry is stored under, once per member.
    pub fn key(&self) -> String {
        let undo = if self.opposite { "#opposite" } else { "" };
        format!("{}#{}{undo}", self.rule, self.subject)
    }

    fn names(&self) -> (PointRule, &str) {
        (self.rule, &self.subject)
    }
}

/// How far a composer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The sum of the points.
    pub points: i32,
    /// The highest level reached.
    pub level: StatusLevel,
    /// Approved tracks.
    pub approved: u32,
    /// Mean total of the last ten verdicts, in hundredths of a star, rounded down; 0 before the first.
    pub mean_of_last_ten: u32,
    /// Shortlisted tracks.
    pub shortlisted: u32,
    /// Selected tracks.
    pub selected: u32,
}

/// What is missing to the next level; a number that is reached is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The next level.
    pub level: StatusLevel,
    /// Points.
    pub points: i32,
    /// Approved tracks.
    pub approved: u32,
    /// Hundredths of a star of the mean.
    pub mean_centistars: u32,
    /// Shortlisted tracks.
    pub shortlisted: u32,
    /// Selected tracks.
    pub selected: u32,
}

/// The fold over all of a member's entries, in whatever order they come.
///
/// Entries are taken by time, then key. A level is reached when all it asks for is there, one level
/// after the other, and is then kept: losing points does not demote. An entry that was undone counts
/// as if it had never been, so a promotion that rested on it is gone too.
pub fn level(entries: &[PointEntry], policy: &Policy) -> Standing {
    let undone: BTreeSet<(PointRule, &str)> =
        entries.iter().filter(|entry| entry.opposite).map(PointEntry::names).collect();
    let mut standing_entries: Vec<&PointEntry> =
        entries.iter().filter(|entry| !undone.contains(&entry.names())).collect();
    standing_entries.sort_by_cached_key(|entry| (entry.at, entry.key()));
    standing_entries.dedup_by_key(|entry| entry.names());

    let mut totals: Vec<u32> = Vec::new();
    let mut standing = Standing {
        points: 0,
        level: StatusLevel::Newcomer,
        approved: 0,
        mean_of_last_ten: 0,
        shortlisted: 0,
        selected: 0,
    };
    for entry in standing_entries {
        totals.extend(entry.total_centistars);
        standing = standing.with(entry, mean_of_last(&totals, policy.verdicts_in_mean));
        while let Some(next) = standing.reached_next(policy) {
            standing.level = next;
        }
    }
    standing
}

impl Standing {
    /// What is missing to the next level; none above Lead.
    pub fn missing_to_next(&self, policy: &Policy) -> Option<Missing> {
        let level = self.level.next()?;
        let gate = level.gate(policy)?;
        Some(Missing {
            level,
            points: gate.points.saturating_sub(self.points).max(0),
            approved: gate.approved.saturating_sub(self.approved),
            mean_centistars: gate.mean_centistars.saturating_sub(self.mean_of_last_ten),
            shortlisted: gate.shortlisted.saturating_sub(self.shortlisted),
            selected: gate.selected.saturating_sub(self.selected),
        })
    }

    fn with(self, entry: &PointEntry, mean_of_last_ten: u32) -> Self {
        let one_if = |rule: PointRule| u32::from(entry.rule == rule);
        Self {
            points: self.points.saturating_add(entry.points),
            level: self.level,
            approved: self.approved.saturating_add(one_if(PointRule::Approved)),
            mean_of_last_ten,
            shortlisted: self.shortlisted.saturating_add(one_if(PointRule::Shortlisted)),
            selected: self.selected.saturating_add(one_if(PointRule::Selected)),
        }
    }

    fn reached_next(&self, policy: &Policy) -> Option<StatusLevel> {
        let next = self.level.next()?;
        let gate: Gate = next.gate(policy)?;
        let reached = self.points >= gate.points
            && self.approved >= gate.approved
            && self.mean_of_last_ten >= gate.mean_centistars
            && self.shortlisted >= gate.shortlisted
            && self.selected >= gate.selected;
        reached.then_some(next)
    }
}

fn mean_of_last(totals: &[u32], most: usize) -> u32 {
    let last = totals.iter().rev().take(most);
    let sum = last.clone().map(|total| u64::from(*total)).sum();
    u32::try_from(floor_div(sum, count(last.count()).into())).unwrap_or(u32::MAX)
}
