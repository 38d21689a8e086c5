//! Money in suspense that has found its track: each entry once.

use std::collections::BTreeMap;

use domain::id::{MemberId, SuspenseId};
use domain::money::input::{Input, MonthInput, SuspenseMatch};
use domain::money::{Sha256Hex, YearMonth};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::StoreError;
use crate::item::{Item, RawItem, Stored};
use crate::keys::{self, Key};
use crate::month_input::{ATTEMPTS, add_input};
use crate::table::Store;

/// What an entry was matched with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    pub matched: SuspenseMatch,
    /// Where the entry stands: the file and its place among the file's reduced rows.
    pub file_sha256: Sha256Hex,
    pub row: u64,
    /// The month that moves the money.
    pub month: YearMonth,
    pub matched_by: MemberId,
    pub matched_at: Timestamp,
}

impl Item for Matched {
    const KIND: &'static str = "suspense_match";

    fn key(&self) -> Key {
        keys::suspense_match(self.matched.id)
    }
}

/// What became of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum MatchAnswer {
    New(Matched),
    /// The entry was matched before, perhaps with another track.
    Before(Matched),
}

impl Store {
    /// Those of `ids` that are matched, by id. One round trip for a hundred.
    pub async fn suspense_matches(
        &self,
        ids: &[SuspenseId],
    ) -> Result<BTreeMap<SuspenseId, Matched>, StoreError> {
        let wanted: Vec<Key> = ids.iter().map(|id| keys::suspense_match(*id)).collect();
        let mut found = BTreeMap::new();
        for some in wanted.chunks(100) {
            for item in self.get_many(some).await?.into_iter().flatten() {
                let Stored { item, .. } = item.parse::<Matched>()?;
                found.insert(item.matched.id, item);
            }
        }
        Ok(found)
    }

    /// Matches an entry with a track, in the oldest Open month. `matched.month` is set here. Two
    /// round trips.
    pub async fn match_suspense(
        &self,
        genesis: YearMonth,
        mut matched: Matched,
    ) -> Result<MatchAnswer, StoreError> {
        for _ in 0..ATTEMPTS {
            matched.month = self.oldest_open_month(genesis).await?;
            let (by, at) = (matched.matched_by, matched.matched_at);
            let input = Input::Match(matched.matched.clone());
            let input = MonthInput { month: matched.month, input, by, at };
            let mut transaction = self.transaction();
            transaction.create(&matched)?;
            add_input(&mut transaction, &input)?;
            let Err(error) = self.commit(transaction).await else {
                return Ok(MatchAnswer::New(matched));
            };
            if let Some(now) = error.refusal(0).and_then(|refusal| refusal.now.clone()) {
                let now: RawItem = now;
                return Ok(MatchAnswer::Before(now.parse()?.item));
            }
            if !error.is_conflict() {
                return Err(error);
            }
        }
        Err(StoreError::Busy)
    }
}
