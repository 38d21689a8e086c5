//! Who runs the platform and judges a brief, or was asked to, is as blind in it as anybody who
//! judges: on every route that reads, on every list of operators, and by every refusal.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, Queued, ReplyChecks, World, letter};

use crate::matrix::stage::{Place, contains};
use crate::matrix::table;

/// A brief that is judged: one of two has answered Ada's track, which she disputes, and others are
/// asked for Ben's.
struct Judged {
    world: World,
    clara: Person,
    ada: Person,
    ben: Person,
    brief: OpenBrief,
    place: Place,
    /// Who has answered Ada's track.
    answered: Queued,
}

/// What each of these may read that names somebody or tells a verdict: the status for an operator who
/// is on the roster and has not answered, for one who is asked, and for one who has no part in it.
const ROUTES: [(&str, [u16; 3]); 19] = [
    ("GET /briefs/{brief}", [200, 200, 200]),
    ("GET /briefs/{brief}/versions/{version}", [200, 200, 200]),
    ("GET /briefs/{brief}/questions", [200, 200, 200]),
    ("GET /briefs/{brief}/tracks", [200, 200, 200]),
    ("GET /briefs/{brief}/tracks/{track}", [200, 200, 200]),
    ("GET /briefs/{brief}/tracks/{track}/reviews", [404, 404, 200]),
    ("GET /briefs/{brief}/tracks/{track}/versions/{version}/listen", [200, 404, 404]),
    ("GET /briefs/{brief}/tracks/{track}/versions/{version}/assignment", [404, 404, 200]),
    ("GET /briefs/{brief}/ranking", [404, 404, 200]),
    ("GET /briefs/{brief}/opening", [403, 403, 409]),
    ("GET /briefs/{brief}/tracks/{track}/split", [404, 404, 404]),
    ("GET /reviews/{review}", [404, 404, 200]),
    ("GET /reviews/{review}/markers", [404, 404, 404]),
    ("GET /disputes", [200, 200, 200]),
    ("GET /likenesses", [200, 200, 200]),
    ("GET /briefs/{brief}/tracks/{track}/likenesses", [404, 404, 200]),
    ("GET /lapses", [200, 200, 200]),
    ("GET /sweep", [200, 200, 200]),
    ("POST /reviews/{review}/dispute/decision", [404, 404, 200]),
];

async fn judged(world: &World) -> (Judged, [Person; 3]) {
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    for name in ["Mika", "Noor", "Oda"] {
        world.coproducer(name).await;
    }
    // Noor judges and operates nothing.
    let (mika, noor, oda) =
        (world.everything("Mika"), world.composer("Noor"), world.everything("Oda"));
    let plan = BriefPlan::private().with("reviews_per_track", 2).inviting(&ada).inviting(&ben);
    let brief = plan.judged_by(&mika).judged_by(&noor).open(&clara).await;
    ada.create(&brief.path("/questions"), &json!({ "text": "May it begin late?" })).await;
    let track = brief.submit(&ada, "Song by Ada").await;
    let answered = noor.only_review().await;
    answered.answer(&Answered::asking_for_changes(letter(0))).await;
    let objection = json!({ "reason": "There is no trumpet in it." });
    ada.act(&answered.path("/dispute"), &objection).await;
    brief.submit(&ben, "Song by Ben").await;
    let decline = json!({ "reason": "no_time" });
    noor.act(&noor.only_review().await.path("/decline"), &decline).await;
    world.pass(SignedDuration::from_hours(25)).await;
    assert_eq!(oda.notices_of("review_asked").await.len(), 1);
    clara.act(&brief.path("/close"), &json!({})).await;
    let place = Place {
        brief: brief.id.clone(),
        track: track.id.clone(),
        review: answered.id.clone(),
        member: ada.id.to_string(),
        ..Place::missing()
    };
    let (world, olga) = (world.clone(), world.operator("Olga"));
    (Judged { world, clara, ada, ben, brief, place, answered }, [mika, oda, olga])
}

impl Judged {
    fn secrets(&self) -> Vec<String> {
        let names = ["Song by", "no trumpet", letter(0)].map(str::to_owned);
        [&self.ada, &self.ben]
            .map(|composer| composer.id.to_string())
            .into_iter()
            .chain(names)
            .collect()
    }

    /// What an answer gives away of the brief to this person.
    async fn told(&self, person: &Person, path: &str) -> Vec<String> {
        let reply = person.get(path).await;
        let found = self.secrets().into_iter().filter(|one| contains(&reply.body, one));
        found.map(|one| format!("{path} says {one} to {}", person.name)).collect()
    }

    async fn ask(&self, person: &Person, route: &str) -> u16 {
        let (method, path) = route.split_once(' ').unwrap();
        let path = self.place.fill(path);
        let body = json!({ "upheld": false, "words": "It says what was heard." });
        person.ask(&method.parse().unwrap(), &path, &body).await.status.as_u16()
    }
}

/// Every `GET` of the template, but for those that name a member in their path.
fn readable() -> BTreeSet<String> {
    let rows = table::ALL.into_iter().flat_map(table::parse);
    let reads = rows.filter(|row| row.method == "GET" && !row.path.contains("{member}"));
    reads.map(|row| row.path).collect()
}

#[tokio::test]
async fn an_operator_who_judges_a_brief_or_was_asked_to_is_blind_in_it_until_it_has_ended() {
    let world = World::start().await;
    let (judged, [mika, oda, olga]) = judged(&world).await;
    let appoint = judged.brief.path("/coproducers");
    for blind in [&mika, &oda] {
        let probe = blind.post(&appoint, &json!({ "member": judged.ada.id })).await;
        assert_eq!(probe.refusal(), (403, "forbidden".to_owned()), "who has entered is not said");
    }
    let probe = olga.post(&appoint, &json!({ "member": judged.ada.id })).await;
    assert_eq!(probe.problem(), "coproducer_excluded");

    let mut told = Vec::new();
    for path in readable() {
        for blind in [&mika, &oda] {
            told.extend(judged.told(blind, &judged.place.fill(&path)).await);
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    for list in ["/disputes", "/lapses", "/sweep"] {
        for blind in [&mika, &oda] {
            let text = blind.read(list).await.to_string();
            assert!(!text.contains(&judged.brief.id), "{list} tells {} {text}", blind.name);
        }
        let text = olga.read(list).await.to_string();
        assert!(list == "/sweep" || text.contains(&judged.brief.id), "{list} hides it: {text}");
    }
    assert!(judged.told(&olga, "/disputes").await.len() >= 2, "the search finds what there is");
    let asker = |questions: Value| questions["items"][0]["asked_by"].clone();
    let questions = judged.brief.path("/questions");
    assert_eq!(asker(oda.read(&questions).await), Value::Null);
    assert_eq!(asker(olga.read(&questions).await), json!(judged.ada.id));

    for (route, expected) in ROUTES {
        let mut found = Vec::new();
        for person in [&mika, &oda, &olga] {
            found.push(judged.ask(person, route).await);
        }
        assert_eq!(found, expected, "{route}");
    }
    // Whatever Oda answers: another track of the brief may be offered to them next.
    let asks = oda.notices_of("review_asked").await;
    let asked = asks[0]["facts"]["track"].as_str().unwrap();
    let decline = judged.brief.path(&format!("/tracks/{asked}/versions/1/ask/decline"));
    oda.act(&decline, &json!({})).await;
    assert_eq!(judged.ask(&oda, "GET /briefs/{brief}/ranking").await, 404);

    let cancel = json!({ "reason": "The film is off." });
    judged.clara.act(&judged.brief.path("/cancel"), &cancel).await;
    for person in [&mika, &oda] {
        assert_eq!(judged.ask(person, "GET /briefs/{brief}/ranking").await, 200);
        let room = person.read(&judged.answered.path("")).await;
        assert_eq!(room["delivery"]["feedback"]["text"], letter(0));
    }
    assert!(judged.world.denied().is_empty());
}
