//! A month that concerns the operators themselves: who may approve it, and what another operator has
//! to confirm before.

use std::collections::BTreeSet;

use domain::id::MemberId;
use domain::money::plan::{Chunk, Contributed, PlanIndex, Unit};
use domain::money::{Account, MonthState, Sha256Hex, YearMonth};
use domain::own_matter::own_matter;
use media::keys;
use store::month::{Month, MonthConfirmation, SealedPlan};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::period::transitions::{ApprovalFacts, confirm};

/// What somebody has in a sealed plan, and who has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPart {
    pub member: MemberId,
    /// What it moves of theirs, one a currency.
    pub units: Vec<Unit>,
    pub put_in: Vec<Contributed>,
    pub confirmation: Option<MonthConfirmation>,
}

impl Ledger {
    /// What the approval of this plan rests on; nothing unless it is the one that waits for it.
    /// Three round trips; where the month concerns the approver one more, and one for each operator.
    pub(crate) async fn approval_facts(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
        approver: MemberId,
    ) -> Result<Option<ApprovalFacts>, LedgerError> {
        let Month { state, plan, .. } = self.store.month(month).await?.item;
        let seen = plan.filter(|plan| plan.sha256 == *plan_sha256);
        let Some(sealed) = seen.filter(|_| state == MonthState::Planned) else { return Ok(None) };
        let index = self.plan_index(month, &sealed).await?;
        let put_something_in = sealed.contributors.contains(&approver);
        if !put_something_in && self.units_of(month, &index, approver).await?.is_empty() {
            return Ok(Some(ApprovalFacts::default()));
        }
        let operators = self.operators().await?;
        let mut paid = BTreeSet::new();
        if put_something_in && !operators.is_subset(&sealed.contributors) {
            return Ok(Some(ApprovalFacts { operators, paid }));
        }
        for one in operators.iter().copied().chain([approver]).collect::<BTreeSet<_>>() {
            if !self.units_of(month, &index, one).await?.is_empty() {
                paid.insert(one);
            }
        }
        Ok(Some(ApprovalFacts { operators, paid }))
    }

    /// What everybody who put something in, and every operator whom it pays, has in the sealed plan.
    /// The index, the operators, and one round trip for each of them.
    pub async fn own_parts(&self, month: &Month) -> Result<Vec<OwnPart>, LedgerError> {
        let Some(sealed) = &month.plan else {
            return Err(LedgerError::NoPlan { plan_no: month.plan_no });
        };
        let index = self.plan_index(month.month, sealed).await?;
        let mut parts = Vec::new();
        for member in self.operators().await?.union(&sealed.contributors).copied() {
            let units = self.units_of(month.month, &index, member).await?;
            let put_in: Vec<Contributed> = index.put_in_by(member).cloned().collect();
            let confirmation = month.confirmations.iter().find(|one| one.member == member).cloned();
            if !units.is_empty() || !put_in.is_empty() {
                parts.push(OwnPart { member, units, put_in, confirmation });
            }
        }
        Ok(parts)
    }

    /// Confirms what another member has in the sealed plan; the same again changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::OwnMatter`] for one's own, [`LedgerError::NoPart`] where there is nothing.
    pub async fn confirm_part(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
        member: MemberId,
        by: MemberId,
    ) -> Result<Month, LedgerError> {
        own_matter(by, [member])?;
        let stands = self.month(month).await?;
        if let Some(sealed) = stands.plan.filter(|plan| plan.sha256 == *plan_sha256)
            && !sealed.contributors.contains(&member)
        {
            let index = self.plan_index(month, &sealed).await?;
            if self.units_of(month, &index, member).await?.is_empty() {
                return Err(LedgerError::NoPart { member });
            }
        }
        let at = self.now();
        self.change(month, |month| {
            confirm(month, plan_sha256, MonthConfirmation { member, by, at })
        })
        .await
    }

    async fn plan_index(
        &self,
        month: YearMonth,
        sealed: &SealedPlan,
    ) -> Result<PlanIndex, LedgerError> {
        self.get_object(keys::plan, month, &sealed.index_sha256).await
    }

    /// The units of a plan that move something of this member's. One round trip for the chunk that
    /// has them; two where the account begins it, since it may have begun in the one before.
    async fn units_of(
        &self,
        month: YearMonth,
        index: &PlanIndex,
        member: MemberId,
    ) -> Result<Vec<Unit>, LedgerError> {
        let account = Account::of_member(member);
        let names = index.chunks_of(&account);
        let chunks: Vec<Chunk> = self.get_objects(keys::plan, month, &names).await?;
        let units = chunks.into_iter().flat_map(|chunk| chunk.units);
        let of_member = |unit: &Unit| unit.account == account && unit.moves_something();
        let mut units: Vec<Unit> = units.filter(of_member).collect();
        units.sort_by_key(|unit| unit.currency);
        Ok(units)
    }
}
