//! `POST /briefs`: a client writes a draft. One conditional put is the whole of it: the id is derived
//! from (caller, route, key), so the same request again finds the brief that the first one made.

use axum::extract::State;
use axum::response::Response;
use domain::brief::Brief;
use domain::id::{BriefId, MemberId};
use edge::{Client, IdempotencyKey, JsonBody, Problem, respond};
use store::Created;
use store::brief::BriefItem;

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

    let id = id_of(caller.member, &key);
    let draft = Brief::draft(id, caller.member, terms, studio.now());
    let item = BriefItem::new(draft, request_sha256);
    let stored = match studio.store.create_brief(&item).await? {
        Created::New => item,
        Created::Existing(stored) if stored.item.request_sha256 == item.request_sha256 => {
            stored.item
        }
        Created::Existing(_) => return Err(Problem::idempotency_key_reused()),
    };
    respond::created(&format!("/briefs/{id}"), &BriefView::new(&stored.brief))
}

fn id_of(owner: MemberId, key: &IdempotencyKey) -> BriefId {
    let owner = owner.to_string();
    BriefId::derive(&[b"brief", owner.as_bytes(), b"POST /briefs", key.as_str().as_bytes()])
}
