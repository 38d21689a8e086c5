//! The end of a month: paying it, what the bank answers, closing it, and the books of the house.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::money::{Currency, Owed, Sha256Hex, Waits, YearMonth};
use edge::{Caller, Group, Path, Problem, respond};
use http::header;
use ledger::{AnswerFormat, Ledger, Packed, Paid, TrialBalance};
use media::keys;
use media::presign::{self, ReadLink, Served};
use runtime::Runtime;
use serde::Serialize;
use store::payout::Batch;

use crate::view::MonthView;
use crate::{ledger, problems};

/// A month that is paid: with links to the files for the bank, and what stays due and why.
#[derive(Debug, Serialize)]
struct PaidView {
    #[serde(flatten)]
    month: MonthView,
    batches: Vec<BatchView>,
    waiting: Vec<WaitingView>,
}

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
    owed: Owed,
    reason: Waits,
}

#[derive(Debug, Serialize)]
struct BooksView {
    month: YearMonth,
    accounts: Vec<domain::money::books::BookLine>,
    trial_balance: Vec<SumView>,
}

#[derive(Debug, Serialize)]
struct SumView {
    currency: Currency,
    sum: domain::money::Amount,
}

/// `POST /months/{month}/pay`. May be asked for again: what has left leaves no second time, what was
/// kept back before leaves now if it may.
pub(crate) async fn pay(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let ledger = ledger(&runtime)?;
    let paid = ledger.pay(month, Some(caller.member)).await.map_err(problems::of)?;
    let Paid { month, batches, waiting } = paid;
    let mut views = Vec::with_capacity(batches.len());
    for batch in batches {
        views.push(batch_view(&runtime, batch).await?);
    }
    let month = month_view(&ledger, month).await?;
    let waiting = waiting.into_iter().map(|(owed, reason)| WaitingView { owed, reason });
    respond::ok(&PaidView { month, batches: views, waiting: waiting.collect() })
}

/// `POST /months/{month}/settlements`: the bank's own file as the body, pain.002 as
/// `application/xml` or `text/csv`, or either of them as `application/gzip`. 422 names everything that is
/// wrong, and nothing is taken.
pub(crate) async fn settlements(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
    request: Request,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let content_type = request.headers().get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok()).unwrap_or_default();
    let format = match content_type.split(';').next().unwrap_or_default().trim() {
        "application/xml" | "text/xml" => Some(AnswerFormat::Pain002),
        "text/csv" => Some(AnswerFormat::Csv),
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
    let settled = ledger(&runtime)?.settle(month, format, &bytes, caller.member).await;
    respond::ok(&settled.map_err(problems::of)?)
}

/// `POST /months/{month}/close`: 409 `books_differ` names what differs; the month keeps it.
pub(crate) async fn close(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let ledger = ledger(&runtime)?;
    let closed = ledger.close(month).await.map_err(problems::of)?;
    respond::ok(&month_view(&ledger, closed).await?)
}

/// `GET /months/{month}/books`: every account of the house that is not empty, and their sum, which is
/// zero in every currency.
pub(crate) async fn books(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path(month): Path<YearMonth>,
) -> Result<Response, Problem> {
    caller.require(Group::Operator)?;
    let TrialBalance { lines, sums } =
        ledger(&runtime)?.books(month).await.map_err(problems::of)?;
    let sums = sums.into_iter().map(|(currency, sum)| SumView { currency, sum }).collect();
    respond::ok(&BooksView { month, accounts: lines, trial_balance: sums })
}

/// The month with the second line of its proof.
pub(crate) async fn month_view(
    ledger: &Ledger,
    month: store::month::Month,
) -> Result<MonthView, Problem> {
    let dues = ledger.due_proofs(month.month).await.map_err(problems::of)?;
    Ok(MonthView::new(month, dues))
}

async fn batch_view(runtime: &Runtime, batch: Batch) -> Result<BatchView, Problem> {
    let mut files = Vec::with_capacity(batch.files.len());
    for file in batch.files {
        let key = keys::bank_file(batch.month, &file.sha256, &file.format);
        let bucket = &runtime.config.derived_bucket;
        let link = presign::read(runtime, bucket, &key, Served::Attachment).await;
        files.push(FileView {
            currency: file.currency,
            format: file.format,
            sha256: file.sha256,
            payments: file.payments,
            file: link.map_err(|error| Problem::internal(&error))?,
        });
    }
    Ok(BatchView { number: batch.number, payments: batch.payments, files })
}

fn unpacked(sent: &[u8]) -> Result<(AnswerFormat, Vec<u8>), Problem> {
    match ledger::unpack(sent) {
        Ok(bytes) => Ok((AnswerFormat::of(&bytes), bytes)),
        Err(Packed::TooLarge) => Err(Problem::file_too_large()),
        Err(Packed::Broken) => Err(Problem::malformed(Packed::Broken.to_string())),
    }
}

async fn whole(body: Body) -> Result<Vec<u8>, Problem> {
    let bytes = edge::body::file(body).await?;
    if bytes.is_empty() {
        return Err(Problem::malformed("the bank's file is needed here"));
    }
    Ok(bytes)
}
