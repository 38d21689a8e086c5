//! What a base item has earned: pure, and the same however often it is asked. Promotion asks it for
//! every change, the sweep and a rebuild for what stands in the table.
//!
//! Architecture invariant: an entry follows from one image of one item and from nothing else, so
//! that neither the order of changes nor the moment of asking makes a difference.

use crate::id::{BriefId, MemberId};
use crate::invitation::Invitation;
use crate::member::Member;
use crate::points::{PointEntry, PointRule, effective, resubmission_is_better};
use crate::policy::Policy;
use crate::review::{Review, ReviewState};
use crate::track::{Track, Version, VersionState};
use crate::verdict::Verdict;
use jiff::Timestamp;

/// A base item that can earn points.
#[derive(Clone, Debug, PartialEq)]
pub enum PointSource {
    /// A member's own words.
    Member(Box<Member>),
    /// A track, for what the client made of it.
    Track(Box<Track>),
    /// A version, for its verdict.
    Version(Box<Version>),
    /// A review, for its punctuality.
    Review(Box<Review>),
    /// An invitation, where it was accepted and nothing came of it.
    Invitation(Box<Invitation>),
}

impl PointSource {
    /// Whose points it is about.
    pub const fn member(&self) -> MemberId {
        match self {
            Self::Member(member) => member.id,
            Self::Track(track) => track.composer,
            Self::Version(version) => version.composer,
            Self::Review(review) => review.reviewer,
            Self::Invitation(invitation) => invitation.member,
        }
    }

    /// The brief that it belongs to; a member belongs to none.
    const fn brief(&self) -> Option<BriefId> {
        match self {
            Self::Member(_) => None,
            Self::Track(track) => Some(track.brief),
            Self::Version(version) => Some(version.brief),
            Self::Review(review) => Some(review.brief),
            Self::Invitation(invitation) => Some(invitation.brief),
        }
    }

    /// Whether an entry is about this item, in whatever state the item was when it earned it.
    /// Matched by rule, so that a new rule must say here whose it is: else its points could never
    /// be undone.
    pub fn owns(&self, entry: &PointEntry) -> bool {
        let subject = entry.subject.as_str();
        match entry.rule {
            PointRule::ProfileComplete => {
                matches!(self, Self::Member(member) if subject == member.id.to_string())
            }
            PointRule::Shortlisted | PointRule::Selected => {
                matches!(self, Self::Track(track) if is_choice_of(track, subject))
            }
            PointRule::Judged
            | PointRule::Approved
            | PointRule::Quality
            | PointRule::Resubmission => {
                matches!(self, Self::Version(version) if subject.starts_with(&verdicts_of(version)))
            }
            PointRule::ReviewOnTime | PointRule::ReviewExpired => {
                matches!(self, Self::Review(review) if subject == review.id.to_string())
            }
            PointRule::InvitationUnused => {
                matches!(self, Self::Invitation(one) if subject == one.brief.to_string())
            }
        }
    }
}

/// The subject of a choice is the track's id, with `@` and a time where the award stands again or
/// the track is on the shortlist again.
fn is_choice_of(track: &Track, subject: &str) -> bool {
    let rest = subject.strip_prefix(&track.id.to_string());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('@'))
}

/// All the entries that the item stands for as it is.
pub fn entries(base: &PointSource, policy: &Policy) -> Vec<PointEntry> {
    let entries = match base {
        PointSource::Member(member) => profile(member).into_iter().collect(),
        PointSource::Track(track) => choices(track),
        PointSource::Version(version) => verdict(version, policy),
        PointSource::Review(review) => punctuality(review).into_iter().collect(),
        PointSource::Invitation(invitation) => unused(invitation).into_iter().collect(),
    };
    let (policy_version, brief) = (policy.version, base.brief());
    entries.into_iter().map(|entry| PointEntry { brief, policy_version, ..entry }).collect()
}

/// What a change of the item adds: the entries of how it is now, and those it stood for before and
/// does not any more (a review was voided, a track withdrawn), each with its opposite.
///
/// A pure function of the two images, so a record that comes twice or late adds nothing new, and no
/// order of records makes a difference. An entry comes with its opposite, since the record that
/// earned it may be lost or still on its way: in the end the points are the sum of all entries.
pub fn changes(
    before: Option<&PointSource>,
    now: &PointSource,
    policy: &Policy,
) -> Vec<PointEntry> {
    let mut earned = entries(now, policy);
    let stood_for = before.map(|before| entries(before, policy)).unwrap_or_default();
    let lost = undone_by(now, &stood_for, &earned);
    earned.extend(stood_for);
    earned.extend(lost);
    earned
}

/// The opposites of those `stored` entries of the item for which it does not stand any more. Read
/// the entries before the item: what is earned in between then is not taken for stale.
pub fn stale(now: &PointSource, stored: &[PointEntry], policy: &Policy) -> Vec<PointEntry> {
    let stored = effective(stored).into_iter().filter(|entry| now.owns(entry));
    let stored: Vec<PointEntry> = stored.cloned().collect();
    undone_by(now, &stored, &entries(now, policy))
}

fn undone_by(
    now: &PointSource,
    stood_for: &[PointEntry],
    earned: &[PointEntry],
) -> Vec<PointEntry> {
    let lost = stood_for.iter().filter(|old| !earned.iter().any(|new| new.is_same(old)));
    lost.map(|entry| entry.undone(undone_at(now, entry.rule).unwrap_or(entry.at))).collect()
}

/// The item's own time of what undid its entries of this rule, where it has one.
fn undone_at(base: &PointSource, rule: PointRule) -> Option<Timestamp> {
    match base {
        PointSource::Track(track) if rule == PointRule::Shortlisted => {
            track.withdrawn_at.or(track.shortlist_removed_at)
        }
        PointSource::Track(track) => track.withdrawn_at.or(track.award_void_at),
        PointSource::Review(review) => {
            review.dispute.as_ref()?.decision.as_ref().map(|said| said.at)
        }
        PointSource::Member(_) | PointSource::Version(_) | PointSource::Invitation(_) => None,
    }
}

/// Once, whatever becomes of the profile.
fn profile(member: &Member) -> Option<PointEntry> {
    let (id, at) = (member.id, member.completed_at?);
    Some(PointEntry::new(id, PointRule::ProfileComplete, id.to_string(), at))
}

fn unused(invitation: &Invitation) -> Option<PointEntry> {
    let (member, at) = (invitation.member, invitation.unused_at?);
    let subject = invitation.brief.to_string();
    Some(PointEntry::new(member, PointRule::InvitationUnused, subject, at))
}

fn choices(track: &Track) -> Vec<PointEntry> {
    if track.withdrawn_at.is_some() {
        return Vec::new();
    }
    let entry = |rule, subject, at| PointEntry::new(track.composer, rule, subject, at);
    let shortlisted = |at| entry(PointRule::Shortlisted, shortlisting_of(track), at);
    let selected = |at| entry(PointRule::Selected, award_of(track), at);
    let stands = track.selected_at.filter(|_| track.award_void_at.is_none());
    track.shortlisted_at.map(shortlisted).into_iter().chain(stands.map(selected)).collect()
}

/// The subject of a shortlisting. One that follows upon a removal is named by that moment too: what
/// was undone stays undone, and it earns anew.
fn shortlisting_of(track: &Track) -> String {
    match track.shortlist_removed_at {
        None => track.id.to_string(),
        Some(removed_at) => format!("{}@{removed_at}", track.id),
    }
}

/// The subject of a selection. An award that was void and stands again is named by that moment too:
/// what was undone stays undone, and it earns anew, at the time at which it was made.
fn award_of(track: &Track) -> String {
    match track.award_restored_at {
        None => track.id.to_string(),
        Some(restored_at) => format!("{}@{restored_at}", track.id),
    }
}

/// What the subjects of a version's verdicts begin with.
fn verdicts_of(version: &Version) -> String {
    format!("{}#{}@", version.track, version.version)
}

/// The subject names the verdict by its time too: a version whose review was voided is judged
/// again, and that verdict earns anew.
fn verdict(version: &Version, policy: &Policy) -> Vec<PointEntry> {
    let (Some(verdict), Some(total), Some(at)) =
        (version.verdict, version.total_centistars, version.verdict_at)
    else {
        return Vec::new();
    };
    if version.state == VersionState::Withdrawn {
        return Vec::new();
    }
    let composer = version.composer;
    let subject = format!("{}{at}", verdicts_of(version));
    let mut entries = vec![PointEntry::judged(composer, subject.clone(), at, total)];
    if verdict == Verdict::Approve {
        entries.push(PointEntry::new(composer, PointRule::Approved, subject.clone(), at));
        entries.push(PointEntry::quality(composer, subject.clone(), at, total, policy));
    }
    let answers = version.answers_total_centistars;
    if answers.is_some_and(|before| resubmission_is_better(before, total, policy)) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::AudioFormat;
    use crate::digest::Sha256Hex;
    use crate::id::TrackId;
    use crate::points::{additions, level};
    use crate::text::Title;
    use crate::track::DeclaredFile;
    use proptest::prelude::*;

    const POLICY: &Policy = &Policy::CURRENT;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn track(name: &str) -> Track {
        Track {
            id: TrackId::derive(&[name.as_bytes()]),
            brief: BriefId::derive(&[b"brief"]),
            composer: MemberId::of_subject("ada"),
            title: Title::new("Dawn").unwrap(),
            entry: serde_json::from_str("7").unwrap(),
            note: None,
            writers: Vec::new(),
            former_writers: std::collections::BTreeSet::new(),
            newest: 1,
            shortlisted_at: None,
            shortlist_removed_at: None,
            client_rating: None,
            selected_at: None,
            withdrawn_at: None,
            award_void_at: None,
            award_restored_at: None,
            master_at: None,
            created_at: at(0),
        }
    }

    /// A version that somebody listens to; `answers` is the total of the one before.
    fn heard(name: &str, number: u8, answers: Option<u32>) -> Version {
        let declared = DeclaredFile {
            format: AudioFormat::Flac,
            size_bytes: 1,
            sha256: Sha256Hex::of(b"file"),
        };
        let key = "raw/key".to_owned();
        let reserved = Version::reserve(&track(name), number, declared, key, at(0), POLICY);
        let state = VersionState::InReview;
        Version { state, answers_total_centistars: answers, ..reserved }
    }

    fn judged(version: &Version, total: u32, second: i64) -> Version {
        version.judge(Verdict::Approve, total, at(second)).unwrap().or(version.clone())
    }

    fn rules(version: Version) -> Vec<PointRule> {
        let entries = entries(&PointSource::Version(version.into()), POLICY);
        entries.into_iter().map(|entry| entry.rule).collect()
    }

    #[test]
    fn a_new_version_earns_for_a_whole_star_more_than_the_one_it_answers_had() {
        let earns = |answers, total| {
            let version = judged(&heard("a", 2, answers), total, 1);
            rules(version).contains(&PointRule::Resubmission)
        };
        assert!(earns(Some(300), 400) && !earns(Some(301), 400));
        assert!(!earns(None, 500), "it answers nothing");
    }

    #[test]
    fn a_profile_counts_once_and_whatever_becomes_of_it() {
        let mut member = Member::newcomer(MemberId::of_subject("ada"), at(0));
        let earned = |member: &Member| entries(&PointSource::Member(member.clone().into()), POLICY);
        assert_eq!(earned(&member), []);
        member.completed_at = Some(at(7));
        let [entry] = earned(&member).try_into().unwrap();
        assert_eq!((entry.rule, entry.at), (PointRule::ProfileComplete, at(7)));
        let complete = PointSource::Member(member.into());
        assert_eq!(stale(&complete, std::slice::from_ref(&entry), POLICY), []);
    }

    #[test]
    fn what_an_item_does_not_stand_for_any_more_is_undone_and_nothing_else() {
        let approved = judged(&heard("a", 1, None), 450, 1);
        let other = judged(&heard("b", 1, None), 450, 2);
        let stored: Vec<PointEntry> = [approved.clone(), other]
            .into_iter()
            .flat_map(|version| entries(&PointSource::Version(version.into()), POLICY))
            .collect();
        let now = PointSource::Version(approved.reopen().unwrap().or(approved.clone()).into());
        let undone = stale(&now, &stored, POLICY);
        assert_eq!(undone.len(), 3, "judged, approved, quality");
        assert!(undone.iter().all(|entry| entry.opposite && now.owns(entry)));
        let mended = [stored, undone].concat();
        assert_eq!(stale(&now, &mended, POLICY), [], "once");
        assert_eq!(level(&mended, POLICY).approved, 1);
    }

    #[test]
    fn a_void_award_earns_nothing_and_earns_anew_when_it_stands_again() {
        let base = |track: &Track| PointSource::Track(track.clone().into());
        let chosen = Track { shortlisted_at: Some(at(1)), selected_at: Some(at(2)), ..track("a") };
        let void = chosen.with_award(true, at(3));
        let restored = void.with_award(false, at(4));
        let rules = |track: &Track| {
            let entries = entries(&base(track), POLICY).into_iter();
            entries.map(|entry| (entry.rule, entry.at)).collect::<Vec<_>>()
        };
        let both = [(PointRule::Shortlisted, at(1)), (PointRule::Selected, at(2))];
        assert_eq!((rules(&chosen), rules(&restored)), (both.to_vec(), both.to_vec()));
        assert_eq!(rules(&void), both[..1]);
        let mut known = entries(&base(&chosen), POLICY);
        for (before, now) in [(&chosen, &void), (&void, &restored)] {
            let changes = changes(Some(&base(before)), &base(now), POLICY);
            known.extend(additions(&known, &changes));
            assert_eq!(stale(&base(now), &known, POLICY), []);
            let points: i32 = known.iter().map(|entry| entry.points).sum();
            assert_eq!(points, if now.award_void_at.is_some() { 40 } else { 340 });
        }
        assert!(known.iter().all(|entry| base(&void).owns(entry)));
        assert!(!known.iter().any(|entry| base(&track("b")).owns(entry)));
    }

    /// Each image with the next one.
    fn changes_between(
        images: impl Iterator<Item = PointSource>,
    ) -> Vec<(PointSource, PointSource)> {
        let images: Vec<PointSource> = images.collect();
        let pairs = images.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
        pairs.map(|(before, now)| (before.clone(), now.clone())).collect()
    }

    /// What happens to one award: it is void, and stands again, twice.
    fn decisions_on(name: &str) -> Vec<(PointSource, PointSource)> {
        let chosen = Track { selected_at: Some(at(2)), ..track(name) };
        let mut images = vec![track(name), chosen];
        for (is_void, second) in [(true, 3), (false, 4), (true, 5), (false, 6)] {
            let next = images.last().map(|track| track.with_award(is_void, at(second)));
            images.extend(next);
        }
        changes_between(images.into_iter().map(|one| PointSource::Track(one.into())))
    }

    /// What happens to one track: shortlisted and taken off the shortlist, twice.
    fn shortlistings_of(name: &str) -> Vec<(PointSource, PointSource)> {
        let mut images = vec![track(name)];
        for second in 1..5 {
            let before = images.last().unwrap();
            let next = match before.shortlisted_at {
                None => before.shortlist(at(second)),
                Some(_) => before.remove_from_shortlist(at(second)),
            };
            images.push(next.or(before.clone()));
        }
        changes_between(images.into_iter().map(|one| PointSource::Track(one.into())))
    }

    #[test]
    fn a_shortlisting_that_is_taken_back_earns_nothing_and_another_one_earns_anew() {
        let mut known = Vec::new();
        let mut sums = Vec::new();
        for (before, now) in shortlistings_of("a") {
            let added = additions(&known, &changes(Some(&before), &now, POLICY));
            known.extend(added);
            assert_eq!(stale(&now, &known, POLICY), []);
            sums.push(known.iter().map(|entry| entry.points).sum::<i32>());
        }
        assert_eq!(sums, [40, 0, 40, 0]);
        let undone = known.iter().filter(|entry| entry.opposite).map(|entry| entry.at);
        assert_eq!(undone.collect::<Vec<_>>(), [at(2), at(4)], "when they were taken back");
        assert_eq!(level(&known, POLICY).shortlisted, 0);
    }

    /// What happens to one version: approved, voided, approved again, perhaps taken back.
    fn changes_of(name: &str, is_taken_back: bool) -> Vec<(PointSource, PointSource)> {
        let first = heard(name, 1, Some(300));
        let approved = judged(&first, 450, 1);
        let reopened = approved.reopen().unwrap().or(approved.clone());
        let again = judged(&heard(name, 1, Some(300)), 380, 5);
        let mut images = vec![first, approved, reopened, again.clone()];
        images.extend(is_taken_back.then_some(Version { state: VersionState::Withdrawn, ..again }));
        changes_between(images.into_iter().map(|one| PointSource::Version(one.into())))
    }

    fn derived(changed: &[(PointSource, PointSource)]) -> Vec<PointEntry> {
        let mut known: Vec<PointEntry> = Vec::new();
        for (before, now) in changed {
            let added = additions(&known, &changes(Some(before), now, POLICY));
            known.extend(added);
        }
        known.sort_by_key(PointEntry::key);
        known
    }

    proptest! {
        #[test]
        fn every_order_of_changes_leads_to_the_same_entries_and_points_are_their_sum(
            (order, calm) in proptest::collection::vec(any::<bool>(), 1..5).prop_flat_map(|taken| {
                let tracks = taken.into_iter().zip(0..);
                let calm: Vec<(PointSource, PointSource)> = tracks
                    .flat_map(|(is_taken, number)| changes_of(&format!("{number}"), is_taken))
                    .chain(decisions_on("an award"))
                    .chain(shortlistings_of("a favourite"))
                    .collect();
                let twice = [calm.clone(), calm.clone()].concat();
                (Just(twice).prop_shuffle(), Just(calm))
            }),
        ) {
            let entries = derived(&order);
            prop_assert_eq!(&entries, &derived(&calm));
            let standing = level(&entries, POLICY);
            prop_assert_eq!(standing.points, entries.iter().map(|entry| entry.points).sum::<i32>());
        }
    }
}
