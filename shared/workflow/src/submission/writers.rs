//! Who wrote a track: the composer names them with their shares, each of them agrees or refuses.

use domain::change::Change;
use domain::credit::{Credit, CreditRole};
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::input::{Consent, Input, MonthInput};
use domain::money::{Account, Share, SplitVersion, WriterShare};
use domain::notice::Notice;
use domain::rules::Rule;
use domain::secret::DeploymentSecret;
use domain::track::{Track, Writer};
use store::track::{TrackEntry, TrackItem, WritersDecision};
use store::{Stored, retry_on_conflict};

use crate::{Workflow, WorkflowError};

/// Names all writers of the composer's own track with their shares in millionths, the composer
/// included, before it is selected.
pub async fn name_writers(
    work: &Workflow,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
    shares: &[(MemberId, u32)],
) -> Result<TrackEntry, WorkflowError> {
    let Workflow { store, now, .. } = work;
    retry_on_conflict(async || {
        let entry = own_track(work, composer, brief, track).await?;
        let before = &entry.track.item.track;
        let Change::Applied(track) = before.share(shares, *now)? else { return Ok(entry) };
        let writers = track.writers.iter().map(|one| one.member);
        let named: Vec<MemberId> = writers.filter(|one| *one != composer).collect();
        let on_roster = named.iter().map(|member| store::roster::key(brief, *member));
        if store.get_each(on_roster).await?.iter().any(Option::is_some) {
            let detail = "a co-producer of a brief writes nothing for it";
            return Err(WorkflowError::conflict(Rule::CoproducerOfBrief, detail));
        }
        let asked = |member: &&MemberId| before.writer(**member) != track.writer(**member);
        let revision = entry.track.revision;
        let notice = |member: &MemberId| Notice::writer_named(&track, *member, revision, *now);
        let notices: Vec<Notice> = named.iter().filter(asked).map(notice).collect();
        write(work, entry, track, &named, &notices).await
    })
    .await
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
        let entry = written_track(work, writer, brief, track).await?;
        let track = &entry.track.item.track;
        let Change::Applied(track) = track.consent(writer, share_ppm, now)? else {
            return Ok(entry);
        };
        let revision = entry.track.revision;
        let notices = [Notice::writer_consented(&track, writer, revision, now)];
        if track.selected_at.is_none() {
            return write(work, entry, track, &[], &notices).await;
        }
        let consent = Consent { track: track.id.into(), account: Account::of_member(writer) };
        let month = work.oldest_open_month().await?;
        let input = MonthInput { month, input: Input::Consent(consent), by: writer, at: now };
        let stored = work.store.get(store::brief::key(brief)).await?;
        let brief = stored.ok_or(WorkflowError::Invariant("a track without its brief"))?.item.brief;
        let awarded_at = brief.selected.map_or(now, |selected| selected.at);
        let role = CreditRole::Writer;
        let credit = Credit::new(secret, &brief, &track, writer, role, awarded_at);
        let decision = WritersDecision::Consent(input, credit);
        write_awarded(work, entry, track, decision, &notices).await
    })
    .await
}

/// Refuses a writer's own share: it goes to the other writers in proportion, and the writer does
/// not see the track any more. Of an awarded track, that makes its next split.
pub async fn refuse_share(
    work: &Workflow,
    writer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<TrackEntry, WorkflowError> {
    retry_on_conflict(async || {
        let entry = written_track(work, writer, brief, track).await?;
        let track = entry.track.item.track.refuse_share(writer)?;
        let revision = entry.track.revision;
        let notices = [Notice::writer_refused(&track, writer, revision, work.now)];
        match next_split(work, &track).await? {
            Some(split) => {
                let decision = WritersDecision::Split(split);
                write_awarded(work, entry, track, decision, &notices).await
            }
            None => write(work, entry, track, &[], &notices).await,
        }
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
    decision: WritersDecision,
    notices: &[Notice],
) -> Result<TrackEntry, WorkflowError> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    work.store.change_awarded_track(&track, &decision, notices).await?;
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
    let entry = written_track(work, composer, brief, track).await?;
    if entry.track.item.track.composer == composer {
        return Ok(entry);
    }
    Err(WorkflowError::Forbidden("only who submitted the track may do this"))
}

/// A track by its writer; for every other member it does not exist.
async fn written_track(
    work: &Workflow,
    writer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<TrackEntry, WorkflowError> {
    let entry = work.store.track_entry(brief, track).await?.ok_or(WorkflowError::NotFound)?;
    let is_writer = entry.track.item.track.authors().contains(&writer);
    if is_writer { Ok(entry) } else { Err(WorkflowError::NotFound) }
}

async fn write(
    work: &Workflow,
    entry: TrackEntry,
    track: Track,
    named: &[MemberId],
    notices: &[Notice],
) -> Result<TrackEntry, WorkflowError> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    work.store.change_track(&track, named, notices).await?;
    Ok(TrackEntry { track, versions: entry.versions })
}
