//! What happens to a review, from the reviewer's ears to its end.

pub mod access;
pub mod deliver;
pub mod dispute;
pub mod give_up;
pub mod hear;
pub mod react;
pub mod unanswered;
