//! A month that pays the operators themselves: who may approve it, and whose lines another operator
//! has to confirm before.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use domain::id::MemberId;
use domain::money::plan::{Chunk, Plan, Unit};
use domain::money::{Account, MonthState, Sha256Hex, YearMonth};
use domain::own_matter::{OwnMonth, own_matter};
use store::month::{LinesConfirmation, Month};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::period::transitions::confirm;

/// What a sealed plan has for an operator, and who has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorLines {
    pub member: MemberId,
    /// One a currency.
    pub units: Vec<Unit>,
    pub confirmation: Option<LinesConfirmation>,
}

impl Ledger {
    /// Refuses an approval of the sealed plan by an operator whom it pays, unless it pays all who
    /// could approve it and the lines of each were confirmed by another one. Nothing is refused
    /// where the approval itself will be. Three round trips, and one for each halving of the chunks;
    /// where the month pays the approver one more, and as many for each operator.
    pub(crate) async fn require_others_month(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
        approver: MemberId,
    ) -> Result<(), LedgerError> {
        let Month { state, plan, confirmations, .. } = self.store.month(month).await?.item;
        let seen = plan.filter(|plan| plan.sha256 == *plan_sha256);
        let Some(sealed) = seen.filter(|_| state == MonthState::Planned) else { return Ok(()) };
        let plan = self.plan_head(month, plan_sha256).await?;
        let is_party = sealed.contributors.contains(&approver);
        if is_party || self.units_of(&plan, approver).await?.is_empty() {
            return Ok(());
        }
        let operators = self.operators().await?;
        let mut paid = BTreeSet::from([approver]);
        for operator in operators.iter().filter(|one| **one != approver) {
            if !self.units_of(&plan, *operator).await?.is_empty() {
                paid.insert(*operator);
            }
        }
        let confirmed: BTreeSet<MemberId> = confirmations.iter().map(|one| one.member).collect();
        let (contributors, operators) = (&sealed.contributors, &operators);
        let (paid, confirmed) = (&paid, &confirmed);
        Ok(OwnMonth { approver, contributors, operators, paid, confirmed }.check()?)
    }

    /// The lines of every operator whom the sealed plan pays. The month, the plan, the operators,
    /// and for each of them one round trip for each halving of the chunks.
    pub async fn operator_lines(&self, month: &Month) -> Result<Vec<OperatorLines>, LedgerError> {
        let Some(sealed) = &month.plan else {
            return Err(LedgerError::NoPlan { plan_no: month.plan_no });
        };
        let plan = self.plan_head(month.month, &sealed.sha256).await?;
        let mut lines = Vec::new();
        for member in self.operators().await? {
            let units = self.units_of(&plan, member).await?;
            let confirmation = month.confirmations.iter().find(|one| one.member == member).cloned();
            if !units.is_empty() {
                lines.push(OperatorLines { member, units, confirmation });
            }
        }
        Ok(lines)
    }

    /// Confirms another member's lines of the sealed plan; the same again changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] for one's own, [`LedgerError::NoLines`] where there are none.
    pub async fn confirm_lines(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
        member: MemberId,
        by: MemberId,
    ) -> Result<Month, LedgerError> {
        own_matter(by, [member])?;
        let stands = self.month(month).await?;
        if stands.plan.as_ref().is_some_and(|plan| plan.sha256 == *plan_sha256) {
            let plan = self.plan_head(month, plan_sha256).await?;
            if self.units_of(&plan, member).await?.is_empty() {
                return Err(LedgerError::NoLines { member });
            }
        }
        let at = self.now();
        self.change(month, |month| {
            confirm(month, plan_sha256, LinesConfirmation { member, by, at })
        })
        .await
    }

    /// The units of a plan that move something of this member's: its chunks are in the order of the
    /// accounts. One round trip for each halving of the chunks.
    async fn units_of(&self, plan: &Plan, member: MemberId) -> Result<Vec<Unit>, LedgerError> {
        let account = Account::of_member(member);
        let (mut from, mut to) = (0, plan.chunks.len());
        while from < to {
            let middle = from.midpoint(to);
            let Some(sha256) = plan.chunks.get(middle) else { break };
            let chunk = self.plan_chunk(plan.month, sha256).await?;
            match place(&account, &chunk) {
                Ordering::Less => to = middle,
                Ordering::Greater => from = middle.saturating_add(1),
                Ordering::Equal => return self.units_around(plan, middle, chunk, &account).await,
            }
        }
        Ok(Vec::new())
    }

    /// The account's units in the chunk that has some of them, and in the ones beside it.
    async fn units_around(
        &self,
        plan: &Plan,
        index: usize,
        found: Chunk,
        account: &Account,
    ) -> Result<Vec<Unit>, LedgerError> {
        let mut units = found.units;
        let is_at = |unit: Option<&Unit>| unit.is_some_and(|unit| unit.account == *account);
        let before = index.checked_sub(1).filter(|_| is_at(units.first()));
        let after = Some(index.saturating_add(1)).filter(|_| is_at(units.last()));
        for sha256 in [before, after].into_iter().flatten().filter_map(|at| plan.chunks.get(at)) {
            units.extend(self.plan_chunk(plan.month, sha256).await?.units);
        }
        units.retain(|unit| unit.account == *account && unit.moves_something());
        units.sort_by_key(|unit| unit.currency);
        Ok(units)
    }
}

/// Where an account is to be looked for, seen from this chunk.
fn place(account: &Account, chunk: &Chunk) -> Ordering {
    let (first, last) = (chunk.units.first(), chunk.units.last());
    if first.is_some_and(|unit| *account < unit.account) {
        return Ordering::Less;
    }
    if last.is_some_and(|unit| *account > unit.account) {
        return Ordering::Greater;
    }
    Ordering::Equal
}
