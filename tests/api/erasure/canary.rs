//! A word that stands nowhere else is put wherever somebody may leave a word; then they leave, and
//! it is looked for in the table, in every version of every object, and in the logs.

use std::collections::BTreeSet;
use std::path::Path;

use jiff::SignedDuration;
use members::signature;
use serde_json::{Value, json};
use store::Store;
use store::standing::Poison;
use tests::{
    Answered, BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, audio, declared, letter,
    letter_about, upload,
};

use crate::erasure::{leave, logs, status};

/// A word that stands nowhere else.
pub(crate) const CANARY: &str = "Serinus";

/// Where a word sits: kinds of items, files of the buckets.
pub(crate) fn found(world: &World, folder: &Path, word: &str) -> BTreeSet<String> {
    let items = world.items().into_iter().filter(|item| item.to_string().contains(word));
    let mut found: BTreeSet<String> =
        items.map(|item| item["kind"]["S"].as_str().unwrap().to_owned()).collect();
    for (path, bytes) in files(&folder.join("buckets")) {
        if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
            found.insert(format!("file {path}"));
        }
    }
    found
}

/// Every file below a folder: the bytes of each version of each object, and what describes it.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found
}

/// The keys of everything in the buckets that belongs to a track, whatever version of it.
fn objects_of(folder: &Path, track: &Submitted) -> BTreeSet<String> {
    let versions = track.composer.world.items_of("version");
    let of_track = versions.iter().map(|item| &item["version"]["M"]);
    let of_track = of_track.filter(|version| version["track"]["S"] == track.id);
    let uploads: Vec<String> = of_track
        .map(|version| {
            version["object_key"]["S"].as_str().unwrap().rsplit('/').next().unwrap().to_owned()
        })
        .collect();
    assert!(!uploads.is_empty(), "a track has versions");
    let descriptions = files(&folder.join("buckets"));
    let is_json = |path: &str| Path::new(path).extension().is_some_and(|end| end == "json");
    let keys = descriptions.iter().filter(|(path, _)| is_json(path));
    let keys = keys.filter_map(|(_, bytes)| serde_json::from_slice::<Value>(bytes).ok());
    let keys = keys.filter_map(|description| Some(description["key"].as_str()?.to_owned()));
    keys.filter(|key| uploads.iter().any(|upload| key.contains(upload))).collect()
}

/// Submits a file that carries the word, with the word in everything that is said of it.
async fn submit_signed(brief: &OpenBrief, composer: &Person, title: &str, seed: u32) -> Submitted {
    let mut file = audio::wav(seed);
    file.extend(format!("LIST{CANARY}").bytes());
    let mut body = declared(&file);
    body["title"] = json!(title);
    body["note"] = json!(format!("With love from {CANARY}"));
    body["filename"] = json!(format!("{CANARY}.wav"));
    let reserved = composer.create(&brief.path("/tracks"), &body).await;
    upload(&composer.world.http(), &reserved["upload"], file).await.expect_status(200);
    composer.world.settle().await;
    let id = reserved["track"].as_str().unwrap().to_owned();
    Submitted { composer: composer.clone(), brief: brief.clone(), id }
}

struct Story {
    folder: tempfile::TempDir,
    world: World,
    clara: Person,
    ben: Person,
    mika: Person,
    noor: Person,
    olga: Person,
    lena: Person,
}

impl Story {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let world = World::in_folder(folder.path()).await;
        let profile = json!({ "display_name": CANARY, "bio": CANARY, "contact": CANARY,
            "genre_tags": ["pop"] });
        let lena = world.coproducer("Lena").await;
        lena.put("/me", &profile).await.expect_status(200);
        Self {
            clara: world.client("Clara"),
            ben: world.composer("Ben"),
            mika: world.coproducer("Mika").await,
            noor: world.coproducer("Noor").await,
            olga: world.operator("Olga"),
            lena,
            world,
            folder,
        }
    }

    /// An entry with a second writer, answered, thanked for and disputed.
    async fn enters(&self) -> Submitted {
        let Self { clara, ben, mika, lena, .. } = self;
        let brief = BriefPlan::public().judged_by(mika).open(clara).await;
        let track = submit_signed(&brief, lena, &format!("{CANARY} Blues"), 1).await;
        // One is named and refuses, one is named and replaced: both were told the title.
        let (rolf, vera) = (self.world.composer("Rolf"), self.world.composer("Vera"));
        let writers = json!({ "writers": [
            { "member": lena.id, "share_ppm": 500_000 },
            { "member": rolf.id, "share_ppm": 300_000 },
            { "member": vera.id, "share_ppm": 200_000 },
        ] });
        lena.put(&track.path("/writers"), &writers).await.expect_status(200);
        rolf.act(&track.path("/writers/me/refuse"), &json!({})).await;
        let writers = json!({ "writers": [
            { "member": lena.id, "share_ppm": 600_000 },
            { "member": ben.id, "share_ppm": 400_000 },
        ] });
        lena.put(&track.path("/writers"), &writers).await.expect_status(200);
        let review = mika.only_review().await;
        review.answer(&Answered::approving(letter(0))).await;
        let thanks = json!({ "useful": 5, "addressed": [true], "thanks": CANARY });
        lena.act(&review.path("/reaction"), &thanks).await;
        lena.act(&review.path("/dispute"), &json!({ "reason": CANARY })).await;
        track
    }

    /// A track that is bought in its second version. The first one carries the word.
    async fn sells(&self) -> Submitted {
        let Self { clara, mika, lena, .. } = self;
        let brief = BriefPlan::public().judged_by(mika).open(clara).await;
        let track = submit_signed(&brief, lena, "Lemon Grove", 2).await;
        mika.only_review().await.answer(&Answered::asking_for_changes(letter(1))).await;
        track.improve("clean").await;
        mika.only_review().await.answer(&Answered::approving(letter(2))).await;
        clara.act(&brief.path("/close"), &json!({})).await;
        let winner = json!({ "track": track.id, "version": 2, "why": tests::WHY });
        clara.act(&brief.path("/selection"), &winner).await;
        self.world.settle().await;
        track
    }

    /// One review is delivered, one refused with words, one begun; then they are suspended and
    /// appeal. The track that they answered.
    async fn listens(&self) -> String {
        let Self { clara, noor, olga, lena, .. } = self;
        let brief = BriefPlan::public().judged_by(lena).judged_by(noor).open(clara).await;
        for number in 0..6 {
            brief.submit(&self.world.composer(&format!("Ben-{number}")), "Night Bus").await;
        }
        let reviews = lena.reviews().await;
        assert_eq!(reviews.len(), 3);
        let answered = lena.read(&reviews[0].path("")).await["track"].as_str().unwrap().to_owned();
        reviews[0].answer(&Answered::approving(&letter_about(9))).await;
        let words = json!({ "reason": "other", "words": CANARY });
        lena.act(&reviews[1].path("/decline"), &words).await;
        let draft = json!({ "feedback": { "text": format!("{CANARY} hears strings.") } });
        lena.put(&reviews[2].path("/draft"), &draft).await.expect_status(200);
        let path = |step: &str| format!("/members/{}/{step}", lena.id);
        olga.act(&path("suspend"), &json!({ "reason": "copied notes" })).await;
        lena.act(&path("appeal"), &json!({ "words": CANARY })).await;
        brief.path(&format!("/tracks/{answered}/reviews"))
    }

    fn found(&self) -> BTreeSet<String> {
        found(&self.world, self.folder.path(), CANARY)
    }
}

/// A composer whose application waits, and a client with a draft.
async fn two_others(story: &Story) -> [Person; 2] {
    let (jun, cleo) = (story.world.composer("Jun"), story.world.client("Cleo"));
    jun.is_publicly_approved(&story.clara, &story.mika, 3, 20).await;
    jun.create("/me/coproducer-application", &json!({ "words": CANARY })).await;
    BriefPlan::private()
        .with("text", CANARY)
        .with("mood_words", json!([CANARY]))
        .draft(&cleo)
        .await;
    let given_up = BriefPlan::private().draft(&cleo).await;
    cleo.act(&given_up.path("/cancel"), &json!({ "reason": CANARY })).await;
    let rated = BriefPlan::public().open(&cleo).await;
    let reserved = rated.reserve(&story.ben, "Tram", &audio::wav(77)).await;
    let rating = rated.path(&format!("/tracks/{}/rating", reserved["track"].as_str().unwrap()));
    let stars = json!({ "stars": 4, "words": CANARY });
    cleo.put(&rating, &stars).await.expect_status(200);
    cleo.put("/me", &json!({ "display_name": CANARY })).await.expect_status(200);
    [jun, cleo]
}

#[tokio::test]
async fn an_erased_members_words_are_found_everywhere_before_and_nowhere_after() {
    logs::listen();
    let story = Story::begin().await;
    let [jun, cleo] = two_others(&story).await;
    let (entry, sold, answers) = (story.enters().await, story.sells().await, story.listens().await);
    let before = story.found();
    for kind in ["application", "brief", "coproducer", "member", "review", "track", "version"] {
        assert!(before.contains(kind), "no canary in any {kind}: {before:?}");
    }
    assert!(!before.contains("notice"), "a notice holds ids alone: {before:?}");
    assert_eq!(before.iter().filter(|place| place.starts_with("file ")).count(), 2, "{before:?}");
    tracing::info!(word = "Fringilla", "the logs are listened to");
    assert!(logs::contain("Fringilla") && logs::contain("swept"));

    let credit = story.lena.read("/me/credits").await["items"][0]["id"].clone();
    let credit = format!("/credits/{}", credit.as_str().unwrap());
    let anybody = story.world.http();
    let public = async |path: &str| anybody.get(path).send().await.unwrap().expect_status(200);
    let (signed, key) = (public(&credit).await, public("/credits/key").await);
    assert_eq!(signed["name"], CANARY);
    for person in [&story.lena, &jun, &cleo] {
        leave(person).await;
    }
    story.world.pass(SignedDuration::from_mins(61)).await;
    assert_eq!(status(&story.lena).await["waits_for"], "balance", "a song was sold");
    assert_eq!(status(&jun).await["state"], "erased", "who has earned nothing waits for nothing");
    // Nobody posts a month: after sixty days that is waited for no longer.
    story.world.pass(SignedDuration::from_hours(60 * 24)).await;
    story.world.pass(SignedDuration::from_mins(61)).await;
    for person in [&story.lena, &jun, &cleo] {
        let status = status(person).await;
        assert_eq!(status["state"], "erased");
        assert_eq!(person.get("/me").await.problem(), "erased");
    }

    assert_eq!(story.found(), BTreeSet::new());
    assert!(!logs::contain(CANARY), "logged");
    assert!(objects_of(story.folder.path(), &entry).is_empty());
    let kept = objects_of(story.folder.path(), &sold);
    assert_eq!(
        kept.len(),
        3,
        "the original that was bought, its preview and its waveform: {kept:?}"
    );
    assert!(kept.iter().any(|key| key.starts_with("preview/")), "{kept:?}");
    let master = story.clara.act(&sold.path("/master"), &json!({})).await;
    assert!(master["licence"].as_str().unwrap().contains("Lemon Grove"));

    // What others rest on: the answer, by nobody; the credit, without a name and still genuine.
    let answer = &story.clara.read(&answers).await["items"][0];
    assert_eq!((&answer["reviewer"], &answer["by"]), (&Value::Null, &json!("former member")));
    assert_eq!(answer["feedback"]["text"], letter_about(9));
    let resigned = public(&credit).await;
    assert_eq!(
        (&resigned["name"], &resigned["track_title"]),
        (&Value::Null, &json!("Lemon Grove"))
    );
    assert_ne!(resigned["signature"], signed["signature"]);
    signature::verify(&resigned, &key).unwrap();
    assert!(story.world.denied().is_empty(), "{:?}", story.world.denied());
}

/// A record that makes no sense is nobody's, so no erasure finds it: it goes by itself.
#[tokio::test]
async fn a_quarantined_record_is_deleted_after_thirty_days() {
    let world = World::start().await;
    let runtime = world.studio.sdk_connector().runtime_of_operator("SweepFunction").unwrap();
    let store = Store::new(runtime.dynamodb, &runtime.config.table_name);
    let (sequence, image) = ("1".to_owned(), json!({ "title": CANARY }).to_string());
    let reason = "the image is no track".to_owned();
    let _new = store.create(&Poison { sequence, reason, image, at: world.now() }).await.unwrap();
    world.pass(SignedDuration::from_hours(29 * 24)).await;
    assert_eq!(world.items_of("poison").len(), 1);
    world.pass(SignedDuration::from_hours(2 * 24)).await;
    assert_eq!(world.items_of("poison"), Vec::<Value>::new());
}
