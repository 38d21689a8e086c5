//! What is answered, given, marked or refused right before a brief ends, and who becomes whose
//! reviewer or fellow writer right before a track is given to them: it is decided anew, by what has
//! become of it.

use domain::brief::{Choice, Silence};
use domain::secret::DeploymentSecret;
use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, Queued, ReplyChecks, Submitted, World};
use tests::{audio, disagree, letter};
use workflow::Workflow;
use workflow::assignment::assign;
use workflow::brief::{selection, silence};

use super::overtaken::{BRIEFS, REVIEWS, actor, calls_before_write, id, overtaken};

/// A judged brief with a prize: two have disagreed about Ada's track, and a third is to decide; of
/// Ben's, which two have approved, a part is Cleo's.
struct Stage {
    world: World,
    clara: Person,
    ada: Person,
    ben: Person,
    cleo: Person,
    brief: OpenBrief,
    disputed: Submitted,
    approved: Submitted,
    third: Queued,
}

impl Stage {
    async fn set() -> Self {
        let world = World::start().await;
        let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
        let [ada, ben, cleo] = ["Ada", "Ben", "Cleo"].map(|name| world.composer(name));
        let [mika, noor, yuki] = [
            world.coproducer("Mika").await,
            world.coproducer("Noor").await,
            world.coproducer("Yuki").await,
        ];
        let prize = json!({ "amount": "1000.00", "currency": "EUR" });
        let plan = BriefPlan::public().with("prize", prize).with("reviews_per_track", 2);
        let plan = plan.judged_by(&mika).judged_by(&noor).judged_by(&yuki);
        let brief = plan.draft(&clara).await;
        brief.fund(&olga).await;
        clara.act(&brief.path("/open"), &json!({})).await;
        let judges = [mika, noor, yuki];
        let disputed = brief.submit(&ada, "Dawn").await;
        let third = disagree(&judges).await;
        let approved = brief.submit_file(&ben, "Dusk", audio::wav(50)).await;
        let writers = json!({ "writers": [
            { "member": ben.id, "share_ppm": 700_000 },
            { "member": cleo.id, "share_ppm": 300_000 },
        ] });
        ben.put(&approved.path("/writers"), &writers).await.expect_status(200);
        cleo.act(&approved.path("/writers/me/consent"), &json!({})).await;
        let waiting = tests::waiting_for(&judges).await.into_iter();
        for (review, text) in waiting.filter(|one| one.id != third.id).zip([1, 3]) {
            review.answer(&Answered::approving(letter(text))).await;
        }
        third.listen().await;
        clara.act(&brief.path("/close"), &json!({})).await;
        Self { world, clara, ada, ben, cleo, brief, disputed, approved, third }
    }

    async fn select(&self, work: Workflow) {
        let (track, why) = (self.approved.id.parse().unwrap(), tests::WHY.parse().unwrap());
        let choice = Choice { track, version: 1, why };
        let secret = DeploymentSecret::from_bytes([7; 32]);
        selection::select(&work, &secret, actor(&self.clara), id(&self.brief), &choice)
            .await
            .unwrap();
    }

    /// What the client's silence leads to a month later.
    async fn stay_silent(&self, work: Workflow) -> Silence {
        let now = work.now.checked_add(SignedDuration::from_hours(31 * 24)).unwrap();
        let later = Workflow::new(work.store, now, "2026-01");
        Box::pin(silence::end_silence(&later, id(&self.brief))).await.unwrap()
    }

    /// Who gets a part of the prize where this happens right before the brief lapses.
    async fn shared_where(self, meanwhile: impl AsyncFnOnce(&Self)) -> Vec<Value> {
        let alone = Self::set().await;
        let calls = calls_before_write(&alone.world, BRIEFS, async |work| {
            assert_eq!(alone.stay_silent(work).await, Silence::Lapse);
        });
        let place = (&self.brief, BRIEFS, calls.await);
        let ended = overtaken(place, async |work| self.stay_silent(work).await, meanwhile(&self));
        assert_eq!(ended.await, Silence::Patience, "it is looked at anew");
        let work = Workflow::of(&self.world.runtime(BRIEFS));
        assert_eq!(self.stay_silent(work).await, Silence::Lapse);
        let shares = self.brief.seen_by(&self.clara).await["prize_shares"].take();
        let mut shares: Vec<Value> = shares.as_array().unwrap().clone();
        shares.iter_mut().map(|share| share["member"].take()).collect()
    }
}

fn ids(people: &[&Person]) -> Vec<Value> {
    let mut ids: Vec<Value> = people.iter().map(|person| json!(person.id)).collect();
    ids.sort_by_key(Value::to_string);
    ids
}

#[tokio::test]
async fn an_answer_that_comes_right_before_an_award_is_in_its_split_and_credited() {
    let (alone, here) = (Stage::set().await, Stage::set().await);
    let calls = calls_before_write(&alone.world, BRIEFS, async |work| alone.select(work).await);
    let delivers = async {
        here.third.deliver(&Answered::approving(letter(4))).await.expect_status(200);
    };
    let place = (&here.brief, BRIEFS, calls.await);
    overtaken(place, async |work| here.select(work).await, delivers).await;
    let credits = here.third.reviewer.read("/me/credits").await;
    assert_eq!(credits["items"][0]["role"], "coproducer", "{credits}");
    let split = json!(here.world.items_of("split")).to_string();
    assert!(split.contains(&here.third.id), "{split}");
}

#[tokio::test]
async fn whoever_is_given_a_review_right_before_an_award_is_released() {
    let away = async |stage: &Stage| {
        let decline = json!({ "reason": "knows_the_composer" });
        stage.third.reviewer.act(&stage.third.path("/decline"), &decline).await;
        // Nobody of the roster is left, until somebody joins it.
        stage.world.coproducer("Tess").await
    };
    let (alone, here) = (Stage::set().await, Stage::set().await);
    away(&alone).await;
    let tess = away(&here).await;
    let calls = calls_before_write(&alone.world, BRIEFS, async |work| alone.select(work).await);
    let joins = async {
        here.clara.act(&here.brief.path("/coproducers"), &json!({ "member": tess.id })).await;
        assert_eq!(tess.reviews().await.len(), 1);
    };
    let place = (&here.brief, BRIEFS, calls.await);
    overtaken(place, async |work| here.select(work).await, joins).await;
    assert_eq!(here.disputed.stored(1).await.version.listeners().count(), 2, "those who answered");
    assert_eq!(tess.notices_of("review_released").await.len(), 1);
}

#[tokio::test]
async fn a_track_that_is_shortlisted_while_its_brief_lapses_has_the_prize() {
    let stage = Stage::set().await;
    let expected = ids(&[&stage.ada]);
    let shortlists = async |stage: &Stage| {
        stage.clara.act(&stage.disputed.path("/shortlist"), &json!({})).await;
    };
    assert_eq!(stage.shared_where(shortlists).await, expected);
}

#[tokio::test]
async fn a_writer_who_refuses_while_the_brief_lapses_has_no_part_of_the_prize() {
    let stage = Stage::set().await;
    let expected = ids(&[&stage.ben]);
    let refuses = async |stage: &Stage| {
        stage.cleo.act(&stage.approved.path("/writers/me/refuse"), &json!({})).await;
    };
    assert_eq!(stage.shared_where(refuses).await, expected);
}

#[tokio::test]
async fn a_track_that_is_approved_while_its_brief_lapses_has_a_part_of_the_prize() {
    let stage = Stage::set().await;
    let expected = ids(&[&stage.ada, &stage.ben, &stage.cleo]);
    let approves = async |stage: &Stage| {
        stage.third.deliver(&Answered::approving(letter(4))).await.expect_status(200);
    };
    let mut shared = stage.shared_where(approves).await;
    shared.sort_by_key(Value::to_string);
    assert_eq!(shared, expected);
}

/// Each of two has entered the brief that the other one judges.
#[tokio::test]
async fn of_two_who_would_be_given_each_others_tracks_at_once_one_is() {
    let crossed = async || {
        let world = World::start().await;
        let clara = world.client("Clara");
        let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
        let mut briefs = Vec::new();
        let say = async |word: &str| {
            for person in [&mika, &noor] {
                let availability = json!({ "availability": word });
                person.put("/me/availability", &availability).await.expect_status(200);
            }
        };
        say("away").await;
        for (composer, judge, sound) in [(&mika, &noor, 1), (&noor, &mika, 2)] {
            let brief = BriefPlan::public().judged_by(judge).open(&clara).await;
            brief.submit_file(composer, "Dawn", audio::wav(sound)).await;
            briefs.push(brief);
        }
        say("available").await;
        (world, briefs, [mika, noor])
    };
    let (alone, here) = (crossed().await, crossed().await);
    let calls = calls_before_write(&alone.0, REVIEWS, async |work| {
        assert_eq!(assign(&work, id(&alone.1[0])).await.unwrap().len(), 1);
    });
    let (world, briefs, people) = &here;
    let other = async {
        let work = Workflow::of(&world.runtime(REVIEWS));
        assert_eq!(assign(&work, id(&briefs[1])).await.unwrap().len(), 1);
    };
    let place = (&briefs[0], REVIEWS, calls.await);
    let given = overtaken(place, async |work| assign(&work, id(&briefs[0])).await, other).await;
    assert_eq!(given.unwrap(), []);
    let counts = [people[0].reviews().await.len(), people[1].reviews().await.len()];
    assert_eq!(counts, [1, 0]);
}

/// Noor was asked to write an entry of another brief before she became a co-producer.
#[tokio::test]
async fn whoever_begins_to_write_with_a_composer_while_they_are_given_a_track_of_theirs_is_not() {
    let asked = async || {
        let world = World::start().await;
        let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
        let other = BriefPlan::public().open(&clara).await;
        let written = other.submit(&ada, "Dusk").await;
        let writers = json!({ "writers": [
            { "member": ada.id, "share_ppm": 700_000 },
            { "member": world.composer("Noor").id, "share_ppm": 300_000 },
        ] });
        ada.put(&written.path("/writers"), &writers).await.expect_status(200);
        let noor = world.coproducer("Noor").await;
        let say = async |word: &str| {
            let availability = json!({ "availability": word });
            noor.put("/me/availability", &availability).await.expect_status(200);
        };
        say("away").await;
        let brief = BriefPlan::public().judged_by(&noor).open(&clara).await;
        brief.submit_file(&ada, "Dawn", audio::wav(2)).await;
        say("available").await;
        (world, brief, written, noor)
    };
    let (alone, here) = (asked().await, asked().await);
    let calls = calls_before_write(&alone.0, REVIEWS, async |work| {
        assert_eq!(assign(&work, id(&alone.1)).await.unwrap().len(), 1);
    });
    let (_, brief, written, noor) = &here;
    let agrees = async {
        noor.act(&written.path("/writers/me/consent"), &json!({})).await;
    };
    let place = (brief, REVIEWS, calls.await);
    let given = overtaken(place, async |work| assign(&work, id(brief)).await, agrees).await;
    assert_eq!(given.unwrap(), []);
}
