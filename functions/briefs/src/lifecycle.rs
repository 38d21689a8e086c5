//! The owner opens, closes, cancels a brief or receives its music; an operator confirms that the
//! prize has arrived.

use axum::extract::State;
use domain::id::BriefId;
use domain::money::Money;
use domain::rules::Rule;
use domain::text::Text;
use edge::{
    Body, Caller, ETag, Field, Fields, Operator, Path, Problem, ReadFields, Routes, Tag, Tagged,
    answer,
};
use store::Stored;
use store::brief::BriefItem;
use workflow::brief::{lifecycle, prize};

use crate::Studio;
use crate::view::BriefView;

const BY_STATE: &str = "it is a move that the state of the brief allows or does not; the same \
                        again changes nothing";

pub(crate) fn routes<R: Routes<Studio>>(routes: R) -> R {
    let routes = begin_and_end(routes.under(Tag::Briefs));
    routes
        .post("/briefs/{brief}/last-versions", call_last_versions, |it| {
            it.summary("Call for the last versions")
                .text(
                    "While the brief is judged: further versions are announced for 48 hours more, \
                     and everybody who entered is told. The first call counts.",
                )
                .who("the client of the brief")
                .refuses(&[Rule::Forbidden, Rule::State])
                .without_if_match(BY_STATE)
        })
        .post("/briefs/{brief}/deliver", deliver, |it| {
            it.summary("Confirm that the master of an awarded brief was received")
                .text("Nothing happens to the brief after it.")
                .who("the client of the brief")
                .refuses(&[Rule::Forbidden, Rule::State])
                .without_if_match(BY_STATE)
        })
        .under(Tag::OperatorsPayments)
        .post("/briefs/{brief}/prize-funding", fund_prize, |it| {
            it.summary("Confirm that the prize of a brief was received")
                .text(
                    "Before the brief opens. It is booked in the oldest open month in the same \
                     moment.",
                )
                .who("operators, but not the one who posted the brief")
                .refuses(&[Rule::OwnMatter, Rule::NoPrize, Rule::State, Rule::Stale])
                .without_if_match("`prize` in the body is what was seen: 412 where it is another")
        })
}

fn begin_and_end<R: Routes<Studio>>(routes: R) -> R {
    routes
        .post("/briefs/{brief}/open", open, |it| {
            it.summary("Open a brief for entries")
                .text(
                    "Where its client has appointed no co-producer, the studio appoints some, and \
                     it invites composers whose genres match. A prize has to be received before.",
                )
                .who("the client of the brief")
                .refuses(&[
                    Rule::Forbidden,
                    Rule::State,
                    Rule::PrizeNotFunded,
                    Rule::DeadlinePassed,
                ])
                .without_if_match(BY_STATE)
        })
        .post("/briefs/{brief}/close", close, |it| {
            it.summary("End the entries of a brief before its deadline")
                .text("It is judged from then on, and everybody concerned is told.")
                .who("the client of the brief")
                .refuses(&[Rule::Forbidden, Rule::State])
                .without_if_match(BY_STATE)
        })
        .post("/briefs/{brief}/cancel", cancel, |it| {
            it.summary("Cancel a brief")
                .text(
                    "Everybody concerned is told why, reviews that are not over are released, and \
                     a prize that was received goes back.",
                )
                .who("the client of the brief")
                .refuses(&[Rule::Forbidden, Rule::State])
                .without_if_match(BY_STATE)
        })
}

/// Why a brief is cancelled.
pub(crate) struct Cancellation(Text);

impl ReadFields for Cancellation {
    const NAME: &'static str = "Cancellation";
    const ABOUT: &'static str = "Why a brief is cancelled.";

    fn read(fields: &mut Fields) -> Option<Cancellation> {
        let reason = fields.required("reason", Field::parse);
        fields.note("reason", "For everybody who takes part.");
        reason.map(Cancellation)
    }
}

/// The money that an operator has seen.
pub(crate) struct PrizeFunding(Money);

impl ReadFields for PrizeFunding {
    const NAME: &'static str = "PrizeFunding";
    const ABOUT: &'static str = "The money that an operator has seen.";

    fn read(fields: &mut Fields) -> Option<PrizeFunding> {
        let prize = fields.required("prize", Field::payable);
        fields.note("prize", "As it was seen at the bank; it has to be what the brief promises.");
        prize.map(PrizeFunding)
    }
}

/// `POST /briefs/{brief}/open`: entries begin. Where the owner has appointed no co-producer, the best of the
/// platform are appointed in the same transaction; they may leave. Composers whose genres match are
/// invited.
pub(crate) async fn open(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::open(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/close`: entries end, the client listens.
pub(crate) async fn close(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::close(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/last-versions`: new versions are announced for 48 hours more.
pub(crate) async fn call_last_versions(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::call_last_versions(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/cancel` `{reason}`: everybody concerned is notified why, reviews that are not
/// over are released, and a prize that was received goes back.
pub(crate) async fn cancel(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
    Body(Cancellation(reason)): Body<Cancellation>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::cancel(&work, actor, brief, &reason).await?)
}

/// `POST /briefs/{brief}/deliver`: the owner has received the master.
pub(crate) async fn deliver(
    State(studio): State<Studio>,
    caller: Caller,
    Path(brief): Path<BriefId>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&lifecycle::deliver(&work, actor, brief).await?)
}

/// `POST /briefs/{brief}/prize-funding` `{prize: {currency, amount}}`: an operator has seen this money.
/// The client may ask for another prize until the moment of the confirmation, so it says which.
pub(crate) async fn fund_prize(
    State(studio): State<Studio>,
    Operator(caller): Operator,
    Path(brief): Path<BriefId>,
    Body(PrizeFunding(seen)): Body<PrizeFunding>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    let (work, actor) = (studio.workflow(), caller.actor());
    respond_with_brief(&prize::fund(&work, actor, brief, seen).await?)
}

/// The brief as it is now, with its tag.
pub(crate) fn respond_with_brief(
    stored: &Stored<BriefItem>,
) -> Result<Tagged<BriefView<'static>>, Problem> {
    answer::tagged(ETag(stored.item.edition), &BriefView::new(&stored.item.brief))
}
