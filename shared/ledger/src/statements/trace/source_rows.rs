//! What a line of a statement is made of, as rows of reduced files: of the month's own breakdown,
//! of what had waited in suspense, or of everything that a track had earned in the months before.

use std::collections::BTreeSet;

use domain::id::{MemberId, SuspenseId};
use domain::money::plan::{
    EarningLine, MoveKind, MoveLine, Plan, SourceRow, SuspenseEntry, TrackTotal, Unit,
};
use domain::money::revenue_line::LineKey;
use domain::money::{Amount, AmountError, Currency, Sha256Hex, Share, TrackKey, YearMonth};
use futures::stream::{self, StreamExt, TryStreamExt};
use media::keys;
use store::statement::LedgerEntry;

use super::request::{Superseded, TraceRequest, TraceTarget};
use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::statements::breakdown::READS_AT_ONCE;

/// The rows that a line is the sum of.
pub(super) struct SourceRows {
    pub(super) line: EarningLine,
    pub(super) superseded: Option<Superseded>,
    /// With the month that shared it out; a row says which one by its place.
    pub(super) files: Vec<(YearMonth, Sha256Hex)>,
    pub(super) rows: Vec<KeyedRow>,
}

/// One row of a reduced file.
pub(super) struct KeyedRow {
    pub(super) source: SourceRow,
    /// What every line must name, where source and territory of the row are not known.
    pub(super) key: Option<LineKey>,
}

/// What one month had shared out of a track.
#[derive(Default)]
struct Shared {
    files: Vec<(YearMonth, Sha256Hex)>,
    rows: Vec<KeyedRow>,
}

/// Everything that a track had earned until a month, with the plans that shared it out.
struct Earned {
    total: TrackTotal,
    /// Of the months since it earned something, the oldest first.
    plans: Vec<(Sha256Hex, Plan)>,
    /// Of the month before those.
    older: Option<Plan>,
}

impl SourceRows {
    /// What of an amount the payee has, or has got more than before.
    pub(super) fn earned(&self, amount: Amount) -> Result<Amount, AmountError> {
        let before = self.superseded.map_or(Share::NONE, |superseded| superseded.share_ppm);
        amount.share(self.line.share_ppm)?.checked_sub(amount.share(before)?)
    }
}

impl Ledger {
    /// Nothing where the line is not on the statement.
    pub(super) async fn source_rows(
        &self,
        of: &TraceRequest,
        entry: &LedgerEntry,
        unit: Unit,
    ) -> Result<Option<SourceRows>, LedgerError> {
        match &of.target {
            TraceTarget::Track(track) => self.rows_of_track(entry, unit, track).await,
            TraceTarget::FromSuspense(id) => {
                self.rows_from_suspense(of.member, entry, unit, *id).await
            }
            TraceTarget::Moved(kind @ (MoveKind::Consent | MoveKind::Correction), subject) => {
                self.rows_of_earlier_months(of.member, entry, unit, (*kind, subject)).await
            }
            TraceTarget::Moved(MoveKind::Match | MoveKind::AwardRestored, subject) => {
                let Ok(id) = subject.parse::<SuspenseId>() else { return Ok(None) };
                self.rows_from_suspense(of.member, entry, unit, id).await
            }
            TraceTarget::Moved(MoveKind::Adjustment | MoveKind::Prize | MoveKind::Waiver, _)
            | TraceTarget::Withheld => Ok(None),
        }
    }

    /// By the breakdown of the plan.
    async fn rows_of_track(
        &self,
        entry: &LedgerEntry,
        unit: Unit,
        track: &TrackKey,
    ) -> Result<Option<SourceRows>, LedgerError> {
        let Some(line) = unit.lines.into_iter().find(|line| line.track == *track) else {
            return Ok(None);
        };
        let plan = (entry.month, &entry.plan_sha256);
        let Shared { files, rows } = self.shared(plan, track, entry.currency).await?;
        Ok(Some(SourceRows { line, superseded: None, files, rows }))
    }

    /// By what the plan before has left waiting: one row of one file.
    async fn rows_from_suspense(
        &self,
        member: MemberId,
        entry: &LedgerEntry,
        unit: Unit,
        id: SuspenseId,
    ) -> Result<Option<SourceRows>, LedgerError> {
        let subject = id.to_string();
        let moved = unit.moves.into_iter().find(|moved| moved.subject == subject);
        let moved = moved.and_then(|moved| Some((moved.track?, moved.split_number?, moved.amount)));
        let Some((track, split_number, earned)) = moved else { return Ok(None) };
        let Some(waited) = self.waited(entry, id).await? else { return Ok(None) };
        let [share_ppm] = self.shares(member, entry, &track, [split_number]).await?;
        let revenue = waited.money.amount;
        // What is told must be what was booked.
        if revenue.share(share_ppm)? != earned {
            return Err(changed(entry));
        }
        let line = EarningLine { track, split_number, revenue, share_ppm, earned };
        let files = vec![(waited.month, waited.file_sha256.clone())];
        Ok(Some(SourceRows { line, superseded: None, files, rows: vec![row_of(waited, 0)] }))
    }

    /// By everything that the track had earned before: what has waited for a consent is a share of
    /// all of it, and so is what another split has changed.
    async fn rows_of_earlier_months(
        &self,
        member: MemberId,
        entry: &LedgerEntry,
        unit: Unit,
        (kind, subject): (MoveKind, &str),
    ) -> Result<Option<SourceRows>, LedgerError> {
        let is_meant = |moved: &&MoveLine| moved.kind == kind && moved.subject == subject;
        let Some(moved) = unit.moves.iter().find(is_meant) else { return Ok(None) };
        let Some(track) = &moved.track else { return Err(changed(entry)) };
        let Some(earned) = self.earned_before(entry, track).await? else {
            return Err(changed(entry));
        };
        let (applied, revenue) = (earned.total.split_number, earned.total.revenue);
        let split_number = moved.split_number.unwrap_or(applied);
        let [share_ppm, before] =
            self.shares(member, entry, track, [split_number, applied]).await?;
        let superseded = Superseded { split_number: applied, share_ppm: before };
        let superseded = (kind == MoveKind::Correction).then_some(superseded);
        let (track, all) = (track.clone(), self.shared_by(&earned).await?);
        let line = EarningLine { track, split_number, revenue, share_ppm, earned: moved.amount };
        let rows = SourceRows { line, superseded, files: all.files, rows: all.rows };
        // What is told must be what was booked.
        let found = Amount::sum(rows.rows.iter().map(|row| row.source.amount))?;
        if found != revenue || rows.earned(revenue)? != rows.line.earned {
            return Err(changed(entry));
        }
        Ok(Some(rows))
    }

    /// What a track had earned when the month of `entry` was planned, which is what its plan has
    /// corrected and released. Three round trips, and one a month.
    async fn earned_before(
        &self,
        entry: &LedgerEntry,
        track: &TrackKey,
    ) -> Result<Option<Earned>, LedgerError> {
        let Some((mut month, mut sha256)) = self.planned_before(entry).await? else {
            return Ok(None);
        };
        let mut plan = self.plan_head(month, &sha256).await?;
        let totals: Vec<TrackTotal> =
            self.get_object(keys::plan, month, &plan.tracks_sha256).await?;
        let is_asked_for =
            |total: &TrackTotal| total.track == *track && total.currency == entry.currency;
        let Some(total) = totals.into_iter().find(is_asked_for) else { return Ok(None) };
        let mut plans = Vec::new();
        while month >= total.since {
            let before = self.month_before(month)?.zip(plan.previous_plan_sha256.clone());
            plans.insert(0, (sha256, plan));
            let Some(older) = before else { return Ok(Some(Earned { total, plans, older: None })) };
            (month, sha256) = older;
            plan = self.plan_head(month, &sha256).await?;
        }
        Ok(Some(Earned { total, plans, older: Some(plan) }))
    }

    /// The rows of all these months, by month. Two round trips a month, one more where something
    /// had waited, and eight at a time.
    async fn shared_by(&self, earned: &Earned) -> Result<Shared, LedgerError> {
        let older = earned.plans.iter().map(|(_, plan)| Some(plan));
        let older = std::iter::once(earned.older.as_ref()).chain(older);
        let months = earned.plans.iter().zip(older);
        let reads = months
            .map(|((sha256, plan), before)| self.shared_in((plan, sha256), before, &earned.total));
        let reads: Vec<_> = reads.collect();
        let months: Vec<Shared> = stream::iter(reads).buffered(READS_AT_ONCE).try_collect().await?;
        let mut all = Shared::default();
        for Shared { files, rows } in months {
            let first = place(all.files.len());
            all.files.extend(files);
            all.rows.extend(rows.into_iter().map(|mut row| {
                row.source.file = row.source.file.saturating_add(first);
                row
            }));
        }
        Ok(all)
    }

    /// What one month had shared out of a track: of its own files, and what had waited until then.
    async fn shared_in(
        &self,
        (plan, sha256): (&Plan, &Sha256Hex),
        before: Option<&Plan>,
        total: &TrackTotal,
    ) -> Result<Shared, LedgerError> {
        let mut shared = self.shared((plan.month, sha256), &total.track, total.currency).await?;
        for waited in self.moved_to(plan, before, total).await? {
            let file = place(shared.files.len());
            shared.files.push((waited.month, waited.file_sha256.clone()));
            shared.rows.push(row_of(waited, file));
        }
        Ok(shared)
    }

    /// What had waited before `plan`, and was shared out as this track's revenue by it.
    async fn moved_to(
        &self,
        plan: &Plan,
        before: Option<&Plan>,
        TrackTotal { track, currency, .. }: &TrackTotal,
    ) -> Result<Vec<SuspenseEntry>, LedgerError> {
        let Some(before) = before else { return Ok(Vec::new()) };
        let matches = plan.matches.iter().filter(|one| one.track == *track);
        let matched: BTreeSet<SuspenseId> = matches.map(|one| one.id).collect();
        let is_restored = before.void_awards.contains(track) && !plan.void_awards.contains(track);
        if matched.is_empty() && !is_restored {
            return Ok(Vec::new());
        }
        let mut waiting = self.waiting(before.month, before).await?;
        waiting.retain(|entry| {
            let is_moved = match &entry.track {
                Some(of) => is_restored && of == track,
                None => matched.contains(&entry.id()),
            };
            is_moved && entry.money.currency == *currency
        });
        Ok(waiting)
    }

    /// The rows of a track in the breakdown of one plan. Two round trips.
    async fn shared(
        &self,
        (month, plan_sha256): (YearMonth, &Sha256Hex),
        track: &TrackKey,
        currency: Currency,
    ) -> Result<Shared, LedgerError> {
        let mut sources = self.sources(month, plan_sha256, &BTreeSet::from([track])).await?;
        let mut rows = sources.tracks.remove(track).unwrap_or_default();
        rows.retain(|row| row.currency == currency);
        let row = |source| KeyedRow { source, key: None };
        Ok(Shared {
            files: sources.files.into_iter().map(|sha256| (month, sha256)).collect(),
            rows: rows.into_iter().map(row).collect(),
        })
    }

    /// The payee's shares by these splits of a track; nothing where one has no row of theirs. One
    /// round trip.
    async fn shares<const N: usize>(
        &self,
        member: MemberId,
        entry: &LedgerEntry,
        track: &TrackKey,
        numbers: [u32; N],
    ) -> Result<[Share; N], LedgerError> {
        let wanted = numbers.iter().map(|number| (track, *number)).collect();
        let facts = self.store.statement_facts(member, &BTreeSet::new(), &wanted).await?;
        let share = |number| {
            let split = facts.splits.get(&(track.clone(), number))?;
            let row = split.rows.rows().iter().find(|row| row.account == entry.account)?;
            Some(row.share_ppm)
        };
        Ok(numbers.map(|number| share(number).unwrap_or(Share::NONE)))
    }

    /// An entry of suspense as the plan before the one of `entry` has left it. Three round trips.
    async fn waited(
        &self,
        entry: &LedgerEntry,
        id: SuspenseId,
    ) -> Result<Option<SuspenseEntry>, LedgerError> {
        let Some((before, sha256)) = self.planned_before(entry).await? else { return Ok(None) };
        let plan = self.plan_head(before, &sha256).await?;
        let waiting = self.waiting(before, &plan).await?;
        Ok(waiting.into_iter().find(|one| one.id() == id))
    }

    /// The month before, and the plan that the one of `entry` builds on. One round trip.
    async fn planned_before(
        &self,
        entry: &LedgerEntry,
    ) -> Result<Option<(YearMonth, Sha256Hex)>, LedgerError> {
        let Some(before) = self.month_before(entry.month)? else { return Ok(None) };
        let plan = self.plan_head(entry.month, &entry.plan_sha256).await?;
        Ok(plan.previous_plan_sha256.map(|sha256| (before, sha256)))
    }
}

/// What had waited knows the lines of its row by what they name.
fn row_of(waited: SuspenseEntry, file: u64) -> KeyedRow {
    let source = SourceRow {
        file,
        row: waited.row,
        lines: waited.lines,
        source: String::new(),
        territory: String::new(),
        currency: waited.money.currency,
        amount: waited.money.amount,
    };
    KeyedRow { source, key: Some(waited.key) }
}

fn place(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

fn changed(entry: &LedgerEntry) -> LedgerError {
    LedgerError::ObjectChanged { key: keys::plan(entry.month, &entry.chunk_sha256) }
}
