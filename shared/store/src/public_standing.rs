//! What everybody may see of members' standing: only what follows from briefs whose outcome is
//! public. A count that stepped while a brief is judged would name who wrote or who judged a track.

use std::collections::BTreeSet;

use domain::activity::Activity;
use domain::coproducer_standing::{CoproducerStanding, Observation, StandingPart};
use domain::id::{BriefId, MemberId};
use domain::points::{PointEntry, PublicFold, Standing};
use domain::policy::Policy;
use futures::future::try_join_all;
use jiff::Timestamp;

use crate::brief;
use crate::error::StoreError;
use crate::item::Item;
use crate::keys;
use crate::standing::{MemberStanding, ObservationItem, points_of};
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
    /// The public standing of a member. Two calls, whatever of it is hidden: neither their number nor
    /// their order tells of it.
    ///
    /// # Errors
    /// When the table does not answer or an item does not parse.
    pub async fn public_standing(
        &self,
        member: MemberId,
        now: Timestamp,
    ) -> Result<PublicStanding, StoreError> {
        let (mut points, mut observed) = (Vec::new(), Vec::new());
        for item in self.all(&keys::member_partition(member), keys::RECORD_PREFIX).await? {
            if item.kind() == ObservationItem::KIND {
                observed.push(item.parse::<ObservationItem>()?.item.observation);
            } else {
                points.push(item.parse::<PointEntry>()?.item);
            }
        }
        let of_observed = observed.iter().map(|one: &Observation| one.brief);
        let hidden = self.hidden(briefs_of(&points).chain(of_observed), now).await?;
        observed.retain(|one| !hidden.contains(&one.brief));
        Ok(PublicStanding {
            standing: PublicFold::of(&points).standing(&hidden, now, &Policy::CURRENT).0,
            coproducer: CoproducerStanding::of(&observed, &Policy::CURRENT),
        })
    }

    /// The public points and level of each, and how the level stands in time, in their order. One call for up to a hundred briefs that their points
    /// may follow from, whatever of them is hidden; one more for a member so much of whose points
    /// waits for the end of a brief that it does not stand in their standing.
    ///
    /// # Errors
    /// When the table does not answer or an item does not parse.
    pub async fn public_standings(
        &self,
        standings: &[MemberStanding],
        now: Timestamp,
    ) -> Result<Vec<(Standing, Activity)>, StoreError> {
        let folds = standings.iter().map(|standing| async move {
            if let Some(public) = &standing.public {
                return Ok::<_, StoreError>(public.clone());
            }
            let points = points_of(standing.member);
            Ok(PublicFold::of(&self.list_all(&points).await?))
        });
        let folds = try_join_all(folds).await?;
        let hidden = self.hidden(folds.iter().flat_map(PublicFold::briefs), now).await?;
        let standing = |fold: &PublicFold| fold.standing(&hidden, now, &Policy::CURRENT);
        Ok(folds.iter().map(standing).collect())
    }

    /// Those of the briefs whose outcome is not public. One call for up to a hundred.
    async fn hidden(
        &self,
        briefs: impl Iterator<Item = BriefId>,
        now: Timestamp,
    ) -> Result<BTreeSet<BriefId>, StoreError> {
        let briefs: BTreeSet<BriefId> = briefs.chain([NO_BRIEF]).collect();
        let briefs = self.get_each(briefs.into_iter().map(brief::key)).await?;
        let briefs = briefs.into_iter().flatten().map(|stored| stored.item.brief);
        Ok(briefs.filter(|brief| !brief.outcome_is_public(now)).map(|brief| brief.id).collect())
    }
}

fn briefs_of(points: &[PointEntry]) -> impl Iterator<Item = BriefId> {
    points.iter().filter_map(|entry| entry.brief)
}
