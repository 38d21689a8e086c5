//! Who wrote a track: the composer names them with their shares, each of them agrees or refuses.

use std::collections::BTreeSet;

use domain::brief::BriefState;
use domain::change::Change;
use domain::coproducer::Coproducer;
use domain::credit::{Credit, CreditRole};
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::input::{Consent, Input, MonthInput};
use domain::money::{Account, Share, SplitVersion, WriterShare};
use domain::notice::Notice;
use domain::rules::Rule;
use domain::secret::DeploymentSecret;
use domain::track::{Track, Writer};
use store::brief_aggregate::BriefAggregate;
use store::track::{Partners, TrackEntry, TrackItem, WritersChange, WritersDecision};
use store::{Stored, retry_on_conflict};

use super::reserve::refuse_overseer;
use crate::{Workflow, WorkflowError};

/// Names all writers of the composer's own track with their shares in millionths, the composer
/// included, before it is selected. To be named is to be invited. An invitation to somebody who
/// reviews the brief, or could be given it, is held back until the brief has ended, and looks to the
/// composer like any other: whoever is named, the same is read and the same is answered. `expect` is
/// given the track as it stands, and may refuse it.
pub async fn name_writers(
    work: &Workflow,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
    shares: &[(MemberId, u32)],
    expect: impl Fn(&TrackEntry) -> Result<(), WorkflowError>,
) -> Result<TrackEntry, WorkflowError> {
    let Workflow { store, now, .. } = work;
    retry_on_conflict(async || {
        let coproducers = shares.iter().map(|(member, _)| store::coproducer::key(*member));
        let (aggregate, coproducers) =
            tokio::try_join!(store.brief_aggregate(brief), store.get_each(coproducers))?;
        let aggregate = aggregate.ok_or(WorkflowError::NotFound)?;
        let entry = aggregate.entry(track).cloned().ok_or(WorkflowError::NotFound)?;
        require_composer(&entry, composer)?;
        expect(&entry)?;
        let coproducers = coproducers.into_iter().flatten().map(|stored| stored.item);
        let held = held_back(&aggregate, coproducers);
        let before = &entry.track.item.track;
        let Change::Applied(track) = before.share(shares, &held, *now)? else { return Ok(entry) };
        let named = track.writers.iter().map(|one| one.member);
        let named: Vec<MemberId> = named.filter(|one| *one != composer).collect();
        let revision = entry.track.revision;
        let asked = |member: &&MemberId| {
            track.known_writer(**member).is_some_and(|now| before.writer(**member) != Some(now))
        };
        let notice = |member: &MemberId| Notice::writer_named(&track, *member, revision, *now);
        let notices: Vec<Notice> = named.iter().filter(asked).map(notice).collect();
        let is_over = aggregate.brief.item.end().is_some();
        let brief = (!is_over).then(|| aggregate.brief.clone());
        let change = WritersChange { named, brief, ..WritersChange::default() };
        write(work, entry, track, &change, &notices).await
    })
    .await
}

/// Who of these co-producers must not know of an invitation before the brief has ended: whoever is
/// on its roster or has left it, and whoever could still be given it. Once it has ended, nobody.
fn held_back(
    aggregate: &BriefAggregate,
    coproducers: impl Iterator<Item = Coproducer>,
) -> BTreeSet<MemberId> {
    if aggregate.brief.item.end().is_some() {
        return BTreeSet::new();
    }
    let barred = aggregate.barred();
    let able = coproducers.filter(Coproducer::could_review);
    let able = able.map(|one| one.member).filter(|member| !barred.contains(member));
    able.chain(aggregate.roster.iter().map(|place| place.member)).collect()
}

/// Agrees with a writer's own share; where `share_ppm` is given, only if that is still the share.
/// Of an awarded track, it releases what has waited for it.
pub async fn consent_to_share(
    work: &Workflow,
    secret: &DeploymentSecret,
    writer: MemberId,
    brief: BriefId,
    track: TrackId,
    share_ppm: Option<u32>,
) -> Result<TrackEntry, WorkflowError> {
    let now = work.now;
    retry_on_conflict(async || {
        let (entry, found) = tokio::try_join!(invited_track(work, writer, brief, track), async {
            Ok(work.store.brief_for(brief, writer).await?)
        },)?;
        let track = &entry.track.item.track;
        let found = found.ok_or(WorkflowError::NotFound)?;
        let is_over = found.brief.item.end().is_some();
        if found.roster.is_some() && !is_over {
            let detail = "a co-producer of a brief writes nothing for it";
            return Err(WorkflowError::conflict(Rule::CoproducerOfBrief, detail));
        }
        if found.has_overseen && !is_over {
            return Err(refuse_overseer());
        }
        let Change::Applied(track) = track.consent(writer, share_ppm, now)? else {
            return Ok(entry);
        };
        let revision = entry.track.revision;
        let notices = [Notice::writer_consented(&track, writer, revision, now)];
        let others = track.authors().into_iter().filter(|one| *one != writer);
        let partners: Vec<Partners> = others.map(|other| Partners::of(writer, other)).collect();
        if track.selected_at.is_none() {
            let off_roster = (!is_over).then_some(writer);
            let brief = (!is_over).then_some(found.brief);
            let change = WritersChange { off_roster, brief, partners, ..WritersChange::default() };
            return write(work, entry, track, &change, &notices).await;
        }
        let consent = Consent { track: track.id.into(), account: Account::of_member(writer) };
        let month = work.oldest_open_month().await?;
        let input = MonthInput { month, input: Input::Consent(consent), by: writer, at: now };
        let (brief, role) = (&found.brief.item.brief, CreditRole::Writer);
        let awarded_at = brief.selected.map_or(now, |selected| selected.at);
        let credit = Credit::new(secret, brief, &track, writer, role, awarded_at);
        let decision = WritersDecision::Consent(input, credit);
        write_awarded(work, entry, track, (decision, partners), &notices).await
    })
    .await
}

/// Refuses a writer's own share: it goes to the other writers in proportion, and the writer does
/// not see the track any more. Of an awarded track, that makes its next split; while the brief is
/// judged, a lapse that would give them a part of the prize is made to read again.
pub async fn refuse_share(
    work: &Workflow,
    writer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<TrackEntry, WorkflowError> {
    retry_on_conflict(async || {
        let (entry, found) = tokio::try_join!(invited_track(work, writer, brief, track), async {
            Ok(work.store.get(store::brief::key(brief)).await?)
        },)?;
        let track = entry.track.item.track.refuse_share(writer)?;
        let revision = entry.track.revision;
        let notices = [Notice::writer_refused(&track, writer, revision, work.now)];
        if let Some(split) = next_split(work, &track).await? {
            let decision = WritersDecision::Split(split);
            return write_awarded(work, entry, track, (decision, Vec::new()), &notices).await;
        }
        let brief = found.filter(|stored| stored.item.state == BriefState::Judging);
        let change = WritersChange { brief, ..WritersChange::default() };
        write(work, entry, track, &change, &notices).await
    })
    .await
}

/// The split of an awarded track that applies now, for its writers and operators; for everybody else
/// there is none. Two round trips.
pub async fn load_split(
    work: &Workflow,
    reader: MemberId,
    is_operator: bool,
    brief: BriefId,
    track: TrackId,
) -> Result<(Track, SplitVersion), WorkflowError> {
    let entry = work.store.track_entry(brief, track).await?.ok_or(WorkflowError::NotFound)?;
    let track = entry.track.item.track;
    if !is_operator && !track.authors().contains(&reader) {
        return Err(WorkflowError::NotFound);
    }
    let split = work.store.newest_split(track.id).await?;
    Ok((track, split.ok_or(WorkflowError::NotFound)?))
}

/// The split of an awarded track among the writers that it has now. Two round trips.
async fn next_split(work: &Workflow, track: &Track) -> Result<Option<SplitVersion>, WorkflowError> {
    if track.selected_at.is_none() {
        return Ok(None);
    }
    let newest = work.store.newest_split(track.id).await?;
    let Some(split) = newest else { return Ok(None) };
    let month = work.oldest_open_month().await?;
    let writer = |writer: &Writer| {
        let share_ppm = Share::from_ppm(writer.share_ppm);
        let share_ppm = share_ppm.map_err(WorkflowError::internal)?;
        Ok(WriterShare { account: Account::of_member(writer.member), share_ppm })
    };
    let writers: Result<Vec<_>, WorkflowError> = track.writers.iter().map(writer).collect();
    split.with_writers(writers?, month).map_err(WorkflowError::internal)
}

async fn write_awarded(
    work: &Workflow,
    entry: TrackEntry,
    track: Track,
    (decision, partners): (WritersDecision, Vec<Partners>),
    notices: &[Notice],
) -> Result<TrackEntry, WorkflowError> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    work.store.change_awarded_track(&track, &decision, &partners, notices).await?;
    Ok(TrackEntry { track, versions: entry.versions })
}

/// The composer's own track; its other writers may not do this, and for every other member it does
/// not exist.
pub(crate) async fn own_track(
    work: &Workflow,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<TrackEntry, WorkflowError> {
    let entry = work.store.track_entry(brief, track).await?.ok_or(WorkflowError::NotFound)?;
    require_composer(&entry, composer)?;
    Ok(entry)
}

fn require_composer(entry: &TrackEntry, member: MemberId) -> Result<(), WorkflowError> {
    let track = &entry.track.item.track;
    if track.composer == member {
        return Ok(());
    }
    if track.authors().contains(&member) {
        return Err(WorkflowError::Forbidden("only who submitted the track may do this"));
    }
    Err(WorkflowError::NotFound)
}

/// A track by somebody who writes it or is invited to; for every other member, and for whoever's
/// invitation is held back, it does not exist.
async fn invited_track(
    work: &Workflow,
    writer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<TrackEntry, WorkflowError> {
    let entry = work.store.track_entry(brief, track).await?.ok_or(WorkflowError::NotFound)?;
    let is_known = entry.track.item.track.known_writer(writer).is_some();
    if is_known { Ok(entry) } else { Err(WorkflowError::NotFound) }
}

/// Shows the invitations to write that were held back while the brief was not over, each with its
/// notice. One round trip, and one for each track that held any.
pub(crate) async fn show_invitations(work: &Workflow, brief: BriefId) -> Result<(), WorkflowError> {
    for entry in work.store.brief_entries(brief).await? {
        let track = &entry.track.item.track;
        let (revision, held) = (entry.track.revision, track.held_back());
        if held.is_empty() {
            continue;
        }
        let shown = track.with_invitations_shown(work.now);
        let notice = |member: &MemberId| Notice::writer_named(&shown, *member, revision, work.now);
        let notices: Vec<Notice> = held.iter().map(notice).collect();
        write(work, entry, shown, &WritersChange::default(), &notices).await?;
    }
    Ok(())
}

async fn write(
    work: &Workflow,
    entry: TrackEntry,
    track: Track,
    writers: &WritersChange,
    notices: &[Notice],
) -> Result<TrackEntry, WorkflowError> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    work.store.change_track(&track, writers, notices).await?;
    Ok(TrackEntry { track, versions: entry.versions })
}
