//! `GET /credits/{credit}` and `GET /credits/key`: anybody may verify a credit by its id, without a
//! token, or later, offline, by its signature.

use axum::extract::State;
use axum::response::Response;
use domain::credit::{Credit, CreditState};
use domain::id::CreditId;
use edge::{Deployment, OrInternal, Path, Problem, Query, respond};
use serde::Serialize;

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
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let token = fields.optional("token", |field| field.line(1..=100));
    let token = fields.finish(|| token)?;
    let now = studio.now();
    let stored = studio.store.get(store::credit::key(credit)).await?;
    let stored = stored.filter(|stored| stored.item.is_shown(now, &secret, token.as_deref()));
    let stored = stored.ok_or_else(Problem::not_found)?;
    let person = studio.store.person(stored.item.member, now).await?;
    let credit = with_states(&studio, vec![stored.item]).await?.pop();
    let credit = credit.ok_or_else(Problem::not_found)?;
    let name = person.profile.and_then(|profile| profile.item.display_name);
    let document = Document {
        credit: CreditView::public(credit, now),
        name: name.map(|name| name.to_string()),
    };
    respond::ok(&signer(&studio)?.signed(&document).or_internal()?)
}

/// Each with whether the award that it is for stands. One round trip for a hundred.
pub(crate) async fn with_states(
    studio: &Studio,
    credits: Vec<Credit>,
) -> Result<Vec<(Credit, CreditState)>, Problem> {
    let tracks = credits.iter().map(|credit| credit.track).collect();
    let void = studio.store.void_awards(&tracks).await?;
    let with_state = |credit: Credit| {
        let is_void = void.contains(&credit.track);
        (credit, if is_void { CreditState::Withdrawn } else { CreditState::Stands })
    };
    Ok(credits.into_iter().map(with_state).collect())
}

/// The published key.
pub(crate) async fn key(State(studio): State<Studio>) -> Result<Response, Problem> {
    respond::ok(&signer(&studio)?.published())
}

pub(crate) fn signer(studio: &Studio) -> Result<Signer, Problem> {
    Signer::from_seed(&studio.credit_signing_seed).or_internal()
}
