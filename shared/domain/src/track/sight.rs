//! What a reader may see of a track and its versions: one decision for every route that shows them.

use crate::audio::{AudioFacts, AudioFormat};
use crate::digest::Sha256Hex;
use crate::id::{MemberId, ReviewId};
use crate::track::aggregate::Track;
use crate::track::rating::ClientRating;
use crate::track::version::{ReviewNote, Version};
use crate::version::slot::{ReviewSlot, SlotState};
use schemars::JsonSchema;
use serde::Serialize;

/// What a member has to do with the reviewing of a brief.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewingPart {
    #[default]
    Nothing,
    /// Has entered it, or has accepted an invitation to: what becomes of the others' tracks is none of theirs.
    Enters,
    /// Could be given a track of it: is a co-producer of the platform, was asked beyond the roster, or
    /// has left the roster. That opens nothing, and hides what is hidden from whoever reviews it.
    Offered,
    /// Is on its roster, or was given the track to review.
    Reviews,
}

/// What a member is to the brief that a track was submitted to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartInBrief {
    /// Posted it.
    pub owns: bool,
    pub reviewing: ReviewingPart,
    /// Runs the platform.
    pub operates: bool,
}

impl PartInBrief {
    pub const fn reviews(self) -> bool {
        match self.reviewing {
            ReviewingPart::Reviews => true,
            ReviewingPart::Nothing | ReviewingPart::Enters | ReviewingPart::Offered => false,
        }
    }

    /// Whether they know its tracks at least as whoever reviews them does, and who that is: who
    /// reviews it, and operators who have not entered it.
    pub const fn knows_tracks(self) -> bool {
        match self.reviewing {
            ReviewingPart::Reviews => true,
            ReviewingPart::Nothing | ReviewingPart::Offered => self.operates,
            ReviewingPart::Enters => false,
        }
    }

    /// Whether they are one of the parties of the brief: its client, who co-produces it, operators.
    pub const fn is_party(self) -> bool {
        self.owns || self.operates || self.reviews()
    }

    /// Whether they see everything in it: scores, verdicts, names and what became of each track.
    pub const fn sees_everything(self) -> bool {
        self.owns || self.oversees()
    }

    /// Whether they read in the brief as somebody who runs the platform. Who reviews it, or may be
    /// given a track of it, does not, and neither does who has entered it: what they must not know, no
    /// other role of theirs tells them either.
    pub const fn oversees(self) -> bool {
        match self.reviewing {
            ReviewingPart::Nothing => self.operates,
            ReviewingPart::Enters | ReviewingPart::Offered | ReviewingPart::Reviews => false,
        }
    }
}

/// As whom somebody reads about a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrackReader {
    /// Wrote it, posted the brief, or runs the platform without reviewing the brief.
    Party,
    /// Reviews the brief: blind until their answer.
    Reviewer(MemberId),
}

/// With whose eyes the answers to a track are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerReader {
    /// The client, or an operator who has nothing to do with the reviewing: everything.
    Client,
    /// Who wrote it: everything but who listened, until the brief has ended.
    Writer,
    /// Who has answered some version: the answers to that one, and of their own what was said to it.
    Colleague(MemberId),
}

impl AnswerReader {
    /// Whether what the composer said to an answer is read beside it: a colleague reads what was said
    /// to their own.
    pub fn reads_comments_to(self, reviewer: MemberId) -> bool {
        match self {
            Self::Client | Self::Writer => true,
            Self::Colleague(member) => member == reviewer,
        }
    }
}

/// How much of one version is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All of it.
    Everything,
    /// A reviewer whose answer to this version is in: the file and what became of it as well, but
    /// neither scores nor words that may name a person.
    Answered,
    /// A reviewer who has not answered this version: what can be heard, and nothing by which the
    /// file could be found elsewhere or another reviewer's verdict be guessed.
    Blind,
}

/// How much of the track itself is shown, beside its versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrackSight {
    /// Who wrote it, and what they say about it.
    pub shows_people: bool,
    /// Its title; else the entry's number stands for it.
    pub shows_title: bool,
    /// Whether the client has it on the shortlist.
    pub shows_choice: bool,
}

impl Track {
    /// As whom the member reads about it; nothing where it is none of their business. An operator
    /// who reviews the brief, or could, is as blind as any other reviewer; one who has entered it
    /// reads of their own tracks, as any other composer.
    pub fn reader(&self, member: MemberId, part: PartInBrief) -> Option<TrackReader> {
        if self.authors().contains(&member) || part.sees_everything() {
            return Some(TrackReader::Party);
        }
        part.knows_tracks().then_some(TrackReader::Reviewer(member))
    }

    /// With whose eyes the member reads the answers to it, in these versions of it; nothing where
    /// they read none.
    pub fn reader_of_answers<'versions>(
        &self,
        member: MemberId,
        part: PartInBrief,
        versions: impl IntoIterator<Item = &'versions Version>,
    ) -> Option<AnswerReader> {
        if self.authors().contains(&member) {
            Some(AnswerReader::Writer)
        } else if part.sees_everything() {
            Some(AnswerReader::Client)
        } else {
            let has_answered = versions.into_iter().any(|version| version.has_answer_of(member));
            has_answered.then_some(AnswerReader::Colleague(member))
        }
    }

    /// How much of it, with these versions, this reader sees: a reviewer its title from their first
    /// answer to it on, and the client's choice as long as they have answered the version that was
    /// last taken in. Who wrote it is not said to a reviewer: the next version may be theirs too.
    pub fn sight(&self, reader: TrackReader, versions: &[&Version]) -> TrackSight {
        let TrackReader::Reviewer(member) = reader else {
            return TrackSight { shows_people: true, shows_title: true, shows_choice: true };
        };
        let newest = versions.iter().filter(|version| version.facts.is_some());
        let newest = newest.max_by_key(|version| version.version);
        TrackSight {
            shows_people: false,
            shows_title: versions.iter().any(|version| version.has_answer_of(member)),
            shows_choice: newest.is_some_and(|version| version.has_answer_of(member)),
        }
    }

    /// The name by which a reader with this sight knows it.
    pub fn shown_title(&self, sight: TrackSight) -> String {
        if sight.shows_title { self.title.to_string() } else { self.entry.to_string() }
    }
}

impl ReviewNote {
    /// Whether it is shown in the room of a reviewer of the next version: to who reads along, and to
    /// the reviewer where it is their own, or once their answer is in.
    pub fn is_shown_in_room(
        &self,
        reader: MemberId,
        reviewer: MemberId,
        is_answered: bool,
    ) -> bool {
        reader != reviewer || is_answered || self.author == reviewer
    }
}

impl Track {
    /// The client's stars as this reader sees them: a reviewer only where their answer to the
    /// newest version is in, since the stars may be about any of them.
    pub fn rating_for<'versions>(
        &self,
        reader: TrackReader,
        versions: impl IntoIterator<Item = &'versions Version>,
    ) -> Option<&ClientRating> {
        let is_seen = match reader {
            TrackReader::Party => true,
            TrackReader::Reviewer(member) => versions
                .into_iter()
                .any(|one| one.version == self.newest && one.has_answer_of(member)),
        };
        self.client_rating.as_ref().filter(|_| is_seen)
    }
}

impl Version {
    /// How much of it this reader sees.
    pub fn sight(&self, reader: TrackReader) -> Sight {
        match reader {
            TrackReader::Party => Sight::Everything,
            TrackReader::Reviewer(member) if self.has_answer_of(member) => Sight::Answered,
            TrackReader::Reviewer(_) => Sight::Blind,
        }
    }

    /// Whether its answers are shown to this reader: to a reviewer those to a version that they have
    /// answered themselves.
    pub fn shows_answers_to(&self, reader: AnswerReader) -> bool {
        match reader {
            AnswerReader::Client | AnswerReader::Writer => true,
            AnswerReader::Colleague(member) => self.has_answer_of(member),
        }
    }

    /// Whether the member was given it to review and has not given it back.
    pub fn is_listened_to_by(&self, member: MemberId) -> bool {
        self.listeners().any(|listener| listener == member)
    }

    /// The review by which the member is to answer it, while their clock runs.
    pub fn review_awaited_of(&self, member: MemberId) -> Option<ReviewId> {
        let is_awaited =
            |slot: &&ReviewSlot| slot.reviewer == member && slot.state == SlotState::Assigned;
        self.slots.iter().find(is_awaited).map(|slot| slot.review)
    }

    /// Whether the member's answer to it is in and was not voided.
    pub fn has_answer_of(&self, member: MemberId) -> bool {
        self.delivered_slots().any(|slot| slot.reviewer == member)
    }
}

impl Sight {
    /// Whether what tells the file itself is shown: name, size, container, codec, digest.
    pub const fn shows_file(self) -> bool {
        match self {
            Self::Everything | Self::Answered => true,
            Self::Blind => false,
        }
    }

    /// Whether it is told how far the version has come: that is the verdict of the others.
    pub const fn shows_state(self) -> bool {
        self.shows_file()
    }

    /// Whether scores, the verdict, and words that may name a person are shown.
    pub const fn shows_everything(self) -> bool {
        match self {
            Self::Everything => true,
            Self::Answered | Self::Blind => false,
        }
    }
}

/// The measured facts as they are sent: those that can be heard, and those that tell the file,
/// which are null to whom must not see them.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize)]
pub struct ShownFacts {
    /// How long the piece lasts, in milliseconds.
    duration_ms: u64,
    /// Samples per second and channel.
    sample_rate_hz: u32,
    /// How many channels it has.
    channels: u32,
    /// Integrated loudness in hundredths of a LUFS; null where it is too short or too quiet for it.
    loudness_centi_lufs: Option<i32>,
    /// True peak in hundredths of a dBTP; null where there is only silence.
    true_peak_centi_dbtp: Option<i32>,
    /// Samples at full scale.
    clipped_samples: u64,
    /// Silence before the first sound, in milliseconds.
    leading_silence_ms: u64,
    /// Silence after the last sound, in milliseconds.
    trailing_silence_ms: u64,
    /// The container that was found; null to who must not see the file.
    format: Option<AudioFormat>,
    /// The codec in it; null to who must not see the file.
    codec: Option<String>,
    /// Bits of one sample; null where the codec has no fixed number, and to who must not see the
    /// file.
    bits_per_sample: Option<u32>,
    /// All silence, in milliseconds; null to who must not see the file.
    total_silence_ms: Option<u64>,
    /// Size of the file in bytes; null to who must not see the file.
    size_bytes: Option<u64>,
    /// Of the file's bytes; null to who must not see the file.
    sha256: Option<Sha256Hex>,
}

impl AudioFacts {
    /// As a reader with this sight is sent them.
    pub fn shown(self, sight: Sight) -> ShownFacts {
        let shows_file = sight.shows_file();
        ShownFacts {
            duration_ms: self.duration_ms,
            sample_rate_hz: self.sample_rate_hz,
            channels: self.channels,
            loudness_centi_lufs: self.loudness_centi_lufs,
            true_peak_centi_dbtp: self.true_peak_centi_dbtp,
            clipped_samples: self.clipped_samples,
            leading_silence_ms: self.leading_silence_ms,
            trailing_silence_ms: self.trailing_silence_ms,
            format: shows_file.then_some(self.format),
            codec: shows_file.then_some(self.codec),
            bits_per_sample: self.bits_per_sample.filter(|_| shows_file),
            total_silence_ms: shows_file.then_some(self.total_silence_ms),
            size_bytes: shows_file.then_some(self.size_bytes),
            sha256: shows_file.then_some(self.sha256),
        }
    }
}
