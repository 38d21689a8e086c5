//! Money: amounts, currencies, shares, splits, months, payables and the plan of a month.
//!
//! A revenue line has at most 8 decimals and a share 6, so a share of a line has at most 14: it is
//! exact, and nothing in here rounds except a payout (and the tax inside it). Currencies are never
//! mixed nor converted.

pub mod account;
pub mod adjustment;
pub mod amount;
pub mod books;
pub mod close;
pub mod currency;
#[cfg(test)]
mod exactness;
pub mod input;
pub mod isrc;
pub mod month;
pub mod pay_day;
pub mod payables_proof;
pub mod payment;
pub mod payout;
pub mod payout_account;
pub mod payout_amounts;
pub mod plan;
pub mod revenue_line;
pub mod share;
pub mod split;
pub mod statement;
pub mod track_key;
pub mod value;
pub mod waiting;

pub use crate::digest::{DigestError, Sha256Hex, canonical_json};
pub use account::{Account, AccountError, AccountKind};
pub use amount::{Amount, AmountError};
pub use currency::{Currency, CurrencyError};
pub use isrc::{Isrc, IsrcError};
pub use month::{MonthError, MonthEvent, MonthState, NotInBooks, YearMonth};
pub use payables_proof::PayablesProof;
pub use payout::{
    EndToEndId, HoldReason, OtherPayer, Payable, PayoutEvent, PayoutState, payout_id,
    require_other_payer,
};
pub use payout_account::{BankDetails, Iban, NoPayoutAccount, OutsideSepa, PayoutAccount};
pub use payout_amounts::{BasisPoints, PayoutAmounts};
pub use share::{Share, ShareError};
pub use split::{
    CountedReview, PoolShare, Split, SplitBasis, SplitError, SplitRow, SplitSources, SplitVersion,
    WriterShare,
};
pub use track_key::{TrackKey, TrackKeyError};
pub use value::Money;
