//! Who co-produces a brief: chosen by the rules where the client has appointed no co-producer.

use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::MemberId;
use domain::member::{Availability, Member};
use domain::roster::Applicant;
use store::Stored;
use store::brief_aggregate::BriefAggregate;

use crate::{Workflow, WorkflowError};

/// The best of the platform for a brief that has no co-producer. Who is away is not asked. Two
/// round trips.
pub async fn choose_coproducers(
    work: &Workflow,
    aggregate: &BriefAggregate,
) -> Result<Vec<MemberId>, WorkflowError> {
    let coproducers = work.store.list_all(&store::coproducer::all()).await?.into_iter();
    let able: Vec<Coproducer> = coproducers.filter(Coproducer::may_review).collect();
    let members: Vec<MemberId> = able.iter().map(|one| one.member).collect();
    let profiles = work.store.get_each(members.into_iter().map(store::member::key)).await?;
    let applicant = |(coproducer, profile): (Coproducer, Option<Stored<Member>>)| {
        let profile = profile.map(|stored| stored.item);
        if profile.as_ref().is_some_and(|one| one.availability == Availability::Away) {
            return None;
        }
        Some(Applicant {
            member: coproducer.member,
            probation: coproducer.state == CoproducerState::Probation,
            genre_tags: profile.map(|profile| profile.genre_tags).unwrap_or_default(),
        })
    };
    let applicants: Vec<Applicant> = able.into_iter().zip(profiles).filter_map(applicant).collect();
    let brief = &aggregate.brief.item.brief;
    let (genres, seats) = (&brief.terms.genre_tags, brief.terms.coproducer_seats);
    Ok(domain::roster::choose(brief.id, genres, seats, &aggregate.barred(), &applicants))
}
