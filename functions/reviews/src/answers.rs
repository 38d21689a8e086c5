//! The answers to a track: for those who wrote it, for the client, and for who has answered the
//! same version; never for another composer, and never for a reviewer whose own answer is not in.

use axum::extract::State;
use axum::response::Response;
use domain::brief::{Brief, BriefState};
use domain::id::{BriefId, ReviewId, TrackId};
use domain::role::Role;
use domain::score::Scores;
use domain::track::Version;
use edge::{Caller, ListPage, Path, Problem, respond};
use store::track::TrackEntry;

use crate::view::DeliveredReview;
use crate::{Studio, similar_briefs};

/// With whose eyes the answers are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// The client or an operator: everything.
    Client,
    /// Who wrote it: everything but who listened, until the brief is decided.
    Writer,
    /// Who has answered some version: the answers to that one, and what the composer said to theirs.
    Colleague,
}

/// `GET /briefs/{brief}/tracks/{track}/reviews`: the delivered reviews of every version that the
/// caller may read, in the order in which they were given out. All of a track fit into one page.
pub(crate) async fn list(
    State(studio): State<Studio>,
    caller: Caller,
    Path((brief, track)): Path<(BriefId, TrackId)>,
) -> Result<Response, Problem> {
    let store = &studio.store;
    let (brief, entry) =
        tokio::try_join!(store.brief_for(brief, caller.member), store.track_entry(brief, track))?;
    let (Some(found), Some(entry)) = (brief, entry) else { return Err(Problem::not_found()) };
    let brief = &found.brief.item.brief;
    let coproduces = found.roster.is_some_and(|place| place.item.left_at.is_none());
    let reader = reader(&entry, brief, &caller, coproduces).ok_or_else(Problem::not_found)?;
    let reviews = store
        .get_each(readable(&entry, reader, &caller).into_iter().map(store::review::key))
        .await?;
    let answers =
        reviews.into_iter().flatten().filter_map(|stored| DeliveredReview::new(stored.item.review));
    let answers: Vec<DeliveredReview> = answers
        .map(|answer| match reader {
            Reader::Client => answer,
            Reader::Writer => {
                let own = |version| self_score(&entry, version, &caller);
                if_decided(brief, answer).with_self_score_gap(own)
            }
            Reader::Colleague => if_decided(brief, answer.for_colleague(caller.member)),
        })
        .map(|answer| answer.unless_left(|reviewer| studio.revocation_list.has_left(reviewer)))
        .collect();
    let answers = if reader == Reader::Writer && answers.iter().any(DeliveredReview::is_off_brief) {
        let briefs = similar_briefs::find(&studio, brief).await?;
        answers.into_iter().map(|answer| answer.with_similar_briefs(&briefs)).collect()
    } else {
        answers
    };
    respond::ok(&ListPage::whole(answers))
}

/// What the composer alone thought of a version.
fn self_score(entry: &TrackEntry, version: u8, caller: &Caller) -> Option<Scores> {
    let versions = entry.versions.iter().map(|stored| &stored.item.version);
    let mut own = versions.filter(|stored| stored.composer == caller.member);
    own.find(|stored| stored.version == version)?.self_score
}

/// An operator who reviews the brief reads as any other reviewer.
fn reader(entry: &TrackEntry, brief: &Brief, caller: &Caller, coproduces: bool) -> Option<Reader> {
    let member = caller.member;
    if entry.track.item.track.authors().contains(&member) {
        return Some(Reader::Writer);
    }
    let mut versions = entry.versions.iter().map(|stored| &stored.item.version);
    let reviews = coproduces || versions.clone().any(|version| version.is_listened_to_by(member));
    if brief.owner == member || caller.is(Role::Operator) && !reviews {
        return Some(Reader::Client);
    }
    let answered = versions.any(|version| version.has_answer_of(member));
    answered.then_some(Reader::Colleague)
}

fn readable(entry: &TrackEntry, reader: Reader, caller: &Caller) -> Vec<ReviewId> {
    let all = entry.versions.iter().map(|stored| &stored.item.version);
    let reads =
        |version: &&Version| reader != Reader::Colleague || version.has_answer_of(caller.member);
    all.filter(reads).flat_map(Version::delivered_slots).map(|slot| slot.review).collect()
}

/// Names who listened once there is nothing left to win them for.
fn if_decided(brief: &Brief, answer: DeliveredReview) -> DeliveredReview {
    match brief.state {
        BriefState::Draft | BriefState::Open | BriefState::Judging => answer.blind(),
        BriefState::Awarded
        | BriefState::Delivered
        | BriefState::Lapsed
        | BriefState::Cancelled => answer,
    }
}
