//! The listening room: all that a reviewer needs to judge one version, and nothing about who made
//! it.

use axum::extract::State;
use domain::id::{BriefId, ReviewId, TrackId};
use domain::lexicon::Term;
use domain::review::{Declined, Delivery, Draft, Reaction, ReviewState};
use domain::text::ShortText;
use domain::track::{ReviewNote, ShownFacts, Sight};
use edge::{Caller, Found, OrInternal, Path, Problem, Routes, Tag, answer};
use jiff::Timestamp;
use media::keys::DerivedKeys;
use media::presign::{self, ReadLink, Served};
use schemars::JsonSchema;
use serde::Serialize;
use store::review::ReviewItem;
use workflow::review::room::{self, ListeningRoom};

use crate::Studio;
use crate::heard::HeardView;
use crate::rules_met::{MissingRuleView, RuleMetView};
use crate::view::{self, DisputeView, JudgedTermsView};

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).get("/reviews/{review}", enter, |it| {
        it.summary("Enter the listening room of a review")
            .text(
                "With links to the preview and its waveform while there is something to listen to; \
                 what its reviewer plays counts from here on. Nothing in it names the composer or \
                 the writers.",
            )
            .who("the reviewer; operators who oversee the brief may read along")
    })
}

/// The room as it is sent.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct RoomView {
    id: ReviewId,
    brief: BriefId,
    /// The version of the brief that is judged, with its terms.
    #[schemars(range(min = 1))]
    brief_version: u32,
    /// What it is judged by.
    terms: JudgedTermsView,
    /// Null where no lexicon was confirmed.
    lexicon_version: Option<u32>,
    /// The confirmed translation of the client's words.
    lexicon: Vec<Term>,
    track: TrackId,
    /// What stands for the track's title.
    track_title: String,
    #[schemars(range(min = 1))]
    version: u8,
    state: ReviewState,
    /// When the deadline timer began; null while the review waits for a free one.
    offered_at: Option<Timestamp>,
    /// Until when it may be declined; null while the deadline timer does not run yet.
    decline_by: Option<Timestamp>,
    /// Until when it is to be delivered; null while the deadline timer does not run yet.
    due_at: Option<Timestamp>,
    /// What was measured, as far as it concerns listening; null where nothing was.
    facts: Option<ShownFacts>,
    /// MP3 without tags; null where there is nothing to do or to remember.
    preview: Option<ReadLink>,
    /// Peaks in the BBC audiowaveform format; null where `preview` is.
    waveform: Option<ReadLink>,
    /// What was heard so far.
    heard: HeardView,
    /// What the reviews of the version before said, and what the composer did about it; before the
    /// answer is in, only what this reviewer said.
    earlier_notes: Vec<EarlierNoteView>,
    /// Where the file is not quite as the brief asks.
    warnings: Vec<String>,
    /// Why this reviewer, in words; null where the version has no slot for the review any more.
    why_you: Option<String>,
    /// What was written so far; null before anything was.
    draft: Option<Draft>,
    /// Every rule that the answer has to meet, and whether the draft meets it; none once the review
    /// is over.
    rules: Vec<RuleMetView>,
    /// Why the draft would be refused as an answer now; empty where it would be taken, and once the
    /// review is over.
    missing: Vec<MissingRuleView>,
    /// The answer; null until it is in.
    delivery: Option<Delivery>,
    /// Why the reviewer did not want it: for them and for operators. Null where they did not
    /// decline.
    declined_because: Option<Declined>,
    /// What the composer said to the answer, without their name; null where nothing.
    reaction: Option<Reaction>,
    /// What the composer objects to, and what was said to that; null where they do not.
    dispute: Option<DisputeView>,
}

/// A remark of this reviewer's about the version before.
#[derive(Debug, Serialize, JsonSchema)]
struct EarlierNoteView {
    /// Where, from the start of the version before; of a range, where it begins.
    at_ms: u64,
    /// Where the range ends, from the start of the version before; null for a point.
    until_ms: Option<u64>,
    /// What was remarked.
    text: ShortText,
    actionable: bool,
    /// What the composer says became of it; null where they have said nothing.
    addressed: Option<bool>,
}

/// `GET /reviews/{review}`: for the reviewer; operators who do not review the brief may read along.
pub(crate) async fn enter(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
) -> Result<Found<RoomView>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let room = room::enter(&work, actor, id).await?;
    let ListeningRoom { item, plays, terms, keeps_title_back, lexicon, time, .. } = room;
    let (earlier_notes, rules) = (room.earlier_notes, room.rules);
    let terms = JudgedTermsView::from(terms);
    let terms = if keeps_title_back { terms.without_title() } else { terms };
    let why_you = view::why_you(&item);
    let ReviewItem { review, pinned, draft, declined_because, .. } = item;
    let facts = pinned.item.version.facts.map(|facts| facts.shown(Sight::Blind));
    let entry = pinned.item.version.entry;
    let (preview, waveform) = links(&studio, plays.as_deref()).await?;
    answer::found(&RoomView {
        id,
        brief: review.brief,
        brief_version: review.brief_version,
        terms,
        lexicon_version: review.lexicon_version,
        lexicon: lexicon.map(|lexicon| lexicon.terms).unwrap_or_default(),
        track: review.track,
        track_title: entry.to_string(),
        version: review.version,
        state: review.state,
        offered_at: review.offered_at,
        decline_by: review.decline_by,
        due_at: review.due_at,
        facts,
        preview,
        waveform,
        heard: HeardView::new(&review, &time, work.now, work.policy),
        earlier_notes: earlier_notes.into_iter().map(EarlierNoteView::from).collect(),
        warnings: pinned.item.version.warnings,
        why_you,
        draft,
        rules: rules.rules.into_iter().map(RuleMetView::from).collect(),
        missing: rules.missing.into_iter().map(MissingRuleView::from).collect(),
        delivery: review.delivery,
        declined_because,
        reaction: review.reaction,
        dispute: review.dispute.map(DisputeView::from),
    })
}

/// Preview and waveform.
async fn links(
    studio: &Studio,
    plays: Option<&str>,
) -> Result<(Option<ReadLink>, Option<ReadLink>), Problem> {
    let Some(object_key) = plays else { return Ok((None, None)) };
    let bucket = &studio.runtime.config.derived_bucket;
    let link = async |key: String, served| {
        presign::read_link(&studio.runtime, bucket, &key, served).await.or_internal()
    };
    let keys = DerivedKeys::of_object(object_key).or_internal()?;
    let preview = link(keys.preview, Served::Preview).await?;
    let waveform = link(keys.waveform, Served::Waveform).await?;
    Ok((Some(preview), Some(waveform)))
}

impl From<ReviewNote> for EarlierNoteView {
    fn from(note: ReviewNote) -> EarlierNoteView {
        let ReviewNote { at_ms, until_ms, text, actionable, addressed, .. } = note;
        EarlierNoteView { at_ms, until_ms, text, actionable, addressed }
    }
}
