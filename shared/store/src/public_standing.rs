//! What everybody may see of members' standing: only what follows from briefs whose outcome is
//! public. A count that stepped while a brief is judged would name who wrote or who judged a track.

use std::collections::BTreeSet;

use domain::coproducer_standing::{CoproducerStanding, Observation, StandingPart};
use domain::id::{BriefId, MemberId};
use domain::points::{Standing, public_level};
use domain::policy::Policy;
use futures::future::{try_join, try_join_all};
use jiff::Timestamp;

use crate::brief;
use crate::error::StoreError;
use crate::standing::{observations_of, points_of};
use crate::table::Store;

/// A brief that never was: asked for beside the others, so that the first entry that is hidden
/// costs no further call.
const NO_BRIEF: BriefId = BriefId::from_bytes([0; 16]);

/// Points, level and co-producer standing as the public sees them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicStanding {
    pub standing: Standing,
    coproducer: CoproducerStanding,
}

impl PublicStanding {
    /// The mean of a part, in basis points; nothing observed is no mean of nothing.
    pub fn mean_bp(&self, part: StandingPart) -> Option<u32> {
        let part = self.coproducer.part(part)?;
        (part.observations > 0).then_some(part.mean_bp)
    }
}

impl Store {
    /// The public standing of each, in their order. Three calls for each member, all members at
    /// the same time, whatever of them is hidden: neither number nor order of calls tells of it.
    ///
    /// # Errors
    /// When the table does not answer or an item does not parse.
    pub async fn public_standings(
        &self,
        members: &[MemberId],
        now: Timestamp,
    ) -> Result<Vec<PublicStanding>, StoreError> {
        try_join_all(members.iter().map(|member| self.public_standing(*member, now))).await
    }

    async fn public_standing(
        &self,
        member: MemberId,
        now: Timestamp,
    ) -> Result<PublicStanding, StoreError> {
        let (of_points, of_observed) = (points_of(member), observations_of(member));
        let lists = try_join(self.list_all(&of_points), self.list_all(&of_observed));
        let (points, observed) = lists.await?;
        let observed = observed.into_iter().map(|one| one.observation);
        let mut observed: Vec<Observation> = observed.collect();
        let of_points = points.iter().filter_map(|entry| entry.brief);
        let of_both = of_points.chain(observed.iter().map(|one| one.brief)).chain([NO_BRIEF]);
        let briefs: BTreeSet<BriefId> = of_both.collect();
        let briefs = self.get_each(briefs.into_iter().map(brief::key)).await?;
        let briefs = briefs.into_iter().flatten().map(|stored| stored.item.brief);
        let hidden = briefs.filter(|brief| !brief.outcome_is_public(now)).map(|brief| brief.id);
        let hidden: BTreeSet<BriefId> = hidden.collect();
        observed.retain(|one| !hidden.contains(&one.brief));
        Ok(PublicStanding {
            standing: public_level(&points, &hidden, now, &Policy::CURRENT),
            coproducer: CoproducerStanding::of(&observed, &Policy::CURRENT),
        })
    }
}
