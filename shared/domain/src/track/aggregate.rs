//! The track itself: its writers, their consent, and its award.

use crate::change::Change;
use crate::id::{BriefId, MemberId, TrackId};
use crate::policy::Policy;
use crate::score::Score;
use crate::text::{Text, Title};
use crate::track::entry_number::EntryNumber;
use crate::track::rating::ClientRating;
use crate::track::refusal::TrackRefusal;
use crate::track::transitions::VersionState;
use crate::track::writers::{Writer, check_writers, spread};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A piece of music submitted to a brief, in all its versions.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Track {
    /// Under which it is asked for.
    pub id: TrackId,
    /// The brief it was submitted to.
    pub brief: BriefId,
    /// Who submitted it.
    pub composer: MemberId,
    /// As the composer calls it.
    pub title: Title,
    /// What stands for the title as long as its reader is blind.
    pub entry: EntryNumber,
    /// What the composer says about it.
    pub note: Option<Text>,
    /// Everybody who wrote it; the shares sum to one million.
    pub writers: Vec<Writer>,
    /// Who knew that they were named as a writer and is none any more.
    pub former_writers: BTreeSet<MemberId>,
    /// The number of its newest version.
    pub newest: u8,
    /// Since when the client has it on the shortlist.
    pub shortlisted_at: Option<Timestamp>,
    /// When the client last took it off the shortlist; it may be on it again.
    pub shortlist_removed_at: Option<Timestamp>,
    /// What the client thinks of it, where they said so.
    pub client_rating: Option<ClientRating>,
    /// When the client selected it.
    pub selected_at: Option<Timestamp>,
    /// When its composer took it back.
    pub withdrawn_at: Option<Timestamp>,
    /// Since when its award is void, where it is.
    pub award_void_at: Option<Timestamp>,
    /// When its award came to stand again, last.
    pub award_restored_at: Option<Timestamp>,
    /// When the client first took the original of the selected version.
    pub master_at: Option<Timestamp>,
    /// When it was first reserved.
    pub created_at: Timestamp,
}

impl Track {
    /// Whether the part of one of its writers waits, since they have not agreed to it yet.
    pub fn waits_for_consent(&self, member: MemberId) -> bool {
        self.writer(member).is_some_and(|writer| writer.consented_at.is_none())
    }

    /// The number of the next version.
    ///
    /// # Errors
    /// Where the newest one was not sent back, or all are used up.
    pub fn next_version(&self, newest: VersionState, policy: &Policy) -> Result<u8, TrackRefusal> {
        if !newest.allows_new_version() {
            return Err(TrackRefusal::NotSentBack { state: newest });
        }
        if self.newest >= policy.versions_max {
            return Err(TrackRefusal::TooManyVersions { most: policy.versions_max });
        }
        Ok(self.newest.saturating_add(1))
    }

    /// Takes it back.
    ///
    /// # Errors
    /// [`TrackRefusal::Selected`].
    pub fn withdraw(&self, at: Timestamp) -> Result<Change<Self>, TrackRefusal> {
        if self.selected_at.is_some() {
            return Err(TrackRefusal::Selected);
        }
        if self.withdrawn_at.is_some() {
            return Ok(Change::AlreadyApplied);
        }
        Ok(Change::Applied(Self { withdrawn_at: Some(at), ..self.clone() }))
    }

    /// The client puts it on the shortlist.
    pub fn shortlist(&self, at: Timestamp) -> Change<Self> {
        if self.shortlisted_at.is_some() {
            return Change::AlreadyApplied;
        }
        Change::Applied(Self { shortlisted_at: Some(at), ..self.clone() })
    }

    /// The client takes it off the shortlist.
    pub fn remove_from_shortlist(&self, at: Timestamp) -> Change<Self> {
        if self.shortlisted_at.is_none() {
            return Change::AlreadyApplied;
        }
        let removed_at = Some(at);
        let removed = Self { shortlisted_at: None, ..self.clone() };
        Change::Applied(Self { shortlist_removed_at: removed_at, ..removed })
    }

    /// The client says what they think of it, whenever they like.
    pub fn rate(&self, stars: Score, words: Option<Text>, at: Timestamp) -> Change<Self> {
        let said = self.client_rating.as_ref().map(|one| (one.stars, &one.words));
        if said == Some((stars, &words)) {
            return Change::AlreadyApplied;
        }
        let client_rating = Some(ClientRating { stars, words, at });
        Change::Applied(Self { client_rating, ..self.clone() })
    }

    /// Its award is found void, or stands again.
    #[must_use]
    pub fn with_award(&self, is_void: bool, at: Timestamp) -> Self {
        let award_restored_at = if is_void { self.award_restored_at } else { Some(at) };
        Self { award_void_at: is_void.then_some(at), award_restored_at, ..self.clone() }
    }

    /// Sets who wrote it and their shares. Who consented to the same share before need not again.
    /// Who is named anew is invited; where they are among `held`, they are not told before the end
    /// of the brief.
    ///
    /// # Errors
    /// Where it is selected or withdrawn, or the writers are not complete; see [`check_writers`].
    pub fn share(
        &self,
        shares: &[(MemberId, u32)],
        held: &BTreeSet<MemberId>,
        at: Timestamp,
    ) -> Result<Change<Self>, TrackRefusal> {
        self.check_open()?;
        let writer = |(member, share_ppm): &(MemberId, u32)| {
            let (member, share_ppm) = (*member, *share_ppm);
            if member == self.composer {
                return Writer { share_ppm, ..Writer::submitting(member, at) };
            }
            let shown_at = (!held.contains(&member)).then_some(at);
            let invited =
                Writer { member, share_ppm, consented_at: None, accepted_at: None, shown_at };
            match self.writer(member) {
                Some(before) if before.share_ppm == share_ppm => before.clone(),
                Some(before) => {
                    Writer { accepted_at: before.accepted_at, shown_at: before.shown_at, ..invited }
                }
                None => invited,
            }
        };
        let mut writers: Vec<Writer> = shares.iter().map(writer).collect();
        // The composer's consent is as old as the track.
        if let (Some(own), Some(before)) =
            (writers.iter_mut().find(|one| one.member == self.composer), self.writer(self.composer))
        {
            *own = Writer { share_ppm: own.share_ppm, ..before.clone() };
        }
        check_writers(self.composer, &writers)?;
        if writers == self.writers {
            return Ok(Change::AlreadyApplied);
        }
        let former_writers = self.former_writers(&writers);
        Ok(Change::Applied(Self { writers, former_writers, ..self.clone() }))
    }

    /// A writer agrees with their share; `share_ppm` is the one they were asked about, if they say.
    ///
    /// # Errors
    /// [`TrackRefusal::NoWriter`], [`TrackRefusal::StaleShare`] or [`TrackRefusal::Withdrawn`].
    pub fn consent(
        &self,
        member: MemberId,
        share_ppm: Option<u32>,
        at: Timestamp,
    ) -> Result<Change<Self>, TrackRefusal> {
        let writer = self.known_writer(member).ok_or(TrackRefusal::NoWriter)?;
        if self.withdrawn_at.is_some() {
            return Err(TrackRefusal::Withdrawn);
        }
        if share_ppm.is_some_and(|asked| asked != writer.share_ppm) {
            return Err(TrackRefusal::StaleShare { share_ppm: writer.share_ppm });
        }
        if writer.consented_at.is_some() {
            return Ok(Change::AlreadyApplied);
        }
        let mut changed = self.clone();
        for writer in changed.writers.iter_mut().filter(|writer| writer.member == member) {
            writer.consented_at = Some(at);
            writer.accepted_at = writer.accepted_at.or(Some(at));
        }
        Ok(Change::Applied(changed))
    }

    /// A writer refuses: their share goes to the others in proportion, the largest remainders
    /// first, ties to the smaller id. Nobody is held to a share that they have not agreed with:
    /// this is possible after the award too. What was agreed with is paid out from then on, and
    /// nobody could give it to the others a second time.
    ///
    /// # Errors
    /// [`TrackRefusal::NoWriter`], [`TrackRefusal::ComposerStays`], [`TrackRefusal::ShareAgreed`],
    /// or where it is withdrawn.
    pub fn refuse_share(&self, member: MemberId) -> Result<Self, TrackRefusal> {
        let writer = self.known_writer(member).ok_or(TrackRefusal::NoWriter)?;
        let refused = writer.share_ppm;
        if member == self.composer {
            return Err(TrackRefusal::ComposerStays);
        }
        if self.selected_at.is_some() && writer.consented_at.is_some() {
            return Err(TrackRefusal::ShareAgreed);
        }
        if self.withdrawn_at.is_some() {
            return Err(TrackRefusal::Withdrawn);
        }
        let others = self.writers.iter().filter(|writer| writer.member != member);
        let writers = spread(refused, others.cloned().collect());
        let former_writers = self.former_writers(&writers);
        Ok(Self { writers, former_writers, ..self.clone() })
    }

    fn check_open(&self) -> Result<(), TrackRefusal> {
        match (self.selected_at, self.withdrawn_at) {
            (Some(_), _) => Err(TrackRefusal::Selected),
            (None, Some(_)) => Err(TrackRefusal::Withdrawn),
            (None, None) => Ok(()),
        }
    }

    pub fn writer(&self, member: MemberId) -> Option<&Writer> {
        self.writers.iter().find(|writer| writer.member == member)
    }

    /// Every writer with their share, in parts per million.
    pub fn shares(&self) -> Vec<(MemberId, u32)> {
        self.writers.iter().map(|writer| (writer.member, writer.share_ppm)).collect()
    }

    /// Those who have agreed to their share, whoever submitted it among them.
    pub fn agreed_shares(&self) -> Vec<(MemberId, u32)> {
        let agreed = self.writers.iter().filter(|writer| writer.consented_at.is_some());
        agreed.map(|writer| (writer.member, writer.share_ppm)).collect()
    }
}
