//! `GET /members/{member}`: what everybody may see of a member, without a token; their credits in one
//! table where `Accept` asks for `text/csv`.

use axum::extract::State;
use domain::coproducer_standing::StandingPart;
use domain::credit::{Credit, CreditState};
use domain::id::MemberId;
use edge::{
    Accept, Fields, JsonOrCsv, ListFilters, PageRequest, Paged, Path, Problem, Routes, Tag, answer,
};
use store::Cursor;
use workflow::credit::load_public_credits;

use crate::Studio;
use crate::table::{self, Form};
use crate::view::{CountsView, CreditView, PortfolioView, ProfileView};

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::CreditsAndPortfolio).get("/members/{member}", read, |it| {
        it.summary("Read what everybody may see of a member")
            .text(
                "Their credits are listed with it; all of them in one table where `Accept` asks \
                 for `text/csv`.",
            )
            .who("everybody, without a token")
            .ordered("the newest credit first")
    })
}

/// A portfolio is read as one page, so that it is long where nothing is said.
#[derive(Debug)]
pub(crate) struct PortfolioPage;

impl ListFilters for PortfolioPage {
    const LIMIT: (u16, u16) = (100, 100);

    fn read(_fields: &mut Fields) -> Option<PortfolioPage> {
        Some(PortfolioPage)
    }
}

pub(crate) async fn read(
    State(studio): State<Studio>,
    Path(member): Path<MemberId>,
    accept: Accept,
    Paged { page, .. }: Paged<PortfolioPage>,
) -> Result<JsonOrCsv<PortfolioView<'static>>, Problem> {
    let form = table::wanted_form(&accept)?;
    let cursor = page.resume(&store::List::<Credit>::owned_by(member))?;
    let now = studio.now();
    let person = studio.store.person(member, now).await?;
    let profile = person.profile.as_ref().ok_or_else(Problem::not_found)?;
    let credits = load_public_credits(&studio.workflow(), member).await?;
    if form == Form::Csv {
        let credits = credits.into_iter();
        let credits = credits.map(|credit| CreditView::public(credit, now));
        return table::csv_file(credits).map(JsonOrCsv::Csv);
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
    let view = PortfolioView {
        id: member,
        profile: ProfileView::new(&profile.item),
        level: shown.level.then_some(standing.level),
        counts: shown.counts.then_some(counts),
        taste_alignment_bp: mean(StandingPart::TasteAlignment).filter(|_| shown.taste_alignment),
        usefulness_bp: mean(StandingPart::Usefulness).filter(|_| shown.usefulness),
        is_coproducer: person.coproducer.as_ref().is_some_and(|stored| stored.item.may_review()),
        items: credits.into_iter().map(|one| CreditView::public(one, now)).collect(),
        next: page.next(next),
    };
    answer::found(&view).map(JsonOrCsv::Json)
}

/// The page of them that begins after `cursor`, and where the next one begins.
fn page_of(
    member: MemberId,
    mut credits: Vec<(Credit, CreditState)>,
    page: &PageRequest,
    cursor: Option<&Cursor>,
) -> (Vec<(Credit, CreditState)>, Option<Cursor>) {
    let list = store::List::<Credit>::owned_by(member);
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
