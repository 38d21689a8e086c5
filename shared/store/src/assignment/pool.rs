//! What an assignment decides on: the brief's own partition in one read, then what is known of the
//! reviewers on its roster.

use std::collections::{BTreeMap, BTreeSet};

use domain::assignment::{Candidate, WaitingVersion};
use domain::brief::BriefState;
use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::{BriefId, MemberId, ReviewId};
use domain::lexicon::Lexicon;
use domain::member::{Availability, Member};
use domain::policy::Policy;
use domain::review::ReviewState;
use domain::text::ShortText;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{AssignItem, PairItem, WorkloadItem};
use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::item::{Item, RawItem, Stored};
use crate::keys;
use crate::review::ReviewItem;
use crate::roster::RosterItem;
use crate::table::Store;
use crate::track::{Entry, SeatState, VersionItem, to_entries};

/// A brief that has something to give to reviewers.
pub(super) struct AssignmentInput {
    pub(super) brief: Stored<BriefItem>,
    pub(super) assign: Option<Stored<AssignItem>>,
    /// The words of the confirmed lexicon.
    pub(super) lexicon_words: Vec<ShortText>,
    pub(super) entries: Vec<Entry>,
    pub(super) waiting: Vec<WaitingVersion>,
    roster: Vec<MemberId>,
}

/// The reviewers on the roster of a input, as they stand in all briefs.
pub(super) struct ReviewerPool {
    pub(super) candidates: Vec<Candidate>,
    pub(super) workloads: BTreeMap<MemberId, Stored<WorkloadItem>>,
    /// Reviews of theirs that are not over, by id.
    pub(super) open: BTreeMap<ReviewId, Stored<ReviewItem>>,
}

impl Store {
    /// The brief's input, or nothing where nothing is to be done. One round trip a megabyte.
    pub(super) async fn assignment_input(
        &self,
        brief: BriefId,
    ) -> Result<Option<AssignmentInput>, StoreError> {
        let items = self.all(&keys::brief_partition(brief), "").await?;
        let Some(input) = AssignmentInput::of(items)? else { return Ok(None) };
        let is_taking = match input.brief.item.state {
            BriefState::Open | BriefState::Judging => true,
            BriefState::Draft
            | BriefState::Awarded
            | BriefState::Delivered
            | BriefState::Lapsed
            | BriefState::Cancelled => false,
        };
        Ok(Some(input)
            .filter(|input| is_taking && (!input.waiting.is_empty() || input.has_queued())))
    }

    /// Standing, workload and recent authors of everybody on the roster; then the reviews they have
    /// open. Two round trips, one where nobody has any open.
    pub(super) async fn read_staff(
        &self,
        input: &AssignmentInput,
        now: Timestamp,
        policy: &Policy,
    ) -> Result<ReviewerPool, StoreError> {
        let composers: BTreeSet<MemberId> =
            input.waiting.iter().map(|waiting| waiting.composer).collect();
        let mut wanted = Vec::new();
        for reviewer in &input.roster {
            wanted.extend([keys::coproducer(*reviewer), keys::workload(*reviewer)]);
            wanted.push(keys::member(*reviewer));
            wanted.extend(composers.iter().map(|author| keys::pair(*author, *reviewer)));
        }
        let found = self.get_many(&wanted).await?;
        let (mut standings, mut workloads, mut pairs) = (BTreeMap::new(), BTreeMap::new(), vec![]);
        let mut availability = BTreeMap::new();
        for item in found.into_iter().flatten() {
            match item.kind() {
                Coproducer::KIND => {
                    let coproducer = item.parse::<Coproducer>()?.item;
                    standings.insert(coproducer.member, coproducer);
                }
                Member::KIND => {
                    let profile = item.parse::<Member>()?.item;
                    availability.insert(profile.id, profile.availability);
                }
                WorkloadItem::KIND => {
                    let workload = item.parse::<WorkloadItem>()?;
                    workloads.insert(workload.item.member, workload);
                }
                PairItem::KIND => pairs.push(item.parse::<PairItem>()?.item),
                _ => {}
            }
        }
        let open = self.read_open(workloads.values()).await?;
        let today = day_of(now);
        let recent = recent_authors(&pairs, now, policy);
        let candidate = |member: &MemberId| {
            let workload = workloads.get(member).map(|stored| stored.item.clone());
            let workload = workload.unwrap_or_else(|| WorkloadItem::idle(*member, today));
            let standing = standings.get(member);
            let known = input.candidate(standing, &workload.on(today), &open, recent.get(member));
            let availability = availability.get(member).copied().unwrap_or(known.availability);
            Candidate { availability, ..known }
        };
        let candidates = input.roster.iter().map(candidate).collect();
        Ok(ReviewerPool { candidates, workloads, open })
    }

    async fn read_open(
        &self,
        workloads: impl Iterator<Item = &Stored<WorkloadItem>>,
    ) -> Result<BTreeMap<ReviewId, Stored<ReviewItem>>, StoreError> {
        let ids: Vec<_> = workloads.flat_map(|stored| stored.item.open.iter().copied()).collect();
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let wanted: Vec<_> = ids.into_iter().map(keys::review).collect();
        let found = self.get_many(&wanted).await?;
        let reviews = found.into_iter().flatten().map(RawItem::parse::<ReviewItem>);
        let reviews: Result<Vec<_>, _> = reviews.collect();
        let open = reviews?.into_iter().filter(|stored| is_open(stored.item.state));
        Ok(open.map(|stored| (stored.item.review.id, stored)).collect())
    }
}

impl AssignmentInput {
    /// Sorts the items of a brief's partition; nothing where there is no such brief.
    fn of(items: Vec<RawItem>) -> Result<Option<AssignmentInput>, StoreError> {
        let (mut brief, mut assign) = (None, None);
        let (mut lexicons, mut roster, mut tracks) = (Vec::new(), Vec::new(), Vec::new());
        for item in items {
            match item.kind() {
                BriefItem::KIND => brief = Some(item.parse::<BriefItem>()?),
                AssignItem::KIND => assign = Some(item.parse()?),
                Lexicon::KIND => lexicons.push(item.parse::<Lexicon>()?.item),
                RosterItem::KIND => roster.push(item.parse::<RosterItem>()?.item),
                _ => tracks.push(item),
            }
        }
        let Some(brief) = brief else { return Ok(None) };
        let confirmed = |lexicon: &Lexicon| Some(lexicon.version) == brief.item.lexicon_confirmed;
        let lexicon = lexicons.into_iter().find(confirmed);
        let terms = lexicon.map(|lexicon| lexicon.terms).unwrap_or_default();
        let lexicon_words = terms.into_iter().map(|term| term.word).collect();
        let roster = roster
            .into_iter()
            .filter(|appointed: &RosterItem| appointed.left_at.is_none())
            .map(|appointed| appointed.member)
            .collect();
        let entries = to_entries(tracks)?;
        let slots = brief.item.terms.reviews_per_track;
        let waiting = entries.iter().flat_map(|entry| waiting(entry, slots)).collect();
        Ok(Some(AssignmentInput { brief, assign, lexicon_words, entries, waiting, roster }))
    }

    /// Whether a review of this brief waits for its reviewer's clock.
    fn has_queued(&self) -> bool {
        self.versions()
            .any(|version| version.item.seats.iter().any(|seat| seat.state == SeatState::Queued))
    }

    pub(super) fn versions(&self) -> impl Iterator<Item = &Stored<VersionItem>> {
        self.entries.iter().flat_map(|entry| entry.versions.iter())
    }

    fn candidate(
        &self,
        standing: Option<&Coproducer>,
        workload: &WorkloadItem,
        open: &BTreeMap<ReviewId, Stored<ReviewItem>>,
        recent: Option<&BTreeSet<MemberId>>,
    ) -> Candidate {
        let member = workload.member;
        let mine = open.values().filter(|stored| stored.item.review.reviewer == member);
        let running = mine.filter(|stored| stored.item.state == ReviewState::Assigned);
        let given = |version: &Stored<VersionItem>| {
            version.item.seats.iter().any(|seat| seat.reviewer == member && seat.state.is_held())
        };
        let wrote = |entry: &Entry| entry.track.item.track.authors().contains(&member);
        Candidate {
            member,
            probation: standing.is_some_and(|one| one.state == CoproducerState::Probation),
            inactive: !standing.is_some_and(Coproducer::may_review),
            // Who has never written a profile takes on whatever comes.
            availability: Availability::Available,
            entered_brief: self.entries.iter().any(wrote),
            running_clocks: count(running),
            reviews_today: workload.reviews_that_day,
            audio_today_ms: workload.audio_that_day_ms,
            load_in_brief: count(self.versions().filter(|version| given(version))),
            last_assigned_at: workload.last_assigned_at,
            composers_reviewed_lately: recent.cloned().unwrap_or_default(),
        }
    }
}

/// The slots of a track that wait for a reviewer.
fn waiting(entry: &Entry, slots: u8) -> Vec<WaitingVersion> {
    let track = &entry.track.item.track;
    let mut gave_it_up = BTreeSet::new();
    let mut waiting = Vec::new();
    let mut answered_before: Option<MemberId> = None;
    for stored in &entry.versions {
        let seats = &stored.item.seats;
        let gone = seats.iter().filter(|seat| !seat.state.is_held());
        gave_it_up.extend(gone.map(|seat| seat.reviewer));
        for slot in stored.item.open_slots(slots) {
            let version = &stored.item.version;
            waiting.push(WaitingVersion {
                track: track.id,
                version: version.version,
                slot,
                attempt: stored.item.next_attempt(slot),
                composer: track.composer,
                authors: track.authors(),
                waiting_since: version.received_at.unwrap_or(version.reserved_at),
                duration_ms: version.facts.as_ref().map_or(0, |facts| facts.duration_ms),
                continuity: answered_before.filter(|_| slot == 1),
                hearing_it: stored.item.listeners().collect(),
                gave_it_up: BTreeSet::new(),
            });
        }
        answered_before = stored.item.answered_by().or(answered_before);
    }
    // Whoever gave up any version of a track, or was struck out there, is not asked for another.
    for slot in &mut waiting {
        slot.gave_it_up.clone_from(&gave_it_up);
    }
    waiting
}

/// Whom each reviewer has been given something of within the time that the policy looks back.
fn recent_authors(
    pairs: &[PairItem],
    now: Timestamp,
    policy: &Policy,
) -> BTreeMap<MemberId, BTreeSet<MemberId>> {
    let mut recent: BTreeMap<MemberId, BTreeSet<MemberId>> = BTreeMap::new();
    for pair in pairs {
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

fn is_open(state: ReviewState) -> bool {
    match state {
        ReviewState::Queued | ReviewState::Assigned => true,
        ReviewState::Delivered
        | ReviewState::Declined
        | ReviewState::Expired
        | ReviewState::Released
        | ReviewState::Voided => false,
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
