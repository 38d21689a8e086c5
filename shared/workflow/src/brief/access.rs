//! Who may see a brief, and who may act on it. Unknown and forbidden look the same where the
//! brief's existence is a secret.

use std::collections::BTreeSet;

use crate::{Actor, Workflow, WorkflowError};
use domain::brief::{Brief, BriefState, Visibility};
use domain::id::{BriefId, MemberId};
use domain::track::PartInBrief;
use store::brief::BriefFor;
use store::brief_aggregate::BriefAggregate;
use store::keys::Key;
use store::overseer::{FirstLook, write_first_looks};

/// The brief as the actor finds it; 404 where they may not know of it. One round trip.
pub async fn load(
    work: &Workflow,
    brief: BriefId,
    actor: Actor,
) -> Result<BriefFor, WorkflowError> {
    let found = work.store.brief_for(brief, actor.member).await?;
    found.filter(|found| may_see(found, actor)).ok_or(WorkflowError::NotFound)
}

/// The brief with everything in it, for its owner. One round trip.
pub async fn load_aggregate_of_owner(
    work: &Workflow,
    brief: BriefId,
    actor: Actor,
) -> Result<BriefAggregate, WorkflowError> {
    let aggregate = load_aggregate(work, brief, actor).await?;
    require_owner(&aggregate.brief.item, actor)?;
    Ok(aggregate)
}

/// The brief with everything in it; 404 where the actor may not know of it. One round trip.
pub async fn load_aggregate(
    work: &Workflow,
    brief: BriefId,
    actor: Actor,
) -> Result<BriefAggregate, WorkflowError> {
    let aggregate = work.store.brief_aggregate(brief).await?.ok_or(WorkflowError::NotFound)?;
    let concerned = aggregate.coproducers().any(|member| member == actor.member)
        || aggregate.invitations.iter().any(|one| one.item.member == actor.member)
        || aggregate.entrants.contains(&actor.member);
    if concerned || sees_without_a_part(&aggregate.brief.item, actor) {
        return Ok(aggregate);
    }
    Err(WorkflowError::NotFound)
}

/// 403 unless the actor posted the brief.
pub fn require_owner(brief: &Brief, actor: Actor) -> Result<(), WorkflowError> {
    if brief.owner == actor.member {
        return Ok(());
    }
    Err(WorkflowError::Forbidden("only the client who posted the brief may do this"))
}

/// 403 unless the actor posted the brief or runs the platform.
pub fn require_owner_or_operator(brief: &Brief, actor: Actor) -> Result<(), WorkflowError> {
    if actor.is_operator { Ok(()) } else { require_owner(brief, actor) }
}

/// 403 unless the actor posted the brief or oversees it. One round trip for an operator, none for
/// whoever else.
pub async fn require_owner_or_overseer(
    work: &Workflow,
    aggregate: &BriefAggregate,
    actor: Actor,
) -> Result<(), WorkflowError> {
    if aggregate.brief.item.owner == actor.member {
        return Ok(());
    }
    let part = part_in(work, aggregate, actor).await?;
    if part.oversees() { Ok(()) } else { require_owner(&aggregate.brief.item, actor) }
}

/// What the actor is to the brief as they read in it; before an operator is answered, it is written
/// down that they have looked into it. A conflict where they have got a part in it since it was read:
/// what is read then is read anew, by [`store::retry_on_conflict`], as it is wherever a first look is
/// written. One round trip for an operator, two at their first look, none for whoever else.
pub(crate) async fn part_in(
    work: &Workflow,
    aggregate: &BriefAggregate,
    actor: Actor,
) -> Result<PartInBrief, WorkflowError> {
    let could_review = actor.is_operator && could_review(work, actor.member).await?;
    let part = aggregate.part(actor.member, actor.is_operator, could_review);
    let look = aggregate.first_look(actor.member, part, work.now);
    write_first_looks(&work.store, look.as_slice()).await?;
    Ok(part)
}

/// The same of a brief of which only that was read. No round trip, one at an operator's first look.
pub(crate) async fn part_of_reader(
    work: &Workflow,
    found: &BriefFor,
    actor: Actor,
) -> Result<PartInBrief, WorkflowError> {
    let look = found.first_look(actor.member, actor.is_operator, work.now);
    write_first_looks(&work.store, look.as_slice()).await?;
    Ok(found.part(actor.member, actor.is_operator))
}

/// Whether the member could be given reviews on this platform. One round trip.
pub(crate) async fn could_review(work: &Workflow, member: MemberId) -> Result<bool, WorkflowError> {
    let coproducer = work.store.get(store::coproducer::key(member)).await?;
    Ok(coproducer.is_some_and(|stored| stored.item.could_review()))
}

/// The brief as each of these members finds it; nothing where there is none. One round trip for 19.
pub(crate) async fn load_for_each(
    work: &Workflow,
    brief: BriefId,
    members: &BTreeSet<MemberId>,
) -> Result<Vec<(MemberId, BriefFor)>, WorkflowError> {
    let wanted: Vec<Key> =
        members.iter().flat_map(|member| BriefFor::keys(brief, *member)).collect();
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let mut loaded = Vec::new();
    for member in members {
        loaded.extend(BriefFor::parse(&mut found)?.map(|brief| (*member, brief)));
    }
    Ok(loaded)
}

/// The brief, for an operator who oversees it; for one who reviews it or may, and for one who has
/// entered it, it holds nothing. No round trip, one at an operator's first look.
pub(crate) async fn require_overseer(
    work: &Workflow,
    found: Option<BriefFor>,
    actor: Actor,
) -> Result<BriefFor, WorkflowError> {
    let found = found.ok_or(WorkflowError::NotFound)?;
    let part = part_of_reader(work, &found, actor).await?;
    if part.oversees() { Ok(found) } else { Err(WorkflowError::NotFound) }
}

/// Those of some briefs that an operator oversees.
#[derive(Debug, Default)]
pub(crate) struct Overseen {
    pub(crate) briefs: BTreeSet<BriefId>,
    first_looks: Vec<FirstLook>,
}

impl Overseen {
    /// Writes down that the operator has looked into those of them that they are shown something of;
    /// before they are. A conflict where they have got a part in one since, as in [`part_in`]. No round
    /// trip, one for twenty first looks.
    pub(crate) async fn look_into(
        mut self,
        work: &Workflow,
        shown: &BTreeSet<BriefId>,
    ) -> Result<(), WorkflowError> {
        self.first_looks.retain(|look| shown.contains(&look.overseer.brief));
        Ok(write_first_looks(&work.store, &self.first_looks).await?)
    }

    /// Of two parts of one list.
    pub(crate) fn with(mut self, more: Self) -> Self {
        self.briefs.extend(more.briefs);
        self.first_looks.extend(more.first_looks);
        self
    }
}

/// Those of these briefs that the actor oversees: of the others a list of theirs shows nothing. Nothing
/// is written: [`Overseen::look_into`] does, once it is known what is shown. One round trip for 16;
/// none for none.
pub(crate) async fn overseen(
    work: &Workflow,
    actor: Actor,
    briefs: BTreeSet<BriefId>,
) -> Result<Overseen, WorkflowError> {
    let wanted: Vec<Key> =
        briefs.iter().flat_map(|brief| BriefFor::keys(*brief, actor.member)).collect();
    let mut found = work.store.get_many(&wanted).await?.into_iter();
    let (mut overseen, mut first_looks) = (BTreeSet::new(), Vec::new());
    for brief in briefs {
        let Some(found) = BriefFor::parse(&mut found)? else { continue };
        if found.part(actor.member, actor.is_operator).oversees() {
            overseen.insert(brief);
            first_looks.extend(found.first_look(actor.member, actor.is_operator, work.now));
        }
    }
    Ok(Overseen { briefs: overseen, first_looks })
}

/// Whether title, winner and shares of the brief are kept from the actor now. No round trip but for
/// whoever has no part in a brief under embargo: they may have written what has won.
pub(crate) async fn is_embargoed(
    work: &Workflow,
    found: &BriefFor,
    actor: Actor,
) -> Result<bool, WorkflowError> {
    let brief = &found.brief.item.brief;
    let part = found.part(actor.member, actor.is_operator);
    if !brief.is_embargoed_for(part, false, work.now) {
        return Ok(false);
    }
    let Some(selected) = brief.selected else { return Ok(true) };
    let winner = work.store.get(store::track::key(brief.id, selected.track)).await?;
    let wrote = winner.is_some_and(|one| one.item.track.authors().contains(&actor.member));
    Ok(brief.is_embargoed_for(part, wrote, work.now))
}

/// 403 unless the actor is on the brief's roster now.
pub fn require_coproducer(found: &BriefFor) -> Result<(), WorkflowError> {
    match &found.roster {
        Some(place) if place.item.left_at.is_none() => Ok(()),
        Some(_) | None => {
            Err(WorkflowError::Forbidden("only a co-producer of the brief may do this"))
        }
    }
}

/// Whoever has entered it reads it too: a co-writer was never invited themselves.
pub(crate) fn may_see(found: &BriefFor, actor: Actor) -> bool {
    found.roster.is_some()
        || found.invitation.is_some()
        || found.has_entered
        || sees_without_a_part(&found.brief.item, actor)
}

/// The owner and operators see everything; everybody sees public briefs that were opened.
fn sees_without_a_part(brief: &Brief, actor: Actor) -> bool {
    let public = brief.terms.visibility == Visibility::Public
        && brief.opened_at.is_some()
        && brief.state != BriefState::Draft;
    public || brief.owner == actor.member || actor.is_operator
}
