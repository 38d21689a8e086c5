//! The end of a month: paying it, what the bank answers, and closing it.

use axum::extract::State;
use domain::money::{Currency, HoldReason, Payable, Sha256Hex, YearMonth};
use domain::rules::Rule;
use edge::{
    FileBody, FileKind, Found, ListPage, Now, Operator, OrInternal, Paged, Path, Problem, Routes,
    Tag, answer,
};
use ledger::{Ledger, MonthPayment, PaymentJob, ReportFormat, ReportProgress, UnpackError};
use media::keys;
use media::presign::{self, ReadLink, Served};
use runtime::Runtime;
use schemars::JsonSchema;
use serde::Serialize;
use store::payout::{Batch, SettlementFile};

use crate::ledger;
use crate::places::PageAfter;
use crate::problems::OrProblem;
use crate::view::MonthView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    routes
        .under(Tag::OperatorsPayments)
        .post("/months/{month}/pay", pay, |it| {
            it.summary("Pay a posted month")
                .text(
                    "May be asked for again: what has left leaves no second time, what was kept \
                     back before leaves now if it may. `waiting` holds the first hundred that stay \
                     due. Of a large month this pays the first part and goes on by itself.",
                )
                .who("operators")
                .refuses(&[
                    Rule::ChangedInBetween,
                    Rule::NoPayingAccount,
                    Rule::OwnDecision,
                    Rule::OwnMatter,
                    Rule::PreviousMonthUnposted,
                    Rule::State,
                ])
                .without_if_match("a payment leaves once, however often a month is paid")
        })
        .get("/months/{month}/batches", batches, |it| {
            it.summary("List what paying a month has sent, with links to the files for the bank")
                .who("operators")
                .ordered("by number, the first batch first")
        })
        .post("/months/{month}/settlements", settlements, |it| {
            it.summary("Take in what the bank answers")
                .text(
                    "The bank's own file: pain.002, or a table; either of them compressed by gzip. \
                     What is wrong with it is told line by line, and then nothing of it is taken.",
                )
                .who("operators")
                .refuses(&[Rule::BatchUnderWay, Rule::Validation])
                .without_if_match("an answer of the bank moves a payment once")
        })
        .post("/months/{month}/close", close, |it| {
            it.summary("Close a month")
                .text("What keeps its trial balance from agreeing is told and kept.")
                .who("operators")
                .refuses(&[
                    Rule::PostingUnderWay,
                    Rule::PreviousMonthUnposted,
                    Rule::State,
                    Rule::TrialBalanceDiffers,
                    Rule::UnknownPayouts,
                ])
                .without_if_match("a closed month stays closed")
        })
}

/// What the bank answers with.
#[derive(Debug)]
pub(crate) struct StatusReportFile;

impl FileKind for StatusReportFile {
    const NAME: &'static str = "the bank's file";
    const MEDIA_TYPES: &'static [&'static str] =
        &["application/xml", "text/xml", "text/csv", "application/gzip"];
}

/// A month that is paid: with links to the files for the bank, and what stays due and why.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct PaidView {
    #[serde(flatten)]
    month: MonthView,
    batches: Vec<BatchView>,
    /// The first hundred; `GET /payouts?state=due` lists all of them, with the same reasons.
    waiting: Vec<HeldPayableView>,
    waiting_count: usize,
}

/// A file of the bank's answers, and how many of its payments have not moved yet.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SettledView {
    #[serde(flatten)]
    file: SettlementFile,
    remaining_count: usize,
}

/// How much of what waits an answer lists.
const WAITING_MAX: usize = 100;

/// A batch of payments with its files for the bank.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BatchView {
    #[schemars(range(min = 1))]
    number: u64,
    payments: u64,
    files: Vec<FileView>,
}

/// A file for the bank.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FileView {
    currency: Currency,
    #[schemars(extend("enum" = ["pain.001", "csv"]))]
    format: String,
    sha256: Sha256Hex,
    payments: u64,
    file: ReadLink,
}

#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct HeldPayableView {
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
) -> Result<Now<PaidView>, Problem> {
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
    let waiting = waiting.into_iter().map(|(payable, reason)| HeldPayableView { payable, reason });
    let view = PaidView {
        month: month_view(&ledger, stands).await?,
        batches: batch_views(&runtime, batches).await?,
        waiting: waiting.take(WAITING_MAX).collect(),
        waiting_count,
    };
    if goes_on {
        return answer::accepted(&format!("/months/{month}"), &view).map(Now::Waits);
    }
    answer::found(&view).map(Now::Done)
}

/// `GET /months/{month}/batches`: what paying the month has sent so far, with links to the files for
/// the bank. Two round trips.
pub(crate) async fn batches(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
    Paged { page, .. }: Paged,
) -> Result<Found<ListPage<BatchView>>, Problem> {
    let page = PageAfter::<u64>::of(&page)?;
    let batches = ledger(&runtime)?.batches(month).await.or_problem()?;
    let ListPage { items, next } = page.cut(batches, |batch| batch.number);
    answer::found(&ListPage { items: batch_views(&runtime, items).await?, next })
}

/// `POST /months/{month}/settlements`: the bank's own file as the body, pain.002 as
/// `application/xml` or `text/csv`, or either of them as `application/gzip`. 422 names everything that is
/// wrong, and nothing is taken. What of a large file is too much for a request is taken by a state
/// machine: 202.
pub(crate) async fn settlements(
    State(runtime): State<Runtime>,
    Operator(caller): Operator,
    Path(month): Path<YearMonth>,
    file: FileBody<StatusReportFile>,
) -> Result<Now<SettledView>, Problem> {
    let (format, bytes) = match file.media_type {
        "application/gzip" => unpacked(&file.bytes)?,
        "text/csv" => (ReportFormat::Csv, file.bytes),
        _ => (ReportFormat::Pain002, file.bytes),
    };
    let ledger = ledger(&runtime)?;
    let settled = ledger.settle(month, format, &bytes, caller.member).await;
    let ReportProgress { file, remaining_count } = settled.or_problem()?;
    if remaining_count == 0 {
        return answer::found(&SettledView { file, remaining_count }).map(Now::Done);
    }
    let (sha256, by) = (file.sha256.clone(), caller.member);
    let job = PaymentJob::StatusReport { month, format, sha256, by };
    ledger.start_payment_job(&job).await.or_problem()?;
    let view = SettledView { file, remaining_count };
    answer::accepted(&format!("/months/{month}"), &view).map(Now::Waits)
}

/// `POST /months/{month}/close`: 409 `trial_balance_differs` names what differs; the month keeps it. A large
/// month is closed by a state machine: 202, and the month says what became of it.
pub(crate) async fn close(
    State(runtime): State<Runtime>,
    _operator: Operator,
    Path(month): Path<YearMonth>,
) -> Result<Now<MonthView>, Problem> {
    let ledger = ledger(&runtime)?;
    if ledger.may_close(month).await.or_problem()? && ledger.is_large(month).await.or_problem()? {
        ledger.start_payment_job(&PaymentJob::Close { month, so_far: None }).await.or_problem()?;
        let stands = ledger.month(month).await.or_problem()?;
        let view = month_view(&ledger, stands).await?;
        return answer::accepted(&format!("/months/{month}"), &view).map(Now::Waits);
    }
    let closed = ledger.close(month).await.or_problem()?;
    answer::found(&month_view(&ledger, closed).await?).map(Now::Done)
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
