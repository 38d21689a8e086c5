//! What the books know of an awarded track beside its splits: its recording code, and whether its
//! award stands.

use axum::extract::State;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::input::AwardStanding;
use domain::money::{Isrc, TrackKey, YearMonth};
use domain::operator_word::OperatorWord;
use domain::rules::Rule;
use edge::{
    Body, Caller, Field, Fields, Now, Operator, Path, Problem, ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use ledger::WordAnswer;
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::award_standing::AwardStandingItem;
use store::isrc::TrackIsrc;

use crate::ledger;
use crate::problems::OrProblem;
use crate::reason::OperatorReason;
use crate::view::FirstWordView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPayments)
        .put("/briefs/{brief}/tracks/{track}/isrc", set_isrc, |it| {
            it.summary("Set the recording code of an awarded track")
                .text(
                    "The code that it had is free again. Who names that one in `instead_of` \
                     overwrites no other.",
                )
                .who("operators; nobody who is paid by the track, unless every operator is")
                .refuses(&[Rule::IsrcTaken, Rule::NotAwarded, Rule::OwnMatter, Rule::Stale])
                .without_if_match("`instead_of` in the body, where it is sent, is what was read")
        })
        .post("/briefs/{brief}/void-award", void, |it| {
            it.summary("Void an award")
                .text(
                    "Rights of a third party were broken: what the track earns from the oldest \
                     open month on waits, its points are undone and the credits are withdrawn.",
                )
                .who("operators; nobody who is paid by the award, unless every operator is")
                .refuses(&[Rule::NotAwarded, Rule::OwnMatter])
                .without_if_match("voided twice, an award is voided once")
        })
        .post("/briefs/{brief}/restore-award", restore, |it| {
            it.summary("Let a voided award stand again")
                .text("What waited goes out by the split.")
                .who("operators; nobody who is paid by the award, unless every operator is")
                .refuses(&[Rule::AwardNotVoid, Rule::NotAwarded, Rule::OwnMatter])
                .without_if_match("only a voided award is restored")
        })
}

/// The recording code of a track.
#[derive(Debug)]
pub(crate) struct NewIsrc {
    isrc: Isrc,
    instead_of: Option<Isrc>,
}

impl ReadFields for NewIsrc {
    const NAME: &'static str = "NewIsrc";
    const ABOUT: &'static str = "The recording code of a track.";

    fn read(fields: &mut Fields) -> Option<NewIsrc> {
        let isrc = fields.required("isrc", Field::parse::<Isrc>);
        let instead_of = fields.optional("instead_of", Field::parse::<Isrc>);
        fields.note("instead_of", "The code that was read; refused where another one stands.");
        Some(NewIsrc { isrc: isrc?, instead_of: instead_of? })
    }
}

/// The recording code of a track.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct IsrcView {
    track: TrackId,
    isrc: Isrc,
    /// The first month that it counts for.
    month: YearMonth,
    set_by: MemberId,
    set_at: Timestamp,
    /// What other operators had said, where every one was a party.
    first_words: Vec<OperatorWord>,
}

/// Whether the award of a track counts for the shares.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct AwardStandingView {
    brief: BriefId,
    track: TrackKey,
    void: bool,
    /// Why it is void, or stands again, in the operator's words.
    reason: String,
    /// The first month that it counts for.
    month: YearMonth,
    decided_by: MemberId,
    decided_at: Timestamp,
    /// What other operators had said, where every one was a party.
    first_words: Vec<OperatorWord>,
}

/// `PUT /briefs/{brief}/tracks/{track}/isrc` `{isrc, instead_of?}`, of an awarded track; the code it had is free
/// again. Five round trips, three more for a party. 202 for the first word where every operator is a
/// party.
pub(crate) async fn set_isrc(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    Body(NewIsrc { isrc, instead_of }): Body<NewIsrc>,
) -> Result<Now<IsrcView, FirstWordView>, Problem> {
    let set = ledger(&runtime)?.set_isrc((brief, track), (isrc, instead_of), caller.member).await;
    match set.or_problem()?.ok_or_else(Problem::not_found)? {
        WordAnswer::Waits(words) => waits(&caller, words),
        WordAnswer::Stands(TrackIsrc { isrc, month, set_by, set_at, first_words }) => {
            let isrc = isrc.isrc;
            let view = IsrcView { track, isrc, month, set_by, set_at, first_words };
            answer::found(&view).map(Now::Done)
        }
    }
}

/// `POST /briefs/{brief}/void-award` `{reason}`: rights of a third party were broken; what the track earns
/// from the oldest Open month on waits, its points are undone and the credits are withdrawn. Six
/// round trips.
pub(crate) async fn void(
    State(runtime): State<Runtime>,
    operator: Operator,
    Path(brief): Path<BriefId>,
    Body(OperatorReason(reason)): Body<OperatorReason>,
) -> Result<Now<AwardStandingView, FirstWordView>, Problem> {
    decide(&runtime, &operator, brief, reason, true).await
}

/// `POST /briefs/{brief}/restore-award` `{reason}`: the award stands again, and what waited goes out
/// by the split. Six round trips.
pub(crate) async fn restore(
    State(runtime): State<Runtime>,
    operator: Operator,
    Path(brief): Path<BriefId>,
    Body(OperatorReason(reason)): Body<OperatorReason>,
) -> Result<Now<AwardStandingView, FirstWordView>, Problem> {
    decide(&runtime, &operator, brief, reason, false).await
}

async fn decide(
    runtime: &Runtime,
    Operator(caller): &Operator,
    brief: BriefId,
    reason: String,
    void: bool,
) -> Result<Now<AwardStandingView, FirstWordView>, Problem> {
    let decided = ledger(runtime)?.decide_award(brief, void, reason, caller.member).await;
    match decided.or_problem()?.ok_or_else(Problem::not_found)? {
        WordAnswer::Waits(words) => waits(caller, words),
        WordAnswer::Stands(item) => answer::found(&AwardStandingView::from(item)).map(Now::Done),
    }
}

/// 202: another operator has to say the same.
fn waits<T>(caller: &Caller, words: Vec<OperatorWord>) -> Result<Now<T, FirstWordView>, Problem> {
    answer::accepted("/operator-words", &FirstWordView::new(caller, words)).map(Now::Waits)
}

impl From<AwardStandingItem> for AwardStandingView {
    fn from(item: AwardStandingItem) -> AwardStandingView {
        let AwardStandingItem { standing, brief, month, decided_by, decided_at, first_words } =
            item;
        let AwardStanding { track, void, reason, .. } = standing;
        AwardStandingView { brief, track, void, reason, month, decided_by, decided_at, first_words }
    }
}
