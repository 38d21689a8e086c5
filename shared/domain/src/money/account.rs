//! The accounts of the ledger: payees, the platform, what waits in suspense, and prizes.

use crate::id::{BriefId, MemberId};
use crate::money::track_key::TrackKey;
use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

const PLATFORM: &str = "platform";
const SUSPENSE_PREFIX: &str = "suspense:";
const PRIZE_PREFIX: &str = "prize:";
const SUSPENSE_UNMATCHED: &str = "suspense:unmatched";
const CHARACTERS_MAX: usize = 200;

/// An account by its name: 1 to 200 characters, however many bytes those take. A payee's is the member's id (any text in a dry run); `platform`,
/// `suspense:…` and `prize:…` are the house's own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Account(String);

/// Whose money it is: only a payee is ever paid.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// What the studio owes a member.
    Payee,
    /// The studio's own share.
    Platform,
    /// Money whose track is not known yet.
    Suspense,
    /// What a client has deposited for a brief, until it is given out.
    Prize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AccountError {
    #[error("an account has a name of 1 to 200 characters")]
    Length,
    #[error("the name of an account has no control characters and no space at its ends")]
    Characters,
}

impl Account {
    pub fn platform() -> Self {
        Self(PLATFORM.to_owned())
    }

    /// Readable revenue without a track or without a split.
    pub fn unmatched() -> Self {
        Self(SUSPENSE_UNMATCHED.to_owned())
    }

    /// The share of a writer who has not agreed to it yet: one account a track, so that agreeing to
    /// one releases only that one.
    pub fn unconsented(writer: &Self, track: &TrackKey) -> Self {
        Self(format!("{SUSPENSE_PREFIX}unconsented:{writer}:{track}"))
    }

    /// The part of a prize of a writer who has not agreed to their share yet.
    pub fn waiting_prize(writer: &Self, track: &TrackKey) -> Self {
        Self(format!("{SUSPENSE_PREFIX}prize:{writer}:{track}"))
    }

    /// What a track has earned since its award was found void.
    pub fn void_award(track: &TrackKey) -> Self {
        Self(format!("{SUSPENSE_PREFIX}void:{track}"))
    }

    /// The prize of a brief.
    pub fn prize(brief: BriefId) -> Self {
        Self(format!("{PRIZE_PREFIX}{brief}"))
    }

    /// A member's own account bears the member's id.
    pub fn of_member(member: MemberId) -> Self {
        Self(member.to_string())
    }

    /// Whose it is, where it is a member's own.
    pub fn member(&self) -> Option<MemberId> {
        self.0.parse().ok()
    }

    pub fn kind(&self) -> AccountKind {
        if self.0 == PLATFORM {
            AccountKind::Platform
        } else if self.0.starts_with(SUSPENSE_PREFIX) {
            AccountKind::Suspense
        } else if self.0.starts_with(PRIZE_PREFIX) {
            AccountKind::Prize
        } else {
            AccountKind::Payee
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Shaped for Account {
    const SHAPE: &'static TextShape = &TextShape {
        name: "Account",
        about: "An account of the ledger by its name: the id of the member whose it is, or `platform`, `suspense:…` and `prize:…` of the house.",
        pattern: Some(r"^[^\s\x00-\x1f\x7f-\x9f]([^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?$"),
        length: (1, CHARACTERS_MAX),
        format: None,
        words: &[],
        examples: &["mem_01ARZ3NDEKTSV4RRFFQ69G5FAV", "platform"],
    };
}

shaped_schema!(Account);

impl FromStr for Account {
    type Err = AccountError;

    fn from_str(name: &str) -> Result<Self, AccountError> {
        Self::try_from(name.to_owned())
    }
}

impl TryFrom<String> for Account {
    type Error = AccountError;

    fn try_from(name: String) -> Result<Self, AccountError> {
        if name.is_empty() || name.chars().count() > CHARACTERS_MAX {
            return Err(AccountError::Length);
        }
        if name.chars().any(char::is_control) || name.trim() != name {
            return Err(AccountError::Characters);
        }
        Ok(Self(name))
    }
}

impl From<Account> for String {
    fn from(account: Account) -> Self {
        account.0
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_house_accounts_are_not_payees() {
        assert_eq!(Account::platform().kind(), AccountKind::Platform);
        assert_eq!(Account::unmatched().kind(), AccountKind::Suspense);
        assert_eq!(Account::void_award(&"trk_1".parse().unwrap()).kind(), AccountKind::Suspense);
        let brief = BriefId::from_bytes([0; 16]);
        assert_eq!(Account::prize(brief).kind(), AccountKind::Prize);
        let writer = Account::of_member(MemberId::of_subject("a"));
        assert_eq!(writer.kind(), AccountKind::Payee);
        let waits =
            Account::unconsented(&writer, &"trk_01ARZ3NDEKTSV4RRFFQ69G5FAV".parse().unwrap());
        assert_eq!(waits.kind(), AccountKind::Suspense);
        assert_eq!(waits.as_str().parse::<Account>(), Ok(waits.clone()));
        assert_eq!("platform two".parse::<Account>().unwrap().kind(), AccountKind::Payee);
    }

    #[test]
    fn a_name_is_neither_empty_nor_padded_nor_a_control_character() {
        for name in ["", " a", "a\n", "a\0b"] {
            assert!(name.parse::<Account>().is_err(), "{name:?}");
        }
    }
}
