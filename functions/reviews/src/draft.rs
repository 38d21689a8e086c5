//! Drafts: an answer that is still being written is kept, and comes back in the listening room.

use axum::extract::State;
use domain::id::ReviewId;
use domain::review::Draft;
use domain::rules::Rule;
use edge::{Body, Caller, Found, Path, Problem, Routes, Tag, answer};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Studio;
use crate::rules_met::{MissingRuleView, RuleMetView};
use crate::submission::ReviewDraft;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Reviews).put("/reviews/{review}/draft", save, |it| {
        it.summary("Keep the draft of a review")
            .text(
                "Replaces the draft; whatever is left out is in it no more. It stands in the \
                 listening room until the review is delivered. The answer says of each rule of a \
                 delivery whether the draft meets it, and what is missing: with nothing missing, \
                 this very draft can be delivered.",
            )
            .who("the reviewer")
            .refuses(&[Rule::State])
            .without_if_match(
                "only the reviewer writes it, and the draft sent last is the one kept",
            )
    })
}

/// A draft as it is kept now, and how far it is from an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct KeptDraft {
    draft: Draft,
    /// Every rule that the answer has to meet, and whether the draft meets it.
    rules: Vec<RuleMetView>,
    /// Why the draft would be refused as an answer now; empty where it would be taken.
    missing: Vec<MissingRuleView>,
}

/// `PUT /reviews/{review}/draft`: replaces the draft; every field may be left out. Two round trips,
/// one where nothing is new; one more, at the same time as the last, once all own rules are met.
pub(crate) async fn save(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<ReviewId>,
    Body(ReviewDraft(draft)): Body<ReviewDraft>,
) -> Result<Found<KeptDraft>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let met = workflow::review::hear::save_draft(&work, actor, id, &draft).await?;
    answer::found(&KeptDraft {
        draft,
        rules: met.rules.into_iter().map(RuleMetView::from).collect(),
        missing: met.missing.into_iter().map(MissingRuleView::from).collect(),
    })
}
