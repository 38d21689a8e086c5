//! What a plan's revenue is made of, by track, as objects beside the plan: written with it, named
//! by its hash, read by statements and traces.

use std::collections::{BTreeMap, BTreeSet};

use domain::money::plan::{Breakdown, BreakdownPage, Manifest, SourceRow, TrackSources, breakdown};
use domain::money::{Sha256Hex, TrackKey, YearMonth, canonical_json};
use futures::stream::{self, StreamExt, TryStreamExt};
use media::keys;

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::objects::failed;

/// How many objects are read at the same time.
pub(crate) const READS_AT_ONCE: usize = 8;

/// The rows of some tracks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sources {
    /// The plan's files; a row says which one by its place.
    pub(crate) files: Vec<Sha256Hex>,
    pub(crate) tracks: BTreeMap<TrackKey, Vec<SourceRow>>,
}

impl Ledger {
    /// Writes what follows from the same manifest as the plan. Again, it writes the same. One round
    /// trip, and one for about 1,000 rows.
    pub(crate) async fn write_breakdown(
        &self,
        manifest: &Manifest,
        plan_sha256: &Sha256Hex,
    ) -> Result<(), LedgerError> {
        let (breakdown, pages) = breakdown(manifest)?;
        self.put_objects(keys::plan, manifest.month, &pages).await?;
        let key = keys::breakdown(manifest.month, plan_sha256);
        self.put_bytes(&key, "application/json", canonical_json(&breakdown)).await
    }

    /// The rows of `tracks`. One round trip, and one for every page that one of them stands on.
    pub(crate) async fn sources(
        &self,
        month: YearMonth,
        plan_sha256: &Sha256Hex,
        tracks: &BTreeSet<&TrackKey>,
    ) -> Result<Sources, LedgerError> {
        let key = keys::breakdown(month, plan_sha256);
        let body = self.open(&self.runtime.config.derived_bucket, &key).await?;
        let bytes = body.collect().await.map_err(|source| failed(&key, source))?.into_bytes();
        let breakdown: Breakdown =
            serde_json::from_slice(&bytes).map_err(|source| failed(&key, source))?;
        let pages: BTreeSet<&Sha256Hex> =
            tracks.iter().filter_map(|track| breakdown.page_of(track)).collect();
        let reads = pages.iter().map(|sha256| self.get_object(keys::plan, month, sha256));
        // The futures are made first: a stream of closures is not known to be `Send`.
        let reads = reads.collect::<Vec<_>>();
        let pages: Vec<BreakdownPage> =
            stream::iter(reads).buffered(READS_AT_ONCE).try_collect().await?;
        let wanted = |one: &TrackSources| tracks.contains(&one.track);
        let found = pages.into_iter().flat_map(|page| page.tracks).filter(wanted);
        Ok(Sources {
            files: breakdown.files,
            tracks: found.map(|one| (one.track, one.rows)).collect(),
        })
    }
}
