//! Random studios, each twice: the second time the two composers have swapped their tracks. Whatever
//! a reviewer can read of a track before their first answer to it, down to headers, sound, public
//! pages and the number of calls that it took, is the same both times.
//!
//! `cargo test` walks one studio; `make studios` walks twenty (`STUDIOS=20`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use local::client::Reply;
use serde_json::{Value, json};
use tests::letter_about;
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, audio};

/// How many things happen in a studio after both tracks have come.
const STEPS: usize = 4;

/// What was read, by whom and what, and what it said; ids by what they stand for.
type Transcript = Vec<(String, String)>;

struct Studio {
    world: World,
    clara: Person,
    judges: [Person; 2],
    /// On the roster with the judges, until the first track has come: she has written with Ada.
    nina: Person,
    /// A draft of the first judge, who is a client too.
    draft: OpenBrief,
    composers: [Person; 2],
    brief: OpenBrief,
    /// By their place, which both studios have in common.
    tracks: BTreeMap<usize, Submitted>,
    /// Which judge has answered which track.
    answered: BTreeSet<(usize, usize)>,
    /// What every id stands for.
    names: BTreeMap<String, String>,
    letters: usize,
    seen: Transcript,
}

/// A small generator, so that both studios take the same turns.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(most).unwrap()).unwrap()
    }
}

#[tokio::test]
async fn nothing_tells_two_composers_apart_to_a_reviewer_who_has_not_answered() {
    let more = std::env::var("STUDIOS").ok().map(|studios| studios.parse::<u64>().unwrap());
    for seed in 7..7 + more.unwrap_or(1) {
        let (one, other) = (walk(seed, false).await, walk(seed, true).await);
        assert!(one.len() > 60, "{} things were read", one.len());
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(one, other, "seed {seed}");
        }
        assert_eq!(one.len(), other.len());
    }
}

async fn walk(seed: u64, swapped: bool) -> Transcript {
    let mut chance = Chance(seed);
    let mut studio = Studio::open(swapped).await;
    let first = chance.below(2);
    studio.submit(first).await;
    studio.observe("after one entry").await;
    studio.nina.act(&studio.brief.path("/coproducers/me/leave"), &json!({})).await;
    studio.submit(1 - first).await;
    studio.observe("at first").await;
    for step in 0..STEPS {
        studio.step(&mut chance).await;
        studio.share(step % 2, step < 2).await;
        studio.observe(&format!("after {step}")).await;
    }
    // Whoever wrote it is a Junior now, which is not public.
    for judge in 0..studio.judges.len() {
        studio.answer(judge, first, true).await;
    }
    studio.observe("at last").await;
    studio.seen
}

/// These two have written a track together, so that the one never reviews the other.
async fn write_together(composer: &Person, writer: &Person) -> Submitted {
    let brief = BriefPlan::public().open(&composer.world.client("Carl")).await;
    let track = brief.submit(composer, "Together").await;
    let writers = [composer, writer].map(|one| json!({ "member": one.id, "share_ppm": 500_000 }));
    composer.put(&track.path("/writers"), &json!({ "writers": writers })).await.expect_status(200);
    writer.act(&track.path("/writers/me/consent"), &json!({})).await;
    brief.call_off().await;
    track
}

/// This co-producer was given a track before: it is the turn of whoever was not.
async fn was_given(judge: &Person) -> Submitted {
    let (zara, zoe) = (judge.world.client("Zara"), judge.world.composer("Zoe"));
    let brief = BriefPlan::public().judged_by(judge).open(&zara).await;
    let track = brief.submit(&zoe, "Before").await;
    judge.only_review().await;
    brief.call_off().await;
    track
}

impl Studio {
    async fn open(swapped: bool) -> Studio {
        let world = World::start().await;
        let (clara, ada, ben) =
            (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
        for composer in [&ada, &ben] {
            let bio = format!("I am {}", composer.name);
            let profile =
                json!({ "display_name": composer.name, "bio": bio, "genre_tags": ["strings"] });
            composer.put("/me", &profile).await.expect_status(200);
            composer.is_nearly_junior().await;
        }
        let together = write_together(&ada, &world.composer("Nina")).await;
        let nina = world.coproducer("Nina").await;
        let given = was_given(&nina).await;
        for name in ["Noor", "Ada", "Dora"] {
            world.coproducer(name).await;
        }
        // Who runs the platform as well is as blind.
        let judges = [world.coproducer("Mika").await, world.everything("Noor")];
        let plan = BriefPlan::public().with("reviews_per_track", 2).with("coproducer_seats", 3);
        let plan = plan.judged_by(&judges[0]).judged_by(&judges[1]).judged_by(&nina);
        let brief = plan.open(&clara).await;
        let draft = BriefPlan::public().with("genre_tags", json!(["strings"]));
        let draft = draft.draft(&world.client("Mika")).await;
        let composers = if swapped { [ben, ada] } else { [ada, ben] };
        let names = [
            (&brief.id, "THE-BRIEF"),
            (&draft.id, "THE-DRAFT"),
            (&together.brief.id, "BRIEF-TOGETHER"),
            (&together.id, "TRACK-TOGETHER"),
            (&given.brief.id, "BRIEF-BEFORE"),
            (&given.id, "TRACK-BEFORE"),
        ];
        let names = names.map(|(id, name)| (id.clone(), name.to_owned())).into();
        let (tracks, answered, seen) = Default::default();
        let letters = 0;
        Studio {
            world,
            clara,
            judges,
            nina,
            draft,
            composers,
            brief,
            tracks,
            answered,
            names,
            letters,
            seen,
        }
    }

    /// The music is of the place; who wrote it says so wherever they may.
    async fn submit(&mut self, place: usize) {
        let composer = &self.composers[place];
        let title = format!("Song by {}", composer.name);
        let file = audio::wav(u32::try_from(place).unwrap() + 40);
        let track = self.brief.submit_file(composer, &title, file).await;
        self.names.insert(track.id.clone(), format!("TRACK-{place}"));
        let entries = self.world.items_of("entry_number");
        let entry = entries.iter().find(|item| item["track"]["S"] == track.id).unwrap();
        let number = entry["number"]["N"].as_str().unwrap();
        self.names.insert(format!("Entry {number}"), format!("ENTRY-{place}"));
        self.tracks.insert(place, track);
    }

    /// Where this is Ben's, he names who wrote it with him, one of them a co-producer, or the other
    /// one agrees.
    async fn share(&mut self, place: usize, names: bool) {
        let track = &self.tracks[&place];
        if track.composer.name != "Ben" {
            return;
        }
        let eve = self.world.composer("Eve");
        if names {
            let dora = self.world.composer("Dora");
            let writers = [(&track.composer, 600_000), (&dora, 200_000), (&eve, 200_000)];
            let writers =
                writers.map(|(one, share)| json!({ "member": one.id, "share_ppm": share }));
            let body = json!({ "writers": writers });
            track.composer.put(&track.path("/writers"), &body).await.expect_status(200);
        } else {
            eve.act(&track.path("/writers/me/consent"), &json!({})).await;
        }
        self.world.settle().await;
    }

    /// The reviews of a judge, by place, the newest version last.
    async fn queue(&mut self, judge: usize) -> Vec<(usize, String, bool)> {
        let queue = self.judges[judge].read("/reviews?limit=100").await;
        let mut found = Vec::new();
        for item in queue["items"].as_array().unwrap() {
            let is_of = |(_, track): &(&usize, &Submitted)| item["track"] == track.id;
            let place = *self.tracks.iter().find(is_of).unwrap().0;
            let id = item["id"].as_str().unwrap().to_owned();
            let name = format!("REVIEW-{judge}-{place}-{}", item["version"]);
            self.names.insert(id.clone(), name);
            found.push((place, id, item["state"] == "assigned"));
        }
        found.sort();
        found
    }

    /// One of the things that happen in a studio, as far as it is possible now.
    async fn step(&mut self, chance: &mut Chance) {
        let (judge, place) = (chance.below(2), chance.below(2));
        match chance.below(4) {
            0 | 1 => self.answer(judge, place, chance.below(2) == 0).await,
            2 => {
                self.clara.post(&self.tracks[&place].path("/shortlist"), &json!({})).await;
            }
            _ => {
                let body = json!({ "stars": 4, "words": "The light is right." });
                self.clara.put(&self.tracks[&place].path("/rating"), &body).await;
            }
        }
        let track = &self.tracks[&place];
        if track.state().await == "changes_requested" && chance.below(2) == 0 {
            track.improve("again").await;
        }
        self.world.settle().await;
    }

    /// A judge answers what waits for them of a track, and its composer reacts.
    async fn answer(&mut self, judge: usize, place: usize, approves: bool) {
        let queue = self.queue(judge).await;
        let waiting = queue.iter().find(|(of, _, waits)| *of == place && *waits);
        let Some((_, id, _)) = waiting.cloned() else { return };
        self.letters += 1;
        let letter = letter_about(self.letters);
        let answer = if approves {
            Answered::approving(&letter)
        } else {
            Answered::asking_for_changes(&letter)
        };
        let review = tests::Queued { reviewer: self.judges[judge].clone(), id };
        review.answer(&answer).await;
        let thanks = json!({ "useful": 5, "addressed": [true] });
        self.tracks[&place].composer.post(&review.path("/reaction"), &thanks).await;
        self.answered.insert((judge, place));
    }

    /// All that each judge can read of the tracks that they have not answered, and what anybody can.
    async fn observe(&mut self, when: &str) {
        self.name_uploads();
        for judge in 0..self.judges.len() {
            let queue = self.queue(judge).await;
            let is_blind = |place: &usize| !self.answered.contains(&(judge, *place));
            let mut paths = vec![
                "/reviews?limit=100".to_owned(),
                "/me/notices?limit=100".to_owned(),
                "/briefs".to_owned(),
                self.brief.path(""),
                self.brief.path("/tracks"),
                self.brief.path("/ranking"),
                "/disputes".to_owned(),
                "/likenesses".to_owned(),
                "/lapses".to_owned(),
                "/sweep".to_owned(),
            ];
            let blind: Vec<usize> =
                self.tracks.keys().copied().filter(|one| is_blind(one)).collect();
            for track in blind.iter().map(|place| &self.tracks[place]) {
                let below = [
                    "",
                    "/reviews",
                    "/versions/1/listen",
                    "/versions/2/listen",
                    "/versions/1/assignment",
                    "/likenesses",
                ];
                paths.extend(below.map(|below| track.path(below)));
            }
            for (_, id, _) in queue.iter().filter(|(place, _, _)| blind.contains(place)) {
                paths.extend(["", "/markers"].map(|below| format!("/reviews/{id}{below}")));
            }
            let who = self.judges[judge].clone();
            for path in paths {
                self.read(when, Some((&who, &blind)), &path).await;
            }
        }
        let (client, opening) = (self.draft.owner.clone(), self.draft.path("/opening"));
        self.read(when, Some((&client, &[])), &opening).await;
        let mut composers: Vec<String> =
            self.composers.iter().map(|one| format!("/members/{}", one.id)).collect();
        composers.sort();
        for path in composers {
            self.read(when, None, &path).await;
        }
    }

    /// What is made of a version is named after its upload, whose name nobody can compute.
    fn name_uploads(&mut self) {
        for item in self.world.items_of("version") {
            let version = &item["version"]["M"];
            let text = |name: &str| version[name]["S"].as_str().unwrap().to_owned();
            let track = &self.names[&text("track")];
            let name = format!("UPLOAD-{track}-{}", version["version"]["N"].as_str().unwrap());
            let upload = text("object_key").rsplit('/').next().unwrap().to_owned();
            self.names.insert(upload, name);
        }
    }

    async fn read(&mut self, when: &str, who: Option<(&Person, &[usize])>, path: &str) {
        self.world.count_from_here();
        let reply = match who {
            Some((person, _)) => person.get(path).await,
            None => self.world.http().get(path).send().await.unwrap(),
        };
        let calls = self.world.studio.sdk_connector().calls().len();
        let blind = who.map(|(_, blind)| blind);
        let mut text = format!("{} {calls} {}", reply.status, self.headers(&reply));
        let body = String::from_utf8_lossy(&reply.body).into_owned();
        match serde_json::from_str::<Value>(&self.renamed(&body)) {
            Ok(json) => text.push_str(&comparable(json, blind).to_string()),
            Err(_) => text.push_str(&self.renamed(&body)),
        }
        if let Some(link) = reply.json()["preview"]["url"].as_str().filter(|_| when == "at first") {
            let sound = self.world.http().get(link).send().await.unwrap();
            let hash = domain::money::Sha256Hex::of(&sound.body);
            text = format!("{text} {} {hash}", self.headers(&sound));
        }
        let by = who.map_or("anybody", |(person, _)| person.name.as_str());
        self.seen.push((format!("{when} {by} {}", self.renamed(path)), text));
    }

    /// With names in place of ids, the longest first, so that no entry is taken for another.
    fn renamed(&self, text: &str) -> String {
        let mut names: Vec<(&String, &String)> = self.names.iter().collect();
        names.sort_by_key(|(id, _)| std::cmp::Reverse(id.len()));
        names.into_iter().fold(text.to_owned(), |text, (id, name)| text.replace(id, name))
    }

    /// All but what tells the time and the length of numbers.
    fn headers(&self, reply: &Reply) -> String {
        let skipped = ["date", "expires", "content-length", "last-modified", "apigw-requestid"];
        let told = reply.headers.iter().filter(|(name, _)| !skipped.contains(&name.as_str()));
        let mut told: Vec<String> = told
            .map(|(name, value)| {
                let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
                let of_request = ["request-id", "amz-id", "version-id"];
                let is_id = of_request.iter().any(|part| name.as_str().contains(part));
                // Our tag is a hash of what is shown, ids among it: it tells no more than the body.
                let is_tag = name == "etag" && value.starts_with("\"v");
                if is_id || is_tag {
                    name.to_string()
                } else {
                    format!("{name}: {}", self.renamed(&value))
                }
            })
            .collect();
        told.sort();
        told.join("; ")
    }
}

/// Without times, signatures and the order in which ids sort; of a list of tracks those to which the
/// reader is blind.
fn comparable(mut json: Value, blind: Option<&[usize]>) -> Value {
    let items = json.get_mut("items").and_then(Value::as_array_mut);
    if let (Some(blind), Some(items)) = (blind, items)
        && items.iter().any(|item| item["versions"].is_array())
    {
        let names: Vec<String> = blind.iter().map(|place| format!("TRACK-{place}")).collect();
        items.retain(|item| names.iter().any(|name| item["id"] == *name));
    }
    scrub(&mut json);
    json
}

fn scrub(json: &mut Value) {
    match json {
        Value::String(text) => {
            let words = text.split(' ').map(|word| {
                let is_time = word.trim_end_matches('.').parse::<Timestamp>().is_ok();
                match word.strip_prefix("http://127.0.0.1:") {
                    _ if is_time => "TIME",
                    // The port is the studio's, and what follows the object a signature.
                    Some(link) => {
                        let link = link.split('?').next().unwrap_or_default();
                        link.split_once('/').map_or("", |(_port, object)| object)
                    }
                    None => word,
                }
            });
            *text = words.collect::<Vec<_>>().join(" ");
        }
        Value::Array(items) => {
            items.iter_mut().for_each(scrub);
            items.sort_by_key(Value::to_string);
        }
        Value::Object(fields) => {
            // How much may be reported as heard grows with the real clock.
            fields.remove("heard");
            fields.values_mut().for_each(scrub);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
