//! `GET /members?genre=`: the directory of members who want to be found, the latest first.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::text::Tag;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, Query, respond};

use crate::Studio;
use crate::view::DirectoryView;

/// The index lags: who has asked not to be found since is left out, so a page may be short. Two
/// calls, and three for each member of the page: the level is the public one, as on their own page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    _caller: Caller,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let page = PageRequest::from_fields(&mut fields, seal);
    let genre = fields.optional("genre", Field::parse::<Tag>);
    let (page, genre) = fields.finish(|| Some((page?, genre?)))?;
    let directory = store::listing::directory(genre.as_ref());
    let cursor = page.resume(&directory)?;
    let (entries, next) = studio.store.list_page(&directory, page.limit, cursor).await?;
    let members: Vec<MemberId> = entries.into_iter().map(|stored| stored.item.member).collect();
    let profiles = studio.store.get_each(members.iter().copied().map(store::member::key)).await?;
    let standings = studio.store.public_standings(&members, studio.now()).await?;
    let found: Vec<_> = profiles.into_iter().zip(standings).collect();
    let named = found.iter().filter_map(|(profile, public)| {
        let profile = profile.as_ref().map(|stored| &stored.item);
        let profile = profile.filter(|profile| profile.in_directory)?;
        Some(DirectoryView {
            id: profile.id,
            display_name: profile.display_name.as_ref(),
            genre_tags: &profile.genre_tags,
            links: &profile.links,
            level: profile.public_page.level.then_some(public.standing.level),
        })
    });
    respond::ok(&ListPage::new(&page, named.collect(), next))
}
