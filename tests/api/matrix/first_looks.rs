//! What becomes of an operator's part in a brief right before it is written down that they have looked
//! into it: they are answered by what they are then, and no read tells of the race.

use std::collections::BTreeSet;
use std::fmt::Debug;

use domain::id::{BriefId, ReviewId, TrackId};
use domain::invitation::{Invitation, InvitationState};
use domain::likeness::{Likeness, Piece};
use edge::Problem;
use tests::{Person, World};
use workflow::brief::{lifecycle, rankings};
use workflow::review::{answers, dispute, room};
use workflow::{Actor, Workflow, WorkflowError, assignment, due, likeness, submission};

use super::operators::{self, Judged};
use crate::briefs::overtaken::{BRIEFS, REVIEWS, UPLOADS, calls_before_write, id, overtaken};

/// A read before which an operator's first look is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    Tracks,
    Track,
    Answers,
    Room,
    Ranking,
    Assignment,
    Disputes,
    Likenesses,
    LikenessesOfTrack,
    Lapses,
    Sweep,
}

const READS: [(Read, &str, &str); 11] = [
    (Read::Tracks, UPLOADS, "GET /briefs/{brief}/tracks"),
    (Read::Track, UPLOADS, "GET /briefs/{brief}/tracks/{track}"),
    (Read::Answers, REVIEWS, "GET /briefs/{brief}/tracks/{track}/reviews"),
    (Read::Room, REVIEWS, "GET /reviews/{review}"),
    (Read::Ranking, REVIEWS, "GET /briefs/{brief}/ranking"),
    (Read::Assignment, REVIEWS, "GET /briefs/{brief}/tracks/{track}/versions/{version}/assignment"),
    (Read::Disputes, REVIEWS, "GET /disputes"),
    (Read::Likenesses, REVIEWS, "GET /likenesses"),
    (Read::LikenessesOfTrack, REVIEWS, "GET /briefs/{brief}/tracks/{track}/likenesses"),
    (Read::Lapses, BRIEFS, "GET /lapses"),
    (Read::Sweep, BRIEFS, "GET /sweep"),
];

/// Everything that the reader was given, or the status of the refusal.
type Given = Result<String, u16>;

fn given<T: Debug>(read: Result<T, WorkflowError>) -> Given {
    let told = |found| format!("{found:?}");
    read.map(told).map_err(|refused| Problem::from(refused).status().as_u16())
}

impl Read {
    async fn read(self, work: &Workflow, by: &Person, at: &Judged) -> Given {
        let by = Actor { member: by.id, is_operator: true };
        let brief: BriefId = at.place.brief.parse().unwrap();
        let track: TrackId = at.place.track.parse().unwrap();
        let review: ReviewId = at.place.review.parse().unwrap();
        match self {
            Self::Tracks => given(submission::read_tracks(work, by, brief).await),
            Self::Track => given(submission::read_track(work, by, brief, track).await),
            Self::Answers => given(answers::read(work, by, brief, track).await),
            Self::Room => given(room::enter(work, by, review).await),
            Self::Ranking => given(rankings::rank_tracks(work, by, brief).await),
            Self::Assignment => given(assignment::explain(work, by, brief, (track, 1)).await),
            Self::Disputes => given(dispute::list_waiting(work, by, 10, None).await),
            Self::Likenesses => given(likeness::page_for_operator(work, by, 10, None).await),
            Self::LikenessesOfTrack => {
                given(likeness::of_track(work, by, (brief, track), 10, None).await)
            }
            Self::Lapses => given(lifecycle::preview_lapses(work, by, 10, None).await),
            Self::Sweep => given(due::due_now(work, by, 0, 100).await),
        }
    }
}

/// Every route reads something of the brief to an operator, Ada's and Ben's tracks sounding alike.
async fn stage() -> Judged {
    let world = World::start().await;
    let (judged, _) = operators::judged(&world).await;
    judged.let_something_fall_due().await;
    let listed = judged.clara.read(&judged.brief.path("/tracks")).await;
    let mut ids = listed["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap());
    let other = ids.find(|id| *id != judged.place.track).unwrap().to_owned();
    let piece = |track: &str, composer: &Person| Piece {
        brief: id(&judged.brief),
        track: track.parse().unwrap(),
        version: 1,
        composer: composer.id,
    };
    let alike = Likeness {
        piece: piece(&judged.place.track, &judged.ada),
        like: piece(&other, &judged.ben),
        is_earlier: false,
        at_ms: 0,
        like_at_ms: 0,
        length_ms: 9_000,
        likeness_bp: 9_000,
        found_at: world.now(),
    };
    let (store, mut transaction) = (world.store(), world.store().transaction());
    transaction.create(&alike).unwrap();
    store.commit(transaction).await.unwrap();
    judged
}

impl Judged {
    /// What an operator is given where they are invited, and have answered so, right before their
    /// first look is written down; and what they were given if they came again at the same time.
    async fn read_while_invited(
        &self,
        (read, function, route): (Read, &str, &str),
        answer: InvitationState,
    ) -> [Given; 2] {
        let alone = self.world.everything(&format!("Ann {route} {answer:?}"));
        let otto = self.world.everything(&format!("Otto {route} {answer:?}"));
        let calls = calls_before_write(&self.world, function, async |work| {
            read.read(&work, &alone, self).await
        });
        let calls = calls.await;
        let invited = async {
            let (brief, client, now) = (id(&self.brief), self.clara.id, self.world.now());
            let invitation = Invitation::new(brief, otto.id, client, now);
            let (store, mut transaction) = (self.world.store(), self.world.store().transaction());
            transaction.create(&Invitation { state: answer, ..invitation }).unwrap();
            store.commit(transaction).await.unwrap();
        };
        let place = (&self.brief, function, calls);
        let meets = async |work: Workflow| (work.now, read.read(&work, &otto, self).await);
        let (now, met) = Box::pin(overtaken(place, meets, invited)).await;
        let is_overseer = self.overseers().contains(&otto.id.to_string());
        assert_eq!(is_overseer, answer == InvitationState::Invited, "{route}: {met:?}");
        let mut work = Workflow::of(&self.world.runtime(function));
        work.now = now;
        [met, read.read(&work, &otto, self).await]
    }
}

#[test]
fn the_races_of_every_read_that_writes_a_first_look_are_tried() {
    let tried: BTreeSet<&str> = READS.iter().map(|(_, _, route)| *route).collect();
    let looks = operators::ROUTES.iter().filter(|(_, _, looks)| *looks).map(|(route, ..)| *route);
    let untried: Vec<&str> = looks.filter(|route| !tried.contains(route)).collect();
    assert_eq!(untried, Vec::<&str>::new());
}

/// They oversee it all the same: an invitation that nobody has accepted is no part in it.
#[tokio::test]
async fn an_operator_whose_first_look_an_invitation_overtakes_reads_all_the_same() {
    let judged = stage().await;
    for read in READS {
        let [met, again] =
            Box::pin(judged.read_while_invited(read, InvitationState::Invited)).await;
        assert!(met.is_ok(), "{}: {met:?}", read.2);
        assert_eq!(met, again, "{}", read.2);
    }
    assert!(judged.world.denied().is_empty());
}

/// Who has become a party is as blind as any, and is not written down as one who oversees.
#[tokio::test]
async fn an_operator_who_takes_part_right_before_their_first_look_reads_as_a_party() {
    let judged = stage().await;
    let secrets = [&judged.place.review, &judged.place.track];
    for read in READS {
        let [met, again] =
            Box::pin(judged.read_while_invited(read, InvitationState::Accepted)).await;
        let route = read.2;
        assert!(met.is_ok() || met == Err(404), "{route}: {met:?}");
        let told = met.iter().flat_map(|text| secrets.iter().filter(|one| text.contains(**one)));
        assert_eq!(told.count(), 0, "{route}: {met:?}");
        assert_eq!(met, again, "{route}");
    }
    assert!(judged.world.denied().is_empty());
}
