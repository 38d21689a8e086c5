//! What callers are shown of a track and its versions; how much, `domain::track::Sight` decides.

use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::money::Sha256Hex;
use domain::text::{ShortText, Text};
use domain::track::{
    ClientRating, ReviewNote, ShownFacts, TrackReader, Version, VersionState, Writer,
};
use domain::verdict::Verdict;
use domain::version::slot::UnansweredSlot;
use edge::ETag;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use store::track::{TrackEntry, VersionItem};

/// A track as it is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TrackView {
    id: TrackId,
    brief: BriefId,
    /// The entry's number in place of it, for a reviewer who has not answered.
    title: String,
    /// Who has submitted it; null for reviewers.
    composer: Option<MemberId>,
    /// Who has written it, with their shares; null for reviewers.
    writers: Option<Vec<WriterView>>,
    /// What the composer says of it; null where nothing, and for reviewers.
    note: Option<Text>,
    /// Whether the client has it on the shortlist; null for a reviewer who has not answered the
    /// version that was last taken in.
    shortlisted: Option<bool>,
    /// Whether it has won.
    selected: bool,
    /// What the client thinks of it; null where they have not said, and for a reviewer who has not
    /// answered the newest version.
    client_rating: Option<ClientRating>,
    withdrawn_at: Option<Timestamp>,
    created_at: Timestamp,
    versions: Vec<VersionView>,
}

/// A writer as they are sent: an invitation that is held back looks like any other.
#[derive(Debug, Serialize, JsonSchema)]
struct WriterView {
    member: MemberId,
    #[schemars(range(max = 1_000_000))]
    share_ppm: u32,
    state: WriterState,
    consented_at: Option<Timestamp>,
}

/// Whether a writer has agreed with the share that is theirs now.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum WriterState {
    Invited,
    Accepted,
}

impl From<&Writer> for WriterView {
    fn from(writer: &Writer) -> WriterView {
        let Writer { member, share_ppm, consented_at, .. } = *writer;
        let state =
            if consented_at.is_some() { WriterState::Accepted } else { WriterState::Invited };
        WriterView { member, share_ppm, state, consented_at }
    }
}

/// A version as it is sent. The composer's own score is not: it is opened beside the review.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct VersionView {
    version: u8,
    /// Where it stands; null for a reviewer who has not answered this version.
    state: Option<VersionState>,
    /// What the composer said of the file before uploading it; null for a reviewer who has not
    /// answered this version.
    content_type: Option<&'static str>,
    /// How large the file is; null for a reviewer who has not answered this version.
    size_bytes: Option<u64>,
    reserved_at: Timestamp,
    received_at: Option<Timestamp>,
    /// The name of the file as the composer calls it; null where they have said none, and for
    /// reviewers.
    filename: Option<String>,
    /// Why the file is not taken; null where it is or was not looked at yet, and for reviewers.
    invalid_because: Option<Text>,
    /// Where the file is not quite as the brief asks.
    warnings: Vec<String>,
    /// What the reviews of the version before said, and whether the composer did it.
    carried_notes: Vec<CarriedNote>,
    /// What was measured in the file; null until it was.
    facts: Option<ShownFacts>,
    /// The slots for which no reviewer could be found, with how many each reason kept from them.
    unanswered: Vec<UnansweredSlot>,
    /// What its answers come to; null until they are in, and for reviewers.
    verdict: Option<Verdict>,
    total_centistars: Option<u32>,
    verdict_at: Option<Timestamp>,
}

/// A note on the version before, without who made it.
#[derive(Debug, Serialize, JsonSchema)]
struct CarriedNote {
    review: ReviewId,
    note: u32,
    at_ms: u64,
    /// Where the range ends that it is about, from the start of the version before; null for a point.
    until_ms: Option<u64>,
    text: ShortText,
    actionable: bool,
    addressed: Option<bool>,
    /// What its author says after hearing this version; null until they have answered it.
    confirmed: Option<bool>,
}

impl TrackView {
    pub(crate) fn new(entry: &TrackEntry, reader: TrackReader) -> TrackView {
        let track = &entry.track.item.track;
        let versions: Vec<&Version> =
            entry.versions.iter().map(|stored| &stored.item.version).collect();
        let sight = track.sight(reader, &versions);
        let client_rating = track.rating_for(reader, versions).cloned();
        let full = sight.shows_people;
        let shown =
            entry.versions.iter().map(|stored| VersionView::new(stored.item.clone(), reader));
        TrackView {
            id: track.id,
            brief: track.brief,
            title: track.shown_title(sight),
            composer: full.then_some(track.composer),
            writers: full.then(|| track.writers.iter().map(WriterView::from).collect()),
            note: track.note.clone().filter(|_| full),
            shortlisted: sight.shows_choice.then_some(track.shortlisted_at.is_some()),
            selected: track.selected_at.is_some(),
            client_rating,
            withdrawn_at: track.withdrawn_at,
            created_at: track.created_at,
            versions: shown.collect(),
        }
    }
}

impl TrackView {
    /// The validator of this very view. It follows from what the reader is shown and from nothing
    /// else: the revision of a track would tell of changes that are kept from them.
    pub(crate) fn tag(&self) -> ETag {
        let hash = Sha256Hex::of_json(self).to_bytes();
        ETag(u64::from_be_bytes(hash.first_chunk().copied().unwrap_or_default()))
    }
}

impl VersionView {
    fn new(item: VersionItem, reader: TrackReader) -> VersionView {
        let version = item.version;
        let sight = version.sight(reader);
        let full = sight.shows_everything();
        let declared = Some(&version.declared).filter(|_| sight.shows_file());
        let carried = version.carried_notes.into_iter();
        VersionView {
            version: version.version,
            state: sight.shows_state().then_some(version.state),
            content_type: declared.map(|file| file.format.content_type()),
            size_bytes: declared.map(|file| file.size_bytes),
            reserved_at: version.reserved_at,
            received_at: version.received_at,
            filename: item.file_name.filter(|_| full),
            invalid_because: version.invalid_because.filter(|_| full),
            warnings: version.warnings,
            carried_notes: carried.filter(|_| full).map(CarriedNote::from).collect(),
            facts: version.facts.map(|facts| facts.shown(sight)),
            unanswered: if full { version.unanswered } else { Vec::new() },
            verdict: version.verdict.filter(|_| full),
            total_centistars: version.total_centistars.filter(|_| full),
            verdict_at: version.verdict_at.filter(|_| full),
        }
    }
}

impl From<ReviewNote> for CarriedNote {
    fn from(note: ReviewNote) -> CarriedNote {
        CarriedNote {
            review: note.review,
            note: note.note,
            at_ms: note.at_ms,
            until_ms: note.until_ms,
            text: note.text,
            actionable: note.actionable,
            addressed: note.addressed,
            confirmed: note.confirmed,
        }
    }
}
