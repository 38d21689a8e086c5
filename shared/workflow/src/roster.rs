//! Who co-produces a brief: chosen by the rules where the client has appointed no co-producer.

use domain::coproducer::{Coproducer, CoproducerState};
use domain::id::MemberId;
use domain::member::{Availability, Member};
use domain::roster::Applicant;
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
    let circumstances = work.store.circumstances(&members).await?;
    let applicant = |(coproducer, (profile, open_reviews)): (Coproducer, _)| {
        let profile: Option<Member> = profile;
        if profile.as_ref().is_some_and(|one| one.availability == Availability::Away) {
            return None;
        }
        Some(Applicant {
            member: coproducer.member,
            probation: coproducer.state == CoproducerState::Probation,
            genre_tags: profile.map(|profile| profile.genre_tags).unwrap_or_default(),
            open_reviews,
            since: coproducer.since,
        })
    };
    let applicants: Vec<Applicant> =
        able.into_iter().zip(circumstances).filter_map(applicant).collect();
    let terms = &aggregate.brief.item.terms;
    let (genres, seats) = (&terms.genre_tags, terms.coproducer_seats);
    Ok(domain::roster::choose(genres, seats, &aggregate.barred(), &applicants))
}
