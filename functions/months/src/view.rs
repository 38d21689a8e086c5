//! What goes over the wire: money as exact decimal strings, what is paid with exactly the decimals
//! of its currency.

use domain::id::MemberId;
use domain::money::plan::{EarningLine, Proof, Unit};
use domain::money::{
    Account, AccountKind, Amount, AmountError, BasisPoints, Currency, Money, MonthState, Payable,
    Sha256Hex, Share, YearMonth,
};
use jiff::Timestamp;
use ledger::{LedgerError, Statement};
use serde::Serialize;
use store::balance::Balance;
use store::month::{Month, RejectedPlan, SealedPlan};
use store::statement::Entry;

/// Money with exactly the decimals of its currency.
#[derive(Debug, Serialize)]
pub(crate) struct Paid {
    currency: Currency,
    amount: String,
}

impl Paid {
    fn new(currency: Currency, amount: Amount) -> Result<Self, AmountError> {
        Ok(Self { currency, amount: amount.fixed(currency.exponent())? })
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct MonthView {
    month: YearMonth,
    state: MonthState,
    plan_no: u32,
    frozen_at: Option<Timestamp>,
    plan: Option<PlanView>,
    approved_by: Option<MemberId>,
    approved_at: Option<Timestamp>,
    posted_at: Option<Timestamp>,
    rejected: Vec<RejectedPlan>,
}

#[derive(Debug, Serialize)]
struct PlanView {
    plan_sha256: Sha256Hex,
    unit_count: u64,
    chunk_count: u64,
    contributors: Vec<MemberId>,
    sealed_at: Timestamp,
    proofs: Vec<ProofView>,
}

/// A proof with the line that people read.
#[derive(Debug, Serialize)]
pub(crate) struct ProofView {
    #[serde(flatten)]
    proof: Proof,
    line: String,
}

impl From<Proof> for ProofView {
    fn from(proof: Proof) -> Self {
        Self { line: proof.to_string(), proof }
    }
}

impl From<Month> for MonthView {
    fn from(month: Month) -> Self {
        Self {
            month: month.month,
            state: month.state,
            plan_no: month.plan_no,
            frozen_at: month.frozen_at,
            plan: month.plan.map(PlanView::from),
            approved_by: month.approved_by,
            approved_at: month.approved_at,
            posted_at: month.posted_at,
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
#[derive(Debug, Serialize)]
pub(crate) struct Totals {
    currency: Currency,
    opening: Money,
    earnings: Money,
    adjustments: Money,
    payable: Money,
    gross: Paid,
    withheld: Paid,
    net: Paid,
    closing: Money,
}

#[derive(Debug, Clone, Copy)]
struct Numbers {
    currency: Currency,
    opening: Amount,
    earnings: Amount,
    adjustments: Amount,
    payout: Payable,
}

impl Totals {
    fn new(numbers: Numbers) -> Result<Self, AmountError> {
        let Numbers { currency, opening, earnings, adjustments, payout } = numbers;
        let money = |amount| Money::new(currency, amount);
        let paid = |amount| Paid::new(currency, amount);
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

    fn of_entry(entry: &Entry) -> Result<Self, AmountError> {
        let Entry { currency, opening, earnings, adjustments, payout, .. } = *entry;
        Self::new(Numbers { currency, opening, earnings, adjustments, payout })
    }
}

/// One account of a plan, as an operator reads it.
#[derive(Debug, Serialize)]
pub(crate) struct UnitView {
    account: Account,
    kind: AccountKind,
    #[serde(flatten)]
    totals: Totals,
    tax_basis_points: BasisPoints,
}

impl UnitView {
    pub(crate) fn of(unit: Unit) -> Result<Self, AmountError> {
        let Unit { currency, opening, earnings, adjustments, payout, .. } = unit;
        let numbers = Numbers { currency, opening, earnings, adjustments, payout };
        Ok(Self {
            kind: unit.account.kind(),
            account: unit.account,
            totals: Totals::new(numbers)?,
            tax_basis_points: unit.tax,
        })
    }
}

/// One month in a list of one's own.
#[derive(Debug, Serialize)]
pub(crate) struct EntryView {
    month: YearMonth,
    #[serde(flatten)]
    totals: Totals,
    plan_sha256: Sha256Hex,
    posted_at: Timestamp,
}

impl EntryView {
    pub(crate) fn of(entry: &Entry) -> Result<Self, AmountError> {
        Ok(Self {
            month: entry.month,
            totals: Totals::of_entry(entry)?,
            plan_sha256: entry.plan_sha256.clone(),
            posted_at: entry.posted_at,
        })
    }
}

/// A payee's month with every track in it.
#[derive(Debug, Serialize)]
pub(crate) struct StatementView {
    account: Account,
    month: YearMonth,
    entries: Vec<StatementEntryView>,
}

#[derive(Debug, Serialize)]
struct StatementEntryView {
    #[serde(flatten)]
    entry: EntryView,
    lines: Vec<LineView>,
}

/// What one track earned.
#[derive(Debug, Serialize)]
struct LineView {
    track: String,
    split_number: u32,
    revenue: Money,
    share_ppm: Share,
    earned: Money,
}

impl StatementView {
    pub(crate) fn of(statement: Statement) -> Result<Self, LedgerError> {
        let mut entries = Vec::with_capacity(statement.entries.len());
        for one in statement.entries {
            let currency = one.entry.currency;
            let line = |line: EarningLine| LineView {
                track: line.track,
                split_number: line.split_number,
                revenue: Money::new(currency, line.revenue),
                share_ppm: line.share_ppm,
                earned: Money::new(currency, line.earned),
            };
            entries.push(StatementEntryView {
                entry: EntryView::of(&one.entry)?,
                lines: one.lines.into_iter().map(line).collect(),
            });
        }
        Ok(Self { account: statement.account, month: statement.month, entries })
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct BalanceView {
    currency: Currency,
    /// Carried into the next month.
    balance: Money,
    /// Booked to be paid out, and not paid yet.
    due: Paid,
}

impl BalanceView {
    pub(crate) fn of(balance: &Balance) -> Result<Self, AmountError> {
        let Balance { currency, balance, due, .. } = *balance;
        Ok(Self {
            currency,
            balance: Money::new(currency, balance),
            due: Paid::new(currency, due)?,
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
            payout: Payable::compute(
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
