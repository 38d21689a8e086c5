//! What happens to a brief, from the draft to the award.

pub mod access;
pub mod amend;
mod automatic;
pub mod board;
pub(crate) mod change;
pub mod draft;
pub mod invitations;
pub mod leave;
pub mod lexicon;
pub mod licence;
pub mod lifecycle;
mod mark;
pub mod prize;
pub mod questions;
pub mod rankings;
pub mod rating;
pub mod read;
pub mod roster;
pub mod selection;
pub mod shortlist;
pub mod silence;
