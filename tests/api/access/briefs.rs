//! A private brief does not exist for whoever has no part in it; a public one does once it is open.

use http::Method;
use serde_json::{Value, json};
use tests::{BriefPlan, Said, World, audio, declared};

use super::assert_unknown;

const NEVER_MADE: &str = "brf_00000000000000000000000000";

fn track_body() -> Value {
    let mut body = declared(&audio::wav(1));
    body["title"] = json!("Uninvited");
    body
}

/// Every route below a brief, with a body that would be fine.
fn every_route() -> Vec<(Method, &'static str, Value)> {
    let term = json!({ "terms": [{ "word": "sunny", "energy": 3 }] });
    vec![
        (Method::GET, "", Value::Null),
        (Method::GET, "/tracks", Value::Null),
        (Method::POST, "/tracks", track_body()),
        (Method::POST, "/open", json!({})),
        (Method::POST, "/close", json!({})),
        (Method::POST, "/cancel", json!({ "reason": "it is mine now" })),
        (Method::PUT, "/lexicon", term),
        (Method::POST, "/lexicon/confirm", json!({})),
        (Method::POST, "/lexicon/return", json!({ "reason": "no" })),
        (Method::POST, "/coproducers", json!({ "member": "mem_00000000000000000000000000" })),
        (Method::POST, "/invitations", json!({ "members": ["mem_00000000000000000000000000"] })),
        (Method::POST, "/invitations/me/accept", json!({})),
        (Method::POST, "/invitations/me/decline", json!({})),
        (Method::POST, "/tracks/trk_00000000000000000000000000/shortlist", json!({})),
        (
            Method::POST,
            "/selection",
            json!({ "track": "trk_00000000000000000000000000", "version": 1 }),
        ),
    ]
}

#[tokio::test]
async fn a_private_brief_is_unknown_to_outsiders_on_every_route() {
    let world = World::start().await;
    let (clara, ada, eve) = (world.client("Clara"), world.composer("Ada"), world.composer("Eve"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    for (method, below, body) in every_route() {
        for id in [brief.id.as_str(), NEVER_MADE] {
            let path = format!("/briefs/{id}{below}");
            let reply = eve.ask(&method, &path, &body).await;
            assert_eq!(reply.status, 404, "{method} {path}: {:?}", reply.json());
            assert_unknown(reply);
        }
    }
    assert_eq!(world.items_of("track").len(), 0);
}

#[tokio::test]
async fn a_private_brief_is_unknown_to_other_clients_and_absent_from_the_board() {
    let world = World::start().await;
    let (clara, carl, ada) = (world.client("Clara"), world.client("Carl"), world.composer("Ada"));
    let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
    assert_unknown(carl.get(&brief.path("")).await);
    for person in [&carl, &ada, &clara] {
        let board = person.read("/briefs").await;
        assert_eq!(board["items"], json!([]), "{} sees it on the board", person.name);
    }
    let mine = carl.read("/me/briefs").await;
    assert_eq!(mine["items"], json!([]));
}

#[tokio::test]
async fn who_has_a_part_in_a_private_brief_sees_it() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let mika = world.coproducer("Mika").await;
    let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
    for person in [clara, ada, mika, world.operator("Olga")] {
        assert_eq!(brief.seen_by(&person).await["id"], brief.id.as_str(), "{}", person.name);
    }
}

#[tokio::test]
async fn a_draft_is_its_owners_alone() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    for plan in [BriefPlan::public(), BriefPlan::private()] {
        let brief = plan.draft(&clara).await;
        assert_unknown(ada.get(&brief.path("")).await);
        assert_unknown(ada.post(&brief.path("/tracks"), &track_body()).await);
        assert_eq!(brief.seen_by(&clara).await["state"], "draft");
    }
}

#[tokio::test]
async fn a_public_brief_is_for_everybody_to_read_and_for_its_owner_to_move() {
    let world = World::start().await;
    let (clara, carl, ada) = (world.client("Clara"), world.client("Carl"), world.composer("Ada"));
    let brief = BriefPlan::public().open(&clara).await;
    assert_eq!(brief.seen_by(&ada).await["id"], brief.id.as_str());
    let nobody = json!({ "members": [ada.id] });
    for (below, body) in [
        ("/close", json!({})),
        ("/cancel", json!({ "reason": "it is mine now" })),
        ("/invitations", nobody),
        ("/coproducers", json!({ "member": carl.id })),
        ("/selection", json!({ "track": "trk_00000000000000000000000000", "version": 1 })),
    ] {
        let reply = carl.post(&brief.path(below), &body).await;
        assert_eq!(reply.problem(), "forbidden", "{below}: {:?}", reply.json());
    }
    let reply = ada.put(&brief.path("/lexicon"), &every_route()[6].2).await;
    assert_eq!(reply.problem(), "forbidden");
    assert_eq!(brief.seen_by(&clara).await["state"], "open");
}

#[tokio::test]
async fn only_clients_post_briefs_and_only_composers_submit_tracks() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let reply = ada.post("/briefs", &tests::terms(&ada, "public")).await;
    assert_eq!(reply.problem(), "forbidden");
    reply.said(403);
    let brief = BriefPlan::public().open(&clara).await;
    let reply = world.client("Carl").post(&brief.path("/tracks"), &track_body()).await;
    assert_eq!(reply.problem(), "forbidden");
    reply.said(403);
}
