//! `PATCH /briefs/{brief}`: the owner changes what they asked for, as they last read it. While the
//! brief is open everybody concerned is told, and reviews keep to the version that they were given.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState, BriefTerms};
use domain::change::Change;
use domain::id::BriefId;
use domain::notice::{Announcement, NoticeKind};
use edge::{Caller, ETag, IfMatch, JsonBody, Path, Problem};
use jiff::Timestamp;
use store::brief_aggregate::BriefAggregate;

use crate::lifecycle::{answer, moved, prize_booking, written};
use crate::{Studio, access, notices, terms};

/// Two round trips. Whoever lost a race has not seen what is there now: 412, not another try.
pub(crate) async fn amend(
    State(studio): State<Studio>,
    caller: Caller,
    Path(id): Path<BriefId>,
    if_match: IfMatch,
    body: JsonBody,
) -> Result<Response, Problem> {
    let aggregate = access::load_aggregate_of_owner(&studio, id, &caller).await?;
    if_match.require(ETag(aggregate.brief.revision))?;
    let before = &aggregate.brief.item.brief;
    let mut fields = body.fields()?;
    let terms = terms::read_amended(&mut fields, &before.terms);
    let terms = fields.finish(|| terms)?;
    let Change::Applied(amended) = before.amend(terms)? else {
        return answer(&aggregate.brief);
    };
    let now = studio.now();
    let stored = moved(&aggregate.brief, amended);
    let written_now = match stored.item.state {
        BriefState::Open => {
            let news = news(&aggregate, before, &stored.item.brief, now)?;
            studio.store.amend_brief(&stored, now, &[news]).await
        }
        BriefState::Draft
        | BriefState::Judging
        | BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => {
            // Another prize is another deposit: what was received for the old one goes back.
            let returned = prize_booking(&studio, &aggregate.brief, &stored, &caller, now).await?;
            let moved = studio.store.move_brief_and_book(&stored, returned.as_ref()).await;
            moved.map(|()| Vec::new())
        }
    };
    let left = written_now.map_err(|error| {
        if error.is_conflict() {
            return Problem::stale("it has changed in this moment: read it again");
        }
        error.into()
    })?;
    workflow::follow_up::finish_new(&studio.workflow(), left).await;
    answer(&written(stored))
}

/// To everybody who entered, was invited or co-produces: which fields are others now.
fn news(
    aggregate: &BriefAggregate,
    before: &Brief,
    after: &Brief,
    now: Timestamp,
) -> Result<Announcement, Problem> {
    let (title, version) = (&after.terms.title, after.version);
    let changed = changed(&before.terms, &after.terms).join(", ");
    let text = format!("The brief \"{title}\" has changed (version {version}): {changed}.");
    let (kind, part) = (NoticeKind::BriefAmended, version.to_string());
    notices::news(after, aggregate.concerned(), kind, &part, &text, now)
}

/// The names of the terms that differ, in words.
fn changed(before: &BriefTerms, after: &BriefTerms) -> Vec<&'static str> {
    let pairs = [
        ("title", before.title != after.title),
        ("text", before.text != after.text),
        ("mood words", before.mood_words != after.mood_words),
        ("references", before.references_like != after.references_like),
        ("references not to follow", before.references_not_like != after.references_not_like),
        ("length", before.length != after.length),
        ("delivery", before.delivery != after.delivery),
        ("delivery spec", before.delivery_spec != after.delivery_spec),
        ("genres", before.genre_tags != after.genre_tags),
        ("deadline", before.deadline != after.deadline),
        ("embargo", before.embargo_until != after.embargo_until),
    ];
    pairs.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
