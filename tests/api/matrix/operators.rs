//! Who runs the platform and judges a brief, or could be given a track of it, is as blind in it as
//! anybody who judges, and who has entered it as anybody who has: on every route that reads, on every
//! list of operators, and by every refusal.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{Answered, BriefPlan, OpenBrief, Person, Queued, ReplyChecks, World, letter};

use crate::matrix::stage::{Place, contains};
use crate::matrix::table;

/// A brief that is judged: one of two has answered Ada's track, which she disputes, and others are
/// asked for Ben's.
pub(super) struct Judged {
    pub(super) world: World,
    pub(super) clara: Person,
    pub(super) ada: Person,
    pub(super) ben: Person,
    /// She has answered Ada's track, and operates nothing.
    noor: Person,
    pub(super) brief: OpenBrief,
    pub(super) place: Place,
    /// Noor's review of Ada's track.
    answered: Queued,
}

/// The operators: on the roster, asked beyond it, a co-producer who was not asked, one who has entered
/// the brief, and one who has no part in it.
pub(super) struct Operators {
    mika: Person,
    oda: Person,
    kim: Person,
    eva: Person,
    olga: Person,
}

impl Operators {
    fn blind(&self) -> [&Person; 4] {
        [&self.mika, &self.oda, &self.kim, &self.eva]
    }
}

/// What each of these may read that names somebody or tells a verdict: the status for an operator who
/// is on the roster and has not answered, for one who is asked, for one who could be, for one who has
/// entered the brief, and for one who has no part in it; and whether that one takes none from then on.
pub(super) const ROUTES: [(&str, [u16; 5], bool); 19] = [
    ("GET /briefs/{brief}", [200, 200, 200, 200, 200], false),
    ("GET /briefs/{brief}/versions/{version}", [200, 200, 200, 200, 200], false),
    ("GET /briefs/{brief}/questions", [200, 200, 200, 200, 200], false),
    ("GET /briefs/{brief}/reference-media", [200, 200, 200, 200, 200], false),
    ("GET /briefs/{brief}/tracks", [200, 200, 200, 200, 200], true),
    ("GET /briefs/{brief}/tracks/{track}", [200, 200, 200, 404, 200], true),
    ("GET /briefs/{brief}/tracks/{track}/reviews", [404, 404, 404, 404, 200], true),
    (
        "GET /briefs/{brief}/tracks/{track}/versions/{version}/listen",
        [200, 404, 404, 404, 404],
        false,
    ),
    (
        "GET /briefs/{brief}/tracks/{track}/versions/{version}/assignment",
        [404, 404, 404, 404, 200],
        true,
    ),
    ("GET /briefs/{brief}/ranking", [404, 404, 404, 404, 200], true),
    ("GET /briefs/{brief}/opening", [409, 409, 409, 409, 409], false),
    ("GET /briefs/{brief}/tracks/{track}/split", [404, 404, 404, 404, 404], false),
    ("GET /reviews/{review}", [404, 404, 404, 404, 200], true),
    ("GET /reviews/{review}/markers", [404, 404, 404, 404, 404], false),
    ("GET /disputes", [200, 200, 200, 200, 200], true),
    ("GET /likenesses", [200, 200, 200, 200, 200], false),
    ("GET /briefs/{brief}/tracks/{track}/likenesses", [404, 404, 404, 404, 200], false),
    ("GET /lapses", [200, 200, 200, 200, 200], true),
    ("GET /sweep", [200, 200, 200, 200, 200], true),
];

const DECISION: &str = "POST /reviews/{review}/dispute/decision";

pub(super) async fn judged(world: &World) -> (Judged, Operators) {
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    for name in ["Mika", "Noor", "Oda"] {
        world.coproducer(name).await;
    }
    let (mika, noor, oda) =
        (world.everything("Mika"), world.composer("Noor"), world.everything("Oda"));
    let eva = world.everything("Eva");
    let plan = BriefPlan::private().with("reviews_per_track", 2).inviting(&ada).inviting(&ben);
    let plan = plan.inviting(&eva).judged_by(&mika).judged_by(&noor);
    let brief = plan.open(&clara).await;
    ada.create(&brief.path("/questions"), &json!({ "text": "May it begin late?" })).await;
    let track = brief.submit(&ada, "Song by Ada").await;
    let answered = noor.only_review().await;
    answered.answer(&Answered::asking_for_changes(letter(0))).await;
    let objection = json!({ "reason": "There is no trumpet in it." });
    ada.act(&answered.path("/dispute"), &objection).await;
    brief.submit(&ben, "Song by Ben").await;
    let decline = json!({ "reason": "no_time" });
    noor.act(&noor.only_review().await.path("/decline"), &decline).await;
    brief.submit(&eva, "Tale of Eva").await;
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
    world.coproducer("Kim").await;
    let (kim, olga) = (world.everything("Kim"), world.operator("Olga"));
    let judged = Judged { world: world.clone(), clara, ada, ben, noor, brief, place, answered };
    (judged, Operators { mika, oda, kim, eva, olga })
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

    /// Two of whom one has answered nothing, and their reviews: who listens.
    async fn listeners(&self, mika: &Person) -> Vec<String> {
        let mut found = Vec::new();
        for reviewer in [mika, &self.noor] {
            found.push(reviewer.id.to_string());
            let queue = reviewer.read("/reviews").await;
            let ids = queue["items"].as_array().unwrap().iter().map(|one| one["id"].clone());
            found.extend(ids.map(|id| id.as_str().unwrap().to_owned()));
        }
        assert!(found.len() >= 5, "{found:?}");
        found
    }

    /// Time passes, and no sweep does what falls due.
    pub(super) async fn let_something_fall_due(&self) {
        self.world.hold_events();
        self.world.pass(SignedDuration::from_hours(24)).await;
        let _lost = self.world.take_events();
        self.world.release_events();
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
async fn an_operator_who_judges_a_brief_could_or_enters_it_is_blind_in_it_until_it_has_ended() {
    let world = World::start().await;
    let (judged, operators) = judged(&world).await;
    let Operators { mika, oda, kim, eva, olga } = &operators;
    let appoint = judged.brief.path("/coproducers");
    for blind in operators.blind() {
        let probe = blind.post(&appoint, &json!({ "member": judged.ada.id })).await;
        assert_eq!(probe.refusal(), (403, "forbidden".to_owned()), "who has entered is not said");
    }
    let probe = olga.post(&appoint, &json!({ "member": judged.ada.id })).await;
    assert_eq!(probe.problem(), "coproducer_excluded");

    let mut told = Vec::new();
    for path in readable() {
        for blind in operators.blind() {
            told.extend(judged.told(blind, &judged.place.fill(&path)).await);
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
    let listeners = judged.listeners(mika).await;
    for path in readable() {
        let reply = eva.get(&judged.place.fill(&path)).await;
        let said = listeners.iter().find(|one| contains(&reply.body, one));
        assert_eq!(said, None, "{path} tells an entrant who listens");
    }
    lists_are_of_what_is_overseen(&judged, &operators).await;
    for (number, (route, expected, _)) in ROUTES.into_iter().enumerate() {
        let mut found = Vec::new();
        let first_look = judged.world.operator(&format!("Otto {number}"));
        for person in [mika, oda, kim, eva, &first_look] {
            found.push(judged.ask(person, route).await);
        }
        assert_eq!(found, expected, "{route}");
    }
    for blind in operators.blind() {
        assert_eq!(judged.ask(blind, DECISION).await, 404, "{}", blind.name);
    }
    // Whatever Oda answers: another track of the brief may be offered to them next.
    let asks = oda.notices_of("review_asked").await;
    let asked = asks[0]["facts"]["track"].as_str().unwrap();
    let decline = judged.brief.path(&format!("/tracks/{asked}/versions/1/ask/decline"));
    oda.act(&decline, &json!({})).await;
    assert_eq!(judged.ask(oda, "GET /briefs/{brief}/ranking").await, 404);
    judged.let_something_fall_due().await;
    what_is_due_is_hidden(&judged, &operators, &listeners).await;

    let cancel = json!({ "reason": "The film is off." });
    judged.clara.act(&judged.brief.path("/cancel"), &cancel).await;
    for person in operators.blind() {
        assert_eq!(judged.ask(person, "GET /briefs/{brief}/ranking").await, 200);
        let room = person.read(&judged.answered.path("")).await;
        assert_eq!(room["delivery"]["feedback"]["text"], letter(0));
    }
    let body = json!({ "upheld": false, "words": "It says what was heard." });
    let rival = eva.post(&judged.answered.path("/dispute/decision"), &body).await;
    assert_eq!(rival.refusal(), (403, "own_matter".to_owned()), "an answer to a rival");
    assert_eq!(judged.ask(olga, DECISION).await, 200);
    assert!(judged.world.denied().is_empty());
}

impl Judged {
    /// Who has looked into the brief because they run the platform.
    pub(super) fn overseers(&self) -> BTreeSet<String> {
        let items = self.world.items_of("overseer").into_iter();
        items.map(|item| item["member"]["S"].as_str().unwrap().to_owned()).collect()
    }
}

#[tokio::test]
async fn whoever_has_looked_into_a_running_brief_as_an_operator_is_written_down() {
    let world = World::start().await;
    let (judged, operators) = judged(&world).await;
    judged.let_something_fall_due().await;
    for blind in operators.blind() {
        for (route, ..) in ROUTES {
            judged.ask(blind, route).await;
        }
    }
    assert!(judged.overseers().is_empty(), "who sees nothing looks at nothing");
    let routes =
        ROUTES.map(|(route, _, looks)| (route, looks)).into_iter().chain([(DECISION, true)]);
    for (number, (route, looks)) in routes.enumerate() {
        let operator = world.operator(&format!("Otto {number}"));
        let before = judged.overseers();
        for again in [looks, false] {
            world.count_from_here();
            judged.ask(&operator, route).await;
            let overseers = judged.overseers();
            let is_new = overseers.difference(&before).eq([&operator.id.to_string()]);
            assert_eq!(is_new, looks, "{route}");
            let writes = world.writes().len();
            assert!(route == DECISION || writes == usize::from(again), "{route}: {writes}");
        }
    }
    assert!(world.denied().is_empty(), "{:?}", world.denied());
}

/// The lists of operators leave the brief out for all but the one without a part, and fill the page.
async fn lists_are_of_what_is_overseen(judged: &Judged, operators: &Operators) {
    let olga = &operators.olga;
    for list in ["/disputes", "/lapses"] {
        for blind in operators.blind() {
            let page = blind.read(&format!("{list}?limit=1")).await;
            assert_eq!((&page["items"], &page["next"]), (&json!([]), &Value::Null), "{list}");
        }
        let text = olga.read(list).await.to_string();
        assert!(text.contains(&judged.brief.id), "{list} hides it: {text}");
    }
    assert!(judged.told(olga, "/disputes").await.len() >= 2, "the search finds what there is");
    let asker = |questions: Value| questions["items"][0]["asked_by"].clone();
    let questions = judged.brief.path("/questions");
    for blind in operators.blind() {
        assert_eq!(asker(blind.read(&questions).await), Value::Null);
    }
    assert_eq!(asker(olga.read(&questions).await), json!(judged.ada.id));
}

/// The dry run of the sweep names reviewers and their reviews to an operator without a part alone.
async fn what_is_due_is_hidden(judged: &Judged, operators: &Operators, listeners: &[String]) {
    let seen = operators.olga.read("/sweep").await.to_string();
    assert!(seen.contains(&judged.brief.id), "nothing is due: {seen}");
    assert!(listeners.iter().any(|one| seen.contains(one)), "no reviewer is reminded: {seen}");
    for blind in operators.blind() {
        let text = blind.read("/sweep").await.to_string();
        let told = listeners.iter().chain([&judged.brief.id]).find(|one| text.contains(*one));
        assert_eq!(told, None, "{} reads {text}", blind.name);
    }
}
