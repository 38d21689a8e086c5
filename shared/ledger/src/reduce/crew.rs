//! Who scans the blocks of a file: the caller's thread and, for a large file, some more.

use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread::{self, JoinHandle};

use domain::money::YearMonth;

use super::blocks::Block;
use super::groups::Groups;
use super::rows::RowsOfFile;
use super::runs::{Merged, Run, merge};
use super::scan::{Scanned, Scanner};
use crate::lines::{LinePlace, LineReader, Problems};

/// A file of fewer blocks is done sooner than a thread is started.
const BLOCKS_ALONE: u32 = 4;

/// How many blocks may wait for a helper; beyond that the caller's thread scans too.
const BLOCKS_WAITING: usize = 4;

/// A thread with more groups than that lets the caller's thread sort them.
const SORTED_AT_ONCE: usize = 1 << 18;

#[derive(Debug)]
pub(super) struct Crew {
    own: Scanner,
    helpers: Vec<Helper>,
    /// How many helpers there may be.
    most_helpers: usize,
    returns: Receiver<Vec<u8>>,
    back: Sender<Vec<u8>>,
}

#[derive(Debug)]
struct Helper {
    blocks: SyncSender<Block>,
    thread: JoinHandle<(Scanner, Option<Run>)>,
}

/// What all of them have found.
#[derive(Debug)]
pub(super) struct Scans {
    pub(super) month: Option<YearMonth>,
    /// Revenue lines that were read.
    pub(super) lines: u64,
    pub(super) rows: RowsOfFile,
    pub(super) index: Vec<Vec<LinePlace>>,
    pub(super) problems: Problems,
}

impl Crew {
    pub(super) fn new(month: Option<YearMonth>, threads: usize, indexed: bool) -> Self {
        let (back, returns) = channel();
        Self {
            own: Scanner::new(LineReader { month, columns: None }, indexed),
            helpers: Vec::new(),
            most_helpers: threads.saturating_sub(1),
            returns,
            back,
        }
    }

    /// Blocks must come in their order.
    pub(super) fn take(&mut self, block: Block) {
        if self.helpers.is_empty() && block.number >= BLOCKS_ALONE {
            self.hire();
        }
        let mut block = block;
        for helper in &self.helpers {
            match helper.blocks.try_send(block) {
                Ok(()) => return,
                Err(TrySendError::Full(back) | TrySendError::Disconnected(back)) => block = back,
            }
        }
        self.own.scan(&block);
        give_back(&self.back, block.bytes);
    }

    /// What a block stood in that is done with.
    pub(super) fn returned(&self) -> Option<Vec<u8>> {
        self.returns.try_recv().ok()
    }

    /// Where header and month are known, so that every block can be read by itself. A thread that
    /// cannot be started is done without.
    fn hire(&mut self) {
        while self.helpers.len() < self.most_helpers {
            let Some(scanner) = self.own.another() else { return };
            let (blocks, work) = sync_channel(BLOCKS_WAITING);
            let back = self.back.clone();
            let started = thread::Builder::new()
                .name("reduce".to_owned())
                .spawn(move || help(scanner, &work, &back));
            match started {
                Ok(thread) => self.helpers.push(Helper { blocks, thread }),
                Err(_) => self.most_helpers = self.helpers.len(),
            }
        }
    }

    pub(super) fn finish(self) -> Scans {
        let Self { own, helpers, .. } = self;
        let month = own.month();
        let threads: Vec<_> = helpers.into_iter().map(|helper| helper.thread).collect();
        let (own, run) = sorted(own);
        let (mut scanners, mut runs) = (vec![own], vec![run]);
        for thread in threads {
            match thread.join() {
                Ok((scanner, run)) => {
                    scanners.push(scanner);
                    runs.push(run);
                }
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        let runs = sort_rest(&mut scanners, runs);
        let starts = Starts::of(&scanners);
        let merged = merge(&runs, &|first| starts.line(first));
        drop(runs);
        let index = if scanners.iter().any(|scanner| !scanner.added.is_empty()) {
            index(&scanners, &merged, &starts)
        } else {
            Vec::new()
        };
        Scans {
            month,
            lines: scanners.iter().fold(0, |sum, scanner| scanner.count.saturating_add(sum)),
            rows: merged.rows,
            index,
            problems: problems(&mut scanners, &starts),
        }
    }
}

fn help(
    mut scanner: Scanner,
    work: &Receiver<Block>,
    back: &Sender<Vec<u8>>,
) -> (Scanner, Option<Run>) {
    while let Ok(block) = work.recv() {
        scanner.scan(&block);
        give_back(back, block.bytes);
    }
    sorted(scanner)
}

/// Moves a scanner's sums into a run, unless they are so many that this is better done one after the
/// other: sums and run take memory at the same time.
fn sorted(mut scanner: Scanner) -> (Scanner, Option<Run>) {
    let at_once = scanner.groups.len() <= SORTED_AT_ONCE;
    let run = at_once.then(|| sort(&mut scanner));
    (scanner, run)
}

fn sort(scanner: &mut Scanner) -> Run {
    Run::of(std::mem::replace(&mut scanner.groups, Groups::new()))
}

fn sort_rest(scanners: &mut [Scanner], runs: Vec<Option<Run>>) -> Vec<Run> {
    let all = scanners.iter_mut().zip(runs);
    all.map(|(scanner, run)| run.unwrap_or_else(|| sort(scanner))).collect()
}

/// Nobody takes it back at the end of the file.
fn give_back(back: &Sender<Vec<u8>>, bytes: Vec<u8>) {
    drop(back.send(bytes));
}

/// Of each block, the number of its first line.
struct Starts(Vec<u64>);

impl Starts {
    fn of(scanners: &[Scanner]) -> Self {
        let mut blocks: Vec<&Scanned> = scanners.iter().flat_map(|one| &one.blocks).collect();
        blocks.sort_unstable();
        let mut next = 1_u64;
        let start = |block: &&Scanned| {
            let start = next;
            next = next.saturating_add(u64::from(block.lines));
            start
        };
        Self(blocks.iter().map(start).collect())
    }

    /// The number in the file of what is known by block and line in it.
    fn line(&self, packed: u64) -> u64 {
        let block = usize::try_from(packed.wrapping_shr(32)).unwrap_or(usize::MAX);
        let start = self.0.get(block).copied().unwrap_or_default();
        start.saturating_add(packed & 0xffff_ffff)
    }
}

/// The first hundred of all: each scanner has its own first hundred.
fn problems(scanners: &mut [Scanner], starts: &Starts) -> Problems {
    let mut all = Problems::default();
    for scanner in scanners {
        all.count = all.count.saturating_add(scanner.problems.count);
        all.listed.append(&mut scanner.problems.listed);
    }
    all.listed.sort_by_key(|problem| problem.line);
    all.listed.truncate(crate::lines::PROBLEMS_LISTED);
    for problem in &mut all.listed {
        problem.line = starts.line(problem.line);
    }
    all
}

/// The lines of each row, in order.
fn index(scanners: &[Scanner], merged: &Merged, starts: &Starts) -> Vec<Vec<LinePlace>> {
    let mut index = vec![Vec::new(); merged.rows.len()];
    for (run, scanner) in scanners.iter().enumerate() {
        for (block, added) in scanner.blocks.iter().zip(&scanner.added) {
            for (group, place) in added {
                let row = merged.row(run, *group);
                let row = row.and_then(|row| usize::try_from(row).ok());
                let Some(lines) = row.and_then(|row| index.get_mut(row)) else { continue };
                lines.push(LinePlace {
                    number: starts.line(super::scan::packed(block.number, place.line)),
                    offset: block.offset.saturating_add(u64::from(place.offset)),
                });
            }
        }
    }
    for lines in &mut index {
        lines.sort_unstable_by_key(|place: &LinePlace| place.number);
    }
    index
}
