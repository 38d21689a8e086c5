//! Why a step of a month did not happen.

use std::error::Error as StdError;

use domain::awarded::AwardRefusal;
use domain::change::Refused;
use domain::id::{MemberId, PayoutId};
use domain::money::adjustment::AdjustmentRefusal;
use domain::money::close::Difference;
use domain::money::input::MatchedDifferently;
use domain::money::plan::PlanError;
use domain::money::statement::StatementError;
use domain::money::{
    AmountError, MonthError, MonthState, NotInBooks, OtherPayer, Sha256Hex, YearMonth,
};
use domain::own_matter::{OwnMatter, OwnMonthRefusal};
use store::{LostARace, StoreError};
use thiserror::Error;

use crate::payments::payment_status_report::ReportError;

#[derive(Debug, Error)]
pub enum LedgerError {
    /// The month's state does not allow the step.
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the month has not ended")]
    MonthNotEnded,
    #[error(transparent)]
    NotInBooks(#[from] NotInBooks),
    #[error("{month} is frozen: no file joins or leaves it any more")]
    MonthFrozen { month: YearMonth },
    /// The same idempotency key came before with another request.
    #[error("this idempotency key was used before with another request")]
    KeyReused,
    /// Months follow each other: this one has to wait for the one before.
    #[error("the month before, {month}, is {state}, and has to be {needed} first")]
    PreviousMonthUnposted { month: YearMonth, state: MonthState, needed: MonthState },
    /// The month before was planned anew after this plan was sealed: reject it and plan again.
    #[error("the plan opens with a plan of the month before that is not the posted one")]
    StaleOpening,
    /// The caller has decided on something that is not as they saw it.
    #[error("{0}")]
    Stale(String),
    #[error("this is not the sealed plan")]
    OtherPlan { sealed: Option<Sha256Hex> },
    #[error("who put something into a month does not approve it: {0}")]
    ApproverContributed(OwnMatter),
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
    #[error("posting has begun, so the plan stands")]
    PostingStarted,
    #[error("no plan follows from the inputs")]
    Plan(#[from] PlanError),
    /// Stop and look: two plans have posted in one month.
    #[error("chunk {chunk} of {month} was posted by another plan, {other}")]
    PostedByAnotherPlan { month: YearMonth, chunk: u64, other: Sha256Hex },
    #[error("{month} has {found} posted chunks of {expected}")]
    Incomplete { month: YearMonth, expected: u64, found: u64 },
    #[error("the plan of {month} has no chunk {chunk}")]
    NoChunk { month: YearMonth, chunk: u64 },
    #[error("the execution {name} was not started")]
    NotStarted {
        name: String,
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// The next month is half booked: what the balances should be is not known.
    #[error("{month} is being posted; close again when that is done")]
    PostingUnderWay { month: YearMonth },
    #[error("the studio has no account to pay from")]
    NoPayingAccount,
    #[error("a file for the bank could not be made")]
    BankFile(#[source] Box<dyn StdError + Send + Sync>),
    /// What is wrong in a file of the bank's answers.
    #[error("the bank's file was not taken: {} things are wrong in it", .0.len())]
    StatusReport(Vec<ReportError>),
    #[error("there is no such payout")]
    NoPayout,
    /// A word that was meant for another attempt, most often a late one.
    #[error(
        "this is about attempt {named}, and attempt {stands} stands now: read the payout again"
    )]
    SupersededAttempt { named: u32, stands: u32 },
    #[error("only what no file for the bank takes is settled by hand")]
    BankFileRequired,
    /// Paying broke off before the files for the bank were named: paying again finishes it.
    #[error("batch {batch} has no file for the bank yet; pay its month again, and then say this")]
    BatchUnderWay { batch: u64 },
    #[error("it is not known yet whether {} payouts were paid", payouts.len())]
    UnknownPayouts { payouts: Vec<PayoutId> },
    #[error("the books differ from the plan in {} places", differences.len())]
    TrialBalanceDiffers { differences: Vec<Difference> },
    #[error("the studio does not know {member}")]
    UnknownPayee { member: MemberId },
    #[error(transparent)]
    Award(#[from] AwardRefusal),
    #[error(transparent)]
    MatchedDifferently(#[from] MatchedDifferently),
    #[error("the last one was for {month}; ask again a year later")]
    PayoutRequested { month: YearMonth },
    /// Something is due, but not for this operator to send.
    #[error(transparent)]
    OtherPayer(#[from] OtherPayer),
    #[error(transparent)]
    Adjustment(#[from] AdjustmentRefusal),
    #[error("the plan moves nothing of {member}, and they put nothing in")]
    NoPart { member: MemberId },
    #[error("{month} has no sealed plan yet")]
    NotPlanned { month: YearMonth },
    #[error("the month has no plan {plan_no}")]
    NoPlan { plan_no: u32 },
    #[error("there is no such upload")]
    NoUpload,
    #[error("there is no object {key}")]
    NoObject { key: String },
    #[error("the configured first month is not a month")]
    Month(#[from] MonthError),
    #[error("an amount of the books is out of range")]
    Amount(#[from] AmountError),
    /// Stop and look: what is booked and what it is made of differ.
    #[error("the statement does not add up")]
    Statement(#[from] StatementError),
    #[error("DynamoDB refused the read or the write")]
    Store(#[from] StoreError),
    #[error("the object {key} could not be read or written")]
    Object {
        key: String,
        #[source]
        source: Box<dyn StdError + Send + Sync>,
    },
    /// Stop and look: a content-addressed object has other content.
    #[error("the object {key} is not what its name says")]
    ObjectChanged { key: String },
}

impl From<OwnMonthRefusal> for LedgerError {
    fn from(refusal: OwnMonthRefusal) -> Self {
        match refusal {
            OwnMonthRefusal::Contributed(own) => Self::ApproverContributed(own),
            OwnMonthRefusal::Paid(own) => Self::OwnMatter(own),
        }
    }
}

impl LostARace for LedgerError {
    fn is_conflict(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_conflict())
    }
}
