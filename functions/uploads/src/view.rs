//! What callers are shown of a track: everything, or only what a reviewer may know.

use domain::audio::AudioFacts;
use domain::id::{BriefId, MemberId, TrackId};
use domain::text::{ShortText, Text, Title};
use domain::track::{ReviewNote, VersionState, Writer};
use domain::verdict::Verdict;
use jiff::Timestamp;
use serde::Serialize;
use store::track::{TrackEntry, VersionItem};

/// How much is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sight {
    /// Its writers, the owner of the brief, the operator.
    Full,
    /// A co-producer of the brief: neither writers nor scores, nor words that may name a person.
    Blind,
}

/// A track as it is sent.
#[derive(Debug, Serialize)]
pub(crate) struct TrackView {
    id: TrackId,
    brief: BriefId,
    title: Title,
    #[serde(skip_serializing_if = "Option::is_none")]
    composer: Option<MemberId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    writers: Option<Vec<Writer>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Text>,
    shortlisted: bool,
    selected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    unanswered_because: Option<ShortText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_at: Option<Timestamp>,
    created_at: Timestamp,
    versions: Vec<VersionView>,
}

/// A version as it is sent. The composer's own score is not: it is opened beside the review.
#[derive(Debug, Serialize)]
pub(crate) struct VersionView {
    version: u8,
    state: VersionState,
    content_type: &'static str,
    size_bytes: u64,
    reserved_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    received_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    filename: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invalid_because: Option<Text>,
    /// Where the file is not quite as the brief asks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
    /// What the reviews of the version before said, and whether the composer did it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    carried_notes: Vec<ReviewNote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    facts: Option<AudioFacts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict: Option<Verdict>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_centistars: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    verdict_at: Option<Timestamp>,
}

impl TrackView {
    pub(crate) fn new(entry: TrackEntry, sight: Sight) -> TrackView {
        let track = entry.track.item.track;
        let full = sight == Sight::Full;
        let versions = entry.versions.into_iter();
        TrackView {
            id: track.id,
            brief: track.brief,
            title: track.title,
            composer: full.then_some(track.composer),
            writers: full.then_some(track.writers),
            note: track.note.filter(|_| full),
            shortlisted: track.shortlisted_at.is_some(),
            selected: track.selected_at.is_some(),
            unanswered_because: track.unanswered_because,
            withdrawn_at: track.withdrawn_at,
            created_at: track.created_at,
            versions: versions.map(|stored| VersionView::new(stored.item, sight)).collect(),
        }
    }
}

impl VersionView {
    fn new(item: VersionItem, sight: Sight) -> VersionView {
        let version = item.version;
        let full = sight == Sight::Full;
        VersionView {
            version: version.version,
            state: version.state,
            content_type: version.declared.format.content_type(),
            size_bytes: version.declared.size_bytes,
            reserved_at: version.reserved_at,
            received_at: version.received_at,
            filename: item.file_name.filter(|_| full),
            invalid_because: version.invalid_because,
            warnings: version.warnings,
            carried_notes: if full { version.carried_notes } else { Vec::new() },
            facts: version.facts,
            verdict: version.verdict.filter(|_| full),
            total_centistars: version.total_centistars.filter(|_| full),
            verdict_at: version.verdict_at.filter(|_| full),
        }
    }
}
