//! `GET /credits/{credit}` and `GET /credits/key`: anybody may verify a credit by its id, without a
//! token, or later, offline, by its signature.

use axum::extract::State;
use axum::response::Response;
use domain::id::CreditId;
use edge::{Deployment, OrInternal, Path, Problem, RawQuery, respond};
use serde::Serialize;
use workflow::credit::VerifiedCredit;

use crate::Studio;
use crate::signature::Signer;
use crate::view::CreditView;

/// A credit with the name of its member, as it is signed.
#[derive(Debug, Serialize)]
struct Document {
    #[serde(flatten)]
    credit: CreditView,
    /// Nothing where the member has none, or is not a member any more.
    name: Option<String>,
}

/// Signed whenever it is asked for, as it is then: under an embargo by its holder's link alone, for
/// everybody else it does not exist; after the embargo with the titles, after an
/// erasure without the name, withdrawn while the award is void.
pub(crate) async fn verify(
    State(studio): State<Studio>,
    Deployment(secret): Deployment,
    Path(credit): Path<CreditId>,
    query: RawQuery,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let token = fields.optional("token", |field| field.line(1..=100));
    let token = fields.finish(|| token)?;
    let work = studio.workflow();
    let verified = workflow::credit::verify(&work, &secret, credit, token.as_deref()).await?;
    let VerifiedCredit { credit, state, name } = verified;
    let document = Document {
        credit: CreditView::public((credit, state), work.now),
        name: name.map(|name| name.to_string()),
    };
    respond::ok(&signer(&studio)?.signed(&document).or_internal()?)
}

/// The published key.
pub(crate) async fn key(State(studio): State<Studio>) -> Result<Response, Problem> {
    respond::ok(&signer(&studio)?.published())
}

pub(crate) fn signer(studio: &Studio) -> Result<Signer, Problem> {
    Signer::from_seed(&studio.credit_signing_seed).or_internal()
}
