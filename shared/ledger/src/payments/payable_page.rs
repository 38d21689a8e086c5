//! A walk over everything that is owed, a page at a time, so that one invocation does a bounded
//! part of a month of any size. The order is fixed: what the last closed month has left due and
//! what has moved of months that are closed, by id; then the chunks of the plans since, month by
//! month.

use std::collections::BTreeMap;
use std::ops::Bound;

use domain::id::PayoutId;
use domain::money::plan::{Chunk, UNITS_PER_CHUNK, Unit};
use domain::money::{MonthState, Payable, YearMonth};
use media::keys;
use serde::{Deserialize, Serialize};
use store::month::Month;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::payments::payables::{PayablesById, Since};

/// Where a payment run goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case", deny_unknown_fields)]
pub enum PageToken {
    /// After this one of what the months up to the last closed one have left; none for the first.
    CarriedForward { closed: Option<YearMonth>, after: Option<PayoutId> },
    /// At this chunk of the plan of a month that is not closed.
    Plan { month: YearMonth, chunk: usize },
}

/// Part of everything that is owed.
#[derive(Debug, Default)]
pub(crate) struct PayablePage {
    pub(crate) payable: PayablesById,
    /// The units of the plans that it goes through, whether or not they make something due.
    pub(crate) units: Vec<Unit>,
    /// Nothing where this was the last one.
    pub(crate) next: Option<PageToken>,
}

/// The chunks that a page may still read.
struct PageBudget(usize);

impl PageBudget {
    fn take(&mut self, chunks: usize) {
        self.0 = self.0.saturating_sub(chunks);
    }
}

impl Ledger {
    /// What is owed of `until` and earlier months, from this token on. Where a month was closed
    /// meanwhile that changes what stands before the token, the walk begins again: the caller does
    /// nothing twice.
    pub(crate) async fn payable_page(
        &self,
        until: YearMonth,
        from: Option<&PageToken>,
    ) -> Result<PayablePage, LedgerError> {
        let since = self.since_closed(until).await?;
        let mut budget = PageBudget(self.runtime.config.payment_page_chunks);
        let mut page = PayablePage::default();
        let begins = match from {
            Some(PageToken::Plan { month, chunk }) if since.is_open(*month) => {
                Some((*month, *chunk))
            }
            Some(PageToken::CarriedForward { closed, after }) if *closed == since.last_closed() => {
                self.take_carried_forward(&since, *after, &mut budget, &mut page).await?;
                None
            }
            Some(PageToken::CarriedForward { .. } | PageToken::Plan { .. }) | None => {
                self.take_carried_forward(&since, None, &mut budget, &mut page).await?;
                None
            }
        };
        if page.next.is_some() {
            return Ok(page);
        }
        let (first, mut chunk) = begins.unwrap_or((self.genesis, 0));
        for month in since.open.iter().filter(|month| month.month >= first) {
            page.next = self.take_chunks(month, chunk, &mut budget, &mut page).await?;
            if page.next.is_some() {
                return Ok(page);
            }
            chunk = 0;
        }
        Ok(page)
    }

    /// What the closed months have left, after this one.
    async fn take_carried_forward(
        &self,
        since: &Since,
        after: Option<PayoutId>,
        budget: &mut PageBudget,
        page: &mut PayablePage,
    ) -> Result<(), LedgerError> {
        let left = self.carried_forward(since).await?;
        let most = budget.0.saturating_mul(UNITS_PER_CHUNK);
        let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
        let mut rest = left.range((begin, Bound::Unbounded));
        let taken: BTreeMap<PayoutId, Payable> =
            rest.by_ref().take(most).map(|(id, payable)| (*id, payable.clone())).collect();
        budget.take(taken.len().div_ceil(UNITS_PER_CHUNK));
        if rest.next().is_some() {
            let after = taken.last_key_value().map(|(id, _)| *id).or(after);
            page.next = Some(PageToken::CarriedForward { closed: since.last_closed(), after });
        }
        page.payable = taken;
        Ok(())
    }

    /// What the chunks of a posted month made due, from this one on; where it goes on, if there was
    /// no budget for all of them.
    async fn take_chunks(
        &self,
        month: &Month,
        first: usize,
        budget: &mut PageBudget,
        page: &mut PayablePage,
    ) -> Result<Option<PageToken>, LedgerError> {
        let sealed = month.plan.as_ref().filter(|_| month.state >= MonthState::Posted);
        let Some(sealed) = sealed else { return Ok(None) };
        let month = month.month;
        let plan = self.plan_head(month, &sealed.sha256).await?;
        let names: Vec<_> = plan.chunks.iter().skip(first).take(budget.0).cloned().collect();
        let chunks: Vec<Chunk> = self.get_objects(keys::plan, month, &names).await?;
        budget.take(names.len());
        let units: Vec<Unit> = chunks.into_iter().flat_map(|chunk| chunk.units).collect();
        let payable = units.iter().filter_map(|unit| Payable::of_unit(month, unit));
        page.payable.extend(payable.map(|one| (one.id(), one)));
        page.units.extend(units);
        let chunk = first.saturating_add(names.len());
        Ok((chunk < plan.chunks.len()).then_some(PageToken::Plan { month, chunk }))
    }
}
