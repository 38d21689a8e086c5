//! The bytes of a revenue file as they were before anything was made of them, from the middle. A
//! file that came compressed is kept a second time, plain, in blocks: a gzip stream has no middle.

use std::io::{self, Write};
use std::mem;

use domain::money::{Sha256Hex, YearMonth};
use flate2::write::MultiGzDecoder;
use media::keys::{self, RevenueKey};

use crate::error::LedgerError;
use crate::ledger::Ledger;
use crate::objects::failed;
use revenue_file::line_index::ReadRange;

/// How much of a compressed file stands in one block. A trace reads a few hundred bytes of it; a
/// file at the limit of 16 GiB has 2,048 of them. The last one is shorter than the others, empty if
/// need be.
const BLOCK_BYTES: u64 = 8 * 1024 * 1024;

/// The compressed bytes that are decompressed at once: gzip makes at most 1,032 bytes of one, so
/// that no more than two blocks are ever held.
const PIECE_BYTES: usize = 8 * 1024;

const CONTENT_TYPE: &str = "text/csv";

/// Where the bytes of a file stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RawFile {
    /// As it was uploaded.
    Uploaded(RevenueKey),
    /// Kept in blocks of this many bytes beside its sums.
    Blocks { month: YearMonth, file_sha256: Sha256Hex, block_bytes: u64 },
}

impl RawFile {
    /// For a message: which file it is.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Uploaded(key) => key.to_string(),
            Self::Blocks { file_sha256, .. } => file_sha256.to_string(),
        }
    }
}

impl Ledger {
    /// Keeps a compressed file plain, block by block, and says how large the blocks are. Again, it
    /// writes the same. One round trip, and one a block.
    pub(crate) async fn keep_plain(
        &self,
        key: &RevenueKey,
        file_sha256: &Sha256Hex,
    ) -> Result<u64, LedgerError> {
        let name = key.to_string();
        let mut body = self.open(&self.runtime.config.uploads_bucket, &name).await?;
        let mut decoder = MultiGzDecoder::new(Blocks::default());
        let mut number = 0_u64;
        while let Some(bytes) = body.next().await {
            let bytes = bytes.map_err(|source| failed(&name, source))?;
            for piece in bytes.chunks(PIECE_BYTES) {
                decoder.write_all(piece).map_err(|source| failed(&name, source))?;
                for block in mem::take(&mut decoder.get_mut().full) {
                    self.keep_block(key.month, file_sha256, number, block).await?;
                    number = number.saturating_add(1);
                }
            }
        }
        let blocks = decoder.finish().map_err(|source| failed(&name, source))?;
        for block in blocks.full.into_iter().chain([blocks.filling]) {
            self.keep_block(key.month, file_sha256, number, block).await?;
            number = number.saturating_add(1);
        }
        Ok(BLOCK_BYTES)
    }

    async fn keep_block(
        &self,
        month: YearMonth,
        file_sha256: &Sha256Hex,
        number: u64,
        block: Vec<u8>,
    ) -> Result<(), LedgerError> {
        let key = keys::plain_block(month, file_sha256, number);
        self.put_bytes(&key, CONTENT_TYPE, block).await
    }

    /// These bytes of the file, fewer at its end. One round trip, one more across two blocks.
    pub(crate) async fn read_raw(
        &self,
        file: &RawFile,
        range: ReadRange,
    ) -> Result<Vec<u8>, LedgerError> {
        match file {
            RawFile::Uploaded(key) => {
                let bucket = &self.runtime.config.uploads_bucket;
                self.get_range(bucket, &key.to_string(), range).await
            }
            RawFile::Blocks { month, file_sha256, block_bytes } => {
                let mut bytes = Vec::new();
                for (number, part) in within_blocks(range, *block_bytes) {
                    let key = keys::plain_block(*month, file_sha256, number);
                    let bucket = &self.runtime.config.derived_bucket;
                    let read = self.get_range(bucket, &key, part).await?;
                    let is_last = u64::try_from(read.len()).is_ok_and(|read| read < part.length);
                    bytes.extend(read);
                    // The last block is never full, so nothing is asked for behind it.
                    if is_last {
                        break;
                    }
                }
                Ok(bytes)
            }
        }
    }
}

/// Which part of which block a range is.
fn within_blocks(range: ReadRange, block_bytes: u64) -> Vec<(u64, ReadRange)> {
    let mut parts = Vec::new();
    let (mut start, mut left) = (range.start, range.length);
    while left > 0 {
        let (Some(number), Some(within)) =
            (start.checked_div(block_bytes), start.checked_rem(block_bytes))
        else {
            break;
        };
        let length = left.min(block_bytes.saturating_sub(within));
        parts.push((number, ReadRange { start: within, length }));
        start = start.saturating_add(length);
        left = left.saturating_sub(length);
    }
    parts
}

/// Where the decompressor writes to: whole blocks, and the one that is being filled.
#[derive(Debug, Default)]
struct Blocks {
    full: Vec<Vec<u8>>,
    filling: Vec<u8>,
}

impl Write for Blocks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = usize::try_from(BLOCK_BYTES).unwrap_or(usize::MAX);
        let space = most.saturating_sub(self.filling.len());
        let (now, _) = bytes.split_at_checked(space).unwrap_or((bytes, &[]));
        self.filling.extend_from_slice(now);
        if self.filling.len() == most {
            self.full.push(mem::take(&mut self.filling));
        }
        Ok(now.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_goes_on_in_the_next_block() {
        let parts = |start, length| {
            let range = ReadRange { start, length };
            let parts = within_blocks(range, 10).into_iter();
            parts.map(|(number, part)| (number, part.start, part.length)).collect::<Vec<_>>()
        };
        assert_eq!(parts(0, 10), [(0, 0, 10)]);
        assert_eq!(parts(9, 2), [(0, 9, 1), (1, 0, 1)]);
        assert_eq!(parts(25, 21), [(2, 5, 5), (3, 0, 10), (4, 0, 6)]);
        assert_eq!(parts(10, 0), []);
    }

    #[test]
    fn blocks_are_cut_where_they_are_full() {
        let mut blocks = Blocks::default();
        let piece = vec![7; 5 * 1024 * 1024];
        for _ in 0..4 {
            blocks.write_all(&piece).unwrap();
        }
        assert_eq!(blocks.full.iter().map(Vec::len).collect::<Vec<_>>(), [8 * 1024 * 1024; 2]);
        assert_eq!(blocks.filling.len(), 4 * 1024 * 1024);
    }
}
