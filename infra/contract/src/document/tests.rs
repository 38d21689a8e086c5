//! Four routes as a function declares them, and what the document says of them.

use domain::id::BriefId;
use domain::rules::Rule;
use edge::{
    Caller, Created, Field, Fields, Found, HashedBody, IdempotencyKey, ListFilters, ListPage,
    Operator, Paged, Path, Problem, Query, ReadFields, Routes, answer,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::*;

#[derive(Serialize, JsonSchema)]
struct BoatView {
    id: BriefId,
    /// What stands on its bow.
    label: Option<String>,
    length_s: u32,
}

struct NewBoat;

impl ReadFields for NewBoat {
    const NAME: &'static str = "NewBoat";
    const ABOUT: &'static str = "A thing of the tests.";

    fn read(fields: &mut Fields) -> Option<NewBoat> {
        let label = fields.required("label", |field| field.line(1..=80));
        let oars = fields.optional_or("oars", 2_u8, |field| field.integer(0..=8));
        let pool = fields.optional("pool", |field| {
            field.ruled(Rule::PoolBounds, |field| field.integer(0..=9_u32), Ok::<_, String>)
        });
        fields.note("oars", "how many oars it has");
        label.zip(oars).zip(pool).map(|_| NewBoat)
    }
}

struct Afloat;

impl ListFilters for Afloat {
    fn read(fields: &mut Fields) -> Option<Afloat> {
        fields.optional("afloat", Field::flag).map(|_| Afloat)
    }
}

struct Token;

impl ReadFields for Token {
    const NAME: &'static str = "Token";
    const ABOUT: &'static str = "A thing of the tests.";

    fn read(fields: &mut Fields) -> Option<Token> {
        fields.required("token", |field| field.line(1..=9)).map(|_| Token)
    }
}

async fn build(
    _caller: Caller,
    _key: IdempotencyKey,
    _body: HashedBody<NewBoat>,
) -> Result<Created<BoatView>, Problem> {
    Err(Problem::not_found())
}

async fn list(
    _operator: Operator,
    _list: Paged<Afloat>,
) -> Result<Found<ListPage<BoatView>>, Problem> {
    Err(Problem::not_found())
}

async fn read(_brief: Path<BriefId>, _token: Query<Token>) -> Result<Found<BoatView>, Problem> {
    answer::found(&BoatView { id: BriefId::derive(&[b"x"]), label: None, length_s: 1 })
}

fn boats() -> Described {
    let described = Described::default();
    let routes = Routes::<()>::under(described, Tag::Briefs);
    let routes = Routes::<()>::post(routes, "/boats", build, |it| {
        it.summary("Build a boat").who("everybody").refuses(&[Rule::NoPrize, Rule::NoCoproducer])
    });
    let routes = Routes::<()>::get(routes, "/boats", list, |it| {
        it.summary("List the boats").ordered("by length, the longest first")
    });
    Routes::<()>::get(routes, "/boats/{boat}", read, |it| it.summary("Read a boat"))
}

fn route(method: &str, path: &str, event: &str) -> NamedRoute {
    NamedRoute { method: method.to_owned(), path: path.to_owned(), event: event.to_owned() }
}

fn told() -> Value {
    let routes = [
        route("POST", "/boats", "BuildBoat"),
        route("GET", "/boats", "ListBoats"),
        route("GET", "/boats/{boat}", "ReadBoat"),
    ];
    document(&routes, boats(), &Examples::default())
}

fn at<'a>(document: &'a Value, pointer: &str) -> &'a Value {
    document.pointer(pointer).unwrap_or_else(|| panic!("{pointer} of {document:#}"))
}

#[test]
fn an_operation_is_called_after_its_event_and_says_who_may_call_it() {
    let document = told();
    let build = at(&document, "/paths/~1boats/post");
    assert_eq!(build["operationId"], "buildBoat");
    assert_eq!(build["tags"], json!(["Briefs"]));
    assert_eq!(build["description"], "Who: Everybody.");
    assert_eq!(build.get("security"), None);
    let list = at(&document, "/paths/~1boats/get");
    assert_eq!(list["security"], json!([{ "token": ["operator"] }]));
    assert_eq!(list["x-order"], "by length, the longest first");
    let read = at(&document, "/paths/~1boats~1{boat}/get");
    assert_eq!(read["security"], json!([]));
}

#[test]
fn a_body_is_a_component_of_what_its_reader_takes() {
    let document = told();
    let body = at(&document, "/paths/~1boats/post/requestBody");
    assert_eq!(body["required"], true);
    let reference = &body["content"]["application/json"]["schema"]["$ref"];
    assert_eq!(reference, "#/components/schemas/NewBoat");
    let properties = at(&document, "/components/schemas/NewBoat/properties");
    assert_eq!(properties["oars"]["description"], "How many oars it has.");
    assert_eq!(properties["oars"]["default"], 2);
    assert_eq!(properties["pool"]["x-rule"], "pool_bounds");
}

#[test]
fn parameters_are_those_of_the_path_the_query_and_the_headers() {
    let document = told();
    let of_list = at(&document, "/paths/~1boats/get/parameters").as_array().unwrap();
    let afloat = of_list.iter().find(|one| one["name"] == "afloat").unwrap();
    assert_eq!(afloat["schema"]["type"], "boolean");
    let limit = of_list.iter().find(|one| one["name"] == "limit").unwrap();
    assert_eq!(
        (&limit["schema"]["default"], &limit["schema"]["maximum"]),
        (&json!(20), &json!(100))
    );
    let boat = at(&document, "/components/parameters/boat");
    assert_eq!(boat["schema"]["$ref"], "#/components/schemas/BriefId");
    assert!(boat["description"].is_string(), "{boat}");
    let key = at(&document, "/components/parameters/IdempotencyKey");
    assert_eq!(key["required"], true);
}

#[test]
fn answers_are_by_status_the_gateways_own_beside_ours() {
    let document = told();
    let build = at(&document, "/paths/~1boats/post/responses");
    let statuses: Vec<&String> = build.as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["201", "400", "401", "403", "409", "413", "422", "429", "500", "503"]);
    assert!(build["201"]["headers"].get("Location").is_some());
    assert_eq!(build["401"]["$ref"], "#/components/responses/Unauthenticated");
    let unauthorized = at(&document, "/components/responses/Unauthenticated/content");
    let gateway = &unauthorized["application/json"]["schema"]["properties"]["message"]["enum"];
    assert_eq!(gateway, &json!(["Unauthorized"]));
    let ours = &unauthorized["application/problem+json"]["schema"]["allOf"];
    assert_eq!(ours[0]["$ref"], "#/components/schemas/Problem");
    let url = "https://coproducer.example/problems/unauthenticated";
    assert_eq!(ours[1]["properties"]["type"]["enum"], json!([url]));
    let rules = build["422"]["x-rules"].as_array().unwrap();
    for rule in ["missing", "length", "no_coproducer", "pool_bounds"] {
        assert!(rules.contains(&rule.into()), "{rule} is not among {rules:?}");
    }
}

#[test]
fn a_page_of_a_list_and_its_items_are_open_and_whole() {
    let document = told();
    let page = at(&document, "/components/schemas/BoatPage");
    assert_eq!(page["required"], json!(["items", "next"]));
    let boat = at(&document, "/components/schemas/Boat");
    assert_eq!(boat["required"], json!(["id", "label", "length_s"]));
    assert_eq!(boat.get("additionalProperties"), None);
    let new = at(&document, "/components/schemas/NewBoat");
    assert_eq!(new["additionalProperties"], false);
    assert_eq!(boat["properties"]["length_s"]["x-unit"], "s");
    let problem = at(&document, "/components/schemas/Problem");
    assert_eq!(problem["required"], json!(["type", "title", "status", "detail"]));
    assert_eq!(problem.get("additionalProperties"), None);
}

#[test]
fn a_route_without_a_declaration_and_a_declaration_without_a_route_are_found() {
    let routes = [route("POST", "/boats", "BuildBoat"), route("PUT", "/boats", "Sink")];
    let apart = routes_apart(&routes, &boats());
    assert_eq!(apart.len(), 3, "{apart:?}");
    assert!(apart.contains(&"template.yaml: no function declares PUT /boats".to_owned()));
    assert!(apart.contains(&"GET /boats: is not in template.yaml".to_owned()));
}

#[test]
fn what_a_test_has_sent_stands_at_the_body_and_at_its_answer() {
    let sent = json!({ "POST /boats": {
        "201 application/json": {
            "path": "/boats", "request": { "label": "Ada" }, "media_type": "application/json",
            "answer": { "label": "Ada" }, "fingerprint": "",
        },
        "409 no_prize": {
            "path": "/boats", "request": { "label": "Eve" }, "media_type": null,
            "answer": { "type": "https://coproducer.example/problems/no_prize", "detail": "none" },
            "fingerprint": "",
        },
    } });
    let examples: Examples = serde_json::from_value(sent).unwrap();
    let routes = [route("POST", "/boats", "BuildBoat")];
    let document = document(&routes, boats(), &examples);
    let build = at(&document, "/paths/~1boats/post");
    let body = &build["requestBody"]["content"]["application/json"]["examples"];
    assert_eq!(body["sent"]["value"]["label"], "Ada");
    let answer = &build["responses"]["201"]["content"]["application/json"]["examples"];
    assert_eq!(answer["given"]["value"]["label"], "Ada");
    let page = crate::problems_page::page(&routes, &boats().operations, &examples);
    let section = page.split("\n## ").find(|section| section.starts_with("`no_prize`")).unwrap();
    assert!(section.contains("Answered by `buildBoat`."), "{section}");
    assert!(section.contains("\"detail\": \"none\""), "{section}");
}

#[test]
fn the_document_is_one_that_a_checker_takes() {
    let document = told();
    for reference in references(&document) {
        let pointer = reference.trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    crate::Checker::new(document).unwrap();
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(members) => {
            let own = members.get("$ref").and_then(Value::as_str).map(str::to_owned);
            own.into_iter().chain(members.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
