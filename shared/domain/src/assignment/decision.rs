//! What is decided about a slot, and why.

use crate::id::{MemberId, TrackId};
use crate::string_enum::string_enum;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

string_enum! {
    /// Why somebody is not given a version.
    pub enum Exclusion {
        /// Suspended, revoked or gone from the brief.
        Inactive => "inactive",
        /// Away, or available only for what they know already.
        Away => "away",
        /// On probation: only beside an active co-producer.
        Probation => "probation",
        /// Wrote it, or has ever known of an invitation to.
        Author => "author",
        /// Has written something with its composer.
        Partner => "partner",
        /// Its composer has something of theirs to review, or had within 30 days.
        Reciprocal => "reciprocal",
        /// Posted the brief, is invited to enter it, has left its roster, or has looked into it as an
        /// operator.
        Barred => "barred",
        /// Has a track of their own in the brief.
        EnteredBrief => "entered_brief",
        /// Declined this track or let it expire.
        Relinquished => "relinquished",
        /// Has another slot of this version.
        HearingIt => "hearing_it",
        /// Has had enough for today.
        EnoughToday => "enough_today",
        /// Reviewed this composer lately, and somebody else can.
        ReviewedLately => "reviewed_lately",
        /// All their deadline timers are running, and another reviewer's are not.
        TimersFull => "timers_full",
        /// A Senior for the tie-break, or a Lead for the pairing, was preferred.
        LevelPreferred => "level_preferred",
        /// Was asked for this slot beyond the roster, and declined.
        DeclinedAsk => "declined_ask",
        /// Was asked for this slot beyond the roster, and has not answered.
        NoAnswer => "no_answer",
        /// Could have been asked, and was not in the time that there was.
        NotAsked => "not_asked",
    }
}

string_enum! {
    /// What came of a preference for a level, which is never required.
    pub enum Preference {
        /// A Senior was there for a tie-break.
        Senior => "senior",
        /// A Lead was there to listen beside somebody on probation.
        Lead => "lead",
        /// A Senior who cannot just now is waited for, a day at most.
        WaitsForSenior => "waits_for_senior",
        /// The same for a Lead.
        WaitsForLead => "waits_for_lead",
        /// No Senior of the roster could, so that the ordinary rule chose.
        NoSenior => "no_senior",
        /// No Lead of the roster could, so that the ordinary rule chose.
        NoLead => "no_lead",
    }
}

/// One candidate's rank among the eligible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ranked {
    pub member: MemberId,
    /// Reviews given to them in this brief before.
    pub load_in_brief: u32,
    /// When they were last given a review.
    pub last_assigned_at: Option<Timestamp>,
}

/// Why a decision came out as it did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// Whether the reviewer of the version before was taken.
    pub continuity: bool,
    /// What came of the preference for a Senior or a Lead, where there was one.
    pub preference: Option<Preference>,
    /// Whether they were asked beyond the roster, and accepted.
    pub accepted_ask: bool,
    /// The best of the eligible, best first, at most 20.
    pub best: Vec<Ranked>,
    /// Which rule excluded whom: each candidate once. For operators alone.
    pub excluded: BTreeMap<MemberId, Exclusion>,
    /// The policy it was decided under.
    pub policy_version: u32,
}

impl Why {
    /// Why it was `member`, in a sentence for them: of what they know themselves alone. How many could
    /// be asked, or could not, is left out, since who has written with the composer could not.
    pub fn told_to(&self, member: MemberId) -> String {
        if self.continuity {
            return "You answered the version before, so this one is yours first.".to_owned();
        }
        if self.accepted_ask {
            return "You were asked, and you accepted.".to_owned();
        }
        let mine = self.best.iter().find(|one| one.member == member);
        let Some(mine) = mine else {
            return "You listen beside an active co-producer while you are on probation."
                .to_owned();
        };
        match mine.load_in_brief {
            0 => "It was your turn: you had no review on this brief yet.".to_owned(),
            1 => "It was your turn: you had one review on this brief.".to_owned(),
            more => format!("It was your turn: you had {more} reviews on this brief."),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    pub member: MemberId,
    /// Whether all their deadline timers are running, so that this review waits without one.
    pub queued: bool,
}

/// What was decided about one slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub track: TrackId,
    /// Which of its versions.
    pub version: u8,
    /// Which of the version's slots.
    pub slot: u8,
    /// Which try at the slot.
    pub attempt: u8,
    /// The reviewer; nobody where everybody is excluded.
    pub chosen: Option<Chosen>,
    /// A co-producer on probation who listens beside them.
    pub paired: Option<Chosen>,
    pub why: Why,
}

impl Decision {
    pub(super) fn listeners(&self) -> impl Iterator<Item = Chosen> + use<> {
        self.chosen.into_iter().chain(self.paired)
    }
}
