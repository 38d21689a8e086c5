//! `GET /members?genre=`: the directory of members who want to be found, the latest first.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::text::Tag;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, Query, respond};
use workflow::member::ListedMember;

use crate::Studio;
use crate::view::DirectoryView;

/// The index lags: who has asked not to be found since is left out, so a page may be short. Three
/// calls a page: the level is the public one, as on the member's own page.
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
    let listed = workflow::member::list_directory(&studio.workflow(), &members).await?;
    let named = listed.iter().map(|ListedMember { profile, level }| DirectoryView {
        id: profile.id,
        display_name: profile.display_name.as_ref(),
        genre_tags: &profile.genre_tags,
        links: &profile.links,
        level: *level,
    });
    respond::ok(&ListPage::new(&page, named.collect(), next))
}
