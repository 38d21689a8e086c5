//! The trial before probation: operators mark closed tracks, their composers agree, applicants
//! review them.

use std::collections::BTreeSet;

use domain::application::{Application, ApplicationState};
use domain::coproducer::Coproducer;
use domain::id::{BriefId, MemberId, TrackId};
use domain::notice::Notice;
use domain::rules::Rule;
use domain::trial::{TrialAnswer, TrialPlace, TrialRefusal, TrialTrack, choose_trial};
use store::track::TrackItem;
use store::{Creation, List, Stored, retry_on_conflict};

use crate::{Actor, Workflow, WorkflowError};

pub(super) fn refused(refusal: &TrialRefusal) -> WorkflowError {
    let rule = match refusal {
        TrialRefusal::NotClosed => Rule::TrialTrackClosed,
        TrialRefusal::AlreadyAnswered => Rule::AlreadyAnsweredTrial,
        TrialRefusal::Unfinished { .. } => Rule::TrialUnfinished,
    };
    WorkflowError::conflict(rule, refusal.to_string())
}

/// Marks the answered version of a closed track, and asks its composer; marking it again changes
/// nothing.
pub async fn mark_track(
    work: &Workflow,
    brief: BriefId,
    track: TrackId,
) -> Result<TrialTrack, WorkflowError> {
    let (brief, entry) = tokio::try_join!(
        work.store.get(store::brief::key(brief)),
        work.store.track_entry(brief, track),
    )?;
    let (Some(brief), Some(entry)) = (brief, entry) else { return Err(WorkflowError::NotFound) };
    let track = &entry.track.item.track;
    let version = entry.newest_valid().ok_or_else(|| refused(&TrialRefusal::NotClosed))?;
    let marked = TrialTrack::mark(&brief.item.brief, track, version, work.now);
    let marked = marked.map_err(|refusal| refused(&refusal))?;
    let marked = match work.store.create(&marked).await? {
        Creation::New => marked,
        Creation::Existing(known) => known.item,
    };
    // The notice is there once, also where the first request was cut short.
    let _known = work.store.create(&Notice::trial_asked(track, marked.marked_at)).await?;
    Ok(marked)
}

/// The composer agrees that their track is used, or does not any more.
pub async fn consent(
    work: &Workflow,
    actor: Actor,
    brief: BriefId,
    track: TrackId,
    agrees: bool,
) -> Result<TrialTrack, WorkflowError> {
    retry_on_conflict(|| async {
        let found = work.store.get(store::trial::key(actor.member, track)).await?;
        let found = found.filter(|stored| stored.item.brief == brief);
        let Stored { item, revision } = found.ok_or(WorkflowError::NotFound)?;
        if item.consented_at.is_some() == agrees {
            return Ok(item);
        }
        let item = TrialTrack { consented_at: agrees.then_some(work.now), ..item };
        let changed = Stored { item, revision };
        work.store.replace(&changed).await?;
        Ok(changed.item)
    })
    .await
}

/// The tracks that somebody who applies now is given. Three round trips.
pub(super) async fn choose_for(
    work: &Workflow,
    applicant: MemberId,
) -> Result<Vec<TrialPlace>, WorkflowError> {
    let marked = work.store.list_all(&store::trial::consented()).await?;
    if marked.len() < work.policy.trial_tracks {
        return Ok(Vec::new());
    }
    let own = work.store.list_all(&List::<TrackItem>::owned_by(applicant)).await?;
    let named = work.store.list_all(&store::track::named_writer_of(applicant)).await?;
    let own = own.into_iter().map(|item| item.track.brief);
    let entered: BTreeSet<BriefId> = own.chain(named.into_iter().map(|one| one.brief)).collect();
    Ok(choose_trial(applicant, &entered, marked, work.policy))
}

/// The tracks of these places that are still there and whose composers still agree. One round trip
/// where there are any.
pub(super) async fn still_used(
    work: &Workflow,
    places: impl IntoIterator<Item = &TrialPlace>,
) -> Result<BTreeSet<TrackId>, WorkflowError> {
    let marked = places.into_iter().map(|place| &place.marked);
    let keys: Vec<_> =
        marked.map(|marked| store::trial::key(marked.composer, marked.track)).collect();
    let found = work.store.get_each(keys).await?.into_iter().flatten();
    let used = found.map(|stored| stored.item).filter(|one| one.consented_at.is_some());
    Ok(used.map(|one| one.track).collect())
}

/// An applicant's trial: each place with its number, without those that are gone.
pub async fn load_trial(
    work: &Workflow,
    applicant: MemberId,
) -> Result<Vec<(usize, TrialPlace)>, WorkflowError> {
    let Stored { item, .. } = waiting(work, applicant).await?;
    let there = still_used(work, &item.trial).await?;
    let places = (1..).zip(item.trial);
    Ok(places.filter(|(_, place)| there.contains(&place.marked.track)).collect())
}

/// Answers one track of an applicant's trial; the same answer again changes nothing. With the last
/// one operators get their time.
pub async fn answer_trial(
    work: &Workflow,
    applicant: MemberId,
    number: usize,
    answer: &TrialAnswer,
) -> Result<TrialPlace, WorkflowError> {
    retry_on_conflict(|| async {
        let Stored { mut item, revision } = waiting(work, applicant).await?;
        let there = still_used(work, &item.trial).await?;
        let place = number.checked_sub(1).and_then(|index| item.trial.get_mut(index));
        let place = place.filter(|place| there.contains(&place.marked.track));
        let place = place.ok_or(WorkflowError::NotFound)?;
        let failures = place.failures(&answer.notes, work.policy);
        if !failures.is_empty() {
            return Err(failures.into());
        }
        let answered = place.answered(answer.clone()).map_err(|refusal| refused(&refusal))?;
        let Some(answered) = answered else { return Ok(place.clone()) };
        place.clone_from(&answered);
        let is_there = |track: &TrialTrack| there.contains(&track.track);
        let over = item.handed_over(is_there, work.now, work.policy);
        let notice = over.as_ref().and_then(|over| Notice::trial_over(over, work.now));
        write_changed(work, &Stored { item: over.unwrap_or(item), revision }, notice).await?;
        Ok(answered)
    })
    .await
}

/// Writes an application whose trial has changed, with what its applicant is told of it. One round
/// trip.
pub(super) async fn write_changed(
    work: &Workflow,
    application: &Stored<Application>,
    notice: Option<Notice>,
) -> Result<(), WorkflowError> {
    let mut transaction = work.store.transaction();
    transaction.replace(application)?;
    if let Some(notice) = notice {
        transaction.create(&notice)?;
    }
    Ok(work.store.commit(transaction).await?)
}

/// The application that waits for a decision.
async fn waiting(
    work: &Workflow,
    applicant: MemberId,
) -> Result<Stored<Application>, WorkflowError> {
    let coproducer = work.store.get(store::coproducer::key(applicant)).await?;
    let id = coproducer.as_ref().map(|stored| &stored.item).and_then(Coproducer::application_id);
    let id = id.ok_or(WorkflowError::NotFound)?;
    let found = work.store.get(store::application::key(id)).await?;
    let waits = |stored: &Stored<Application>| stored.item.state == ApplicationState::Applied;
    found.filter(waits).ok_or(WorkflowError::NotFound)
}
