//! `POST /briefs`: a client writes a draft. One conditional put is the whole of it: the id is derived
//! from (caller, route, key), so the same request again finds the brief that the first one made.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use edge::{Client, IdempotencyKey, JsonBody, Problem, respond};
use workflow::brief::draft;

use crate::view::BriefView;
use crate::{Studio, terms};

pub(crate) async fn create(
    State(studio): State<Studio>,
    Client(caller): Client,
    key: IdempotencyKey,
    body: JsonBody,
) -> Result<Response, Problem> {
    let request_sha256 = body.request_sha256();
    let mut fields = body.fields()?;
    let terms = terms::read_new(&mut fields);
    let terms = fields.finish(|| terms)?;

    let id = key.derive(BriefId::derive_with, "brief", caller.member, "POST /briefs");
    let (work, client) = (studio.workflow(), caller.member);
    let draft = draft::create_draft(&work, client, id, terms, request_sha256).await?;
    respond::created(&format!("/briefs/{id}"), &BriefView::new(&draft))
}
