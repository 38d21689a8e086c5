//! Nobody decides their own matter: one rule for every decision of an operator, whatever it is
//! about, and what a studio does whose operators are all parties.
//!
//! A decision, by who decides and whom it concerns:
//!
//! | the decider is | another operator is no party | the word of another operator | so |
//! |---|---|---|---|
//! | no party | | | decides |
//! | a party | yes | | is refused: the other one decides |
//! | a party | no | none yet | proposes |
//! | a party | no | said the same before | decides |
//! | a party | there is no other operator | | is refused |
//!
//! In the fourth row two have said the same, so that for each party at least one of them is somebody
//! else ([`crate::operator_word`]). An adjustment has the word of whoever proposed it.
//!
//! The approval of a month, by what the approver has in it:
//!
//! | put something in | is paid | operators who put nothing in | so |
//! |---|---|---|---|
//! | no | no | | approves |
//! | no | yes | one of them is not paid either | is refused: that one approves |
//! | no | yes | all are paid | approves once another one has confirmed what each paid operator has in it |
//! | yes | | there are some | is refused: one of them approves |
//! | yes | | none | approves once another one has confirmed what each contributor and each paid operator has in it |
//!
//! What somebody has in a month is their inputs and their lines; a confirmation is of both, of this
//! very plan. An approver looks at the whole plan, so that everything in it was looked at by somebody
//! whom it neither comes from nor pays.

use std::collections::BTreeSet;

use crate::id::MemberId;

/// Why somebody does not decide.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OwnMatter {
    /// They are a party themselves, and somebody else is not.
    #[error("this is your own matter: another operator decides it")]
    Party,
    /// Nobody else could decide.
    #[error("this is your own matter, and the studio has no other operator to decide it")]
    NoOtherOperator,
    /// Operators could approve the month whom it concerns less.
    #[error("this month is your own matter: one of the operators named here approves it")]
    OthersAreFree { free: BTreeSet<MemberId> },
    /// The month concerns everybody who could approve it, and not all of it is confirmed yet.
    #[error(
        "this month is the own matter of every operator who could approve it: what each one named here has in it is confirmed by another one first"
    )]
    Unconfirmed { unconfirmed: BTreeSet<MemberId> },
}

/// Refuses a decision about what concerns the decider: `parties` are all whose matter it is.
///
/// # Errors
/// [`OwnMatter::Party`].
pub fn own_matter(
    decider: MemberId,
    parties: impl IntoIterator<Item = MemberId>,
) -> Result<(), OwnMatter> {
    if parties.into_iter().any(|party| party == decider) { Err(OwnMatter::Party) } else { Ok(()) }
}

/// Whether an operator's word on one payment decides it, or is a proposal that waits for another
/// operator's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Say {
    Proposes,
    Decides,
}

/// What `decider`'s word is worth where a decision needs two operators: another one has to have said
/// the same, and a party decides never. A party may propose only where no two other operators are
/// there to do it; `operators` are all that there are.
///
/// # Errors
/// [`OwnMatter::Party`] where two others can say it.
pub fn say_of_two(
    decider: MemberId,
    party: Option<MemberId>,
    said_before: impl IntoIterator<Item = MemberId>,
    operators: &BTreeSet<MemberId>,
) -> Result<Say, OwnMatter> {
    if party == Some(decider) {
        let others = operators.iter().filter(|one| **one != decider).count();
        return if others >= 2 { Err(OwnMatter::Party) } else { Ok(Say::Proposes) };
    }
    let is_second = said_before.into_iter().any(|other| other != decider);
    Ok(if is_second { Say::Decides } else { Say::Proposes })
}

/// What `decider`'s word is worth where one operator's is enough, unless all of them are `parties`:
/// then two of them say the same.
///
/// # Errors
/// [`OwnMatter::Party`] where another operator is no party, [`OwnMatter::NoOtherOperator`] where there
/// is no other one.
pub fn say_of_parties(
    decider: MemberId,
    parties: &BTreeSet<MemberId>,
    said_before: impl IntoIterator<Item = MemberId>,
    operators: &BTreeSet<MemberId>,
) -> Result<Say, OwnMatter> {
    if !parties.contains(&decider) {
        return Ok(Say::Decides);
    }
    let mut others = operators.iter().filter(|one| **one != decider).peekable();
    if others.peek().is_none() {
        return Err(OwnMatter::NoOtherOperator);
    }
    if others.any(|one| !parties.contains(one)) {
        return Err(OwnMatter::Party);
    }
    let is_second = said_before.into_iter().any(|other| other != decider);
    Ok(if is_second { Say::Decides } else { Say::Proposes })
}

/// Whether a payee who is an operator may send their own payment: only the second try of one that
/// another operator reopened, where no third operator could send it.
pub fn may_send_own(
    payee: MemberId,
    reopened_by: Option<MemberId>,
    operators: &BTreeSet<MemberId>,
) -> bool {
    let Some(other) = reopened_by.filter(|other| *other != payee) else { return false };
    operators.iter().all(|one| *one == payee || *one == other)
}

/// Everything that the approval of a month rests on.
#[derive(Clone, Debug)]
pub struct OwnMonth<'a> {
    pub approver: MemberId,
    /// Who put something into the month.
    pub contributors: &'a BTreeSet<MemberId>,
    /// All operators by their records.
    pub operators: &'a BTreeSet<MemberId>,
    /// Those of them, and the approver, whom the month pays.
    pub paid: &'a BTreeSet<MemberId>,
    /// Whose inputs and lines of this very plan another operator has confirmed.
    pub confirmed: &'a BTreeSet<MemberId>,
}

/// Why somebody does not approve a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnMonthRefusal {
    /// They put something in.
    Contributed(OwnMatter),
    /// It pays them.
    Paid(OwnMatter),
}

impl OwnMonth<'_> {
    /// Whether the approver may approve, by the table at the head of this file.
    ///
    /// # Errors
    /// [`OwnMonthRefusal`] says who approves instead, or what is to be confirmed.
    pub fn check(&self) -> Result<(), OwnMonthRefusal> {
        let Self { approver, contributors, operators, paid, .. } = self;
        let silent: BTreeSet<MemberId> = operators.difference(contributors).copied().collect();
        if contributors.contains(approver) {
            let all = contributors.union(paid).copied().collect();
            return self.decide(silent, &all).map_err(OwnMonthRefusal::Contributed);
        }
        if paid.contains(approver) {
            let free = silent.difference(paid).copied().collect();
            return self.decide(free, paid).map_err(OwnMonthRefusal::Paid);
        }
        Ok(())
    }

    /// One of `free` approves; where there is none, what all of `concerned` have in the month is
    /// confirmed.
    fn decide(
        &self,
        free: BTreeSet<MemberId>,
        concerned: &BTreeSet<MemberId>,
    ) -> Result<(), OwnMatter> {
        if !free.is_empty() {
            return Err(OwnMatter::OthersAreFree { free });
        }
        let unconfirmed: BTreeSet<MemberId> =
            concerned.difference(self.confirmed).copied().collect();
        if unconfirmed.is_empty() {
            return Ok(());
        }
        if self.operators.iter().all(|one| *one == self.approver) {
            return Err(OwnMatter::NoOtherOperator);
        }
        Err(OwnMatter::Unconfirmed { unconfirmed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn member(name: &str) -> MemberId {
        MemberId::of_subject(name)
    }

    fn members(names: &[&str]) -> BTreeSet<MemberId> {
        names.iter().map(|name| member(name)).collect()
    }

    #[test]
    fn own_matter_is_what_has_the_decider_among_its_parties() {
        let parties = [member("ada"), member("olga")];
        assert_eq!(own_matter(member("olga"), parties), Err(OwnMatter::Party));
        assert_eq!(own_matter(member("otto"), parties), Ok(()));
    }

    #[test]
    fn two_operators_say_the_same_and_a_party_never_decides() {
        let two = members(&["olga", "otto"]);
        let (olga, otto) = (member("olga"), member("otto"));
        let say = |decider, party, before: &[MemberId]| {
            say_of_two(decider, party, before.iter().copied(), &two)
        };
        assert_eq!(say(olga, None, &[]), Ok(Say::Proposes));
        assert_eq!(say(olga, None, &[olga]), Ok(Say::Proposes), "said twice is said once");
        assert_eq!(say(otto, None, &[olga]), Ok(Say::Decides));
        assert_eq!(say(olga, Some(olga), &[otto]), Ok(Say::Proposes));
        assert_eq!(say(otto, Some(olga), &[otto, olga]), Ok(Say::Decides));
        let three = members(&["olga", "otto", "oda"]);
        assert_eq!(say_of_two(olga, Some(olga), [], &three), Err(OwnMatter::Party));
    }

    #[test]
    fn a_payee_sends_their_own_second_payment_only_if_nobody_else_is_left() {
        let (olga, otto) = (member("olga"), member("otto"));
        let two = members(&["olga", "otto"]);
        assert!(may_send_own(olga, Some(otto), &two));
        assert!(!may_send_own(olga, None, &two), "a first payment");
        assert!(!may_send_own(olga, Some(olga), &two));
        assert!(!may_send_own(olga, Some(otto), &members(&["olga", "otto", "oda"])));
    }

    /// The rows of the first table.
    #[test]
    fn own_matter_of_every_operator_is_decided_by_two_of_them() {
        let (olga, otto) = (member("olga"), member("otto"));
        let (two, both) = (members(&["olga", "otto"]), members(&["olga", "otto", "client"]));
        let say = |decider, parties: &[&str], before: &[MemberId]| {
            say_of_parties(decider, &members(parties), before.iter().copied(), &two)
        };
        assert_eq!(say(otto, &["olga"], &[]), Ok(Say::Decides));
        assert_eq!(say(olga, &["olga"], &[otto]), Err(OwnMatter::Party));
        assert_eq!(say(olga, &["olga", "otto"], &[]), Ok(Say::Proposes));
        assert_eq!(say(olga, &["olga", "otto"], &[olga]), Ok(Say::Proposes), "said twice");
        assert_eq!(say(otto, &["olga", "otto"], &[olga]), Ok(Say::Decides));
        let alone = say_of_parties(olga, &both, [otto], &members(&["olga"]));
        assert_eq!(alone, Err(OwnMatter::NoOtherOperator));
        assert_eq!(
            say_of_parties(olga, &both, [otto], &members(&["olga", "otto", "oda"])),
            Err(OwnMatter::Party),
            "Oda is no party"
        );
    }

    /// Contributors, paid, confirmed; Otto approves.
    fn check(sets: [&[&str]; 3], operators: &[&str]) -> Result<(), OwnMonthRefusal> {
        let [contributors, paid, confirmed] = sets.map(members);
        let (approver, operators) = (member("otto"), members(operators));
        let (contributors, operators) = (&contributors, &operators);
        let (paid, confirmed) = (&paid, &confirmed);
        OwnMonth { approver, contributors, operators, paid, confirmed }.check()
    }

    #[test]
    fn a_month_that_pays_both_operators_is_approved_once_their_lines_are_confirmed() {
        use OwnMatter::{OthersAreFree, Unconfirmed};
        use OwnMonthRefusal::Paid;
        let (two, both): (&[&str], &[&str]) = (&["olga", "otto"], &["olga", "otto"]);
        let loaded: &[&str] = &["olga"];
        assert_eq!(check([loaded, &["olga"], &[]], two), Ok(()), "it does not pay Otto");
        let unconfirmed = members(both);
        assert_eq!(check([loaded, both, &[]], two), Err(Paid(Unconfirmed { unconfirmed })));
        let unconfirmed = members(&["otto"]);
        assert_eq!(check([loaded, both, &["olga"]], two), Err(Paid(Unconfirmed { unconfirmed })));
        assert_eq!(check([loaded, both, both], two), Ok(()));
        let free = members(&["oda"]);
        let three = ["olga", "otto", "oda"];
        assert_eq!(check([loaded, both, both], &three), Err(Paid(OthersAreFree { free })));
    }

    #[test]
    fn approver_contributed_waits_for_the_others_only_where_everybody_did() {
        use OwnMatter::{NoOtherOperator, OthersAreFree, Unconfirmed};
        use OwnMonthRefusal::Contributed;
        let (two, both): (&[&str], &[&str]) = (&["olga", "otto"], &["olga", "otto"]);
        let free = members(&["olga"]);
        let silent = check([&["otto"], both, both], two);
        assert_eq!(silent, Err(Contributed(OthersAreFree { free })), "Olga put nothing in");
        let unconfirmed = members(both);
        assert_eq!(check([both, &[], &[]], two), Err(Contributed(Unconfirmed { unconfirmed })));
        let unconfirmed = members(&["otto"]);
        let half = check([both, both, &["olga"]], two);
        assert_eq!(half, Err(Contributed(Unconfirmed { unconfirmed })));
        assert_eq!(check([both, both, both], two), Ok(()));
        let alone = check([&["otto"], &[], &[]], &["otto"]);
        assert_eq!(alone, Err(Contributed(NoOtherOperator)));
    }

    /// A studio and the month that it wants to close.
    #[derive(Debug)]
    struct Studio {
        operators: Vec<MemberId>,
        contributors: BTreeSet<MemberId>,
        paid: BTreeSet<MemberId>,
        /// Whose, by whom.
        confirmed: BTreeMap<MemberId, MemberId>,
    }

    impl Studio {
        /// `put_in` and `is_paid` have a bit for each operator.
        fn new(size: u8, put_in: u8, is_paid: u8) -> Self {
            let operators: Vec<MemberId> = (0..size).map(|one| member(&one.to_string())).collect();
            let some = |bits: u8| {
                let marked = operators.iter().zip(0..).filter(|(_, bit)| bits & (1 << bit) != 0);
                marked.map(|(one, _)| *one).collect()
            };
            let (contributors, paid) = (some(put_in), some(is_paid));
            Self { operators, contributors, paid, confirmed: BTreeMap::new() }
        }

        fn confirm(&mut self, by: MemberId, of: MemberId) {
            let concerned = self.contributors.contains(&of) || self.paid.contains(&of);
            if concerned && own_matter(by, [of]).is_ok() {
                self.confirmed.entry(of).or_insert(by);
            }
        }

        fn approve(&self, approver: MemberId) -> Result<(), OwnMonthRefusal> {
            let operators = self.operators.iter().copied().collect();
            let confirmed = self.confirmed.keys().copied().collect();
            let Self { contributors, paid, .. } = self;
            OwnMonth { approver, contributors, operators: &operators, paid, confirmed: &confirmed }
                .check()
        }

        /// Whether somebody else has looked at what each one has in the month.
        fn is_seen_by_others(&self, approver: MemberId) -> bool {
            self.contributors
                .union(&self.paid)
                .all(|one| approver != *one || self.confirmed.get(one).is_some_and(|by| by != one))
        }

        /// Who approves in the end, everybody doing what the refusals ask for.
        fn approver(&mut self) -> Option<MemberId> {
            let mut approver = *self.operators.first()?;
            for _ in 0..8 {
                let Err(refusal) = self.approve(approver) else { return Some(approver) };
                let (OwnMonthRefusal::Contributed(why) | OwnMonthRefusal::Paid(why)) = refusal;
                match why {
                    OwnMatter::OthersAreFree { free } => approver = *free.first()?,
                    OwnMatter::Unconfirmed { unconfirmed } => {
                        for of in unconfirmed {
                            let by = self.operators.iter().copied().find(|by| *by != of)?;
                            self.confirm(by, of);
                        }
                    }
                    OwnMatter::Party | OwnMatter::NoOtherOperator => return None,
                }
            }
            None
        }

        /// Who sends a payee's payment.
        fn sender(&self, payee: MemberId, reopened_by: Option<MemberId>) -> Option<MemberId> {
            let operators = self.operators.iter().copied().collect();
            let may = |one: &MemberId| {
                Some(*one) != reopened_by
                    && (*one != payee || may_send_own(payee, reopened_by, &operators))
            };
            self.operators.iter().copied().find(may)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever was said by whom, a decision has two operators behind it, and the one who
        /// decides is no party.
        #[test]
        fn a_decision_has_two_operators_behind_it(words in prop::collection::vec(0_u8..4, 0..8)) {
            let operators: BTreeSet<MemberId> = (0..4).map(|one: u8| member(&one.to_string())).collect();
            let party = member("0");
            let mut said: BTreeSet<MemberId> = BTreeSet::new();
            for word in words {
                let decider = member(&word.to_string());
                match say_of_two(decider, Some(party), said.iter().copied(), &operators) {
                    Ok(Say::Decides) => {
                        prop_assert!(decider != party && said.iter().any(|one| *one != decider));
                        return Ok(());
                    }
                    Ok(Say::Proposes) => { said.insert(decider); }
                    Err(OwnMatter::Party) => prop_assert_eq!(decider, party),
                    Err(other) => prop_assert!(false, "{other}"),
                }
            }
        }

        /// Every studio of two operators or more closes its month, whoever put something in and
        /// whomever it pays, a payment included that came back to each of them.
        #[test]
        fn a_studio_of_two_operators_or_more_closes_every_month(
            size in 2_u8..5, put_in: u8, is_paid: u8,
        ) {
            use crate::change::{Change, StateMachine};
            use crate::money::{MonthEvent as E, MonthState};
            let mut studio = Studio::new(size, put_in, is_paid);
            let approver = studio.approver();
            prop_assert!(approver.is_some_and(|one| studio.is_seen_by_others(one)), "{studio:?}");
            for payee in &studio.paid {
                let first = studio.sender(*payee, None);
                prop_assert!(first.is_some_and(|one| one != *payee));
                let others = studio.operators.iter().filter(|one| own_matter(**one, [*payee]).is_ok());
                for reopens in others {
                    prop_assert!(studio.sender(*payee, Some(*reopens)).is_some_and(|by| by != *reopens));
                }
            }
            let mut state = MonthState::Open;
            for event in [E::Freeze, E::Plan, E::Approve, E::Post, E::Pay, E::Close] {
                let Ok(Change::Applied(next)) = state.apply(event) else {
                    return Err(TestCaseError::fail(format!("{state} {event}")));
                };
                state = next;
            }
            prop_assert_eq!(state, MonthState::Closed);
        }

        /// Whatever anybody tries in whatever order: what is approved was looked at by somebody else
        /// than whoever put it in or is paid by it.
        #[test]
        fn own_matter_is_approved_by_nobody_alone(
            size in 1_u8..5, put_in: u8, is_paid: u8,
            steps in prop::collection::vec((any::<bool>(), 0_usize..5, 0_usize..5), 0..24),
        ) {
            let mut studio = Studio::new(size, put_in, is_paid);
            for (confirms, by, of) in steps {
                let one = |index: usize| studio.operators.get(index).copied();
                let (Some(by), Some(of)) = (one(by), one(of)) else { continue };
                if confirms {
                    studio.confirm(by, of);
                } else if studio.approve(by).is_ok() {
                    prop_assert!(studio.is_seen_by_others(by), "{studio:?}");
                }
            }
        }

        /// Whoever the parties are, two operators or more can decide, and for each party one of
        /// those who have said it is somebody else.
        #[test]
        fn own_matter_of_many_can_be_decided(size in 2_u8..5, parties: u8) {
            let Studio { operators, contributors: parties, .. } = Studio::new(size, parties, 0);
            let all: BTreeSet<MemberId> = operators.iter().copied().collect();
            let mut said: BTreeSet<MemberId> = BTreeSet::new();
            let mut is_decided = false;
            for decider in operators {
                match say_of_parties(decider, &parties, said.iter().copied(), &all) {
                    Ok(say) => {
                        said.insert(decider);
                        is_decided |= say == Say::Decides;
                    }
                    Err(refusal) => prop_assert_eq!(refusal, OwnMatter::Party),
                }
                if is_decided {
                    let by_others = |party: &MemberId| said.iter().any(|one| one != party);
                    prop_assert!(parties.iter().all(by_others));
                    return Ok(());
                }
            }
            prop_assert!(is_decided);
        }
    }
}
