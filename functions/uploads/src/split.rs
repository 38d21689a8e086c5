//! `GET …/tracks/{track}/split`: who has which part of what the track earns, for its writers from the
//! award on.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::money::{Account, SplitRow, SplitVersion, YearMonth};
use domain::role::Role;
use domain::track::Track;
use edge::{Caller, Path, Problem, respond};
use runtime::Runtime;
use serde::Serialize;
use workflow::{Workflow, submission};

/// The split that applies now.
#[derive(Debug, Serialize)]
struct SplitView {
    track: TrackId,
    /// From 1; a refusal or a voided review makes the next one.
    number: u32,
    /// The first month that it applies to.
    since: YearMonth,
    rows: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    account: Account,
    share_ppm: u32,
    /// Whether the money waits, since its writer has not agreed yet.
    waits_for_consent: bool,
}

impl SplitView {
    fn new(track: &Track, split: &SplitVersion) -> SplitView {
        let waits = |member| track.waits_for_consent(member);
        let row = |row: &SplitRow| RowView {
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
) -> Result<Response, Problem> {
    let work = Workflow::of(&runtime);
    let is_operator = caller.is(Role::Operator);
    let (track, split) =
        submission::load_split(&work, caller.member, is_operator, brief, track).await?;
    respond::ok(&SplitView::new(&track, &split))
}
