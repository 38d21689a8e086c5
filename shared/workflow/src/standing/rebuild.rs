//! All points and standings, derived again from the base items: what differs is reported and
//! mended. An operator's tool, since it reads the whole table; no function does.

use std::collections::{BTreeMap, BTreeSet};

use domain::coproducer_standing::{CoproducerStanding, Observation};
use domain::id::{BriefId, MemberId};
use domain::invitation::Invitation;
use domain::member::Member;
use domain::point_derivation::{self, PointSource};
use domain::points::{PointEntry, PointRule, effective};
use domain::policy::Policy;
use domain::taste_alignment::TasteAlignment;
use jiff::Timestamp;
use serde::Serialize;
use store::brief::BriefItem;
use store::review::ReviewItem;
use store::standing::{CoproducerStandingItem, MemberStanding, ObservationItem};
use store::track::{TrackItem, VersionItem};
use store::{Item, RawItem, StoreError, Stored};

use super::fold::{add_points, fold_observations, observe};
use crate::{Workflow, WorkflowError};

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
    pub stale: Vec<String>,
    /// Members whose sum was not the sum of their entries, or of what was observed of them, or not
    /// there.
    pub miscounted: Vec<MemberId>,
    /// Reviews and rankings that had not been observed as they are.
    pub unobserved: Vec<String>,
}

impl Rebuilt {
    /// Whether everything was as it should be.
    pub fn is_unchanged(&self) -> bool {
        self.missing.is_empty()
            && self.stale.is_empty()
            && self.miscounted.is_empty()
            && self.unobserved.is_empty()
    }
}

/// What the whole table holds of base items and of what was derived from them.
#[derive(Debug, Default)]
struct Table {
    bases: Vec<PointSource>,
    observed: Vec<ObservationItem>,
    entries: BTreeMap<MemberId, Vec<PointEntry>>,
    standings: BTreeMap<MemberId, MemberStanding>,
    coproducer_standings: BTreeMap<MemberId, CoproducerStanding>,
    known: BTreeMap<(MemberId, String), Observation>,
    now: Timestamp,
    /// The briefs whose outcome is not public.
    hidden: BTreeSet<BriefId>,
}

/// Whether what differs is mended, or only said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RebuildMode {
    Mend,
    /// Nothing is written.
    DryRun,
}

/// Derives everything again and mends what differs. Running it twice changes nothing more.
///
/// What was derived is read before what it was derived from: an entry that is earned while the
/// rebuild runs is added once more at worst, and never taken for one without foundation.
pub async fn rebuild(work: &Workflow, mode: RebuildMode) -> Result<Rebuilt, WorkflowError> {
    let mut table = Table { now: work.now, ..Table::default() };
    for take in [Table::take_derived, Table::take_base] {
        let mut cursor = None;
        loop {
            let page = work.store.scan_page(cursor).await?;
            for item in page.items {
                take(&mut table, item)?;
            }
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
    }
    mend(work, table, mode).await
}

async fn mend(work: &Workflow, table: Table, mode: RebuildMode) -> Result<Rebuilt, WorkflowError> {
    let policy = work.policy;
    let mut rebuilt = Rebuilt { base_items: table.bases.len(), ..Rebuilt::default() };
    let mut bases: BTreeMap<MemberId, Vec<&PointSource>> = BTreeMap::new();
    for base in &table.bases {
        bases.entry(base.member()).or_default().push(base);
    }
    let earning = bases.iter().filter(|(_, of_one)| !earned(of_one, policy).is_empty());
    let members: BTreeSet<MemberId> = earning
        .map(|(member, _)| member)
        .chain(table.entries.keys())
        .chain(table.standings.keys())
        .copied()
        .collect();
    rebuilt.members = members.len();
    for member in members {
        let of_one = bases.get(&member).map(Vec::as_slice).unwrap_or_default();
        let stored = table.entries.get(&member).map(Vec::as_slice).unwrap_or_default();
        let Difference { missing, stale } = difference(of_one, stored, policy);
        let all = [stored, &missing, &stale].concat();
        let should_be = MemberStanding::of(member, &all, &table.hidden, work.now, policy);
        // What was hidden when it was written may be public now.
        let standing = table.standings.get(&member).cloned();
        let standing = standing.map(|one| one.settle(&table.hidden, policy));
        if missing.is_empty() && stale.is_empty() && standing != Some(should_be) {
            rebuilt.miscounted.push(member);
        }
        if mode == RebuildMode::Mend {
            add_points(work, member, &[missing.clone(), stale.clone()].concat()).await?;
        }
        let named = |entry: &PointEntry| format!("{member} {}", entry.key());
        rebuilt.missing.extend(missing.iter().map(named));
        rebuilt.stale.extend(stale.iter().map(named));
    }
    mend_observed(work, table, mode, &mut rebuilt).await?;
    Ok(rebuilt)
}

/// What was observed of co-producers, then the sums of those for whom that was right already.
async fn mend_observed(
    work: &Workflow,
    table: Table,
    mode: RebuildMode,
    rebuilt: &mut Rebuilt,
) -> Result<(), WorkflowError> {
    let mut summed_up = BTreeSet::new();
    for seen in table.observed {
        let Observation { member, subject, .. } = &seen.observation;
        if table.known.get(&(*member, subject.clone())) != Some(&seen.observation) {
            rebuilt.unobserved.push(format!("{member} {subject}"));
            if mode == RebuildMode::Mend {
                observe(work, &seen).await?;
            }
            summed_up.insert(*member);
        }
    }
    let mut of_each: BTreeMap<MemberId, Vec<Observation>> = BTreeMap::new();
    for member in table.coproducer_standings.keys() {
        of_each.entry(*member).or_default();
    }
    for ((member, _), observation) in table.known {
        of_each.entry(member).or_default().push(observation);
    }
    for (member, observations) in of_each {
        let should_be = CoproducerStanding::of(&observations, work.policy);
        let is_right = table.coproducer_standings.get(&member) == Some(&should_be);
        if !is_right && !summed_up.contains(&member) {
            if !rebuilt.miscounted.contains(&member) {
                rebuilt.miscounted.push(member);
            }
            if mode == RebuildMode::Mend {
                fold_observations(work, member).await?;
            }
        }
    }
    Ok(())
}

/// What all of these items stand for.
fn earned(bases: &[&PointSource], policy: &Policy) -> Vec<PointEntry> {
    bases.iter().flat_map(|base| point_derivation::entries(base, policy)).collect()
}

/// What has to be added to what is stored.
struct Difference {
    missing: Vec<PointEntry>,
    /// The opposites of those that nothing stands for.
    stale: Vec<PointEntry>,
}

/// An erased member's profile is gone; what it earned stays.
fn difference(bases: &[&PointSource], stored: &[PointEntry], policy: &Policy) -> Difference {
    let known: BTreeSet<String> = stored.iter().map(PointEntry::key).collect();
    let mut missing = earned(bases, policy);
    missing.retain(|entry| !known.contains(&entry.key()));
    let mut stale: Vec<PointEntry> =
        bases.iter().flat_map(|base| point_derivation::stale(base, stored, policy)).collect();
    let orphans = effective(stored).into_iter().filter(|entry| {
        entry.rule != PointRule::ProfileComplete && !bases.iter().any(|base| base.owns(entry))
    });
    stale.extend(orphans.map(|entry| entry.undone(entry.at)));
    Difference { missing, stale }
}

impl Table {
    fn take_base(&mut self, item: RawItem) -> Result<(), StoreError> {
        match item.kind() {
            BriefItem::KIND => {
                let brief = item.parse::<BriefItem>()?.item.brief;
                if !brief.outcome_is_public(self.now) {
                    self.hidden.insert(brief.id);
                }
            }
            Member::KIND => {
                self.bases.push(PointSource::Member(item.parse::<Member>()?.item.into()));
            }
            TrackItem::KIND => {
                self.bases.push(PointSource::Track(item.parse::<TrackItem>()?.item.track.into()));
            }
            VersionItem::KIND => {
                let Stored { item, revision } = item.parse::<VersionItem>()?;
                self.observe(Observation::of_version(&item.version), revision);
                self.bases.push(PointSource::Version(item.version.into()));
            }
            Invitation::KIND => {
                self.bases.push(PointSource::Invitation(item.parse::<Invitation>()?.item.into()));
            }
            ReviewItem::KIND => {
                let Stored { item, revision } = item.parse::<ReviewItem>()?;
                self.observe(Observation::of_review(&item.review), revision);
                self.bases.push(PointSource::Review(item.review.into()));
            }
            TasteAlignment::KIND => {
                let Stored { item, revision } = item.parse::<TasteAlignment>()?;
                self.observe(Observation::of_taste_alignment(&item), revision);
            }
            _ => {}
        }
        Ok(())
    }

    fn take_derived(&mut self, item: RawItem) -> Result<(), StoreError> {
        match item.kind() {
            PointEntry::KIND => {
                let entry = item.parse::<PointEntry>()?.item;
                self.entries.entry(entry.member).or_default().push(entry);
            }
            MemberStanding::KIND => {
                let standing = item.parse::<MemberStanding>()?.item;
                self.standings.insert(standing.member, standing);
            }
            CoproducerStandingItem::KIND => {
                let CoproducerStandingItem { member, standing } =
                    item.parse::<CoproducerStandingItem>()?.item;
                self.coproducer_standings.insert(member, standing);
            }
            ObservationItem::KIND => {
                let known = item.parse::<ObservationItem>()?.item.observation;
                self.known.insert((known.member, known.subject.clone()), known);
            }
            _ => {}
        }
        Ok(())
    }

    fn observe(&mut self, observations: impl IntoIterator<Item = Observation>, seen_revision: u64) {
        let seen = |observation| ObservationItem { observation, seen_revision };
        self.observed.extend(observations.into_iter().map(seen));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member() -> MemberId {
        MemberId::of_subject("ada")
    }

    /// An accepted invitation that came to nothing.
    fn invitation(brief: &str, unused: bool) -> PointSource {
        let (brief, at) = (BriefId::derive(&[brief.as_bytes()]), Timestamp::UNIX_EPOCH);
        let invitation = Invitation::new(brief, member(), MemberId::of_subject("clara"), at);
        let unused_at = unused.then_some(at);
        PointSource::Invitation(Invitation { unused_at, ..invitation }.into())
    }

    fn found(bases: &[&PointSource], stored: &[PointEntry]) -> (Vec<PointEntry>, Vec<PointEntry>) {
        let Difference { missing, stale } = difference(bases, stored, &Policy::CURRENT);
        (missing, stale)
    }

    #[test]
    fn what_is_missing_is_added_and_what_nothing_stands_for_is_undone() {
        let (one, other) = (invitation("one", true), invitation("other", true));
        let bases = [&one, &other];
        let all = earned(&bases, &Policy::CURRENT);
        assert_eq!(found(&bases, &all), (vec![], vec![]));
        assert_eq!(found(&bases, &all[..1]), (all[1..].to_vec(), vec![]));
        let not_any_more = invitation("other", false);
        let undone = all[1].undone(all[1].at);
        assert_eq!(found(&[&one, &not_any_more], &all), (vec![], vec![undone.clone()]));
        let mended = [all.clone(), vec![undone]].concat();
        assert_eq!(found(&[&one, &not_any_more], &mended), (vec![], vec![]), "once");
    }

    #[test]
    fn an_entry_about_nothing_is_undone_but_an_erased_profile_stays_counted() {
        let entry =
            |rule| PointEntry::new(member(), rule, "gone".to_owned(), Timestamp::UNIX_EPOCH);
        let (invented, profile) = (entry(PointRule::Selected), entry(PointRule::ProfileComplete));
        let undone = invented.undone(invented.at);
        assert_eq!(found(&[], &[invented, profile]), (vec![], vec![undone]));
    }
}
