//! From the decisions of all months up to one, the manifest of that month: what counts once, what
//! counts from then on, and which of two decisions is the newer one.

use crate::digest::Sha256Hex;
use crate::id::SuspenseId;
use crate::money::input::{Input, IsrcOfTrack, MonthInput, NumberedMatch, NumberedTaxRate};
use crate::money::month::YearMonth;
use crate::money::plan::manifest::{Manifest, PlannedAdjustment};
use crate::money::track_key::TrackKey;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

impl Manifest {
    /// A month of which nothing is known yet.
    pub fn empty(month: YearMonth, plan_no: u32) -> Self {
        Self {
            month,
            plan_no,
            previous_plan_sha256: None::<Sha256Hex>,
            files: Vec::new(),
            splits: Vec::new(),
            isrcs: BTreeMap::new(),
            openings: Vec::new(),
            adjustments: Vec::new(),
            tax_rates: Vec::new(),
            consents: BTreeSet::new(),
            void_awards: BTreeSet::new(),
            matches: BTreeSet::new(),
            prizes: Vec::new(),
            payout_requests: BTreeSet::new(),
            tracks: Vec::new(),
            waiting: Vec::new(),
        }
    }

    /// With these decisions of the month and of months before; later ones are not its business.
    /// Their order says nothing.
    #[must_use]
    pub fn decided(mut self, inputs: &[MonthInput]) -> Self {
        let mut taxes: BTreeMap<_, &NumberedTaxRate> = BTreeMap::new();
        let mut isrcs: BTreeMap<&TrackKey, (Timestamp, &IsrcOfTrack)> = BTreeMap::new();
        let mut awards: BTreeMap<&TrackKey, (u32, bool)> = BTreeMap::new();
        let mut matches: BTreeMap<SuspenseId, &NumberedMatch> = BTreeMap::new();
        for one in inputs.iter().filter(|one| one.month <= self.month) {
            let is_now = one.month == self.month;
            match &one.input {
                Input::Adjustment(agreed) if is_now => {
                    let entries = agreed.entries.iter().cloned();
                    self.adjustments.extend(entries.map(|entry| PlannedAdjustment {
                        id: agreed.id,
                        adjusts: agreed.adjusts,
                        reason: agreed.reason.clone(),
                        account: entry.account,
                        money: entry.money,
                    }));
                }
                Input::Payout(request) if is_now => {
                    self.payout_requests.insert(request.clone());
                }
                Input::Match(matched) => {
                    let newest = matches.entry(matched.matched.id).or_insert(matched);
                    if newest.number < matched.number {
                        *newest = matched;
                    }
                }
                Input::Consent(consent) => {
                    self.consents.insert(consent.clone());
                }
                Input::TaxRate(rate) => {
                    let newest = taxes.entry(&rate.account).or_insert(rate);
                    if newest.number < rate.number {
                        *newest = rate;
                    }
                }
                Input::Award(award) => {
                    let newest = awards.entry(&award.track).or_default();
                    if newest.0 < award.number {
                        *newest = (award.number, award.void);
                    }
                }
                Input::Isrc(isrc) => {
                    let newest = isrcs.entry(&isrc.track).or_insert((one.at, isrc));
                    if newest.1.number < isrc.number {
                        *newest = (one.at, isrc);
                    }
                }
                Input::Adjustment(_)
                | Input::Payout(_)
                | Input::Withdrawal(_)
                | Input::Prize(_) => {}
            }
        }
        // A code that went from one track to another is the later one's, though the first may have
        // given it up in a month after this one.
        let mut isrcs: Vec<_> = isrcs.into_values().collect();
        isrcs.sort_unstable_by_key(|(at, one)| (*at, &one.track));
        self.isrcs.extend(isrcs.into_iter().map(|(_, one)| (one.isrc.clone(), one.track.clone())));
        self.matches.extend(matches.into_values().map(|one| one.matched.clone()));
        self.tax_rates.extend(taxes.into_values().cloned());
        let void = awards.into_iter().filter(|(_, (_, void))| *void);
        self.void_awards.extend(void.map(|(track, _)| track.clone()));
        self
    }
}
