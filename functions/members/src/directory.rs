//! `GET /members?genre=`: the directory of members who want to be found, the latest first.

use axum::extract::State;
use domain::id::MemberId;
use domain::text;
use edge::{
    Caller, Field, Fields, Found, ListFilters, ListPage, Paged, Problem, Routes, Tag, answer,
};
use store::ShownPage;
use workflow::member::ListedMember;

use crate::Studio;
use crate::view::DirectoryView;

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    routes.under(Tag::CreditsAndPortfolio).get("/members", list, |it| {
        it.summary("List the members who want to be found")
            .text("Who has asked not to be found since is left out.")
            .who("every member")
            .ordered("who was listed last first")
    })
}

/// Which members are listed.
#[derive(Debug)]
pub(crate) struct DirectoryFilters {
    genre: Option<text::Tag>,
}

impl ListFilters for DirectoryFilters {
    fn read(fields: &mut Fields) -> Option<DirectoryFilters> {
        let genre = fields.optional("genre", Field::parse);
        Some(DirectoryFilters { genre: genre? })
    }
}

/// The index lags: who has asked not to be found since is left out, and leaves no gap. Three calls a
/// page that is read: the level is the public one, as on the member's own page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    _caller: Caller,
    Paged { filters: DirectoryFilters { genre }, page }: Paged<DirectoryFilters>,
) -> Result<Found<ListPage<DirectoryView<'static>>>, Problem> {
    let directory = store::listing::directory(genre.as_ref());
    let cursor = page.resume(&directory)?;
    let work = studio.workflow();
    let mut filled = ShownPage::filtered(page.limit, cursor);
    while let Some((room, from)) = filled.wanted() {
        let (entries, next) = studio.store.list_page(&directory, room, from).await?;
        let members: Vec<MemberId> = entries.into_iter().map(|one| one.item.member).collect();
        filled.take(workflow::member::list_directory(&work, &members).await?, next);
    }
    let (listed, next) = filled.finish();
    let named = listed.iter().map(|ListedMember { profile, level }| DirectoryView {
        id: profile.id,
        display_name: profile.display_name.as_ref(),
        genre_tags: &profile.genre_tags,
        links: &profile.links,
        level: *level,
    });
    answer::found(&ListPage::new(&page, named.collect(), next))
}
