//! A brief with everything in its partition, in one read: what most decisions about it rest on.

use std::collections::BTreeSet;

use domain::brief::{Contender, Entry as BriefEntry};
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::invitation::{Invitation, InvitationState};
use domain::lexicon::Lexicon;
use domain::policy::Policy;
use domain::prize::Sharer;
use domain::text::ShortText;
use domain::track::{PartInBrief, Track, Version, VersionState};
use domain::version::lack::lacked_ms;
use domain::version::missing::LeftUnanswered;
use jiff::Timestamp;

use crate::assignment::AssignItem;
use crate::brief::BriefItem;
use crate::end_basis::EndBasis;
use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys;
use crate::overseer::{FirstLook, Overseer};
use crate::raw_item::RawItem;
use crate::roster::{AskedCoproducer, RosterItem, reviewing_part};
use crate::table::Store;
use crate::track::{Entrant, TrackEntry, VersionItem, to_entries};
use domain::version::slot::SlotState;

/// A brief with everything in its partition, as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct BriefAggregate {
    pub brief: Stored<BriefItem>,
    pub roster: Vec<RosterItem>,
    /// Everybody who was ever asked to review in it beyond its roster.
    pub asked: BTreeSet<MemberId>,
    /// Everybody who has ever written a track that was entered.
    pub entrants: BTreeSet<MemberId>,
    /// Everybody who has looked into it because they run the platform.
    pub overseers: BTreeSet<MemberId>,
    pub invitations: Vec<Stored<Invitation>>,
    /// Every version of the lexicon, the newest last.
    pub lexicons: Vec<Stored<Lexicon>>,
    /// Every track with its versions.
    pub entries: Vec<TrackEntry>,
    /// None where nothing of the brief was ever assigned.
    pub assign: Option<Stored<AssignItem>>,
}

impl BriefAggregate {
    /// The co-producers who are on the roster now.
    pub fn coproducers(&self) -> impl Iterator<Item = MemberId> {
        self.roster.iter().filter(|one| one.left_at.is_none()).map(|one| one.member)
    }

    /// What the member is to it, who `could_review` on the platform or not.
    pub fn part(&self, member: MemberId, operates: bool, could_review: bool) -> PartInBrief {
        let place = self.roster.iter().find(|place| place.member == member);
        let accepted = |one: &Stored<Invitation>| one.item.state == InvitationState::Accepted;
        let is_invited = self.invitation_of(member).is_some_and(accepted);
        let enters = is_invited || self.entrants.contains(&member);
        let could_be_given = could_review || self.asked.contains(&member);
        let reviewing = reviewing_part(place, enters, could_be_given);
        self.brief.item.brief.part(member, reviewing, operates)
    }

    /// What is to be written before the member reads in it with this part because they run the
    /// platform; nothing where they do not, or where it is written down already.
    pub fn first_look(
        &self,
        member: MemberId,
        part: PartInBrief,
        now: Timestamp,
    ) -> Option<FirstLook> {
        let brief = &self.brief.item.brief;
        let looks = brief.is_looked_into(part) && !self.overseers.contains(&member);
        let overseer = Overseer { brief: brief.id, member, since: now };
        let invitation = self.invitation_of(member).map(|one| one.revision);
        looks.then_some(FirstLook { overseer, invitation })
    }

    fn invitation_of(&self, member: MemberId) -> Option<&Stored<Invitation>> {
        self.invitations.iter().find(|one| one.item.member == member)
    }

    /// Whether the member is on the roster now.
    pub fn is_coproducer(&self, member: MemberId) -> bool {
        self.coproducers().any(|one| one == member)
    }

    /// Everybody who has entered or co-produces it, but for the composer of what has won.
    pub fn without_winner(&self, winner: &Track) -> BTreeSet<MemberId> {
        let mut others = self.composers();
        others.extend(self.coproducers());
        others.remove(&winner.composer);
        others
    }

    /// Everybody who has written a track that was entered, withdrawn ones included.
    pub fn composers(&self) -> BTreeSet<MemberId> {
        self.entries.iter().flat_map(|entry| entry.track.item.track.authors()).collect()
    }

    /// Who must not co-produce it: its owner, everybody invited, everybody who entered, everybody who
    /// has been on its roster and everybody who has looked into it because they run the platform.
    pub fn barred(&self) -> BTreeSet<MemberId> {
        let invited = self.invitations.iter().map(|one| one.item.member);
        let appointed = self.roster.iter().map(|place| place.member);
        let overseers = self.overseers.iter().copied();
        let others = invited.chain(appointed).chain(overseers).chain([self.brief.item.owner]);
        self.composers().into_iter().chain(others).collect()
    }

    /// One track with its versions.
    pub fn entry(&self, track: TrackId) -> Option<&TrackEntry> {
        self.entries.iter().find(|entry| entry.track.item.track.id == track)
    }

    /// How every track stands, as the rule of awards wants to know it.
    pub fn brief_entries(&self, policy: &Policy) -> Vec<BriefEntry> {
        self.entries.iter().map(|entry| brief_entry(entry, policy)).collect()
    }

    /// How long answers have been missing since entries ended, in milliseconds.
    pub fn delay_ms(&self, now: Timestamp) -> u64 {
        let Some(closed_at) = self.brief.item.closed_at else { return 0 };
        lacked_ms(self.entries.iter().flat_map(TrackEntry::lacks), closed_at, now)
    }

    /// Whether an answer is missing as it stands: then the time that passes is not the client's.
    pub fn is_delayed(&self) -> bool {
        self.entries.iter().flat_map(TrackEntry::lacks).any(|lack| lack.until.is_none())
    }

    /// The versions that would be left without all their promised answers if it ended now.
    pub fn left_unanswered(&self) -> Vec<LeftUnanswered> {
        let valid =
            self.entries.iter().filter(|entry| entry.track.item.track.withdrawn_at.is_none());
        let newest = valid.filter_map(TrackEntry::newest_taken_in);
        newest.filter_map(Version::left_unanswered).collect()
    }

    /// Everybody who entered, co-produces it or may still enter because they were invited.
    pub fn concerned(&self) -> BTreeSet<MemberId> {
        let invited = self.invitations.iter().map(|stored| &stored.item);
        let invited = invited.filter(|one| one.state != InvitationState::Declined);
        let invited = invited.map(|one| one.member);
        self.composers().into_iter().chain(self.coproducers()).chain(invited).collect()
    }

    /// Until when files may still land once entries have ended, where that tells whether an
    /// accepted invitation came to something.
    pub fn awaits_until(&self, closed_at: Timestamp, policy: &Policy) -> Option<Timestamp> {
        let accepted = |one: &Stored<Invitation>| one.item.state == InvitationState::Accepted;
        // The last link is given just before a reservation's day is over, and an upload that began
        // in time goes on for a while.
        let within = policy.upload_again_within.saturating_add(policy.upload_within);
        let until = closed_at.saturating_add(within);
        self.invitations.iter().any(accepted).then_some(until.unwrap_or(closed_at))
    }

    /// Every version of every track.
    pub fn versions(&self) -> impl Iterator<Item = &Stored<VersionItem>> {
        self.entries.iter().flat_map(|entry| &entry.versions)
    }

    /// The words of the lexicon that the client has confirmed.
    pub fn confirmed_words(&self) -> Vec<ShortText> {
        let is_confirmed = |stored: &&Stored<Lexicon>| {
            Some(stored.item.version) == self.brief.item.lexicon_confirmed
        };
        let terms = self.lexicons.iter().find(is_confirmed).map(|stored| &stored.item.terms);
        terms.into_iter().flatten().map(|term| term.word.clone()).collect()
    }

    /// Whether any track of it was ever answered, also where that answer was voided.
    pub fn is_answered(&self) -> bool {
        let mut slots = self.versions().flat_map(|version| &version.item.version.slots);
        slots.any(|slot| matches!(slot.state, SlotState::Delivered | SlotState::Voided))
    }

    /// Whether a review waits for its reviewer's clock.
    pub fn has_queued(&self) -> bool {
        let mut slots = self.versions().flat_map(|version| &version.item.version.slots);
        slots.any(|slot| slot.state == SlotState::Queued)
    }

    /// What its end rests on beside the brief itself.
    pub fn end_basis(&self) -> EndBasis {
        let is_pending = |stored: &Stored<VersionItem>| {
            stored.item.version.slots.iter().any(|slot| slot.state.is_pending())
        };
        let is_open = |stored: &Stored<VersionItem>| {
            let version = &stored.item.version;
            !version.open_slots(version.promised).is_empty()
        };
        let (pending, others): (Vec<_>, Vec<_>) = self.versions().partition(|one| is_pending(one));
        let open = others.into_iter().filter(|one| is_open(one));
        let versions = pending.into_iter().chain(open);
        EndBasis {
            brief: self.brief.item.id,
            assign_revision: self.assign.as_ref().map_or(0, |stored| stored.revision),
            versions: versions.map(|stored| (stored.item.key(), stored.revision)).collect(),
        }
    }

    /// The tracks that share the prize where the client stays silent; none that was withdrawn.
    pub fn contenders(&self) -> Vec<Contender> {
        let contender = |entry: &TrackEntry| {
            let gone =
                |version: &Stored<VersionItem>| version.item.state == VersionState::Withdrawn;
            let newest = entry.newest_valid().filter(|_| !entry.versions.iter().any(gone))?;
            let track = &entry.track.item.track;
            let sharer = Sharer {
                track: track.id,
                // No split is there under which the part of the others could wait.
                writers: track.agreed_shares(),
                submitted_at: track.created_at,
            };
            Some(Contender {
                sharer,
                shortlisted: track.shortlisted_at.is_some(),
                approved: newest.state == VersionState::Approved,
            })
        };
        self.entries.iter().filter_map(contender).collect()
    }

    /// Delivered reviews of the brief, every track and version counting, with who wrote them.
    pub fn delivered_reviews(&self) -> Vec<(MemberId, ReviewId)> {
        let slots = self.versions().flat_map(|version| &version.item.version.slots);
        let delivered = slots.filter(|slot| slot.state == SlotState::Delivered);
        delivered.map(|slot| (slot.reviewer, slot.review)).collect()
    }
}

fn brief_entry(entry: &TrackEntry, policy: &Policy) -> BriefEntry {
    let track = &entry.track.item.track;
    let answered = entry.versions.iter().filter(|version| is_answered(&version.item));
    let newest = entry.newest_taken_in();
    BriefEntry {
        track: track.id,
        withdrawn: track.withdrawn_at.is_some(),
        answered_versions: answered.map(|version| version.item.version.version).collect(),
        missing: newest.map(|version| version.missing_answers(policy)).unwrap_or_default(),
    }
}

/// Whether a version has a delivered review and may therefore be shortlisted or selected.
pub fn is_answered(version: &VersionItem) -> bool {
    let delivered = version.version.slots.iter().any(|slot| slot.state == SlotState::Delivered);
    delivered && version.state != VersionState::Withdrawn
}

impl Store {
    /// Everything about a brief. One round trip a megabyte, about 300 tracks.
    pub async fn brief_aggregate(
        &self,
        brief: BriefId,
    ) -> Result<Option<BriefAggregate>, StoreError> {
        let items = self.all(&keys::brief_partition(brief), "").await?;
        let of_kind =
            |kind: &'static str| items.iter().filter(move |item| item.kind() == kind).cloned();
        let Some(brief) = of_kind(BriefItem::KIND).next() else { return Ok(None) };
        let roster: Result<Vec<Stored<RosterItem>>, _> =
            of_kind(RosterItem::KIND).map(RawItem::parse).collect();
        let invitations: Result<Vec<Stored<Invitation>>, _> =
            of_kind(Invitation::KIND).map(RawItem::parse).collect();
        let asked: Result<Vec<Stored<AskedCoproducer>>, _> =
            of_kind(AskedCoproducer::KIND).map(RawItem::parse).collect();
        let entrants: Result<Vec<Stored<Entrant>>, _> =
            of_kind(Entrant::KIND).map(RawItem::parse).collect();
        let overseers: Result<Vec<Stored<Overseer>>, _> =
            of_kind(Overseer::KIND).map(RawItem::parse).collect();
        let assign = of_kind(AssignItem::KIND).next().map(RawItem::parse).transpose()?;
        let lexicons: Result<Vec<_>, _> = of_kind(Lexicon::KIND).map(RawItem::parse).collect();
        Ok(Some(BriefAggregate {
            brief: brief.parse()?,
            roster: roster?.into_iter().map(|stored| stored.item).collect(),
            asked: asked?.into_iter().map(|stored| stored.item.member).collect(),
            overseers: overseers?.into_iter().map(|stored| stored.item.member).collect(),
            entrants: entrants?.into_iter().map(|stored| stored.item.member).collect(),
            invitations: invitations?,
            lexicons: lexicons?,
            entries: to_entries(items)?,
            assign,
        }))
    }
}
