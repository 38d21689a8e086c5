//! Where the lines of groups stand: noted as they are added, put in order row by row.

use super::groups::{GroupId, InBlock};
use super::runs::Merged;

/// Which lines were added to which groups, more or less in the order of the file.
pub(super) type Added = Vec<(GroupId, InFile)>;

/// Where a line stands, before it is known how many lines are before its block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct InFile {
    pub(super) block: u32,
    pub(super) line: u32,
    /// In the block, in bytes.
    pub(super) offset: u32,
}

impl InFile {
    pub(super) const fn new(block: u32, InBlock { line, offset }: InBlock) -> Self {
        Self { block, line, offset }
    }
}

/// The lines of each row of `merged` that `added` has for the groups of its runs, in order; none at
/// all if nothing was noted.
pub(super) fn by_row(merged: &Merged, added: Vec<Added>) -> ByRow {
    if added.iter().all(Vec::is_empty) {
        return ByRow::default();
    }
    let mut ends = Vec::with_capacity(merged.rows.len());
    let mut end = 0_usize;
    let mut next = Vec::with_capacity(merged.rows.len());
    for lines in merged.rows.line_counts() {
        next.push(end);
        end = end.saturating_add(usize::try_from(lines).unwrap_or(usize::MAX));
        ends.push(end);
    }
    let mut places = vec![InFile::default(); end];
    for (run, added) in added.into_iter().enumerate() {
        for (group, place) in added {
            let row = merged.row(run, group).and_then(|row| usize::try_from(row).ok());
            let Some(next) = row.and_then(|row| next.get_mut(row)) else { continue };
            if let Some(to) = places.get_mut(*next) {
                *to = place;
            }
            *next = next.saturating_add(1);
        }
    }
    let mut ordered = ByRow { places, ends };
    let mut start = 0;
    for end in &ordered.ends {
        ordered.places.get_mut(start..*end).unwrap_or_default().sort_unstable();
        start = *end;
    }
    ordered
}

/// The lines of rows, in order.
#[derive(Debug, Default)]
pub(super) struct ByRow {
    places: Vec<InFile>,
    /// Of each row, where its places end and the next row's begin.
    ends: Vec<usize>,
}

impl ByRow {
    /// The lines of a row by its number.
    pub(super) fn of(&self, row: usize) -> &[InFile] {
        let before = row.checked_sub(1).and_then(|before| self.ends.get(before));
        let end = self.ends.get(row).copied().unwrap_or_default();
        self.places.get(before.copied().unwrap_or_default()..end).unwrap_or_default()
    }
}
