//! Who wrote a track: the composer names them with their shares, each of them agrees or refuses.

use domain::change::Change;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::input::{Consent, Input, MonthInput};
use domain::money::{Account, Share, SplitVersion, WriterShare};
use domain::notice::{Notice, NoticeKind};
use domain::rules::Rule;
use domain::text::{Text, TextError};
use domain::track::{Track, Writer};
use jiff::Timestamp;
use store::track::{Entry, TrackItem, WritersDecision};
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
) -> Result<Entry, WorkflowError> {
    let Workflow { store, now, .. } = work;
    retry_on_conflict(async || {
        let entry = own_track(work, composer, brief, track).await?;
        let before = &entry.track.item.track;
        let Change::Applied(track) = before.share(shares, *now)? else { return Ok(entry) };
        let writers = track.writers.iter().map(|one| one.member);
        let named: Vec<MemberId> = writers.filter(|one| *one != composer).collect();
        if !store.on_roster(brief, &named).await?.is_empty() {
            let detail = "a co-producer of a brief writes nothing for it";
            return Err(WorkflowError::conflict(Rule::CoproducerOfBrief, detail));
        }
        let asked = |member: &&MemberId| before.writer(**member) != track.writer(**member);
        let notices = named.iter().filter(asked).map(|member| {
            let share_ppm = track.writer(*member).map_or(0, |writer| writer.share_ppm);
            let (title, share) = (&track.title, percent(share_ppm));
            let text = format!("You are named as a writer of \"{title}\" with {share} %: agree?");
            notice(&entry, *member, NoticeKind::WriterNamed, &text, *now)
        });
        let notices = written(notices.collect())?;
        write(work, entry, track, &named, &notices).await
    })
    .await
}

/// Agrees with a writer's own share; where `share_ppm` is given, only if that is still the share. Of an
/// awarded track, it releases what has waited for it.
pub async fn consent_to_share(
    work: &Workflow,
    writer: MemberId,
    brief: BriefId,
    track: TrackId,
    share_ppm: Option<u32>,
) -> Result<Entry, WorkflowError> {
    let now = work.now;
    retry_on_conflict(async || {
        let entry = written_track(work, writer, brief, track).await?;
        let track = &entry.track.item.track;
        let Change::Applied(track) = track.consent(writer, share_ppm, now)? else {
            return Ok(entry);
        };
        let text = format!("A writer agrees with their share of \"{}\".", track.title);
        let kind = NoticeKind::WriterConsented;
        let notices = written(vec![notice(&entry, track.composer, kind, &text, now)])?;
        if track.selected_at.is_none() {
            return write(work, entry, track, &[], &notices).await;
        }
        let consent = Consent { track: track.id.to_string(), account: Account::of_member(writer) };
        let month = work.oldest_open_month().await?;
        let input = MonthInput { month, input: Input::Consent(consent), by: writer, at: now };
        write_awarded(work, entry, track, WritersDecision::Consent(input), &notices).await
    })
    .await
}

/// Refuses a writer's own share: it goes to the other writers in proportion, and the writer does not
/// see the track any more. Of an awarded track, that makes its next split.
pub async fn refuse_share(
    work: &Workflow,
    writer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<Entry, WorkflowError> {
    retry_on_conflict(async || {
        let entry = written_track(work, writer, brief, track).await?;
        let track = entry.track.item.track.refuse_share(writer)?;
        let text = format!(
            "A writer refuses their share of \"{}\"; it went to the others in proportion.",
            track.title
        );
        let kind = NoticeKind::WriterRefused;
        let notices = written(vec![notice(&entry, track.composer, kind, &text, work.now)])?;
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

/// The split of an awarded track among the writers that it has now. Two round trips.
async fn next_split(work: &Workflow, track: &Track) -> Result<Option<SplitVersion>, WorkflowError> {
    if track.selected_at.is_none() {
        return Ok(None);
    }
    let newest = work.store.newest_split(&track.id.to_string()).await?;
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
    entry: Entry,
    track: Track,
    decision: WritersDecision,
    notices: &[Notice],
) -> Result<Entry, WorkflowError> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    work.store.change_awarded_track(&track, &decision, notices).await?;
    Ok(Entry { track, versions: entry.versions })
}

/// The composer's own track; its other writers may not do this, and for every other member it does
/// not exist.
pub(crate) async fn own_track(
    work: &Workflow,
    composer: MemberId,
    brief: BriefId,
    track: TrackId,
) -> Result<Entry, WorkflowError> {
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
) -> Result<Entry, WorkflowError> {
    let entry = work.store.track_entry(brief, track).await?.ok_or(WorkflowError::NotFound)?;
    let is_writer = entry.track.item.track.authors().contains(&writer);
    if is_writer { Ok(entry) } else { Err(WorkflowError::NotFound) }
}

async fn write(
    work: &Workflow,
    entry: Entry,
    track: Track,
    not_coproducers: &[MemberId],
    notices: &[Notice],
) -> Result<Entry, WorkflowError> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    work.store.change_track(&track, not_coproducers, notices).await?;
    Ok(Entry { track, versions: entry.versions })
}

/// A notice about this very change: the same writer may be asked again about another share.
fn notice(
    entry: &Entry,
    member: MemberId,
    kind: NoticeKind,
    text: &str,
    at: Timestamp,
) -> Result<Notice, TextError> {
    let subject = format!("{}#{}", entry.track.item.track.id, entry.track.revision);
    Ok(Notice { member, kind, subject, at, text: Text::new(text)? })
}

fn written(notices: Vec<Result<Notice, TextError>>) -> Result<Vec<Notice>, WorkflowError> {
    let notices: Result<Vec<Notice>, TextError> = notices.into_iter().collect();
    notices.map_err(WorkflowError::internal)
}

/// `250000` as `25.0000`.
fn percent(share_ppm: u32) -> String {
    let digits = format!("{share_ppm:05}");
    let (whole, part) = digits.split_at(digits.len().saturating_sub(4));
    format!("{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_in_percent() {
        assert_eq!(percent(250_000), "25.0000");
        assert_eq!(percent(1_000_000), "100.0000");
        assert_eq!(percent(7), "0.0007");
    }
}
