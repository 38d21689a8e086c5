//! A member who leaves for good: what they wrote of themselves goes, what others rest on stays.
//!
//! First what is open is ended and the money is waited for; meanwhile the member may still come in
//! and look. Then their token is refused everywhere, and only once nothing can be written for them
//! any more, no request under way and no upload link, everything of theirs is taken away.

use crate::change::{Change, Refused, StateMachine, Transition, state_machine};
use crate::id::MemberId;
use crate::money::{Amount, YearMonth};
use crate::numbers::after;
use crate::policy::Policy;
use crate::string_enum::string_enum;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

string_enum! {
    /// Where an erasure stands.
    pub enum ErasureState {
        /// Asked for; what is open is being ended, or money is waited for.
        Requested => "requested",
        /// Nothing is open; the token is refused, and what is under way runs out.
        Closing => "closing",
        /// All is done.
        Erased => "erased",
    }
}

string_enum! {
    /// What can happen to an erasure.
    pub enum ErasureEvent {
        /// The member asks for it.
        Request => "request",
        /// Nothing is waited for any more.
        Close => "close",
        /// All of it is done.
        Finish => "finish",
    }
}

state_machine!(ErasureState, ErasureEvent, transition);

fn transition(state: ErasureState, event: ErasureEvent) -> Transition<ErasureState> {
    use ErasureEvent as E;
    use ErasureState as S;
    match state {
        S::Requested => match event {
            E::Close => Transition::To(S::Closing),
            E::Request => Transition::AlreadyThere,
            E::Finish => Transition::Forbidden,
        },
        S::Closing => match event {
            E::Finish => Transition::To(S::Erased),
            E::Request | E::Close => Transition::AlreadyThere,
        },
        S::Erased => match event {
            E::Request | E::Close | E::Finish => Transition::AlreadyThere,
        },
    }
}

string_enum! {
    /// What an erasure may have to wait for.
    pub enum ErasureWait {
        /// The sweep has not come by yet.
        Sweep => "sweep",
        /// A brief of the member is still judged, or has to lapse: its composers wait for an
        /// answer.
        Briefs => "briefs",
        /// Money is still owed to the member or not booked as paid, or what they have earned
        /// already is in a month that is not posted.
        Balance => "balance",
        /// The token is refused; what was begun with it runs out.
        Token => "token",
    }
}

string_enum! {
    /// Why an erasure is not done, for an operator: the kind alone, nothing of what the member
    /// owns.
    pub enum ErasureReason {
        /// The sweep has not come by yet.
        Sweep => "sweep",
        /// A brief of the member is still judged, or has to lapse.
        JudgedBriefs => "judged_briefs",
        /// What they have earned is in a month that is not posted.
        UnpostedEarnings => "unposted_earnings",
        /// The books hold something for them, or it is due and not booked as paid.
        OpenBalance => "open_balance",
        /// The token is refused; what was begun with it runs out.
        Token => "token",
    }
}

string_enum! {
    /// What an erasure still has to do, in this order.
    pub enum ErasureStep {
        /// What the member entered and was not bought is taken back.
        Entries => "entries",
        /// What they were given to hear goes to others.
        Reviews => "reviews",
        /// Their own briefs are called off, decided or lapse.
        Briefs => "briefs",
        /// What the studio owes them is paid out.
        Balance => "balance",
        /// Their token is refused everywhere.
        Token => "token",
        /// Profile, audio, drafts, notices and words are taken away.
        Data => "data",
    }
}

impl ErasureStep {
    /// The step in words, for whoever leaves.
    pub const fn because(self) -> &'static str {
        match self {
            Self::Entries => "what you entered and nobody bought is taken back",
            Self::Reviews => "what you were given to hear goes to others",
            Self::Briefs => "your open briefs are called off; those being judged end or lapse",
            Self::Balance => "what the studio owes you is paid out, or given up where you said so",
            Self::Token => "your token is refused everywhere",
            Self::Data => "profile, audio, drafts, notices and words of yours are taken away",
        }
    }
}

/// The maximum age of the revocation list by which a function admits callers.
pub const REVOCATION_LIST_AGE_MAX: SignedDuration = SignedDuration::from_mins(5);

/// How long after a token is refused its member's things are taken away: longer than a revocation
/// list may be old and an upload link that was given out before lives.
pub const ERASES_AFTER_CLOSING: SignedDuration = SignedDuration::from_mins(25);

/// How long before the last day nothing is waited for any more, so that all is done on it.
const CLOSES_BEFORE_DUE: SignedDuration = SignedDuration::from_hours(2);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Erasure {
    pub member: MemberId,
    pub state: ErasureState,
    /// Whether the member gives up what is owed to them.
    pub waives_balance: bool,
    /// What it waits for.
    pub waits_for: Option<ErasureWait>,
    /// The oldest month that was Open once everything of theirs was ended: with it whatever they
    /// had earned until then is posted. Nothing where they can have earned nothing.
    pub settles_with: Option<YearMonth>,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When it is done at the latest, paid out or not.
    pub erase_by: Timestamp,
    /// Since when the token is refused.
    pub closed_at: Option<Timestamp>,
    /// When it was done.
    pub erased_at: Option<Timestamp>,
}

impl Erasure {
    /// A member asks for it.
    pub fn request(member: MemberId, waives_balance: bool, at: Timestamp, policy: &Policy) -> Self {
        Self {
            member,
            state: ErasureState::Requested,
            waives_balance,
            waits_for: Some(ErasureWait::Sweep),
            settles_with: None,
            requested_at: at,
            erase_by: after(at, policy.erase_within),
            closed_at: None,
            erased_at: None,
        }
    }

    /// Whether the member's token is refused: from then on others read of "a former member".
    pub const fn has_left(&self) -> bool {
        matches!(self.state, ErasureState::Closing | ErasureState::Erased)
    }

    /// Whether an account of the member holds something that is waited for. Who gives up what is
    /// owed waits for the next post, which takes it; everybody else for what is due, and for a post
    /// that makes due what can be paid: whoever leaves is paid from one major unit on.
    pub fn awaits(&self, balance: Amount, due: Amount) -> bool {
        if self.waives_balance {
            return !balance.is_zero();
        }
        let payable = Amount::from_minor(1, 0).is_ok_and(|least| balance >= least);
        payable || !due.is_zero()
    }

    /// What keeps the member from being erased now; nothing does once its time is over.
    pub fn waits_for(&self, judges: bool, is_owed: bool, now: Timestamp) -> Option<ErasureWait> {
        let may_wait = after(now, CLOSES_BEFORE_DUE) < self.erase_by;
        if judges && may_wait {
            return Some(ErasureWait::Briefs);
        }
        (is_owed && may_wait).then_some(ErasureWait::Balance)
    }

    /// Every reason why it is not done yet, where `is_posted` says so of the month that settles it
    /// and
    /// `balances` are balance and due by currency.
    pub fn reasons(&self, is_posted: bool, balances: &[(Amount, Amount)]) -> Vec<ErasureReason> {
        match (self.state, self.waits_for) {
            (ErasureState::Erased, _) => Vec::new(),
            (ErasureState::Closing, _) => vec![ErasureReason::Token],
            (ErasureState::Requested, Some(ErasureWait::Sweep | ErasureWait::Token) | None) => {
                vec![ErasureReason::Sweep]
            }
            (ErasureState::Requested, Some(wait)) => {
                let is_owed = balances.iter().any(|(balance, due)| self.awaits(*balance, *due));
                let is_unposted = self.settles_with.is_some() && !is_posted;
                let mut reasons = Vec::new();
                if wait == ErasureWait::Briefs {
                    reasons.push(ErasureReason::JudgedBriefs);
                }
                if is_unposted {
                    reasons.push(ErasureReason::UnpostedEarnings);
                }
                if is_owed {
                    reasons.push(ErasureReason::OpenBalance);
                }
                if reasons.is_empty() {
                    // It was waited for, and is there now: the sweep comes by.
                    reasons.push(ErasureReason::Sweep);
                }
                reasons
            }
        }
    }

    /// What is left to be done, in its order.
    pub fn left(&self) -> Vec<ErasureStep> {
        let first = match (self.state, self.waits_for) {
            (ErasureState::Erased, _) => return Vec::new(),
            (ErasureState::Closing, _) => ErasureStep::Data,
            (ErasureState::Requested, Some(ErasureWait::Briefs)) => ErasureStep::Briefs,
            (ErasureState::Requested, Some(ErasureWait::Balance)) => ErasureStep::Balance,
            (ErasureState::Requested, Some(ErasureWait::Sweep | ErasureWait::Token) | None) => {
                ErasureStep::Entries
            }
        };
        ErasureStep::ALL.iter().copied().skip_while(|step| *step != first).collect()
    }

    /// Nothing is waited for: the token is refused from now on.
    ///
    /// # Errors
    /// Never; the table knows no refusal of it.
    pub fn close(&self, at: Timestamp) -> Result<Change<Self>, Refused> {
        Ok(self.state.apply(ErasureEvent::Close)?.map(|state| Self {
            state,
            waits_for: Some(ErasureWait::Token),
            closed_at: Some(at),
            ..self.clone()
        }))
    }

    /// Whether nothing can be written for the member any more.
    pub fn has_run_out(&self, now: Timestamp) -> bool {
        self.closed_at.is_some_and(|closed_at| now >= after(closed_at, ERASES_AFTER_CLOSING))
    }

    /// Everything is gone.
    ///
    /// # Errors
    /// Where the token was not refused before.
    pub fn finish(&self, at: Timestamp) -> Result<Change<Self>, Refused> {
        Ok(self.state.apply(ErasureEvent::Finish)?.map(|state| Self {
            state,
            waits_for: None,
            erased_at: Some(at),
            ..self.clone()
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::assert_table;

    fn asked(waives: bool) -> Erasure {
        let ada = MemberId::of_subject("ada");
        Erasure::request(ada, waives, Timestamp::UNIX_EPOCH, &Policy::CURRENT)
    }

    #[test]
    fn the_whole_table() {
        use ErasureEvent as E;
        use ErasureState as S;
        assert_table(
            S::ALL,
            &[(S::Requested, E::Close, S::Closing), (S::Closing, E::Finish, S::Erased)],
            &[
                (S::Requested, E::Request),
                (S::Closing, E::Request),
                (S::Closing, E::Close),
                (S::Erased, E::Request),
                (S::Erased, E::Close),
                (S::Erased, E::Finish),
            ],
        );
    }

    #[test]
    fn money_and_briefs_are_waited_for_sixty_days_at_most() {
        let (at, one) = (Timestamp::UNIX_EPOCH, asked(false));
        assert_eq!(one.erase_by, after(at, SignedDuration::from_hours(60 * 24)));
        assert_eq!(one.waits_for(false, true, at), Some(ErasureWait::Balance));
        assert_eq!(one.waits_for(true, true, at), Some(ErasureWait::Briefs));
        assert_eq!(one.waits_for(false, false, at), None);
        let last = one.erase_by.checked_sub(CLOSES_BEFORE_DUE).unwrap();
        assert_eq!(one.waits_for(true, true, last), None);
        assert!(after(last, ERASES_AFTER_CLOSING) < one.erase_by, "and all is done in time");
    }

    #[test]
    fn what_is_given_up_is_waited_for_until_the_next_post_and_what_is_paid_until_it_is_paid() {
        let amount = |text: &str| Amount::parse(text, 14).unwrap();
        let (paid, waived) = (asked(false), asked(true));
        for (balance, due, awaits_payout, awaits_post) in [
            ("0", "0", false, false),
            ("0.99", "0", false, true),
            ("1", "0", true, true),
            ("0", "12.5", true, false),
            ("-3", "0", false, true),
        ] {
            let (balance, due) = (amount(balance), amount(due));
            assert_eq!(paid.awaits(balance, due), awaits_payout, "{balance} {due}");
            assert_eq!(waived.awaits(balance, due), awaits_post, "{balance} {due}");
        }
    }

    #[test]
    fn nothing_is_taken_away_before_every_door_knows_and_every_link_has_run_out() {
        let at = Timestamp::UNIX_EPOCH;
        assert!(!asked(false).has_run_out(Timestamp::MAX), "the token is not refused yet");
        let closing = asked(false).close(at).unwrap().or(asked(false));
        let last_link = after(after(at, REVOCATION_LIST_AGE_MAX), Policy::CURRENT.upload_within);
        assert!(!closing.has_run_out(last_link));
        assert!(closing.has_run_out(after(at, ERASES_AFTER_CLOSING)));
        assert!(asked(false).finish(at).is_err());
    }

    #[test]
    fn what_is_left_becomes_less() {
        use ErasureStep as Step;
        let (at, mut one) = (Timestamp::UNIX_EPOCH, asked(false));
        assert_eq!(one.left(), Step::ALL);
        one.waits_for = Some(ErasureWait::Balance);
        assert_eq!(one.left(), [Step::Balance, Step::Token, Step::Data]);
        let closing = one.close(at).unwrap().or(one);
        assert_eq!(closing.left(), [Step::Data]);
        let erased = closing.finish(at).unwrap().or(closing);
        assert_eq!(erased.left(), []);
    }
}
