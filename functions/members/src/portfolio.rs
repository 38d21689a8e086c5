//! `GET /members/{member}`: what everybody may see of a member, without a token; their credits in one
//! table where `Accept` asks for `text/csv`.

use axum::extract::State;
use axum::response::Response;
use domain::coproducer_standing::StandingPart;
use domain::credit::{Credit, CreditState};
use domain::id::MemberId;
use edge::{Accept, Field, OpaqueCursor, Path, Problem, Query, respond};
use store::{Cursor, List};

use crate::Studio;
use crate::credits::with_states;
use crate::lists::all_credits;
use crate::table::{self, Form};
use crate::view::{CountsView, CreditView, PortfolioView, ProfileView};

/// The number of credits on a page where the caller names none; the newest come first.
const CREDITS: u16 = 100;

pub(crate) async fn read(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
    accept: Accept,
    query: Query,
) -> Result<Response, Problem> {
    let form = table::wanted_form(&accept)?;
    let (limit, cursor) = page(query, member)?;
    let person = studio.store.person(member, studio.now()).await?;
    let profile = person.profile.as_ref().ok_or_else(Problem::not_found)?;
    let now = studio.now();
    if form == Form::Csv {
        let credits = all_credits(&studio, member).await?.filter(stands);
        return table::csv_response(credits.map(|credit| CreditView::public(credit, now)));
    }
    let is_first = cursor.is_none();
    let (credits, next) = studio.store.list_page(&List::owned_by(member), limit, cursor).await?;
    let are_all = is_first && next.is_none();
    let credits = credits.into_iter().map(|stored| stored.item).collect();
    let mut credits = with_states(&studio, credits).await?;
    credits.retain(stands);
    let all = if are_all {
        credits.len()
    } else {
        all_credits(&studio, member).await?.filter(stands).count()
    };
    let (shown, standing) = (profile.item.public_page, person.standing.standing);
    // Nothing observed is no mean of nothing.
    let mean = |part| {
        let part = person.coproducer_standing.as_ref()?.standing.part(part)?;
        (part.observations > 0).then_some(part.mean_bp)
    };
    let counts = CountsView {
        approved: standing.approved,
        shortlisted: standing.shortlisted,
        selected: standing.selected,
        credits: all,
    };
    respond::ok(&PortfolioView {
        id: member,
        profile: ProfileView::new(&profile.item),
        level: shown.level.then_some(standing.level),
        counts: shown.counts.then_some(counts),
        taste_alignment_bp: mean(StandingPart::TasteAlignment).filter(|_| shown.taste_alignment),
        usefulness_bp: mean(StandingPart::Usefulness).filter(|_| shown.usefulness),
        is_coproducer: person.coproducer.as_ref().is_some_and(|stored| stored.item.may_review()),
        credits: credits.into_iter().map(|one| CreditView::public(one, now)).collect(),
        next: next.map(OpaqueCursor::from),
    })
}

/// A withdrawn credit is not shown.
fn stands((_, state): &(Credit, CreditState)) -> bool {
    *state == CreditState::Stands
}

/// How many credits are wanted, and from where on.
fn page(query: Query, member: MemberId) -> Result<(u16, Option<Cursor>), Problem> {
    let mut fields = query.fields();
    let limit = fields.optional_or("limit", CREDITS, |field| field.integer(1..=CREDITS));
    let cursor = fields.optional("cursor", Field::parse::<OpaqueCursor>);
    let (limit, cursor) = fields.finish(|| Some((limit?, cursor?)))?;
    let list = List::<Credit>::owned_by(member);
    let cursor = cursor.as_ref().map(|cursor| cursor.resume(&list)).transpose()?;
    Ok((limit, cursor))
}
