//! `GET /credits/{credit}` and `GET /credits/key`: anybody may verify a credit by its id, without a
//! token, or later, offline, by its signature.

use axum::extract::State;
use domain::id::CreditId;
use edge::{
    Deployment, Fields, Found, OrInternal, Path, Problem, Query, ReadFields, Routes, Tag, answer,
};
use schemars::JsonSchema;
use serde::Serialize;
use workflow::credit::VerifiedCredit;

use crate::Studio;
use crate::signature::{PublishedKeyView, Signed, Signer};
use crate::view::CreditView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes
        .under(Tag::CreditsAndPortfolio)
        .get("/credits/key", key, |it| {
            it.summary("Read the key that verifies credits and licences")
                .who("everybody, without a token")
        })
        .get("/credits/{credit}", verify, |it| {
            it.summary("Verify a credit")
                .text(
                    "Signed as it is when it is asked for. Under an embargo it exists by its \
                     holder's link alone.",
                )
                .who("everybody, without a token")
        })
}

/// What a holder's link carries.
#[derive(Debug)]
pub(crate) struct ShareToken(Option<String>);

impl ReadFields for ShareToken {
    const NAME: &'static str = "ShareToken";
    const ABOUT: &'static str = "What a holder's link carries.";

    fn read(fields: &mut Fields) -> Option<ShareToken> {
        let token = fields.optional("token", |field| field.line(1..=100));
        fields.note("token", "Of the holder's link: it opens the credit under an embargo too.");
        token.map(ShareToken)
    }
}

/// A credit with the name of its member, as it is signed.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct CreditDocument {
    #[serde(flatten)]
    credit: CreditView,
    /// Of the member; null where they have none, or are not a member any more.
    name: Option<String>,
}

/// Signed whenever it is asked for, as it is then: under an embargo by its holder's link alone, for
/// everybody else it does not exist; after the embargo with the titles, after an
/// erasure without the name, withdrawn while the award is void.
pub(crate) async fn verify(
    State(studio): State<Studio>,
    Deployment(secret): Deployment,
    Path(credit): Path<CreditId>,
    Query(ShareToken(token)): Query<ShareToken>,
) -> Result<Found<Signed<CreditDocument>>, Problem> {
    let work = studio.workflow();
    let verified = workflow::credit::verify(&work, &secret, credit, token.as_deref()).await?;
    let VerifiedCredit { credit, state, name } = verified;
    let document = CreditDocument {
        credit: CreditView::public((credit, state), work.now),
        name: name.map(|name| name.to_string()),
    };
    answer::found(&signer(&studio)?.signed(document).or_internal()?)
}

/// The published key.
pub(crate) async fn key(State(studio): State<Studio>) -> Result<Found<PublishedKeyView>, Problem> {
    answer::found(&signer(&studio)?.published())
}

pub(crate) fn signer(studio: &Studio) -> Result<Signer, Problem> {
    Signer::from_seed(&studio.credit_signing_seed).or_internal()
}
