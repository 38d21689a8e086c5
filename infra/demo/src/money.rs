//! The money half of the story: the month ends, a file comes in, a plan is sealed, a second pair of
//! eyes approves, everybody gets a statement. Every sum is counted again here, from the file and
//! the split alone.

use comfy_table::Table;
use domain::money::Sha256Hex;
use http::{Method, StatusCode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use crate::cast::{ADA, CastMember, MIKA, OLGA, OTTO};
use crate::narrator::{Narrator, StoryError, check, list, say, text};
use crate::revenue::{RevenueFile, parse_decimal, revenue_file};

/// From the revenue file's eight decimals to the ledger's fourteen.
const TO_LEDGER: i128 = 1_000_000;
/// What the split gives, in parts per million: the co-producers' pool, and the writers the rest.
const SHARES_PPM: [(CastMember, i128); 2] = [(ADA, 975_000), (MIKA, 25_000)];
const ALL_PPM: i128 = 1_000_000;

/// The clock moves past the end of the month. Returns the month, `YYYY-MM`.
pub(crate) async fn the_month_ends(story: &mut Narrator) -> Result<String, StoryError> {
    let today = story.now().await?.to_zoned(TimeZone::UTC).date();
    let first_of_next = today.first_of_month().saturating_add(1.month());
    story.wait_until(at_hour(first_of_next, 9)?).await?;
    story.chapter("6  The month ends").await?;
    Ok(today.strftime("%Y-%m").to_string())
}

/// An operator loads what the winner earned.
pub(crate) async fn revenue_is_loaded(
    story: &mut Narrator,
    month: &str,
    track: &str,
) -> Result<RevenueFile, StoryError> {
    let file = revenue_is_loaded_quietly(story, month, track).await?;
    let loaded = story.get(&OLGA, &format!("/months/{month}/revenue")).await?;
    let outcome = text(&loaded, "/items/0/report/outcome")?;
    check(outcome == "accepted", || format!("the file is {outcome}: {loaded}"))?;
    for (currency, totals) in &file.totals {
        let counted = totals.matched.checked_add(totals.unmatched).and_then(to_ledger);
        let reports = list(&loaded, "/items/0/report/totals")?;
        let reported = reports.iter().find(|one| text(one, "/currency").ok() == Some(*currency));
        let reported = reported.and_then(|one| amount(one, "/amount").ok());
        check(counted == reported, || format!("the file's total in {currency} is off"))?;
    }
    say(format!(
        "Olga loads a file of 10,000 lines in {} currencies; {} are refunds, {} match nothing.",
        file.totals.len(),
        file.refunds,
        file.unmatched
    ))?;
    Ok(file)
}

/// As [`revenue_is_loaded`], and nothing is printed or counted again.
pub(crate) async fn revenue_is_loaded_quietly(
    story: &mut Narrator,
    month: &str,
    track: &str,
) -> Result<RevenueFile, StoryError> {
    let file = revenue_file(month, track);
    let announced = json!({
        "content_type": "text/csv",
        "size_bytes": file.csv.len(),
        "sha256": Sha256Hex::of(file.csv.as_bytes()).to_string(),
    });
    let reserved = story.create(&OLGA, &format!("/months/{month}/revenue"), announced).await?;
    let upload = reserved.get("upload").cloned().unwrap_or_default();
    story.upload(&upload, file.csv.clone().into_bytes()).await?;
    Ok(file)
}

/// The schedule of the second day freezes and plans; another operator approves that very plan.
pub(crate) async fn the_plan_is_approved_and_posted(
    story: &mut Narrator,
    month: &str,
) -> Result<(), StoryError> {
    let second = story.now().await?.to_zoned(TimeZone::UTC).date().first_of_month();
    story.wait_until(at_hour(second.saturating_add(1.day()), 4)?).await?;
    story.chapter("7  Two operators").await?;
    let planned = story.get(&OTTO, &format!("/months/{month}")).await?;
    let state = text(&planned, "/state")?;
    check(state == "planned", || format!("the schedule left the month {state}: {planned}"))?;
    let plan_sha256 = text(&planned, "/plan/plan_sha256")?;
    say(format!("At 03:00 the schedule froze {month} and sealed plan {plan_sha256:.12}…"))?;
    let approval = json!({ "plan_sha256": plan_sha256 });
    let approve = format!("/months/{month}/approve");
    let (post, body) = (Method::POST, Some(approval.clone()));
    story.act(&OLGA, post, &approve, body, StatusCode::FORBIDDEN).await?;
    say("Olga loaded the file, so she may not approve it.")?;
    story.post(&OTTO, &approve, approval).await?;
    story.post(&OTTO, &format!("/months/{month}/post"), json!({})).await?;
    say(
        "Otto approves that very plan, which starts its posting; posting it himself changes nothing.",
    )
}

/// Every payee's statement, and the proof per currency.
pub(crate) async fn everybody_gets_a_statement(
    story: &mut Narrator,
    month: &str,
    file: &RevenueFile,
) -> Result<(), StoryError> {
    story.chapter("8  Statements").await?;
    let mut table = Table::new();
    table.set_header(["payee", "currency", "earned, exact", "paid out", "carried, exact"]);
    for (payee, share_ppm) in SHARES_PPM {
        let statement = story.get(&payee, &format!("/me/statements/{month}")).await?;
        for entry in list(&statement, "/entries")? {
            table.add_row(checked_row(payee, share_ppm, entry, file)?);
        }
        let entries = list(&statement, "/entries")?.len();
        check(entries == file.totals.len(), || format!("{} has {entries} entries", payee.name))?;
    }
    say(table.to_string().replace('\n', "\n  "))?;
    let all = story.get(&OTTO, &format!("/months/{month}/statements")).await?;
    let state = text(&all, "/state")?;
    check(state == "posted", || format!("the month is {state}"))?;
    let proofs = list(&all, "/proofs")?;
    check(proofs.len() == file.totals.len(), || "a proof is missing".to_owned())?;
    for proof in proofs {
        the_proof_holds(proof, file)?;
        let line = text(proof, "/line")?.replace(" = ", "\n      = ");
        say(format!("✓ {line}"))?;
    }
    Ok(())
}

/// One line of a statement, counted again from the file and the split.
fn checked_row(
    payee: CastMember,
    share_ppm: i128,
    entry: &Value,
    file: &RevenueFile,
) -> Result<[String; 5], StoryError> {
    let currency = text(entry, "/currency")?;
    let totals = file.totals.get(currency);
    let matched = totals.and_then(|totals| to_ledger(totals.matched));
    let counted = matched.and_then(|sum| sum.checked_mul(share_ppm)?.checked_div(ALL_PPM));
    let earned = amount(entry, "/earnings/amount")?;
    let off = |what: &str| format!("{}'s {what} in {currency} is off: {entry}", payee.name);
    check(counted == Some(earned), || off("share"))?;
    let (gross, carried) = (amount(entry, "/gross/amount")?, amount(entry, "/closing/amount")?);
    check(gross.checked_add(carried) == Some(earned), || off("payout"))?;
    Ok([
        payee.name.to_owned(),
        currency.to_owned(),
        text(entry, "/earnings/amount")?.to_owned(),
        text(entry, "/gross/amount")?.to_owned(),
        text(entry, "/closing/amount")?.to_owned(),
    ])
}

/// Both sides of the equation, and both kinds of revenue, to the last of fourteen decimals.
fn the_proof_holds(proof: &Value, file: &RevenueFile) -> Result<(), StoryError> {
    let currency = text(proof, "/currency")?;
    let sum = |names: &[&str]| {
        names.iter().try_fold(0_i128, |sum, name| {
            let part = amount(proof, &format!("/{name}"))?;
            sum.checked_add(part).ok_or_else(|| StoryError::Off("a sum is too large".to_owned()))
        })
    };
    let opening = sum(&["opening_payees", "opening_suspense", "in", "adjustments"])?;
    let closing = sum(&["gross_due", "closing_payees", "closing_suspense", "platform"])?;
    check(opening == closing, || format!("{currency}: {opening} came in, {closing} went out"))?;
    let totals = file.totals.get(currency).copied().unwrap_or_default();
    let all = totals.matched.checked_add(totals.unmatched).and_then(to_ledger);
    check(all == Some(sum(&["in"])?), || format!("{currency}: the file's total is not in"))?;
    let unmatched = to_ledger(totals.unmatched);
    check(unmatched == Some(sum(&["closing_suspense"])?), || {
        format!("{currency}: what matches nothing is not all in suspense")
    })
}

fn amount(json: &Value, pointer: &str) -> Result<i128, StoryError> {
    let text = text(json, pointer)?;
    parse_decimal(text).ok_or_else(|| StoryError::Off(format!("{text} is no exact decimal")))
}

fn to_ledger(units: i128) -> Option<i128> {
    units.checked_mul(TO_LEDGER)
}

pub(crate) fn at_hour(date: Date, hour: i8) -> Result<Timestamp, StoryError> {
    let zoned = date.at(hour, 0, 0, 0).to_zoned(TimeZone::UTC);
    zoned.map(|zoned| zoned.timestamp()).map_err(|error| StoryError::Off(error.to_string()))
}
