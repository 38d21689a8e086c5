//! Credits: who made an awarded piece what it is.

use crate::id::{BriefId, CreditId, MemberId, TrackId};
use crate::text::Title;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// What somebody is credited for.
    pub enum CreditRole {
        /// Wrote the selected track.
        Composer => "composer",
        /// Delivered a review on the awarded brief.
        Coproducer => "coproducer",
    }
}

/// One line of a portfolio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Its id: anybody may verify it by this.
    pub id: CreditId,
    /// Whose it is.
    pub member: MemberId,
    /// For what.
    pub role: CreditRole,
    /// The awarded brief.
    pub brief: BriefId,
    /// Its title.
    pub brief_title: Title,
    /// The selected track.
    pub track: TrackId,
    /// Its title.
    pub track_title: Title,
    /// Whether only the member may see the titles: the brief was private.
    pub redacted: bool,
    /// When the brief was awarded.
    pub awarded_at: Timestamp,
}

impl Credit {
    /// The id of a credit: one for each member and role of a brief, however often it is awarded.
    pub fn id_of(brief: BriefId, member: MemberId, role: CreditRole) -> CreditId {
        let (brief, member) = (brief.to_string(), member.to_string());
        CreditId::derive(&[
            b"credit",
            brief.as_bytes(),
            member.as_bytes(),
            role.as_str().as_bytes(),
        ])
    }
}
