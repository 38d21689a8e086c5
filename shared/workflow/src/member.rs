//! What a member does with their own account: the profile, and what stands in the way of one who
//! leaves.

use std::collections::BTreeSet;

use domain::change::Change;
use domain::coproducer_standing::{CoproducerStanding, Observation};
use domain::erasure::{Erasure, ErasureState};
use domain::id::{BriefId, MemberId};
use domain::member::Member;
use domain::role::{MemberRoles, Role};
use domain::rules::Rule;
use domain::status::StatusLevel;
use store::listing::Listings;
use store::member::Person;
use store::standing::{CoproducerStandingItem, MemberStanding};
use store::{Stored, retry_on_conflict};

use crate::{Workflow, WorkflowError};

/// A member as the directory names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMember {
    pub profile: Member,
    /// The public one, as on their own page; nothing where they do not show it.
    pub level: Option<StatusLevel>,
}

/// Those of the members who want to be found, in their order. Two round trips for up to 50, whatever
/// of them is public.
pub async fn list_directory(
    work: &Workflow,
    members: &[MemberId],
) -> Result<Vec<ListedMember>, WorkflowError> {
    let found = work.store.composers(members, work.now).await?.into_iter();
    let named = found.filter_map(|(profile, standing)| {
        profile.filter(|profile| profile.in_directory).map(|profile| (profile, standing))
    });
    let (profiles, standings): (Vec<Member>, Vec<MemberStanding>) = named.unzip();
    let public = work.store.public_standings(&standings, work.now).await?;
    let listed = profiles.into_iter().zip(public).map(|(profile, (standing, _))| {
        let level = profile.public_page.level.then_some(standing.level);
        ListedMember { profile, level }
    });
    Ok(listed.collect())
}

/// All that is known of a member, unless their token is refused: the list of revoked members, by
/// which a function turns callers away, may lag. One round trip.
pub async fn load(work: &Workflow, member: MemberId) -> Result<Person, WorkflowError> {
    let person = work.store.person(member, work.now).await?;
    match person.erasure.as_ref().map(|erasure| erasure.state) {
        Some(ErasureState::Closing | ErasureState::Erased) => Err(WorkflowError::Erased),
        Some(ErasureState::Requested) | None => Ok(person),
    }
}

/// The same, as the member sees themselves. One round trip; of a co-producer of whom anything was
/// observed three, whatever is kept from them.
pub async fn load_self(work: &Workflow, member: MemberId) -> Result<Person, WorkflowError> {
    let person = load(work, member).await?;
    with_known_standing(work, member, person).await
}

/// The person with the standing as a co-producer that follows from what they may know: it steps no
/// sooner than that by what others answer.
async fn with_known_standing(
    work: &Workflow,
    member: MemberId,
    mut person: Person,
) -> Result<Person, WorkflowError> {
    let Some(sum) = person.coproducer_standing else { return Ok(person) };
    let observed = work.store.list_all(&store::standing::observations_of(member)).await?;
    let mut observed: Vec<Observation> = observed.into_iter().map(|one| one.observation).collect();
    let briefs: BTreeSet<BriefId> = observed.iter().map(|one| one.brief).collect();
    let briefs = work.store.get_each(briefs.into_iter().map(store::brief::key)).await?;
    let ended = briefs.into_iter().flatten().filter(|brief| brief.item.end().is_some());
    let ended: BTreeSet<BriefId> = ended.map(|brief| brief.item.id).collect();
    observed.retain(|one| one.is_known_to_member(ended.contains(&one.brief)));
    let standing = CoproducerStanding::of(&observed, work.policy);
    person.coproducer_standing = Some(CoproducerStandingItem { standing, ..sum });
    Ok(person)
}

/// 409 for a member who has asked to be erased: they begin nothing new.
pub(crate) fn require_staying(erasure: Option<&Erasure>) -> Result<(), WorkflowError> {
    let Some(erasure) = erasure else { return Ok(()) };
    let detail = format!("you asked to be erased at {}", erasure.requested_at);
    Err(WorkflowError::conflict(Rule::AccountClosing, detail))
}

/// Writes down what the token of a sign-in says that a member may be, and who says so: the rules
/// about members read it there. A sign-in that says nothing new writes nothing. Two round trips.
pub async fn record_roles(
    work: &Workflow,
    member: MemberId,
    roles: &BTreeSet<Role>,
    by: &str,
) -> Result<MemberRoles, WorkflowError> {
    retry_on_conflict(async || {
        let before = load(work, member).await?.roles;
        let revision = before.as_ref().map_or(0, |stored| stored.revision);
        let before = before.map_or_else(|| MemberRoles::none(member), |stored| stored.item);
        let Change::Applied(item) = before.signed_in(roles, by, work.now) else {
            return Ok(before);
        };
        let mut transaction = work.store.transaction();
        if revision == 0 {
            transaction.create(&item)?;
        } else {
            transaction.replace(&Stored { item: item.clone(), revision })?;
        }
        work.store.commit(transaction).await?;
        Ok(item)
    })
    .await
}

/// Writes a member's profile anew, the first time too, with the genres it is found under; a change
/// that changes nothing writes nothing. `expect` is given the revision that was read, 0 for none,
/// and may refuse it. Two round trips, four of a co-producer; what comes back is as
/// [`load_self`] says.
pub async fn save_profile(
    work: &Workflow,
    member: MemberId,
    expect: impl Fn(u64) -> Result<(), WorkflowError>,
    change: impl Fn(&Member) -> Member,
) -> Result<Person, WorkflowError> {
    let saved: Result<Person, WorkflowError> = retry_on_conflict(async || {
        let mut person = load(work, member).await?;
        let revision = person.profile.as_ref().map_or(0, |stored| stored.revision);
        expect(revision)?;
        let before = person.profile.as_ref().map(|stored| &stored.item);
        let item = match before {
            Some(before) => change(before),
            None => change(&Member::newcomer(member, work.now)),
        };
        let item = item.written(work.now);
        if before == Some(&item) {
            return Ok(person);
        }
        let listings = Listings::between(before, &item, work.now);
        let stored = Stored { item, revision };
        work.store.save_profile(&stored, &listings).await?;
        person.profile = Some(Stored { revision: revision.saturating_add(1), ..stored });
        Ok(person)
    })
    .await;
    with_known_standing(work, member, saved?).await
}
