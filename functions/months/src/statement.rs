//! A payee's month in the forms that it can be asked for. All of them print the same
//! [`domain::money::statement::Statement`]; what is too large for an answer is kept in the bucket
//! and answered with a link.

mod document;
mod page;
mod pdf;
mod spreadsheet;

use axum::extract::State;
use domain::id::MemberId;
use domain::money::YearMonth;
use domain::money::statement::Statement;
use edge::{
    Accept, Caller, CsvFile, Document, Found, Operator, OrInternal, Path, Problem, Routes, Tag,
    answer,
};
use media::presign;
use runtime::Runtime;

use crate::ledger;
use crate::problems::OrProblem;
use crate::view::StatementView;

pub(crate) fn routes<R: Routes<Runtime>>(routes: R) -> R {
    let text = "What the month has booked never changes; where its money is, is said as of now. The \
                media type of `Accept` chooses the form. Not found where nothing was posted for the \
                payee. What is too large for an answer is a 303 to a link, which a script on a page of \
                another origin cannot follow.";
    routes
        .under(Tag::MyMoney)
        .get("/me/statements/{month}", mine, |it| {
            it.summary("Read one's statement of a month").text(text).who("every member")
        })
        .under(Tag::OperatorsMonths)
        .get("/members/{member}/statements/{month}", of_member, |it| {
            it.summary("Read a member's statement of a month").text(text).who("operators")
        })
}

/// An invocation answers with at most 6 MB, and a PDF is a third longer on its way.
const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Csv,
    Pdf,
}

/// The first one is given to who does not say.
const FORMS: [(&str, Form); 3] =
    [("application/json", Form::Json), ("text/csv", Form::Csv), ("application/pdf", Form::Pdf)];

impl Form {
    const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => CsvFile::MEDIA_TYPE,
            Self::Pdf => "application/pdf",
        }
    }

    const fn ending(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Pdf => "pdf",
        }
    }
}

/// `GET /me/statements/{month}`: 404 where nothing was posted for the caller, 406 in any other form.
pub(crate) async fn mine(
    State(runtime): State<Runtime>,
    caller: Caller,
    accept: Accept,
    Path(month): Path<YearMonth>,
) -> Result<Document<StatementView<'static>>, Problem> {
    let form = accept.choose(&FORMS)?;
    respond_with_statement(&runtime, caller.member, month, form).await
}

/// `GET /members/{member}/statements/{month}`: the same of anybody, for operators.
pub(crate) async fn of_member(
    State(runtime): State<Runtime>,
    _operator: Operator,
    accept: Accept,
    Path((member, month)): Path<(MemberId, YearMonth)>,
) -> Result<Document<StatementView<'static>>, Problem> {
    let form = accept.choose(&FORMS)?;
    respond_with_statement(&runtime, member, month, form).await
}

async fn respond_with_statement(
    runtime: &Runtime,
    member: MemberId,
    month: YearMonth,
    form: Form,
) -> Result<Document<StatementView<'static>>, Problem> {
    let ledger = ledger(runtime)?;
    let statement = ledger.statement(member, month).await.or_problem()?;
    let statement = statement.ok_or_else(Problem::not_found)?;
    let bytes = printed(&statement, form)?;
    let name = format!("statement-{month}.{}", form.ending());
    if bytes.len() <= ANSWER_BYTES_MAX {
        return Ok(Document::whole(form.media_type(), name, bytes));
    }
    let key = ledger.keep_statement(month, form.media_type(), bytes).await;
    let key = key.or_problem()?;
    let bucket = &runtime.config.derived_bucket;
    let link = presign::document(runtime, bucket, &key, form.media_type(), &name).await;
    let link = link.or_internal()?;
    Ok(Document::Elsewhere(link.url))
}

fn printed(statement: &Statement, form: Form) -> Result<Vec<u8>, Problem> {
    match form {
        Form::Json => {
            let view = StatementView::new(statement).or_problem()?;
            answer::found(&view).map(Found::into_bytes)
        }
        Form::Csv => spreadsheet::render(statement).or_internal(),
        Form::Pdf => {
            let document = page::document(statement).or_problem()?;
            pdf::render(&document).or_internal()
        }
    }
}
