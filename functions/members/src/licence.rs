//! `GET /briefs/{brief}/licence`: what the client was granted, for both parties, signed as a credit is.

use axum::extract::State;
use domain::id::BriefId;
use domain::licence::Licence;
use edge::{Caller, Found, OrInternal, Path, Problem, Routes, Tag, answer};
use schemars::JsonSchema;
use serde::Serialize;

use crate::Studio;
use crate::credits::signer;
use crate::signature::Signed;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::AwardAndMaster).get("/briefs/{brief}/licence", read, |it| {
        it.summary("Read what the client was granted")
            .text("Signed as credits are, from the award on.")
            .who("the client of the brief, the writers of its winner who have agreed to their shares, \
                 operators")
    })
}

/// The licence as it is signed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct LicenceDocument {
    #[serde(flatten)]
    licence: Licence,
    words: String,
}

pub(crate) async fn read(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Found<Signed<LicenceDocument>>, Problem> {
    let work = studio.workflow();
    let licence = workflow::brief::licence::load(&work, caller.actor(), brief).await?;
    let document = LicenceDocument { words: licence.in_words(), licence };
    answer::found(&signer(&studio)?.signed(document).or_internal()?)
}
