//! What sounds like something that the studio has already: comparing a version that was taken in, and
//! who reads what was found. Nothing here decides anything.

mod compare;
mod forget;
mod read;

pub use compare::compare_piece;
pub(crate) use forget::forget_pieces;
pub use read::{of_track, page_for_operator};
