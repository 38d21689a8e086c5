//! Prizes: that one was paid in, what becomes of it, and that it goes back are inputs of the month
//! that is the oldest Open one then. They are written with the decision, under the condition that
//! the month is open.

use domain::brief::Brief;
use domain::id::MemberId;
use domain::money::YearMonth;
use domain::money::input::{Input, MonthInput, PrizeMoney, PrizeMoneyKind};
use domain::prize::PrizeAward;
use jiff::Timestamp;

use crate::brief::BriefItem;
use crate::error::StoreError;
use crate::item::{Item, Stored};
use crate::keys::{self, Key};
use crate::list::List;
use crate::month_input::add_input;
use crate::table::Store;

impl Item for PrizeAward {
    const KIND: &'static str = "prize_award";

    fn key(&self) -> Key {
        keys::month_prize(self.month, self.brief)
    }
}

/// What a change of a brief books: its prize has arrived, or goes back.
fn booking(before: &Stored<BriefItem>, after: &Brief) -> Option<PrizeMoney> {
    let (kind, money) = match (before.item.brief.prize_held(), after.prize_held()) {
        (None, Some(money)) => (PrizeMoneyKind::Received, money),
        (Some(money), None) => (PrizeMoneyKind::Returned, money),
        (None, None) | (Some(_), Some(_)) => return None,
    };
    Some(PrizeMoney { brief: after.id, number: before.item.edition, kind, money })
}

/// What was decided about prizes in a month.
pub fn of_month(month: YearMonth) -> List<PrizeAward> {
    List::in_table(keys::month_partition(month), keys::MONTH_PRIZE_PREFIX)
}

impl Store {
    /// What of this change of a brief belongs into the books, in the oldest Open month. One round
    /// trip where something does.
    pub async fn prize_booking(
        &self,
        genesis: YearMonth,
        before: &Stored<BriefItem>,
        after: &Brief,
        by: MemberId,
        at: Timestamp,
    ) -> Result<Option<MonthInput>, StoreError> {
        let Some(prize) = booking(before, after) else { return Ok(None) };
        let month = self.oldest_open_month(genesis).await?;
        Ok(Some(MonthInput { month, input: Input::Prize(prize), by, at }))
    }

    /// Moves a brief that is as it was read, with what that books. One round trip.
    pub async fn move_brief_and_book(
        &self,
        brief: &Stored<BriefItem>,
        booking: Option<&MonthInput>,
    ) -> Result<(), StoreError> {
        let Some(booking) = booking else { return self.replace(brief).await };
        let mut transaction = self.transaction();
        transaction.replace(brief)?;
        add_input(&mut transaction, booking)?;
        self.commit(transaction).await
    }
}
