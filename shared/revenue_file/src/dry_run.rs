//! A month on files alone: no table, no bucket, any text as an id. What it prints as the plan's
//! hash is what the studio would seal for the same inputs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::money::plan::{FileInput, Manifest, PlanDraft, PlanError, Proof, SuspenseReason, plan};
use domain::money::revenue_line::{LineKey, RevenueLine};
use domain::money::{
    Account, AccountError, AccountKind, Money, Sha256Hex, Share, Split, SplitError, SplitRow,
    SplitVersion, TrackKey, TrackKeyError, YearMonth,
};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use thiserror::Error;

use crate::lines::Lines;
use crate::reduce::{Reduced, ReducedFile, Reducer, Unreadable};

const PIECE_BYTES: usize = 256 * 1024;

/// What to run on, and where to write `payees.csv` and `suspense.csv`.
#[derive(Clone, Debug)]
pub struct DryRun {
    /// A revenue file, plain or gzip.
    pub revenue: PathBuf,
    /// `track_id,account,share_ppm`; the shares of a track add up to 1000000.
    pub splits: PathBuf,
    /// Made if it is not there.
    pub out: PathBuf,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DryRunSummary {
    /// The month that the first line of the file says.
    pub month: YearMonth,
    pub lines: u64,
    pub splits: u64,
    /// By currency code.
    pub totals: Vec<Money>,
    /// By currency code; only what is not zero or came from some line.
    pub suspense: Vec<Money>,
    pub suspense_lines: u64,
    /// Rows of `payees.csv`.
    pub payees: u64,
    pub proofs: Vec<Proof>,
    pub plan_sha256: Sha256Hex,
}

#[derive(Debug, Error)]
pub enum DryRunError {
    #[error("{} could not be read or written", path.display())]
    File {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{} could not be read or written as CSV", path.display())]
    Csv {
        path: PathBuf,
        #[source]
        source: csv::Error,
    },
    /// The file is refused whole; the first 100 lines are listed.
    #[error("the revenue file is refused: {} problems", .0.problem_count)]
    Unreadable(Unreadable),
    #[error("line {line} of the splits is no split row: {detail}")]
    SplitRow { line: u64, detail: String },
    #[error("the split of {track} is not one")]
    Split {
        track: TrackKey,
        #[source]
        source: SplitError,
    },
    #[error("no plan follows from the files")]
    Plan(#[from] PlanError),
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DryRunProgress {
    /// The next step begins; what it does.
    Step(&'static str),
    /// The number of bytes of the revenue file read since the last report. The first step reads
    /// all of them, and so does the last one if any line waits.
    Bytes(u64),
}

/// Runs the month, and tells `progress` how far it is.
pub fn dry_run(
    run: &DryRun,
    progress: &dyn Fn(DryRunProgress),
) -> Result<DryRunSummary, DryRunError> {
    progress(DryRunProgress::Step("reading the revenue"));
    let reduced = reduce_file(&run.revenue, progress)?;
    progress(DryRunProgress::Step("reading the splits"));
    let splits = read_splits(&run.splits, reduced.month)?;
    progress(DryRunProgress::Step("planning"));
    let manifest = manifest(&reduced, splits);
    let draft = plan(&manifest)?;
    progress(DryRunProgress::Step("writing the payees"));
    std::fs::create_dir_all(&run.out).map_err(|source| file(&run.out, source))?;
    let payees = write_payees(&run.out.join("payees.csv"), &draft)?;
    progress(DryRunProgress::Step("finding the lines in suspense"));
    let suspense_lines = write_suspense(run, &draft, reduced.month, progress)?;
    let unmatched = draft.chunks.iter().flat_map(|chunk| &chunk.units);
    let unmatched = unmatched.filter(|unit| unit.account == Account::unmatched());
    Ok(DryRunSummary {
        month: reduced.month,
        lines: reduced.lines,
        splits: count(manifest.splits.len()),
        totals: reduced.totals,
        suspense: unmatched.map(|unit| Money::new(unit.currency, unit.earnings)).collect(),
        suspense_lines,
        payees,
        plan_sha256: draft.plan.sha256(),
        proofs: draft.plan.proofs,
    })
}

fn reduce_file(path: &Path, progress: &dyn Fn(DryRunProgress)) -> Result<Reduced, DryRunError> {
    let mut input = open(path)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut reducer = Reducer::without_index(None, threads);
    loop {
        match reducer.read_from(&mut input).map_err(|source| file(path, source))? {
            0 => {
                let reduced = reducer.finish().map_err(|source| file(path, source))?;
                return reduced.map_err(DryRunError::Unreadable);
            }
            read => progress(DryRunProgress::Bytes(count(read))),
        }
    }
}

/// One row of the splits file.
#[derive(Deserialize)]
struct SplitRecord {
    track_id: String,
    account: String,
    share_ppm: u32,
}

fn read_splits(path: &Path, month: YearMonth) -> Result<Vec<SplitVersion>, DryRunError> {
    let failed = |source| DryRunError::Csv { path: path.to_owned(), source };
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).map_err(failed)?;
    let mut tracks: BTreeMap<TrackKey, Vec<SplitRow>> = BTreeMap::new();
    for (line, record) in (2_u64..).zip(reader.deserialize()) {
        let SplitRecord { track_id, account, share_ppm } = record.map_err(failed)?;
        let refused = |detail: String| DryRunError::SplitRow { line, detail };
        let track: TrackKey =
            track_id.parse().map_err(|error: TrackKeyError| refused(error.to_string()))?;
        let account: Account =
            account.parse().map_err(|error: AccountError| refused(error.to_string()))?;
        if account.kind() == AccountKind::Suspense {
            return Err(refused("an account in suspense has no share".to_owned()));
        }
        let share_ppm = Share::from_ppm(share_ppm).map_err(|error| refused(error.to_string()))?;
        let rows = tracks.entry(track).or_default();
        // A share of nothing is no row, but its track has a split all the same.
        if !share_ppm.is_zero() {
            rows.push(SplitRow { account, share_ppm });
        }
    }
    let version = |(track, rows): (TrackKey, Vec<SplitRow>)| match Split::new(rows) {
        Ok(rows) => Ok(SplitVersion::first(track, month, rows)),
        Err(source) => Err(DryRunError::Split { track, source }),
    };
    tracks.into_iter().map(version).collect()
}

fn manifest(reduced: &Reduced, splits: Vec<SplitVersion>) -> Manifest {
    let reduced_file = ReducedFile {
        month: reduced.month,
        file_sha256: reduced.sha256.clone(),
        rows: reduced.rows.to_rows(),
    };
    let file = FileInput {
        sha256: reduced.sha256.clone(),
        reduced_sha256: Sha256Hex::of_json(&reduced_file),
        rows: reduced_file.rows,
    };
    Manifest { files: vec![file], splits, ..Manifest::empty(reduced.month, 1) }
}

/// `account,currency,amount`: what the month earned everybody, to the last decimal.
fn write_payees(path: &Path, draft: &PlanDraft) -> Result<u64, DryRunError> {
    let failed = |source| DryRunError::Csv { path: path.to_owned(), source };
    let mut writer = csv::Writer::from_path(path).map_err(failed)?;
    writer.write_record(["account", "currency", "amount"]).map_err(failed)?;
    let mut rows = 0_u64;
    for unit in draft.chunks.iter().flat_map(|chunk| &chunk.units) {
        if unit.account.kind() == AccountKind::Suspense {
            continue;
        }
        let account = harmless(unit.account.as_str());
        let amount = unit.earnings.to_string();
        let record = [account.as_str(), unit.currency.code(), &amount];
        writer.write_record(record).map_err(failed)?;
        rows = rows.saturating_add(1);
    }
    writer.flush().map_err(|source| file(path, source))?;
    Ok(rows)
}

/// Every line that matched nothing, with its number and reason: a second pass over the file, since
/// the plan only knows which sums wait.
fn write_suspense(
    run: &DryRun,
    draft: &PlanDraft,
    month: YearMonth,
    progress: &dyn Fn(DryRunProgress),
) -> Result<u64, DryRunError> {
    let path = run.out.join("suspense.csv");
    let failed = |source| DryRunError::Csv { path: path.clone(), source };
    let mut writer = csv::Writer::from_path(&path).map_err(failed)?;
    let header =
        ["file", "line", "track_id", "isrc", "source", "territory", "currency", "amount", "reason"];
    writer.write_record(header).map_err(failed)?;
    let waiting: BTreeMap<&LineKey, SuspenseReason> =
        draft.suspense.iter().map(|entry| (&entry.key, entry.reason)).collect();
    let files: BTreeSet<&Sha256Hex> =
        draft.suspense.iter().map(|entry| &entry.file_sha256).collect();
    let file_name = run.revenue.file_name().map(|name| name.to_string_lossy().into_owned());
    let file_name = harmless(&file_name.unwrap_or_default());
    let (mut rows, mut result) = (0_u64, Ok(()));
    if !files.is_empty() {
        let read = |bytes| progress(DryRunProgress::Bytes(bytes));
        for_each_line(&run.revenue, month, &read, &mut |number, line| {
            let Some(reason) = waiting.get(&line.key()) else { return };
            let texts = [line.track_id, line.isrc, line.source, line.territory].map(harmless);
            let [track_id, isrc, source, territory] = &texts;
            let (number, amount) = (number.to_string(), line.money.amount.to_string());
            let currency = line.money.currency.code();
            let record: [&str; 9] = [
                &file_name,
                &number,
                track_id,
                isrc,
                source,
                territory,
                currency,
                &amount,
                reason.as_str(),
            ];
            rows = rows.saturating_add(1);
            if result.is_ok() {
                result = writer.write_record(record);
            }
        })?;
    }
    result.map_err(failed)?;
    writer.flush().map_err(|source| file(&path, source))?;
    Ok(rows)
}

/// A file that tells how much of it was read.
struct Watched<'a> {
    file: File,
    read: &'a dyn Fn(u64),
}

impl Read for Watched<'_> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read(bytes)?;
        (self.read)(count(length));
        Ok(length)
    }
}

/// The lines of a file that was read before, so nothing in it is unreadable.
fn for_each_line(
    path: &Path,
    month: YearMonth,
    read: &dyn Fn(u64),
    each: &mut dyn FnMut(u64, &RevenueLine<'_>),
) -> Result<(), DryRunError> {
    let mut input = Watched { file: open(path)?, read };
    let mut magic = Vec::new();
    let failed = |source| file(path, source);
    (&mut input).take(2).read_to_end(&mut magic).map_err(failed)?;
    let compressed = magic == [0x1f, 0x8b];
    let input = io::Cursor::new(magic).chain(input);
    let mut input: Box<dyn Read> =
        if compressed { Box::new(MultiGzDecoder::new(input)) } else { Box::new(input) };
    let mut lines = Lines::new(Some(month));
    let mut piece = vec![0; PIECE_BYTES];
    let mut sink =
        |place: crate::lines::LinePlace, line: &RevenueLine<'_>| each(place.number, line);
    loop {
        let read = input.read(&mut piece).map_err(failed)?;
        match piece.get(..read) {
            Some([]) | None => break,
            Some(bytes) => lines.push(bytes, &mut sink),
        }
    }
    lines.finish(&mut sink);
    Ok(())
}

/// A text that a spreadsheet would run as a formula gets a quote in front.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn open(path: &Path) -> Result<File, DryRunError> {
    File::open(path).map_err(|source| file(path, source))
}

fn file(path: &Path, source: io::Error) -> DryRunError {
    DryRunError::File { path: path.to_owned(), source }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    const REVENUE: &str = "period,track_id,isrc,source,territory,units,currency,amount\n\
        2026-01,song one,,radio,DE,1,EUR,100.00000001\n\
        2026-01,ghost,,radio,DE,1,EUR,7.5\n\
        2026-01,song one,,web,US,1,USD,-2\n\
        2026-01,,=X1,web,US,1,USD,3\n";
    const SPLITS: &str = "track_id,account,share_ppm\n\
        song one,Ada,666667\nsong one,Bob,333333\nunheard,Ada,1000000\n";

    fn run(revenue: &[u8], splits: &str) -> Result<(DryRunSummary, [String; 2]), DryRunError> {
        let directory = tempfile::tempdir().unwrap();
        let run = DryRun {
            revenue: directory.path().join("revenue.csv"),
            splits: directory.path().join("splits.csv"),
            out: directory.path().join("out/new"),
        };
        std::fs::write(&run.revenue, revenue).unwrap();
        std::fs::write(&run.splits, splits).unwrap();
        let summary = dry_run(&run, &|_| {})?;
        let written = ["payees.csv", "suspense.csv"]
            .map(|name| std::fs::read_to_string(run.out.join(name)).unwrap());
        Ok((summary, written))
    }

    #[test]
    fn the_files_say_who_earned_what_and_what_matched_nothing() {
        let (summary, [payees, suspense]) = run(REVENUE.as_bytes(), SPLITS).unwrap();
        assert_eq!(
            payees,
            "account,currency,amount\n\
             Ada,EUR,66.66670000666667\nAda,USD,-1.333334\n\
             Bob,EUR,33.33330000333333\nBob,USD,-0.666666\n"
        );
        assert_eq!(
            suspense,
            "file,line,track_id,isrc,source,territory,currency,amount,reason\n\
             revenue.csv,3,ghost,,radio,DE,EUR,7.5,no_split\n\
             revenue.csv,5,,'=X1,web,US,USD,3,unknown_isrc\n"
        );
        let show = |money: &[Money]| money.iter().map(Money::to_string).collect::<Vec<_>>();
        assert_eq!(show(&summary.totals), ["107.50000001 EUR", "1 USD"]);
        assert_eq!(show(&summary.suspense), ["7.5 EUR", "3 USD"]);
        assert_eq!((summary.lines, summary.suspense_lines, summary.payees), (4, 2, 4));
    }

    #[test]
    fn compression_and_the_order_of_the_splits_change_nothing() {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(REVENUE.as_bytes()).unwrap();
        let turned = "track_id,account,share_ppm\n\
            unheard,Ada,1000000\nsong one,Bob,333333\nsong one,Ada,666667\n";
        let one = run(REVENUE.as_bytes(), SPLITS).unwrap();
        assert_eq!(run(&encoder.finish().unwrap(), turned).unwrap(), one);
    }

    /// The steps that read the revenue file, and how many bytes of it.
    fn bytes_by_step(splits: &str) -> Vec<(&'static str, u64)> {
        let directory = tempfile::tempdir().unwrap();
        let path = |name: &str| directory.path().join(name);
        let run = DryRun { revenue: path("r.csv"), splits: path("s.csv"), out: path("out") };
        std::fs::write(&run.revenue, REVENUE).unwrap();
        std::fs::write(&run.splits, splits).unwrap();
        let steps = std::cell::RefCell::new(Vec::<(&str, u64)>::new());
        let told = |progress| match progress {
            DryRunProgress::Step(step) => steps.borrow_mut().push((step, 0)),
            DryRunProgress::Bytes(bytes) => {
                let mut steps = steps.borrow_mut();
                let all = &mut steps.last_mut().unwrap().1;
                *all = all.checked_add(bytes).unwrap();
            }
        };
        dry_run(&run, &told).unwrap();
        let steps = steps.into_inner();
        assert_eq!(steps.len(), 5);
        steps.into_iter().filter(|(_, bytes)| *bytes > 0).collect()
    }

    #[test]
    fn both_passes_over_the_file_tell_how_far_they_are() {
        let (first, second) = ("reading the revenue", "finding the lines in suspense");
        let all = count(REVENUE.len());
        assert_eq!(bytes_by_step(SPLITS), [(first, all), (second, all)]);
    }

    #[test]
    fn a_split_that_is_not_whole_names_its_track() {
        let error = run(REVENUE.as_bytes(), "track_id,account,share_ppm\ns,a,999999\n");
        let Err(DryRunError::Split { track, source }) = error else { panic!("{error:?}") };
        assert_eq!((track.as_str(), source), ("s", SplitError::Sum { sum_ppm: 999_999 }));
    }

    #[test]
    fn an_unreadable_file_writes_nothing() {
        let error = run(b"period\n", SPLITS).unwrap_err();
        assert!(matches!(error, DryRunError::Unreadable(_)), "{error:?}");
    }
}
