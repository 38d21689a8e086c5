//! Money in suspense that would be a writer's, and what would free it.

use crate::money::account::Account;
use crate::money::amount::{Amount, AmountError};
use crate::money::share::Share;
use crate::money::split::SplitVersion;
use crate::money::track_key::TrackKey;
use crate::string_enum::string_enum;

string_enum! {
    /// What money of a writer waits for.
    pub enum WaitsFor {
        /// They have not agreed to their share.
        Consent => "consent",
        /// They have, since the last month was posted.
        Posting => "posting",
        /// The award was found void.
        Award => "award",
    }
}

impl WaitsFor {
    /// What would free it, as a sentence.
    pub const fn freed_by(self) -> &'static str {
        match self {
            Self::Consent => "It is yours with the next month once you agree to your share.",
            Self::Posting => {
                "You have agreed to your share: it is yours once the next month is posted."
            }
            Self::Award => {
                "It is shared out once the award stands again, which an operator decides."
            }
        }
    }
}

/// Where a part of a track's money waits that would be this writer's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPlace {
    pub account: Account,
    pub waits_for: WaitsFor,
    /// The part of the account that would be theirs; all of it where none is named.
    pub share: Option<Share>,
}

impl WaitingPlace {
    /// What of this balance would be theirs.
    ///
    /// # Errors
    /// [`AmountError`] where that has more digits than an amount.
    pub fn part_of(&self, balance: Amount) -> Result<Amount, AmountError> {
        self.share.map_or(Ok(balance), |share| balance.share(share))
    }
}

/// Where money of a writer may wait, by the split that applies; nothing where they have no row.
pub fn waiting_places(
    track: &TrackKey,
    split: &SplitVersion,
    writer: &Account,
    is_agreed: bool,
) -> Vec<WaitingPlace> {
    let row = split.rows.rows().iter().find(|row| row.account == *writer);
    let Some(row) = row else { return Vec::new() };
    let place = |account, waits_for, share| WaitingPlace { account, waits_for, share };
    let of_award = place(Account::void_award(track), WaitsFor::Award, Some(row.share_ppm));
    let own = [Account::unconsented(writer, track), Account::waiting_prize(writer, track)];
    let waits_for = if is_agreed { WaitsFor::Posting } else { WaitsFor::Consent };
    let own = own.map(|account| place(account, waits_for, None));
    own.into_iter().chain([of_award]).collect()
}
