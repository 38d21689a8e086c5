//! `GET /members/{member}`: what everybody may see of a member, without a token; their credits in one
//! table where `Accept` asks for `text/csv`.

use axum::extract::State;
use axum::response::Response;
use domain::coproducer_standing::StandingPart;
use domain::credit::Credit;
use domain::id::MemberId;
use edge::{Accept, Path, Problem, respond};

use crate::Studio;
use crate::lists::all_credits;
use crate::table::{self, Form};
use crate::view::{CountsView, CreditView, PortfolioView, ProfileView};

/// As many credits as one page shows; the newest.
const CREDITS: u16 = 100;

pub(crate) async fn read(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
    accept: Accept,
) -> Result<Response, Problem> {
    let form = table::wanted(&accept)?;
    let person = studio.store.person(member, studio.now()).await?;
    let profile = person.profile.as_ref().ok_or_else(Problem::not_found)?;
    let now = studio.now();
    if form == Form::Csv {
        let credits = all_credits(&studio, member).await?;
        return table::of(credits.map(|credit| CreditView::public(credit, now)));
    }
    let (credits, _more) = studio.store.credits(member, CREDITS, None).await?.parse::<Credit>()?;
    let (shown, standing) = (profile.item.public_page, person.standing.standing);
    let mean = |part| Some(person.coproducer_standing.as_ref()?.standing.part(part)?.mean_bp);
    let counts = CountsView {
        approved: standing.approved,
        shortlisted: standing.shortlisted,
        selected: standing.selected,
        credits: credits.len(),
    };
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
