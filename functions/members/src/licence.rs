//! `GET /briefs/{brief}/licence`: what the client was granted, for both parties, signed as a credit is.

use axum::extract::State;
use axum::response::Response;
use domain::id::BriefId;
use domain::licence::Licence;
use edge::{Caller, OrInternal, Path, Problem, respond};
use serde::Serialize;

use crate::Studio;
use crate::credits::signer;

/// The licence as it is signed.
#[derive(Debug, Serialize)]
struct Document {
    #[serde(flatten)]
    licence: Licence,
    words: String,
}

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    let work = studio.workflow();
    let licence = workflow::brief::licence::load(&work, caller.actor(), brief).await?;
    let document = Document { words: licence.in_words(), licence };
    respond::ok(&signer(&studio)?.signed(&document).or_internal()?)
}
