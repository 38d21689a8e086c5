//! The moves of a month: each one a decision without side effects, read, decided and written under
//! the revision that was read.

use std::collections::BTreeSet;

use domain::change::{Change, StateMachine};
use domain::id::MemberId;
use domain::money::close::Difference;
use domain::money::{MonthEvent, MonthState, PayablesProof, Sha256Hex, YearMonth};
use domain::own_matter::{OwnMatter, OwnMonth};
use jiff::Timestamp;
use store::month::{Month, MonthConfirmation, RejectedPlan, SealedPlan};
use store::{LostARace, Stored, retry_on_conflict};

use crate::error::LedgerError;
use crate::ledger::Ledger;

type Decision = Result<Change<Month>, LedgerError>;

/// What an approval needs to know beside the month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ApprovalFacts {
    /// All by their records; empty where the month does not concern the approver.
    pub operators: BTreeSet<MemberId>,
    /// Those of them, and the approver, whom the month pays; empty where an operator put nothing in
    /// and the approver did.
    pub paid: BTreeSet<MemberId>,
}

impl Ledger {
    /// The month as it stands.
    pub async fn month(&self, month: YearMonth) -> Result<Month, LedgerError> {
        self.month_before(month)?;
        Ok(self.store.month(month).await?.item)
    }

    /// Every month from the first one of the books to the one that runs, the oldest first.
    pub async fn months(&self) -> Result<Vec<(YearMonth, MonthState)>, LedgerError> {
        let months = self.store.months().await?;
        let current = YearMonth::of(self.now())?;
        Ok(self.genesis.through(current).map(|month| (month, months.state(month))).collect())
    }

    /// The month takes no more inputs: what has been committed is in, nothing joins after. The
    /// month must have ended and the one before must be frozen.
    pub async fn freeze(&self, month: YearMonth) -> Result<Month, LedgerError> {
        self.require_frozen_before(month).await?;
        let now = self.now();
        self.change(month, |month| freeze(month, now)).await
    }

    /// The same for the plan of this number alone: where the month has gone on to another number,
    /// nothing changes.
    pub(crate) async fn freeze_for(
        &self,
        month: YearMonth,
        plan_no: u32,
    ) -> Result<Month, LedgerError> {
        self.require_frozen_before(month).await?;
        let now = self.now();
        self.change(month, |month| {
            if month.plan_no == plan_no { freeze(month, now) } else { Ok(Change::AlreadyApplied) }
        })
        .await
    }

    async fn require_frozen_before(&self, month: YearMonth) -> Result<(), LedgerError> {
        if let Some(before) = self.month_before(month)? {
            let state = self.store.month(before).await?.item.state;
            if state == MonthState::Open {
                let needed = MonthState::Frozen;
                return Err(LedgerError::PreviousMonthUnposted { month: before, state, needed });
            }
        }
        Ok(())
    }

    /// Approves the sealed plan, if it is the one that `approver` has seen, and if they may
    /// ([`domain::own_matter::OwnMonth`]).
    pub async fn approve(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
        approver: MemberId,
    ) -> Result<Month, LedgerError> {
        self.month_before(month)?;
        let now = self.now();
        let facts = self.approval_facts(month, plan_sha256, approver).await?;
        let facts = facts.as_ref();
        self.change(month, |month| approve(month, plan_sha256, facts, approver, now)).await
    }

    /// Rejects the sealed plan, and the month takes inputs again; never after posting has begun. A
    /// frozen month opens again as well: where no plan follows from its inputs, one of them has to
    /// change.
    ///
    /// # Errors
    /// [`LedgerError::OtherPlan`] where `seen` is named and is not the sealed plan.
    pub async fn reject(
        &self,
        month: YearMonth,
        seen: Option<&Sha256Hex>,
        reason: &str,
        rejected_by: MemberId,
    ) -> Result<Month, LedgerError> {
        self.month_before(month)?;
        let now = self.now();
        self.change(month, |month| reject(month, seen, reason, rejected_by, now)).await
    }

    pub(crate) async fn change(
        &self,
        month: YearMonth,
        decide: impl Fn(&Month) -> Decision,
    ) -> Result<Month, LedgerError> {
        retry_on_conflict(async || {
            let read = self.store.month(month).await?;
            self.change_once(read, &decide).await
        })
        .await
    }

    /// The same for a month that has been read already: where it has changed since, it is read
    /// again.
    pub(crate) async fn change_from(
        &self,
        read: Stored<Month>,
        decide: impl Fn(&Month) -> Decision,
    ) -> Result<Month, LedgerError> {
        let month = read.item.month;
        match self.change_once(read, &decide).await {
            Err(error) if error.is_conflict() => self.change(month, decide).await,
            done @ (Ok(_) | Err(_)) => done,
        }
    }

    async fn change_once(
        &self,
        read: Stored<Month>,
        decide: &impl Fn(&Month) -> Decision,
    ) -> Result<Month, LedgerError> {
        let Stored { item, revision } = read;
        let next = match decide(&item)? {
            Change::AlreadyApplied => return Ok(item),
            Change::Applied(next) => Stored { item: next, revision },
        };
        self.store.save_month(&next).await?;
        Ok(next.item)
    }
}

fn freeze(month: &Month, now: Timestamp) -> Decision {
    let change = month.state.apply(MonthEvent::Freeze)?;
    if matches!(change, Change::Applied(_)) && !month.month.ended(now) {
        return Err(LedgerError::MonthNotEnded);
    }
    Ok(change.map(|state| Month { state, frozen_at: Some(now), ..month.clone() }))
}

/// Seals `plan` as number `plan_no`. A plan that was computed for another number comes too late.
pub(crate) fn seal(month: &Month, plan_no: u32, plan: &SealedPlan) -> Decision {
    let change = month.state.apply(MonthEvent::Plan)?;
    if matches!(change, Change::Applied(_)) && month.plan_no != plan_no {
        return Err(LedgerError::OtherPlan { sealed: None });
    }
    Ok(change.map(|state| Month { state, plan: Some(plan.clone()), ..month.clone() }))
}

/// Without `facts`, the plan was sealed after they were asked for.
fn approve(
    month: &Month,
    plan_sha256: &Sha256Hex,
    facts: Option<&ApprovalFacts>,
    approver: MemberId,
    now: Timestamp,
) -> Decision {
    let change = month.state.apply(MonthEvent::Approve)?;
    let sealed = match &month.plan {
        Some(plan) if plan.sha256 == *plan_sha256 => plan,
        Some(_) | None => {
            let sealed = month.plan.as_ref().map(|plan| plan.sha256.clone());
            return Err(LedgerError::OtherPlan { sealed });
        }
    };
    let Change::Applied(state) = change else {
        let contributed = sealed.contributors.contains(&approver);
        let free: BTreeSet<MemberId> = month.approved_by.into_iter().collect();
        return if contributed && !free.contains(&approver) {
            Err(LedgerError::ApproverContributed(OwnMatter::OthersAreFree { free }))
        } else {
            Ok(Change::AlreadyApplied)
        };
    };
    let Some(ApprovalFacts { operators, paid }) = facts else {
        return Err(LedgerError::OtherPlan { sealed: Some(sealed.sha256.clone()) });
    };
    let confirmed = &month.confirmations.iter().map(|one| one.member).collect();
    let contributors = &sealed.contributors;
    OwnMonth { approver, contributors, operators, paid, confirmed }.check()?;
    let (approved_by, approved_at) = (Some(approver), Some(now));
    Ok(Change::Applied(Month { state, approved_by, approved_at, ..month.clone() }))
}

/// Another operator has looked at what a member has in the plan; after the approval nothing is left
/// to confirm.
pub(crate) fn confirm(
    month: &Month,
    plan_sha256: &Sha256Hex,
    confirmation: MonthConfirmation,
) -> Decision {
    let change = month.state.apply(MonthEvent::Approve)?;
    let sealed = month.plan.as_ref().map(|plan| plan.sha256.clone());
    if sealed.as_ref() != Some(plan_sha256) {
        return Err(LedgerError::OtherPlan { sealed });
    }
    let is_known = month.confirmations.iter().any(|one| one.member == confirmation.member);
    if change == Change::AlreadyApplied || is_known {
        return Ok(Change::AlreadyApplied);
    }
    let mut confirmations = month.confirmations.clone();
    confirmations.push(confirmation);
    Ok(Change::Applied(Month { confirmations, ..month.clone() }))
}

/// With `seen`, that plan alone.
fn reject(
    month: &Month,
    seen: Option<&Sha256Hex>,
    reason: &str,
    rejected_by: MemberId,
    now: Timestamp,
) -> Decision {
    let change = month.state.apply(MonthEvent::Reject)?;
    if month.posting_started_at.is_some() {
        return Err(LedgerError::PostingStarted);
    }
    let sealed = month.plan.as_ref().map(|plan| &plan.sha256);
    if seen.is_some() && seen != sealed {
        return Err(LedgerError::OtherPlan { sealed: sealed.cloned() });
    }
    Ok(change.map(|state| {
        let mut rejected = month.rejected.clone();
        rejected.push(RejectedPlan {
            plan_no: month.plan_no,
            sha256: month.plan.as_ref().map(|plan| plan.sha256.clone()),
            reason: reason.to_owned(),
            rejected_by,
            rejected_at: now,
        });
        let plan_no = month.plan_no.saturating_add(1);
        // Executions that bear these numbers have been.
        let payment_run_no = month.payment_run_no;
        Month { state, plan_no, payment_run_no, rejected, ..Month::untouched(month.month) }
    }))
}

/// From here on the plan stands: no chunk is booked before this is written.
pub(crate) fn start_posting(month: &Month, plan_sha256: &Sha256Hex, now: Timestamp) -> Decision {
    let change = month.state.apply(MonthEvent::Post)?;
    let sealed = month.plan.as_ref().map(|plan| plan.sha256.clone());
    if sealed.as_ref() != Some(plan_sha256) {
        return Err(LedgerError::OtherPlan { sealed });
    }
    if change == Change::AlreadyApplied || month.posting_started_at.is_some() {
        return Ok(Change::AlreadyApplied);
    }
    Ok(Change::Applied(Month { posting_started_at: Some(now), ..month.clone() }))
}

/// Every chunk has its marker.
pub(crate) fn finish_posting(month: &Month, now: Timestamp) -> Decision {
    let change = month.state.apply(MonthEvent::Post)?;
    Ok(change.map(|state| Month { state, posted_at: Some(now), ..month.clone() }))
}

/// Everything that may leave has left. A month that is paid may be paid further.
pub(crate) fn finish_paying(month: &Month, now: Timestamp) -> Decision {
    let change = month.state.apply(MonthEvent::Pay)?;
    Ok(change.map(|state| Month { state, paid_at: Some(now), ..month.clone() }))
}

/// The books do not agree, and the month says how and when that was seen last. Of a closed month
/// nothing is written down: a caller that still counted it has counted too late.
pub(crate) fn differs(month: &Month, found: &[Difference], now: Timestamp) -> Change<Month> {
    let is_known = month.differences == found && month.counted_at == Some(now);
    if is_known || month.state == MonthState::Closed {
        return Change::AlreadyApplied;
    }
    let differences = found.to_vec();
    Change::Applied(Month { differences, counted_at: Some(now), ..month.clone() })
}

/// The books agree: what is due and what every account holds is written down with the month.
pub(crate) fn finish_closing(
    month: &Month,
    payables: Vec<PayablesProof>,
    books_sha256: Sha256Hex,
    open_sha256: Sha256Hex,
    now: Timestamp,
) -> Result<Month, LedgerError> {
    let state = month.state.apply(MonthEvent::Close)?.or(month.state);
    Ok(Month {
        state,
        closed_at: Some(now),
        counted_at: Some(now),
        differences: Vec::new(),
        payables,
        books_sha256: Some(books_sha256),
        open_sha256: Some(open_sha256),
        ..month.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn later() -> Timestamp {
        at("2026-02-01T00:00:00Z")
    }

    fn operator(name: &str) -> MemberId {
        MemberId::of_subject(name)
    }

    fn applied(decision: Decision) -> Month {
        match decision.unwrap() {
            Change::Applied(month) => month,
            Change::AlreadyApplied => panic!("nothing changed"),
        }
    }

    fn sealed(name: &[u8]) -> SealedPlan {
        SealedPlan {
            sha256: Sha256Hex::of(name),
            carried_sha256: Sha256Hex::of(b"carried"),
            previous_plan_sha256: None,
            unit_count: 1,
            chunk_count: 1,
            contributors: BTreeSet::from([operator("loader")]),
            index_sha256: Sha256Hex::of(b"index"),
            proofs: vec![],
            sealed_at: later(),
        }
    }

    fn open() -> Month {
        Month::untouched("2026-01".parse().unwrap())
    }

    fn planned() -> Month {
        let frozen = applied(freeze(&open(), later()));
        applied(seal(&frozen, 1, &sealed(b"one")))
    }

    fn approve_plan(month: &Month, plan: &[u8], by: &str) -> Decision {
        let facts = ApprovalFacts::default();
        approve(month, &Sha256Hex::of(plan), Some(&facts), operator(by), later())
    }

    fn approved() -> Month {
        applied(approve_plan(&planned(), b"one", "other"))
    }

    #[test]
    fn a_month_is_not_frozen_before_it_has_ended() {
        let early = freeze(&open(), at("2026-01-31T23:59:59Z"));
        assert!(matches!(early, Err(LedgerError::MonthNotEnded)));
        let frozen = applied(freeze(&open(), later()));
        assert!(matches!(freeze(&frozen, later()), Ok(Change::AlreadyApplied)));
    }

    #[test]
    fn only_the_sealed_plan_can_be_approved() {
        let other = approve_plan(&planned(), b"two", "other");
        assert!(matches!(other, Err(LedgerError::OtherPlan { sealed: Some(_) })));
        let again = approve_plan(&approved(), b"one", "third");
        assert!(matches!(again, Ok(Change::AlreadyApplied)));
        let unseen = approve(&planned(), &Sha256Hex::of(b"one"), None, operator("other"), later());
        assert!(matches!(unseen, Err(LedgerError::OtherPlan { sealed: Some(_) })));
    }

    #[test]
    fn who_loaded_a_file_cannot_approve_the_plan() {
        for month in [planned(), approved()] {
            let own = approve_plan(&month, b"one", "loader");
            assert!(matches!(own, Err(LedgerError::ApproverContributed(_))));
        }
    }

    #[test]
    fn a_rejected_plan_is_kept_and_the_next_one_has_another_number() {
        let open = applied(reject(&approved(), None, "wrong file", operator("other"), later()));
        assert_eq!((open.state, open.plan_no), (MonthState::Open, 2));
        assert_eq!((open.plan, open.approved_by, open.frozen_at), (None, None, None));
        assert_eq!(open.rejected[0].sha256, Some(Sha256Hex::of(b"one")));
    }

    #[test]
    fn a_rejected_month_gives_no_execution_a_name_that_was_taken() {
        let worked = Month { payment_run_no: 3, ..approved() };
        let open = applied(reject(&worked, None, "wrong file", operator("other"), later()));
        assert_eq!(open.payment_run_no, 3);
    }

    #[test]
    fn differences_are_written_down_whenever_they_are_found_until_the_month_is_closed() {
        let found = |at| match differs(&at, &[], later()) {
            Change::Applied(month) => Some(month.counted_at),
            Change::AlreadyApplied => None,
        };
        assert_eq!(found(approved()), Some(Some(later())));
        let earlier = Month { counted_at: Some(at("2026-01-01T00:00:00Z")), ..approved() };
        assert_eq!(found(earlier), Some(Some(later())), "the same, but counted later");
        assert_eq!(found(Month { counted_at: Some(later()), ..approved() }), None);
        assert_eq!(found(Month { state: MonthState::Closed, ..approved() }), None);
    }

    #[test]
    fn a_frozen_month_without_a_plan_opens_again_under_the_next_number() {
        let frozen = applied(freeze(&open(), later()));
        let open = applied(reject(&frozen, None, "no plan follows", operator("other"), later()));
        assert_eq!((open.state, open.plan_no, open.frozen_at), (MonthState::Open, 2, None));
        let kept = &open.rejected[0];
        assert_eq!((kept.plan_no, &kept.sha256), (1, &None));
        assert_eq!(kept.reason, "no plan follows");
    }

    #[test]
    fn a_plan_computed_before_a_rejection_is_not_sealed_after_it() {
        let open = applied(reject(&planned(), None, "wrong file", operator("other"), later()));
        let frozen = applied(freeze(&open, later()));
        assert!(matches!(
            seal(&frozen, 1, &sealed(b"one")),
            Err(LedgerError::OtherPlan { sealed: None })
        ));
    }

    #[test]
    fn only_the_plan_that_was_read_is_rejected_where_it_is_named() {
        let reject_plan = |month: &Month, plan: &[u8]| {
            reject(month, Some(&Sha256Hex::of(plan)), "wrong file", operator("other"), later())
        };
        let other = reject_plan(&planned(), b"two");
        assert!(matches!(other, Err(LedgerError::OtherPlan { sealed: Some(_) })));
        let open = applied(reject_plan(&planned(), b"one"));
        assert!(matches!(reject_plan(&open, b"one"), Err(LedgerError::Refused(_))));
        let frozen = applied(freeze(&open, later()));
        let late = reject_plan(&frozen, b"one");
        assert!(matches!(late, Err(LedgerError::OtherPlan { sealed: None })));
    }

    #[test]
    fn with_posting_started_nothing_is_rejected() {
        let one = Sha256Hex::of(b"one");
        let started = applied(start_posting(&approved(), &one, later()));
        let late = reject(&started, None, "too late", operator("other"), later());
        assert!(matches!(late, Err(LedgerError::PostingStarted)));
        let again = start_posting(&started, &one, later());
        assert!(matches!(again, Ok(Change::AlreadyApplied)));
        let other = start_posting(&started, &Sha256Hex::of(b"two"), later());
        assert!(matches!(other, Err(LedgerError::OtherPlan { .. })));
        assert_eq!(applied(finish_posting(&started, later())).state, MonthState::Posted);
    }

    #[test]
    fn a_step_out_of_order_names_what_is_possible() {
        let early = approve_plan(&open(), b"one", "other");
        let Err(LedgerError::Refused(refused)) = early else { panic!("{early:?}") };
        assert_eq!(refused.allowed, ["freeze"]);
    }
}
