//! What is decided about a payee: the hold that keeps their payouts back, what is withheld of them,
//! the account that they are paid to, and their own request to be paid below the minimum.

use domain::change::Change;
use domain::id::MemberId;
use domain::money::input::{Country, PayoutReason};
use domain::money::{Account, BasisPoints, PayoutAccount};
use domain::notice::Notice;
use domain::own_matter::own_matter;
use jiff::civil::Date;
use store::Stored;
use store::hold::{Hold, Release};
use store::payout_account::PayoutAccountItem;
use store::payout_request::{PayoutAnswer, PayoutDemand, RequestedPayout};
use store::tax_rate::{TaxRateDecision, TaxRateItem};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::seen::SeenDecision;

impl Ledger {
    /// Sets what is withheld of a member's payouts from the oldest Open month on; the rate that is
    /// set already stays as it is. None where nothing ever was. `expect` is given the number of the
    /// rate that would be replaced, 0 for none, and may refuse it. Four round trips, one more for a
    /// member without a profile or a notice.
    ///
    /// # Errors
    /// [`LedgerError::UnknownPayee`], [`LedgerError::OwnMatter`]; those of `expect`.
    pub async fn set_tax_rate(
        &self,
        member: MemberId,
        (country, rate_bp): (Country, BasisPoints),
        by: MemberId,
        expect: impl Fn(u64) -> Result<(), LedgerError>,
    ) -> Result<Option<TaxRateItem>, LedgerError> {
        self.require_payee(member, by).await?;
        let (account, at) = (Account::of_member(member), self.now());
        let decision = TaxRateDecision { account, country, rate_bp, by, at };
        let expect =
            |last: Option<&TaxRateItem>| expect(last.map_or(0, |last| last.rate.number.into()));
        let seen = SeenDecision { decision, expect };
        match self.store.decide(self.genesis, &seen).await?? {
            Change::Applied(item) => Ok(Some(item)),
            Change::AlreadyApplied => {
                let found = self.store.get(store::tax_rate::key(&seen.decision.account)).await?;
                Ok(found.map(|stored| stored.item))
            }
        }
    }

    /// Asks for a payout below the minimum in the oldest Open month; the same again in that month
    /// changes nothing. Three round trips.
    ///
    /// # Errors
    /// [`LedgerError::PayoutRequested`] within a year of the last one.
    pub async fn request_payout(&self, member: MemberId) -> Result<RequestedPayout, LedgerError> {
        let demand = PayoutDemand { member, reason: PayoutReason::Yearly, at: self.now() };
        match self.store.decide(self.genesis, &demand).await? {
            PayoutAnswer::New(asked) | PayoutAnswer::Before(asked) => Ok(asked),
            PayoutAnswer::TooSoon(last) => Err(LedgerError::PayoutRequested { month: last.month }),
        }
    }

    /// That the studio has anything of a member: a wrong id would have no effect, unnoticed.
    ///
    /// # Errors
    /// [`LedgerError::UnknownPayee`] for a member who is not taxed, held or paid;
    /// [`LedgerError::OwnMatter`] where it is the decider.
    async fn require_payee(&self, member: MemberId, decider: MemberId) -> Result<(), LedgerError> {
        own_matter(decider, [member])?;
        if self.store.knows(member).await? {
            return Ok(());
        }
        Err(LedgerError::UnknownPayee { member })
    }

    /// Keeps a member's payouts back until `review_on` at least; the same hold again changes
    /// nothing. `expect` is given the revision of the hold that would be replaced, 0 for none, and
    /// may refuse it. Two round trips, one more for a member who was never held.
    ///
    /// # Errors
    /// [`LedgerError::UnknownPayee`], [`LedgerError::OwnMatter`]; those of `expect`; when another
    /// write was faster.
    pub async fn place_hold(
        &self,
        member: MemberId,
        (reason, review_on): (String, Date),
        placed_by: MemberId,
        expect: impl Fn(u64) -> Result<(), LedgerError>,
    ) -> Result<Stored<Hold>, LedgerError> {
        own_matter(placed_by, [member])?;
        let before = self.store.get(store::hold::key(member)).await?;
        match &before {
            Some(stored)
                if stored.item.released.is_none()
                    && stored.item.reason == reason
                    && stored.item.review_on == review_on =>
            {
                return Ok(stored.clone());
            }
            Some(_) => {}
            None => self.require_payee(member, placed_by).await?,
        }
        let revision = before.map_or(0, |stored| stored.revision);
        expect(revision)?;
        let placed_at = self.now();
        let item = Hold { member, reason, placed_by, placed_at, review_on, released: None };
        self.change_hold(Stored { item, revision }).await
    }

    /// Lets a member's payouts go again; a released hold stays as it is. None where nothing was
    /// ever held. `expect` is given the revision of the hold that would be released, and may refuse
    /// it. Two round trips.
    ///
    /// # Errors
    /// Those of `expect`; when another write was faster.
    pub async fn release_hold(
        &self,
        member: MemberId,
        reason: String,
        released_by: MemberId,
        expect: impl Fn(u64) -> Result<(), LedgerError>,
    ) -> Result<Option<Stored<Hold>>, LedgerError> {
        own_matter(released_by, [member])?;
        let Some(before) = self.store.get(store::hold::key(member)).await? else {
            return Ok(None);
        };
        if before.item.released.is_some() {
            return Ok(Some(before));
        }
        let Stored { item, revision } = before;
        expect(revision)?;
        let released = Some(Release { reason, released_by, released_at: self.now() });
        self.change_hold(Stored { item: Hold { released, ..item }, revision }).await.map(Some)
    }

    /// The hold with the revision that it has once it is written. One round trip.
    async fn change_hold(&self, hold: Stored<Hold>) -> Result<Stored<Hold>, LedgerError> {
        self.store.change_hold(&hold).await?;
        Ok(Stored { revision: hold.revision.saturating_add(1), ..hold })
    }

    /// Changes where a member is paid. The first account is paid to at once, a changed one after
    /// 72 hours, and its owner is notified which account was used before; the same account again
    /// changes nothing. Two round trips.
    ///
    /// # Errors
    /// When the table does not answer, or another write was faster.
    pub async fn change_payout_account(
        &self,
        member: MemberId,
        account: PayoutAccount,
    ) -> Result<PayoutAccountItem, LedgerError> {
        let before = self.store.get(store::payout_account::key(member)).await?;
        if let Some(stored) = &before
            && stored.item.account == account
        {
            return Ok(stored.item.clone());
        }
        let now = self.now();
        let notice =
            before.as_ref().map(|stored| Notice::payout_account(member, &stored.item.account, now));
        let usable_at = PayoutAccount::usable_at(now, before.is_none());
        let item = PayoutAccountItem { member, account, changed_at: now, usable_at };
        let stored = Stored { item, revision: before.map_or(0, |stored| stored.revision) };
        self.store.change_payout_account(&stored, notice.as_ref()).await?;
        Ok(stored.item)
    }
}
