//! The listening room: what a reviewer needs to judge one version. Operators who oversee the brief may
//! read along; to everybody else the review does not exist.

use domain::brief::BriefTerms;
use domain::heard::ListeningTime;
use domain::id::ReviewId;
use domain::lexicon::Lexicon;
use domain::review::{EarlierTexts, Review, ReviewState, RulesMet, SaidText};
use domain::track::ReviewNote;
use store::brief::{BriefFor, BriefVersionItem};
use store::review::{BriefTexts, RecentTexts, ReviewItem};
use store::{RawItem, keys, retry_on_conflict};

use super::hear::{Listening, start_listening};
use crate::brief::access;
use crate::{Actor, Workflow, WorkflowError};

/// What is in the room.
#[derive(Debug)]
pub struct ListeningRoom {
    pub item: ReviewItem,
    /// The object of the version, as long as it may be listened to.
    pub plays: Option<String>,
    /// Of the version of the brief that is judged.
    pub terms: BriefTerms,
    /// Whether an embargo keeps their title from the actor, a reviewer who has left the brief.
    pub keeps_title_back: bool,
    /// The confirmed one that is judged by.
    pub lexicon: Option<Lexicon>,
    pub time: ListeningTime,
    /// The notes on the version before, as far as the actor may read them.
    pub earlier_notes: Vec<ReviewNote>,
    /// What the rules say of the draft as it is kept.
    pub rules: RulesMet,
}

/// Enters the room; for the reviewer, what they play counts from now on. Three round trips, two of
/// them at once; two where nothing is to be heard.
pub async fn enter(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
) -> Result<ListeningRoom, WorkflowError> {
    retry_on_conflict(|| enter_once(work, actor, review)).await
}

async fn enter_once(
    work: &Workflow,
    actor: Actor,
    review: ReviewId,
) -> Result<ListeningRoom, WorkflowError> {
    let found = Listening::load(work, actor.member, review).await?;
    let item = found.review.ok_or(WorkflowError::NotFound)?.item;
    let reviewer = item.review.reviewer;
    if reviewer != actor.member && !actor.is_operator {
        return Err(WorkflowError::NotFound);
    }
    let starts = start_listening(work, actor, &item.review, found.time);
    let (loaded, time) = tokio::try_join!(load(work, actor, &item.review), starts)?;
    let Pinned { brief, terms, lexicon, own_texts, brief_texts } = loaded;
    let texts = EarlierTexts { own: &own_texts, of_brief: &brief_texts };
    let draft = item.draft.clone().unwrap_or_default();
    let rules = item.review.rules_met(&draft, texts, work.policy);
    let part = brief.part(actor.member, actor.is_operator);
    let keeps_title_back = brief.brief.item.is_embargoed_for(part, false, work.now);
    if reviewer != actor.member {
        access::require_overseer(work, Some(brief), actor).await?;
    }
    let is_answered = item.review.state == ReviewState::Delivered;
    let mut earlier_notes = item.pinned.item.version.carried_notes.clone();
    earlier_notes.retain(|note| note.is_shown_in_room(actor.member, reviewer, is_answered));
    let version = &item.pinned.item.version;
    let plays = item.review.state.may_listen().then(|| version.object_key.clone());
    Ok(ListeningRoom { item, plays, terms, keeps_title_back, lexicon, time, earlier_notes, rules })
}

/// What a review is pinned to, and what the actor has to do with its brief.
struct Pinned {
    brief: BriefFor,
    terms: BriefTerms,
    lexicon: Option<Lexicon>,
    /// The reviewer's latest texts, while the review is to be delivered.
    own_texts: Vec<String>,
    /// What was said in the brief, while the review is to be delivered.
    brief_texts: Vec<SaidText>,
}

/// One round trip.
async fn load(work: &Workflow, actor: Actor, review: &Review) -> Result<Pinned, WorkflowError> {
    let mut wanted = BriefFor::keys(review.brief, actor.member).to_vec();
    wanted.push(keys::brief_version(review.brief, review.brief_version));
    wanted.extend(review.lexicon_version.map(|version| keys::lexicon(review.brief, version)));
    let with_lexicon = wanted.len();
    if review.state.is_to_be_delivered() {
        wanted.extend([keys::recent_texts(review.reviewer), keys::brief_texts(review.brief)]);
    }
    let mut found = work.store.get_many(&wanted).await?;
    let mut texts = found.split_off(with_lexicon).into_iter();
    let mut found = found.into_iter();
    let brief = BriefFor::parse(&mut found)?;
    let brief = brief.ok_or(WorkflowError::Invariant("a review without a brief"))?;
    let pinned = found.next().flatten().map(RawItem::parse::<BriefVersionItem>).transpose()?;
    let lexicon = found.next().flatten().map(RawItem::parse::<Lexicon>).transpose()?;
    let terms = pinned.map(|stored| stored.item.terms);
    let terms = terms.unwrap_or_else(|| brief.brief.item.brief.terms.clone());
    let own = texts.next().flatten().map(RawItem::parse::<RecentTexts>).transpose()?;
    let of_brief = texts.next().flatten().map(RawItem::parse::<BriefTexts>).transpose()?;
    Ok(Pinned {
        brief,
        terms,
        lexicon: lexicon.map(|stored| stored.item),
        own_texts: own.map(|stored| stored.item.texts).unwrap_or_default(),
        brief_texts: of_brief.map(|stored| stored.item.said).unwrap_or_default(),
    })
}
