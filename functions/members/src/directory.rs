//! `GET /members?genre=`: the directory of members who want to be found, the latest first.

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::text::Tag;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, RawQuery, respond};
use store::ShownPage;
use workflow::member::ListedMember;

use crate::Studio;
use crate::view::DirectoryView;

/// The index lags: who has asked not to be found since is left out, and leaves no gap. Three calls a
/// page that is read: the level is the public one, as on the member's own page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    _caller: Caller,
    seal: CursorSeal,
    query: RawQuery,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let page = PageRequest::from_fields(&mut fields, seal);
    let genre = fields.optional("genre", Field::parse::<Tag>);
    let (page, genre) = fields.finish(|| Some((page?, genre?)))?;
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
    respond::ok(&ListPage::new(&page, named.collect(), next))
}
