//! Twelve months of a studio over HTTP: an adjustment, a hold, a returned payment, a rejected plan,
//! a late match from suspense, a late consent and a voided review, each in a month of its own, with
//! a refund that is earned back at the end. After every step the books add up to nothing and
//! everybody has what the test has counted beside, to 10⁻¹⁴; each payee's twelve statements are a
//! chain.

mod checks;
mod counted;
mod house;

use serde_json::{Value, json};
use tests::{Person, ReplyChecks, amounts};

use crate::exact::atoms;
use crate::recompute::{dump, recompute};
use crate::year::counted::Stands;
use crate::year::house::{BUS, GHOST, LEMON, Year, id};

const BOTH: [&str; 2] = ["EUR", "JPY"];

/// Amounts of somebody's entry of this month, which is posted.
async fn told<const N: usize>(
    year: &Year,
    who: &Person,
    currency: &str,
    names: [&str; N],
) -> [String; N] {
    amounts(&year.books.entry(who, &year.month, currency).await, names)
}

/// The second line of the proof, in euros.
fn due_line(month: &Value, currency: &str) -> String {
    let payables = month["payables"].as_array().unwrap().iter();
    let of = payables.clone().find(|due| due["currency"] == currency).unwrap();
    of["line"].as_str().unwrap().to_owned()
}

fn proof<'a>(month: &'a Value, currency: &str) -> &'a Value {
    let proofs = month["plan"]["proofs"].as_array().unwrap().iter();
    proofs.clone().find(|proof| proof["currency"] == currency).unwrap()
}

/// Everybody but Ben says where they are paid; Ada's tax is 15 %. One line names a track that
/// nobody knows.
async fn march(year: &mut Year) {
    for (who, iban) in [
        (year.ada.clone(), "FI2112345600000785"),
        (year.cleo.clone(), "NL91ABNA0417164300"),
        (year.noa.clone(), "DE89370400440532013000"),
    ] {
        year.has_account(&who, iban).await;
    }
    year.has_tax(&year.ada.clone(), "FI", 1_500).await;
    year.loads(&[
        (LEMON, "radio", "DE", "EUR", "200.00000001"),
        (LEMON, "web", "JP", "JPY", "10000.5"),
        (BUS, "radio", "FI", "EUR", "60"),
        (GHOST, "web", "DE", "EUR", "20.02"),
    ])
    .await;
    let posted = year.posts().await;
    // Ada: 48.75 % of 200.00000001, and 15 % of 97.50 are 14.625: the tax rounds down too.
    let names = ["earnings", "gross", "withheld", "net", "closing"];
    let ada = told(year, &year.ada, "EUR", names).await;
    assert_eq!(ada, ["97.500000004875", "97.50", "14.62", "82.88", "0.000000004875"]);
    // 48.75 % of 10000.5; 15 % of 4875 are 731.25.
    let ada = told(year, &year.ada, "JPY", names).await;
    assert_eq!(ada, ["4875.24375", "4875", "731", "4144", "0.24375"]);
    // Cleo: 19.5 % of 200.00000001 + 98.9999 % of 60; her 1950 yen stay below 3000.
    let cleo = told(year, &year.cleo, "EUR", ["earnings", "gross"]).await;
    assert_eq!(cleo, ["98.39994000195", "98.39"]);
    let cleo = told(year, &year.cleo, "JPY", ["earnings", "gross"]).await;
    assert_eq!(cleo, ["1950.0975", "0"]);
    // 20.02 that nobody knows, and Ben's 29.25 % of 200.00000001.
    assert_eq!(proof(&posted, "EUR")["closing_suspense"], "78.520000002925");
    year.settles_and_closes().await;
}

/// The plan is rejected, since a file was missing; the next plan has it.
async fn april(year: &mut Year) {
    year.loads(&[(LEMON, "radio", "DE", "EUR", "40")]).await;
    year.books.month_ends(&year.month).await;
    for step in ["freeze", "plan", "reject"] {
        year.step(step).await;
    }
    year.loads(&[(LEMON, "web", "DE", "EUR", "20")]).await;
    for step in ["freeze", "plan"] {
        year.step(step).await;
    }
    // Ada's 48.75 % of the 20 that were missing.
    let diff = year.books.otto.read(&format!("/months/{}/plans/1/diff/2", year.month)).await;
    let items = diff["items"].as_array().unwrap().iter();
    let ada = items.clone().find(|one| one["account"] == id(&year.ada)).unwrap();
    assert_eq!((&ada["before"]["earnings"], &ada["change"]), (&json!("19.5"), &json!("9.75")));
    year.step("approve").await;
    let posted = year.step("post").await;
    assert_eq!((&posted["plan_no"], &proof(&posted, "EUR")["in"]), (&json!(2), &json!("60")));
    assert_eq!(posted["rejected"].as_array().unwrap().len(), 1);
    // 48.75 % of 60, once; 15 % of 29.25 are 4.3875.
    let ada = told(year, &year.ada, "EUR", ["earnings", "gross", "withheld", "net"]).await;
    assert_eq!(ada, ["29.25", "29.25", "4.38", "24.87"]);
    year.settles_and_closes().await;
}

/// Cleo's payment comes back: it is due again, and the month closes with it.
async fn may(year: &mut Year) {
    year.loads(&[(BUS, "web", "DE", "EUR", "50")]).await;
    year.posts().await;
    // 0.00994000195 of March + 11.7 of April + 98.9999 % of 50.
    let cleo = told(year, &year.cleo, "EUR", ["opening", "earnings", "gross", "closing"]).await;
    assert_eq!(cleo, ["11.70994000195", "49.49995", "61.20", "0.00989000195"]);
    let paid = year.pays().await;
    let cleo = year.cleo.clone();
    year.bank_answers(&paid, &[&cleo]).await;
    let closed = year.closes().await;
    assert_eq!(
        due_line(&closed, "EUR"),
        "EUR: opening due 0 + gross 61.2 = net settled 0 + withheld 0 + closing due 61.2"
    );
}

/// The payment that came back is tried again and arrives. The line that nobody knew is Cleo's bus.
/// In yen, 10.21 % of hers go to Japan.
async fn june(year: &mut Year) {
    let cleo = year.cleo.clone();
    year.has_tax(&cleo, "JP", 1_021).await;
    let waiting = year.books.olga.read("/suspense").await;
    let ghost = waiting["items"].as_array().unwrap();
    assert_eq!((ghost.len(), &ghost[0]["money"]["amount"]), (1, &json!("20.02")));
    let path = format!("/suspense/{}/match", ghost[0]["id"].as_str().unwrap());
    year.books.olga.act(&path, &json!({ "track": year.bus.id })).await;
    year.counted.matches(&year.bus.id, "EUR", "20.02");
    year.loads(&[(LEMON, "web", "JP", "JPY", "6000")]).await;
    let posted = year.posts().await;
    // 98.9999 % and 1.0001 % of 20.02.
    let names = ["opening", "earnings", "adjustments", "gross"];
    let told_cleo = told(year, &cleo, "EUR", names).await;
    assert_eq!(told_cleo, ["0.00989000195", "0", "19.81977998", "0.00"]);
    let mika = told(year, &year.mika, "EUR", ["adjustments"]).await;
    assert_eq!(mika, ["0.20022002"]);
    // What still waits is Ben's: 29.25 % of 260.00000001.
    assert_eq!(proof(&posted, "EUR")["closing_suspense"], "76.050000002925");
    // 1950.0975 + 19.5 % of 6000; 10.21 % of 3120 are 318.552.
    let yen = told(year, &cleo, "JPY", ["gross", "withheld", "net", "closing"]).await;
    assert_eq!(yen, ["3120", "318", "2802", "0.0975"]);
    year.decides(("2026-05", &cleo, "EUR"), "reopen", Stands::Due).await;
    let closed = year.settles_and_closes().await;
    assert_eq!(
        due_line(&closed, "EUR"),
        "EUR: opening due 61.2 + gross 0 = net settled 61.2 + withheld 0 + closing due 0"
    );
}

/// Ada is held. And Cleo's yen of June, which had arrived, come back.
async fn july(year: &mut Year) {
    let (ada, cleo) = (year.ada.clone(), year.cleo.clone());
    year.loads(&[(LEMON, "radio", "DE", "EUR", "100")]).await;
    year.posts().await;
    let hold = json!({ "reason": "two people claim the song", "review_on": "2026-09-01" });
    year.books.otto.act(&format!("/members/{}/hold", ada.id), &hold).await;
    year.counted.hold(&id(&ada));
    // 48.75 % of 100; 15 % of 48.75 are 7.3125.
    let held = told(year, &ada, "EUR", ["gross", "withheld", "net"]).await;
    assert_eq!(held, ["48.75", "7.31", "41.44"]);
    let paid = year.pays().await;
    assert_eq!(
        (&paid["waiting"][0]["reason"], &paid["waiting"][0]["gross"]),
        (&json!("held"), &json!("48.75"))
    );
    year.bank_answers(&paid, &[]).await;
    year.decides(("2026-06", &cleo, "JPY"), "return", Stands::Returned).await;
    let closed = year.closes().await;
    // Cleo's 19.82966998195 + 19.5 have left: 39.32, of which 10.21 % are 4.014572.
    assert_eq!(
        due_line(&closed, "EUR"),
        "EUR: opening due 0 + gross 88.07 = net settled 35.31 + withheld 4.01 + closing due 48.75"
    );
    assert_eq!(
        due_line(&closed, "JPY"),
        "JPY: opening due 0 + gross 0 = net settled -2802 + withheld -318 + closing due 3120"
    );
}

/// The hold is released: two months leave together. So do the yen.
async fn august(year: &mut Year) {
    let (ada, cleo) = (year.ada.clone(), year.cleo.clone());
    let agreed = json!({ "reason": "they have agreed" });
    year.books.otto.act(&format!("/members/{}/hold/release", ada.id), &agreed).await;
    year.counted.release(&id(&ada));
    year.decides(("2026-06", &cleo, "JPY"), "reopen", Stands::Due).await;
    year.loads(&[(LEMON, "radio", "DE", "EUR", "60")]).await;
    year.posts().await;
    let closed = year.settles_and_closes().await;
    // 41.44 + 24.87, and 7.31 + 4.38 of tax.
    assert_eq!(
        due_line(&closed, "EUR"),
        "EUR: opening due 48.75 + gross 29.25 = net settled 66.31 + withheld 11.69 + closing due 0"
    );
}

/// Ben agrees at last, and has no account yet. Noa wants what there is.
async fn september(year: &mut Year) {
    let ben = year.ben.clone();
    ben.get("/me/statements/2026-08").await.expect_status(404);
    ben.act(&year.lemon.path("/writers/me/consent"), &json!({})).await;
    year.counted.agrees(&id(&ben), &year.lemon.id);
    year.noa.act("/me/payout-request", &json!({})).await;
    year.counted.asks_for_payout(&id(&year.noa));
    year.loads(&[(LEMON, "radio", "DE", "EUR", "20")]).await;
    let posted = year.posts().await;
    // 29.25 % of 420.00000001 and of 16000.5 yen have waited; 29.25 % of 20 are new.
    let names = ["opening", "earnings", "adjustments", "gross", "closing"];
    let euros = told(year, &ben, "EUR", names).await;
    assert_eq!(euros, ["0", "5.85", "122.850000002925", "128.70", "0.000000002925"]);
    let yen = told(year, &ben, "JPY", names).await;
    assert_eq!(yen, ["0", "0", "4680.14625", "4680", "0.14625"]);
    for currency in BOTH {
        assert_eq!(proof(&posted, currency)["closing_suspense"], "0");
    }
    // 1.25 % of 440.00000001 and of 16000.5: below the minimum, and asked for.
    let noa = told(year, &year.noa, "EUR", ["gross", "closing"]).await;
    assert_eq!(noa, ["5.50", "0.000000000125"]);
    let noa = told(year, &year.noa, "JPY", ["gross", "closing"]).await;
    assert_eq!(noa, ["200", "0.00625"]);
    let paid = year.pays().await;
    assert_eq!(paid["waiting"].as_array().unwrap().len(), 2);
    year.bank_answers(&paid, &[]).await;
    year.closes().await;
}

/// Noa's review is voided: all that it ever earned is Mika's, and Noa owes what was paid.
async fn october(year: &mut Year) {
    let (ben, mika, noa) = (year.ben.clone(), year.mika.clone(), year.noa.clone());
    year.has_account(&ben, "GB82WEST12345698765432").await;
    let decision = json!({ "upheld": true, "words": "It does." });
    year.books.olga.act(&year.disputed.path("/dispute/decision"), &decision).await;
    year.books.world.settle().await;
    let [ada, bens, cleo, mikas] = [&year.ada, &ben, &year.cleo, &mika].map(id);
    let rows = [(&ada, 487_500), (&bens, 292_500), (&cleo, 195_000), (&mikas, 25_000)];
    let rows = rows.map(|(account, ppm)| (account.as_str(), ppm));
    year.counted.split(&year.lemon.id, &rows);
    year.loads(&[(LEMON, "radio", "DE", "EUR", "10")]).await;
    let posted = year.posts().await;
    // 1.25 % of 440.00000001 and of 16000.5 yen, of eight posted months.
    let names = ["opening", "earnings", "adjustments", "closing"];
    let euros = told(year, &noa, "EUR", names).await;
    assert_eq!(euros, ["0.000000000125", "0", "-5.500000000125", "-5.5"]);
    let yen = told(year, &noa, "JPY", names).await;
    assert_eq!(yen, ["0.00625", "0", "-200.00625", "-200"]);
    // Mika: 5.500000000125 of the song + 1.0001 % of 130.02 of the bus, and 2.5 % of 10 are new.
    let euros = told(year, &mika, "EUR", names).await;
    assert_eq!(euros, ["6.800330020125", "0.25", "5.500000000125", "12.55033002025"]);
    assert_eq!(proof(&posted, "EUR")["adjustments"], "0");
    year.settles_and_closes().await;
}

/// Two operators agree that March was counted for the wrong person.
async fn november(year: &mut Year) {
    let (ada, cleo) = (year.ada.clone(), year.cleo.clone());
    let entries = [(id(&ada), "-10.005"), (id(&cleo), "12.505"), ("platform".to_owned(), "0.5")];
    let entry = |(account, amount): &(String, &str)| json!({ "account": account, "money": { "currency": "EUR", "amount": amount } });
    let body = json!({
        "adjusts": "2026-03",
        "reason": "a play on the radio was counted for the wrong person",
        "entries": entries.iter().map(entry).collect::<Vec<_>>(),
    });
    let proposed = year.books.olga.create("/adjustments", &body).await;
    let path = format!("/adjustments/{}/approve", proposed["id"].as_str().unwrap());
    year.books.olga.post(&path, &json!({})).await.expect_status(403);
    year.books.otto.act(&path, &json!({})).await;
    for (account, amount) in &entries {
        year.counted.adjusts(account, "EUR", amount);
    }
    year.loads(&[(LEMON, "radio", "DE", "EUR", "80")]).await;
    let posted = year.posts().await;
    // 9.75 of September + 4.875 of October + 48.75 % of 80 − 10.005; 15 % of 43.62 are 6.543.
    let names = ["opening", "earnings", "adjustments", "gross", "withheld", "net"];
    let told_ada = told(year, &ada, "EUR", names).await;
    assert_eq!(told_ada, ["14.625000004875", "39", "-10.005", "43.62", "6.54", "37.08"]);
    let told_cleo = told(year, &cleo, "EUR", ["earnings", "adjustments"]).await;
    assert_eq!(told_cleo, ["15.6", "12.505"]);
    // 3 more than there were have come from outside, half a euro of it for the house.
    let proof = proof(&posted, "EUR");
    assert_eq!((&proof["adjustments"], &proof["platform"]), (&json!("3"), &json!("0.5")));
    year.settles_and_closes().await;
}

/// A refund turns every balance negative; two months earn it back before anything is paid.
async fn the_winter(year: &mut Year) {
    let ada = year.ada.clone();
    let names = ["opening", "earnings", "gross", "closing"];
    for (amount, expected) in [
        // 48.75 % of −300.
        ("-300", ["0.000000004875", "-146.25", "0.00", "-146.249999995125"]),
        // 48.75 % of 200: not yet.
        ("200", ["-146.249999995125", "97.5", "0.00", "-48.749999995125"]),
        // 48.75 % of 180: what is left of it is paid.
        ("180", ["-48.749999995125", "87.75", "39.00", "0.000000004875"]),
    ] {
        year.loads(&[(LEMON, "radio", "DE", "EUR", amount)]).await;
        year.posts().await;
        assert_eq!(told(year, &ada, "EUR", names).await, expected, "{}", year.month);
        year.settles_and_closes().await;
    }
}

/// What twelve statements have said is what the files and the shares give, in one go; and what was
/// earned was paid, or is carried still.
fn assert_year(year: &Year) {
    for payee in &year.payees {
        for currency in BOTH {
            let key = (id(payee), currency.to_owned());
            let of = |sums: &counted::Sums| sums.get(&key).copied().unwrap_or_default();
            let (told, due, left) = (of(&year.told), of(&year.due), of(&year.left));
            let adjusted = match (payee.name.as_str(), currency) {
                ("Ada", "EUR") => atoms("-10.005"),
                ("Cleo", "EUR") => atoms("12.505"),
                _ => 0,
            };
            let entitled = year.counted.entitled(&id(payee), currency);
            assert_eq!(Some(told), entitled.checked_add(adjusted), "{} {currency}", payee.name);
            assert_eq!(due.checked_add(left), Some(told), "{} {currency}", payee.name);
            let paid = year.counted.payouts.iter().filter(|one| {
                one.stands == Stands::Settled && one.account == key.0 && one.currency == currency
            });
            let paid: i128 = paid.map(|one| one.gross).sum();
            assert_eq!(paid, due, "{} {currency}: everything due has arrived", payee.name);
        }
    }
}

#[tokio::test]
async fn twelve_months_in_which_everything_happens() {
    let mut year = Year::open().await;
    march(&mut year).await;
    april(&mut year).await;
    may(&mut year).await;
    june(&mut year).await;
    july(&mut year).await;
    august(&mut year).await;
    september(&mut year).await;
    october(&mut year).await;
    november(&mut year).await;
    the_winter(&mut year).await;
    assert_eq!(year.month, "2027-03");
    assert_year(&year);
    // A script in another language, which has seen none of this, agrees.
    let folder = tempfile::tempdir().unwrap();
    dump(&year.books.world, folder.path()).await;
    let output = recompute(folder.path());
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("of 12 months agree to the last digit"), "{said}");
}
