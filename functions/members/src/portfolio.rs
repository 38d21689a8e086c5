//! `GET /members/{member}`: what everybody may see of a member, without a token; their credits in one
//! table where `Accept` asks for `text/csv`.

use axum::extract::State;
use axum::response::Response;
use domain::coproducer_standing::StandingPart;
use domain::credit::{Credit, CreditState};
use domain::id::MemberId;
use edge::{Accept, CursorSeal, PageRequest, Path, Problem, RawQuery, respond};
use store::{Cursor, List};
use workflow::credit::load_public_credits;

use crate::Studio;
use crate::table::{self, Form};
use crate::view::{CountsView, CreditView, PortfolioView, ProfileView};

/// The number of credits on a page where the caller names none; the newest come first.
const CREDITS: u16 = 100;

pub(crate) async fn read(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
    accept: Accept,
    seal: CursorSeal,
    query: RawQuery,
) -> Result<Response, Problem> {
    let form = table::wanted_form(&accept)?;
    let mut fields = query.fields();
    let page = PageRequest::with_limit(&mut fields, seal, CREDITS, CREDITS);
    let page = fields.finish(|| page)?;
    let cursor = page.resume(&List::<Credit>::owned_by(member))?;
    let now = studio.now();
    let person = studio.store.person(member, now).await?;
    let profile = person.profile.as_ref().ok_or_else(Problem::not_found)?;
    let credits = load_public_credits(&studio.workflow(), member).await?;
    if form == Form::Csv {
        let credits = credits.into_iter();
        return table::csv_response(credits.map(|credit| CreditView::public(credit, now)));
    }
    let all = credits.len();
    let (credits, next) = page_of(member, credits, &page, cursor.as_ref());
    let public = studio.store.public_standing(member, now).await?;
    let (shown, standing) = (profile.item.public_page, public.standing);
    let mean = |part| public.mean_bp(part);
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
        next: page.next(next),
    })
}

/// The page of them that begins after `cursor`, and where the next one begins.
fn page_of(
    member: MemberId,
    mut credits: Vec<(Credit, CreditState)>,
    page: &PageRequest,
    cursor: Option<&Cursor>,
) -> (Vec<(Credit, CreditState)>, Option<Cursor>) {
    let list = List::<Credit>::owned_by(member);
    if let Some(cursor) = cursor {
        let last_seen = credits.iter().position(|(one, _)| list.after(one) == *cursor);
        let seen = last_seen.map_or(credits.len(), |last_seen| last_seen.saturating_add(1));
        credits = credits.split_off(seen);
    }
    let is_more = credits.len() > usize::from(page.limit);
    credits.truncate(page.limit.into());
    let next = credits.last().filter(|_| is_more).map(|(last, _)| list.after(last));
    (credits, next)
}
