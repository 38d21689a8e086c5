//! The owner opens, closes or cancels a brief; an operator confirms that the prize has arrived.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::notice::{Notice, NoticeKind};
use edge::{Caller, ETag, Field, Group, JsonBody, Path, Problem, decide_again, respond};
use jiff::Timestamp;
use store::Stored;
use store::brief::BriefItem;
use store::roster::RosterItem;
use store::selection::Desk;

use crate::view::BriefView;
use crate::{Studio, access, notices, refusals, roster};

/// `POST /briefs/{brief}/open`: entries begin. Where the owner has appointed nobody, the best of the
/// platform are appointed in the same transaction; they may decline.
pub(crate) async fn open(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    decide_again(|| open_once(&studio, &caller, brief)).await
}

async fn open_once(studio: &Studio, caller: &Caller, id: BriefId) -> Result<Response, Problem> {
    let desk = access::load_desk_of_owner(studio, id, caller).await?;
    let now = studio.now();
    let Change::Applied(opened) = desk.brief.item.open(now).map_err(refusals::problem)? else {
        return answer(&desk.brief);
    };
    let chosen = if desk.coproducers().next().is_some() {
        Vec::new()
    } else {
        roster::choose(studio, &desk).await?
    };
    let appointment = |member: &MemberId| RosterItem::new(id, *member, None, now);
    let appointments: Vec<RosterItem> = chosen.iter().map(appointment).collect();
    let told: Result<Vec<Notice>, Problem> =
        chosen.iter().map(|member| roster::appointment_notice(&opened, *member, now)).collect();
    let stored = moved(&desk.brief, opened);
    studio.store.open_brief(&stored, &appointments, &told?).await?;
    answer(&written(stored))
}

/// `POST /briefs/{brief}/close`: entries end, the client listens.
pub(crate) async fn close(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    decide_again(|| close_once(&studio, &caller, brief)).await
}

async fn close_once(studio: &Studio, caller: &Caller, id: BriefId) -> Result<Response, Problem> {
    let found = access::load(studio, id, caller).await?;
    access::require_owner(&found.brief.item, caller)?;
    let change = found.brief.item.close(studio.now()).map_err(refusals::problem)?;
    let Change::Applied(closed) = change else { return answer(&found.brief) };
    let stored = moved(&found.brief, closed);
    studio.store.move_brief(&stored, &[]).await?;
    answer(&written(stored))
}

/// `POST /briefs/{brief}/cancel` `{reason}`: every entrant is told why.
pub(crate) async fn cancel(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse);
    let reason: domain::text::Words = fields.finish(|| reason)?;
    decide_again(|| async {
        let desk = access::load_desk_of_owner(&studio, brief, &caller).await?;
        let change = desk.brief.item.cancel(reason.clone()).map_err(refusals::problem)?;
        let Change::Applied(cancelled) = change else { return answer(&desk.brief) };
        let told = cancellation_notices(&desk, &cancelled, reason.as_str(), studio.now())?;
        let stored = moved(&desk.brief, cancelled);
        studio.store.move_brief(&stored, &told).await?;
        answer(&written(stored))
    })
    .await
}

/// To everybody who entered a track or is on the roster, as many as fit into the transaction.
fn cancellation_notices(
    desk: &Desk,
    brief: &Brief,
    reason: &str,
    now: Timestamp,
) -> Result<Vec<Notice>, Problem> {
    let concerned: BTreeSet<MemberId> =
        desk.composers().into_iter().chain(desk.coproducers()).collect();
    let text: String = format!("The brief \"{}\" was called off: {reason}", brief.terms.title)
        .chars()
        .take(domain::text::Words::MOST)
        .collect();
    let room = store::TRANSACTION_LIMIT.saturating_sub(1);
    let tell = |member| notices::about(brief, member, NoticeKind::BriefCancelled, "", &text, now);
    concerned.into_iter().take(room).map(tell).collect()
}

/// `POST /briefs/{brief}/prize-funding`: an operator has seen the money.
pub(crate) async fn fund_prize(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    decide_again(|| fund_once(&studio, &caller, brief)).await
}

async fn fund_once(studio: &Studio, caller: &Caller, id: BriefId) -> Result<Response, Problem> {
    let found = access::load(studio, id, caller).await?;
    let brief = &found.brief.item.brief;
    if brief.prize_funded {
        return answer(&found.brief);
    }
    if brief.terms.prize.is_none() {
        return Err(Problem::conflict("no_prize", "the brief has no prize"));
    }
    if brief.state != BriefState::Draft {
        let detail = "a prize is confirmed before the brief opens";
        return Err(Problem::conflict("state", detail));
    }
    let stored = moved(&found.brief, Brief { prize_funded: true, ..brief.clone() });
    studio.store.move_brief(&stored, &[]).await?;
    answer(&written(stored))
}

/// The stored brief with another content, ready to replace what was read.
pub(crate) fn moved(before: &Stored<BriefItem>, brief: Brief) -> Stored<BriefItem> {
    Stored { item: before.item.with(brief), revision: before.revision }
}

/// What stands in the table once the replacement is written.
pub(crate) fn written(stored: Stored<BriefItem>) -> Stored<BriefItem> {
    Stored { revision: stored.revision.saturating_add(1), ..stored }
}

/// The brief as it is now, with its tag.
pub(crate) fn answer(stored: &Stored<BriefItem>) -> Result<Response, Problem> {
    respond::ok_tagged(ETag(stored.revision), &BriefView::new(&stored.item.brief))
}
