//! Nobody decides their own matter: one rule for every decision of an operator, whatever it is
//! about, and what a studio of two operators does instead.

use std::collections::BTreeSet;

use crate::id::MemberId;

/// Why somebody does not decide.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OwnMatter {
    /// They are a party themselves.
    #[error("this is your own matter: another operator decides it")]
    Party,
    /// The month pays them, and an operator could approve it whom it does not pay.
    #[error("this month pays you: an operator approves it whom it does not pay")]
    OthersAreFree { free: BTreeSet<MemberId> },
    /// The month pays everybody who could approve it, and their lines are not confirmed yet.
    #[error(
        "this month pays you and every other operator who could approve it: the lines of each paid operator are confirmed by another one first"
    )]
    LinesUnconfirmed { unconfirmed: BTreeSet<MemberId> },
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

/// Everything that a month's approval by somebody whom it pays rests on.
#[derive(Clone, Debug)]
pub struct OwnMonth<'a> {
    pub approver: MemberId,
    /// Who put something into the month.
    pub contributors: &'a BTreeSet<MemberId>,
    /// All operators by their records.
    pub operators: &'a BTreeSet<MemberId>,
    /// Those of them, and the approver, whom the month pays.
    pub paid: &'a BTreeSet<MemberId>,
    /// Whose lines of this very plan another operator has confirmed.
    pub confirmed: &'a BTreeSet<MemberId>,
}

impl OwnMonth<'_> {
    /// Whom the month does not pay approves it. Where it pays all who could, the lines of each paid
    /// operator are confirmed by another one first; then it is approved by one who put nothing in.
    ///
    /// # Errors
    /// [`OwnMatter`] says who approves instead, or whose lines are to be confirmed.
    pub fn check(&self) -> Result<(), OwnMatter> {
        let Self { approver, contributors, operators, paid, confirmed } = self;
        if !paid.contains(approver) {
            return Ok(());
        }
        let is_free = |one: &&MemberId| !contributors.contains(*one) && !paid.contains(*one);
        let free: BTreeSet<MemberId> = operators.iter().filter(is_free).copied().collect();
        if !free.is_empty() {
            return Err(OwnMatter::OthersAreFree { free });
        }
        let unconfirmed: BTreeSet<MemberId> = paid.difference(confirmed).copied().collect();
        if unconfirmed.is_empty() {
            Ok(())
        } else {
            Err(OwnMatter::LinesUnconfirmed { unconfirmed })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    #[test]
    fn a_month_that_pays_both_operators_is_approved_once_their_lines_are_confirmed() {
        let (two, loaded) = (members(&["olga", "otto"]), members(&["olga"]));
        let check = |confirmed: &[&str], paid: &[&str], operators: &BTreeSet<MemberId>| {
            OwnMonth {
                approver: member("otto"),
                contributors: &loaded,
                operators,
                paid: &members(paid),
                confirmed: &members(confirmed),
            }
            .check()
        };
        assert_eq!(check(&[], &["olga"], &two), Ok(()), "it does not pay Otto");
        let unconfirmed = members(&["olga", "otto"]);
        let both = ["olga", "otto"];
        assert_eq!(check(&[], &both, &two), Err(OwnMatter::LinesUnconfirmed { unconfirmed }));
        let unconfirmed = members(&["otto"]);
        assert_eq!(check(&["olga"], &both, &two), Err(OwnMatter::LinesUnconfirmed { unconfirmed }));
        assert_eq!(check(&both, &both, &two), Ok(()));
        let three = members(&["olga", "otto", "oda"]);
        let free = members(&["oda"]);
        assert_eq!(check(&both, &both, &three), Err(OwnMatter::OthersAreFree { free }));
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
    }
}
