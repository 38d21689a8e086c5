//! `GET /members?genre=`: the directory of members who want to be found, the latest first.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use domain::id::MemberId;
use domain::member::Member;
use domain::status::StatusLevel;
use domain::text::Tag;
use edge::{Caller, CursorSeal, Field, ListPage, PageRequest, Problem, Query, respond};

use crate::Studio;
use crate::view::DirectoryView;

/// The index lags: who has asked not to be found since is left out, so a page may be short. Three
/// calls, and one for each member of the page who shows their level: it is the public one, as on
/// their own page, and follows from their points.
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
    let profiles = profiles.into_iter().flatten().map(|stored| stored.item);
    let named: Vec<Member> = profiles.filter(|profile| profile.in_directory).collect();
    let open: Vec<MemberId> =
        named.iter().filter(|one| one.public_page.level).map(|one| one.id).collect();
    let levels = studio.store.public_levels(&open, studio.now()).await?;
    let levels: BTreeMap<MemberId, StatusLevel> = open.into_iter().zip(levels).collect();
    let named = named.iter().map(|profile| DirectoryView {
        id: profile.id,
        display_name: profile.display_name.as_ref(),
        genre_tags: &profile.genre_tags,
        links: &profile.links,
        level: levels.get(&profile.id).copied(),
    });
    respond::ok(&ListPage::new(&page, named.collect(), next))
}
