//! From the manifest to the plan: match, split, pay, prove. Sorted at every step, so that the same
//! inputs in any order give the same bytes.

use crate::digest::Sha256Hex;
use crate::id::SuspenseId;
use crate::money::account::{Account, AccountKind};
use crate::money::amount::{Amount, AmountError};
use crate::money::currency::Currency;
use crate::money::input::{NumberedTaxRate, SuspenseMatch};
use crate::money::isrc::Isrc;
use crate::money::month::YearMonth;
use crate::money::payout_amounts::PayoutAmounts;
use crate::money::plan::error::PlanError;
use crate::money::plan::head::{FileReference, MONEY_POLICY_VERSION, Plan, SplitReference};
use crate::money::plan::manifest::{FileInput, Manifest, OpeningBalance, ReducedRow, TrackTotal};
use crate::money::plan::moves;
use crate::money::plan::position::{Position, Positions};
use crate::money::plan::proof::Proof;
use crate::money::plan::suspense::{SuspenseEntry, SuspenseReason};
use crate::money::plan::tracks::{Splits, Totals};
use crate::money::plan::unit::{Chunk, EarningLine, UNITS_PER_CHUNK, Unit};
use crate::money::revenue_line::LineKey;
use crate::money::split::SplitVersion;
use crate::money::track_key::TrackKey;
use crate::money::value::Money;
use std::collections::{BTreeMap, BTreeSet};

/// A plan with everything that its head names by hash. Not sealed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanDraft {
    pub plan: Plan,
    pub chunks: Vec<Chunk>,
    pub suspense: Vec<SuspenseEntry>,
    /// The openings of the next month.
    pub carried: Vec<OpeningBalance>,
    /// What every track has earned so far.
    pub tracks: Vec<TrackTotal>,
    /// Everything that waits, from earlier months too.
    pub waiting: Vec<SuspenseEntry>,
}

/// The plan that follows from the manifest, and from nothing else.
pub fn plan(manifest: &Manifest) -> Result<PlanDraft, PlanError> {
    let files = sorted_files(&manifest.files)?;
    let splits = Splits::of(manifest)?;
    let mut totals = Totals::of(manifest)?;
    let mut positions = opening_positions(manifest)?;
    moves::adjust(manifest, &mut positions)?;
    moves::release_consented(manifest, &mut positions)?;
    moves::correct(&splits, &mut totals, &mut positions)?;
    let mut matched = match_rows(&files, &splits, manifest)?;
    earn(&matched, &splits, &mut totals, manifest.month, &mut positions)?;
    let (mut waiting, used) =
        moves::resolve_waiting(manifest, &splits, &mut totals, &mut positions)?;
    matched.used.extend(used);
    waiting.extend(matched.suspense.iter().cloned());
    let prizes = moves::give_prizes(manifest, &splits, &mut positions)?;
    moves::return_refused(&splits, &mut positions)?;
    moves::waive(manifest, &mut positions)?;
    let units = pay(positions, manifest)?;
    let proofs = prove(&files, manifest, &prizes, &units)?;
    let carried = carry(&units);
    let chunks = into_chunks(manifest, units);
    let tracks = totals.into_list();
    let head = head(manifest, &files, &splits, &matched, proofs);
    let plan = Plan {
        unit_count: chunks.iter().map(|chunk| count(chunk.units.len())).sum(),
        chunks: chunks.iter().map(Sha256Hex::of_json).collect(),
        suspense_sha256: Sha256Hex::of_json(&matched.suspense),
        carried_sha256: Sha256Hex::of_json(&carried),
        tracks_sha256: Sha256Hex::of_json(&tracks),
        waiting_sha256: Sha256Hex::of_json(&waiting),
        ..head
    };
    Ok(PlanDraft { plan, chunks, suspense: matched.suspense, carried, tracks, waiting })
}

/// The head without the hashes of what it names: the inputs, in order.
fn head(
    manifest: &Manifest,
    files: &[&FileInput],
    splits: &Splits<'_>,
    matched: &Matched<'_>,
    proofs: Vec<Proof>,
) -> Plan {
    let nothing = Sha256Hex::of(&[]);
    let mut adjustments = manifest.adjustments.clone();
    adjustments.sort_by(|a, b| (&a.id, &a.account, a.money).cmp(&(&b.id, &b.account, b.money)));
    let mut tax_rates = manifest.tax_rates.clone();
    tax_rates.sort_by(|a, b| a.account.cmp(&b.account));
    let mut prizes = manifest.prizes.clone();
    prizes.sort_by_key(|prize| prize.brief);
    let used: BTreeSet<&TrackKey> = matched.tracks.keys().map(|(track, _)| *track).collect();
    Plan {
        month: manifest.month,
        plan_no: manifest.plan_no,
        policy_version: MONEY_POLICY_VERSION,
        previous_plan_sha256: manifest.previous_plan_sha256.clone(),
        files: files.iter().map(|file| reference(file)).collect(),
        splits: used.into_iter().filter_map(|track| splits.newest(track)).map(name).collect(),
        isrcs: manifest.isrcs.clone(),
        adjustments,
        tax_rates,
        consents: manifest.consents.clone(),
        void_awards: manifest.void_awards.clone(),
        matches: matched.used.clone(),
        prizes,
        payout_requests: manifest.payout_requests.clone(),
        unit_count: 0,
        chunks: Vec::new(),
        suspense_sha256: nothing.clone(),
        carried_sha256: nothing.clone(),
        tracks_sha256: nothing.clone(),
        waiting_sha256: nothing,
        proofs,
    }
}

pub(super) fn sorted_files(files: &[FileInput]) -> Result<Vec<&FileInput>, PlanError> {
    let mut sorted: Vec<&FileInput> = files.iter().collect();
    sorted.sort_by(|a, b| a.sha256.cmp(&b.sha256));
    match sorted.windows(2).find(|pair| matches!(pair, [a, b] if a.sha256 == b.sha256)) {
        Some([twice, ..]) => Err(PlanError::FileTwice(twice.sha256.clone())),
        Some(_) | None => Ok(sorted),
    }
}

fn opening_positions(manifest: &Manifest) -> Result<Positions, PlanError> {
    let mut positions = Positions::new();
    for opening in &manifest.openings {
        let key = (opening.account.clone(), opening.currency);
        let position = Position { opening: opening.balance, ..Position::default() };
        if positions.insert(key, position).is_some() {
            return Err(PlanError::OpeningTwice(opening.account.clone()));
        }
    }
    Ok(positions)
}

/// The whole revenue of each (track, currency) with its split, what matched nothing, and the
/// matches that helped.
struct Matched<'a> {
    tracks: BTreeMap<(&'a TrackKey, Currency), (Amount, &'a SplitVersion)>,
    suspense: Vec<SuspenseEntry>,
    used: BTreeSet<SuspenseMatch>,
}

fn match_rows<'a>(
    files: &[&'a FileInput],
    splits: &Splits<'a>,
    manifest: &'a Manifest,
) -> Result<Matched<'a>, PlanError> {
    let finder = Finder::new(splits, manifest);
    let mut matched =
        Matched { tracks: BTreeMap::new(), suspense: Vec::new(), used: BTreeSet::new() };
    for file in files {
        for (place, row) in file.rows.iter().enumerate() {
            match finder.find(file, place, row) {
                Ok((split, helped)) => {
                    let key = (&split.track, row.currency);
                    let (sum, _) = matched.tracks.entry(key).or_insert((Amount::ZERO, split));
                    add(sum, row.amount)?;
                    matched.used.extend(helped.cloned());
                }
                Err(entry) => matched.suspense.push(*entry),
            }
        }
    }
    Ok(matched)
}

/// Finds the split of a row: by its track, by its recording code, or because somebody has matched
/// it.
pub(super) struct Finder<'a, 'b> {
    splits: &'b Splits<'a>,
    manifest: &'a Manifest,
    matches: BTreeMap<SuspenseId, &'a SuspenseMatch>,
}

impl<'a, 'b> Finder<'a, 'b> {
    pub(super) fn new(splits: &'b Splits<'a>, manifest: &'a Manifest) -> Self {
        Self { splits, manifest, matches: moves::by_id(manifest) }
    }

    /// The split that shares the row out, with the match that helped; else what waits.
    pub(super) fn find(
        &self,
        file: &FileInput,
        place: usize,
        row: &ReducedRow,
    ) -> Result<(&'a SplitVersion, Option<&'a SuspenseMatch>), Box<SuspenseEntry>> {
        let unmatched = match find_split(row, self.splits, &self.manifest.isrcs) {
            Ok(split) => return Ok((split, None)),
            Err(unmatched) => unmatched,
        };
        let entry = waiting(file, (place, row), unmatched, self.manifest.month);
        let helped =
            entry.track.is_none().then(|| self.matches.get(&entry.id()).copied()).flatten();
        let track = helped.map(|one| &one.track);
        let track = track.filter(|track| !self.splits.is_void(track));
        match track.and_then(|track| self.splits.newest(track)) {
            Some(split) => Ok((split, helped)),
            None => Err(Box::new(entry)),
        }
    }
}

/// Why a row has no split to be shared out by, and the track whose award is void.
type Unmatched = (SuspenseReason, Option<TrackKey>);

fn waiting(
    file: &FileInput,
    (place, row): (usize, &ReducedRow),
    (reason, track): Unmatched,
    month: YearMonth,
) -> SuspenseEntry {
    SuspenseEntry {
        month,
        file_sha256: file.sha256.clone(),
        row: count(place),
        first_line: row.first_line,
        lines: row.lines,
        key: row.key.clone(),
        reason,
        track,
        money: Money::new(row.currency, row.amount),
    }
}

fn find_split<'a>(
    row: &ReducedRow,
    splits: &Splits<'a>,
    isrcs: &BTreeMap<Isrc, TrackKey>,
) -> Result<&'a SplitVersion, Unmatched> {
    let of_isrc = |code: &str| code.parse::<Isrc>().ok().and_then(|isrc| isrcs.get(&isrc));
    let (track, reason) = match &row.key {
        LineKey::Track(track) => (track.as_str(), SuspenseReason::NoSplit),
        LineKey::Both { track_id, isrc } => match of_isrc(isrc) {
            Some(other) if other.as_str() != track_id => {
                return Err((SuspenseReason::TwoTracks, None));
            }
            _ => (track_id.as_str(), SuspenseReason::NoSplit),
        },
        LineKey::Isrc(code) => {
            (of_isrc(code).map_or(code.as_str(), TrackKey::as_str), SuspenseReason::UnknownIsrc)
        }
        LineKey::Nothing => return Err((SuspenseReason::NoTrack, None)),
    };
    let split = splits.newest_named(track).ok_or((reason, None))?;
    if splits.is_void(&split.track) {
        return Err((SuspenseReason::VoidAward, Some(split.track.clone())));
    }
    Ok(split)
}

/// Shares out every track exactly and puts the rest in suspense.
fn earn(
    matched: &Matched<'_>,
    splits: &Splits<'_>,
    totals: &mut Totals,
    month: YearMonth,
    positions: &mut Positions,
) -> Result<(), PlanError> {
    for ((track, currency), (revenue, split)) in &matched.tracks {
        for row in split.rows.rows() {
            let line = EarningLine {
                track: (*track).clone(),
                split_number: split.number,
                revenue: *revenue,
                share_ppm: row.share_ppm,
                earned: revenue.share(row.share_ppm)?,
            };
            let receiver = splits.receiver(track, &row.account);
            let position = positions.entry((receiver, *currency)).or_default();
            add(&mut position.earnings, line.earned)?;
            position.lines.push(line);
        }
        for row in split.pool_rows() {
            let receiver = splits.receiver(track, &row.account);
            let position = positions.entry((receiver, *currency)).or_default();
            add(&mut position.pool, revenue.share(row.share_ppm)?)?;
        }
        totals.add(split, *currency, *revenue, month)?;
    }
    for entry in &matched.suspense {
        let key = (entry.account(), entry.money.currency);
        add(&mut positions.entry(key).or_default().earnings, entry.money.amount)?;
    }
    Ok(())
}

fn tax_rates(manifest: &Manifest) -> Result<BTreeMap<&Account, &NumberedTaxRate>, PlanError> {
    let mut taxes = BTreeMap::new();
    for rate in &manifest.tax_rates {
        if taxes.insert(&rate.account, rate).is_some() {
            return Err(PlanError::TaxRateTwice(rate.account.clone()));
        }
    }
    Ok(taxes)
}

/// One unit per (account, currency) that has anything to say, in order.
fn pay(positions: Positions, manifest: &Manifest) -> Result<Vec<Unit>, PlanError> {
    let taxes = tax_rates(manifest)?;
    let asked: BTreeSet<&Account> =
        manifest.payout_requests.iter().map(|request| &request.account).collect();
    let mut units = Vec::with_capacity(positions.len());
    for ((account, currency), position) in positions {
        let [opening, earnings, adjustments] = position.parts()?;
        let Position { lines, pool, moves, .. } = position;
        let rate = taxes.get(&account).copied();
        let tax = rate.map(|rate| rate.rate_bp).unwrap_or_default();
        let payout = match account.kind() {
            AccountKind::Payee if asked.contains(&account) => {
                PayoutAmounts::compute_requested(currency, [opening, earnings, adjustments], tax)?
            }
            AccountKind::Payee => {
                PayoutAmounts::compute(currency, opening, earnings, adjustments, tax)?
            }
            AccountKind::Platform | AccountKind::Suspense | AccountKind::Prize => {
                PayoutAmounts::carry(opening, earnings, adjustments)?
            }
        };
        let silent = [opening, earnings, adjustments].iter().all(|a| a.is_zero());
        if silent && lines.is_empty() && moves.is_empty() {
            continue;
        }
        units.push(Unit {
            account,
            currency,
            opening,
            earnings,
            adjustments,
            payout,
            tax,
            tax_country: rate.map(|rate| rate.country.clone()),
            lines,
            pool,
            moves,
        });
    }
    Ok(units)
}

/// Adds up the files on their own and compares: the paired assertion of everything above.
fn prove(
    files: &[&FileInput],
    manifest: &Manifest,
    prizes: &BTreeMap<Currency, Amount>,
    units: &[Unit],
) -> Result<Vec<Proof>, PlanError> {
    let mut adjusted: BTreeMap<Currency, Amount> = BTreeMap::new();
    for one in &manifest.adjustments {
        add(adjusted.entry(one.money.currency).or_default(), one.money.amount)?;
    }
    let mut revenue: BTreeMap<Currency, Amount> = BTreeMap::new();
    for row in files.iter().flat_map(|file| &file.rows) {
        add(revenue.entry(row.currency).or_default(), row.amount)?;
    }
    for unit in units {
        revenue.entry(unit.currency).or_default();
    }
    let mut proofs = Vec::with_capacity(revenue.len());
    for (currency, total) in revenue {
        let of_currency = units.iter().filter(|unit| unit.currency == currency);
        let proof = Proof::of(currency, total, of_currency)?;
        let of =
            |sums: &BTreeMap<Currency, Amount>| sums.get(&currency).copied().unwrap_or_default();
        let as_given = proof.adjustments == of(&adjusted) && proof.prizes == of(prizes);
        if !proof.holds()? || !as_given {
            return Err(PlanError::Proof(currency));
        }
        proofs.push(proof);
    }
    Ok(proofs)
}

fn carry(units: &[Unit]) -> Vec<OpeningBalance> {
    let mut carried = Vec::new();
    for unit in units {
        let balance = unit.payout.closing;
        if !balance.is_zero() {
            let (account, currency) = (unit.account.clone(), unit.currency);
            carried.push(OpeningBalance { account, currency, balance });
        }
    }
    carried
}

fn into_chunks(manifest: &Manifest, units: Vec<Unit>) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for unit in units {
        match chunks.last_mut() {
            Some(chunk) if chunk.units.len() < UNITS_PER_CHUNK => chunk.units.push(unit),
            Some(_) | None => {
                let index = count(chunks.len());
                chunks.push(Chunk { month: manifest.month, index, units: vec![unit] });
            }
        }
    }
    chunks
}

fn reference(file: &FileInput) -> FileReference {
    FileReference { sha256: file.sha256.clone(), reduced_sha256: file.reduced_sha256.clone() }
}

fn name(split: &SplitVersion) -> SplitReference {
    SplitReference { track: split.track.clone(), number: split.number, sha256: split.sha256() }
}

fn add(sum: &mut Amount, amount: Amount) -> Result<(), AmountError> {
    *sum = sum.checked_add(amount)?;
    Ok(())
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]

    use super::*;
    use crate::id::AdjustmentId;
    use crate::money::BasisPoints;
    use crate::money::input::NumberedTaxRate;
    use crate::money::plan::PlannedAdjustment;
    use crate::money::share::Share;
    use crate::money::split::{Split, SplitRow};
    use crate::money::{Share as Ppm, YearMonth};
    use SuspenseReason::{NoSplit, NoTrack, UnknownIsrc};
    use proptest::prelude::*;

    fn account(name: &str) -> Account {
        name.parse().unwrap()
    }

    fn month(text: &str) -> YearMonth {
        text.parse().unwrap()
    }

    fn split(track: &str, rows: &[(&str, u32)]) -> SplitVersion {
        let rows = rows.iter().map(|(name, ppm)| SplitRow {
            account: account(name),
            share_ppm: Ppm::from_ppm(*ppm).unwrap(),
        });
        SplitVersion::first(
            track.parse().unwrap(),
            month("2026-01"),
            Split::new(rows.collect()).unwrap(),
        )
    }

    fn row(key: LineKey, currency: &str, amount: &str) -> ReducedRow {
        ReducedRow {
            key,
            source: "radio".to_owned(),
            territory: "DE".to_owned(),
            currency: currency.parse().unwrap(),
            amount: amount.parse().unwrap(),
            lines: 1,
            first_line: 2,
        }
    }

    fn track(name: &str) -> LineKey {
        LineKey::Track(name.to_owned())
    }

    fn file(content: &str, rows: Vec<ReducedRow>) -> FileInput {
        let sha256 = Sha256Hex::of(content.as_bytes());
        FileInput { reduced_sha256: Sha256Hex::of_json(&rows), sha256, rows }
    }

    fn manifest(files: Vec<FileInput>, splits: Vec<SplitVersion>) -> Manifest {
        Manifest { files, splits, ..Manifest::empty(month("2026-01"), 1) }
    }

    fn units(draft: &PlanDraft) -> Vec<(&str, &str, String, String, String)> {
        draft
            .chunks
            .iter()
            .flat_map(|chunk| &chunk.units)
            .map(|unit| {
                let paid = &unit.payout;
                let [earned, gross, closing] =
                    [unit.earnings, paid.gross, paid.closing].map(|amount| amount.to_string());
                (unit.account.as_str(), unit.currency.code(), earned, gross, closing)
            })
            .collect()
    }

    #[test]
    fn revenue_is_shared_exactly_and_what_matches_nothing_waits_in_suspense() {
        let rows = vec![
            row(track("t1"), "EUR", "100.00000001"),
            row(track("t1"), "EUR", "-0.5"),
            row(track("ghost"), "EUR", "7"),
            row(LineKey::Nothing, "JPY", "11"),
            row(LineKey::Isrc("DEX".to_owned()), "EUR", "1"),
        ];
        let splits = vec![split("t1", &[("mem_a", 750_000), ("mem_b", 250_000)])];
        let draft = plan(&manifest(vec![file("one", rows)], splits)).unwrap();
        let expected = [
            ("mem_a", "EUR", "74.6250000075", "74.62", "0.0050000075"),
            ("mem_b", "EUR", "24.8750000025", "0", "24.8750000025"),
            ("suspense:unmatched", "EUR", "8", "0", "8"),
            ("suspense:unmatched", "JPY", "11", "0", "11"),
        ]
        .map(|(a, c, e, g, r)| (a, c, e.to_owned(), g.to_owned(), r.to_owned()));
        assert_eq!(units(&draft), expected);
        let reasons: Vec<_> = draft.suspense.iter().map(|entry| entry.reason).collect();
        assert_eq!(reasons, [NoSplit, NoTrack, UnknownIsrc]);
        let proof = draft.plan.proofs[0];
        assert_eq!(proof.revenue.to_string(), "107.50000001");
        assert_eq!(proof.closing_suspense.to_string(), "8");
    }

    #[test]
    fn an_empty_month_has_a_plan_too() {
        let draft = plan(&manifest(vec![], vec![])).unwrap();
        assert_eq!(draft.plan.unit_count, 0);
        assert!(draft.plan.proofs.is_empty() && draft.chunks.is_empty());
    }

    #[test]
    fn what_one_month_carries_the_next_one_opens_with() {
        let splits = vec![split("t1", &[("mem_a", 990_000), ("platform", 10_000)])];
        let january = manifest(vec![file("one", vec![row(track("t1"), "EUR", "20")])], splits);
        let first = plan(&january).unwrap();
        let february = Manifest {
            month: month("2026-02"),
            files: vec![file("two", vec![row(track("t1"), "EUR", "10")])],
            openings: first.carried.clone(),
            tracks: first.tracks.clone(),
            previous_plan_sha256: Some(first.plan.sha256()),
            ..january
        };
        let second = plan(&february).unwrap();
        let expected =
            [("mem_a", "EUR", "9.9", "29.7", "0"), ("platform", "EUR", "0.1", "0", "0.3")]
                .map(|(a, c, e, g, r)| (a, c, e.to_owned(), g.to_owned(), r.to_owned()));
        assert_eq!(units(&second), expected);
        assert_eq!(second.plan.proofs[0].platform.to_string(), "0.1");
        assert_eq!(second.carried.len(), 1, "what has become due is carried no further");
    }

    #[test]
    fn adjustments_and_tax_count_for_the_payee_they_name() {
        let splits = vec![split("t1", &[("mem_a", 1_000_000)])];
        let mut manifest = manifest(vec![file("one", vec![row(track("t1"), "EUR", "30")])], splits);
        let money = Money::new("EUR".parse().unwrap(), "10.01".parse().unwrap());
        let id = AdjustmentId::derive(&[b"adjustment"]);
        let (adjusts, reason) = (month("2025-12"), "a line was missing".to_owned());
        manifest.adjustments =
            vec![PlannedAdjustment { id, adjusts, reason, account: account("mem_a"), money }];
        manifest.tax_rates = vec![NumberedTaxRate {
            account: account("mem_a"),
            number: 1,
            country: "FI".parse().unwrap(),
            rate_bp: BasisPoints::try_from(1_000).unwrap(),
        }];
        let draft = plan(&manifest).unwrap();
        let paid = draft.chunks[0].units[0].payout;
        assert_eq!(paid.gross.to_string(), "40.01");
        assert_eq!([paid.withheld, paid.net].map(|a| a.to_string()), ["4", "36.01"]);
    }

    #[test]
    fn the_highest_split_of_a_track_applies() {
        let first = split("t1", &[("mem_a", 1_000_000)]);
        let rows = split("t1", &[("mem_b", 1_000_000)]).rows;
        let second = first.next(month("2026-01"), rows);
        let files = vec![file("one", vec![row(track("t1"), "EUR", "30")])];
        let draft = plan(&manifest(files.clone(), vec![second.clone(), first.clone()])).unwrap();
        assert_eq!(draft.chunks[0].units[0].account.as_str(), "mem_b");
        assert_eq!(
            plan(&manifest(files, vec![first.clone(), first])),
            Err(PlanError::SplitTwice { track: "t1".parse().unwrap(), number: 1 })
        );
    }

    #[test]
    fn an_input_twice_is_no_plan() {
        let twice = file("one", vec![]);
        let sha256 = twice.sha256.clone();
        assert_eq!(
            plan(&manifest(vec![twice.clone(), twice], vec![])),
            Err(PlanError::FileTwice(sha256))
        );
    }

    #[test]
    fn ninety_seven_units_make_three_chunks() {
        let rows: Vec<_> = (0..97).map(|n| row(track(&format!("t{n}")), "EUR", "1")).collect();
        let splits =
            (0..97).map(|n| split(&format!("t{n}"), &[(&format!("mem_{n}"), 1_000_000)])).collect();
        let draft = plan(&manifest(vec![file("one", rows)], splits)).unwrap();
        let sizes: Vec<_> = draft.chunks.iter().map(|chunk| chunk.units.len()).collect();
        assert_eq!(sizes, [48, 48, 1]);
        assert_eq!(draft.plan.unit_count, 97);
    }

    #[test]
    fn a_unit_reads_back_from_its_canonical_json() {
        let splits = vec![split("t1", &[("mem_a", 1_000_000)])];
        let draft = plan(&manifest(vec![file("one", vec![row(track("t1"), "EUR", "30")])], splits))
            .unwrap();
        let bytes = crate::money::canonical_json(&draft.chunks[0]);
        assert_eq!(serde_json::from_slice::<Chunk>(&bytes).unwrap(), draft.chunks[0]);
        let bytes = crate::money::canonical_json(&draft.plan);
        assert_eq!(serde_json::from_slice::<Plan>(&bytes).unwrap(), draft.plan);
        assert_eq!(Sha256Hex::of(&bytes), draft.plan.sha256());
    }

    fn any_manifest() -> impl Strategy<Value = Manifest> {
        let currencies = ["EUR", "JPY", "KWD"];
        let line = (0_usize..12, 0_usize..3, -10_i128.pow(12)..10_i128.pow(12));
        let files = proptest::collection::vec(proptest::collection::vec(line, 0..20), 0..4);
        let cuts = proptest::collection::vec(proptest::collection::vec(0_u32..=1_000_000, 0..4), 8);
        (files, cuts).prop_map(move |(files, cuts)| {
            let files = files.into_iter().enumerate().map(|(n, lines)| {
                let rows = lines.into_iter().map(|(t, c, minor)| {
                    let amount = Amount::from_minor(minor, 8).unwrap().to_string();
                    row(track(&format!("t{t}")), currencies[c], &amount)
                });
                file(&n.to_string(), rows.collect())
            });
            let splits = cuts.into_iter().enumerate().map(|(n, mut cuts)| {
                cuts.extend([0, Share::WHOLE_PPM]);
                cuts.sort_unstable();
                cuts.dedup();
                let names: Vec<_> =
                    (0..cuts.len()).map(|at| format!("mem_{}", n % 3 + at)).collect();
                let rows: Vec<_> = (cuts.windows(2).zip(&names))
                    .map(|(cut, name)| (name.as_str(), cut[1] - cut[0]))
                    .collect();
                split(&format!("t{n}"), &rows)
            });
            manifest(files.collect(), splits.collect())
        })
    }

    proptest! {
        #[test]
        fn what_comes_in_is_what_everybody_has_together(manifest in any_manifest()) {
            let draft = plan(&manifest).unwrap();
            for proof in &draft.plan.proofs {
                let of_currency = |currency: Currency| currency == proof.currency;
                let came = Amount::sum(
                    manifest.files.iter().flat_map(|file| &file.rows)
                        .filter(|row| of_currency(row.currency)).map(|row| row.amount),
                ).unwrap();
                let went = Amount::sum(
                    draft.chunks.iter().flat_map(|chunk| &chunk.units)
                        .filter(|unit| of_currency(unit.currency)).map(|unit| unit.earnings),
                ).unwrap();
                prop_assert_eq!(came, went);
                prop_assert_eq!(came, proof.revenue);
                prop_assert!(proof.holds().unwrap());
            }
        }

        #[test]
        fn the_order_of_the_manifest_changes_no_byte(manifest in any_manifest()) {
            let mut turned = manifest.clone();
            turned.files.reverse();
            turned.splits.reverse();
            let [one, other] = [&manifest, &turned].map(|m| plan(m).unwrap().plan.sha256());
            prop_assert_eq!(one, other);
        }
    }
}
