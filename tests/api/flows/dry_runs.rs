//! What would happen is said before it happens, by the same decisions, and saying it writes nothing.

use jiff::SignedDuration;
use serde_json::{Value, json};
use tests::{BriefPlan, OpenBrief, Person, ReplyChecks, World, audio};

/// The actions that a sweep now would take, in their order, after nothing was written to say so.
async fn foreseen(olga: &Person) -> Vec<(String, Value)> {
    let before = olga.world.items_but("overseer");
    let due = olga.read("/sweep").await;
    assert_eq!(olga.world.items_but("overseer"), before, "nothing is written but that she looked");
    let items = due["items"].as_array().unwrap().iter();
    items.map(|item| (item["action"].as_str().unwrap().to_owned(), item["brief"].clone())).collect()
}

/// The same, read page by page; the last page says so.
async fn in_pages_of_two(olga: &Person) -> Vec<String> {
    let (mut actions, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = olga.read(&format!("/sweep?limit=2{cursor}")).await;
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 2, "{page}");
        actions.extend(items.iter().map(|item| item["action"].as_str().unwrap().to_owned()));
        let Some(next) = page["next"].as_str() else { return actions };
        cursor = format!("&cursor={next}");
    }
}

#[tokio::test]
async fn the_sweep_does_what_its_dry_run_said() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (olga, mika) = (world.operator("Olga"), world.coproducer("Mika").await);
    let plan = BriefPlan::private().inviting(&ada).inviting(&ben).judged_by(&mika);
    let brief = plan.open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    brief.reserve(&ben, "Orange Tree", &audio::wav(9)).await;
    let id = || json!(brief.id);
    let soon = [("take_in_upload".to_owned(), id())];
    assert_eq!(foreseen(&olga).await, soon, "a file may still land");

    // No sweep on the way.
    world.studio.lambda().deliveries().hold();
    world.pass(SignedDuration::from_hours(20 * 24 + 1)).await;
    let _lost = world.studio.lambda().deliveries().take();
    world.studio.lambda().release();
    let due = foreseen(&olga).await;
    let expected = ["expire_upload", "expire_review", "close_brief"];
    assert_eq!(due, expected.map(|action| (action.to_owned(), id())));
    assert_eq!(in_pages_of_two(&olga).await, expected, "page by page");
    let swept = world.sweep().await;
    let done = ["uploads_expired", "reviews_expired", "briefs_closed"].map(|name| &swept[name]);
    assert_eq!(done, [&json!(1), &json!(1), &json!(1)], "{swept}");
    // Mika is suspended and what waits has nobody: Noor is appointed, as it was said.
    let noor = world.coproducer("Noor").await;
    let why = json!({ "reason": "too late too often" });
    world.operator("Otto").act(&format!("/members/{}/suspend", mika.id), &why).await;
    let appointed = foreseen(&olga).await;
    assert!(appointed.contains(&("appoint_successor".to_owned(), id())), "{appointed:?}");
    world.sweep().await;
    assert_eq!(noor.notices_of("appointment").await.len(), 1);
    let later = foreseen(&olga).await;
    assert!(!later.iter().any(|(action, _)| expected.contains(&action.as_str())), "{later:?}");
    assert_eq!(brief.seen_by(&clara).await["state"], "judging");
}

/// That another page follows is no look into what stands on it.
#[tokio::test]
async fn a_page_of_the_sweep_is_a_look_into_what_it_shows_alone() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    for (number, name) in (1..).zip(["Ada", "Ben"]) {
        let brief = BriefPlan::public().open(&clara).await;
        brief.reserve(&world.composer(name), "Dawn", &audio::wav(number)).await;
    }
    let page = olga.read("/sweep?limit=1").await;
    assert_eq!(page["items"].as_array().unwrap().len(), 1, "{page}");
    let looked = world.items_of("overseer");
    assert_eq!(looked.len(), 1, "{looked:?}");
    assert_eq!(looked[0]["brief"]["S"], page["items"][0]["brief"]);
    let next = page["next"].as_str().unwrap();
    let last = olga.read(&format!("/sweep?limit=1&cursor={next}")).await;
    assert_eq!((last["items"].as_array().unwrap().len(), &last["next"]), (1, &Value::Null));
    assert_eq!(world.items_of("overseer").len(), 2);
}

/// The co-producers that a dry run names to an operator, in their order.
async fn named(olga: &Person, draft: &OpenBrief) -> Vec<String> {
    let names = olga.read(&draft.path("/opening")).await["names"]["coproducers"].take();
    let names = names.as_array().unwrap().iter();
    names.map(|one| one.as_str().unwrap().to_owned()).collect()
}

/// Ada asks before and after her track was given to somebody: whoever fell back listens to it.
#[tokio::test]
async fn a_dry_run_does_not_tell_who_was_just_given_a_review() {
    let world = World::start().await;
    let (clara, ada, olga) = (world.client("Clara"), world.composer("Ada"), world.operator("Olga"));
    for name in ["Mika", "Noor", "Yuki"] {
        world.coproducer(name).await;
    }
    let draft = BriefPlan::public().with("coproducer_seats", 3).draft(&world.client("Ada")).await;
    let before = (named(&olga, &draft).await, draft.owner.read(&draft.path("/opening")).await);
    assert_eq!(
        before.1,
        json!({ "brief": draft.id, "coproducers": 3, "invited_max": 0, "names": null })
    );
    let people = ["Mika", "Noor", "Yuki"].map(|name| world.composer(name));
    let first = people.into_iter().find(|one| one.id.to_string() == before.0[0]).unwrap();
    let running = BriefPlan::public().judged_by(&first).open(&clara).await;
    running.submit(&ada, "Lemon Tree").await;
    assert_eq!(first.reviews().await.len(), 1);
    let after = (named(&olga, &draft).await, draft.owner.read(&draft.path("/opening")).await);
    assert_eq!(after, before);
    // Nor does the opening itself.
    draft.owner.act(&draft.path("/open"), &json!({})).await;
    let roster = world.items_of("roster");
    assert_eq!(roster.iter().filter(|item| item["brief"]["S"] == draft.id).count(), 3);
}

#[tokio::test]
async fn who_would_be_appointed_at_the_opening_is_appointed() {
    let world = World::start().await;
    let (clara, olga) = (world.client("Clara"), world.operator("Olga"));
    let (mika, noor) = (world.coproducer("Mika").await, world.coproducer("Noor").await);
    let draft = BriefPlan::public().draft(&clara).await;
    let before = world.items();
    let said = clara.read(&draft.path("/opening")).await;
    assert_eq!(world.items(), before, "nothing is written");
    assert_eq!(
        said,
        json!({ "brief": draft.id, "coproducers": 2, "invited_max": 0, "names": null })
    );
    let mut both = [mika.id.to_string(), noor.id.to_string()];
    both.sort();
    let mut chosen = named(&olga, &draft).await;
    chosen.sort_unstable();
    assert_eq!(chosen, both);
    clara.act(&draft.path("/open"), &json!({})).await;
    for coproducer in [&mika, &noor] {
        assert_eq!(coproducer.notices_of("appointment").await.len(), 1);
    }
    let late = clara.get(&draft.path("/opening")).await;
    assert_eq!(late.refusal(), (409, "state".to_owned()));
}

/// Time passes, and no sweep comes on the way.
async fn unswept(world: &World, time: SignedDuration) {
    world.studio.lambda().deliveries().hold();
    world.pass(time).await;
    let _lost = world.studio.lambda().deliveries().take();
    world.studio.lambda().release();
}

fn counted(due: &[(String, Value)], action: &str) -> usize {
    due.iter().filter(|(one, _)| one == action).count()
}

#[tokio::test]
async fn the_slot_of_a_late_review_is_foreseen_with_whom_the_same_sweep_gives_it_to() {
    let world = World::start().await;
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (olga, mika, noor) =
        (world.operator("Olga"), world.coproducer("Mika").await, world.coproducer("Noor").await);
    let brief = BriefPlan::public().judged_by(&mika).judged_by(&noor).open(&clara).await;
    brief.submit(&ada, "Lemon Tree").await;
    unswept(&world, SignedDuration::from_hours(73)).await;
    let due = foreseen(&olga).await;
    let expected = ["expire_review", "assign_review"];
    assert_eq!(due, expected.map(|action| (action.to_owned(), json!(brief.id))));
    let swept = world.sweep().await;
    let done = [&swept["reviews_expired"], &swept["reviews_assigned"]];
    assert_eq!(done, [&json!(1), &json!(1)], "{swept}");
    assert_eq!(foreseen(&olga).await, []);
}

#[tokio::test]
async fn a_queued_review_that_a_late_one_makes_room_for_is_foreseen() {
    let world = World::start().await;
    let (clara, ada, ben) = (world.client("Clara"), world.composer("Ada"), world.composer("Ben"));
    let (olga, mika) = (world.operator("Olga"), world.coproducer("Mika").await);
    let brief = BriefPlan::public().judged_by(&mika).open(&clara).await;
    for (composer, number) in [(&ada, 1), (&ada, 2), (&ada, 3), (&ben, 4), (&ben, 5), (&ben, 6)] {
        brief.submit(composer, &format!("Song {number}")).await;
    }
    assert_eq!(mika.reviews().await.len(), 5, "the sixth is queued");
    unswept(&world, SignedDuration::from_hours(73)).await;
    let due = foreseen(&olga).await;
    assert_eq!((counted(&due, "expire_review"), counted(&due, "start_review")), (5, 1), "{due:?}");
    world.sweep().await;
    assert_eq!(mika.reviews().await.len(), 1, "it has started");
    assert_eq!(counted(&foreseen(&olga).await, "start_review"), 0);
}
