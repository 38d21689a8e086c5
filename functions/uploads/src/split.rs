//! `GET …/tracks/{track}/split`: who has which part of what the track earns, for its writers from the
//! award on.

use axum::extract::State;
use axum::response::Response;
use domain::id::{BriefId, TrackId};
use domain::money::{Account, SplitVersion, YearMonth};
use domain::role::Role;
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
    fn new(track: TrackId, split: &SplitVersion, waits: impl Fn(&Account) -> bool) -> SplitView {
        let row = |row: &domain::money::SplitRow| RowView {
            account: row.account.clone(),
            share_ppm: row.share_ppm.ppm(),
            waits_for_consent: waits(&row.account),
        };
        let rows = split.rows.rows().iter().map(row).collect();
        SplitView { track, number: split.number, since: split.month, rows }
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
    let waits = |account: &Account| {
        let waiting = track.writers.iter().filter(|writer| writer.consented_at.is_none());
        waiting.map(|writer| Account::of_member(writer.member)).any(|one| one == *account)
    };
    respond::ok(&SplitView::new(track.id, &split, waits))
}
