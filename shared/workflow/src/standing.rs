//! Points and level of a member, and the standing of a co-producer: derived from what has happened,
//! added once, and folded into the one item each that sums it up.

mod derivation;
mod fold;
mod rebuild;

pub use self::derivation::{
    BaseItem, Derived, earned_by_member, rankings_of_brief, sources_of_track, take_change,
};
pub use self::fold::{add_points, fold_observations, look_at_level, observe};
pub use self::rebuild::{RebuildMode, Rebuilt, rebuild};
