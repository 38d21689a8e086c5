//! What an assignment decides on: the brief's own partition in one read, then what is known of the
//! reviewers on its roster.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::{Candidate, Exclusion, WaitingVersion};
use domain::brief::BriefState;
use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::{BriefId, MemberId, ReviewId};
use domain::member::Availability;
use domain::policy::Policy;
use domain::review::ReviewState;
use domain::status::StatusLevel;
use domain::text::ShortText;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use store::assignment::{NewPair, PairItem, ReviewerRecords, WorkloadItem};
use store::brief_aggregate::BriefAggregate;
use store::review::ReviewItem;
use store::standing::MemberStanding;
use store::track::{Partners, TrackEntry, VersionItem};
use store::{StoreError, Stored};

use crate::Workflow;

/// A brief that has something to give to reviewers.
pub(super) struct AssignmentInput {
    pub(super) aggregate: BriefAggregate,
    /// The words of the confirmed lexicon.
    pub(super) lexicon_words: Vec<ShortText>,
    pub(super) waiting: Vec<WaitingVersion>,
    roster: Vec<MemberId>,
    /// Reviews that are taken to be over, whatever the table says.
    over: BTreeSet<ReviewId>,
}

/// The reviewers on the roster of a brief, as they stand in all briefs.
pub(super) struct ReviewerPool {
    pub(super) candidates: Vec<Candidate>,
    /// Theirs as composers.
    standings: Vec<MemberStanding>,
    pub(super) workloads: BTreeMap<MemberId, Stored<WorkloadItem>>,
    /// Reviews of theirs that are not over, by id.
    pub(super) open: BTreeMap<ReviewId, Stored<ReviewItem>>,
    pub(super) ties: Ties,
}

/// Who was given something by whom, and who has written with whom, as it was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Ties {
    /// The revision of each pair of an author and a reviewer.
    pairs: BTreeMap<(MemberId, MemberId), u64>,
    partners: BTreeMap<Partners, u64>,
}

impl Ties {
    fn of(records: &ReviewerRecords) -> Ties {
        let pair = |stored: &Stored<PairItem>| {
            ((stored.item.author, stored.item.reviewer), stored.revision)
        };
        let partners = records.partners.iter().map(|stored| (stored.item, stored.revision));
        Ties { pairs: records.pairs.iter().map(pair).collect(), partners: partners.collect() }
    }

    /// That the author gives something to the reviewer, with all that must be as it was read.
    pub(super) fn new_pair(&self, pair: PairItem) -> NewPair {
        let PairItem { author, reviewer, .. } = pair;
        let revision = |key| self.pairs.get(&key).copied().unwrap_or(0);
        let partners = self.partners.get(&Partners::of(author, reviewer)).copied();
        NewPair {
            pair: Stored { item: pair, revision: revision((author, reviewer)) },
            opposite_revision: revision((reviewer, author)),
            partners_revision: partners.unwrap_or(0),
        }
    }
}

impl AssignmentInput {
    /// The brief's input, or nothing where nothing is to be done. One round trip a megabyte.
    pub(super) async fn load(
        work: &Workflow,
        brief: BriefId,
    ) -> Result<Option<AssignmentInput>, StoreError> {
        Self::load_without(work, brief, BTreeSet::new()).await
    }

    /// The same as it will be once these reviews have ended without an answer, in whichever briefs.
    pub(super) async fn load_without(
        work: &Workflow,
        brief: BriefId,
        over: BTreeSet<ReviewId>,
    ) -> Result<Option<AssignmentInput>, StoreError> {
        let Some(mut aggregate) = work.store.brief_aggregate(brief).await? else { return Ok(None) };
        for stored in aggregate.entries.iter_mut().flat_map(|entry| &mut entry.versions) {
            relinquish_all(&mut stored.item, &over, work.now);
        }
        let is_taking = match aggregate.brief.item.state {
            BriefState::Open | BriefState::Judging => true,
            BriefState::Draft
            | BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => false,
        };
        let waiting: Vec<WaitingVersion> =
            aggregate.entries.iter().flat_map(|entry| waiting(entry, work)).collect();
        if !is_taking || (waiting.is_empty() && !aggregate.has_queued()) {
            return Ok(None);
        }
        let lexicon_words = aggregate.confirmed_words();
        let roster = aggregate.coproducers().collect();
        Ok(Some(AssignmentInput { aggregate, lexicon_words, waiting, roster, over }))
    }

    /// Everybody on the roster, as they stand in all briefs. Two round trips, one where nobody has
    /// anything open; one more where a slot prefers a level.
    pub(super) async fn read_reviewers(&self, work: &Workflow) -> Result<ReviewerPool, StoreError> {
        let mut pool = self.read_members(work, &self.roster).await?;
        let is_paired = pool.candidates.iter().any(|one| one.probation);
        if is_paired || self.waiting.iter().any(|slot| slot.is_tie_break) {
            pool.read_levels(work).await?;
        }
        Ok(pool)
    }

    /// Every co-producer of the platform who may review at all, as they stand in all briefs. Three
    /// round trips for up to about thirty.
    pub(super) async fn read_platform(&self, work: &Workflow) -> Result<ReviewerPool, StoreError> {
        let all = work.store.list_all(&store::coproducer::all()).await?.into_iter();
        let members: Vec<MemberId> =
            all.filter(Coproducer::may_review).map(|one| one.member).collect();
        self.read_members(work, &members).await
    }

    /// These members, as they stand in all briefs. Two round trips, one where nobody has anything
    /// open.
    pub(super) async fn read_members(
        &self,
        work: &Workflow,
        members: &[MemberId],
    ) -> Result<ReviewerPool, StoreError> {
        let authors = self.waiting.iter().map(|waiting| waiting.composer).collect();
        let mut records = work.store.reviewer_records(members, &authors).await?;
        records.open.retain(|review, _| !self.over.contains(review));
        let today = day_of(work.now);
        let recent = recent_authors(&records.pairs, work.now, work.policy);
        let candidate = |member: &MemberId| {
            let workload = records.workloads.get(member).map(|stored| stored.item.clone());
            let workload = workload.unwrap_or_else(|| WorkloadItem::idle(*member, today));
            self.candidate(&records, &workload.on(today), &recent)
        };
        let candidates = members.iter().map(candidate).collect();
        let ties = Ties::of(&records);
        let ReviewerRecords { standings, workloads, open, .. } = records;
        Ok(ReviewerPool { candidates, standings, workloads, open, ties })
    }

    fn candidate(
        &self,
        records: &ReviewerRecords,
        workload: &WorkloadItem,
        recent: &BTreeMap<MemberId, BTreeSet<MemberId>>,
    ) -> Candidate {
        let member = workload.member;
        let standing = records.coproducers.get(&member);
        let mine = records.open.values().filter(|stored| stored.item.review.reviewer == member);
        let running = mine.filter(|stored| stored.item.state == ReviewState::Assigned);
        let given = |version: &Stored<VersionItem>| {
            version
                .item
                .version
                .slots
                .iter()
                .any(|slot| slot.reviewer == member && slot.state.is_held())
        };
        // Who has never written a profile takes on whatever comes.
        let profile = records.profiles.get(&member);
        let availability = profile.map_or(Availability::Available, |one| one.availability);
        let wrote = |entry: &TrackEntry| entry.track.item.track.authors().contains(&member);
        let reviewed_by = recent.iter().filter(|(_, authors)| authors.contains(&member));
        let partners = records.partners.iter().filter_map(|one| one.item.partner_of(member));
        let entered = self.aggregate.entries.iter().any(wrote);
        let barred = self.is_barred(member).then_some(Exclusion::Barred);
        let other_part = barred.or(entered.then_some(Exclusion::EnteredBrief));
        Candidate {
            member,
            probation: standing.is_some_and(|one| one.state == CoproducerState::Probation),
            level: StatusLevel::Newcomer,
            inactive: !standing.is_some_and(Coproducer::may_review),
            availability,
            other_part,
            running_timers: count(running),
            reviews_today: workload.reviews_that_day,
            audio_today_ms: workload.audio_that_day_ms,
            load_in_brief: count(self.aggregate.versions().filter(|version| given(version))),
            last_assigned_at: workload.last_assigned_at,
            composers_reviewed_lately: recent.get(&member).cloned().unwrap_or_default(),
            reviewed_lately_by: reviewed_by.map(|(reviewer, _)| *reviewer).collect(),
            partners: partners.collect(),
        }
    }
}

impl ReviewerPool {
    /// How far each has come as a composer, by what is public: who was preferred, and says so in the
    /// reasons, tells nothing of what they have entered. One round trip.
    async fn read_levels(&mut self, work: &Workflow) -> Result<(), StoreError> {
        let public = work.store.public_standings(&self.standings, work.now).await?;
        for (whose, (standing, _)) in self.standings.iter().zip(public) {
            for candidate in self.candidates.iter_mut().filter(|one| one.member == whose.member) {
                candidate.level = standing.level;
            }
        }
        Ok(())
    }
}

impl AssignmentInput {
    /// Whether the member has another part in the brief than to review it.
    fn is_barred(&self, member: MemberId) -> bool {
        let BriefAggregate { brief, roster, invitations, overseers, .. } = &self.aggregate;
        brief.item.owner == member
            || overseers.contains(&member)
            || invitations.iter().any(|one| one.item.member == member)
            || roster.iter().any(|place| place.member == member && place.left_at.is_some())
    }

    /// Of each track the newest version that was taken in.
    pub(super) fn newest_versions(&self) -> Vec<&Stored<VersionItem>> {
        let newest = |entry: &TrackEntry| entry.newest_taken_in().map(|version| version.version);
        let entries = self.aggregate.entries.iter();
        let stored = entries.filter_map(|entry| {
            let number = newest(entry)?;
            entry.versions.iter().find(|stored| stored.item.version.version == number)
        });
        stored.collect()
    }

    /// Whether the member is on the roster now.
    pub(super) fn is_on_roster(&self, member: MemberId) -> bool {
        self.roster.contains(&member)
    }
}

/// Ends these reviews of a version without an answer.
fn relinquish_all(item: &mut VersionItem, over: &BTreeSet<ReviewId>, now: Timestamp) {
    let held = item.version.slots.iter().filter(|slot| slot.state.is_held());
    let late: Vec<ReviewId> =
        held.map(|slot| slot.review).filter(|review| over.contains(review)).collect();
    for review in late {
        *item = item.clone().relinquished(review, now);
    }
}

/// The slots of a track that wait for a reviewer: those of its newest version that was taken in. An
/// older one has been answered, or was answered by the composer with the newer one.
fn waiting(entry: &TrackEntry, work: &Workflow) -> Vec<WaitingVersion> {
    let track = &entry.track.item.track;
    let mut relinquished_by = BTreeSet::new();
    let mut waiting = Vec::new();
    let newest = entry.newest_taken_in().map(|version| version.version);
    let mut answered_before: Option<MemberId> = None;
    for stored in &entry.versions {
        let given = &stored.item.version.slots;
        let gone = given.iter().filter(|slot| !slot.state.is_held());
        relinquished_by.extend(gone.map(|slot| slot.reviewer));
        let version = &stored.item.version;
        let is_newest = newest == Some(version.version);
        let open = if is_newest { version.open_slots(version.promised) } else { Vec::new() };
        for slot in open {
            let waits = work.now.duration_since(version.sought_since(slot));
            waiting.push(WaitingVersion {
                track: track.id,
                version: version.version,
                slot,
                attempt: stored.item.version.next_attempt(slot),
                composer: track.composer,
                authors: track.never_review(),
                waiting_since: version.received_at.unwrap_or(version.reserved_at),
                duration_ms: version.facts.as_ref().map_or(0, |facts| facts.duration_ms),
                continuity: answered_before.filter(|_| slot == 1),
                is_tie_break: version.is_tie_break(slot),
                may_wait: waits < work.policy.prefers_level_for,
                hearing_it: stored.item.version.listeners().collect(),
                relinquished_by: BTreeSet::new(),
            });
        }
        answered_before = stored.item.version.first_reviewer().or(answered_before);
    }
    // A reviewer who relinquished any version of a track, or whose review of it was voided, is not
    // asked for another.
    for slot in &mut waiting {
        slot.relinquished_by.clone_from(&relinquished_by);
    }
    waiting
}

/// Whom each reviewer has been given something of within the time that the policy looks back.
fn recent_authors(
    pairs: &[Stored<PairItem>],
    now: Timestamp,
    policy: &Policy,
) -> BTreeMap<MemberId, BTreeSet<MemberId>> {
    let mut recent: BTreeMap<MemberId, BTreeSet<MemberId>> = BTreeMap::new();
    for Stored { item: pair, .. } in pairs {
        if now.duration_since(pair.at) < policy.same_composer_after {
            recent.entry(pair.reviewer).or_default().insert(pair.author);
        }
    }
    recent
}

/// The day on which the limits of a day count.
pub(super) fn day_of(now: Timestamp) -> Date {
    now.to_zoned(TimeZone::UTC).date()
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
