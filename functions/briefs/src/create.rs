//! `POST /briefs`: a client writes a draft. One conditional put is the whole of it: the id is derived
//! from (caller, route, key), so the same request again finds the brief that the first one made.

use axum::extract::State;
use domain::id::BriefId;
use domain::rules::Rule;
use edge::{Client, CreatedTagged, ETag, HashedBody, IdempotencyKey, Problem, Routes, Tag, answer};
use workflow::brief::draft;

use crate::Studio;
use crate::terms::NewBrief;
use crate::view::BriefView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::Briefs).post("/briefs", create, |it| {
        it.summary("Write the draft of a brief")
            .text("Nobody but its client sees it until it is opened. All of it can be amended.")
            .who("clients")
            .refuses(&[Rule::PoolBounds])
    })
}

pub(crate) async fn create(
    State(studio): State<Studio>,
    Client(caller): Client,
    key: IdempotencyKey,
    body: HashedBody<NewBrief>,
) -> Result<CreatedTagged<BriefView<'static>>, Problem> {
    let HashedBody { value: NewBrief(terms), request_sha256 } = body;
    let id = key.derive(BriefId::derive_with, "brief", caller.member, "POST /briefs");
    let (work, client) = (studio.workflow(), caller.member);
    let draft = draft::create_draft(&work, client, id, terms, request_sha256).await?;
    let tag = ETag(draft.edition);
    answer::created_tagged(&format!("/briefs/{id}"), tag, &BriefView::new(&draft.brief))
}
