//! The track, its versions and their state machine, and who wrote it.

mod aggregate;
mod authors;
mod entry_number;
mod file;
mod rating;
mod refusal;
mod sight;
#[cfg(test)]
mod tests;
mod transitions;
mod version;
mod writers;

pub use aggregate::Track;
pub use entry_number::EntryNumber;
pub use file::DeclaredFile;
pub use rating::ClientRating;
pub use refusal::TrackRefusal;
pub use sight::{
    AnswerReader, PartInBrief, ReviewingPart, ShownFacts, Sight, TrackReader, TrackSight,
};
pub use transitions::{VersionEvent, VersionState};
pub use version::{ReviewNote, Version};
pub use writers::{Writer, check_writers};
