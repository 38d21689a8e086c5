//! `GET /members/{member}`: what everybody may see of a member, without a token.

use axum::extract::State;
use axum::response::Response;
use domain::coproducer_standing::StandingPart;
use domain::credit::Credit;
use domain::id::MemberId;
use edge::{Path, Problem, respond};

use crate::Studio;
use crate::view::{CountsView, CreditView, PortfolioView, ProfileView};

/// As many credits as one page shows; the newest.
const CREDITS: u16 = 100;

pub(crate) async fn read(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
) -> Result<Response, Problem> {
    let person = studio.store.person(member, studio.now()).await?;
    let profile = person.profile.as_ref().ok_or_else(Problem::not_found)?;
    let (credits, _more) = studio.store.credits(member, CREDITS, None).await?.parse::<Credit>()?;
    let (shown, standing) = (profile.item.public_page, person.standing.standing);
    let mean = |part| Some(person.coproducer_standing.as_ref()?.standing.part(part)?.mean_bp);
    let counts = CountsView {
        approved: standing.approved,
        shortlisted: standing.shortlisted,
        selected: standing.selected,
        credits: credits.len(),
    };
    let now = studio.now();
    respond::ok(&PortfolioView {
        id: member,
        profile: ProfileView::new(&profile.item),
        level: shown.level.then_some(standing.level),
        counts: shown.counts.then_some(counts),
        ear_bp: mean(StandingPart::Ear).filter(|_| shown.ear),
        usefulness_bp: mean(StandingPart::Usefulness).filter(|_| shown.usefulness),
        is_coproducer: person.coproducer.as_ref().is_some_and(|stored| stored.item.may_review()),
        credits: credits.into_iter().map(|one| CreditView::public(one.item, now)).collect(),
    })
}
