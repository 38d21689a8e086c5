//! Posting: every chunk of the approved plan is booked once, then counted.

use std::collections::BTreeMap;

use domain::change::{Change, StateMachine};
use domain::id::MemberId;
use domain::money::plan::Plan;
use domain::money::{MonthEvent, MonthState, Sha256Hex, YearMonth};
use media::keys;
use store::month::{Month, SealedPlan};
use store::statement::{ChunkPosted, PostedMarker};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::period::transitions::{finish_posting, start_posting};

/// A posting that has begun: the plan stands from here on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingStarted {
    pub plan_sha256: Sha256Hex,
    /// The numbers of the chunks that are not booked yet.
    pub chunks: Vec<u64>,
}

impl Ledger {
    /// Books the approved plan, chunk by chunk, and counts. May be called again at any point: a
    /// chunk whose marker stands is done. The month before must be posted, under the plan that this
    /// one opens with.
    pub async fn post(
        &self,
        month: YearMonth,
        posted_by: Option<MemberId>,
    ) -> Result<Month, LedgerError> {
        let now = self.month(month).await?;
        if now.state.apply(MonthEvent::Post)? == Change::AlreadyApplied {
            return Ok(now);
        }
        let (now, sealed, plan) = self.open_posting(now).await?;
        for chunk in self.unbooked(month, &sealed, &plan).await? {
            self.post_chunk(&marker(&now, &sealed, &plan, chunk, posted_by)?).await?;
        }
        self.finish_posting(month, &sealed, &plan).await
    }

    /// Begins to post this month. The month before must be posted, under the plan that this one
    /// opens with. May be called again: the chunks that are booked are not named any more.
    pub(crate) async fn begin_posting(&self, now: Month) -> Result<PostingStarted, LedgerError> {
        let (now, sealed, plan) = self.open_posting(now).await?;
        let chunks = self.unbooked(now.month, &sealed, &plan).await?;
        Ok(PostingStarted { plan_sha256: sealed.sha256, chunks })
    }

    /// Books these chunks of a posting that has begun, those of them that are not booked already.
    pub async fn post_chunks(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
        chunks: &[u64],
    ) -> Result<(), LedgerError> {
        let (now, sealed) = self.posting(month, plan_sha256).await?;
        let plan = self.plan_head(month, plan_sha256).await?;
        for chunk in chunks {
            self.post_chunk(&marker(&now, &sealed, &plan, *chunk, None)?).await?;
        }
        Ok(())
    }

    /// Counts the chunks of a posting and, where all are booked, ends it.
    pub async fn count_posted(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
    ) -> Result<Month, LedgerError> {
        let (_, sealed) = self.posting(month, plan_sha256).await?;
        let plan = self.plan_head(month, plan_sha256).await?;
        self.finish_posting(month, &sealed, &plan).await
    }

    /// The month, if this plan of it is being posted or has been.
    async fn posting(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
    ) -> Result<(Month, SealedPlan), LedgerError> {
        let now = self.month(month).await?;
        match now.plan.clone() {
            Some(sealed) if sealed.sha256 == *plan_sha256 && now.posting_started_at.is_some() => {
                Ok((now, sealed))
            }
            other => Err(LedgerError::OtherPlan { sealed: other.map(|sealed| sealed.sha256) }),
        }
    }

    /// From here on the plan stands: no chunk is booked before this is written.
    async fn open_posting(&self, now: Month) -> Result<(Month, SealedPlan, Plan), LedgerError> {
        let month = now.month;
        let sealed = now.plan.ok_or(LedgerError::OtherPlan { sealed: None })?;
        if let Some(before) = self.month_before(month)? {
            self.check_opening(before, &sealed).await?;
        }
        let at = self.now();
        let now = self.change(month, |month| start_posting(month, &sealed.sha256, at)).await?;
        let plan = self.plan_head(month, &sealed.sha256).await?;
        Ok((now, sealed, plan))
    }

    /// The numbers of the chunks that have no marker.
    async fn unbooked(
        &self,
        month: YearMonth,
        sealed: &SealedPlan,
        plan: &Plan,
    ) -> Result<Vec<u64>, LedgerError> {
        let markers = self.markers(month, &sealed.sha256).await?;
        let numbers = (0_u64..).zip(&plan.chunks).map(|(number, _)| number);
        Ok(numbers.filter(|number| !markers.contains_key(number)).collect())
    }

    async fn finish_posting(
        &self,
        month: YearMonth,
        sealed: &SealedPlan,
        plan: &Plan,
    ) -> Result<Month, LedgerError> {
        self.count(month, sealed, &plan.chunks).await?;
        let at = self.now();
        self.change(month, |month| finish_posting(month, at)).await
    }

    /// Books one chunk, if it is not booked already.
    async fn post_chunk(&self, marker: &PostedMarker) -> Result<(), LedgerError> {
        let chunk = self.plan_chunk(marker.month, &marker.chunk_sha256).await?;
        if chunk.month != marker.month || chunk.index != marker.chunk {
            let key = keys::plan(marker.month, &marker.chunk_sha256);
            return Err(LedgerError::ObjectChanged { key });
        }
        match self.store.post_chunk(marker, &chunk).await? {
            ChunkPosted::New => Ok(()),
            ChunkPosted::Before(other) => same_plan(&other, &marker.plan_sha256),
        }
    }

    /// The markers that stand, all of this plan.
    async fn markers(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
    ) -> Result<BTreeMap<u64, Sha256Hex>, LedgerError> {
        let mut found = BTreeMap::new();
        for marker in self.store.list_all(&store::statement::posted_in(month)).await? {
            same_plan(&marker, plan_sha256)?;
            found.insert(marker.chunk, marker.chunk_sha256);
        }
        Ok(found)
    }

    /// Exactly the chunks of the plan are booked, no more and no other.
    async fn count(
        &self,
        month: YearMonth,
        sealed: &SealedPlan,
        chunks: &[Sha256Hex],
    ) -> Result<(), LedgerError> {
        let markers = self.markers(month, &sealed.sha256).await?;
        if markers.values().eq(chunks) {
            return Ok(());
        }
        let found = u64::try_from(markers.len()).unwrap_or(u64::MAX);
        Err(LedgerError::Incomplete { month, expected: sealed.chunk_count, found })
    }

    async fn check_opening(
        &self,
        before: YearMonth,
        sealed: &SealedPlan,
    ) -> Result<(), LedgerError> {
        opens_with(sealed, before, self.store.month(before).await?.item)
    }
}

/// The marker of one chunk. Every one carries the moment at which posting began, whoever books the
/// chunk and when; who that was is all in which two markers of one chunk may differ.
fn marker(
    now: &Month,
    sealed: &SealedPlan,
    plan: &Plan,
    chunk: u64,
    posted_by: Option<MemberId>,
) -> Result<PostedMarker, LedgerError> {
    let month = now.month;
    let index = usize::try_from(chunk).ok();
    let chunk_sha256 = index
        .and_then(|index| plan.chunks.get(index))
        .ok_or(LedgerError::NoChunk { month, chunk })?
        .clone();
    let posted_at = now.posting_started_at.unwrap_or(sealed.sealed_at);
    let plan_sha256 = sealed.sha256.clone();
    Ok(PostedMarker { month, chunk, plan_sha256, chunk_sha256, posted_by, posted_at })
}

/// A plan opens with what the posted plan of the month before has left.
fn opens_with(sealed: &SealedPlan, month: YearMonth, before: Month) -> Result<(), LedgerError> {
    let Month { state, plan, .. } = before;
    if state < MonthState::Posted {
        let needed = MonthState::Posted;
        return Err(LedgerError::PreviousMonthUnposted { month, state, needed });
    }
    if plan.map(|plan| plan.sha256) == sealed.previous_plan_sha256 {
        Ok(())
    } else {
        Err(LedgerError::StaleOpening)
    }
}

fn same_plan(marker: &PostedMarker, plan_sha256: &Sha256Hex) -> Result<(), LedgerError> {
    if marker.plan_sha256 == *plan_sha256 {
        return Ok(());
    }
    let PostedMarker { month, chunk, plan_sha256: other, .. } = marker.clone();
    Err(LedgerError::PostedByAnotherPlan { month, chunk, other })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_marker_of_another_plan_stops_everything() {
        let marker = PostedMarker {
            month: "2026-01".parse().unwrap(),
            chunk: 3,
            plan_sha256: Sha256Hex::of(b"one"),
            chunk_sha256: Sha256Hex::of(b"chunk"),
            posted_by: None,
            posted_at: Timestamp::UNIX_EPOCH,
        };
        assert!(same_plan(&marker, &Sha256Hex::of(b"one")).is_ok());
        let error = same_plan(&marker, &Sha256Hex::of(b"two")).unwrap_err();
        assert!(matches!(error, LedgerError::PostedByAnotherPlan { chunk: 3, .. }));
    }

    #[test]
    fn a_stale_opening_is_that_of_a_plan_which_was_not_posted_in_the_end() {
        let january: YearMonth = "2026-01".parse().unwrap();
        let sealed = |name: &[u8], previous_plan_sha256| SealedPlan {
            sha256: Sha256Hex::of(name),
            carried_sha256: Sha256Hex::of(b"carried"),
            previous_plan_sha256,
            unit_count: 1,
            chunk_count: 1,
            contributors: [].into(),
            index_sha256: Sha256Hex::of(b"index"),
            proofs: Vec::new(),
            sealed_at: Timestamp::UNIX_EPOCH,
        };
        let before = |state| Month {
            state,
            plan: Some(sealed(b"the second", None)),
            ..Month::untouched(january)
        };
        let check = |previous: &[u8], state| {
            let february = sealed(b"february", Some(Sha256Hex::of(previous)));
            opens_with(&february, january, before(state))
        };
        assert!(check(b"the second", MonthState::Posted).is_ok());
        let stale = check(b"the first", MonthState::Posted);
        assert!(matches!(stale, Err(LedgerError::StaleOpening)));
        let early = check(b"the second", MonthState::Approved);
        assert!(matches!(early, Err(LedgerError::PreviousMonthUnposted { .. })));
    }
}
