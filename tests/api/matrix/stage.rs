//! Who asks, and for what: a studio in which everybody of the matrix has the part that the column
//! says.

use http::Method;
use jiff::SignedDuration;
use local::client::{Reply, StudioClient};
use serde_json::{Value, json};
use tests::{
    Answered, BriefPlan, OpenBrief, Person, Queued, ReplyChecks, World, declared, letter,
    letter_about, upload,
};

use crate::matrix::files::{tagged_flac, tagged_mp3};

/// Whoever asks: the columns of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Caller {
    /// Without a token.
    Nobody,
    /// Another client.
    Client,
    /// The client who posted our brief.
    Owner,
    /// A composer who is invited to our brief.
    Invited,
    /// A composer who entered our brief, with a track of their own.
    Entered,
    /// A composer who has no part in our brief.
    Outside,
    /// The composer who wrote our track.
    Writer,
    /// The co-producer who was given our track.
    Reviewer,
    /// A co-producer of our brief who was given another track.
    Colleague,
    /// A co-producer who has no part in our brief.
    Elsewhere,
    /// Somebody who runs the platform.
    Operator,
}

impl Caller {
    /// In the order of the columns.
    pub(crate) const ALL: [Self; 11] = [
        Self::Nobody,
        Self::Client,
        Self::Owner,
        Self::Invited,
        Self::Entered,
        Self::Outside,
        Self::Writer,
        Self::Reviewer,
        Self::Colleague,
        Self::Elsewhere,
        Self::Operator,
    ];
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// What the path says needs no id.
    Any,
    /// Our private brief, its first track, the review of that, its writer.
    Ours,
    /// The same of people who have nothing to do with any caller.
    Theirs,
    /// Our brief in front of their track.
    Crossed,
    /// A brief that everybody may see, of the same people as theirs.
    Public,
    /// Ids that were never made.
    Missing,
}

/// The ids that fill the parameters of a path.
#[derive(Debug, Clone, Default)]
pub(crate) struct Place {
    pub(crate) brief: String,
    pub(crate) track: String,
    pub(crate) review: String,
    pub(crate) member: String,
    /// The member, where the path asks for a co-producer.
    pub(crate) coproducer: String,
    pub(crate) credit: String,
    pub(crate) month: String,
    pub(crate) application: String,
    pub(crate) reference_medium: String,
}

/// A studio with everybody in it.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) world: World,
    pub(crate) owner: Person,
    pub(crate) invited: Person,
    pub(crate) entered: Person,
    pub(crate) writer: Person,
    pub(crate) reviewer: Person,
    pub(crate) colleague: Person,
    client: Person,
    outside: Person,
    elsewhere: Person,
    operator: Person,
    ours: Place,
    theirs: Place,
    public: Place,
    http: StudioClient,
}

/// How the writers are called where a reviewer must not read it: tokens, profiles, files and tags.
pub(crate) const SIGNATURES: [&str; 2] = ["Quistgaard", "Vasquez-Thorne"];

impl Stage {
    /// Everybody is there and nobody has done anything but write a profile.
    pub(crate) async fn people() -> Self {
        let world = World::start().await;
        let [writer, entered] = SIGNATURES.map(|name| world.composer(name));
        for person in [&writer, &entered] {
            let profile = json!({ "display_name": person.name, "contact": "by post" });
            person.put("/me", &profile).await.expect_status(200);
        }
        let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
        let place = |member: &Person, coproducer: &Person| Place {
            member: member.id.to_string(),
            coproducer: coproducer.id.to_string(),
            month: "2026-03".to_owned(),
            ..Place::missing()
        };
        Self {
            owner: world.client("Clara"),
            client: world.client("Carl"),
            invited: world.composer("Ines"),
            outside: world.composer("Otto"),
            elsewhere: world.coproducer("Yuki").await,
            operator: world.operator("Olga"),
            ours: place(&writer, &mika),
            theirs: place(&entered, &noor),
            public: Place::missing(),
            http: world.http(),
            reviewer: mika,
            colleague: noor,
            writer,
            entered,
            world,
        }
    }

    /// Two composers have become Junior, and applied as co-producers.
    pub(crate) async fn applied() -> Self {
        let mut stage = Self::people().await;
        let plan = BriefPlan::public().judged_by(&stage.reviewer).judged_by(&stage.colleague);
        let brief = plan.open(&stage.owner).await;
        let composers = [stage.writer.clone(), stage.entered.clone()];
        for composer in &composers {
            for title in ["One", "Two", "Three"] {
                brief.submit(composer, title).await;
            }
        }
        for (first, reviewer) in [(0, &stage.reviewer), (10, &stage.colleague)] {
            for (number, review) in (first..).zip(reviewer.reviews().await) {
                review.answer(&Answered::approving(&letter_about(number))).await;
            }
        }
        brief.call_off().await;
        for (composer, place) in composers.iter().zip([&mut stage.ours, &mut stage.theirs]) {
            let words = json!({ "words": "I listen well" });
            let application = composer.create("/me/coproducer-application", &words).await;
            application["id"].as_str().unwrap().clone_into(&mut place.application);
        }
        stage
    }

    /// Our track is with its reviewer, and so is theirs.
    pub(crate) async fn being_judged() -> Self {
        let mut stage = Self::people().await;
        let world = stage.world.clone();
        let (zoe, zed) = (world.client("Zoe"), world.composer("Zed"));
        let zara = world.coproducer("Zara").await;
        let plan = BriefPlan::private().judged_by(&stage.reviewer).judged_by(&stage.colleague);
        let plan = plan.inviting(&stage.invited).inviting(&stage.entered).inviting(&stage.writer);
        let ours = plan.open(&stage.owner).await;
        let theirs = BriefPlan::private().judged_by(&zara).inviting(&zed).open(&zoe).await;
        let public = BriefPlan::public().judged_by(&zara).open(&zoe).await;

        let track = sent(&ours, &stage.writer, Sound::flac()).await;
        sent(&ours, &stage.entered, Sound::mp3()).await;
        let theirs_track = theirs.submit(&zed, "Zenith").await.id;
        let public_track = public.submit(&zed, "Azimuth").await.id;

        let review = stage.reviewer.only_review().await;
        if review_is_of(&review, &track).await {
            stage.ours.review = review.id;
        } else {
            std::mem::swap(&mut stage.reviewer, &mut stage.colleague);
            stage.ours.review = stage.reviewer.only_review().await.id;
        }
        let of_zara = zara.reviews().await;
        let sound = tests::audio::wav(1);
        let reference_medium = ours.add_reference("What we mean", sound.clone()).await;
        stage.ours = Place { brief: ours.id, track, reference_medium, ..stage.ours };
        stage.theirs = Place {
            brief: theirs.id.clone(),
            track: theirs_track,
            review: of_zara[0].id.clone(),
            member: zed.id.to_string(),
            reference_medium: theirs.add_reference("What they mean", sound).await,
            ..stage.theirs
        };
        stage.public = Place { brief: public.id, track: public_track, ..stage.theirs.clone() };
        stage
    }

    /// Every track has its answer: ours is sent back, the others are approved. Entries have ended.
    pub(crate) async fn answered() -> Self {
        let stage = Self::being_judged().await;
        let zara = stage.world.coproducer("Zara").await;
        let zoe = stage.world.client("Zoe");
        let length = SignedDuration::from_secs(20);
        for (number, reviewer) in [&stage.reviewer, &stage.colleague, &zara].into_iter().enumerate()
        {
            for (offset, review) in reviewer.reviews().await.into_iter().enumerate() {
                let room = review.reviewer.read(&review.path("")).await;
                let end_ms = room["facts"]["duration_ms"].clone();
                stage.world.pass(length).await;
                let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": end_ms }] });
                reviewer.put(&review.path("/heard"), &heard).await.expect_status(200);
                let text = letter(number + offset);
                let answer = if number == 0 {
                    Answered::asking_for_changes(text)
                } else {
                    Answered::approving(text)
                };
                review.deliver(&answer).await.expect_status(200);
            }
        }
        stage.world.settle().await;
        for (owner, place) in [(&stage.owner, &stage.ours), (&zoe, &stage.theirs)] {
            owner.act(&format!("/briefs/{}/close", place.brief), &json!({})).await;
        }
        stage
    }

    /// Our brief and theirs have a winner each; every credit is written.
    pub(crate) async fn awarded() -> Self {
        let mut stage = Self::answered().await;
        let (zoe, zed) = (stage.world.client("Zoe"), stage.world.composer("Zed"));
        let winner = stage.writer.clone();
        for (owner, writer, place) in
            [(&stage.owner, &winner, &mut stage.ours), (&zoe, &zed, &mut stage.theirs)]
        {
            let body = json!({ "track": place.track, "version": 1, "why": tests::WHY });
            owner.act(&format!("/briefs/{}/selection", place.brief), &body).await;
            owner.world.settle().await;
            let credits = writer.read("/me/credits").await;
            credits["items"][0]["id"].as_str().unwrap().clone_into(&mut place.credit);
        }
        stage
    }

    /// Asks one cell: with this token, this route, whose parameters are filled.
    pub(crate) async fn ask(
        &self,
        token: Option<&str>,
        method: &Method,
        path: &str,
        body: &Value,
    ) -> Reply {
        // No key is used twice: whoever is allowed does something new each time.
        static KEYS: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        let key = KEYS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let key = format!("matrix-{key:016}");
        let mut call = self.http.request(method.clone(), path);
        if let Some(token) = token {
            call = call.bearer(token);
        }
        if *method != Method::GET {
            call = call.idempotency_key(&key).header("if-match", "*").json(body);
        }
        let reply = call.send().await.expect("the studio answers");
        if *method != Method::GET {
            self.world.settle().await;
        }
        reply
    }

    /// What each caller shows: the clock stands still while a table is asked.
    pub(crate) fn tokens(&self) -> [Option<String>; Caller::ALL.len()] {
        Caller::ALL.map(|caller| self.person(caller).map(Person::token))
    }

    /// The ids of a subject.
    pub(crate) fn place(&self, subject: Subject) -> Place {
        match subject {
            Subject::Ours => self.ours.clone(),
            Subject::Theirs => self.theirs.clone(),
            Subject::Crossed => Place { brief: self.ours.brief.clone(), ..self.theirs.clone() },
            Subject::Public => self.public.clone(),
            Subject::Any | Subject::Missing => Place::missing(),
        }
    }

    fn person(&self, caller: Caller) -> Option<&Person> {
        match caller {
            Caller::Nobody => None,
            Caller::Client => Some(&self.client),
            Caller::Owner => Some(&self.owner),
            Caller::Invited => Some(&self.invited),
            Caller::Entered => Some(&self.entered),
            Caller::Outside => Some(&self.outside),
            Caller::Writer => Some(&self.writer),
            Caller::Reviewer => Some(&self.reviewer),
            Caller::Colleague => Some(&self.colleague),
            Caller::Elsewhere => Some(&self.elsewhere),
            Caller::Operator => Some(&self.operator),
        }
    }
}

impl Place {
    /// Ids that were never made.
    pub(crate) fn missing() -> Self {
        let never = |prefix: &str| format!("{prefix}_{}", "0".repeat(26));
        Self {
            brief: never("brf"),
            track: never("trk"),
            review: never("rev"),
            member: never("mem"),
            coproducer: never("mem"),
            credit: never("crd"),
            application: never("app"),
            reference_medium: never("ref"),
            month: "2019-12".to_owned(),
        }
    }

    /// The path with its parameters filled.
    pub(crate) fn fill(&self, path: &str) -> String {
        // Only a co-producer is suspended and appeals; anybody may be named one.
        let of_coproducers =
            path.starts_with("/members/{member}/") && !path.ends_with("-coproducer");
        let member = if of_coproducers { &self.coproducer } else { &self.member };
        let filled = path
            .replace("{brief}", &self.brief)
            .replace("{track}", &self.track)
            .replace("{version}", "1")
            .replace("{review}", &self.review)
            .replace("{member}", member)
            .replace("{credit}", &self.credit)
            .replace("{payout}", &format!("pay_{}", "0".repeat(26)))
            .replace("{application}", &self.application)
            .replace("{reference_media}", &self.reference_medium)
            .replace("{adjustment}", "adj_01ARZ3NDEKTSV4RRFFQ69G5FAV")
            .replace("{question}", "qst_01ARZ3NDEKTSV4RRFFQ69G5FAV")
            .replace("{entry}", "sus_01ARZ3NDEKTSV4RRFFQ69G5FAV")
            .replace("{sha256}", &"0".repeat(64))
            .replace("{before}", "1")
            .replace("{after}", "2")
            .replace("{month}", &self.month);
        assert!(!filled.contains('{'), "{filled}: nobody knows what stands for the parameter");
        filled
    }
}

/// What a composer sends, signed wherever the form and the format let them.
struct Sound {
    bytes: Vec<u8>,
    content_type: &'static str,
    signature: &'static str,
    title: &'static str,
}

impl Sound {
    fn flac() -> Self {
        let [signature, _] = SIGNATURES;
        let comments = ["ARTIST", "COMPOSER", "COPYRIGHT"].map(|key| format!("{key}={signature}"));
        let comments = comments.each_ref().map(String::as_str);
        Self {
            bytes: tagged_flac(&comments),
            content_type: "audio/flac",
            signature,
            title: "Lemon Tree",
        }
    }

    fn mp3() -> Self {
        let [_, signature] = SIGNATURES;
        Self {
            bytes: tagged_mp3(signature),
            content_type: "audio/mpeg",
            signature,
            title: "Ice and Glass",
        }
    }
}

async fn sent(brief: &OpenBrief, composer: &Person, sound: Sound) -> String {
    let Sound { bytes, content_type, signature, title } = sound;
    let mut body = declared(&bytes);
    body["content_type"] = json!(content_type);
    body["title"] = json!(title);
    body["note"] = json!(format!("With love from {signature}"));
    body["filename"] = json!(format!("{signature}.{content_type}").replace('/', "."));
    let reserved = composer.create(&brief.path("/tracks"), &body).await;
    assert!(contains(&bytes, signature), "the file is signed");
    upload(&composer.world.http(), &reserved["upload"], bytes).await.expect_status(200);
    composer.world.settle().await;
    reserved["track"].as_str().unwrap().to_owned()
}

async fn review_is_of(review: &Queued, track: &str) -> bool {
    review.reviewer.read(&review.path("")).await["track"] == track
}

/// Whether these bytes hold this text.
pub(crate) fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}
