//! What follows from an award, for the writers: the licence, the split, the prize, the credits, and the
//! money that waits for who has not agreed.

use http::Method;
use members::signature;
use serde_json::{Value, json};
use tests::{Answered, Books, BriefPlan, MARCH, Person, ReplyChecks, World, award, letter};

/// Ada has won a prize of 500.01 EUR with a song for a film that she wrote with Ben, who agrees, and
/// with Cleo, who has said nothing.
async fn sold(world: &World) -> (Books, tests::OpenBrief, [Person; 2]) {
    let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
    let (ben, cleo) = (world.composer("Ben"), world.composer("Cleo"));
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let mika = world.coproducer("Mika").await;
    let prize = json!({ "currency": "EUR", "amount": "500.01" });
    let licence = json!({ "kind": "exclusive", "media": ["cinema"], "term_months": 24 });
    let plan = BriefPlan::private().with("prize", prize).with("licence", licence);
    let plan = plan.with("production", "film").inviting(&ada).judged_by(&mika);
    let brief = plan.draft(&clara).await;
    brief.fund(&olga).await;
    clara.act(&brief.path("/open"), &json!({})).await;
    let other = json!({ "licence": { "kind": "non_exclusive" } });
    let fixed = clara.patch(&brief.path(""), "*", &other).await.expect_status(409);
    assert_eq!(fixed["fields"], json!(["licence"]));
    let song = brief.submit(&ada, "Dawn").await;
    let writers = json!({ "writers": [
        { "member": ada.id, "share_ppm": 500_000 },
        { "member": ben.id, "share_ppm": 250_000 },
        { "member": cleo.id, "share_ppm": 250_000 },
    ] });
    ada.put(&song.path("/writers"), &writers).await.expect_status(200);
    ben.act(&song.path("/writers/me/consent"), &json!({})).await;
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    award(&brief, &song.id).await;
    let books = Books { world: world.clone(), olga, otto, ada, mika, song: song.id };
    (books, brief, [ben, cleo])
}

#[tokio::test]
async fn a_licence_is_frozen_signed_and_read_by_its_parties() {
    let world = World::start().await;
    let (books, brief, [ben, cleo]) = sold(&world).await;
    let path = brief.path("/licence");
    let licence = ben.read(&path).await;
    assert_eq!(
        (&licence["terms"]["kind"], &licence["terms"]["term_months"]),
        (&json!("exclusive"), &json!(24))
    );
    assert_eq!(
        (&licence["terms"]["media"], &licence["production"]),
        (&json!(["cinema"]), &json!("film"))
    );
    assert_eq!(licence["writers"].as_array().unwrap().len(), 2, "Cleo has agreed to nothing");
    let key = world.http().get("/credits/key").send().await.unwrap().expect_status(200);
    signature::verify(&licence, &key).unwrap();
    let master = brief.path(&format!("/tracks/{}/master", books.song));
    let master = brief.owner.act(&master, &json!({})).await;
    assert_eq!(master["licence"], licence["words"]);
    for party in [&brief.owner, &books.ada, &books.olga] {
        assert_eq!(party.read(&path).await, licence, "{}", party.name);
    }
    for other in [&cleo, &books.mika, &world.client("Carl")] {
        other.get(&path).await.expect_status(404);
    }
}

#[tokio::test]
async fn writers_share_prize_and_credits_and_read_their_split_and_what_waits_for_them() {
    let world = World::start().await;
    let (books, brief, [ben, cleo]) = sold(&world).await;
    let song = brief.path(&format!("/tracks/{}", books.song));
    cleo.get(&format!("{song}/split")).await.expect_status(404);
    let split = ben.read(&format!("{song}/split")).await;
    let rows = split["rows"].as_array().unwrap();
    let of = |person: &Person| {
        let is_theirs = |row: &&Value| row["account"] == person.id.to_string();
        rows.iter().find(is_theirs).cloned().unwrap()
    };
    assert_eq!((&of(&cleo)["share_ppm"], rows.len()), (&json!(243_750), 4));
    assert_eq!(of(&cleo)["waits_for_consent"], true);
    assert_eq!(of(&ben)["waits_for_consent"], false);

    let told = brief.owner.read(&brief.path("")).await["prize_shares"].to_string();
    assert!(told.contains(&ben.id.to_string()) && !told.contains(&cleo.id.to_string()), "{told}");
    let roles = async |person: &Person| {
        let credits = person.read("/me/credits").await["items"].as_array().unwrap().clone();
        credits.iter().map(|one| one["role"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(roles(&books.ada).await, ["composer"]);
    assert_eq!(roles(&ben).await, ["writer"]);
    assert_eq!(roles(&cleo).await, Vec::<String>::new());
    let credit = ben.read("/me/credits").await["items"][0].clone();
    let anybody = world.http();
    let public = anybody.get(&format!("/credits/{}", credit["id"].as_str().unwrap()));
    let public = public.send().await.unwrap().expect_status(200);
    assert_eq!(public["track_title"], Value::Null);
    assert_eq!(public["public_line"], "Writer of the music for a film, 2026");

    books.load_lines(MARCH, &[("EUR", "40")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    let statement = async |person: &Person| {
        let entry = books.entry(person, MARCH, "EUR").await;
        entry["adjustments"]["amount"].clone()
    };
    // Of 500.01 a quarter is 125.0025: the odd cent belongs to the half.
    assert_eq!(statement(&books.ada).await, "250.01");
    assert_eq!(statement(&ben).await, "125");
    let waiting = cleo.read("/me/suspense").await["items"].as_array().unwrap().clone();
    let money: Vec<&str> =
        waiting.iter().map(|one| one["money"]["amount"].as_str().unwrap()).collect();
    assert_eq!(money, ["9.75", "125"]);
    assert_eq!(cleo.read_pages("/me/suspense?limit=1").await, waiting);
    assert!(waiting.iter().all(|one| one["waits_for"] == "consent"), "{waiting:?}");
    assert_eq!(ben.read("/me/suspense").await["items"], json!([]));

    cleo.act(&format!("{song}/writers/me/consent"), &json!({})).await;
    assert_eq!(roles(&cleo).await, ["writer"]);
    let agreed = cleo.read("/me/suspense").await["items"].as_array().unwrap().clone();
    let same = waiting.iter().zip(&agreed).all(|(was, is)| was["money"] == is["money"]);
    assert!(same && agreed.len() == 2, "it is there until a month moves it: {agreed:?}");
    assert!(agreed.iter().all(|one| one["waits_for"] == "posting"), "{agreed:?}");
    cleo.read(&format!("{song}/split")).await;
    assert!(cleo.send(Method::GET, &brief.path("/licence"), |call| call).await.status == 200);
}
