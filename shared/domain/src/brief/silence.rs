//! What follows where a client stays silent.

use crate::brief::aggregate::Brief;
use crate::brief::refusal::BriefRefusal;
use crate::brief::transitions::{BriefEvent, BriefState};
use crate::change::{Change, StateMachine};
use crate::numbers::after;
use crate::policy::Policy;
use crate::prize::{Sharer, share_equally};
use crate::text::Text;
use jiff::{SignedDuration, Timestamp};

/// What a client's silence leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// There is time left.
    Patience,
    /// The client is to be reminded.
    Remind,
    Lapse,
}

/// A track that may get a part of the prize when the client stays silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contender {
    /// The track and its writers.
    pub sharer: Sharer,
    /// Whether the client shortlisted it.
    pub shortlisted: bool,
    /// Whether its newest version is approved.
    pub approved: bool,
}

impl Brief {
    /// When the client's silence has its next consequence; nothing while nobody waits for them.
    pub fn silent_until(&self, policy: &Policy) -> Option<Timestamp> {
        let since = self.client_decides_since()?;
        let patience = match self.reminded_at {
            None => policy.reminds_client_after,
            Some(_) => policy.lapses_after,
        };
        Some(after(since, patience))
    }

    /// When the brief lapses if its client stays silent; nothing while nobody waits for them.
    pub fn lapses_at(&self, policy: &Policy) -> Option<Timestamp> {
        Some(after(self.client_decides_since()?, policy.lapses_after))
    }

    /// Since when the client could have decided: the end of entries, later by all the time in which
    /// answers were missing, since that delay is not theirs. Nothing while it is not judged.
    fn client_decides_since(&self) -> Option<Timestamp> {
        let closed_at = self.closed_at.filter(|_| self.state == BriefState::Judging)?;
        let delay_ms = i64::try_from(self.delay_ms).unwrap_or(i64::MAX);
        Some(after(closed_at, SignedDuration::from_millis(delay_ms)))
    }

    /// What the client's silence leads to now.
    pub fn silence(&self, now: Timestamp, policy: &Policy) -> Silence {
        match self.client_decides_since() {
            Some(since) if now >= after(since, policy.lapses_after) => Silence::Lapse,
            Some(since)
                if self.reminded_at.is_none()
                    && now >= after(since, policy.reminds_client_after) =>
            {
                Silence::Remind
            }
            Some(_) | None => Silence::Patience,
        }
    }

    /// The client stayed silent: the prize is shared equally among the shortlisted, else the
    /// approved tracks. Where there are none of either, the brief is cancelled instead.
    ///
    /// # Errors
    /// Where it is not Judging, or has not been for long enough.
    pub fn lapse(
        &self,
        contenders: &[Contender],
        at: Timestamp,
        policy: &Policy,
    ) -> Result<Change<Self>, BriefRefusal> {
        let Change::Applied(state) = self.state.apply(BriefEvent::Lapse)? else {
            return Ok(Change::AlreadyApplied);
        };
        if self.silence(at, policy) != Silence::Lapse {
            return Err(BriefRefusal::NotSilentEnough);
        }
        let those = |chosen: fn(&Contender) -> bool| -> Vec<Sharer> {
            contenders.iter().filter(|one| chosen(one)).map(|one| one.sharer.clone()).collect()
        };
        let mut sharers = those(|one| one.shortlisted);
        if sharers.is_empty() {
            sharers = those(|one| one.approved);
        }
        if sharers.is_empty() {
            let because = "the client did not decide, and no track was shortlisted or approved";
            return match Text::new(because) {
                Ok(because) => self.cancel(because, at),
                Err(_our_own_words) => Err(BriefRefusal::NotSilentEnough),
            };
        }
        let prize = self.terms.prize.filter(|_| self.prize_funded);
        let shares = prize.map(|prize| share_equally(prize, &sharers)).transpose()?;
        let prize_shares = shares.unwrap_or_default();
        Ok(Change::Applied(Self { state, ended_at: Some(at), prize_shares, ..self.clone() }))
    }
}
