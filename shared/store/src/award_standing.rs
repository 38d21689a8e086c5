//! Whether an award stands: an operator finds it void where somebody's rights were broken, and may
//! let it stand again.

use domain::change::Change;
use domain::id::{BriefId, MemberId};
use domain::money::YearMonth;
use domain::money::input::{AwardStanding, Input, MonthInput};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys::{self, Key};
use crate::month_input::ATTEMPTS;
use crate::table::Store;

/// How the award of a track stands; an award that nobody has doubted has no item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardStandingItem {
    pub standing: AwardStanding,
    pub brief: BriefId,
    /// The first month that it counts for.
    pub month: YearMonth,
    pub decided_by: MemberId,
    pub decided_at: Timestamp,
}

impl Item for AwardStandingItem {
    const KIND: &'static str = "award_standing";

    fn key(&self) -> Key {
        keys::award_standing(&self.standing.track)
    }
}

/// What an operator decides about an award.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardDecision {
    pub brief: BriefId,
    pub track: String,
    pub void: bool,
    pub reason: String,
    pub by: MemberId,
    pub at: Timestamp,
}

impl Store {
    /// How the award of a track stands, if anybody has decided about it. One round trip.
    pub async fn award_standing(
        &self,
        track: &str,
    ) -> Result<Option<Stored<AwardStandingItem>>, StoreError> {
        self.get(&keys::award_standing(track)).await
    }

    /// Finds the award of a track void, or lets it stand again, from the oldest Open month on. An
    /// award that stands so already stays as it is. Three round trips.
    pub async fn decide_award(
        &self,
        genesis: YearMonth,
        decision: &AwardDecision,
    ) -> Result<Change<AwardStandingItem>, StoreError> {
        for _ in 0..ATTEMPTS {
            let month = self.oldest_open_month(genesis).await?;
            let before = self.award_standing(&decision.track).await?;
            let last = before.as_ref().map(|stored| &stored.item.standing);
            if last.is_some_and(|last| last.void) == decision.void {
                return Ok(Change::AlreadyApplied);
            }
            let standing = AwardStanding {
                track: decision.track.clone(),
                number: last.map_or(1, |last| last.number.saturating_add(1)),
                void: decision.void,
                reason: decision.reason.clone(),
            };
            let AwardDecision { brief, by, at, .. } = *decision;
            let input = MonthInput { month, input: Input::Award(standing.clone()), by, at };
            let item = AwardStandingItem { standing, brief, month, decided_by: by, decided_at: at };
            let revision = before.map_or(0, |stored| stored.revision);
            let subject = Stored { item, revision };
            match self.decide(&subject, &input).await {
                Err(error) if error.is_conflict() => {}
                other => return other.map(|()| Change::Applied(subject.item)),
            }
        }
        Err(StoreError::Busy)
    }
}
