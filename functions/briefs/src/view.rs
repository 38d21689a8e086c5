//! The JSON that goes out about briefs.

use domain::brief::{Brief, BriefState, BriefTerms, Hint, Selection};
use domain::id::{BriefId, MemberId, QuestionId};
use domain::policy::Policy;
use domain::prize::PrizeShare;
use domain::text::Text;
use domain::version::missing::LeftUnanswered;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Value, json};
use store::brief::BriefVersionItem;

/// A brief as everybody sees it who may see it.
#[derive(Debug, Serialize)]
pub(crate) struct BriefView<'a> {
    id: BriefId,
    owner: MemberId,
    state: BriefState,
    version: u32,
    #[serde(flatten)]
    terms: &'a BriefTerms,
    /// The co-producers' share of the royalties that applies, set by the client or not.
    effective_pool_ppm: u32,
    prize_funded: bool,
    lexicon_version: u32,
    lexicon_confirmed: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lexicon: Option<Value>,
    /// The one that reviews go by, where a newer one waits for the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    confirmed_lexicon: Option<Value>,
    /// What would make a draft better, for its owner.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hints: Vec<Hint>,
    created_at: Timestamp,
    opened_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    /// Until when further versions are announced, once entries have ended.
    versions_end_at: Option<Timestamp>,
    cancelled_because: Option<&'a Text>,
    /// What it left without the promised answers.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    left_unanswered: &'a [LeftUnanswered],
    selected: Option<Selection>,
    /// Why this one, in the client's words.
    selected_because: Option<&'a Text>,
    ended_at: Option<Timestamp>,
    prize_returned_at: Option<Timestamp>,
    prize_shares: &'a [PrizeShare],
}

/// The terms of one version, as they stood.
#[derive(Debug, Serialize)]
pub(crate) struct BriefVersionView<'a> {
    brief: BriefId,
    version: u32,
    #[serde(flatten)]
    terms: &'a BriefTerms,
    effective_pool_ppm: u32,
    /// The question whose answer amended the brief to this.
    #[serde(skip_serializing_if = "Option::is_none")]
    answers_question: Option<QuestionId>,
    /// Since when it holds, or held.
    since: Timestamp,
}

impl<'a> BriefVersionView<'a> {
    pub(crate) fn new(item: &'a BriefVersionItem) -> BriefVersionView<'a> {
        BriefVersionView {
            brief: item.brief,
            version: item.version,
            terms: &item.terms,
            effective_pool_ppm: item.terms.pool_ppm(&Policy::CURRENT),
            answers_question: item.answers,
            since: item.at,
        }
    }
}

impl<'a> BriefView<'a> {
    pub(crate) fn new(brief: &'a Brief) -> BriefView<'a> {
        BriefView {
            id: brief.id,
            owner: brief.owner,
            state: brief.state,
            version: brief.version,
            terms: &brief.terms,
            effective_pool_ppm: brief.terms.pool_ppm(&Policy::CURRENT),
            prize_funded: brief.prize_funded,
            lexicon_version: brief.lexicon_version,
            lexicon_confirmed: brief.lexicon_confirmed,
            lexicon: None,
            confirmed_lexicon: None,
            hints: Vec::new(),
            created_at: brief.created_at,
            opened_at: brief.opened_at,
            closed_at: brief.closed_at,
            versions_end_at: brief.versions_end_at(&Policy::CURRENT),
            cancelled_because: brief.cancelled_because.as_ref(),
            left_unanswered: &brief.left_unanswered,
            selected: brief.selected,
            selected_because: brief.selected_because.as_ref(),
            ended_at: brief.ended_at,
            prize_returned_at: brief.prize_returned_at,
            prize_shares: &brief.prize_shares,
        }
    }

    pub(crate) fn with_lexicons(
        self,
        newest: Option<Value>,
        confirmed: Option<Value>,
    ) -> BriefView<'a> {
        BriefView { lexicon: newest, confirmed_lexicon: confirmed, ..self }
    }

    pub(crate) fn with_hints(self, hints: Vec<Hint>) -> BriefView<'a> {
        BriefView { hints, ..self }
    }
}

/// A brief under embargo, for everybody but its parties: without title, winner and shares.
pub(crate) fn under_embargo(mut brief: Value) -> Value {
    for (name, hidden) in [
        ("title", Value::Null),
        ("selected", Value::Null),
        ("selected_because", Value::Null),
        ("prize_shares", json!([])),
    ] {
        if let Some(field) = brief.get_mut(name) {
            *field = hidden;
        }
    }
    brief
}
