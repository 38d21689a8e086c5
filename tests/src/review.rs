//! Reviews: the queue, listening, answering.

use jiff::SignedDuration;
use local::client::Reply;
use serde_json::{Value, json};

use crate::audio::WAV_MS;
use crate::people::{Person, ReplyChecks};

/// A review in somebody's queue.
#[derive(Debug, Clone)]
pub struct Queued {
    /// Who reviews.
    pub reviewer: Person,
    /// Its id.
    pub id: String,
}

/// What a reviewer says.
#[derive(Debug, Clone)]
pub struct Answered(Value);

impl Person {
    /// The reviews that wait for this co-producer, the oldest first.
    pub async fn reviews(&self) -> Vec<Queued> {
        let queue = self.read("/reviews?state=assigned&limit=100").await;
        let items = queue["items"].as_array().expect("a queue is a list").iter();
        items
            .map(|review| Queued {
                reviewer: self.clone(),
                id: review["id"].as_str().expect("a review has an id").to_owned(),
            })
            .collect()
    }

    /// The one review that waits.
    pub async fn only_review(&self) -> Queued {
        let mut reviews = self.reviews().await;
        assert_eq!(reviews.len(), 1, "reviews that wait for {}", self.name);
        reviews.remove(0)
    }
}

/// The reviews that wait for these co-producers, person by person.
pub async fn waiting_for(judges: &[Person]) -> Vec<Queued> {
    let mut waiting = Vec::new();
    for judge in judges {
        waiting.extend(judge.reviews().await);
    }
    waiting
}

/// Both reviews that wait for these three are answered, and disagree: the review of the third, who
/// is to decide between them, is what comes back.
pub async fn disagree(judges: &[Person; 3]) -> Queued {
    let [approving, rejecting] = waiting_for(judges).await.try_into().expect("two reviews wait");
    approving.answer(&Answered::approving(letter(0))).await;
    rejecting.answer(&Answered::scored([3, 3, 3, 3, 3], "reject", letter(2))).await;
    let [third] = waiting_for(judges).await.try_into().expect("a third is to decide");
    third
}

impl Answered {
    /// Good and on brief. A text has at least 15 words, and none is a near copy of an earlier one.
    pub fn approving(text: &str) -> Self {
        Self::of([5, 4, 4, 4, 4], "approve", text)
    }

    /// Good enough to come again.
    pub fn asking_for_changes(text: &str) -> Self {
        let mut answer = Self::of([3, 4, 3, 3, 3], "changes_requested", text);
        answer.0["feedback"]["reason"] = json!("production");
        answer
    }

    /// Where the brief has a confirmed lexicon, the fit score cites one of its words.
    #[must_use]
    pub fn citing(mut self, word: &str) -> Self {
        self.0["feedback"]["fit_term"] = json!(word);
        self
    }

    /// Says of each of the reviewer's notes on the version before whether it was addressed, unless
    /// that was said already.
    #[must_use]
    pub fn confirming(mut self, confirmed: &[bool]) -> Self {
        if self.0["confirmed"].is_null() {
            self.0["confirmed"] = json!(confirmed);
        }
        self
    }

    /// Any scores (fit, composition, production, originality, delivery) with any verdict.
    pub fn scored(scores: [u8; 5], verdict: &str, text: &str) -> Self {
        let mut answer = Self::of(scores, verdict, text);
        if verdict != "approve" {
            answer.0["feedback"]["reason"] = json!("mood");
        }
        answer
    }

    fn of(scores: [u8; 5], verdict: &str, text: &str) -> Self {
        let [brief_fit, composition, production, originality, delivery] = scores;
        Self(json!({
            "scores": {
                "brief_fit": brief_fit,
                "composition": composition,
                "production": production,
                "originality": originality,
                "delivery": delivery,
            },
            "verdict": verdict,
            "feedback": {
                "text": text,
                "strengths": ["a melody that stays"],
                "notes": [{
                    "at_ms": 2_000,
                    "text": "let the bass come in one bar later",
                    "actionable": true,
                }],
            },
        }))
    }

    /// The body as it is sent.
    pub fn body(&self) -> &Value {
        &self.0
    }
}

impl Queued {
    /// A path below the review; with `""` its own.
    pub fn path(&self, below: &str) -> String {
        format!("/reviews/{}{below}", self.id)
    }

    /// Enters the listening room, lets the music play on the studio's clock, reports it as heard.
    pub async fn listen(&self) -> Value {
        let room = self.reviewer.read(&self.path("")).await;
        let length = i64::try_from(WAV_MS).expect("short");
        self.reviewer.world.pass(SignedDuration::from_millis(length)).await;
        let heard = json!({ "intervals": [{ "from_ms": 0, "to_ms": WAV_MS }] });
        self.reviewer.put(&self.path("/heard"), &heard).await.expect_status(200);
        room
    }

    /// Delivers an answer, whatever the studio says to it.
    pub async fn deliver(&self, answer: &Answered) -> Reply {
        self.reviewer.put(&self.path(""), answer.body()).await
    }

    /// Listens, answers, and waits until the studio has drawn its consequences.
    pub async fn answer(&self, answer: &Answered) -> Value {
        let room = self.listen().await;
        let earlier = room["earlier_notes"].as_array().map_or(0, Vec::len);
        let answer = answer.clone().confirming(&vec![true; earlier]);
        let delivered = self.deliver(&answer).await.expect_status(200);
        self.reviewer.world.settle().await;
        delivered
    }
}

/// One of five feedback texts: long enough, and no near copy of another.
pub const fn letter(number: usize) -> &'static str {
    const LETTERS: [&str; 5] = [
        "The opening carries the picture, the middle breathes, and the end arrives exactly where \
         the film does; nothing hurries.",
        "Strings and guitar talk to each other like old friends on a porch, yet your second chorus \
         asks for one more voice.",
        "I hear ice, glass, sunlight: precisely those words from that page, translated into \
         marimba with a wink and great restraint.",
        "Rhythm is your strongest card here. Hold back drums until bar nine, then let everybody \
         in at once, loudly.",
        "Warm tape, honest singing, brave silence before each refrain; mixing could give bass \
         some air around sixty hertz.",
    ];
    LETTERS[number]
}
