//! Money that waits for its track, or for its award.

use crate::digest::Sha256Hex;
use crate::id::SuspenseId;
use crate::money::account::Account;
use crate::money::month::YearMonth;
use crate::money::revenue_line::LineKey;
use crate::money::track_key::TrackKey;
use crate::money::value::Money;
use crate::string_enum::string_enum;
use serde::{Deserialize, Serialize};

string_enum! {
    /// Why money is in suspense.
    pub enum SuspenseReason {
        /// The lines name neither a track nor a recording code.
        NoTrack => "no_track",
        /// The track they name has no split.
        NoSplit => "no_split",
        /// The recording code they name is of no track with a split.
        UnknownIsrc => "unknown_isrc",
        /// They name one track, and the recording code of another one.
        TwoTracks => "two_tracks",
        /// The award of the track they name is void.
        VoidAward => "void_award",
    }
}

/// Readable money that waits: one reduced row of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuspenseEntry {
    pub month: YearMonth,
    pub file_sha256: Sha256Hex,
    /// Its place among the rows of the reduced file, from 0: the index of the file finds every
    /// line.
    pub row: u64,
    pub first_line: u64,
    pub lines: u64,
    pub key: LineKey,
    pub reason: SuspenseReason,
    /// The track whose award is void, where that is the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<TrackKey>,
    pub money: Money,
}

impl SuspenseEntry {
    /// The one id of these lines of this file, for ever.
    pub fn id(&self) -> SuspenseId {
        let row = self.row.to_be_bytes();
        SuspenseId::derive(&[b"suspense", self.file_sha256.as_str().as_bytes(), &row])
    }

    pub fn account(&self) -> Account {
        match &self.track {
            Some(track) => Account::void_award(track),
            None => Account::unmatched(),
        }
    }
}
