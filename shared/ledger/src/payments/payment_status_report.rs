//! Payment status reports as banks write them: pain.002, and the CSV of banks outside the euro.
//! Strict: what is not understood is named with its place, and the whole file is refused.

use std::collections::BTreeSet;

use domain::money::{Amount, EndToEndId, PayoutEvent, PayoutState};
use domain::text::{is_blank, is_forbidden_in_a_line, normal_form};
use sepa::PaymentStatus;

/// The header of the CSV.
const COLUMNS: [&str; 3] = ["end_to_end_id", "status", "reason"];

/// How much of what a bank says in addition is kept with the payout, as of an operator's reason.
const REASON_MAX: usize = 500;

/// What the bank says of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReportedStatus {
    Settled,
    Returned,
    Pending,
    Unknown,
}

/// What a report says of one payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReportLine {
    /// Where it stands in the file.
    pub(crate) place: String,
    pub(crate) id: EndToEndId,
    pub(crate) outcome: ReportedStatus,
    pub(crate) reason: Option<String>,
    /// The net amount, where the bank repeats it.
    pub(crate) amount: Option<Amount>,
}

/// Something in a file that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportError {
    /// A line, or an element.
    pub place: String,
    pub rule: &'static str,
    pub detail: String,
}

/// A pain.002 before it is known what was in the file that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatusReport {
    /// The name of our file.
    pub(crate) message: String,
    /// What it says of all payments that it does not list.
    rest: Option<(ReportedStatus, Option<String>)>,
    listed: Vec<ReportLine>,
}

impl ReportedStatus {
    pub(crate) const fn event(self) -> Option<PayoutEvent> {
        match self {
            Self::Settled => Some(PayoutEvent::Settle),
            Self::Returned => Some(PayoutEvent::Return),
            Self::Unknown => Some(PayoutEvent::Lose),
            Self::Pending => None,
        }
    }

    pub(crate) const fn state(self) -> Option<PayoutState> {
        match self {
            Self::Settled => Some(PayoutState::Settled),
            Self::Returned => Some(PayoutState::Returned),
            Self::Unknown => Some(PayoutState::Unknown),
            Self::Pending => None,
        }
    }

    /// Only what is final is settled or returned.
    fn of_status(status: &PaymentStatus) -> Option<Self> {
        match status.as_code() {
            "ACSC" | "ACCC" => Some(Self::Settled),
            "RJCT" | "CANC" => Some(Self::Returned),
            "RCVD" | "ACTC" | "ACCP" | "ACSP" | "ACWC" | "ACFC" | "PDNG" => Some(Self::Pending),
            _ => None,
        }
    }
}

impl ReportError {
    pub(crate) fn new(place: &str, rule: &'static str, detail: impl Into<String>) -> Self {
        Self { place: place.to_owned(), rule, detail: detail.into() }
    }
}

/// How many wrong lines are named: a small file unpacks to millions of them.
const NAMED_MAX: usize = 49;

/// Reads `end_to_end_id,status,reason`; a status is settled, returned, pending or unknown.
pub(crate) fn csv(bytes: &[u8]) -> Result<Vec<ReportLine>, Vec<ReportError>> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(bytes);
    let header = reader.headers().map(|header| header.iter().map(str::to_owned).collect());
    let header: Vec<String> = match header {
        Ok(header) => header,
        Err(error) => {
            return Err(vec![ReportError::new("line 1", "unreadable", error.to_string())]);
        }
    };
    if header != COLUMNS {
        let detail = format!("the header is not {}", COLUMNS.join(","));
        return Err(vec![ReportError::new("line 1", "header", detail)]);
    }
    let (mut answers, mut wrong, mut unnamed) = (Vec::new(), Vec::new(), 0_u64);
    for (record, line) in reader.records().zip(2_u64..) {
        if wrong.len() >= NAMED_MAX {
            unnamed = unnamed.saturating_add(1);
            continue;
        }
        let place = format!("line {line}");
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                wrong.push(ReportError::new(&place, "unreadable", error.to_string()));
                continue;
            }
        };
        let field = |at| record.get(at).unwrap_or_default();
        match (field(0).parse(), status_of_word(field(1))) {
            (Ok(id), Some(outcome)) => {
                let reason = reason_of(field(2));
                answers.push(ReportLine { place, id, outcome, reason, amount: None });
            }
            (Err(error), _) => {
                let error: domain::money::payout::EndToEndIdError = error;
                wrong.push(ReportError::new(&place, "unknown_payment", error.to_string()));
            }
            (Ok(_), None) => {
                let detail = format!("`{}` is no status", field(1));
                wrong.push(ReportError::new(&place, "unknown_status", detail));
            }
        }
    }
    if wrong.is_empty() && answers.is_empty() {
        wrong.push(ReportError::new("line 2", "empty", "the file says nothing of any payment"));
    }
    if unnamed > 0 {
        let detail = format!("{unnamed} more lines were not looked at");
        wrong.push(ReportError::new("rest", "too_many", detail));
    }
    if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
}

/// The bank's words as one line, in the normal form; nothing where nobody sees anything of them.
fn reason_of(text: &str) -> Option<String> {
    let seen = |one: char| if is_forbidden_in_a_line(one) { ' ' } else { one };
    let line: String = normal_form(text).chars().map(seen).take(REASON_MAX).collect();
    (!is_blank(&line)).then(|| line.trim().to_owned())
}

fn status_of_word(word: &str) -> Option<ReportedStatus> {
    match word {
        "settled" => Some(ReportedStatus::Settled),
        "returned" => Some(ReportedStatus::Returned),
        "pending" => Some(ReportedStatus::Pending),
        "unknown" => Some(ReportedStatus::Unknown),
        _ => None,
    }
}

/// Reads a pain.002.
pub(crate) fn pain002(bytes: &[u8]) -> Result<StatusReport, Vec<ReportError>> {
    let unreadable = |detail: String| vec![ReportError::new("document", "unreadable", detail)];
    let text = std::str::from_utf8(bytes).map_err(|error| unreadable(error.to_string()))?;
    let document = sepa::parse_pain002(text).map_err(|error| unreadable(error.to_string()))?;
    let mut wrong = Vec::new();
    let mut rest = whole(
        "GrpSts",
        document.group_status.as_ref(),
        document.reason_codes().first().map(|code| code.as_code().to_owned()),
        &mut wrong,
    );
    let mut listed = Vec::new();
    for (block, at) in document.payment_info_statuses.iter().zip(1_u32..) {
        let place = format!("OrgnlPmtInfAndSts[{at}]");
        // Our files have one payment block, so what is said of it is said of the file.
        let reason = block.reason_codes.first().map(|code| code.as_code().to_owned());
        rest = whole(&place, block.status.as_ref(), reason, &mut wrong).or(rest);
        for (transaction, at) in block.transactions.iter().zip(1_u32..) {
            match report_line(format!("{place}/TxInfAndSts[{at}]"), transaction) {
                Ok(answer) => listed.push(answer),
                Err(one) => wrong.push(one),
            }
        }
    }
    if wrong.is_empty() && rest.is_none() && listed.is_empty() {
        wrong.push(ReportError::new("document", "empty", "the file says nothing of any payment"));
    }
    if wrong.is_empty() {
        Ok(StatusReport { message: document.original_msg_id, rest, listed })
    } else {
        Err(wrong)
    }
}

/// What a status says of everything below it; `PART` says that the payments are listed.
fn whole(
    place: &str,
    status: Option<&PaymentStatus>,
    reason: Option<String>,
    wrong: &mut Vec<ReportError>,
) -> Option<(ReportedStatus, Option<String>)> {
    let status = status.filter(|status| status.as_code() != "PART")?;
    let outcome = ReportedStatus::of_status(status);
    if outcome.is_none() {
        let detail = format!("`{}` says neither paid nor not", status.as_code());
        wrong.push(ReportError::new(place, "unknown_status", detail));
    }
    outcome.map(|outcome| (outcome, reason))
}

fn report_line(
    place: String,
    transaction: &sepa::TransactionStatus,
) -> Result<ReportLine, ReportError> {
    let id = transaction.original_end_to_end_id.as_deref().unwrap_or_default();
    let id = id
        .parse::<EndToEndId>()
        .map_err(|error| ReportError::new(&place, "unknown_payment", error.to_string()))?;
    let Some(status) = &transaction.status else {
        return Err(ReportError::new(&place, "unknown_status", format!("{id} has no status")));
    };
    let Some(outcome) = ReportedStatus::of_status(status) else {
        let detail = format!("{id}: `{}` says neither paid nor not", status.as_code());
        return Err(ReportError::new(&place, "unknown_status", detail));
    };
    let amount = match &transaction.original_amount_raw {
        Some(text) => Some(text.parse::<Amount>().map_err(|error| {
            ReportError::new(&place, "other_amount", format!("{id}: `{text}`: {error}"))
        })?),
        None => None,
    };
    let codes = transaction.reason_codes.iter().map(|code| code.as_code().to_owned());
    let texts = transaction.additional_info.iter().cloned();
    let reason: Vec<String> = codes.chain(texts).collect();
    let reason = reason_of(&reason.join(" "));
    Ok(ReportLine { place, id, outcome, reason, amount })
}

/// One answer for every payment that the report is about, its own before that of the whole file.
pub(crate) fn spread(
    report: StatusReport,
    payments: &[EndToEndId],
) -> Result<Vec<ReportLine>, Vec<ReportError>> {
    let StatusReport { rest, listed, .. } = report;
    let mut open: BTreeSet<EndToEndId> = payments.iter().copied().collect();
    let mut wrong = Vec::new();
    for answer in &listed {
        if !open.remove(&answer.id) && !payments.contains(&answer.id) {
            let detail = format!("{} was not in that file", answer.id);
            wrong.push(ReportError::new(&answer.place, "unknown_payment", detail));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut answers = listed;
    if let Some((outcome, reason)) = rest {
        answers.extend(open.into_iter().map(|id| ReportLine {
            place: "GrpSts".to_owned(),
            id,
            outcome,
            reason: reason.clone(),
            amount: None,
        }));
    }
    Ok(answers)
}
