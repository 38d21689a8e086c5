//! Known pitfalls of royalty accounting, with the very figures, from the file to the statement:
//! sums that are lost when parts are rounded, cents that are rounded one by one, thirds, and tax on
//! a fraction of a cent.

use serde_json::{Value, json};
use tests::{
    APRIL, Answered, Books, BriefPlan, JANUARY, MARCH, Person, ReplyChecks, World, amounts, award,
    letter,
};

use crate::exact::{amount, atoms};

/// An awarded song by Ada, Ben and Cleo, whose shares of the writers' part are these.
async fn of_three(plan: BriefPlan, shares: [u32; 3]) -> (Books, [Person; 3]) {
    let world = World::start().await;
    let clara = world.client("Clara");
    let writers = ["Ada", "Ben", "Cleo"].map(|name| world.composer(name));
    let mika = world.coproducer("Mika").await;
    let brief = plan.inviting(&writers[0]).judged_by(&mika).open(&clara).await;
    let track = brief.submit(&writers[0], "Dawn").await;
    let share = |(writer, share_ppm): (&Person, u32)| json!({ "member": writer.id, "share_ppm": share_ppm });
    let named: Vec<Value> = writers.iter().zip(shares).map(share).collect();
    writers[0].put(&track.path("/writers"), &json!({ "writers": named })).await.expect_status(200);
    for writer in &writers[1..] {
        writer.act(&track.path("/writers/me/consent"), &json!({})).await;
    }
    mika.only_review().await.answer(&Answered::approving(letter(0))).await;
    award(&brief, &track.id).await;
    let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
    let books = Books { world, olga, otto, ada: writers[0].clone(), mika, song: track.id };
    (books, writers)
}

/// A song of January whose whole revenue Ada, Ben and Cleo share so.
async fn of_writers_alone(shares: [u32; 3]) -> (Books, [Person; 3]) {
    let books = Books::by_hand(World::plan()).await;
    let writers = [books.ada.clone(), books.world.composer("Ben"), books.world.composer("Cleo")];
    let named: Vec<_> = writers.iter().map(|writer| writer.id).zip(shares).collect();
    books.split(&books.song, &named).await;
    (books, writers)
}

/// What these people earned in a month, in euros.
async fn earned(books: &Books, month: &str, people: &[&Person]) -> Vec<String> {
    let mut earned = Vec::new();
    for person in people {
        let entry = books.entry(person, month, "EUR").await;
        earned.extend(amounts(&entry, ["earnings"]));
    }
    earned
}

#[tokio::test]
async fn fifteen_split_80_8_12_percent_are_12_and_1_20_and_1_80() {
    let shares = [800_000, 80_000, 120_000];
    let (books, [ada, ben, cleo]) = of_writers_alone(shares).await;
    books.load_lines(JANUARY, &[("EUR", "15")]).await;
    books.month_ends(JANUARY).await;
    books.close(JANUARY).await;
    assert_eq!(earned(&books, JANUARY, &[&ada, &ben, &cleo]).await, ["12", "1.2", "1.8"]);
}

#[tokio::test]
async fn ten_thousand_postings_of_one_cent_at_97_5_and_2_5_percent_lose_no_cent() {
    let books = Books::open().await;
    // Rounded one by one, each cent would be Ada's, and nothing Mika's.
    books.load_lines(MARCH, &vec![("EUR", "0.01"); 10_000]).await;
    books.month_ends(MARCH).await;
    let march = books.close(MARCH).await;
    assert_eq!(earned(&books, MARCH, &[&books.ada, &books.mika]).await, ["97.5", "2.5"]);
    let ada = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(amounts(&ada, ["gross", "closing"]), ["97.50", "0"]);
    assert_eq!(march["plan"]["proofs"][0]["in"], "100");
}

#[tokio::test]
async fn three_writers_at_a_third_each_under_a_pool_of_2_5_percent_are_the_whole() {
    let thirds = [333_334, 333_333, 333_333];
    let (books, [ada, ben, cleo]) = of_three(BriefPlan::private(), thirds).await;
    books.load_lines(MARCH, &[("EUR", "0.00000001"), ("EUR", "99.99999999")]).await;
    books.month_ends(MARCH).await;
    books.close(MARCH).await;
    // A third of the writers' 975,000 millionths is 325,000, so that all three are equal again.
    let earned = earned(&books, MARCH, &[&ada, &ben, &cleo, &books.mika]).await;
    assert_eq!(earned, ["32.5", "32.5", "32.5", "2.5"]);
}

#[tokio::test]
async fn tax_of_15_percent_on_100_00999999999999_is_15_and_the_fraction_is_carried() {
    let books = Books::of_march(&[("EUR", "0.00000001")]).await;
    books.close(MARCH).await;
    let opening = amount(&books.entry(&books.ada, MARCH, "EUR").await, "closing");
    assert_eq!(opening, atoms("0.00000000975"));
    let rate = json!({ "country": "FI", "rate_bp": 1_500 });
    books.olga.put(&format!("/members/{}/tax-rate", books.ada.id), &rate).await.expect_status(200);
    let money = json!({ "currency": "EUR", "amount": "100.00999999024999" });
    let entries = json!([{ "account": books.ada.id, "money": money }]);
    let body = json!({ "adjusts": MARCH, "reason": "a year of radio", "entries": entries });
    let proposed = books.olga.create("/adjustments", &body).await;
    let path = format!("/adjustments/{}/approve", proposed["id"].as_str().unwrap());
    books.otto.act(&path, &json!({})).await;
    books.month_ends(APRIL).await;
    books.close(APRIL).await;
    let entry = books.entry(&books.ada, APRIL, "EUR").await;
    let names = ["payable", "gross", "withheld", "net", "closing"];
    let expected = ["100.00999999999999", "100.00", "15.00", "85.00", "0.00999999999999"];
    assert_eq!(amounts(&entry, names), expected);
}

#[tokio::test]
async fn earnings_of_jpy_3000_and_kwd_8_are_paid_and_one_atom_less_is_not() {
    let (books, [ada, ben, _]) = of_writers_alone([500_000, 499_999, 1]).await;
    let lines = [("JPY", "6000"), ("KWD", "16"), ("EUR", "50"), ("GBP", "50.00000001")];
    books.load_lines(JANUARY, &lines).await;
    books.month_ends(JANUARY).await;
    books.close(JANUARY).await;
    for (who, currency, payable, gross) in [
        (&ada, "JPY", "3000", "3000"),
        (&ben, "JPY", "2999.994", "0"),
        (&ada, "KWD", "8", "8.000"),
        (&ben, "KWD", "7.999984", "0.000"),
        (&ada, "EUR", "25", "25.00"),
        (&ben, "EUR", "24.99995", "0.00"),
        (&ada, "GBP", "25.000000005", "25.00"),
    ] {
        let entry = books.entry(who, JANUARY, currency).await;
        assert_eq!(amounts(&entry, ["payable", "gross"]), [payable, gross], "{currency}");
    }
}
