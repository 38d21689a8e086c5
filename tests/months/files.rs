//! What a file does to the books: all of it once, or nothing at all.

use http::Method;
use serde_json::{Value, json};
use sweep::Tick;
use tests::{Books, MARCH, MONTHS, ReplyChecks, amounts, csv, gzip};

const COLUMNS: [&str; 8] =
    ["period", "track_id", "isrc", "source", "territory", "units", "currency", "amount"];

/// No file and no sum of any file is in the books.
async fn assert_nothing_is_booked(books: &Books) {
    for kind in ["revenue_file", "revenue_file_lookup"] {
        assert_eq!(books.world.items_of(kind), Vec::<Value>::new());
    }
    books.month_ends(MARCH).await;
    let posted = books.close(MARCH).await;
    assert_eq!(posted["plan"]["proofs"], json!([]));
    assert!(books.world.items_of("entry").is_empty());
}

#[tokio::test]
async fn a_file_that_comes_twice_is_paid_once() {
    let books = Books::open().await;
    let file = csv(MARCH, &[(&books.song, "EUR", "80"), ("trk_ghost", "EUR", "7")]);
    let first = books.load(MARCH, &file).await;
    assert_eq!((&first["outcome"], &first["lines"]), (&json!("accepted"), &json!(2)));
    assert_eq!(first["totals"], json!([{ "currency": "EUR", "amount": "87" }]));
    let again = books.load(MARCH, &gzip(&file)).await;
    assert_eq!((&again["outcome"], &again["sha256"]), (&json!("duplicate"), &first["sha256"]));
    assert_eq!(books.load(MARCH, &file).await["outcome"], "duplicate");
    assert_eq!(books.world.items_of("revenue_file").len(), 1);
    books.month_ends(MARCH).await;
    let posted = books.close(MARCH).await;
    assert_eq!(posted["plan"]["proofs"][0]["in"], "87");
    assert_eq!(posted["plan"]["proofs"][0]["closing_suspense"], "7");
    let entry = books.entry(&books.ada, MARCH, "EUR").await;
    assert_eq!(amounts(&entry, ["earnings", "gross"]), ["78", "78.00"]);
}

#[tokio::test]
async fn the_same_file_in_two_uploads_at_once_is_paid_once() {
    let books = Books::open().await;
    let file = csv(MARCH, &[(&books.song, "EUR", "80")]);
    books.world.hold_events();
    let plain = books.send(MARCH, &file).await;
    let zipped = books.send(MARCH, &gzip(&file)).await;
    // Both events are handled at the same time.
    books.world.release_events();
    books.world.settle().await;
    let mut outcomes = Vec::new();
    for upload in [plain, zipped] {
        outcomes.push(books.report(MARCH, &upload).await["outcome"].take());
    }
    outcomes.sort_by_key(Value::to_string);
    assert_eq!(outcomes, ["accepted", "duplicate"]);
    assert_eq!(books.world.items_of("revenue_file").len(), 1);
}

#[tokio::test]
async fn another_file_with_the_same_lines_counts_again() {
    let books = Books::open().await;
    let file = csv(MARCH, &[(&books.song, "EUR", "80")]);
    assert_eq!(books.load(MARCH, &file).await["outcome"], "accepted");
    // One more line end: other bytes, so another file. Whose it is, is the operators' business.
    let other = [file.as_slice(), b"\n"].concat();
    assert_eq!(books.load(MARCH, &other).await["outcome"], "accepted");
    books.month_ends(MARCH).await;
    assert_eq!(books.close(MARCH).await["plan"]["proofs"][0]["in"], "160");
}

#[tokio::test]
async fn a_hostile_file_is_refused_whole_with_every_line_and_reason() {
    const HOSTILE: [(&[u8], &str); 15] = [
        (b"2026-02,S,,radio,DE,1,EUR,1", "other_period"),
        (b"2026-3,S,,radio,DE,1,EUR,1", "other_period"),
        (b"2026-03,S,,radio,DE,1,EURO,1", "unknown_currency"),
        (b"2026-03,S,,radio,DE,1,eur,1", "unknown_currency"),
        (b"2026-03,S,,radio,DE,1,XAU,1", "currency_not_in_policy"),
        (b"2026-03,S,,radio,DE,1,EUR,1e3", "amount_not_decimal"),
        (b"2026-03,S,,radio,DE,1,EUR,\"1,5\"", "amount_not_decimal"),
        (b"2026-03,S,,radio,DE,1,EUR,NaN", "amount_not_decimal"),
        (b"2026-03,S,,radio,DE,1,EUR,", "amount_not_decimal"),
        (b"2026-03,S,,radio,DE,1,EUR,0.000000001", "amount_too_many_decimals"),
        (b"2026-03,S,,radio,DE,1,EUR,-1000000000000", "amount_too_large"),
        (b"2026-03,S,,radio,DE,1,EUR", "field_count"),
        (b"2026-03,\xff,,radio,DE,1,EUR,1", "encoding"),
        (b"2026-03,\0,,radio,DE,1,EUR,1", "nul"),
        (b"2026-03,\"S,,radio,DE,1,EUR,1", "quotes_across_lines"),
    ];
    let books = Books::open().await;
    let good = csv(MARCH, &[(&books.song, "EUR", "1000")]);
    let mut file = good.clone();
    for (line, _) in HOSTILE {
        file.extend(line);
        file.push(b'\n');
    }
    file.extend(good.split(|byte| *byte == b'\n').nth(1).unwrap());
    let report = books.load(MARCH, &file).await;
    assert_eq!((&report["outcome"], &report["totals"]), (&json!("refused"), &json!([])));
    let named: Vec<(u64, &str)> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| (problem["line"].as_u64().unwrap(), problem["rule"].as_str().unwrap()))
        .collect();
    let expected: Vec<(u64, &str)> = (3..).zip(HOSTILE.map(|(_, rule)| rule)).collect();
    assert_eq!(named, expected);
    assert_eq!(report["problem_count"], HOSTILE.len());
    assert_nothing_is_booked(&books).await;
}

#[tokio::test]
async fn a_file_that_lacks_a_column_is_refused() {
    let books = Books::open().await;
    for missing in COLUMNS.iter().filter(|name| !["track_id", "isrc"].contains(name)) {
        let kept: Vec<&str> = COLUMNS.into_iter().filter(|name| name != missing).collect();
        let file = format!("{}\n2026-03,{},,radio,DE,EUR,1\n", kept.join(","), books.song);
        let report = books.load(MARCH, file.as_bytes()).await;
        assert_eq!(report["outcome"], "refused", "without {missing}");
        let problem = &report["problems"][0];
        assert_eq!((&problem["line"], &problem["rule"]), (&json!(1), &json!("header")));
        assert!(problem["detail"].as_str().unwrap().contains(missing), "{problem}");
    }
    let no_header = format!("2026-03,{},,radio,DE,1,EUR,1\n", books.song);
    assert_eq!(books.load(MARCH, no_header.as_bytes()).await["problems"][0]["rule"], "header");
    assert_nothing_is_booked(&books).await;
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused() {
    let books = Books::open().await;
    let good = gzip(&csv(MARCH, &[(&books.song, "EUR", "1000")]));
    let torn = &good[..good.len().saturating_sub(12)];
    let trailing = [good.as_slice(), b"and more"].concat();
    let noise = [&[0x1f_u8, 0x8b][..], &[7; 64]].concat();
    for (what, file) in [("torn", torn), ("trailing", &trailing), ("noise", &noise)] {
        let report = books.load(MARCH, file).await;
        assert_eq!(report["outcome"], "refused", "{what}: {report}");
        assert!(report["problem_count"].as_u64() >= Some(1), "{what}: {report}");
    }
    assert_nothing_is_booked(&books).await;
    assert_eq!(books.world.studio.lambda().dead_letters(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_refused_file_may_come_again_mended() {
    let books = Books::open().await;
    let song = books.song.as_str();
    let broken = csv(MARCH, &[(song, "EUR", "50"), (song, "EUR", "a lot")]);
    assert_eq!(books.load(MARCH, &broken).await["outcome"], "refused");
    let mended = csv(MARCH, &[(song, "EUR", "50"), (song, "EUR", "30")]);
    assert_eq!(books.load(MARCH, &mended).await["outcome"], "accepted");
    books.month_ends(MARCH).await;
    assert_eq!(books.close(MARCH).await["plan"]["proofs"][0]["in"], "80");
}

#[tokio::test]
async fn a_file_loaded_during_the_freeze_is_in_whole_or_not_at_all() {
    for freeze_first in [true, false] {
        let books = Books::open().await;
        books.load_lines(MARCH, &[("EUR", "100")]).await;
        books.month_ends(MARCH).await;
        books.world.hold_events();
        let upload = books.send(MARCH, &csv(MARCH, &[(&books.song, "EUR", "11")])).await;
        let late = books.world.take_events();
        books.world.release_events();
        let load = books.world.studio.lambda().deliver(late);
        if freeze_first {
            books.step(MARCH, "freeze").await;
            load.await;
        } else {
            tokio::join!(load, books.step(MARCH, "freeze"));
        }
        let report = books.report(MARCH, &upload).await;
        let proof = books.step(MARCH, "plan").await["plan"]["proofs"][0].take();
        let outcome = report["outcome"].as_str().unwrap();
        let expected = if outcome == "accepted" { "111" } else { "100" };
        assert_eq!(proof["in"], expected, "{outcome}");
        assert!(!freeze_first || outcome == "month_frozen", "{outcome}");
    }
}

/// Every call of one sweep in which somebody leaves, with or without a file whose event was lost.
async fn sweep_calls(with_lost_file: bool) -> (Vec<String>, u32) {
    let books = Books::open().await;
    books.world.hold_events();
    if with_lost_file {
        books.send(MARCH, &csv(MARCH, &[(&books.song, "EUR", "80")])).await;
    }
    let _lost = books.world.take_events();
    let ben = books.world.composer("Ben");
    ben.send(Method::DELETE, "/me", |call| call).await.expect_status(202);
    let runtime = books.world.runtime("SweepFunction");
    books.world.count_from_here();
    let report = Box::pin(sweep::handle(runtime, Tick::default())).await.unwrap();
    (books.world.round_trips("SweepFunction"), report.uploads_rescued)
}

/// One that is too long for an invocation ends it: everything else has been done by then.
#[tokio::test]
async fn a_sweep_reads_revenue_files_after_everything_else() {
    let (without, none) = sweep_calls(false).await;
    let (with, rescued) = sweep_calls(true).await;
    assert_eq!((none, rescued), (0, 1));
    let writes = |calls: &[String]| calls.iter().filter(|call| call.contains("Write")).count();
    assert!(writes(&without) + without.iter().filter(|call| *call == "PutItem").count() > 0);
    // The list of uploads is asked for last; what follows is the file.
    assert_eq!(without.last().map(String::as_str), Some("Query"));
    assert_eq!(with[..without.len()], without);
    let file = &with[without.len()..];
    assert!(file.iter().any(|call| call == "GetObject"), "{file:?}");
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused_before_anything_is_read() {
    let books = Books::of_march(&[("EUR", "100")]).await;
    let months = ["revenue", "batches", "confirmations", "books"];
    let months = months.map(|list| format!("/months/{MARCH}/{list}"));
    let lists = ["/suspense", "/holds", "/me/suspense"].map(str::to_owned);
    // Whom the studio has shut out is known from here on.
    books.otto.read("/holds").await;
    for list in lists.iter().chain(&months) {
        books.world.count_from_here();
        let refused = books.otto.get(&format!("{list}?cursor=7")).await.expect_status(400);
        assert_eq!(refused["errors"][0]["pointer"], "?cursor", "{list}");
        assert_eq!(books.world.round_trips(MONTHS), Vec::<String>::new(), "{list}");
    }
}
