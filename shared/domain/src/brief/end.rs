//! How a brief comes to its end, as those are told who were still listening.

use crate::brief::aggregate::Brief;
use crate::brief::transitions::BriefState;
use crate::string_enum::string_enum;

string_enum! {
    /// What ended a brief.
    pub enum BriefEnd {
        /// The client selected a version; the master may have been delivered since.
        Awarded => "awarded",
        /// It was called off: by its client, because the client leaves, or after a silence with
        /// nobody to share the prize.
        Cancelled => "cancelled",
        /// The client stayed silent, and the prize was shared.
        Lapsed => "lapsed",
    }
}

impl Brief {
    /// What ended it; nothing while tracks are still entered or judged. From then on no review of
    /// it is needed, and none that is still held costs its reviewer anything.
    pub const fn end(&self) -> Option<BriefEnd> {
        match self.state {
            BriefState::Draft | BriefState::Open | BriefState::Judging => None,
            BriefState::Awarded | BriefState::Delivered => Some(BriefEnd::Awarded),
            BriefState::Lapsed => Some(BriefEnd::Lapsed),
            BriefState::Cancelled => Some(BriefEnd::Cancelled),
        }
    }
}
