//! `PATCH /briefs/{brief}`: the owner changes what they asked for, as they last read it.

use axum::extract::State;
use domain::id::BriefId;
use domain::rules::Rule;
use edge::{Body, Caller, ETag, IfMatch, Path, Problem, Routes, Tag, Tagged};
use workflow::brief::access;

use crate::Studio;
use crate::lifecycle::respond_with_brief;
use crate::terms::TermsAmendment;
use crate::view::BriefView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Briefs).patch("/briefs/{brief}", amend, |it| {
        it.summary("Amend a brief")
            .text(
                "What is left out stays as it is; null takes away what a new brief may leave out. \
                 While the brief is open each amendment makes its next version, everybody who \
                 takes part is told, and reviews keep to the version that they were given.",
            )
            .who("the client of the brief")
            .refuses(&[
                Rule::Forbidden,
                Rule::State,
                Rule::FixedOnceOpen,
                Rule::DeadlineOnlyLater,
                Rule::PoolBounds,
            ])
    })
}

/// Two round trips.
pub(crate) async fn amend(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<BriefId>,
    if_match: IfMatch,
    Body(amendment): Body<TermsAmendment>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    let aggregate = access::load_aggregate_of_owner(&work, id, actor).await?;
    if_match.require(ETag(aggregate.brief.item.edition))?;
    let terms = amendment.apply(aggregate.brief.item.terms.clone());
    let amended = workflow::brief::amend::amend(&work, actor, aggregate, terms);
    respond_with_brief(&Box::pin(amended).await?)
}
