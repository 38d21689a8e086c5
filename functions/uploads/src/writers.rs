//! Who wrote a track: the composer names them with their shares, each of them agrees or refuses.

use axum::extract::State;
use axum::response::Response;
use domain::change::Change;
use domain::id::{BriefId, MemberId, TrackId};
use domain::money::input::{Consent, Input, MonthInput};
use domain::money::{Account, Share, SplitVersion, WriterShare, YearMonth};
use domain::notice::{Notice, NoticeKind};
use domain::text::{Text, TextError};
use domain::track::{Track, Writer};
use edge::{Caller, Failures, Field, JsonBody, OrInternal, Path, Problem, respond};
use jiff::Timestamp;
use runtime::Runtime;
use store::track::{Entry, TrackItem, WritersDecision};
use store::{Store, Stored, retry_on_conflict};

use crate::view::{Sight, TrackView};

/// The most writers of one track.
const WRITERS_MAX: usize = 20;

/// `PUT …/tracks/{track}/writers` `{writers: [{member, share_ppm}]}`: all of them, the composer
/// included, before it is selected.
pub(crate) async fn put(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let shares = fields.required("writers", |field| field.list(1..=WRITERS_MAX, share));
    let shares = fields.finish(|| shares)?;
    let store = crate::store(&runtime);
    let now = runtime.clock.now();
    retry_on_conflict(async || {
        let entry = own_track(&store, &caller, brief, track).await?;
        let before = &entry.track.item.track;
        let Change::Applied(track) = before.share(&shares, now)? else {
            return answer(entry);
        };
        let named: Vec<MemberId> = track
            .writers
            .iter()
            .map(|one| one.member)
            .filter(|one| *one != caller.member)
            .collect();
        if !store.on_roster(brief, &named).await?.is_empty() {
            let detail = "a co-producer of a brief writes nothing for it";
            return Err(Problem::conflict("coproducer_of_brief", detail));
        }
        let asked = |member: &&MemberId| before.writer(**member) != track.writer(**member);
        let notices = named.iter().filter(asked).map(|member| {
            let share_ppm = track.writer(*member).map_or(0, |writer| writer.share_ppm);
            let (title, share) = (&track.title, percent(share_ppm));
            let text = format!("You are named as a writer of \"{title}\" with {share} %: agree?");
            notice(&entry, *member, NoticeKind::WriterNamed, &text, now)
        });
        let notices = written(notices.collect())?;
        write(&store, entry, track, &named, &notices).await
    })
    .await
}

/// `POST …/writers/me/consent` `{share_ppm?}`: with the share, it is refused where that has changed
/// since the writer read it. Of an awarded track, it releases what has waited for it.
pub(crate) async fn consent(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
    body: JsonBody,
) -> Result<Response, Problem> {
    let mut fields = body.fields()?;
    let share_ppm = fields.optional("share_ppm", |field| field.integer(1..=1_000_000_u32));
    let share_ppm = fields.finish(|| share_ppm)?;
    let store = crate::store(&runtime);
    let now = runtime.clock.now();
    retry_on_conflict(async || {
        let entry = written_track(&store, &caller, brief, track).await?;
        let track = &entry.track.item.track;
        let change = track.consent(caller.member, share_ppm, now)?;
        let Change::Applied(track) = change else { return answer(entry) };
        let text = format!("A writer agrees with their share of \"{}\".", track.title);
        let kind = NoticeKind::WriterConsented;
        let notices = written(vec![notice(&entry, track.composer, kind, &text, now)])?;
        if track.selected_at.is_none() {
            return write(&store, entry, track, &[], &notices).await;
        }
        let (by, account) = (caller.member, Account::of_member(caller.member));
        let consent = Consent { track: track.id.to_string(), account };
        let month = store.oldest_open_month(genesis(&runtime)?).await?;
        let input = MonthInput { month, input: Input::Consent(consent), by, at: now };
        write_awarded(&store, entry, track, WritersDecision::Consent(input), &notices).await
    })
    .await
}

/// `POST …/writers/me/refuse`: the share goes to the other writers in proportion, and who refuses
/// does not see the track any more. Of an awarded track, that makes its next split.
pub(crate) async fn refuse(
    State(runtime): State<Runtime>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let store = crate::store(&runtime);
    let now = runtime.clock.now();
    retry_on_conflict(async || {
        let entry = written_track(&store, &caller, brief, track).await?;
        let track = entry.track.item.track.refuse_share(caller.member)?;
        let text = format!(
            "A writer refuses their share of \"{}\"; it went to the others in proportion.",
            track.title
        );
        let kind = NoticeKind::WriterRefused;
        let notices = written(vec![notice(&entry, track.composer, kind, &text, now)])?;
        match next_split(&runtime, &store, &track).await? {
            Some(split) => {
                let decision = WritersDecision::Split(split);
                write_awarded(&store, entry, track, decision, &notices).await
            }
            None => write(&store, entry, track, &[], &notices).await,
        }
    })
    .await
}

/// The split of an awarded track among the writers that it has now. Two round trips.
async fn next_split(
    runtime: &Runtime,
    store: &Store,
    track: &Track,
) -> Result<Option<SplitVersion>, Problem> {
    if track.selected_at.is_none() {
        return Ok(None);
    }
    let Some(split) = store.newest_split(&track.id.to_string()).await? else { return Ok(None) };
    let month = store.oldest_open_month(genesis(runtime)?).await?;
    let writer = |writer: &Writer| {
        let share_ppm = Share::from_ppm(writer.share_ppm);
        let share_ppm = share_ppm.or_internal()?;
        Ok(WriterShare { account: Account::of_member(writer.member), share_ppm })
    };
    let writers: Result<Vec<_>, Problem> = track.writers.iter().map(writer).collect();
    split.with_writers(writers?, month).or_internal()
}

fn genesis(runtime: &Runtime) -> Result<YearMonth, Problem> {
    runtime.config.genesis_month.parse().or_internal()
}

async fn write_awarded(
    store: &Store,
    entry: Entry,
    track: Track,
    decision: WritersDecision,
    notices: &[Notice],
) -> Result<Response, Problem> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    store.change_awarded_track(&track, &decision, notices).await?;
    answer(Entry { track, versions: entry.versions })
}

/// The caller's own track; its other writers may not do this, and for everybody else it does not
/// exist.
pub(crate) async fn own_track(
    store: &Store,
    caller: &Caller,
    brief: BriefId,
    track: TrackId,
) -> Result<Entry, Problem> {
    let entry = written_track(store, caller, brief, track).await?;
    if entry.track.item.track.composer == caller.member {
        return Ok(entry);
    }
    Err(Problem::forbidden("only who submitted the track may do this"))
}

/// A track that the caller is a writer of; for everybody else it does not exist.
async fn written_track(
    store: &Store,
    caller: &Caller,
    brief: BriefId,
    track: TrackId,
) -> Result<Entry, Problem> {
    let entry = store.track_entry(brief, track).await?.ok_or_else(Problem::not_found)?;
    let is_writer = entry.track.item.track.authors().contains(&caller.member);
    if is_writer { Ok(entry) } else { Err(Problem::not_found()) }
}

async fn write(
    store: &Store,
    entry: Entry,
    track: Track,
    not_coproducers: &[MemberId],
    notices: &[Notice],
) -> Result<Response, Problem> {
    let Stored { item, revision } = entry.track;
    let track = Stored { item: TrackItem { track, ..item }, revision };
    store.change_track(&track, not_coproducers, notices).await?;
    answer(Entry { track, versions: entry.versions })
}

fn answer(entry: Entry) -> Result<Response, Problem> {
    respond::ok(&TrackView::of(entry, Sight::Full))
}

fn share(field: Field) -> Result<(MemberId, u32), Failures> {
    field.object(|fields| {
        let member = fields.required("member", Field::parse);
        let share_ppm = fields.required("share_ppm", |field| field.integer(1..=1_000_000_u32));
        Some((member?, share_ppm?))
    })
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

fn written(notices: Vec<Result<Notice, TextError>>) -> Result<Vec<Notice>, Problem> {
    let notices: Result<Vec<Notice>, TextError> = notices.into_iter().collect();
    notices.or_internal()
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
