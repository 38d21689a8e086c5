//! Revenue files: reserving an upload, and the reports of what became of it.
//!
//! The bytes go from the operator to the bucket; the bucket's event has them read.

use axum::extract::State;
use axum::response::Response;
use domain::money::{Sha256Hex, YearMonth};
use edge::{
    Caller, CursorSeal, Field, IdempotencyKey, JsonBody, Operator, OrInternal, Path, Problem,
    Query, SealedCursor, respond,
};
use jiff::Timestamp;
use media::keys::{RevenueKey, UploadName};
use media::presign::{self, UPLOAD_VALID, UploadLink, UploadTerms};
use runtime::Runtime;
use serde::Serialize;
use store::revenue_file::{LoadReport, RevenueUpload, WithdrawnFile};

use crate::ledger;
use crate::places::{Places, seal_next};
use crate::problems::OrProblem;

/// How many uploads a page lists: each may have a hundred lines that are wrong in it.
const LISTED_MAX: usize = 100;

/// The most that S3 takes in one PUT.
const FILE_BYTES_MAX: u64 = 5 * 1024 * 1024 * 1024;

const CONTENT_TYPES: [(&str, &str); 2] =
    [("text/csv", "text/csv"), ("application/gzip", "application/gzip")];

/// An upload and what became of it.
#[derive(Debug, Serialize)]
struct UploadView {
    upload_id: String,
    month: YearMonth,
    reserved_by: domain::id::MemberId,
    reserved_at: Timestamp,
    size_bytes: u64,
    /// How to send the bytes; nothing once they have been read, and nothing in a list.
    #[serde(skip_serializing_if = "Option::is_none")]
    upload: Option<UploadLink>,
    /// Nothing until they have been read.
    report: Option<LoadReport>,
    /// Set where the file was taken back.
    withdrawn: Option<WithdrawnFile>,
}

#[derive(Debug, Serialize)]
struct UploadList {
    items: Vec<UploadView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<SealedCursor>,
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
    body: JsonBody,
) -> Result<Response, Problem> {
    let upload = upload_from_body(&caller, &key, month, body, runtime.clock.now())?;
    let item = ledger(&runtime)?.reserve_revenue(upload).await.or_problem()?;
    let link = if item.report.is_none() { Some(link(&runtime, &item).await?) } else { None };
    let location = format!("/months/{month}/revenue");
    respond::created(&location, &UploadView::new(item, link))
}

/// `GET /months/{month}/revenue`: the uploads of the month with their reports, the oldest first, a
/// hundred a page.
pub(crate) async fn list(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    seal: CursorSeal,
    query: Query,
) -> Result<Response, Problem> {
    let mut fields = query.fields();
    let places = Places::from_fields(&mut fields, &seal, LISTED_MAX, LISTED_MAX);
    let places = fields.finish(|| places)?;
    let uploads = ledger(&runtime)?.revenue_uploads(month).await.or_problem()?;
    let (page, next) = places.cut(uploads);
    let items = page.into_iter().map(|upload| UploadView::new(upload, None)).collect();
    respond::ok(&UploadList { items, next: seal_next(&seal, next) })
}

/// `DELETE /months/{month}/revenue/{sha256}`, of the decompressed bytes as the report names them: the
/// file counts no more, and may come again. Three round trips; a repeat answers as the first did.
pub(crate) async fn withdraw(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path((month, sha256)): Path<(YearMonth, Sha256Hex)>,
) -> Result<Response, Problem> {
    let withdrawn = ledger(&runtime)?.withdraw_revenue(month, &sha256, caller.member).await;
    let upload = withdrawn.or_problem()?.ok_or_else(Problem::not_found)?;
    respond::ok(&UploadView::new(upload, None))
}

fn upload_from_body(
    caller: &Caller,
    key: &IdempotencyKey,
    month: YearMonth,
    body: JsonBody,
    now: Timestamp,
) -> Result<RevenueUpload, Problem> {
    let request_sha256 = body.request_sha256();
    let mut fields = body.fields()?;
    let content_type = fields.required("content_type", |field| field.one_of(&CONTENT_TYPES));
    let size_bytes = fields.required("size_bytes", |field| field.integer(1..=FILE_BYTES_MAX));
    let upload_sha256 = fields.required("sha256", Field::parse::<Sha256Hex>);
    let expires_at = now.checked_add(UPLOAD_VALID).unwrap_or(now);
    let route = format!("POST /months/{month}/revenue");
    let upload = key.derive(UploadName::derive_with, "revenue", caller.member, &route).to_string();
    fields.finish(|| {
        Some(RevenueUpload {
            month,
            upload,
            request_sha256,
            size_bytes: size_bytes?,
            content_type: content_type?.to_owned(),
            upload_sha256: upload_sha256?,
            reserved_by: caller.member,
            reserved_at: now,
            expires_at,
            report: None,
            withdrawn: None,
        })
    })
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
