//! What a member's page shows of their standing: only what follows from briefs whose outcome is
//! public. A count that stepped while a brief is judged would name who wrote or who judged a track.

use std::collections::BTreeSet;

use domain::coproducer_standing::{CoproducerStanding, Observation, StandingPart};
use domain::id::{BriefId, MemberId};
use domain::points::{Standing, public_level};
use domain::policy::Policy;
use edge::Problem;
use store::standing::{observations_of, points_of};

use crate::Studio;

/// A brief that never was: asked for beside the others, so that the first entry that is hidden
/// costs no further call.
const NO_BRIEF: BriefId = BriefId::from_bytes([0; 16]);

pub(crate) struct PublicStanding {
    pub(crate) standing: Standing,
    coproducer: CoproducerStanding,
}

impl PublicStanding {
    /// Three round trips, whatever there is.
    pub(crate) async fn load(studio: &Studio, member: MemberId) -> Result<Self, Problem> {
        let points = studio.store.list_all(&points_of(member)).await?;
        let observed = studio.store.list_all(&observations_of(member)).await?;
        let observed = observed.into_iter().map(|one| one.observation);
        let mut observed: Vec<Observation> = observed.collect();
        let of_points = points.iter().filter_map(|entry| entry.brief);
        let of_both = of_points.chain(observed.iter().map(|one| one.brief)).chain([NO_BRIEF]);
        let briefs: BTreeSet<BriefId> = of_both.collect();
        let briefs = studio.store.get_each(briefs.into_iter().map(store::brief::key)).await?;
        let now = studio.now();
        let briefs = briefs.into_iter().flatten().map(|stored| stored.item.brief);
        let hidden = briefs.filter(|brief| !brief.outcome_is_public(now)).map(|brief| brief.id);
        let hidden: BTreeSet<BriefId> = hidden.collect();
        observed.retain(|one| !hidden.contains(&one.brief));
        Ok(Self {
            standing: public_level(&points, &hidden, now, &Policy::CURRENT),
            coproducer: CoproducerStanding::of(&observed, &Policy::CURRENT),
        })
    }

    /// The mean of a part, in basis points; nothing observed is no mean of nothing.
    pub(crate) fn mean_bp(&self, part: StandingPart) -> Option<u32> {
        let part = self.coproducer.part(part)?;
        (part.observations > 0).then_some(part.mean_bp)
    }
}
