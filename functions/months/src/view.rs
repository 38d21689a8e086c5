//! What goes over the wire: money as exact decimal strings, what is paid with exactly the decimals
//! of its currency.

use domain::id::{MemberId, ReviewId};
use domain::money::close::Difference;
use domain::money::plan::{MoveKind, Proof, Unit};
use domain::money::statement::{
    CurrencyStatement, MovedLine, PayoutLine, SourceLine, Statement, TrackLine,
};
use domain::money::{
    Account, AccountKind, Amount, AmountError, BasisPoints, Currency, Money, MonthState,
    PayablesProof, PayoutAmounts, Sha256Hex, Share, TrackKey, YearMonth,
};
use domain::operator_word::OperatorWord;
use edge::Caller;
use jiff::Timestamp;
use ledger::StatementTotals;
use schemars::JsonSchema;
use serde::Serialize;
use store::balance::Balance;
use store::month::{Month, MonthConfirmation, RejectedPlan, SealedPlan};

/// A word that waits for another operator's, in a matter that has every operator as a party.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FirstWordView {
    /// The caller.
    said_by: MemberId,
    /// What has to follow, in words.
    waits_for: &'static str,
    /// All that wait on the matter: the caller's, and those of others that do not say the same.
    first_words: Vec<OperatorWord>,
}

impl FirstWordView {
    pub(crate) const fn new(caller: &Caller, first_words: Vec<OperatorWord>) -> Self {
        let waits_for = "another operator says the same";
        Self { said_by: caller.member, waits_for, first_words }
    }
}

/// Money with exactly the decimals of its currency.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct FixedMoney {
    currency: Currency,
    /// With all decimals of the currency, and no more.
    #[schemars(with = "Amount")]
    amount: String,
}

impl FixedMoney {
    fn new(currency: Currency, amount: Amount) -> Result<Self, AmountError> {
        Ok(Self { currency, amount: amount.fixed(currency.exponent())? })
    }
}

/// A month of the books, as operators read it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct MonthView {
    month: YearMonth,
    state: MonthState,
    /// The number of its plan, or of the one that it will have.
    #[schemars(range(min = 1))]
    plan_no: u32,
    frozen_at: Option<Timestamp>,
    /// The sealed one; null before there is one.
    plan: Option<PlanView>,
    /// The operator who approved the plan; null while nobody has.
    approved_by: Option<MemberId>,
    approved_at: Option<Timestamp>,
    /// What was confirmed of the sealed plan.
    confirmations: Vec<MonthConfirmation>,
    posted_at: Option<Timestamp>,
    paid_at: Option<Timestamp>,
    closed_at: Option<Timestamp>,
    /// What is due and what was paid of it, by currency: as it was closed, or as it stands now.
    payables: Vec<PayablesView>,
    /// What the last attempt to close it has found.
    differences: Vec<Difference>,
    /// When the last attempt to close it was made; null before the first.
    counted_at: Option<Timestamp>,
    /// The plans that were rejected, the oldest first.
    rejected: Vec<RejectedPlan>,
}

/// The second line of the proof, with the words that people read.
#[derive(Debug, Serialize, JsonSchema)]
struct PayablesView {
    #[serde(flatten)]
    proof: PayablesProof,
    /// All of it in one line, for people.
    line: String,
}

/// A sealed plan.
#[derive(Debug, Serialize, JsonSchema)]
struct PlanView {
    /// Names the plan: what an approval says that it has read.
    plan_sha256: Sha256Hex,
    /// Accounts by currency.
    unit_count: u64,
    /// Parts of at most 48 units.
    chunk_count: u64,
    /// Who put something in.
    contributors: Vec<MemberId>,
    sealed_at: Timestamp,
    /// That it makes nothing and loses nothing, by currency.
    proofs: Vec<ProofView>,
}

/// A proof with the line that people read.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct ProofView {
    #[serde(flatten)]
    proof: Proof,
    /// All of it in one line, for people.
    line: String,
}

impl From<Proof> for ProofView {
    fn from(proof: Proof) -> Self {
        Self { line: proof.to_string(), proof }
    }
}

impl MonthView {
    pub(crate) fn new(month: Month, payables: Vec<PayablesProof>) -> Self {
        let due = |proof: PayablesProof| PayablesView { line: proof.to_string(), proof };
        Self {
            month: month.month,
            state: month.state,
            plan_no: month.plan_no,
            frozen_at: month.frozen_at,
            plan: month.plan.map(PlanView::from),
            approved_by: month.approved_by,
            approved_at: month.approved_at,
            confirmations: month.confirmations,
            posted_at: month.posted_at,
            paid_at: month.paid_at,
            closed_at: month.closed_at,
            payables: payables.into_iter().map(due).collect(),
            differences: month.differences,
            counted_at: month.counted_at,
            rejected: month.rejected,
        }
    }
}

impl From<SealedPlan> for PlanView {
    fn from(plan: SealedPlan) -> Self {
        Self {
            plan_sha256: plan.sha256,
            unit_count: plan.unit_count,
            chunk_count: plan.chunk_count,
            contributors: plan.contributors.into_iter().collect(),
            sealed_at: plan.sealed_at,
            proofs: plan.proofs.into_iter().map(ProofView::from).collect(),
        }
    }
}

/// The numbers of one account in one currency and month.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Totals {
    currency: Currency,
    /// Carried from the month before.
    opening: Money,
    /// The shares of what the month's files say.
    earnings: Money,
    /// What moved otherwise.
    adjustments: Money,
    /// The three together.
    payable: Money,
    /// What becomes due, before tax: whole minor units, from the minimum on.
    gross: FixedMoney,
    /// The tax that is kept of it.
    withheld: FixedMoney,
    /// What is paid.
    net: FixedMoney,
    /// Carried into the month after.
    closing: Money,
}

#[derive(Debug, Clone, Copy)]
struct Numbers {
    currency: Currency,
    opening: Amount,
    earnings: Amount,
    adjustments: Amount,
    payout: PayoutAmounts,
}

impl Totals {
    fn new(numbers: Numbers) -> Result<Self, AmountError> {
        let Numbers { currency, opening, earnings, adjustments, payout } = numbers;
        let money = |amount| Money::new(currency, amount);
        let paid = |amount| FixedMoney::new(currency, amount);
        Ok(Self {
            currency,
            opening: money(opening),
            earnings: money(earnings),
            adjustments: money(adjustments),
            payable: money(payout.payable),
            gross: paid(payout.gross)?,
            withheld: paid(payout.withheld)?,
            net: paid(payout.net)?,
            closing: money(payout.closing),
        })
    }
}

/// One account of a plan, as an operator reads it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UnitView {
    account: Account,
    kind: AccountKind,
    #[serde(flatten)]
    totals: Totals,
    /// Of the gross.
    tax_bp: BasisPoints,
}

impl UnitView {
    pub(crate) fn new(unit: Unit) -> Result<Self, AmountError> {
        let Unit { currency, opening, earnings, adjustments, payout, .. } = unit;
        let numbers = Numbers { currency, opening, earnings, adjustments, payout };
        Ok(Self {
            kind: unit.account.kind(),
            account: unit.account,
            totals: Totals::new(numbers)?,
            tax_bp: unit.tax,
        })
    }
}

/// One account of a plan, with everything that it is made of.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct UnitWithLinesView {
    #[serde(flatten)]
    unit: UnitView,
    /// What the earnings are the sum of.
    lines: Vec<UnitLineView>,
    /// What the adjustments are the sum of.
    moves: Vec<UnitMoveView>,
}

/// What one track earned, as a plan has it.
#[derive(Debug, Serialize, JsonSchema)]
struct UnitLineView {
    track: TrackKey,
    split_number: u32,
    /// Of the track, in the month's files.
    revenue: Money,
    share_ppm: Share,
    /// The share of it.
    earned: Money,
}

/// What moved otherwise, as a plan has it.
#[derive(Debug, Serialize, JsonSchema)]
struct UnitMoveView {
    kind: MoveKind,
    /// What it is about: the adjustment, the suspense entry, the track or the brief.
    subject: String,
    amount: Money,
    /// Of whoever decided it; null where nobody had to say one.
    reason: Option<String>,
}

impl UnitWithLinesView {
    pub(crate) fn new(mut unit: Unit) -> Result<Self, AmountError> {
        let money = |amount| Money::new(unit.currency, amount);
        let lines = std::mem::take(&mut unit.lines).into_iter().map(|line| UnitLineView {
            track: line.track,
            split_number: line.split_number,
            revenue: money(line.revenue),
            share_ppm: line.share_ppm,
            earned: money(line.earned),
        });
        let lines = lines.collect();
        let moves = std::mem::take(&mut unit.moves).into_iter().map(|moved| UnitMoveView {
            kind: moved.kind,
            subject: moved.subject,
            amount: money(moved.amount),
            reason: moved.reason,
        });
        let moves = moves.collect();
        Ok(Self { unit: UnitView::new(unit)?, lines, moves })
    }
}

/// One month in a list of one's own.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StatementTotalsView {
    month: YearMonth,
    #[serde(flatten)]
    totals: Totals,
    /// Not paid yet, before the month …
    opening_due: FixedMoney,
    /// … and with it.
    closing_due: FixedMoney,
    plan_sha256: Sha256Hex,
    posted_at: Timestamp,
}

impl StatementTotalsView {
    pub(crate) fn new(listed: StatementTotals) -> Result<Self, AmountError> {
        let StatementTotals { currency, opening, earnings, adjustments, payout, due, .. } = listed;
        Ok(Self {
            month: listed.month,
            totals: Totals::new(Numbers { currency, opening, earnings, adjustments, payout })?,
            opening_due: FixedMoney::new(currency, due.opening_due)?,
            closing_due: FixedMoney::new(currency, due.closing_due)?,
            plan_sha256: listed.plan_sha256,
            posted_at: listed.posted_at,
        })
    }
}

/// A payee's month with every track in it.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct StatementView<'a> {
    account: &'a Account,
    /// The payee's, as it is now; null where there is none.
    name: Option<&'a str>,
    month: YearMonth,
    /// One for each currency.
    entries: Vec<StatementEntryView<'a>>,
}

/// A payee's month in one currency.
#[derive(Debug, Serialize, JsonSchema)]
struct StatementEntryView<'a> {
    /// What is paid, or why nothing is.
    headline: String,
    month: YearMonth,
    #[serde(flatten)]
    totals: Totals,
    /// Of the gross.
    tax_bp: BasisPoints,
    /// Of the plan that it was booked from.
    plan_sha256: &'a Sha256Hex,
    posted_at: Timestamp,
    /// What the earnings are the sum of.
    lines: Vec<StatementLineView<'a>>,
    /// What the adjustments are the sum of.
    moves: Vec<StatementMoveView<'a>>,
    /// What was due to the payee, and what became of it.
    due: PayablesTotals,
    /// What the payables are the sum of.
    payouts: Vec<StatementPayoutView>,
}

/// What moved otherwise than by a share of the month's revenue.
#[derive(Debug, Serialize, JsonSchema)]
struct StatementMoveView<'a> {
    kind: MoveKind,
    /// What happened, in plain words.
    what: &'static str,
    /// The adjustment, the entry of suspense (which can be traced), the track or the brief.
    subject: &'a str,
    /// Null where it is about none.
    track: Option<&'a TrackKey>,
    /// Of the track; null where it is about none.
    title: Option<&'a str>,
    /// By which it was shared out; null where it was not shared out by one.
    split_number: Option<u32>,
    /// Of whoever decided it; null where nobody had to say one.
    reason: Option<&'a str>,
    amount: Money,
}

/// What was due to the payee, and what became of it.
#[derive(Debug, Serialize, JsonSchema)]
struct PayablesTotals {
    /// Not paid yet, before the month.
    opening_due: FixedMoney,
    /// What became due in it, before tax.
    gross: FixedMoney,
    /// What reached the payee in it, less what came back.
    net_settled: FixedMoney,
    /// The tax that was kept of that.
    withheld: FixedMoney,
    /// Not paid yet, with the month.
    closing_due: FixedMoney,
}

/// What one month made due.
#[derive(Debug, Serialize, JsonSchema)]
struct StatementPayoutView {
    /// That made it due.
    month: YearMonth,
    /// What became due, before tax.
    gross: FixedMoney,
    /// The tax that is kept of it.
    withheld: FixedMoney,
    /// What is paid.
    net: FixedMoney,
    /// Its part of what the statement's month saw.
    due: PayablesTotals,
    /// Where it is now …
    state: &'static str,
    /// … in plain words.
    says: String,
}

/// What one track earned.
#[derive(Debug, Serialize, JsonSchema)]
struct StatementLineView<'a> {
    track: &'a TrackKey,
    /// Null where the track has none that is known.
    title: Option<&'a str>,
    split_number: u32,
    /// Of the track, in the month's files.
    revenue: Money,
    share_ppm: Share,
    /// The share of it.
    earned: Money,
    /// Null unless it is a share of a co-producers' pool.
    coproduced: Option<CoproducedView<'a>>,
    /// What the earned is the sum of.
    sources: Vec<StatementSourceView<'a>>,
}

/// What a share of the pool was given for.
#[derive(Debug, Serialize, JsonSchema)]
struct CoproducedView<'a> {
    /// Those of the payee.
    reviews: &'a [ReviewId],
    /// Those that share the pool.
    reviews_in_all: u64,
}

/// What came from one source and territory.
#[derive(Debug, Serialize, JsonSchema)]
struct StatementSourceView<'a> {
    /// Where the music was used, in the word of the files.
    source: &'a str,
    /// In which country, in the word of the files.
    territory: &'a str,
    /// How many lines of the files it is the sum of.
    lines: u64,
    revenue: Money,
    /// The share of it.
    earned: Money,
}

impl<'a> StatementView<'a> {
    pub(crate) fn new(statement: &'a Statement) -> Result<Self, AmountError> {
        let month = statement.month;
        let entry = |one| StatementEntryView::new(month, one);
        let entries: Result<_, _> = statement.currencies.iter().map(entry).collect();
        let (account, name) = (&statement.account, statement.name.as_deref());
        Ok(Self { account, name, month, entries: entries? })
    }
}

impl<'a> StatementEntryView<'a> {
    fn new(month: YearMonth, statement: &'a CurrencyStatement) -> Result<Self, AmountError> {
        let CurrencyStatement { currency, opening, earnings, adjustments, payout, .. } = *statement;
        let numbers = Numbers { currency, opening, earnings, adjustments, payout };
        Ok(Self {
            headline: statement.headline()?,
            month,
            totals: Totals::new(numbers)?,
            tax_bp: statement.tax,
            plan_sha256: &statement.plan_sha256,
            posted_at: statement.posted_at,
            lines: statement
                .tracks
                .iter()
                .map(|track| StatementLineView::new(currency, track))
                .collect(),
            moves: statement
                .moves
                .iter()
                .map(|moved| StatementMoveView::new(currency, moved))
                .collect(),
            due: PayablesTotals::new(&statement.due)?,
            payouts: statement
                .payouts
                .iter()
                .map(StatementPayoutView::new)
                .collect::<Result<_, _>>()?,
        })
    }
}

impl<'a> StatementMoveView<'a> {
    fn new(currency: Currency, moved: &'a MovedLine) -> Self {
        let line = &moved.line;
        Self {
            kind: line.kind,
            what: moved.what(),
            subject: &line.subject,
            track: line.track.as_ref(),
            title: moved.title.as_deref(),
            split_number: line.split_number,
            reason: line.reason.as_deref(),
            amount: Money::new(currency, line.amount),
        }
    }
}

impl PayablesTotals {
    fn new(due: &PayablesProof) -> Result<Self, AmountError> {
        let paid = |amount| FixedMoney::new(due.currency, amount);
        Ok(Self {
            opening_due: paid(due.opening_due)?,
            gross: paid(due.gross)?,
            net_settled: paid(due.net_settled)?,
            withheld: paid(due.withheld)?,
            closing_due: paid(due.closing_due)?,
        })
    }
}

impl StatementPayoutView {
    fn new(line: &PayoutLine) -> Result<Self, AmountError> {
        let paid = |amount| FixedMoney::new(line.due.currency, amount);
        Ok(Self {
            month: line.month,
            gross: paid(line.gross)?,
            withheld: paid(line.withheld)?,
            net: paid(line.net)?,
            due: PayablesTotals::new(&line.due)?,
            state: line.payment.word(),
            says: line.says()?,
        })
    }
}

impl<'a> StatementLineView<'a> {
    fn new(currency: Currency, line: &'a TrackLine) -> Self {
        let money = |amount| Money::new(currency, amount);
        let source = |one: &'a SourceLine| StatementSourceView {
            source: &one.source,
            territory: &one.territory,
            lines: one.lines,
            revenue: money(one.revenue),
            earned: money(one.earned),
        };
        let (reviews, reviews_in_all) = (line.reviews.as_slice(), line.reviews_in_all);
        Self {
            track: &line.track,
            title: line.title.as_deref(),
            split_number: line.split_number,
            revenue: money(line.revenue),
            share_ppm: line.share_ppm,
            earned: money(line.earned),
            coproduced: (!reviews.is_empty()).then_some(CoproducedView { reviews, reviews_in_all }),
            sources: line.sources.iter().map(source).collect(),
        }
    }
}

/// What a payee has, in one currency.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct BalanceView {
    currency: Currency,
    /// Carried into the next month.
    balance: Money,
    /// Booked to be paid out, and not paid yet.
    due: FixedMoney,
}

impl BalanceView {
    pub(crate) fn new(balance: &Balance) -> Result<Self, AmountError> {
        let Balance { currency, balance, due, .. } = *balance;
        Ok(Self {
            currency,
            balance: Money::new(currency, balance),
            due: FixedMoney::new(currency, due)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_paid_has_the_decimals_of_its_currency_and_the_rest_is_exact() {
        let numbers = Numbers {
            currency: "EUR".parse().unwrap(),
            opening: Amount::ZERO,
            earnings: "30.005".parse().unwrap(),
            adjustments: Amount::ZERO,
            payout: PayoutAmounts::compute(
                "EUR".parse().unwrap(),
                Amount::ZERO,
                "30.005".parse().unwrap(),
                Amount::ZERO,
                BasisPoints::default(),
            )
            .unwrap(),
        };
        let json = serde_json::to_value(Totals::new(numbers).unwrap()).unwrap();
        let amount = |name: &str| json[name]["amount"].as_str().unwrap().to_owned();
        assert_eq!(["earnings", "closing"].map(amount), ["30.005", "0.005"]);
        assert_eq!(["gross", "withheld", "net"].map(amount), ["30.00", "0.00", "30.00"]);
    }
}
