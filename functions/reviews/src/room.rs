//! The listening room: all that a reviewer needs to judge one version, and nothing about who made
//! it.

use axum::extract::State;
use axum::response::Response;
use domain::brief::BriefTerms;
use domain::id::{BriefId, MemberId, ReviewId, TrackId};
use domain::lexicon::{Lexicon, Term};
use domain::policy::Policy;
use domain::review::{Declined, Delivery, Draft, Reaction, Review, ReviewState};
use domain::role::Role;
use domain::rules::Rule;
use domain::text::ShortText;
use domain::track::{ReviewNote, ShownFacts, Sight};
use edge::{Caller, OrInternal, Path, Problem, respond};
use jiff::Timestamp;
use media::presign::{self, ReadLink, Served};
use serde::Serialize;
use store::brief::{BriefItem, BriefVersionItem};
use store::review::ReviewItem;
use store::roster::RosterItem;
use store::{RawItem, keys};
use workflow::review::hear::{Listening, start_listening};

use crate::Studio;
use crate::heard::HeardView;
use crate::view::{DisputeView, Terms};

/// The room as it is sent.
#[derive(Debug, Serialize)]
struct Room {
    id: ReviewId,
    brief: BriefId,
    /// The version of the brief that is judged, with its terms.
    brief_version: u32,
    terms: Terms,
    lexicon_version: Option<u32>,
    /// The confirmed translation of the client's words.
    lexicon: Vec<Term>,
    track: TrackId,
    /// What stands for the track's title.
    track_title: String,
    version: u8,
    state: ReviewState,
    offered_at: Option<Timestamp>,
    decline_by: Option<Timestamp>,
    due_at: Option<Timestamp>,
    /// What was measured, as far as it concerns listening.
    facts: Option<ShownFacts>,
    /// Ogg Vorbis without tags; only while there is something to do or to remember.
    preview: Option<ReadLink>,
    /// Peaks in the BBC audiowaveform format.
    waveform: Option<ReadLink>,
    heard: HeardView,
    /// What the reviews of the version before said, and what the composer did about it; before the
    /// answer is in, only what this reviewer said.
    earlier_notes: Vec<EarlierNote>,
    /// Where the file is not quite as the brief asks.
    warnings: Vec<String>,
    /// Why this reviewer, in words.
    why_you: Option<String>,
    /// What was written so far.
    draft: Option<Draft>,
    /// What the answer must fulfil, as far as it is not fulfilled yet.
    missing: Vec<Missing>,
    delivery: Option<Delivery>,
    /// Why the reviewer did not want it: for them and for operators.
    declined_because: Option<Declined>,
    /// What the composer said to the answer, without their name.
    reaction: Option<Reaction>,
    /// What the composer objects to, and what was said to that.
    dispute: Option<DisputeView>,
}

/// A remark of this reviewer's about the version before.
#[derive(Debug, Serialize)]
struct EarlierNote {
    at_ms: u64,
    text: ShortText,
    actionable: bool,
    addressed: Option<bool>,
}

/// A rule that a delivery has yet to meet.
#[derive(Debug, Serialize)]
struct Missing {
    rule: Rule,
    detail: &'static str,
}

/// `GET /reviews/{review}`: for the reviewer; operators may read along.
pub(crate) async fn enter(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
) -> Result<Response, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let found = Listening::load(&work, caller.member, id).await?;
    let stored = found.review.ok_or_else(Problem::not_found)?;
    let ReviewItem { review, pinned, draft, declined_because, .. } = stored.item;
    if review.reviewer != caller.member && !caller.is(Role::Operator) {
        return Err(Problem::not_found());
    }
    let starts = async { Ok(start_listening(&work, actor, &review, found.time).await?) };
    let load = load(&studio, &review, caller.member);
    let (loaded, time) = tokio::try_join!(load, starts)?;
    let Found { terms, lexicon, place } = loaded;
    let is_own = review.reviewer == caller.member;
    let listens = pinned.item.version.is_listened_to_by(caller.member);
    let coproduces = place.is_some_and(|place| place.left_at.is_none());
    if !is_own && (listens || coproduces) {
        // An operator who reviews the brief reads along nowhere in it.
        return Err(Problem::not_found());
    }
    let slot = pinned.item.version.slots.iter().find(|slot| slot.review == id);
    let why_you = slot.map(|slot| slot.why.told_to(review.reviewer));
    let facts = pinned.item.version.facts.map(|facts| facts.shown(Sight::Blind));
    let is_answered = review.state == ReviewState::Delivered;
    let entry = pinned.item.version.entry;
    let mut earlier = pinned.item.version.carried_notes;
    earlier.retain(|note| !is_own || is_answered || note.is_own(review.reviewer));
    let (preview, waveform) = links(&studio, &review).await?;
    respond::ok(&Room {
        id,
        brief: review.brief,
        brief_version: review.brief_version,
        terms: terms.into(),
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
        earlier_notes: earlier.into_iter().map(EarlierNote::from).collect(),
        warnings: pinned.item.version.warnings,
        why_you,
        draft,
        missing: review.rules_to_meet(&Policy::CURRENT).into_iter().map(Missing::from).collect(),
        delivery: review.delivery,
        declined_because,
        reaction: review.reaction,
        dispute: review.dispute.map(DisputeView::from),
    })
}

/// What the room shows or depends on beside the review.
struct Found {
    terms: BriefTerms,
    lexicon: Option<Lexicon>,
    /// The caller's on the roster.
    place: Option<RosterItem>,
}

/// The terms and the lexicon that the review is pinned to, and the caller's place on the roster. One
/// round trip.
async fn load(studio: &Studio, review: &Review, caller: MemberId) -> Result<Found, Problem> {
    let pinned = keys::brief_version(review.brief, review.brief_version);
    let place = keys::roster(review.brief, caller);
    let mut wanted = vec![keys::brief(review.brief), pinned, place];
    wanted.extend(review.lexicon_version.map(|version| keys::lexicon(review.brief, version)));
    let mut found = studio.store.get_many(&wanted).await?.into_iter();
    let brief = found.next().flatten().map(RawItem::parse::<BriefItem>).transpose()?;
    let pinned = found.next().flatten().map(RawItem::parse::<BriefVersionItem>).transpose()?;
    let place = found.next().flatten().map(RawItem::parse::<RosterItem>).transpose()?;
    let lexicon = found.next().flatten().map(RawItem::parse::<Lexicon>).transpose()?;
    let newest = brief.map(|stored| stored.item.brief.terms);
    let terms = pinned.map(|stored| stored.item.terms).or(newest);
    let terms = terms.ok_or_else(|| Problem::internal_because("a review without a brief"))?;
    Ok(Found {
        terms,
        lexicon: lexicon.map(|stored| stored.item),
        place: place.map(|stored| stored.item),
    })
}

/// Preview and waveform. Who declined or was too late has no business with the track any more.
async fn links(
    studio: &Studio,
    review: &Review,
) -> Result<(Option<ReadLink>, Option<ReadLink>), Problem> {
    match review.state {
        ReviewState::Assigned | ReviewState::Delivered => {}
        ReviewState::Queued
        | ReviewState::Declined
        | ReviewState::Expired
        | ReviewState::Released
        | ReviewState::Voided => return Ok((None, None)),
    }
    let bucket = &studio.runtime.config.derived_bucket;
    let link = async |key: String, served| {
        presign::read_link(&studio.runtime, bucket, &key, served).await.or_internal()
    };
    let (track, version) = (review.track, review.version);
    let preview = link(media::keys::preview(track, version), Served::Preview).await?;
    let waveform = link(media::keys::waveform(track, version), Served::Waveform).await?;
    Ok((Some(preview), Some(waveform)))
}

impl From<ReviewNote> for EarlierNote {
    fn from(note: ReviewNote) -> EarlierNote {
        let ReviewNote { at_ms, text, actionable, addressed, .. } = note;
        EarlierNote { at_ms, text, actionable, addressed }
    }
}

impl From<Rule> for Missing {
    fn from(rule: Rule) -> Missing {
        Missing { rule, detail: rule.sentence() }
    }
}
