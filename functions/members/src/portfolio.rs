//! `GET /members/{member}`: what everybody may see of a member, without a token.

use axum::extract::State;
use axum::response::Response;
use domain::credit::Credit;
use domain::id::MemberId;
use edge::{Path, Problem, respond};

use crate::Studio;
use crate::view::{CreditView, PortfolioView, ProfileView};

/// As many credits as one page shows; the newest.
const CREDITS: u16 = 100;

pub(crate) async fn read(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
) -> Result<Response, Problem> {
    let person = studio.store.person(member, studio.now()).await?;
    let profile = person.profile.as_ref().ok_or_else(Problem::not_found)?;
    let (credits, _more) = studio.store.credits(member, CREDITS, None).await?.parse::<Credit>()?;
    respond::ok(&PortfolioView {
        id: member,
        profile: ProfileView::new(&profile.item),
        level: person.standing.standing.level,
        is_coproducer: person.coproducer.as_ref().is_some_and(|stored| stored.item.may_review()),
        credits: credits.into_iter().map(|stored| CreditView::public(stored.item)).collect(),
    })
}
