//! From a client's draft to the award: who may do what, who sees what, and what is written.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod awarding;
mod drafting;
mod inviting;
mod members;
mod opening;
pub(crate) mod overtaken;
mod overtaken_end;
mod refused;
mod translating;
