//! What operators decide about a co-producer who let others down, and the member's one objection.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::coproducer::{Coproducer, CoproducerEvent, Said};
use domain::id::{BriefId, MemberId};
use domain::notice::Notice;
use domain::policy::Policy;
use domain::text::Text;
use edge::{Caller, Field, JsonBody, Operator, Path, Problem, respond};
use jiff::Timestamp;
use store::follow_up::{FollowUpItem, Task};
use store::{Stored, retry_on_conflict};

use crate::Studio;
use crate::view::CoproducerView;

/// `POST /members/{member}/suspend` `{reason}`.
pub(crate) async fn suspend(
    State(studio): State<Studio>,
    operator: Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    end(&studio, &operator, member, body, CoproducerEvent::Suspend).await
}

/// `POST /members/{member}/revoke` `{reason}`.
pub(crate) async fn revoke(
    State(studio): State<Studio>,
    operator: Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    end(&studio, &operator, member, body, CoproducerEvent::Revoke).await
}

async fn end(
    studio: &Studio,
    Operator(caller): &Operator,
    member: MemberId,
    body: JsonBody,
    event: CoproducerEvent,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reason = fields.required("reason", Field::parse::<Text>);
    let reason = fields.finish(|| reason)?;
    let coproducer = retry_on_conflict(async || {
        let said = Said { by: caller.member, words: reason.clone(), at: studio.now() };
        end_once(studio, member, event, said).await
    });
    respond::ok(&CoproducerView::new(&coproducer.await?, None))
}

/// Their open reviews go to others; what they delivered stands.
async fn end_once(
    studio: &Studio,
    member: MemberId,
    event: CoproducerEvent,
    said: Said,
) -> Result<Coproducer, Problem> {
    let stored = known(studio, member).await?;
    let at = said.at;
    let Change::Applied(ended) = stored.item.decided(event, said)? else {
        release(studio, member, at).await?;
        return Ok(stored.item);
    };
    let notice = Notice::coproducer_stopped(&ended);
    let ended = Stored { item: ended, revision: stored.revision };
    let releases = releases(studio, member, "release", at).await?;
    studio.store.change_coproducer(&ended, &notice, &releases).await?;
    workflow::follow_up::finish_new(&studio.workflow(), releases).await;
    release(studio, member, at).await?;
    Ok(ended.item)
}

/// Releases what was given to a reviewer between the reading and the writing of their record: from
/// then on they are given nothing. Saying it again makes up for a release that was cut short.
async fn release(studio: &Studio, member: MemberId, at: Timestamp) -> Result<(), Problem> {
    for item in releases(studio, member, "late_release", at).await? {
        workflow::follow_up::start(&studio.workflow(), item).await?;
    }
    Ok(())
}

/// One for each brief in which a reviewer has something that is not over.
async fn releases(
    studio: &Studio,
    member: MemberId,
    name: &str,
    at: Timestamp,
) -> Result<Vec<FollowUpItem>, Problem> {
    let open = studio.store.open_reviews(member).await?;
    let briefs: BTreeSet<BriefId> = open.into_iter().map(|review| review.brief).collect();
    let release = |brief: BriefId| {
        let name = format!("{name}#{member}#{at}");
        FollowUpItem::new(brief, name, Task::Release(Some(member)), at)
    };
    Ok(briefs.into_iter().map(release).collect())
}

/// `POST /members/{member}/appeal` `{words}`, by the member alone.
pub(crate) async fn appeal(
    State(studio): State<Studio>,
    caller: Caller,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    if caller.member != member {
        return Err(Problem::not_found());
    }
    let mut fields = body.fields()?;
    let words = fields.required("words", Field::parse::<Text>);
    let words = fields.finish(|| words)?;
    let coproducer = retry_on_conflict(async || {
        let stored = known(&studio, member).await?;
        let now = studio.now();
        let change = stored.item.appeal(words.clone(), now)?;
        let notice = Notice::coproducer_appealed(&stored.item, now);
        write(&studio, stored, change, &notice).await
    });
    respond::ok(&CoproducerView::new(&coproducer.await?, None))
}

/// `POST /members/{member}/appeal/decision` `{reinstate, words}`.
pub(crate) async fn decide_appeal(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(member): Path<MemberId>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let reinstate = fields.required("reinstate", Field::boolean);
    let words = fields.required("words", Field::parse::<Text>);
    let (reinstate, words) = fields.finish(|| Some((reinstate?, words?)))?;
    let coproducer = retry_on_conflict(async || {
        let stored = known(&studio, member).await?;
        let now = studio.now();
        let said = Said { by: caller.member, words: words.clone(), at: now };
        let change = stored.item.decide_appeal(reinstate, said, &Policy::CURRENT);
        let notice = Notice::appeal_answered(&stored.item, reinstate, now);
        write(&studio, stored, change?, &notice).await
    });
    respond::ok(&CoproducerView::new(&coproducer.await?, None))
}

async fn known(studio: &Studio, member: MemberId) -> Result<Stored<Coproducer>, Problem> {
    studio.store.coproducer(member).await?.ok_or_else(Problem::not_found)
}

async fn write(
    studio: &Studio,
    stored: Stored<Coproducer>,
    change: Change<Coproducer>,
    notice: &Notice,
) -> Result<Coproducer, Problem> {
    let Change::Applied(changed) = change else { return Ok(stored.item) };
    let changed = Stored { item: changed, revision: stored.revision };
    studio.store.change_coproducer(&changed, notice, &[]).await?;
    Ok(changed.item)
}
