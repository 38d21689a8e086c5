//! The owner opens, closes, cancels a brief or receives its music; an operator confirms that the prize
//! has arrived.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::invitation::Invitation;
use domain::money::input::MonthInput;
use domain::money::{Money, YearMonth};
use domain::notice::{Notice, NoticeKind};
use domain::policy::Policy;
use domain::text::Text;
use edge::{Caller, ETag, Field, Group, JsonBody, Path, Problem, respond};
use jiff::Timestamp;
use store::brief::{BriefItem, Ending, Opening};
use store::roster::RosterItem;
use store::{Stored, retry_on_conflict};

use crate::view::BriefView;
use crate::{Studio, access, automatic, notices, roster};

/// `POST /briefs/{brief}/open`: entries begin. Where the owner has appointed nobody, the best of the
/// platform are appointed in the same transaction; they may leave. Composers whose genres match are
/// invited.
pub(crate) async fn open(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    retry_on_conflict(|| open_once(&studio, &caller, brief)).await
}

async fn open_once(studio: &Studio, caller: &Caller, id: BriefId) -> Result<Response, Problem> {
    let aggregate = access::load_aggregate_of_owner(studio, id, caller).await?;
    let now = studio.now();
    let Change::Applied(opened) = aggregate.brief.item.open(now)? else {
        return answer(&aggregate.brief);
    };
    let chosen = if aggregate.coproducers().next().is_some() {
        Vec::new()
    } else {
        workflow::roster::choose_coproducers(&studio.workflow(), &aggregate).await?
    };
    let found = automatic::find(studio, &aggregate, &chosen, now).await?;
    let appointment = |member: &MemberId| RosterItem::new(id, *member, None, now);
    let appointments: Vec<RosterItem> = chosen.iter().map(appointment).collect();
    let invitation = |member: &MemberId| Invitation::found(id, *member, opened.owner, now);
    let invitations: Vec<Invitation> = found.iter().map(invitation).collect();
    let told = chosen.iter().map(|member| roster::appointment_notice(&opened, *member, now));
    let told = told.chain(found.iter().map(|member| automatic::notice(&opened, *member, now)));
    let notices = told.collect::<Result<Vec<Notice>, Problem>>()?;
    let brief = moved(&aggregate.brief, opened);
    let (appointments, invitations) = (&appointments, &invitations);
    let opening = Opening { brief: &brief, appointments, invitations, notices: &notices, at: now };
    studio.store.open_brief(opening).await?;
    answer(&written(brief))
}

/// `POST /briefs/{brief}/close`: entries end, the client listens.
pub(crate) async fn close(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    retry_on_conflict(|| close_once(&studio, &caller, brief)).await
}

async fn close_once(studio: &Studio, caller: &Caller, id: BriefId) -> Result<Response, Problem> {
    let aggregate = access::load_aggregate_of_owner(studio, id, caller).await?;
    let now = studio.now();
    let change = aggregate.brief.item.close(now)?;
    let Change::Applied(closed) = change else { return answer(&aggregate.brief) };
    let text = format!("Entries to the brief \"{}\" have ended.", closed.terms.title);
    let news =
        notices::news(&closed, aggregate.concerned(), NoticeKind::BriefClosed, "", &text, now)?;
    let stored = moved(&aggregate.brief, closed);
    let until = aggregate.awaits_until(now, &Policy::CURRENT);
    let left = studio.store.close_brief(&stored, until, &[news]).await?;
    workflow::follow_up::finish_new(&studio.workflow(), left).await;
    answer(&written(stored))
}

/// `POST /briefs/{brief}/cancel` `{reason}`: everybody concerned is told why, reviews that are not
/// over are released, and a prize that was received goes back.
pub(crate) async fn cancel(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse);
    let reason: Text = fields.finish(|| reason)?;
    retry_on_conflict(|| cancel_once(&studio, &caller, brief, &reason)).await
}

async fn cancel_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    reason: &Text,
) -> Result<Response, Problem> {
    let aggregate = access::load_aggregate_of_owner(studio, id, caller).await?;
    let now = studio.now();
    let change = aggregate.brief.item.cancel(reason.clone(), now)?;
    let Change::Applied(cancelled) = change else { return answer(&aggregate.brief) };
    let text = format!("The brief \"{}\" was called off: {reason}", cancelled.terms.title);
    let (kind, concerned) = (NoticeKind::BriefCancelled, aggregate.concerned());
    let news = [notices::news(&cancelled, concerned, kind, "", &text, now)?];
    let stored = moved(&aggregate.brief, cancelled);
    let returned = prize_booking(studio, &aggregate.brief, &stored, caller, now).await?;
    let returned = returned.as_ref();
    let ending = Ending { brief: &stored, prize: None, returned, news: &news, at: now };
    let left = studio.store.end_brief(ending).await?;
    workflow::follow_up::finish_new(&studio.workflow(), left).await;
    answer(&written(stored))
}

/// `POST /briefs/{brief}/deliver`: the owner has received the master.
pub(crate) async fn deliver(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Response, Problem> {
    retry_on_conflict(|| deliver_once(&studio, &caller, brief)).await
}

async fn deliver_once(studio: &Studio, caller: &Caller, id: BriefId) -> Result<Response, Problem> {
    let aggregate = access::load_aggregate_of_owner(studio, id, caller).await?;
    let now = studio.now();
    let change = aggregate.brief.item.deliver(now)?;
    let Change::Applied(delivered) = change else { return answer(&aggregate.brief) };
    let winner = delivered.selected.and_then(|selected| aggregate.entry(selected.track));
    let writers = winner.map(|entry| entry.track.item.track.authors()).unwrap_or_default();
    let text = format!("The client has received the master for \"{}\".", delivered.terms.title);
    let (kind, stored) = (NoticeKind::BriefDelivered, moved(&aggregate.brief, delivered));
    let news = [notices::news(&stored.item.brief, writers, kind, "", &text, now)?];
    let left = studio.store.move_brief_with_news(&stored, &news).await?;
    workflow::follow_up::finish_new(&studio.workflow(), left).await;
    answer(&written(stored))
}

/// `POST /briefs/{brief}/prize-funding` `{prize: {currency, amount}}`: an operator has seen this money.
/// The client may ask for another prize until the moment of the confirmation, so it says which.
pub(crate) async fn fund_prize(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let mut fields = body.fields()?;
    let prize = fields.required("prize", Field::payable);
    let prize = fields.finish(|| prize)?;
    retry_on_conflict(|| fund_once(&studio, &caller, brief, prize)).await
}

async fn fund_once(
    studio: &Studio,
    caller: &Caller,
    id: BriefId,
    seen: Money,
) -> Result<Response, Problem> {
    let found = access::load(studio, id, caller).await?;
    let brief = &found.brief.item.brief;
    let Some(prize) = brief.terms.prize else {
        return Err(Problem::conflict("no_prize", "the brief has no prize"));
    };
    if prize != seen {
        return Err(Problem::stale(format!("the brief promises {prize}, not {seen}")));
    }
    if brief.prize_funded {
        return answer(&found.brief);
    }
    if brief.state != BriefState::Draft {
        let detail = "a prize is confirmed before the brief opens";
        return Err(Problem::conflict("state", detail));
    }
    let stored = moved(&found.brief, Brief { prize_funded: true, ..brief.clone() });
    let received = prize_booking(studio, &found.brief, &stored, caller, studio.now()).await?;
    studio.store.move_brief_and_book(&stored, received.as_ref()).await?;
    answer(&written(stored))
}

/// What of this change belongs into the books. One round trip where something does.
pub(crate) async fn prize_booking(
    studio: &Studio,
    before: &Stored<BriefItem>,
    after: &Stored<BriefItem>,
    caller: &Caller,
    now: Timestamp,
) -> Result<Option<MonthInput>, Problem> {
    let genesis = studio.genesis_month.parse::<YearMonth>();
    let genesis = genesis.map_err(|error| Problem::internal(&error))?;
    let (after, by) = (&after.item.brief, caller.member);
    Ok(studio.store.prize_booking(genesis, before, after, by, now).await?)
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
