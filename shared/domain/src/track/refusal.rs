//! Why a track or a version is not taken.

use crate::change::Refused;
use crate::track::transitions::VersionState;

/// Why a track or version is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrackRefusal {
    /// The version's state does not allow it.
    #[error(transparent)]
    State(#[from] Refused),
    /// All versions are used up.
    #[error("a track has at most {most} versions")]
    TooManyVersions {
        /// How many there may be.
        most: u8,
    },
    /// Only a version that was sent back is followed by another.
    #[error("a new version follows only changes_requested or off_brief, not {state}")]
    NotSentBack {
        /// Where the newest one stands.
        state: VersionState,
    },
    /// The file is too large.
    #[error("the file has {size_bytes} bytes, at most {bytes_max}")]
    TooLarge { size_bytes: u64, bytes_max: u64 },
    /// The file is empty.
    #[error("the file is empty")]
    EmptyFile,
    /// The piece is too long.
    #[error("the piece lasts {duration_ms} ms, at most {ms_max}")]
    TooLong { duration_ms: u64, ms_max: u64 },
    /// The file is not what the brief asks for.
    #[error("{}", .0.join("; "))]
    NotAsAsked(Vec<String>),
    /// The shares do not make one whole.
    #[error("the writers' shares sum to {sum_ppm} parts per million, not 1000000")]
    Shares {
        /// What they sum to.
        sum_ppm: u64,
    },
    /// Somebody is listed twice.
    #[error("a writer is listed twice")]
    WriterTwice,
    /// The one who submits is missing among the writers.
    #[error("the composer is one of the writers")]
    ComposerMissing,
    /// Nothing of it changes once it has won.
    #[error("the track has been selected")]
    Selected,
    /// Nothing of it changes once it has been taken back.
    #[error("the track has been withdrawn")]
    Withdrawn,
    /// Only a writer says something about their share.
    #[error("only a writer of the track may do this")]
    NoWriter,
    /// The composer submitted it, and thereby agreed.
    #[error("the composer consented by submitting; set the shares, or withdraw the track")]
    ComposerStays,
    /// What was agreed with is earned by from the award on, and may have been paid out.
    #[error("a share that was agreed with is kept once the track has won")]
    ShareAgreed,
    /// The share is not the one that the writer was asked about.
    #[error("the share is {share_ppm} parts per million now")]
    StaleShare { share_ppm: u32 },
}
