//! Points and levels: append-only entries, and one fold that says how far a composer has come.

use crate::activity::Activity;
use crate::id::{BriefId, MemberId};
use crate::numbers::{count, floor_div};
use crate::policy::{Gate, Policy};
use crate::status::StatusLevel;
use crate::string_enum::string_enum;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

string_enum! {
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
        /// A track was selected.
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

impl PointRule {
    /// What it is given for, in words.
    pub const fn because(self) -> &'static str {
        match self {
            Self::ProfileComplete => "the profile is complete",
            Self::Judged => "a version was judged; its total counts for the mean",
            Self::Approved => "a track was approved",
            Self::Quality => "how far above three stars an approved track is",
            Self::Shortlisted => "a client shortlisted a track",
            Self::Selected => "a client selected a track",
            Self::Resubmission => "a new version is at least a star better than the one before",
            Self::ReviewOnTime => "a review was delivered in time",
            Self::ReviewExpired => "a review was not delivered in time",
            Self::InvitationUnused => "an invitation was accepted and nothing submitted",
        }
    }
}

/// Points for quality: a point for each five hundredths of a star above three, at most 40.
pub fn quality_points(total_centistars: u32, policy: &Policy) -> i32 {
    let above = total_centistars.saturating_sub(policy.quality_from_centistars);
    let points = i32::try_from(floor_div(above.into(), 5)).unwrap_or(i32::MAX);
    points.min(policy.quality_points_max)
}

/// Whether a new version is so much better that it earns points.
pub const fn resubmission_is_better(before: u32, now: u32, policy: &Policy) -> bool {
    now >= before.saturating_add(policy.resubmission_better_centistars)
}

/// One entry; never changed, only undone by its opposite.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct PointEntry {
    /// Who has the points.
    pub member: MemberId,
    /// The brief that it follows from; null where it is of no brief.
    pub brief: Option<BriefId>,
    /// What they are for.
    pub rule: PointRule,
    /// The id of the thing it is for.
    pub subject: String,
    /// The thing's own time, not the time of writing.
    pub at: Timestamp,
    /// How many; below zero where an entry is undone.
    pub points: i32,
    /// Whether it undoes the entry of the same rule and subject.
    pub opposite: bool,
    /// The total of a judged version, in hundredths of a star; null where it is of no verdict.
    pub total_centistars: Option<u32>,
    /// The policy it was given under.
    pub policy_version: u32,
}

impl PointEntry {
    /// An entry with the points of its rule.
    pub fn new(member: MemberId, rule: PointRule, subject: String, at: Timestamp) -> Self {
        Self {
            member,
            brief: None,
            rule,
            subject,
            at,
            points: rule.points(),
            opposite: false,
            total_centistars: None,
            policy_version: Policy::CURRENT.version,
        }
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

    /// Whether the other one is stored under the same key.
    pub fn is_same(&self, other: &Self) -> bool {
        (self.names(), self.opposite) == (other.names(), other.opposite)
    }

    fn names(&self) -> (PointRule, &str) {
        (self.rule, &self.subject)
    }
}

/// What has to be added to the entries that are `known`, out of those that were `earned`: each
/// once, an opposite only beside the entry that it undoes, whose very points it takes back.
///
/// Therefore the points of a member are the sum of all their entries, whatever they came under.
pub fn additions(known: &[PointEntry], earned: &[PointEntry]) -> Vec<PointEntry> {
    let mut all: BTreeMap<(PointRule, String, bool), PointEntry> = BTreeMap::new();
    let place = |entry: &PointEntry, opposite| (entry.rule, entry.subject.clone(), opposite);
    let mut added = Vec::new();
    for entry in known {
        all.insert(place(entry, entry.opposite), entry.clone());
    }
    let originals = earned.iter().filter(|entry| !entry.opposite);
    for entry in originals.chain(earned.iter().filter(|entry| entry.opposite)) {
        if all.contains_key(&place(entry, entry.opposite)) {
            continue;
        }
        let addition = if entry.opposite {
            let Some(original) = all.get(&place(entry, false)) else { continue };
            original.undone(entry.at)
        } else {
            entry.clone()
        };
        all.insert(place(entry, entry.opposite), addition.clone());
        added.push(addition);
    }
    added
}

/// How far a composer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[schemars(rename = "ComposerStanding")]
pub struct Standing {
    /// The sum of the points.
    pub points: i32,
    /// The highest level reached.
    pub level: StatusLevel,
    /// How many tracks were approved.
    pub approved: u32,
    /// Mean total of the last ten verdicts, in hundredths of a star, rounded down; 0 before the
    /// first.
    pub mean_of_last_ten_centistars: u32,
    /// How many tracks were shortlisted.
    pub shortlisted: u32,
    /// How many tracks were selected.
    pub selected: u32,
}

/// What is missing to the next level; a number that is reached is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[schemars(rename = "MissingToNextLevel")]
pub struct Missing {
    /// The next one.
    pub level: StatusLevel,
    /// How many points are missing.
    pub points: i32,
    /// How many approved tracks are missing.
    pub approved: u32,
    /// Hundredths of a star of the mean.
    pub mean_centistars: u32,
    /// How many shortlisted tracks are missing.
    pub shortlisted: u32,
    /// How many selected tracks are missing.
    pub selected: u32,
}

/// A level at the moment when it was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[schemars(rename = "ReachedLevel")]
pub struct Reached {
    /// The level that was reached.
    pub level: StatusLevel,
    /// The time of the entry that completed it.
    pub at: Timestamp,
    /// What stood there with that entry.
    pub evidence: Standing,
    /// The policy it was decided under.
    pub policy_version: u32,
}

/// How far a composer has come, and how each level was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Where all entries lead.
    pub standing: Standing,
    /// Every level on the way, the lowest first.
    pub reached: Vec<Reached>,
    /// The time of the latest entry, undone ones and opposites included.
    pub last_at: Option<Timestamp>,
    /// The time of the last approved track that was not undone.
    pub approved_at: Option<Timestamp>,
}

/// Where all of a member's entries lead, in whatever order they come; see [`history`].
pub fn level(entries: &[PointEntry], policy: &Policy) -> Standing {
    history(entries, policy).standing
}

/// As much of an entry as a fold needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FoldedEntry {
    brief: Option<BriefId>,
    rule: PointRule,
    at: Timestamp,
    points: i32,
    total_centistars: Option<u32>,
}

impl FoldedEntry {
    fn of(entry: &PointEntry) -> Self {
        let PointEntry { brief, rule, at, points, total_centistars, .. } = entry;
        let (brief, rule, at, points) = (*brief, *rule, *at, *points);
        Self { brief, rule, at, points, total_centistars: *total_centistars }
    }

    fn is_hidden(&self, hidden: &BTreeSet<BriefId>) -> bool {
        self.brief.is_some_and(|brief| hidden.contains(&brief))
    }
}

/// The fold over entries, which are taken by time, then key; it may go on at any of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct LevelFold {
    standing: Standing,
    /// Of the last verdicts, as many as the mean is of, the latest last.
    totals: Vec<u32>,
    approved_at: Option<Timestamp>,
}

impl LevelFold {
    const START: Self =
        Self { standing: Standing::NEWCOMER, totals: Vec::new(), approved_at: None };

    /// Takes the next entry: what stood there at each level that it completes.
    fn take(&mut self, entry: &FoldedEntry, policy: &Policy) -> Vec<Standing> {
        self.totals.extend(entry.total_centistars);
        let old = self.totals.len().saturating_sub(policy.verdicts_in_mean);
        self.totals.drain(..old);
        if entry.rule == PointRule::Approved {
            self.approved_at = Some(entry.at);
        }
        self.standing = self.standing.with(entry, mean_of(&self.totals));
        let mut reached = Vec::new();
        while let Some(level) = self.standing.reached_next(policy) {
            self.standing.level = level;
            reached.push(self.standing);
        }
        reached
    }
}

/// A member's standing as it is public, at whatever moment it is asked for: the entries up to the
/// first one of a brief whose outcome was not public are folded, the others are folded on when it is
/// read, without those that are hidden then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicFold {
    settled: LevelFold,
    /// By time, then key.
    open: Vec<FoldedEntry>,
}

impl PublicFold {
    /// Of all of a member's entries, with nothing folded.
    pub fn of(entries: &[PointEntry]) -> Self {
        let open = effective(entries).into_iter().map(FoldedEntry::of).collect();
        Self { settled: LevelFold::START, open }
    }

    /// Folds what comes before the first entry of a `hidden` brief: all that is public stays so.
    #[must_use]
    pub fn settle(mut self, hidden: &BTreeSet<BriefId>, policy: &Policy) -> Self {
        let first = self.open.iter().position(|entry| entry.is_hidden(hidden));
        let rest = self.open.split_off(first.unwrap_or(self.open.len()));
        for entry in std::mem::replace(&mut self.open, rest) {
            self.settled.take(&entry, policy);
        }
        self
    }

    /// The briefs of what is not folded: those that may be hidden are among them.
    pub fn briefs(&self) -> impl Iterator<Item = BriefId> {
        self.open.iter().filter_map(|entry| entry.brief)
    }

    /// How many entries are folded whenever it is read.
    pub const fn open_len(&self) -> usize {
        self.open.len()
    }

    /// Where those entries have led `now` that follow from no brief of `hidden`, whose outcome is not
    /// public yet, and how the level stands in time: one that rests on old work falls in public too.
    pub fn standing(
        &self,
        hidden: &BTreeSet<BriefId>,
        now: Timestamp,
        policy: &Policy,
    ) -> (Standing, Activity) {
        let mut fold = self.settled.clone();
        for entry in self.open.iter().filter(|entry| !entry.is_hidden(hidden)) {
            fold.take(entry, policy);
        }
        let LevelFold { standing, approved_at, .. } = fold;
        let activity = Activity::at(standing.level, approved_at, now, policy);
        (Standing { level: activity.level(), ..standing }, activity)
    }
}

/// The entries that count, by time, then key: each once, and none that was undone.
pub fn effective(entries: &[PointEntry]) -> Vec<&PointEntry> {
    let undone: BTreeSet<(PointRule, &str)> =
        entries.iter().filter(|entry| entry.opposite).map(PointEntry::names).collect();
    let mut valid: Vec<&PointEntry> =
        entries.iter().filter(|entry| !undone.contains(&entry.names())).collect();
    valid.sort_by_cached_key(|entry| (entry.at, entry.key()));
    let mut counted = BTreeSet::new();
    valid.retain(|entry| counted.insert(entry.names()));
    valid
}

/// The fold over all of a member's entries, in whatever order they come.
///
/// Entries are taken by time, then key. A level is reached when all it asks for is there, one level
/// after the other, and is then kept: losing points does not demote. An entry that was undone
/// counts as if it had never been, so a promotion that rested on it is gone too.
pub fn history(entries: &[PointEntry], policy: &Policy) -> History {
    let mut fold = LevelFold::START;
    let mut reached = Vec::new();
    for entry in effective(entries) {
        let (at, policy_version) = (entry.at, policy.version);
        for evidence in fold.take(&FoldedEntry::of(entry), policy) {
            reached.push(Reached { level: evidence.level, at, evidence, policy_version });
        }
    }
    let last_at = entries.iter().map(|entry| entry.at).max();
    let LevelFold { standing, approved_at, .. } = fold;
    History { standing, reached, last_at, approved_at }
}

impl Missing {
    /// To a level that was reached before: one more approved track.
    const fn back_to(level: StatusLevel) -> Self {
        Self { level, points: 0, approved: 1, mean_centistars: 0, shortlisted: 0, selected: 0 }
    }

    /// "2 approved tracks and 130 points to Senior".
    pub fn in_words(&self) -> String {
        let counted = |number: u32, one: &str, many: &str| {
            (number > 0).then(|| format!("{number} {}", if number == 1 { one } else { many }))
        };
        let centistars = self.mean_centistars;
        let mean = (centistars > 0).then(|| {
            let (stars, hundredths) = (floor_div(centistars.into(), 100), centistars % 100);
            format!("{stars}.{hundredths:02} stars in the mean of the last ten")
        });
        let points = u32::try_from(self.points).unwrap_or(0);
        let parts: Vec<String> = [
            counted(self.approved, "approved track", "approved tracks"),
            counted(self.selected, "selected track", "selected tracks"),
            counted(self.shortlisted, "shortlisted track", "shortlisted tracks"),
            mean,
            counted(points, "point", "points"),
        ]
        .into_iter()
        .flatten()
        .collect();
        format!("{} to {}", joined(&parts), self.level.title())
    }
}

/// "a", "a and b", "a, b and c"; nothing left to do is "nothing".
fn joined(parts: &[String]) -> String {
    match parts {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl Standing {
    pub const NEWCOMER: Self = Self {
        points: 0,
        level: StatusLevel::Newcomer,
        approved: 0,
        mean_of_last_ten_centistars: 0,
        shortlisted: 0,
        selected: 0,
    };

    /// What is missing to the next level; none above Lead.
    pub fn missing_to_next(&self, policy: &Policy) -> Option<Missing> {
        let level = self.level.next()?;
        let gate = level.gate(policy)?;
        Some(Missing {
            level,
            points: gate.points.saturating_sub(self.points).max(0),
            approved: gate.approved.saturating_sub(self.approved),
            mean_centistars: gate.mean_centistars.saturating_sub(self.mean_of_last_ten_centistars),
            shortlisted: gate.shortlisted.saturating_sub(self.shortlisted),
            selected: gate.selected.saturating_sub(self.selected),
        })
    }

    /// The same for a level as it stands in time: one that rests on old work and has fallen comes
    /// back whole with the next approved track.
    pub fn missing(&self, activity: &Activity, policy: &Policy) -> Option<Missing> {
        if activity.is_lowered() {
            return Some(Missing::back_to(activity.earned));
        }
        self.missing_to_next(policy)
    }

    fn with(self, entry: &FoldedEntry, mean_of_last_ten_centistars: u32) -> Self {
        let one_if = |rule: PointRule| u32::from(entry.rule == rule);
        Self {
            points: self.points.saturating_add(entry.points),
            level: self.level,
            approved: self.approved.saturating_add(one_if(PointRule::Approved)),
            mean_of_last_ten_centistars,
            shortlisted: self.shortlisted.saturating_add(one_if(PointRule::Shortlisted)),
            selected: self.selected.saturating_add(one_if(PointRule::Selected)),
        }
    }

    fn reached_next(&self, policy: &Policy) -> Option<StatusLevel> {
        let next = self.level.next()?;
        let gate: Gate = next.gate(policy)?;
        let reached = self.points >= gate.points
            && self.approved >= gate.approved
            && self.mean_of_last_ten_centistars >= gate.mean_centistars
            && self.shortlisted >= gate.shortlisted
            && self.selected >= gate.selected;
        reached.then_some(next)
    }
}

fn mean_of(totals: &[u32]) -> u32 {
    let sum = totals.iter().map(|total| u64::from(*total)).sum();
    u32::try_from(floor_div(sum, count(totals.len()).into())).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn entry(rule: PointRule, subject: &str, second: i64) -> PointEntry {
        PointEntry::new(MemberId::of_subject("ada"), rule, subject.to_owned(), at(second))
    }

    fn approved(number: i64, total: u32) -> Vec<PointEntry> {
        let (ada, track) = (MemberId::of_subject("ada"), format!("trk{number:02}"));
        vec![
            PointEntry::judged(ada, format!("{track}/1"), at(number), total),
            entry(PointRule::Approved, &track, number),
            PointEntry::quality(ada, track, at(number), total, &Policy::CURRENT),
        ]
    }

    fn level_of(entries: &[PointEntry]) -> Standing {
        level(entries, &Policy::CURRENT)
    }

    fn three_approved(total: u32) -> Vec<PointEntry> {
        (1..=3).flat_map(|number| approved(number, total)).collect()
    }

    #[test]
    fn quality_is_a_point_for_each_five_hundredths_above_three_stars() {
        let quality = |total| quality_points(total, &Policy::CURRENT);
        assert_eq!([quality(250), quality(304), quality(305)], [0, 0, 1]);
        assert_eq!([quality(499), quality(500)], [39, 40]);
    }

    #[test]
    fn three_good_approved_tracks_make_a_junior() {
        let standing = level_of(&three_approved(400));
        assert_eq!((standing.points, standing.approved), (120, 3));
        assert_eq!(
            (standing.level, standing.mean_of_last_ten_centistars),
            (StatusLevel::Junior, 400)
        );
        assert_eq!(level_of(&three_approved(395)).level, StatusLevel::Newcomer);
    }

    #[test]
    fn points_alone_skip_no_gate() {
        let won: Vec<PointEntry> = (1..=9)
            .map(|number| entry(PointRule::Selected, &format!("trk{number}"), number))
            .collect();
        let standing = level_of(&won);
        assert_eq!((standing.points, standing.level), (2_700, StatusLevel::Newcomer));
    }

    #[test]
    fn senior_needs_a_shortlist_and_lead_needs_wins() {
        let mut entries: Vec<PointEntry> = (1..=20).flat_map(|n| approved(n, 450)).collect();
        assert_eq!(level_of(&entries).level, StatusLevel::Junior);
        entries.push(entry(PointRule::Shortlisted, "trk01", 30));
        assert_eq!(level_of(&entries).level, StatusLevel::Senior);
        entries.extend((1..=3).map(|n| entry(PointRule::Selected, &format!("trk0{n}"), 30 + n)));
        assert_eq!(level_of(&entries).level, StatusLevel::Lead);
        assert_eq!(level_of(&entries).missing_to_next(&Policy::CURRENT), None);
    }

    #[test]
    fn the_mean_looks_back_on_ten_verdicts() {
        let ada = MemberId::of_subject("ada");
        let judged = |n: i64, total| PointEntry::judged(ada, format!("v{n:02}"), at(n), total);
        let mut entries: Vec<PointEntry> = vec![judged(0, 100)];
        entries.extend((1..=10).map(|number| judged(number, 300)));
        assert_eq!(level_of(&entries).mean_of_last_ten_centistars, 300);
        assert_eq!(level_of(&[]).mean_of_last_ten_centistars, 0);
    }

    #[test]
    fn a_level_is_kept_when_points_are_lost() {
        let mut entries = three_approved(400);
        entries.push(entry(PointRule::ReviewExpired, "rev", 9));
        let standing = level_of(&entries);
        assert_eq!((standing.points, standing.level), (90, StatusLevel::Junior));
    }

    #[test]
    fn an_opposite_entry_undoes_its_entry_and_what_rested_on_it() {
        let mut entries = three_approved(400);
        let undone: Vec<PointEntry> =
            approved(3, 400).iter().map(|entry| entry.undone(at(99))).collect();
        entries.extend(undone);
        let standing = level_of(&entries);
        assert_eq!((standing.points, standing.approved), (80, 2));
        assert_eq!(standing.level, StatusLevel::Newcomer);
    }

    #[test]
    fn an_entry_counts_once_however_often_it_arrives() {
        let twice = [three_approved(400), three_approved(400)].concat();
        assert_eq!(level_of(&twice), level_of(&three_approved(400)));
    }

    #[test]
    fn what_is_missing_is_named_gate_by_gate() {
        let missing = level_of(&approved(1, 400)).missing_to_next(&Policy::CURRENT).unwrap();
        assert_eq!((missing.level, missing.points), (StatusLevel::Junior, 80));
        assert_eq!((missing.approved, missing.mean_centistars), (2, 0));
    }

    #[test]
    fn what_is_missing_is_said_in_words() {
        let words = |entries: &[PointEntry]| {
            level_of(entries).missing_to_next(&Policy::CURRENT).unwrap().in_words()
        };
        assert_eq!(words(&approved(1, 400)), "2 approved tracks and 80 points to Junior");
        assert_eq!(
            words(&[]),
            "3 approved tracks, 3.00 stars in the mean of the last ten and 120 points to Junior"
        );
        assert_eq!(
            words(&three_approved(400)),
            "5 approved tracks, 1 shortlisted track and 200 points to Senior"
        );
    }

    #[test]
    fn every_level_is_shown_with_what_it_was_reached_by() {
        let history = history(&three_approved(400), &Policy::CURRENT);
        let [junior] = history.reached.as_slice() else { panic!("one level") };
        assert_eq!((junior.level, junior.at), (StatusLevel::Junior, at(3)));
        assert_eq!((junior.evidence.points, junior.evidence.approved), (120, 3));
    }

    #[test]
    fn approve_approve_void_in_every_order_gives_one_level() {
        let steps: Vec<Vec<PointEntry>> = (1..=4).map(|number| approved(number, 400)).collect();
        let void: Vec<PointEntry> = approved(4, 400).iter().map(|one| one.undone(at(9))).collect();
        let expected = level_of(&[steps.concat(), void.clone()].concat());
        assert_eq!((expected.level, expected.approved), (StatusLevel::Junior, 3));
        for turn in 0..5 {
            let mut order = steps.clone();
            order.insert(turn, void.clone());
            order.rotate_left(turn);
            assert_eq!(level_of(&order.concat()), expected, "turn {turn}");
        }
    }

    fn any_entry() -> impl Strategy<Value = PointEntry> {
        let rule = proptest::sample::select(PointRule::ALL);
        (rule, 0_u8..12, 100_u32..=500, 0_i64..50, proptest::bool::weighted(0.1)).prop_map(
            |(rule, subject, total, second, opposite)| {
                let total_centistars = (rule == PointRule::Judged).then_some(total);
                let subject = format!("subject {subject}");
                let new = PointEntry { total_centistars, ..entry(rule, &subject, second) };
                if opposite { new.undone(at(second)) } else { new }
            },
        )
    }

    /// What is public of `entries`, and nothing else, folded anew.
    fn public_level(
        entries: &[PointEntry],
        hidden: &BTreeSet<BriefId>,
        now: Timestamp,
        policy: &Policy,
    ) -> Standing {
        let is_public =
            |entry: &&PointEntry| entry.brief.is_none_or(|brief| !hidden.contains(&brief));
        let public: Vec<PointEntry> = entries.iter().filter(is_public).cloned().collect();
        let History { standing, approved_at, .. } = history(&public, policy);
        let level = Activity::at(standing.level, approved_at, now, policy).level();
        let expected = Standing { level, ..standing };
        let kept = PublicFold::of(entries).settle(hidden, policy);
        assert_eq!(kept.standing(hidden, now, policy).0, expected);
        expected
    }

    #[test]
    fn what_follows_from_a_hidden_brief_shows_in_no_public_level() {
        let (one, other) = (BriefId::derive(&[b"one"]), BriefId::derive(&[b"other"]));
        let of =
            |brief, subject: &str| PointEntry { brief, ..entry(PointRule::Approved, subject, 1) };
        let entries = [of(Some(one), "a"), of(Some(other), "b"), of(None, "c")];
        let approved = |hidden: &[BriefId]| {
            let hidden = hidden.iter().copied().collect();
            public_level(&entries, &hidden, at(9), &Policy::CURRENT).approved
        };
        assert_eq!((approved(&[]), approved(&[one]), approved(&[one, other])), (3, 2, 1));
    }

    #[test]
    fn a_public_level_falls_with_time_and_a_hidden_approval_does_not_hold_it() {
        let hidden_brief = BriefId::derive(&[b"hidden"]);
        let day = |days: i64| at(days * 86_400);
        let late = entry(PointRule::Approved, "late", 400 * 86_400);
        let late = PointEntry { brief: Some(hidden_brief), ..late };
        let entries = [three_approved(400), vec![late]].concat();
        let level = |hidden: &[BriefId], days| {
            let hidden = hidden.iter().copied().collect();
            public_level(&entries, &hidden, day(days), &Policy::CURRENT).level
        };
        assert_eq!(level(&[hidden_brief], 424), StatusLevel::Junior);
        assert_eq!(level(&[hidden_brief], 426), StatusLevel::Newcomer);
        assert_eq!(level(&[], 426), StatusLevel::Junior);
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            entries in proptest::collection::vec(any_entry(), 0..60).prop_map(|entries| {
                let unique = entries.into_iter().map(|entry| (entry.key(), entry));
                unique.collect::<BTreeMap<_, _>>().into_values().collect()
            }).prop_flat_map(|entries: Vec<PointEntry>| {
                (Just(entries.clone()), Just(entries).prop_shuffle())
            }),
        ) {
            prop_assert_eq!(level_of(&entries.0), level_of(&entries.1));
        }

        /// However often what is public was folded before, while more and more of it became public.
        #[test]
        fn a_public_standing_is_that_of_the_public_entries_whenever_it_was_settled(
            entries in proptest::collection::vec(any_entry(), 0..60),
            ends in proptest::collection::vec(0_u8..4, 8),
        ) {
            let policy = &Policy::CURRENT;
            let brief = |number: u8| BriefId::derive(&[&[number]]);
            let of_subject = |entry: PointEntry| {
                let number = entry.subject.bytes().map(u64::from).sum::<u64>() % 9;
                let number = u8::try_from(number).unwrap();
                PointEntry { brief: (number < 8).then(|| brief(number)), ..entry }
            };
            let entries: Vec<PointEntry> = entries.into_iter().map(of_subject).collect();
            let hidden = |step: u8| -> BTreeSet<BriefId> {
                let those = (0_u8..8).zip(&ends).filter(|(_, end)| **end > step);
                those.map(|(number, _)| brief(number)).collect()
            };
            let mut kept = PublicFold::of(&entries).settle(&hidden(0), policy);
            for step in 0..4 {
                let expected = public_level(&entries, &hidden(step), at(1_000_000), policy);
                prop_assert_eq!(kept.standing(&hidden(step), at(1_000_000), policy).0, expected);
                let open: BTreeSet<BriefId> = kept.briefs().collect();
                let known = entries.iter().filter_map(|entry| entry.brief);
                let known: BTreeSet<BriefId> = known.collect();
                let counted = effective(&entries);
                let counts = |one: &BriefId| counted.iter().any(|entry| entry.brief == Some(*one));
                for one in known.intersection(&hidden(step)).filter(|one| counts(one)) {
                    prop_assert!(open.contains(one), "whoever reads it asks for this one");
                }
                kept = kept.settle(&hidden(step), policy);
            }
            prop_assert_eq!(kept, PublicFold::of(&entries).settle(&hidden(3), policy));
        }

        #[test]
        fn points_are_the_sum_of_the_entries_in_force(
            entries in proptest::collection::vec(any_entry(), 0..60),
        ) {
            let sum: i32 = effective(&entries).iter().map(|entry| entry.points).sum();
            prop_assert_eq!(level_of(&entries).points, sum);
        }

        #[test]
        fn no_order_of_events_skips_a_gate(
            entries in proptest::collection::vec(any_entry(), 0..60),
        ) {
            let policy = &Policy::CURRENT;
            let mut expected = StatusLevel::Newcomer;
            for step in history(&entries, policy).reached {
                prop_assert_eq!(Some(step.level), expected.next());
                expected = step.level;
                let gate = step.level.gate(policy).unwrap();
                prop_assert!(step.evidence.points >= gate.points);
                prop_assert!(step.evidence.approved >= gate.approved);
                prop_assert!(step.evidence.mean_of_last_ten_centistars >= gate.mean_centistars);
                prop_assert!(step.evidence.shortlisted >= gate.shortlisted);
                prop_assert!(step.evidence.selected >= gate.selected);
            }
        }
    }
}
