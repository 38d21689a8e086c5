//! Who scans the blocks of a file: the caller's thread and, for a large file, some more.

use std::io;
use std::sync::mpsc::{Receiver, Sender, SyncSender, TrySendError, channel, sync_channel};
use std::thread::{self, JoinHandle};

use domain::money::YearMonth;

use super::block_offsets::BlockOffsets;
use super::blocks::Block;
use super::by_row::{IndexMemory, ScannerLog, index_of};
use super::groups::Groups;
use super::merge::merge;
use super::rows::RowsOfFile;
use super::runs::{Merged, Run};
use super::scan::{ScannedBlock, Scanner, ScannerBudget};
use super::spill::{Spilled, merge_spilled};
use crate::line_index::LineIndex;
use crate::lines::{LineProblems, LineReader};

/// A file of fewer blocks is done sooner than a thread is started.
const BLOCKS_ALONE: u32 = 4;

/// How many blocks may wait for a helper; beyond that the caller's thread scans too.
const BLOCKS_WAITING: usize = 4;

/// A thread with more groups than that lets the caller's thread sort them.
const SORTED_AT_ONCE: usize = 1 << 18;

#[derive(Debug)]
pub(super) struct WorkerPool {
    own: Scanner,
    index_memory: IndexMemory,
    helpers: Vec<Helper>,
    /// How many helpers there may be.
    helpers_max: usize,
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
    /// Where one is wanted.
    pub(super) index: Option<LineIndex>,
    pub(super) problems: LineProblems,
}

impl WorkerPool {
    pub(super) fn new(
        month: Option<YearMonth>,
        threads: usize,
        budget: ScannerBudget,
        index_memory: IndexMemory,
    ) -> Self {
        let (back, returns) = channel();
        Self {
            own: Scanner::new(LineReader { month, columns: None }, budget),
            index_memory,
            helpers: Vec::new(),
            helpers_max: threads.saturating_sub(1),
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
        while self.helpers.len() < self.helpers_max {
            let Some(scanner) = self.own.another() else { return };
            let (blocks, work) = sync_channel(BLOCKS_WAITING);
            let back = self.back.clone();
            let started = thread::Builder::new()
                .name("reduce".to_owned())
                .spawn(move || help(scanner, &work, &back));
            match started {
                Ok(thread) => self.helpers.push(Helper { blocks, thread }),
                Err(_) => self.helpers_max = self.helpers.len(),
            }
        }
    }

    pub(super) fn finish(self) -> io::Result<Scans> {
        let Self { own, helpers, index_memory, .. } = self;
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
        if let Some(error) = scanners.iter_mut().find_map(|scanner| scanner.failed.take()) {
            return Err(error);
        }
        let offsets = offsets(&scanners);
        let line = |first| offsets.line(first);
        let in_memory = scanners.iter().all(|scanner| scanner.spilled.is_empty());
        let runs = sort_rest(&mut scanners, runs);
        let (logged, merged) =
            (logged(&mut scanners), merged(&mut scanners, runs, in_memory, &line)?);
        let problems = problems(&mut scanners, &offsets);
        // Of a file that is refused there is nothing to be found.
        let index = match logged {
            Some(logged) if problems.count == 0 => {
                Some(index_of(&merged, logged, &offsets, index_memory)?)
            }
            _ => None,
        };
        let lines = scanners.iter().fold(0, |sum, scanner| scanner.count.saturating_add(sum));
        Ok(Scans { month, lines, rows: merged.rows, index, problems })
    }
}

/// Where some sums are in files, the others go there too.
fn merged(
    scanners: &mut [Scanner],
    runs: Vec<Run>,
    in_memory: bool,
    line: &(dyn Fn(u64) -> u64 + Sync),
) -> io::Result<Merged> {
    if in_memory {
        return Ok(merge(&runs, line));
    }
    let mut spilled = Vec::new();
    for (scanner, run) in scanners.iter_mut().zip(runs) {
        spilled.append(&mut scanner.spilled);
        spilled.push(Spilled::write(run)?);
    }
    merge_spilled(spilled, line)
}

/// What all of them have noted, if that was wanted.
fn logged(scanners: &mut [Scanner]) -> Option<Vec<ScannerLog>> {
    let mut first_run = 0_usize;
    let logged = scanners.iter_mut().map(|scanner| {
        let first_of_this = first_run;
        first_run = first_run.saturating_add(scanner.spilled.len()).saturating_add(1);
        let (log, blocks) = (scanner.log.take()?, std::mem::take(&mut scanner.blocks));
        Some(ScannerLog { log, blocks, first_run: first_of_this })
    });
    logged.collect()
}

fn offsets(scanners: &[Scanner]) -> BlockOffsets {
    let mut blocks: Vec<&ScannedBlock> = scanners.iter().flat_map(|one| &one.blocks).collect();
    blocks.sort_unstable_by_key(|block| block.number);
    BlockOffsets::of(blocks.into_iter())
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

/// Moves a scanner's sums into a run, unless they are so many that this is better done one after
/// the other: sums and run take memory at the same time.
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

/// It is not taken back at the end of the file.
fn give_back(back: &Sender<Vec<u8>>, bytes: Vec<u8>) {
    drop(back.send(bytes));
}

/// The first hundred of all: each scanner has its own first hundred.
fn problems(scanners: &mut [Scanner], offsets: &BlockOffsets) -> LineProblems {
    let mut all = LineProblems::default();
    for scanner in scanners {
        all.count = all.count.saturating_add(scanner.problems.count);
        all.listed.append(&mut scanner.problems.listed);
    }
    all.listed.sort_by_key(|problem| problem.line);
    all.listed.truncate(crate::lines::PROBLEMS_LISTED);
    for problem in &mut all.listed {
        problem.line = offsets.line(problem.line);
    }
    all
}
