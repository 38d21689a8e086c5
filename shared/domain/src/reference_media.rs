//! Music that a client lets everybody hear who reads their brief, to say what they mean: at most five
//! files, announced and uploaded as tracks are. Nobody is given the file itself; the links of a brief's
//! terms to music elsewhere (`link`) are something else.

use crate::audio::AudioFacts;
use crate::brief::{Brief, BriefState};
use crate::change::Change;
use crate::digest::Sha256Hex;
use crate::id::{BriefId, ReferenceMediumId};
use crate::numbers::after;
use crate::policy::Policy;
use crate::string_enum::string_enum;
use crate::text::{Text, Title};
use crate::track::{DeclaredFile, TrackRefusal};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How many a brief can have.
pub const REFERENCE_MEDIA_MAX: usize = 5;

string_enum! {
    /// Where a reference medium stands.
    pub enum ReferenceMediumState {
        /// An upload link was given out.
        AwaitingUpload => "awaiting_upload",
        /// The file has landed and is looked at.
        Analysing => "analysing",
        /// It can be heard.
        Ready => "ready",
        /// The file is no music that we take.
        Invalid => "invalid",
    }
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceMedium {
    pub id: ReferenceMediumId,
    pub title: Title,
    /// What the client calls the file; never part of a key.
    pub file_name: Option<String>,
    pub declared: DeclaredFile,
    /// Where the file is to land.
    pub object_key: String,
    /// SHA-256 of the request that announced it: the same key with another body is refused.
    pub request_sha256: Sha256Hex,
    pub state: ReferenceMediumState,
    pub added_at: Timestamp,
    /// When the link stops working.
    pub expires_at: Timestamp,
    /// When it was taken in or refused.
    pub received_at: Option<Timestamp>,
    pub facts: Option<AudioFacts>,
    /// Why the file was not taken.
    pub invalid_because: Option<Text>,
}

/// One that was taken away: a file may still land for it until then, and is deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedMedium {
    pub id: ReferenceMediumId,
    pub until: Timestamp,
}

/// All reference media of a brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceMedia {
    pub brief: BriefId,
    /// In the order in which they were added.
    pub media: Vec<ReferenceMedium>,
    pub removed: Vec<RemovedMedium>,
}

/// What a client says of a file before uploading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnouncedMedium {
    pub id: ReferenceMediumId,
    pub title: Title,
    pub file_name: Option<String>,
    pub declared: DeclaredFile,
    pub object_key: String,
    pub request_sha256: Sha256Hex,
}

/// Why one is not announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceMediaRefusal {
    #[error("the brief is {}: reference media are added to a draft and to an open brief", .0.as_str())]
    BriefState(BriefState),
    #[error("the brief has {REFERENCE_MEDIA_MAX} reference media; take one away first")]
    TooMany,
    /// Its id follows from the request.
    #[error("this one was taken away; send it under another idempotency key")]
    Removed,
    #[error("the idempotency key announced another file")]
    OtherRequest,
}

impl AnnouncedMedium {
    fn reserve(self, at: Timestamp, policy: &Policy) -> ReferenceMedium {
        let AnnouncedMedium { id, title, file_name, declared, object_key, request_sha256 } = self;
        ReferenceMedium {
            id,
            title,
            file_name,
            declared,
            object_key,
            request_sha256,
            state: ReferenceMediumState::AwaitingUpload,
            added_at: at,
            expires_at: after(at, policy.upload_within),
            received_at: None,
            facts: None,
            invalid_because: None,
        }
    }
}

impl ReferenceMedium {
    /// Whether its link lets a file in.
    pub fn link_is_open(&self, at: Timestamp) -> bool {
        self.state == ReferenceMediumState::AwaitingUpload && at < self.expires_at
    }

    /// Whether nothing is decided of its file yet.
    pub const fn is_pending(&self) -> bool {
        match self.state {
            ReferenceMediumState::AwaitingUpload | ReferenceMediumState::Analysing => true,
            ReferenceMediumState::Ready | ReferenceMediumState::Invalid => false,
        }
    }

    /// Whether nothing landed for it, and nothing can any more: an upload that begins in time goes on
    /// for `grace` after the end of the link.
    pub fn is_lost(&self, at: Timestamp, grace: SignedDuration) -> bool {
        let is_awaited = self.state == ReferenceMediumState::AwaitingUpload;
        is_awaited && at > after(self.expires_at, grace)
    }

    /// Why a file in which this was measured is not the one that was announced, or is not taken.
    pub fn fault(&self, facts: &AudioFacts, policy: &Policy) -> Option<String> {
        let (duration_ms, ms_max) = (facts.duration_ms, policy.duration_ms_max);
        if duration_ms > ms_max {
            return Some(TrackRefusal::TooLong { duration_ms, ms_max }.to_string());
        }
        self.declared.format_fault(facts.format)
    }

    /// The file has landed and is looked at; nothing where that is known.
    pub fn land(&self) -> Change<Self> {
        match self.state {
            ReferenceMediumState::AwaitingUpload => {
                Change::Applied(Self { state: ReferenceMediumState::Analysing, ..self.clone() })
            }
            ReferenceMediumState::Analysing
            | ReferenceMediumState::Ready
            | ReferenceMediumState::Invalid => Change::AlreadyApplied,
        }
    }

    /// It is music, or why it is not taken; the first word counts.
    pub fn decide(&self, found: Result<AudioFacts, Text>, at: Timestamp) -> Change<Self> {
        if !self.is_pending() {
            return Change::AlreadyApplied;
        }
        let (state, facts, invalid_because) = match found {
            Ok(facts) => (ReferenceMediumState::Ready, Some(facts), None),
            Err(because) => (ReferenceMediumState::Invalid, None, Some(because)),
        };
        let received_at = Some(at);
        Change::Applied(Self { state, received_at, facts, invalid_because, ..self.clone() })
    }
}

impl ReferenceMedia {
    /// None yet.
    pub const fn none(brief: BriefId) -> Self {
        Self { brief, media: Vec::new(), removed: Vec::new() }
    }

    pub fn find(&self, id: ReferenceMediumId) -> Option<&ReferenceMedium> {
        self.media.iter().find(|one| one.id == id)
    }

    /// Whether it was there and was taken away.
    pub fn has_removed(&self, id: ReferenceMediumId) -> bool {
        self.removed.iter().any(|one| one.id == id)
    }

    /// The client announces a file. The same request finds its own earlier result; where its link has
    /// ended before a file came, there is a new one.
    ///
    /// # Errors
    /// Where the brief takes none any more, has as many as it can, or the request was another one.
    pub fn announce(
        &self,
        brief: &Brief,
        new: AnnouncedMedium,
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, ReferenceMediaRefusal> {
        if self.has_removed(new.id) {
            return Err(ReferenceMediaRefusal::Removed);
        }
        let takes = matches!(brief.state, BriefState::Draft | BriefState::Open);
        if let Some(known) = self.find(new.id) {
            if known.request_sha256 != new.request_sha256 {
                return Err(ReferenceMediaRefusal::OtherRequest);
            }
            let is_awaited = known.state == ReferenceMediumState::AwaitingUpload;
            if !takes || !is_awaited || known.link_is_open(at) {
                return Ok(Change::AlreadyApplied);
            }
            let expires_at = after(at, policy.upload_within);
            let again = ReferenceMedium { expires_at, ..known.clone() };
            return Ok(Change::Applied(self.with(&again)));
        }
        if !takes {
            return Err(ReferenceMediaRefusal::BriefState(brief.state));
        }
        if self.media.len() >= REFERENCE_MEDIA_MAX {
            return Err(ReferenceMediaRefusal::TooMany);
        }
        let mut all = self.clone();
        all.media.push(new.reserve(at, policy));
        Ok(Change::Applied(all))
    }

    /// With this one in its place.
    #[must_use]
    pub fn with(&self, medium: &ReferenceMedium) -> Self {
        let mut all = self.clone();
        for place in all.media.iter_mut().filter(|one| one.id == medium.id) {
            place.clone_from(medium);
        }
        all
    }

    /// The client takes one away; nothing where it was never there. What lands for it until `grace` has
    /// gone by since then, and since its link has ended, is deleted.
    pub fn remove(
        &self,
        id: ReferenceMediumId,
        at: Timestamp,
        grace: SignedDuration,
    ) -> Option<Change<Self>> {
        let Some(medium) = self.find(id) else {
            return self.has_removed(id).then_some(Change::AlreadyApplied);
        };
        let until = after(medium.expires_at.max(at), grace);
        let mut all = self.clone();
        all.media.retain(|one| one.id != id);
        all.removed.push(RemovedMedium { id, until });
        Some(Change::Applied(all))
    }

    /// Without the one for which no file came; nothing where one may have come meanwhile.
    #[must_use]
    pub fn without_lost(
        &self,
        id: ReferenceMediumId,
        at: Timestamp,
        grace: SignedDuration,
    ) -> Option<Self> {
        self.find(id).filter(|one| one.is_lost(at, grace))?;
        let mut all = self.clone();
        all.media.retain(|one| one.id != id);
        Some(all)
    }

    /// Those that were taken away and for which nothing can land any more.
    pub fn cleared_by(&self, at: Timestamp) -> impl Iterator<Item = ReferenceMediumId> {
        self.removed.iter().filter(move |one| one.until <= at).map(|one| one.id)
    }

    /// Without the trace of one whose files are gone.
    #[must_use]
    pub fn without_trace(&self, id: ReferenceMediumId) -> Self {
        let mut all = self.clone();
        all.removed.retain(|one| one.id != id);
        all
    }

    /// When there is something to look after: an awaited file, or one that is to be deleted.
    pub fn due_at(&self) -> Option<Timestamp> {
        let pending = self.media.iter().filter(|one| one.is_pending()).map(|one| one.expires_at);
        pending.chain(self.removed.iter().map(|one| one.until)).min()
    }
}

#[cfg(test)]
mod tests;
