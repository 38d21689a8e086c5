//! `GET …/tracks/{track}/split`: who has which part of what the track earns, for its writers from the
//! award on.

use axum::extract::State;
use domain::id::{BriefId, TrackId};
use domain::money::{Account, SplitRow, SplitVersion, YearMonth};
use domain::role::Role;
use domain::track::Track;
use edge::{Caller, Found, Path, Problem, Routes, Tag, answer};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use workflow::{Workflow, submission};

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes.under(Tag::AwardAndMaster).get("/briefs/{brief}/tracks/{track}/split", read, |it| {
        it.summary("Read who has which part of what a track earns")
            .text("From the award on.")
            .who("the writers of the track, operators")
    })
}

/// The split that applies now.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SplitView {
    track: TrackId,
    /// From 1; a refusal or a voided review makes the next one.
    #[schemars(range(min = 1))]
    number: u32,
    /// The first month that it applies to.
    since: YearMonth,
    rows: Vec<SplitRowView>,
}

/// The part of one account in what a track earns.
#[derive(Debug, Serialize, JsonSchema)]
struct SplitRowView {
    account: Account,
    #[schemars(range(max = 1_000_000))]
    share_ppm: u32,
    /// Whether the money waits, since its writer has not agreed yet.
    waits_for_consent: bool,
}

impl SplitView {
    fn new(track: &Track, split: &SplitVersion) -> SplitView {
        let waits = |member| track.waits_for_consent(member);
        let row = |row: &SplitRow| SplitRowView {
            account: row.account.clone(),
            share_ppm: row.share_ppm.ppm(),
            waits_for_consent: row.account.member().is_some_and(waits),
        };
        let rows = split.rows.rows().iter().map(row).collect();
        SplitView { track: track.id, number: split.number, since: split.month, rows }
    }
}

/// Two round trips.
pub(crate) async fn read(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Found<SplitView>, Problem> {
    let work = Workflow::of(&runtime);
    let is_operator = caller.is(Role::Operator);
    let (track, split) =
        submission::load_split(&work, caller.member, is_operator, brief, track).await?;
    answer::found(&SplitView::new(&track, &split))
}
