//! One uploaded revenue file: read once, reduced, booked once, reported always.

use std::io;

use aws_sdk_s3::primitives::ByteStream;
use domain::money::{Sha256Hex, YearMonth};
use jiff::{SignedDuration, Timestamp};
use media::keys::{self, RevenueKey};
use store::Stored;
use store::revenue_file::{Booked, LoadOutcome, LoadReport, RevenueFile, RevenueUpload};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::objects::failed;
use revenue_file::line_index::{self, IndexBytes};
use revenue_file::{GZIP_MAGIC, Reduced, ReducedFile, Reducer, Unreadable};

/// What became of an upload event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum LoadProgress {
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
    /// and compression. `NoUpload` for an object without a reservation. The sweep calls this too,
    /// for reservations whose event never came.
    pub async fn load(&self, key: &RevenueKey) -> Result<LoadProgress, LedgerError> {
        let name = key.upload.to_string();
        let upload = self.store.get(store::revenue_file::upload_key(key.month, &name)).await?;
        let upload = upload.ok_or(LedgerError::NoUpload)?;
        if upload.item.report.is_some() {
            return Ok(LoadProgress::AlreadyReported);
        }
        let now = self.now();
        match self.reduce_object(key).await {
            Ok((Ok(reduced), false)) => self.book(upload, &reduced, None).await,
            Ok((Ok(reduced), true)) => {
                let block_bytes = self.keep_plain(key, &reduced.sha256).await?;
                self.book(upload, &reduced, Some(block_bytes)).await
            }
            Ok((Err(unreadable), _)) => self.report(upload, refusal(unreadable, now)).await,
            Err(LedgerError::NoObject { .. }) if is_over(&upload.item, now) => {
                self.report(upload, not_uploaded(now)).await
            }
            Err(LedgerError::NoObject { .. }) => Ok(LoadProgress::Missing),
            Err(error) => Err(error),
        }
    }

    /// Reads the object once; whether it is compressed too.
    async fn reduce_object(
        &self,
        key: &RevenueKey,
    ) -> Result<(Result<Reduced, Unreadable>, bool), LedgerError> {
        let name = key.to_string();
        let mut body = self.open(&self.runtime.config.uploads_bucket, &name).await?;
        let mut reducer = Reducer::new(Some(key.month));
        let mut first: Vec<u8> = Vec::with_capacity(GZIP_MAGIC.len());
        while let Some(bytes) = body.next().await {
            let bytes = bytes.map_err(|source| failed(&name, source))?;
            let missing = GZIP_MAGIC.len().saturating_sub(first.len());
            first.extend(bytes.iter().take(missing));
            reducer.push(&bytes);
        }
        let reduced = reducer.finish().map_err(|source| failed(&name, source))?;
        Ok((reduced, first == GZIP_MAGIC))
    }

    /// The reduced objects first: what the table names must exist.
    async fn book(
        &self,
        upload: Stored<RevenueUpload>,
        reduced: &Reduced,
        plain_block_bytes: Option<u64>,
    ) -> Result<LoadProgress, LedgerError> {
        let month = reduced.month;
        let reduced_sha256 = self.put_object(keys::reduced, month, &reduced_file(reduced)).await?;
        let index_sha256 = self.put_index(month, reduced).await?;
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
            plain_block_bytes,
        };
        let accepted = with_report(&upload, readable(LoadOutcome::Accepted, reduced, now));
        let outcome = match self.store.book_revenue(&file, &accepted).await? {
            Booked::New => return Ok(LoadProgress::Reported(LoadOutcome::Accepted)),
            Booked::Before(lookup) if lookup.upload == file.upload => {
                return Ok(LoadProgress::AlreadyReported);
            }
            Booked::Reported => return Ok(LoadProgress::AlreadyReported),
            Booked::Before(_) => LoadOutcome::Duplicate,
            Booked::MonthFrozen => LoadOutcome::MonthFrozen,
        };
        self.report(upload, readable(outcome, reduced, now)).await
    }

    /// Stores the index, if need be from the file in which it waits. One round trip.
    async fn put_index(
        &self,
        month: YearMonth,
        reduced: &Reduced,
    ) -> Result<Sha256Hex, LedgerError> {
        let index = reduced.index.as_ref();
        let none = || failed("an index", io::Error::other("none was made"));
        let index = index.ok_or_else(none)?;
        let key = keys::line_index(month, &index.sha256);
        let body = match &index.bytes {
            IndexBytes::Memory(bytes) => ByteStream::from(bytes.to_vec()),
            IndexBytes::File(file) => {
                ByteStream::from_path(file.path()).await.map_err(|source| failed(&key, source))?
            }
        };
        self.put_bytes(&key, line_index::CONTENT_TYPE, body).await?;
        Ok(index.sha256.clone())
    }

    async fn report(
        &self,
        upload: Stored<RevenueUpload>,
        report: LoadReport,
    ) -> Result<LoadProgress, LedgerError> {
        let outcome = report.outcome;
        match self.store.replace(&with_report(&upload, report)).await {
            Ok(()) => Ok(LoadProgress::Reported(outcome)),
            Err(error) if error.is_conflict() => Ok(LoadProgress::AlreadyReported),
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

fn reduced_file(reduced: &Reduced) -> ReducedFile {
    let (month, file_sha256) = (reduced.month, reduced.sha256.clone());
    ReducedFile { month, file_sha256, rows: reduced.rows.to_rows() }
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
