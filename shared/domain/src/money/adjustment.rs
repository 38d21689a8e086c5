//! Corrections of what is posted: one operator proposes, another one approves or declines.

use std::collections::BTreeSet;

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::{AdjustmentId, MemberId};
use crate::money::account::{Account, AccountKind};
use crate::money::input::AdjustmentEntry;
use crate::money::month::{MonthState, YearMonth};
use crate::own_matter::{OwnMatter, Say, own_matter, say_of_parties};
use crate::string_enum::string_enum;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

string_enum! {
    /// Where an adjustment stands.
    pub enum AdjustmentState {
        /// One operator wants it.
        Proposed => "proposed",
        /// Another one agreed: it is an input of its month.
        Approved => "approved",
        /// It will not happen.
        Declined => "declined",
    }
}

string_enum! {
    /// What can happen to an adjustment.
    pub enum AdjustmentEvent {
        /// An operator other than the one who proposed it agrees.
        Approve => "approve",
        /// An operator, perhaps the same, puts it aside.
        Decline => "decline",
    }
}

state_machine!(AdjustmentState, AdjustmentEvent, table);

const fn table(state: AdjustmentState, event: AdjustmentEvent) -> Transition<AdjustmentState> {
    use AdjustmentEvent as E;
    use AdjustmentState as S;
    match state {
        S::Proposed => match event {
            E::Approve => Transition::To(S::Approved),
            E::Decline => Transition::To(S::Declined),
        },
        S::Approved => match event {
            E::Approve => Transition::AlreadyThere,
            E::Decline => Transition::Forbidden,
        },
        S::Declined => match event {
            E::Decline => Transition::AlreadyThere,
            E::Approve => Transition::Forbidden,
        },
    }
}

/// A correction, from its proposal on.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct Adjustment {
    /// Under which operators decide on it.
    pub id: AdjustmentId,
    /// Whether it was decided, and how.
    pub state: AdjustmentState,
    /// The posted month that it corrects.
    pub adjusts: YearMonth,
    /// What it puts right, in the words of who proposed it.
    pub reason: String,
    /// What it gives and takes, each account once a currency.
    pub entries: Vec<AdjustmentEntry>,
    /// The operator who proposed it.
    pub proposed_by: MemberId,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// The other operator; null until it is decided.
    pub decided_by: Option<MemberId>,
    /// When it was decided; null until then.
    pub decided_at: Option<Timestamp>,
    /// The month that it is an input of; null until it is approved.
    pub month: Option<YearMonth>,
}

/// Why a decision about an adjustment is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AdjustmentRefusal {
    #[error(transparent)]
    State(#[from] Refused),
    #[error("who proposed an adjustment cannot approve it")]
    OwnProposal,
    #[error("{month} is {state}: change its inputs instead")]
    NotPosted { month: YearMonth, state: MonthState },
    #[error("the studio does not know {account}")]
    UnknownPayee { account: Account },
    #[error(transparent)]
    OwnMatter(#[from] OwnMatter),
}

impl Adjustment {
    /// Only what is posted is corrected: what is not can still be put right itself.
    pub fn require_posted(&self, state: MonthState) -> Result<(), AdjustmentRefusal> {
        if state < MonthState::Posted {
            return Err(AdjustmentRefusal::NotPosted { month: self.adjusts, state });
        }
        Ok(())
    }

    /// Money goes to no payee whom the studio does not know: they could never be paid, and it would
    /// be carried for ever.
    pub fn require_known(&self, known: &BTreeSet<MemberId>) -> Result<(), AdjustmentRefusal> {
        let mut payees = self.entries.iter().map(|entry| &entry.account);
        let is_unknown = |account: &&Account| {
            account.kind() == AccountKind::Payee
                && account.member().is_none_or(|member| !known.contains(&member))
        };
        match payees.find(is_unknown) {
            Some(account) => Err(AdjustmentRefusal::UnknownPayee { account: account.clone() }),
            None => Ok(()),
        }
    }

    /// A second operator agrees: it belongs to `month`, the oldest Open one. A party agrees only
    /// where all of `operators` are parties; without them, never.
    pub fn approve(
        &self,
        by: MemberId,
        operators: Option<&BTreeSet<MemberId>>,
        month: YearMonth,
        at: Timestamp,
    ) -> Result<Change<Self>, AdjustmentRefusal> {
        let change = self.state.apply(AdjustmentEvent::Approve)?;
        if by == self.proposed_by {
            return Err(AdjustmentRefusal::OwnProposal);
        }
        self.require_say(by, operators)?;
        Ok(change.map(|state| Self { month: Some(month), ..self.decided(state, by, at) }))
    }

    /// It will not happen. Who proposed it may always take it back.
    pub fn decline(
        &self,
        by: MemberId,
        operators: Option<&BTreeSet<MemberId>>,
        at: Timestamp,
    ) -> Result<Change<Self>, AdjustmentRefusal> {
        let change = self.state.apply(AdjustmentEvent::Decline)?;
        if by != self.proposed_by {
            self.require_say(by, operators)?;
        }
        Ok(change.map(|state| self.decided(state, by, at)))
    }

    /// The proposal is a first word on every side but its own, and this one on every side but its
    /// own: each confirms the other's.
    fn require_say(
        &self,
        by: MemberId,
        operators: Option<&BTreeSet<MemberId>>,
    ) -> Result<(), OwnMatter> {
        let Some(operators) = operators else { return own_matter(by, self.parties()) };
        let parties = self.parties().collect();
        match say_of_parties(by, &parties, [self.proposed_by], operators)? {
            Say::Decides => Ok(()),
            Say::Proposes => Err(OwnMatter::Party),
        }
    }

    /// Everybody whom it gives or takes something.
    pub fn parties(&self) -> impl Iterator<Item = MemberId> {
        self.entries.iter().filter_map(|entry| entry.account.member())
    }

    fn decided(&self, state: AdjustmentState, by: MemberId, at: Timestamp) -> Self {
        Self { state, decided_by: Some(by), decided_at: Some(at), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;
    use crate::money::value::Money;

    #[test]
    fn an_adjustment_is_decided_once() {
        use AdjustmentEvent as E;
        use AdjustmentState as S;
        let moves =
            [(S::Proposed, E::Approve, S::Approved), (S::Proposed, E::Decline, S::Declined)];
        assert_table(S::ALL, &moves, &[(S::Approved, E::Approve), (S::Declined, E::Decline)]);
    }

    /// Olga proposes to give, or take, these members something.
    fn proposed(parties: &[&str]) -> Adjustment {
        let money = Money::new("EUR".parse().unwrap(), "5".parse().unwrap());
        let account = |name: &&str| Account::of_member(MemberId::of_subject(name));
        let entry = |name| AdjustmentEntry { account: account(name), money };
        Adjustment {
            id: AdjustmentId::from_bytes([1; 16]),
            state: AdjustmentState::Proposed,
            adjusts: "2026-03".parse().unwrap(),
            reason: "a line was counted for the wrong song".to_owned(),
            entries: parties.iter().map(entry).collect(),
            proposed_by: MemberId::of_subject("olga"),
            proposed_at: Timestamp::UNIX_EPOCH,
            decided_by: None,
            decided_at: None,
            month: None,
        }
    }

    fn approve(one: &Adjustment, by: &str, operators: &[&str]) -> Result<(), AdjustmentRefusal> {
        let operators = operators.iter().map(|name| MemberId::of_subject(name)).collect();
        let month = "2026-04".parse().unwrap();
        let by = MemberId::of_subject(by);
        one.approve(by, Some(&operators), month, Timestamp::UNIX_EPOCH).map(drop)
    }

    #[test]
    fn adjusts_posted_months_alone() {
        let (one, month) = (proposed(&["ada"]), "2026-03".parse().unwrap());
        let state = MonthState::Approved;
        let early = one.require_posted(state);
        assert_eq!(early, Err(AdjustmentRefusal::NotPosted { month, state }));
        for state in [MonthState::Posted, MonthState::Closed] {
            assert_eq!(one.require_posted(state), Ok(()));
        }
    }

    #[test]
    fn adjustment_entries_give_to_known_payees_and_to_the_house() {
        let (one, known) = (proposed(&["ada"]), BTreeSet::from([MemberId::of_subject("ada")]));
        assert_eq!(one.require_known(&known), Ok(()));
        let account = Account::of_member(MemberId::of_subject("ada"));
        let unknown = one.require_known(&BTreeSet::new());
        assert_eq!(unknown, Err(AdjustmentRefusal::UnknownPayee { account }));
        let mut house = one.clone();
        for entry in &mut house.entries {
            entry.account = "platform".parse().unwrap();
        }
        assert_eq!(house.require_known(&BTreeSet::new()), Ok(()));
        let account: Account = "mem_nobody".parse().unwrap();
        house.entries.iter_mut().for_each(|entry| entry.account = account.clone());
        let unknown = house.require_known(&known);
        assert_eq!(unknown, Err(AdjustmentRefusal::UnknownPayee { account }));
    }

    #[test]
    fn two_operators_are_needed() {
        let operator = MemberId::of_subject;
        let month: YearMonth = "2026-04".parse().unwrap();
        let proposed = proposed(&[]);
        let own = proposed.approve(operator("olga"), None, month, Timestamp::UNIX_EPOCH);
        assert_eq!(own, Err(AdjustmentRefusal::OwnProposal));
        let approved =
            proposed.approve(operator("otto"), None, month, Timestamp::UNIX_EPOCH).unwrap();
        let approved = approved.or(proposed.clone());
        assert_eq!((approved.state, approved.month), (AdjustmentState::Approved, Some(month)));
        assert!(approved.decline(operator("otto"), None, Timestamp::UNIX_EPOCH).is_err());
        assert!(proposed.decline(operator("olga"), None, Timestamp::UNIX_EPOCH).is_ok());
    }

    #[test]
    fn own_adjustment_and_own_matter_leave_a_way_where_every_operator_is_a_party() {
        let (both, two) = (proposed(&["olga", "otto", "ada"]), ["olga", "otto"]);
        assert_eq!(approve(&both, "otto", &two), Ok(()));
        assert_eq!(approve(&both, "olga", &two), Err(AdjustmentRefusal::OwnProposal));
        let party = Err(AdjustmentRefusal::OwnMatter(OwnMatter::Party));
        assert_eq!(approve(&both, "otto", &["olga", "otto", "oda"]), party, "Oda is no party");
        let his = proposed(&["otto"]);
        assert_eq!(approve(&his, "otto", &two), party, "he proposes it, and she approves");
        let (otto, now) = (MemberId::of_subject("otto"), Timestamp::UNIX_EPOCH);
        let operators = two.iter().map(|name| MemberId::of_subject(name)).collect();
        assert_eq!(his.decline(otto, Some(&operators), now).map(drop), party);
        assert!(both.decline(otto, Some(&operators), now).is_ok());
        let own = both.decline(both.proposed_by, None, now);
        assert!(own.is_ok(), "a proposal is taken back by whoever made it");
    }
}
