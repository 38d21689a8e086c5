//! One season of a studio, with everything in it that is earned, observed or undone, and the
//! records that its table's stream kept of it.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, ReplyChecks, Submitted, World, letter_about};

/// What promotion derives from.
const BASE: [&str; 6] = ["taste_alignment", "invitation", "member", "review", "track", "version"];
/// What it derives; how often an item was written on the way is not part of it.
const DERIVED: [&str; 4] = ["point", "standing", "observation", "coproducer_standing"];
/// The alphabet of ids.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

struct Season {
    world: World,
    clara: Person,
    ada: Person,
    ben: Person,
    mika: Person,
    olga: Person,
}

/// The season's records in the order in which the stream has them, and what the studio derived
/// then.
pub(crate) async fn season() -> (Vec<Value>, Vec<String>) {
    let world = World::start().await;
    tell(&world).await;
    (captured(&world), derived(&world))
}

/// What happens in it.
pub(crate) async fn tell(world: &World) {
    let season = Season {
        clara: world.client("Clara"),
        ada: world.composer("Ada"),
        ben: world.composer("Ben"),
        mika: world.coproducer("Mika").await,
        olga: world.operator("Olga"),
        world: world.clone(),
    };
    let profile = json!({ "display_name": "Ada", "bio": "Strings.", "genre_tags": ["pop"] });
    season.ada.put("/me", &profile).await.expect_status(200);
    let (brief, tracks) = season.ada.is_approved(&season.clara, &season.mika, 3, 0).await;
    season.clara.act(&tracks[0].path("/shortlist"), &json!({})).await;
    // Whether or not the stream is heard: no more entries are open than a Newcomer may have.
    season.clara.awards(&brief, &tracks[0]).await;
    season.ada.put("/me", &json!({ "display_name": "Ada" })).await.expect_status(200);
    let other = BriefPlan::public().judged_by(&season.mika).open(&season.clara).await;
    season.better_and_better(&other).await;
    season.one_is_voided(&other).await;
    season.ada.put("/me", &profile).await.expect_status(200);
    season.one_is_taken_back(&other).await;
    season.one_is_heard_by_nobody(&other).await;
    season.an_invitation_comes_to_nothing().await;
    let last = BriefPlan::public().judged_by(&season.mika).open(&season.clara).await;
    let winner = last.submit(&season.ada, "Winner").await;
    season.answered(&Answered::approving(&letter_about(79))).await;
    season.clara.awards(&last, &winner).await;
}

impl Season {
    /// The one review that waits gets this answer, and its composer says something to it.
    async fn answered(&self, answer: &Answered) -> String {
        let review = self.mika.only_review().await;
        review.answer(answer).await;
        review.path("")
    }

    async fn sent_back(&self, brief: &OpenBrief, title: &str, number: usize) -> Submitted {
        let track = brief.submit(&self.ada, title).await;
        let answer = Answered::asking_for_changes(&letter_about(number));
        let review = self.answered(&answer).await;
        let reaction = json!({ "useful": 4, "addressed": [true] });
        self.ada.act(&format!("{review}/reaction"), &reaction).await;
        track
    }

    /// A new version earns for being so much better.
    async fn better_and_better(&self, brief: &OpenBrief) {
        let track = self.sent_back(brief, "First thoughts", 70).await;
        track.improve("Later thoughts").await;
        self.answered(&excellent(71)).await;
    }

    /// So does this one, but its review is voided, and so is all that rested on it.
    async fn one_is_voided(&self, brief: &OpenBrief) {
        let track = self.sent_back(brief, "Second thoughts", 72).await;
        track.improve("Third thoughts").await;
        let review = self.answered(&excellent(73)).await;
        let objection = json!({ "reason": "That was somebody else's track." });
        self.ada.act(&format!("{review}/dispute"), &objection).await;
        let upheld = json!({ "upheld": true, "words": "So it was." });
        self.olga.act(&format!("{review}/dispute/decision"), &upheld).await;
        self.world.settle().await;
    }

    async fn one_is_taken_back(&self, brief: &OpenBrief) {
        let track = brief.submit(&self.ben, "Too early").await;
        self.answered(&excellent(74)).await;
        self.ben.act(&track.path("/withdraw"), &json!({})).await;
        self.world.settle().await;
    }

    async fn one_is_heard_by_nobody(&self, brief: &OpenBrief) {
        brief.submit(&self.ben, "In the night").await;
        past_the_half_day(&self.world).await;
        self.world.pass(SignedDuration::from_hours(73)).await;
        assert!(self.mika.reviews().await.is_empty(), "its review has expired");
    }

    async fn an_invitation_comes_to_nothing(&self) {
        let plan = BriefPlan::private().inviting(&self.ben).judged_by(&self.mika);
        let brief = plan.open(&self.clara).await;
        self.ben.act(&brief.path("/invitations/me/accept"), &json!({})).await;
        self.clara.act(&brief.path("/close"), &json!({})).await;
        // A link is given again for a day.
        self.world.pass(SignedDuration::from_hours(24)).await;
        self.world.pass(SignedDuration::from_mins(30)).await;
    }
}

fn excellent(number: usize) -> Answered {
    Answered::scored([5, 5, 5, 5, 5], "approve", &letter_about(number))
}

/// Until the sweep has derived again what was earned lately: it does so twice a day, and a jump of
/// the clock that is too long would leave that run out.
pub(crate) async fn past_the_half_day(world: &World) {
    const HALF_A_DAY_S: i64 = 12 * 3_600;
    let left_s = HALF_A_DAY_S - world.now().as_second().rem_euclid(HALF_A_DAY_S);
    world.pass(SignedDuration::from_secs((left_s - 60).max(0))).await;
    world.pass(SignedDuration::from_secs(120)).await;
}

/// The records of base items that a studio's stream has.
pub(crate) fn captured(world: &World) -> Vec<Value> {
    let table = &world.studio.template().tables[0].name;
    let mut records: Vec<Value> = Vec::new();
    loop {
        let last = records.last().map(sequence);
        let some = world.studio.dynamodb().records(table, last.as_deref(), 1_000).unwrap();
        if some.is_empty() {
            break;
        }
        records.extend(some);
    }
    records.retain(|record| {
        let kind = record["dynamodb"]["NewImage"]["kind"]["S"].as_str().unwrap_or_default();
        BASE.contains(&kind)
    });
    records
}

pub(crate) fn sequence(record: &Value) -> String {
    record["dynamodb"]["SequenceNumber"].as_str().unwrap().to_owned()
}

/// All that promotion has derived in a studio, as text.
pub(crate) fn derived(world: &World) -> Vec<String> {
    let mut items = world.items();
    items.retain(|item| DERIVED.contains(&item["kind"]["S"].as_str().unwrap_or_default()));
    let mut texts: Vec<String> = items
        .into_iter()
        .map(|mut item| {
            // The shard of a list follows from the id of the member, which other seasons change. How
            // far the public sum has been folded depends on when; what it says does not.
            for history in ["revision", "gsi2pk", "public"] {
                item.as_object_mut().unwrap().remove(history);
            }
            item.to_string()
        })
        .collect();
    texts.sort();
    texts
}

/// The same season with other people: every id ends in another character.
pub(crate) fn of_others<T: serde::Serialize + serde::de::DeserializeOwned>(
    texts: &T,
    others: usize,
) -> T {
    let mut bytes = serde_json::to_vec(texts).unwrap();
    let prefixes: [&[u8]; 4] = [b"mem_", b"trk_", b"rev_", b"brf_"];
    for place in 0..bytes.len().saturating_sub(30) {
        if prefixes.contains(&&bytes[place..place + 4]) {
            let last = place + 29;
            let old = CROCKFORD.iter().position(|one| *one == bytes[last]).unwrap();
            bytes[last] = CROCKFORD[(old + others) % 32];
        }
    }
    serde_json::from_slice(&bytes).unwrap()
}
