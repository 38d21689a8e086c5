//! The end of a month: paying it, what the bank answers, and closing it.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::money::{Currency, HoldReason, Payable, Sha256Hex, YearMonth};
use edge::{ListPage, Operator, OrInternal, Path, Problem, respond};
use http::header;
use ledger::{Ledger, MonthPayment, PaymentJob, ReportFormat, ReportProgress, UnpackError};
use media::keys;
use media::presign::{self, ReadLink, Served};
use runtime::Runtime;
use serde::Serialize;
use store::payout::{Batch, SettlementFile};

use crate::ledger;
use crate::problems::OrProblem;
use crate::view::MonthView;

/// A month that is paid: with links to the files for the bank, and what stays due and why.
#[derive(Debug, Serialize)]
struct PaidView {
    #[serde(flatten)]
    month: MonthView,
    batches: Vec<BatchView>,
    /// The first hundred; `GET /payouts?state=due` lists all of them, with the same reasons.
    waiting: Vec<WaitingView>,
    waiting_count: usize,
}

/// A file of the bank's answers, and how many of its payments have not moved yet.
#[derive(Debug, Serialize)]
struct SettledView {
    #[serde(flatten)]
    file: SettlementFile,
    remaining_count: usize,
}

/// How much of what waits an answer lists.
const WAITING_MAX: usize = 100;

#[derive(Debug, Serialize)]
struct BatchView {
    number: u64,
    payments: u64,
    files: Vec<FileView>,
}

#[derive(Debug, Serialize)]
struct FileView {
    currency: Currency,
    format: String,
    sha256: Sha256Hex,
    payments: u64,
    file: ReadLink,
}

#[derive(Debug, Serialize)]
struct WaitingView {
    #[serde(flatten)]
    payable: Payable,
    reason: HoldReason,
}

/// `POST /months/{month}/pay`. May be asked for again: what has left leaves no second time, what was
/// kept back before leaves now if it may. Of a large month this pays the first page, a state
/// machine the others: 202.
pub(crate) async fn pay(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    let paid = ledger.pay(month, Some(caller.member)).await.or_problem()?;
    paid.require_paid().or_problem()?;
    let MonthPayment { month: stands, batches, waiting, next, .. } = paid;
    let goes_on = next.is_some();
    if goes_on {
        let job = PaymentJob::Pay { month, by: Some(caller.member), from: next };
        ledger.start_payment_job(&job).await.or_problem()?;
    }
    let waiting_count = waiting.len();
    let waiting = waiting.into_iter().map(|(payable, reason)| WaitingView { payable, reason });
    let view = PaidView {
        month: month_view(&ledger, stands).await?,
        batches: batch_views(&runtime, batches).await?,
        waiting: waiting.take(WAITING_MAX).collect(),
        waiting_count,
    };
    if goes_on { respond::accepted(&view) } else { respond::ok(&view) }
}

/// `GET /months/{month}/batches`: what paying the month has sent so far, with links to the files for
/// the bank. Two round trips.
pub(crate) async fn batches(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let batches = ledger(&runtime)?.batches(month).await.or_problem()?;
    respond::ok(&ListPage::whole(batch_views(&runtime, batches).await?))
}

/// `POST /months/{month}/settlements`: the bank's own file as the body, pain.002 as
/// `application/xml` or `text/csv`, or either of them as `application/gzip`. 422 names everything that is
/// wrong, and nothing is taken. What of a large file is too much for a request is taken by a state
/// machine: 202.
pub(crate) async fn settlements(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    request: Request,
) -> Result<Response, Problem> {
    let content_type = request.headers().get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let format = match content_type.split(';').next().unwrap_or_default().trim() {
        "application/xml" | "text/xml" => Some(ReportFormat::Pain002),
        "text/csv" => Some(ReportFormat::Csv),
        "application/gzip" => None,
        other => {
            let detail = format!(
                "a settlement file is application/xml, text/csv or application/gzip, not `{other}`"
            );
            return Err(Problem::malformed(detail));
        }
    };
    let sent = whole(request.into_body()).await?;
    let (format, bytes) = match format {
        Some(format) => (format, sent),
        None => unpacked(&sent)?,
    };
    let ledger = ledger(&runtime)?;
    let settled = ledger.settle(month, format, &bytes, caller.member).await;
    let ReportProgress { file, remaining_count } = settled.or_problem()?;
    if remaining_count == 0 {
        return respond::ok(&SettledView { file, remaining_count });
    }
    let (sha256, by) = (file.sha256.clone(), caller.member);
    let job = PaymentJob::StatusReport { month, format, sha256, by };
    ledger.start_payment_job(&job).await.or_problem()?;
    respond::accepted(&SettledView { file, remaining_count })
}

/// `POST /months/{month}/close`: 409 `trial_balance_differs` names what differs; the month keeps it. A large
/// month is closed by a state machine: 202, and the month says what became of it.
pub(crate) async fn close(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    let ledger = ledger(&runtime)?;
    if ledger.may_close(month).await.or_problem()? && ledger.is_large(month).await.or_problem()? {
        ledger.start_payment_job(&PaymentJob::Close { month, so_far: None }).await.or_problem()?;
        let stands = ledger.month(month).await.or_problem()?;
        return respond::accepted(&month_view(&ledger, stands).await?);
    }
    let closed = ledger.close(month).await.or_problem()?;
    respond::ok(&month_view(&ledger, closed).await?)
}

/// The month with the second line of its proof.
pub(crate) async fn month_view(
    ledger: &Ledger,
    month: store::month::Month,
) -> Result<MonthView, Problem> {
    let payables = ledger.payables_proofs(month.month).await.or_problem()?;
    Ok(MonthView::new(month, payables))
}

async fn batch_views(runtime: &Runtime, batches: Vec<Batch>) -> Result<Vec<BatchView>, Problem> {
    let mut views = Vec::with_capacity(batches.len());
    for batch in batches {
        views.push(batch_view(runtime, batch).await?);
    }
    Ok(views)
}

async fn batch_view(runtime: &Runtime, batch: Batch) -> Result<BatchView, Problem> {
    let mut files = Vec::with_capacity(batch.files.len());
    for file in batch.files {
        let key = keys::bank_file(batch.month, &file.sha256, &file.format);
        let bucket = &runtime.config.derived_bucket;
        let link = presign::read_link(runtime, bucket, &key, Served::Attachment).await;
        files.push(FileView {
            currency: file.currency,
            format: file.format,
            sha256: file.sha256,
            payments: file.payments,
            file: link.or_internal()?,
        });
    }
    Ok(BatchView { number: batch.number, payments: batch.payments, files })
}

fn unpacked(sent: &[u8]) -> Result<(ReportFormat, Vec<u8>), Problem> {
    match ledger::unpack(sent) {
        Ok(bytes) => Ok((ReportFormat::of(&bytes), bytes)),
        Err(UnpackError::TooLarge) => Err(Problem::file_too_large()),
        Err(UnpackError::Broken) => Err(Problem::malformed(UnpackError::Broken.to_string())),
    }
}

async fn whole(body: Body) -> Result<Vec<u8>, Problem> {
    let bytes = edge::body::file(body).await?;
    if bytes.is_empty() {
        return Err(Problem::malformed("the bank's file is needed here"));
    }
    Ok(bytes)
}
