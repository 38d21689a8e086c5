//! The sums of several scanners as those of one file: runs merged in the order of their names.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;
use std::thread;

use super::groups::Summed;
use super::rows::{NameTexts, RowSum, RowsOfFile, count_of};
use super::runs::{Merged, Run, RunName, RunPlaces};

/// Fewer names are merged sooner than a thread is started.
const NAMES_ALONE: usize = 4_096;

/// How many names ahead of the merge a name's sums are prefetched.
const NAMES_AHEAD: usize = 8;

/// One row for each group of any run; `line` says which line of the file a first line is. As many
/// threads as there are runs share the names among them, which changes nothing of what comes out.
pub(super) fn merge(runs: &[Run], line: &(dyn Fn(u64) -> u64 + Sync)) -> Merged {
    let (tails, mut places) =
        merge_tails(runs.iter().map(|run| (run.names.len(), run.tails.as_slice())));
    let mut parts = merge_partitions(runs, &partitions(runs), &places, line).into_iter();
    let mut all = parts.next().unwrap_or_default();
    parts.for_each(|part| all.append(part));
    for ((places, run), first_rows) in places.iter_mut().zip(runs).zip(all.first_rows) {
        for (name, first_row) in run.names.iter().zip(first_rows) {
            places.begins(name.number, first_row);
        }
    }
    Merged::new(RowsOfFile::new(all.names, tails, all.sums), places)
}

/// Some names that follow each other in the order of all: of each run, which of its own.
type Partition = Vec<Range<usize>>;

/// The names of all runs in about equal parts: one a run, unless they are few.
fn partitions(runs: &[Run]) -> Vec<Partition> {
    let Some(guide) = runs.iter().max_by_key(|run| run.names.len()) else { return Vec::new() };
    let count = if guide.names.len() < NAMES_ALONE { 1 } else { runs.len() };
    let pivots = (1..count).filter_map(|part| {
        guide.names.get(guide.names.len().saturating_mul(part).checked_div(count)?)
    });
    let mut begins = vec![0; runs.len()];
    let mut partitions = Vec::new();
    for pivot in pivots.map(Some).chain([None]) {
        let mut partition = Vec::new();
        for (run, begin) in runs.iter().zip(&mut begins) {
            let end = pivot.map_or(run.names.len(), |pivot| run.names_before((guide, pivot)));
            partition.push(std::mem::replace(begin, end)..end);
        }
        partitions.push(partition);
    }
    partitions
}

/// The first one on the caller's thread, each other one on one of its own, if that can be started.
fn merge_partitions(
    runs: &[Run],
    partitions: &[Partition],
    places: &[RunPlaces],
    line: &(dyn Fn(u64) -> u64 + Sync),
) -> Vec<MergedPart> {
    let Some((first, others)) = partitions.split_first() else { return Vec::new() };
    thread::scope(|scope| {
        let start = others.iter().map(|partition| {
            let work = move || merge_partition(runs, partition, places, line);
            thread::Builder::new().spawn_scoped(scope, work).map_err(|_| work())
        });
        let others: Vec<_> = start.collect();
        let mut parts = vec![merge_partition(runs, first, places, line)];
        for other in others {
            parts.push(match other.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(part)) | Err(part) => part,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
            });
        }
        parts
    })
}

fn merge_partition(
    runs: &[Run],
    partition: &Partition,
    places: &[RunPlaces],
    line: &dyn Fn(u64) -> u64,
) -> MergedPart {
    let names = runs.iter().zip(partition).map(|(run, names)| run.names.get(names.clone()));
    let mut left: Vec<&[RunName]> = names.map(Option::unwrap_or_default).collect();
    let most = left.iter().map(|names| names.len()).max().unwrap_or_default();
    let mut part = MergedPart {
        names: NameTexts::with_capacity(most),
        sums: Vec::with_capacity(most),
        first_rows: left.iter().map(|names| Vec::with_capacity(names.len())).collect(),
    };
    let mut least = Vec::with_capacity(runs.len());
    let (mut of_name, mut text) = (Vec::new(), Vec::new());
    while find_least(runs, &left, &mut least) {
        let (number, first_row) = (count_of(part.names.len()), count_of(part.sums.len()));
        of_name.clear();
        for which in &least {
            let (Some(run), Some(places)) = (runs.get(*which), places.get(*which)) else {
                continue;
            };
            let (Some(left), Some(first_rows)) =
                (left.get_mut(*which), part.first_rows.get_mut(*which))
            else {
                continue;
            };
            let Some((name, rest)) = left.split_first() else { continue };
            *left = rest;
            if let Some(soon) = rest.get(NAMES_AHEAD) {
                run.groups.prefetch(soon.number);
            }
            first_rows.push(first_row);
            of_name.extend(run.sums_of(name.number).filter_map(|summed| places.summed(summed)));
            run.text(name.number, &mut text);
        }
        part.names.push(str::from_utf8(&text).unwrap_or_default());
        add_sums(&mut of_name, number, line, &mut part.sums);
    }
    part
}

/// The rows of a partition of names.
#[derive(Debug, Default)]
struct MergedPart {
    names: NameTexts,
    sums: Vec<RowSum>,
    /// Of each run, name by name, the first row.
    first_rows: Vec<Vec<u32>>,
}

impl MergedPart {
    /// The partition after this one.
    fn append(&mut self, part: Self) {
        let (names, rows) = (count_of(self.names.len()), count_of(self.sums.len()));
        self.names.append(&part.names);
        let behind = |sum: RowSum| RowSum { name: sum.name.saturating_add(names), ..sum };
        self.sums.extend(part.sums.into_iter().map(behind));
        for (own, more) in self.first_rows.iter_mut().zip(part.first_rows) {
            own.extend(more.into_iter().map(|row| row.saturating_add(rows)));
        }
    }
}

/// One sum for each tail, in order.
pub(super) fn add_sums(
    of_name: &mut [Summed],
    name: u32,
    line: &dyn Fn(u64) -> u64,
    sums: &mut Vec<RowSum>,
) {
    of_name.sort_unstable_by_key(|summed| summed.tail);
    for same in of_name.chunk_by(|a, b| a.tail == b.tail) {
        let all = same.iter().copied().reduce(|all, more| Summed {
            tail: all.tail,
            hundred_millionths: all.hundred_millionths.saturating_add(more.hundred_millionths),
            lines: all.lines.saturating_add(more.lines),
            first: all.first.min(more.first),
        });
        if let Some(Summed { tail, hundred_millionths, lines, first }) = all {
            sums.push(RowSum { name, tail, hundred_millionths, lines, first: line(first) });
        }
    }
}

/// Of runs with so many names and with these tails: all tails in order, each once, and for each run
/// which of its own became which.
pub(super) fn merge_tails<'a>(
    runs: impl Iterator<Item = (usize, &'a [String])> + Clone,
) -> (NameTexts, Vec<RunPlaces>) {
    let mut all: BTreeMap<&str, u32> = BTreeMap::new();
    for tail in runs.clone().flat_map(|(_, tails)| tails) {
        all.insert(tail, 0);
    }
    let mut texts = NameTexts::default();
    for ((text, place), number) in all.iter_mut().zip(0..) {
        texts.push(text);
        *place = number;
    }
    let place = |tail: &String| all.get(tail.as_str()).copied().unwrap_or_default();
    let places = runs
        .map(|(names, tails)| RunPlaces::new(names, tails.iter().map(place).collect()))
        .collect();
    (texts, places)
}

/// Finds the runs that have the least of the names that are left; false at the end.
fn find_least(runs: &[Run], left: &[&[RunName]], which: &mut Vec<usize>) -> bool {
    let mut least: Option<(&Run, &RunName)> = None;
    which.clear();
    for (at, (run, left)) in runs.iter().zip(left).enumerate() {
        let Some(name) = left.first() else { continue };
        let order = least.map_or(Ordering::Less, |least| run.compare(name, least));
        if order == Ordering::Less {
            least = Some((run, name));
            which.clear();
        }
        if order != Ordering::Greater {
            which.push(at);
        }
    }
    least.is_some()
}
