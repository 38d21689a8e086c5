//! What the revenue of each track is made of: every reduced row of every file, by track. It follows
//! from the manifest as the plan does, is named by the plan's hash, and decides nothing: a
//! statement reads from it where each fraction came from.

use crate::digest::Sha256Hex;
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::month::YearMonth;
use crate::money::plan::assemble::{Finder, sorted_files};
use crate::money::plan::error::PlanError;
use crate::money::plan::manifest::Manifest;
use crate::money::plan::tracks::Splits;
use crate::money::track_key::TrackKey;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A page is closed once it has so many rows: about 150 KB of JSON. One track stands on one page.
const ROWS_PER_PAGE: usize = 1_000;

/// One reduced row of one file that belongs to a track.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceRow {
    /// Its file's place among [`Breakdown::files`], from 0.
    pub file: u64,
    /// Its place among the rows of the reduced file, from 0: the index of the file finds every
    /// line.
    pub row: u64,
    /// How many lines of the file it is the sum of.
    pub lines: u64,
    pub source: String,
    pub territory: String,
    pub currency: Currency,
    pub amount: Amount,
}

/// Every row of one track, by file and place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrackSources {
    pub track: TrackKey,
    pub rows: Vec<SourceRow>,
}

/// Some tracks, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BreakdownPage {
    pub month: YearMonth,
    pub tracks: Vec<TrackSources>,
}

/// Where a page begins, and its hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageReference {
    pub first_track: TrackKey,
    pub sha256: Sha256Hex,
}

/// The pages of a plan's breakdown, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Breakdown {
    pub month: YearMonth,
    /// The plan's files, by the hash of their decompressed bytes.
    pub files: Vec<Sha256Hex>,
    pub pages: Vec<PageReference>,
}

/// The breakdown that follows from the manifest, with the pages that it names.
pub fn breakdown(manifest: &Manifest) -> Result<(Breakdown, Vec<BreakdownPage>), PlanError> {
    let files = sorted_files(&manifest.files)?;
    let splits = Splits::of(manifest)?;
    let finder = Finder::new(&splits, manifest);
    let mut tracks: BTreeMap<&TrackKey, Vec<SourceRow>> = BTreeMap::new();
    for (file, place) in files.iter().zip(0_u64..) {
        for ((at, row), number) in file.rows.iter().enumerate().zip(0_u64..) {
            let Ok((split, _)) = finder.find(file, at, row) else { continue };
            tracks.entry(&split.track).or_default().push(SourceRow {
                file: place,
                row: number,
                lines: row.lines,
                source: row.source.clone(),
                territory: row.territory.clone(),
                currency: row.currency,
                amount: row.amount,
            });
        }
    }
    let pages = paged(manifest.month, tracks);
    let reference = |page: &BreakdownPage| {
        let first_track = page.tracks.first()?.track.clone();
        Some(PageReference { first_track, sha256: Sha256Hex::of_json(page) })
    };
    let breakdown = Breakdown {
        month: manifest.month,
        files: files.iter().map(|file| file.sha256.clone()).collect(),
        pages: pages.iter().filter_map(reference).collect(),
    };
    Ok((breakdown, pages))
}

fn paged(month: YearMonth, tracks: BTreeMap<&TrackKey, Vec<SourceRow>>) -> Vec<BreakdownPage> {
    let mut pages: Vec<BreakdownPage> = Vec::new();
    let mut rows_on_page = ROWS_PER_PAGE;
    for (track, rows) in tracks {
        if rows_on_page >= ROWS_PER_PAGE {
            pages.push(BreakdownPage { month, tracks: Vec::new() });
            rows_on_page = 0;
        }
        rows_on_page = rows_on_page.saturating_add(rows.len());
        if let Some(page) = pages.last_mut() {
            page.tracks.push(TrackSources { track: track.clone(), rows });
        }
    }
    pages
}

impl Breakdown {
    /// The page that a track stands on, if it stands on one.
    pub fn page_of(&self, track: &TrackKey) -> Option<&Sha256Hex> {
        let behind = self.pages.partition_point(|page| page.first_track <= *track);
        let place = behind.checked_sub(1)?;
        self.pages.get(place).map(|page| &page.sha256)
    }
}

impl TrackSources {
    /// The whole revenue in one currency: what the plan shares out.
    pub fn revenue(&self, currency: Currency) -> Result<Amount, AmountError> {
        let rows = self.rows.iter().filter(|row| row.currency == currency);
        Amount::sum(rows.map(|row| row.amount))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use crate::money::plan::{FileInput, ReducedRow, plan};
    use crate::money::revenue_line::LineKey;
    use crate::money::{Account, Share, Split, SplitRow, SplitVersion};
    use proptest::prelude::*;

    fn row(track: u16, source: u8, currency: usize, minor: i64) -> ReducedRow {
        ReducedRow {
            key: LineKey::Track(format!("trk_{track:05}")),
            source: format!("source {source}"),
            territory: "DE".to_owned(),
            currency: Currency::all().nth(currency).unwrap(),
            amount: Amount::from_minor(minor.into(), 8).unwrap(),
            lines: 1,
            first_line: 2,
        }
    }

    /// Every even track has a split.
    fn manifest(files: Vec<Vec<ReducedRow>>, tracks: u16) -> Manifest {
        let month: YearMonth = "2026-01".parse().unwrap();
        let file = |(number, rows): (usize, Vec<ReducedRow>)| {
            let sha256 = Sha256Hex::of(&number.to_be_bytes());
            FileInput { reduced_sha256: sha256.clone(), sha256, rows }
        };
        let split = |track: u16| {
            let account: Account = "mem_a".parse().unwrap();
            let rows = Split::new(vec![SplitRow { account, share_ppm: Share::WHOLE }]).unwrap();
            SplitVersion::first(format!("trk_{track:05}").parse().unwrap(), month, rows)
        };
        Manifest {
            files: files.into_iter().enumerate().map(file).collect(),
            splits: (0..tracks).filter(|track| track % 2 == 0).map(split).collect(),
            ..Manifest::empty(month, 1)
        }
    }

    proptest! {
        #[test]
        fn the_rows_of_a_track_add_up_to_its_revenue_in_the_plan(
            rows in prop::collection::vec(
                (0_usize..3, 0_u16..6, 0_u8..4, 0_usize..3, -1_000_000_i64..1_000_000), 0..60,
            ),
        ) {
            let mut files = vec![Vec::new(); 3];
            for (file, track, source, currency, minor) in rows {
                files[file].push(row(track, source, currency, minor));
            }
            let manifest = manifest(files, 6);
            let (breakdown, pages) = breakdown(&manifest).unwrap();
            let find = |track: &TrackKey| {
                let sha256 = breakdown.page_of(track).unwrap();
                let page = pages.iter().find(|page| Sha256Hex::of_json(page) == *sha256).unwrap();
                page.tracks.iter().find(|one| one.track == *track).unwrap()
            };
            let draft = plan(&manifest).unwrap();
            let units = draft.chunks.iter().flat_map(|chunk| &chunk.units);
            let mut lines = 0;
            for unit in units {
                for line in &unit.lines {
                    let sources = find(&line.track);
                    prop_assert_eq!(sources.revenue(unit.currency).unwrap(), line.revenue);
                    lines += sources.rows.iter().filter(|row| row.currency == unit.currency).count();
                }
            }
            let all: usize = pages.iter().flat_map(|page| &page.tracks).map(|one| one.rows.len()).sum();
            prop_assert_eq!(lines, all, "and no row is left over");
        }
    }

    #[test]
    fn a_track_is_found_on_its_page_among_many() {
        let rows = (0..2_500).map(|track| row(track, 0, 0, 1)).collect();
        let manifest = manifest(vec![rows], 2_500);
        let (breakdown, pages) = breakdown(&manifest).unwrap();
        assert_eq!(pages.iter().map(|page| page.tracks.len()).collect::<Vec<_>>(), [1_000, 250]);
        for page in &pages {
            for track in &page.tracks {
                assert_eq!(breakdown.page_of(&track.track), Some(&Sha256Hex::of_json(page)));
            }
        }
        assert_eq!(breakdown.page_of(&"a".parse().unwrap()), None);
    }
}
