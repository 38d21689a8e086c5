//! Everything that promotion has ever derived, derived again from the base items: what differs is
//! said and mended. An operator's tool, since it reads the whole table; no function does.

use std::collections::{BTreeMap, BTreeSet};

use domain::coproducer_standing::Observation;
use domain::ear::Ear;
use domain::earn::{self, Base};
use domain::id::{MemberId, TrackId};
use domain::member::Member;
use domain::points::{PointEntry, in_force};
use domain::policy::Policy;
use domain::track::Version;
use jiff::Timestamp;
use serde::Serialize;
use store::review::ReviewItem;
use store::standing::{MemberStanding, ObservationItem};
use store::track::{TrackItem, VersionItem};
use store::{Item, RawItem, Store, StoreError, Stored};

/// What a rebuild found, and mended.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Rebuilt {
    /// Members who have earned anything.
    pub members: usize,
    /// Base items that were read.
    pub base_items: usize,
    /// Entries that were not there.
    pub missing: Vec<String>,
    /// Entries for which nothing stands any more; now undone.
    pub unfounded: Vec<String>,
    /// Members whose sum was not the sum of their entries.
    pub miscounted: Vec<MemberId>,
    /// Reviews and rankings that had not been observed as they are.
    pub unobserved: Vec<String>,
}

impl Rebuilt {
    /// Whether everything was as it should be.
    pub fn is_unchanged(&self) -> bool {
        self.missing.is_empty()
            && self.unfounded.is_empty()
            && self.miscounted.is_empty()
            && self.unobserved.is_empty()
    }
}

/// What the whole table holds of base items and of what was derived from them.
#[derive(Debug, Default)]
struct Table {
    bases: Vec<Base>,
    totals: BTreeMap<(TrackId, u8), u32>,
    versions: Vec<Version>,
    observed: Vec<ObservationItem>,
    entries: BTreeMap<MemberId, Vec<PointEntry>>,
    standings: BTreeMap<MemberId, MemberStanding>,
    known: BTreeMap<(MemberId, String), Observation>,
}

/// Derives everything again and mends what differs. Running it twice changes nothing more.
///
/// # Errors
/// When the table does not answer or an item does not parse.
pub async fn rebuild(
    store: &Store,
    now: Timestamp,
    policy: &Policy,
) -> Result<Rebuilt, StoreError> {
    let mut table = Table::default();
    let mut cursor = None;
    loop {
        let page = store.scan_page(cursor).await?;
        for item in page.items {
            table.take(item)?;
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    mend(store, table.completed(), now, policy).await
}

async fn mend(
    store: &Store,
    table: Table,
    now: Timestamp,
    policy: &Policy,
) -> Result<Rebuilt, StoreError> {
    let earned = earned(&table.bases, policy);
    let mut rebuilt = Rebuilt { base_items: table.bases.len(), ..Rebuilt::default() };
    let members: BTreeSet<MemberId> =
        earned.keys().chain(table.entries.keys()).chain(table.standings.keys()).copied().collect();
    rebuilt.members = members.len();
    for member in members {
        let expected = earned.get(&member).map(Vec::as_slice).unwrap_or_default();
        let stored = table.entries.get(&member).map(Vec::as_slice).unwrap_or_default();
        let Difference { missing, unfounded } = difference(expected, stored);
        let all = [stored, &missing, &unfounded].concat();
        let should_be = MemberStanding::of(member, &all, now, policy);
        if missing.is_empty()
            && unfounded.is_empty()
            && table.standings.get(&member).is_some_and(|known| *known != should_be)
        {
            rebuilt.miscounted.push(member);
        }
        store
            .add_points(member, &[missing.clone(), unfounded.clone()].concat(), now, policy)
            .await?;
        let named = |entry: &PointEntry| format!("{member} {}", entry.key());
        rebuilt.missing.extend(missing.iter().map(named));
        rebuilt.unfounded.extend(unfounded.iter().map(named));
    }
    for seen in table.observed {
        let Observation { member, subject, .. } = &seen.observation;
        if table.known.get(&(*member, subject.clone())) != Some(&seen.observation) {
            rebuilt.unobserved.push(format!("{member} {subject}"));
            store.observe(&seen, policy).await?;
        }
    }
    Ok(rebuilt)
}

/// What all of these items stand for, member by member.
fn earned(bases: &[Base], policy: &Policy) -> BTreeMap<MemberId, Vec<PointEntry>> {
    let mut earned: BTreeMap<MemberId, Vec<PointEntry>> = BTreeMap::new();
    for entry in bases.iter().flat_map(|base| earn::entries(base, policy)) {
        earned.entry(entry.member).or_default().push(entry);
    }
    earned
}

/// What has to be added to what is stored.
struct Difference {
    missing: Vec<PointEntry>,
    /// The opposites of those that nothing stands for.
    unfounded: Vec<PointEntry>,
}

fn difference(expected: &[PointEntry], stored: &[PointEntry]) -> Difference {
    let keys = |entries: &[PointEntry]| -> BTreeSet<String> {
        entries.iter().map(PointEntry::key).collect()
    };
    let (wanted, known) = (keys(expected), keys(stored));
    let missing = expected.iter().filter(|entry| !known.contains(&entry.key())).cloned();
    let unfounded = in_force(stored).into_iter().filter(|entry| !wanted.contains(&entry.key()));
    Difference {
        missing: missing.collect(),
        unfounded: unfounded.map(|entry| entry.undone(entry.at)).collect(),
    }
}

impl Table {
    fn take(&mut self, item: RawItem) -> Result<(), StoreError> {
        match item.kind() {
            Member::KIND => self.bases.push(Base::Member(item.parse::<Member>()?.item.into())),
            TrackItem::KIND => {
                self.bases.push(Base::Track(item.parse::<TrackItem>()?.item.track.into()));
            }
            VersionItem::KIND => {
                let version = item.parse::<VersionItem>()?.item.version;
                if let Some(total) = version.total_centistars {
                    self.totals.insert((version.track, version.version), total);
                }
                self.versions.push(version);
            }
            ReviewItem::KIND => {
                let Stored { item, revision } = item.parse::<ReviewItem>()?;
                self.observe(Observation::of_review(&item.review), revision);
                self.bases.push(Base::Review(item.review.into()));
            }
            Ear::KIND => {
                let Stored { item, revision } = item.parse::<Ear>()?;
                self.observe(Some(Observation::of_ear(&item)), revision);
            }
            PointEntry::KIND => {
                let entry = item.parse::<PointEntry>()?.item;
                self.entries.entry(entry.member).or_default().push(entry);
            }
            MemberStanding::KIND => {
                let standing = item.parse::<MemberStanding>()?.item;
                self.standings.insert(standing.member, standing);
            }
            ObservationItem::KIND => {
                let known = item.parse::<ObservationItem>()?.item.observation;
                self.known.insert((known.member, known.subject.clone()), known);
            }
            _ => {}
        }
        Ok(())
    }

    fn observe(&mut self, observation: Option<Observation>, seen_revision: u64) {
        let seen = observation.map(|observation| ObservationItem { observation, seen_revision });
        self.observed.extend(seen);
    }

    /// With the versions among the base items, each beside the total of the one before it.
    fn completed(mut self) -> Self {
        for version in std::mem::take(&mut self.versions) {
            let before = version.version.checked_sub(1);
            let total = before.and_then(|number| self.totals.get(&(version.track, number)));
            let total = total.copied();
            self.bases.push(Base::Version(version.into(), total));
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use domain::points::PointRule;

    use super::*;

    fn entry(subject: &str) -> PointEntry {
        let member = MemberId::of_subject("ada");
        PointEntry::new(member, PointRule::Approved, subject.to_owned(), Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn what_is_missing_is_added_and_what_nothing_stands_for_is_undone() {
        let (a, b, c) = (entry("a"), entry("b"), entry("c"));
        let undone = c.undone(Timestamp::UNIX_EPOCH);
        let found = difference(&[a.clone(), b.clone()], &[b, c.clone(), undone]);
        assert_eq!(found.missing, [a]);
        assert_eq!(found.unfounded, [], "what is undone already is left alone");
        let found = difference(&[], std::slice::from_ref(&c));
        assert_eq!(found.unfounded, [c.undone(Timestamp::UNIX_EPOCH)]);
    }
}
