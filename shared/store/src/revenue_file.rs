//! Revenue files: the reserved upload with its report, the booked file, and the look-up that makes
//! a file count once.

use domain::id::MemberId;
use domain::money::input::{Input, MonthInput, Withdrawal};
use domain::money::revenue_line::LineProblem;
use domain::money::{Money, Sha256Hex, YearMonth};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::expression::Condition;
use crate::item::{Indexes, Item, ItemKey, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::month::require_open;
use crate::month_input::add_input;
use crate::table::Store;

/// The work list of uploads whose file has not been read.
pub const RESERVED: &str = "reserved";

/// An upload that an operator reserved, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevenueUpload {
    pub month: YearMonth,
    /// The last part of the object's key.
    pub upload: String,
    /// SHA-256 of the request that made it: the same idempotency key with another body is refused.
    pub request_sha256: Sha256Hex,
    pub size_bytes: u64,
    pub content_type: String,
    /// Of the bytes as they are uploaded, perhaps compressed.
    pub upload_sha256: Sha256Hex,
    pub reserved_by: MemberId,
    pub reserved_at: Timestamp,
    pub expires_at: Timestamp,
    /// None until the object has been read.
    pub report: Option<LoadReport>,
    /// Set where the file was taken out of its month again.
    pub withdrawn: Option<WithdrawnFile>,
}

impl RevenueUpload {
    /// The same reservation with a new end, where no file came before the old one.
    pub fn give_link_again(&self, at: Timestamp, expires_at: Timestamp) -> Option<RevenueUpload> {
        let outcome = self.report.as_ref().map(|report| report.outcome);
        let never_came = matches!(outcome, None | Some(LoadOutcome::NotUploaded));
        let has_ended = never_came && at >= self.expires_at;
        has_ended.then(|| RevenueUpload { expires_at, report: None, ..self.clone() })
    }
}

/// Who took a file back, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct WithdrawnFile {
    /// The operator who took it back.
    pub by: MemberId,
    /// When it was taken back.
    pub at: Timestamp,
}

/// What an operator reads of a load.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct LoadReport {
    /// What became of it.
    pub outcome: LoadOutcome,
    /// Of the decompressed bytes; null where they could not be read to the end.
    pub sha256: Option<Sha256Hex>,
    /// Lines without the header.
    pub lines: u64,
    /// By currency code.
    pub totals: Vec<Money>,
    /// The first 100 lines that cannot be read.
    pub problems: Vec<LineProblem>,
    /// How many there are in all.
    pub problem_count: u64,
    /// When it was read.
    pub at: Timestamp,
}

/// What became of an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoadOutcome {
    /// Booked: it counts in its month.
    Accepted,
    /// The same bytes, decompressed, were booked before; they count once.
    Duplicate,
    /// Not readable; nothing of it is booked.
    Refused,
    /// The month was frozen before the file could join.
    MonthFrozen,
    /// No file came while the link worked.
    NotUploaded,
}

/// A booked file: an input of its month.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct RevenueFile {
    /// What its lines are revenue of.
    pub month: YearMonth,
    /// Of the decompressed bytes: the file's identity.
    pub sha256: Sha256Hex,
    /// The name of the upload that it came with.
    pub upload: String,
    /// The operator who sent it.
    pub loaded_by: MemberId,
    /// When it was booked.
    pub loaded_at: Timestamp,
    /// How many lines it has, its head not counted.
    pub lines: u64,
    /// The sum of its lines, one for each currency.
    pub totals: Vec<Money>,
    /// Of the reduced partial in the derived bucket.
    pub reduced_sha256: Sha256Hex,
    /// Of the index from each reduced row to its lines.
    pub index_sha256: Sha256Hex,
    /// A file that came compressed is kept plain too, in blocks of this many bytes.
    pub plain_block_bytes: Option<u64>,
}

/// Which upload booked these bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevenueFileLookup {
    pub sha256: Sha256Hex,
    pub month: YearMonth,
    pub upload: String,
}

impl Item for RevenueUpload {
    const KIND: &'static str = "revenue_upload";

    fn key(&self) -> Key {
        keys::month_upload(self.month, &self.upload)
    }

    /// On the work list until the file has been read: the sweep looks for it, since the bucket's
    /// event may be lost.
    fn indexes(&self) -> Indexes {
        let waits = self.report.is_none();
        let work_list =
            waits.then(|| keys::work_list(Self::KIND, RESERVED, &self.upload, self.expires_at));
        Indexes { owner_list: None, work_list }
    }
}

impl Item for RevenueFile {
    const KIND: &'static str = "revenue_file";

    fn key(&self) -> Key {
        keys::month_file(self.month, &self.sha256)
    }
}

impl Item for RevenueFileLookup {
    const KIND: &'static str = "revenue_file_lookup";

    fn key(&self) -> Key {
        keys::file_sha256(&self.sha256)
    }
}

/// What became of a reservation.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub enum Reserved {
    New,
    /// The same idempotency key was here before.
    Existing(Box<Stored<RevenueUpload>>),
    MonthFrozen,
}

/// What became of a withdrawal.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Withdrawn {
    Done(Box<RevenueUpload>),
    /// The month has no such file.
    NoFile,
    MonthFrozen,
}

/// What became of a booking.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Booked {
    New,
    /// The same bytes were booked before, perhaps by this very upload.
    Before(RevenueFileLookup),
    MonthFrozen,
    /// Somebody else wrote the report first: read it.
    Reported,
}

/// The reservation behind a revenue file.
pub fn upload_key(month: YearMonth, upload: &str) -> ItemKey<RevenueUpload> {
    ItemKey::new(keys::month_upload(month, upload))
}

/// Every upload that was reserved for a month, in the order of their names.
pub fn uploads_of(month: YearMonth) -> List<RevenueUpload> {
    List::in_table(keys::month_partition(month), keys::UPLOAD_PREFIX)
}

/// A booked file of a month, by the SHA-256 of its decompressed bytes.
pub fn key(month: YearMonth, sha256: &Sha256Hex) -> ItemKey<RevenueFile> {
    ItemKey::new(keys::month_file(month, sha256))
}

/// The booked files of a month, in the order of their hashes.
pub fn of_month(month: YearMonth) -> List<RevenueFile> {
    List::in_table(keys::month_partition(month), keys::FILE_PREFIX)
}

/// Which month booked a file.
pub fn lookup_key(sha256: &Sha256Hex) -> ItemKey<RevenueFileLookup> {
    ItemKey::new(keys::file_sha256(sha256))
}

impl Store {
    /// Reserves an upload as long as its month is Open. One round trip.
    pub async fn reserve_revenue(&self, upload: &RevenueUpload) -> Result<Reserved, StoreError> {
        let mut transaction = self.transaction();
        require_open(&mut transaction, upload.month)?;
        transaction.create(upload)?;
        let Err(error) = self.commit(transaction).await else { return Ok(Reserved::New) };
        // A replay is answered even when the month has been frozen meanwhile.
        if let Some(now) = error.refusal(1).and_then(|refusal| refusal.now.clone()) {
            return Ok(Reserved::Existing(Box::new(now.parse()?)));
        }
        if error.failed(0) { Ok(Reserved::MonthFrozen) } else { Err(error) }
    }

    /// Books a file and reports it, once, as long as its month is Open. One round trip.
    pub async fn book_revenue(
        &self,
        file: &RevenueFile,
        upload: &Stored<RevenueUpload>,
    ) -> Result<Booked, StoreError> {
        let lookup = RevenueFileLookup {
            sha256: file.sha256.clone(),
            month: file.month,
            upload: file.upload.clone(),
        };
        let mut transaction = self.transaction();
        transaction.create(&lookup)?;
        require_open(&mut transaction, file.month)?;
        transaction.create(file)?;
        transaction.replace(upload)?;
        let Err(error) = self.commit(transaction).await else { return Ok(Booked::New) };
        if let Some(now) = error.refusal(0).and_then(|refusal| refusal.now.clone()) {
            return Ok(Booked::Before(now.parse()?.item));
        }
        match (error.failed(1), error.failed(3)) {
            (true, _) => Ok(Booked::MonthFrozen),
            (false, true) => Ok(Booked::Reported),
            (false, false) => Err(error),
        }
    }

    /// Takes a booked file out of its month, as long as that is Open: the same bytes may come
    /// again. A file that was taken back already is found by its upload. Three round trips.
    pub async fn withdraw_revenue(
        &self,
        month: YearMonth,
        sha256: &Sha256Hex,
        by: MemberId,
        at: Timestamp,
    ) -> Result<Withdrawn, StoreError> {
        let Some(Stored { item: file, .. }) = self.get(key(month, sha256)).await? else {
            let before =
                self.list_all(&uploads_of(month)).await?.into_iter().rev().find(|upload| {
                    let read = upload.report.as_ref().and_then(|report| report.sha256.as_ref());
                    upload.withdrawn.is_some() && read == Some(sha256)
                });
            return Ok(before.map_or(Withdrawn::NoFile, |upload| Withdrawn::Done(Box::new(upload))));
        };
        let Some(upload) = self.get(upload_key(month, &file.upload)).await? else {
            return Ok(Withdrawn::NoFile);
        };
        let Stored { item, revision } = upload;
        let item = RevenueUpload { withdrawn: Some(WithdrawnFile { by, at }), ..item };
        let withdrawal = Withdrawal { sha256: sha256.clone(), upload: file.upload.clone() };
        let mut transaction = self.transaction();
        let input = MonthInput { month, input: Input::Withdrawal(withdrawal), by, at };
        add_input(&mut transaction, &input)?;
        transaction.delete(&file.key(), &Condition::Exists)?;
        transaction.delete(&keys::file_sha256(sha256), &Condition::Exists)?;
        transaction.replace(&Stored { item: item.clone(), revision })?;
        match self.commit(transaction).await {
            Ok(()) => Ok(Withdrawn::Done(Box::new(item))),
            Err(error) if error.failed(0) => Ok(Withdrawn::MonthFrozen),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upload_survives_the_table_with_its_report() {
        let upload = RevenueUpload {
            month: "2026-01".parse().unwrap(),
            upload: "01JAZ8Q6M3T7YV5K9R2X4B6C8D".to_owned(),
            request_sha256: Sha256Hex::of(b"request"),
            size_bytes: 10,
            content_type: "text/csv".to_owned(),
            upload_sha256: Sha256Hex::of(b""),
            reserved_by: MemberId::of_subject("operator"),
            reserved_at: Timestamp::UNIX_EPOCH,
            expires_at: Timestamp::UNIX_EPOCH,
            report: Some(LoadReport {
                outcome: LoadOutcome::Refused,
                sha256: None,
                lines: 3,
                totals: vec![],
                problems: vec![LineProblem {
                    line: 2,
                    rule: "unknown_currency".to_owned(),
                    detail: "EURO".to_owned(),
                }],
                problem_count: 1,
                at: Timestamp::UNIX_EPOCH,
            }),
            withdrawn: None,
        };
        let attributes = crate::item::to_attributes(&upload, 2).unwrap();
        let read = crate::RawItem(attributes).parse::<RevenueUpload>().unwrap();
        assert_eq!(read, Stored { item: upload, revision: 2 });
    }
}
