//! The brief: what a client asks for, its state machine, and when it opens, takes entries and
//! awards.

mod aggregate;
mod award;
mod board;
mod end;
mod hints;
#[cfg(test)]
mod reaches_an_end;
mod refusal;
mod sight;
mod silence;
mod terms;
#[cfg(test)]
pub(crate) mod tests;
mod transitions;

pub use aggregate::{Brief, Selection};
pub use award::{Choice, Entry};
pub use board::{BoardFilter, SimilarBrief, similar_briefs};
pub use end::BriefEnd;
pub use hints::Hint;
pub use refusal::BriefRefusal;
pub use silence::{Contender, Silence};
pub use terms::{BriefTerms, ProductionKind, Visibility};
pub use transitions::{BriefEvent, BriefState};
