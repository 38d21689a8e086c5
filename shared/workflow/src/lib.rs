//! What happens: an operation on a brief, a track, a review or a member, from its read to its one
//! write. An HTTP route and a scheduled job that do the same thing call the same operation here.
//!
//! Architecture invariant: knows neither HTTP nor Lambda; an operation returns what stands now or a
//! [`WorkflowError`], and never words a response.

pub mod assignment;
pub mod brief;
mod context;
pub mod coproducer;
pub mod credit;
pub mod due;
pub mod erasure;
mod error;
pub mod follow_up;
pub mod intake;
pub mod likeness;
pub mod member;
pub mod reference_media;
pub mod reminder;
pub mod review;
pub mod roster;
pub mod standing;
pub mod submission;

pub use context::{Actor, Workflow};
pub use error::{Conflict, WorkflowError};
pub use store::warm_up;
