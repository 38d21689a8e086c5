//! `GET /members/{member}`: what everybody may see of a member, without a token; their credits in one
//! table where `Accept` asks for `text/csv`.

use axum::extract::State;
use axum::response::Response;
use domain::coproducer_standing::StandingPart;
use domain::credit::Credit;
use domain::id::MemberId;
use edge::{Accept, CursorSeal, PageRequest, Path, Problem, Query, respond};
use store::{Cursor, List};
use workflow::credit::with_states;

use crate::Studio;
use crate::lists::all_credits;
use crate::table::{self, Form};
use crate::view::{CountsView, CreditView, PortfolioView, ProfileView};

/// The number of credits on a page where the caller names none; the newest come first.
const CREDITS: u16 = 100;

pub(crate) async fn read(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
    accept: Accept,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let form = table::wanted_form(&accept)?;
    let mut fields = query.fields();
    let page = PageRequest::with_limit(&mut fields, seal, CREDITS, CREDITS);
    let page = fields.finish(|| page)?;
    let cursor = page.resume(&List::<Credit>::owned_by(member))?;
    let person = studio.store.person(member, studio.now()).await?;
    let profile = person.profile.as_ref().ok_or_else(Problem::not_found)?;
    let now = studio.now();
    if form == Form::Csv {
        let credits = all_credits(&studio, member)
            .await?
            .filter(|(credit, state)| credit.is_public(*state, now));
        return table::csv_response(credits.map(|credit| CreditView::public(credit, now)));
    }
    let (credits, next) = page_of_credits(&studio, member, page.limit, cursor).await?;
    let are_all = page.is_first() && next.is_none();
    let mut credits = with_states(&studio.workflow(), credits).await?;
    credits.retain(|(credit, state)| credit.is_public(*state, now));
    let all = if are_all {
        credits.len()
    } else {
        all_credits(&studio, member)
            .await?
            .filter(|(credit, state)| credit.is_public(*state, now))
            .count()
    };
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

/// A page of those that are under no embargo; what is hidden leaves no gap by which it is seen.
async fn page_of_credits(
    studio: &Studio,
    member: MemberId,
    limit: u16,
    mut cursor: Option<Cursor>,
) -> Result<(Vec<Credit>, Option<Cursor>), Problem> {
    let (list, now) = (List::owned_by(member), studio.now());
    let mut page: Vec<Credit> = Vec::new();
    loop {
        let wanted = usize::from(limit).saturating_sub(page.len());
        let wanted = u16::try_from(wanted).unwrap_or(limit);
        let (some, next) = studio.store.list_page(&list, wanted, cursor).await?;
        let some = some.into_iter().map(|stored| stored.item);
        page.extend(some.filter(|credit: &Credit| !credit.is_embargoed(now)));
        cursor = next;
        if cursor.is_none() || page.len() >= usize::from(limit) {
            return Ok((page, cursor));
        }
    }
}
