//! What a plan knows of tracks: every split that may apply, whose share waits for consent, and what
//! each has earned so far.

use crate::money::account::Account;
use crate::money::amount::Amount;
use crate::money::currency::Currency;
use crate::money::input::Consent;
use crate::money::month::YearMonth;
use crate::money::plan::error::PlanError;
use crate::money::plan::manifest::{Manifest, TrackTotal};
use crate::money::split::SplitVersion;
use crate::money::track_key::TrackKey;
use std::collections::{BTreeMap, BTreeSet};

/// The splits of a manifest with who has agreed to their share.
pub(super) struct Splits<'a> {
    by_track: BTreeMap<&'a str, BTreeMap<u32, &'a SplitVersion>>,
    /// Who has not agreed, by track.
    unconsented: BTreeMap<&'a TrackKey, BTreeSet<&'a Account>>,
    void_awards: &'a BTreeSet<TrackKey>,
}

impl<'a> Splits<'a> {
    /// A split of a later month in the manifest is a mistake of whoever gathered it.
    pub(super) fn of(manifest: &'a Manifest) -> Result<Self, PlanError> {
        let mut by_track: BTreeMap<&str, BTreeMap<u32, &SplitVersion>> = BTreeMap::new();
        let mut unconsented: BTreeMap<&TrackKey, BTreeSet<&Account>> = BTreeMap::new();
        for split in &manifest.splits {
            let (track, month, number) = (&split.track, split.month, split.number);
            if month > manifest.month {
                return Err(PlanError::SplitOfLaterMonth { track: track.clone(), month });
            }
            if by_track.entry(track.as_str()).or_default().insert(number, split).is_some() {
                return Err(PlanError::SplitTwice { track: track.clone(), number });
            }
            if !split.unconsented.is_empty() {
                unconsented.entry(track).or_default().extend(&split.unconsented);
            }
        }
        for Consent { track, account } in &manifest.consents {
            if let Some(waiting) = unconsented.get_mut(track) {
                waiting.remove(account);
            }
        }
        Ok(Self { by_track, unconsented, void_awards: &manifest.void_awards })
    }

    /// The highest split of a track: the one that applies.
    pub(super) fn newest(&self, track: &TrackKey) -> Option<&'a SplitVersion> {
        self.newest_named(track.as_str())
    }

    /// The same, of the track that a file names so.
    pub(super) fn newest_named(&self, name: &str) -> Option<&'a SplitVersion> {
        self.by_track.get(name).and_then(|splits| splits.values().next_back().copied())
    }

    /// One split of a track.
    pub(super) fn numbered(
        &self,
        track: &TrackKey,
        number: u32,
    ) -> Result<&'a SplitVersion, PlanError> {
        let found =
            self.by_track.get(track.as_str()).and_then(|splits| splits.get(&number).copied());
        found.ok_or_else(|| PlanError::SplitMissing { track: track.clone(), number })
    }

    /// Whether what the track earns waits until its award stands again.
    pub(super) fn is_void(&self, track: &TrackKey) -> bool {
        self.void_awards.contains(track)
    }

    /// Writers of an earlier split who never agreed, and are none any more.
    pub(super) fn refused(&self) -> Vec<(&'a TrackKey, &'a Account)> {
        let is_writer = |track: &TrackKey, account: &Account| {
            let sources = self.newest(track).and_then(|split| split.sources.as_ref());
            let mut writers = sources.into_iter().flat_map(|sources| &sources.writers);
            writers.any(|writer| writer.account == *account)
        };
        let all = self.unconsented.iter();
        let all = all.flat_map(|(track, waiting)| waiting.iter().map(|one| (*track, *one)));
        all.filter(|(track, account)| !is_writer(track, account)).collect()
    }

    /// Whether an account has a share of a track that it has not agreed to.
    pub(super) fn waits(&self, track: &TrackKey, account: &Account) -> bool {
        self.unconsented.get(track).is_some_and(|waiting| waiting.contains(account))
    }

    /// Where an account's share of a track goes: to itself, or into suspense until it agrees.
    pub(super) fn receiver(&self, track: &TrackKey, account: &Account) -> Account {
        if self.waits(track, account) {
            Account::unconsented(account, track)
        } else {
            account.clone()
        }
    }
}

/// What every track has earned so far, in each currency.
pub(super) struct Totals(pub(super) BTreeMap<(TrackKey, Currency), TrackTotal>);

impl Totals {
    pub(super) fn of(manifest: &Manifest) -> Result<Self, PlanError> {
        let mut totals = BTreeMap::new();
        for total in &manifest.tracks {
            let key = (total.track.clone(), total.currency);
            if totals.insert(key, total.clone()).is_some() {
                return Err(PlanError::TrackTwice { track: total.track.clone() });
            }
        }
        Ok(Self(totals))
    }

    /// Adds what was shared out by `split` in `month`.
    pub(super) fn add(
        &mut self,
        split: &SplitVersion,
        currency: Currency,
        revenue: Amount,
        month: YearMonth,
    ) -> Result<(), PlanError> {
        let key = (split.track.clone(), currency);
        let total = self.0.entry(key).or_insert_with(|| TrackTotal {
            track: split.track.clone(),
            currency,
            revenue: Amount::ZERO,
            split_number: split.number,
            since: month,
        });
        total.revenue = total.revenue.checked_add(revenue)?;
        Ok(())
    }

    pub(super) fn into_list(self) -> Vec<TrackTotal> {
        self.0.into_values().collect()
    }
}
