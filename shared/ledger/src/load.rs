//! One uploaded revenue file: read once, reduced, booked once, reported always.

use domain::money::Sha256Hex;
use jiff::{SignedDuration, Timestamp};
use media::keys::{self, RevenueKey};
use store::Stored;
use store::revenue_file::{Booked, LoadOutcome, LoadReport, RevenueFile, RevenueUpload};

use crate::Ledger;
use crate::error::LedgerError;
use crate::objects::failed;
use crate::reduce::{LineIndex, Partial, Reduced, Reducer, Unreadable};

/// What became of an upload event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Loaded {
    /// The file was read and its report written.
    Reported(LoadOutcome),
    /// An earlier event has done it.
    AlreadyReported,
    /// No file has come yet; its link may still work.
    Missing,
}

/// How long after its link has ended a file may still land: an upload that began in time goes on.
const GRACE: SignedDuration = SignedDuration::from_mins(15);

impl Ledger {
    /// Reads the object behind `key`, streaming, and books it. May be called any number of times
    /// for one upload: the report is written once, and the bytes count once whatever their upload
    /// and compression. `NoUpload` for an object that nobody reserved. The sweep calls this too, for
    /// reservations whose event never came.
    pub async fn load(&self, key: &RevenueKey) -> Result<Loaded, LedgerError> {
        let name = key.upload.to_string();
        let upload = self.store.revenue_upload(key.month, &name).await?;
        let upload = upload.ok_or(LedgerError::NoUpload)?;
        if upload.item.report.is_some() {
            return Ok(Loaded::AlreadyReported);
        }
        let now = self.now();
        match self.reduce_object(key).await {
            Ok(Ok(reduced)) => self.book(upload, &reduced).await,
            Ok(Err(unreadable)) => self.report(upload, refusal(unreadable, now)).await,
            Err(LedgerError::NoObject { .. }) if is_over(&upload.item, now) => {
                self.report(upload, not_uploaded(now)).await
            }
            Err(LedgerError::NoObject { .. }) => Ok(Loaded::Missing),
            Err(error) => Err(error),
        }
    }

    async fn reduce_object(
        &self,
        key: &RevenueKey,
    ) -> Result<Result<Reduced, Unreadable>, LedgerError> {
        let name = key.to_string();
        let mut body = self.open(&self.runtime.config.uploads_bucket, &name).await?;
        let mut reducer = Reducer::new(Some(key.month));
        while let Some(bytes) = body.next().await {
            reducer.push(&bytes.map_err(|source| failed(&name, source))?);
        }
        Ok(reducer.finish())
    }

    /// The reduced objects first: what the table names must exist.
    async fn book(
        &self,
        upload: Stored<RevenueUpload>,
        reduced: &Reduced,
    ) -> Result<Loaded, LedgerError> {
        let (partial, index) = objects(reduced);
        let month = reduced.month;
        let reduced_sha256 = self.put_object(keys::reduced, month, &partial).await?;
        let index_sha256 = self.put_object(keys::reduced, month, &index).await?;
        let now = self.now();
        let file = RevenueFile {
            month,
            sha256: reduced.sha256.clone(),
            upload: upload.item.upload.clone(),
            loaded_by: upload.item.reserved_by,
            loaded_at: now,
            lines: reduced.lines,
            totals: reduced.totals.clone(),
            reduced_sha256,
            index_sha256,
        };
        let accepted = with_report(&upload, readable(LoadOutcome::Accepted, reduced, now));
        let outcome = match self.store.book_revenue(&file, &accepted).await? {
            Booked::New => return Ok(Loaded::Reported(LoadOutcome::Accepted)),
            Booked::Before(lookup) if lookup.upload == file.upload => {
                return Ok(Loaded::AlreadyReported);
            }
            Booked::Reported => return Ok(Loaded::AlreadyReported),
            Booked::Before(_) => LoadOutcome::Duplicate,
            Booked::MonthFrozen => LoadOutcome::MonthFrozen,
        };
        self.report(upload, readable(outcome, reduced, now)).await
    }

    async fn report(
        &self,
        upload: Stored<RevenueUpload>,
        report: LoadReport,
    ) -> Result<Loaded, LedgerError> {
        let outcome = report.outcome;
        match self.store.replace(&with_report(&upload, report)).await {
            Ok(()) => Ok(Loaded::Reported(outcome)),
            Err(error) if error.is_conflict() => Ok(Loaded::AlreadyReported),
            Err(error) => Err(error.into()),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.runtime.clock.now()
    }
}

fn is_over(upload: &RevenueUpload, now: Timestamp) -> bool {
    now.duration_since(upload.expires_at) > GRACE
}

fn objects(reduced: &Reduced) -> (Partial, LineIndex) {
    let (month, file_sha256): (_, Sha256Hex) = (reduced.month, reduced.sha256.clone());
    let partial = Partial { month, file_sha256: file_sha256.clone(), rows: reduced.rows.to_rows() };
    let rows = reduced
        .index
        .iter()
        .map(|places| places.iter().map(|place| (place.number, place.offset)).collect());
    (partial, LineIndex { month, file_sha256, rows: rows.collect() })
}

fn with_report(upload: &Stored<RevenueUpload>, report: LoadReport) -> Stored<RevenueUpload> {
    let item = RevenueUpload { report: Some(report), ..upload.item.clone() };
    Stored { item, revision: upload.revision }
}

fn readable(outcome: LoadOutcome, reduced: &Reduced, at: Timestamp) -> LoadReport {
    LoadReport {
        outcome,
        sha256: Some(reduced.sha256.clone()),
        lines: reduced.lines,
        totals: reduced.totals.clone(),
        problems: Vec::new(),
        problem_count: 0,
        at,
    }
}

fn not_uploaded(at: Timestamp) -> LoadReport {
    LoadReport {
        outcome: LoadOutcome::NotUploaded,
        sha256: None,
        lines: 0,
        totals: Vec::new(),
        problems: Vec::new(),
        problem_count: 0,
        at,
    }
}

fn refusal(unreadable: Unreadable, at: Timestamp) -> LoadReport {
    LoadReport {
        outcome: LoadOutcome::Refused,
        sha256: unreadable.sha256,
        lines: unreadable.lines,
        totals: Vec::new(),
        problems: unreadable.problems,
        problem_count: unreadable.problem_count,
        at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_of_a_file_names_every_line_of_every_row() {
        let mut reducer = Reducer::new(None);
        reducer.push(b"period,track_id,source,territory,units,currency,amount\n");
        reducer
            .push(b"2026-01,t2,r,DE,1,EUR,1\n2026-01,t1,r,DE,1,EUR,1\n2026-01,t2,r,DE,1,EUR,1\n");
        let reduced = reducer.finish().unwrap();
        let (partial, index) = objects(&reduced);
        assert_eq!(partial.rows.len(), index.rows.len());
        assert_eq!(index.rows, [vec![(3, 79)], vec![(2, 55), (4, 103)]]);
        let text = serde_json::to_string(&index.rows).unwrap();
        assert_eq!(text, "[[[3,79]],[[2,55],[4,103]]]");
    }
}
