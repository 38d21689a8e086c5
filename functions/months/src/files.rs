//! Revenue files: reserving an upload, and the reports of what became of it.
//!
//! The bytes go from the operator to the bucket; the bucket's event has them read.

use axum::extract::State;
use domain::id::MemberId;
use domain::money::{Sha256Hex, YearMonth};
use domain::rules::Rule;
use edge::{
    Caller, Created, Field, Fields, Found, HashedBody, IdempotencyKey, ListPage, Operator,
    OrInternal, Paged, Path, Problem, ReadFields, Routes, Tag, answer,
};
use jiff::Timestamp;
use media::keys::{RevenueKey, UploadName};
use media::presign::{self, UPLOAD_VALID, UploadLink, UploadTerms};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::revenue_file::{LoadReport, RevenueUpload, WithdrawnFile};

use crate::ledger;
use crate::places::PageAfter;
use crate::problems::OrProblem;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsMonths)
        .post("/months/{month}/revenue", reserve, |it| {
            it.summary("Announce a revenue file and get a link to send it to")
                .text(
                    "The same key finds the same upload; a link that has ended before a file came \
                     is given anew. What became of the file stands in the list.",
                )
                .who("operators")
                .refuses(&[Rule::MonthNotStarted, Rule::MonthFrozen])
        })
        .get("/months/{month}/revenue", list, |it| {
            it.summary("List the revenue files of a month")
                .text("Each with the report of what became of it.")
                .who("operators")
                .ordered("by when they were announced, the earliest first")
        })
        .delete("/months/{month}/revenue/{sha256}", withdraw, |it| {
            it.summary("Take a revenue file back")
                .text(
                    "By the SHA-256 of the decompressed bytes, as the report names it. The file \
                     counts no more, and may come again.",
                )
                .who("operators")
                .refuses(&[Rule::MonthFrozen])
                .without_if_match("the hash in the path is of the very bytes that are taken back")
        })
}

/// The most that S3 takes in one PUT.
const FILE_BYTES_MAX: u64 = 5 * 1024 * 1024 * 1024;

const CONTENT_TYPES: [(&str, &str); 2] =
    [("text/csv", "text/csv"), ("application/gzip", "application/gzip")];

/// An upload and what became of it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UploadView {
    /// Names the upload in traces and in the list.
    upload_id: String,
    /// The month that the file is of.
    month: YearMonth,
    reserved_by: MemberId,
    reserved_at: Timestamp,
    /// As it was announced.
    size_bytes: u64,
    /// How to send the bytes; null once they have been read, and null in a list.
    upload: Option<UploadLink>,
    /// Null until they have been read.
    report: Option<LoadReport>,
    /// Null unless the file was taken back.
    withdrawn: Option<WithdrawnFile>,
}

impl UploadView {
    fn new(item: RevenueUpload, upload: Option<UploadLink>) -> Self {
        Self {
            upload_id: item.upload,
            month: item.month,
            reserved_by: item.reserved_by,
            reserved_at: item.reserved_at,
            size_bytes: item.size_bytes,
            upload,
            report: item.report,
            withdrawn: item.withdrawn,
        }
    }
}

/// `POST /months/{month}/revenue`: reserve and presign. One round trip; the same idempotency key
/// finds the same reservation, and its link is signed again for what is left of it. A link that has
/// ended before a file came is given anew, for one more.
pub(crate) async fn reserve(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    key: IdempotencyKey,
    Path(month): Path<YearMonth>,
    body: HashedBody<RevenueFileAnnouncement>,
) -> Result<Created<UploadView>, Problem> {
    let upload = reservation(&caller, &key, month, body, runtime.clock.now());
    let item = ledger(&runtime)?.reserve_revenue(upload).await.or_problem()?;
    let link = if item.report.is_none() { Some(link(&runtime, &item).await?) } else { None };
    let location = format!("/months/{month}/revenue");
    answer::created(&location, &UploadView::new(item, link))
}

/// `GET /months/{month}/revenue`: the uploads of the month with their reports, the oldest first.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<UploadView>>, Problem> {
    let page = PageAfter::<(Timestamp, String)>::of(&page)?;
    let uploads = ledger(&runtime)?.revenue_uploads(month).await.or_problem()?;
    let place = |upload: &RevenueUpload| (upload.reserved_at, upload.upload.clone());
    let ListPage { items, next } = page.cut(uploads, place);
    let items = items.into_iter().map(|upload| UploadView::new(upload, None)).collect();
    answer::found(&ListPage { items, next })
}

/// `DELETE /months/{month}/revenue/{sha256}`, of the decompressed bytes as the report names them: the
/// file counts no more, and may come again. Three round trips; a repeat answers as the first did.
pub(crate) async fn withdraw(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path((month, sha256)): Path<(YearMonth, Sha256Hex)>,
) -> Result<Found<UploadView>, Problem> {
    let withdrawn = ledger(&runtime)?.withdraw_revenue(month, &sha256, caller.member).await;
    let upload = withdrawn.or_problem()?.ok_or_else(Problem::not_found)?;
    answer::found(&UploadView::new(upload, None))
}

fn reservation(
    caller: &Caller,
    key: &IdempotencyKey,
    month: YearMonth,
    body: HashedBody<RevenueFileAnnouncement>,
    now: Timestamp,
) -> RevenueUpload {
    let HashedBody { value: announced, request_sha256 } = body;
    let route = format!("POST /months/{month}/revenue");
    let upload = key.derive(UploadName::derive_with, "revenue", caller.member, &route).to_string();
    RevenueUpload {
        month,
        upload,
        request_sha256,
        size_bytes: announced.size_bytes,
        content_type: announced.content_type.to_owned(),
        upload_sha256: announced.sha256,
        reserved_by: caller.member,
        reserved_at: now,
        expires_at: now.checked_add(UPLOAD_VALID).unwrap_or(now),
        report: None,
        withdrawn: None,
    }
}

/// What an operator says of a file before sending it.
pub(crate) struct RevenueFileAnnouncement {
    content_type: &'static str,
    size_bytes: u64,
    sha256: Sha256Hex,
}

impl ReadFields for RevenueFileAnnouncement {
    const NAME: &'static str = "RevenueFileAnnouncement";
    const ABOUT: &'static str = "What an operator says of a file before sending it.";

    fn read(fields: &mut Fields) -> Option<RevenueFileAnnouncement> {
        let content_type = fields.required("content_type", |field| field.one_of(&CONTENT_TYPES));
        let size_bytes = fields.required("size_bytes", |field| field.integer(1..=FILE_BYTES_MAX));
        let sha256 = fields.required("sha256", Field::parse);
        fields.note(
            "sha256",
            "Of the bytes as they are sent: of the compressed ones, where they are.",
        );
        Some(RevenueFileAnnouncement {
            content_type: content_type?,
            size_bytes: size_bytes?,
            sha256: sha256?,
        })
    }
}

async fn link(runtime: &Runtime, item: &RevenueUpload) -> Result<UploadLink, Problem> {
    let upload = item.upload.parse::<UploadName>().or_internal()?;
    let key = RevenueKey { month: item.month, upload }.to_string();
    let terms = UploadTerms {
        bucket: &runtime.config.uploads_bucket,
        key: &key,
        size_bytes: item.size_bytes,
        content_type: &item.content_type,
        sha256: item.upload_sha256.to_bytes(),
        until: item.expires_at,
    };
    presign::upload(runtime, terms).await.or_internal()
}
