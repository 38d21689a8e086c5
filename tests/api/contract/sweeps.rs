//! What follows from the arguments of an operation is answered by every operation that has them: in
//! one studio each, all operations are asked the same wrong way.

use edge::operation::{Admission, Operation, RequestHeader};
use edge::{BODY_BYTES_MAX, FILE_BYTES_MAX};
use local::fault_injection::{Fault, FaultKind};
use serde_json::json;
use tests::{Person, World};
use tokio::task::JoinSet;

use super::ask::{Answer, Ask, needs_a_token, operations, takes_json};

/// More than all functions together ask in one sweep.
const CALLS_MAX: usize = 5_000;

/// Operations that read nothing: neither a busy table nor a broken one is in their way.
const READS_NOTHING: [&str; 1] = ["GET /credits/key"];

async fn everybody() -> (World, Person) {
    let world = World::start().await;
    let everybody = world.everything("Eve");
    (world, everybody)
}

/// What was expected of each operation and was not answered.
#[derive(Default)]
struct Expected {
    asked: usize,
    differing: Vec<String>,
}

impl Expected {
    fn is(&mut self, ask: &Ask, answer: &Answer, status: u16, words: &str) {
        self.asked += 1;
        if (answer.status, answer.words.as_str()) != (status, words) {
            self.differing.push(format!("{} ({}): {answer}", ask.name, ask.path));
        }
    }

    #[track_caller]
    fn all_met(&self) {
        assert!(self.asked > 0, "nothing was asked");
        let differing = self.differing.join("\n  ");
        assert!(self.differing.is_empty(), "of {} asked\n  {differing}\n", self.asked);
    }
}

/// Asks every operation that `applies`, in the way that `change` makes of the right one.
async fn all(
    applies: impl Fn(&Operation) -> bool,
    change: impl Fn(&Operation, Ask) -> Ask,
    status: u16,
    words: &str,
) {
    let (_world, person) = everybody().await;
    let mut expected = Expected::default();
    for operation in operations().iter().filter(|operation| applies(operation)) {
        let ask = change(operation, Ask::of(operation));
        let answer = ask.sent_by(&person).await;
        expected.is(&ask, &answer, status, words);
    }
    expected.all_met();
}

#[tokio::test]
async fn without_a_token_the_gateway_refuses_whatever_needs_one() {
    let (_world, person) = everybody().await;
    let mut expected = Expected::default();
    for operation in operations().iter().filter(|operation| needs_a_token(operation)) {
        let ask = Ask::of(operation);
        expected.is(&ask, &ask.sent_with(&person, None).await, 401, "Unauthorized");
    }
    expected.all_met();
}

#[tokio::test]
async fn unauthenticated_is_whoever_shows_another_token_than_an_access_token() {
    let (world, person) = everybody().await;
    let groups = ["client", "composer", "operator"];
    let token = world.studio.issuer().id_token("Eve", &groups).unwrap();
    let mut expected = Expected::default();
    for operation in operations().iter().filter(|operation| needs_a_token(operation)) {
        let ask = Ask::of(operation);
        let answer = ask.sent_with(&person, Some(&token)).await;
        expected.is(&ask, &answer, 401, "unauthenticated");
    }
    expected.all_met();
}

#[tokio::test]
async fn forbidden_is_whatever_is_for_another_group() {
    let world = World::start().await;
    let (client, composer) = (world.client("Clara"), world.composer("Ada"));
    let mut expected = Expected::default();
    for operation in &operations() {
        let Admission::Group(group) = operation.access else { continue };
        let other = if group.as_str() == "client" { &composer } else { &client };
        let ask = Ask::of(operation);
        expected.is(&ask, &ask.sent_by(other).await, 403, "forbidden");
    }
    expected.all_met();
}

#[tokio::test]
async fn a_query_with_an_unknown_parameter_is_refused() {
    let unknown = |_: &Operation, mut ask: Ask| {
        let more = if ask.path.contains('?') { '&' } else { '?' };
        ask.path.push(more);
        ask.path.push_str("nobody_knows_it=1");
        ask
    };
    all(|_| true, unknown, 400, "query").await;
}

#[tokio::test]
async fn not_found_is_what_an_id_that_is_none_stands_for() {
    let none = |operation: &Operation, ask: Ask| ask.about(operation, "none");
    all(|operation| !operation.path_values.is_empty(), none, 404, "not_found").await;
}

#[tokio::test]
async fn malformed_is_a_body_that_is_no_json() {
    all(takes_json, |_, ask| ask.saying("{"), 400, "malformed").await;
}

#[tokio::test]
async fn malformed_is_a_file_of_another_type_or_without_a_byte() {
    let takes_file = |operation: &Operation| operation.body.is_some() && !takes_json(operation);
    let of_another_type =
        |_: &Operation, ask: Ask| ask.without("content-type").with("content-type", "image/png");
    all(takes_file, of_another_type, 400, "malformed").await;
    all(takes_file, |_, ask| ask.saying(""), 400, "malformed").await;
}

#[tokio::test]
async fn too_large_is_a_body_of_one_byte_more() {
    let large = |operation: &Operation, ask: Ask| {
        let max = if takes_json(operation) { BODY_BYTES_MAX } else { FILE_BYTES_MAX };
        ask.saying(vec![b' '; max + 1])
    };
    all(|operation| operation.body.is_some(), large, 413, "too_large").await;
}

#[tokio::test]
async fn validation_names_a_field_that_nobody_knows() {
    let unknown = |_: &Operation, ask: Ask| {
        let mut body = ask.json();
        body["nobody_knows_it"] = json!(1);
        ask.saying(body.to_string())
    };
    all(takes_json, unknown, 422, "validation").await;
}

#[tokio::test]
async fn malformed_is_what_has_no_idempotency_key_where_one_is_needed() {
    let has_key =
        |operation: &Operation| operation.headers.contains(&RequestHeader::IdempotencyKey);
    all(has_key, |_, ask| ask.without("idempotency-key"), 400, "malformed").await;
}

#[tokio::test]
async fn if_match_required_is_what_names_no_version_where_one_is_needed() {
    let has_tag = |operation: &Operation| operation.headers.contains(&RequestHeader::IfMatch);
    all(has_tag, |_, ask| ask.without("if-match"), 428, "if_match_required").await;
}

#[tokio::test]
async fn not_acceptable_is_a_form_that_nothing_can_be_had_in() {
    let in_forms = |operation: &Operation| operation.headers.contains(&RequestHeader::Accept);
    all(in_forms, |_, ask| ask.with("accept", "image/png"), 406, "not_acceptable").await;
}

/// Every call of any function meets this.
fn always(kind: FaultKind) -> impl Iterator<Item = Fault> {
    (1..=CALLS_MAX).map(move |nth| Fault { function: None, operation: None, nth, kind })
}

/// All at once: the SDK waits before it asks again.
async fn with_a_table_that_fails(kind: FaultKind, status: u16, words: &str) {
    let (world, person) = everybody().await;
    world.inject(always(kind));
    let mut asked = JoinSet::new();
    for operation in operations() {
        let mut ask = Ask::of(&operation);
        match ask.name.as_str() {
            name if READS_NOTHING.contains(&name) => continue,
            // Nothing is read for anybody else.
            "POST /members/{member}/appeal" => {
                ask = ask.about(&operation, &person.id.to_string());
            }
            _ => {}
        }
        let person = person.clone();
        asked.spawn(async move {
            let answer = ask.sent_by(&person).await;
            (ask, answer)
        });
    }
    let mut expected = Expected::default();
    for (ask, answer) in asked.join_all().await {
        expected.is(&ask, &answer, status, words);
    }
    expected.all_met();
}

#[tokio::test]
async fn a_table_that_asks_to_slow_down_makes_every_operation_busy() {
    with_a_table_that_fails(FaultKind::Throttled, 503, "busy").await;
}

#[tokio::test]
async fn a_table_that_answers_something_strange_is_our_mistake_everywhere() {
    with_a_table_that_fails(FaultKind::ConditionalConflict, 500, "internal").await;
}
