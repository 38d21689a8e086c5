//! A statement in words and tables, as it is printed.

use domain::money::statement::{CurrencyStatement, MovedLine, SourceLine, Statement, TrackLine};
use domain::money::{Amount, AmountError, PayablesProof};

use super::document::{Cell, Column, Document, Rank, Row, Section, Table, Weight};

const EXACT: &str = "Amounts are exact to the last of their fourteen decimals. Only what is paid is \
                     rounded, down to whole minor units; the rest stays in your balance.";

/// What is printed of a statement.
pub(crate) fn document(statement: &Statement) -> Result<Document, AmountError> {
    let month = statement.month.first_day().strftime("%B %Y").to_string();
    let who = match &statement.name {
        Some(name) => format!("{name} ({})", statement.account),
        None => statement.account.to_string(),
    };
    let mut document = Document {
        title: format!("Statement of {month}"),
        imprint: vec![format!("Statement of {month} for {who}")],
        footer: format!("Coproducer · statement of {month} · {who}"),
        ..Document::default()
    };
    for currency in &statement.currencies {
        document.headlines.extend(currency.headlines()?);
        document.sections.extend(sections(currency)?);
    }
    if let Some(CurrencyStatement { plan_sha256, posted_at, .. }) = statement.currencies.first() {
        let day = posted_at.strftime("%Y-%m-%d");
        document.imprint.push(format!("Posted on {day} (UTC) from the plan {plan_sha256}"));
        // Where the money is changes, the rest never does.
        let said = document.headlines.join(" ");
        document.identity =
            format!("{} {} {plan_sha256} {said}", statement.account, statement.month);
        document.written_at = *posted_at;
    }
    Ok(document)
}

fn sections(statement: &CurrencyStatement) -> Result<Vec<Section>, AmountError> {
    let mut sections = vec![Section {
        rank: Rank::Part,
        heading: statement.currency.to_string(),
        notes: vec![EXACT.to_owned()],
        table: Some(balance(statement)?),
    }];
    if !statement.payouts.is_empty() {
        sections.push(Section {
            rank: Rank::Section,
            heading: "What is due to you, and where it is".to_owned(),
            notes: Vec::new(),
            table: Some(payables(statement)?),
        });
    }
    if !statement.tracks.is_empty() {
        sections.push(Section {
            rank: Rank::Section,
            heading: "Earnings by track, source and territory".to_owned(),
            notes: Vec::new(),
            table: Some(earnings(statement)),
        });
    }
    if !statement.moves.is_empty() {
        sections.push(Section {
            rank: Rank::Section,
            heading: "Adjustments, and what else has moved".to_owned(),
            notes: Vec::new(),
            table: Some(moves(statement)),
        });
    }
    if statement.tracks.iter().any(|track| !track.reviews.is_empty()) {
        sections.push(Section {
            rank: Rank::Section,
            heading: "Shares for co-producing, and the reviews that earned them".to_owned(),
            notes: vec![
                "The pool of a brief is shared by its delivered reviews: every track and every \
                 version that was listened to counts."
                    .to_owned(),
            ],
            table: Some(reviews(statement)),
        });
    }
    Ok(sections)
}

fn balance(statement: &CurrencyStatement) -> Result<Table, AmountError> {
    let payout = statement.payout;
    let paid = |amount: Amount| amount.fixed(statement.currency.exponent());
    let line = |weight, name: &str, amount: String| Row::new(weight, [name.to_owned(), amount]);
    let tax = format!("Withheld as tax, {}", percent(statement.tax.get().into(), 2));
    let rows = vec![
        line(Weight::Plain, "Opening balance", statement.opening.to_string()),
        line(Weight::Plain, "Earnings", statement.earnings.to_string()),
        line(Weight::Plain, "Adjustments", statement.adjustments.to_string()),
        line(Weight::Total, "Payable", payout.payable.to_string()),
        line(Weight::Plain, "Closing balance, carried on", payout.closing.to_string()),
        line(Weight::Plain, &tax, paid(payout.withheld)?),
        line(Weight::Total, "Becomes due, net", paid(payout.net)?),
    ];
    let columns = vec![Column::text("Balance"), Column::decimal("Amount")];
    Ok(Table { columns, rows })
}

/// One row a payout, with the sentence that says where it is.
fn payables(statement: &CurrencyStatement) -> Result<Table, AmountError> {
    let row = |weight, cell: Cell, due: &PayablesProof| {
        let paid = |amount: Amount| amount.fixed(statement.currency.exponent());
        let amounts =
            [due.opening_due, due.gross, due.net_settled, due.withheld, due.closing_due].map(paid);
        let mut cells = vec![cell];
        for amount in amounts {
            cells.push(Cell::from(amount?));
        }
        Ok::<_, AmountError>(Row { weight, cells })
    };
    let mut rows = Vec::new();
    for line in &statement.payouts {
        let cell = Cell { text: line.month.to_string(), under: line.says()? };
        rows.push(row(Weight::Plain, cell, &line.due)?);
    }
    rows.push(row(Weight::Total, Cell::from("Together".to_owned()), &statement.due)?);
    let columns = vec![
        Column::text("Payout of"),
        Column::decimal("Was due"),
        Column::decimal("New, gross"),
        Column::decimal("Paid, net"),
        Column::decimal("Tax"),
        Column::decimal("Still due"),
    ];
    Ok(Table { columns, rows })
}

fn moves(statement: &CurrencyStatement) -> Table {
    let row = |moved: &MovedLine| {
        let what = Cell { text: moved.what().to_owned(), under: moved.why().join(" · ") };
        Row { weight: Weight::Plain, cells: vec![what, Cell::from(moved.line.amount.to_string())] }
    };
    let mut rows: Vec<Row> = statement.moves.iter().map(row).collect();
    let total = ["Adjustments".to_owned(), statement.adjustments.to_string()];
    rows.push(Row::new(Weight::Total, total));
    Table { columns: vec![Column::text("What moved"), Column::decimal("Amount")], rows }
}

fn earnings(statement: &CurrencyStatement) -> Table {
    let mut rows = Vec::new();
    for track in &statement.tracks {
        rows.push(head(track));
        rows.extend(track.sources.iter().map(source));
    }
    let [none_1, none_2, none_3, none_4] = [const { String::new() }; 4];
    let total = statement.earnings.to_string();
    let total = ["Earnings".to_owned(), none_1, none_2, none_3, none_4, total];
    rows.push(Row::new(Weight::Total, total));
    let columns = vec![
        Column::text("Track"),
        Column::text("Source"),
        Column::text("Territory"),
        Column::decimal("Revenue"),
        Column::decimal("Share, %"),
        Column::decimal("Earned"),
    ];
    Table { columns, rows }
}

fn name(track: &TrackLine) -> &str {
    track.title.as_deref().unwrap_or(track.track.as_str())
}

fn head(track: &TrackLine) -> Row {
    let under = format!("{} · split {}", track.track, track.split_number);
    let cells = vec![
        Cell { text: name(track).to_owned(), under },
        Cell::default(),
        Cell::default(),
        Cell::from(track.revenue.to_string()),
        Cell::from(decimal(track.share_ppm.ppm(), 4)),
        Cell::from(track.earned.to_string()),
    ];
    Row { weight: Weight::Head, cells }
}

fn source(source: &SourceLine) -> Row {
    let (revenue, earned) = (source.revenue.to_string(), source.earned.to_string());
    let (territory, none) = (source.territory.clone(), String::new());
    let cells = [String::new(), source.source.clone(), territory, revenue, none, earned];
    Row::new(Weight::Plain, cells)
}

fn reviews(statement: &CurrencyStatement) -> Table {
    let with_reviews = statement.tracks.iter().filter(|track| !track.reviews.is_empty());
    let rows = with_reviews.map(|track| {
        let ids: Vec<String> = track.reviews.iter().map(ToString::to_string).collect();
        let count = format!("{} of {}", ids.len(), track.reviews_in_all);
        let cells = [name(track).to_owned(), count, ids.join(", "), track.earned.to_string()];
        Row::new(Weight::Plain, cells)
    });
    let columns = vec![
        Column::text("Track"),
        Column::text("Reviews"),
        Column::text("Yours"),
        Column::decimal("Earned"),
    ];
    Table { columns, rows: rows.collect() }
}

fn percent(parts: u32, decimals: usize) -> String {
    format!("{} %", decimal(parts, decimals))
}

/// `parts` with the point moved so far to the left, and no zeros after it.
fn decimal(parts: u32, decimals: usize) -> String {
    let least = decimals.saturating_add(1);
    let digits = format!("{parts:0>least$}");
    let point = digits.len().saturating_sub(decimals);
    let (whole, fraction) = digits.split_at_checked(point).unwrap_or((&digits, ""));
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use domain::id::ReviewId;
    use domain::money::payment::Payment;
    use domain::money::plan::{EarningLine, MoveKind, MoveLine, SourceRow};
    use domain::money::statement::PayoutLine;
    use domain::money::{BasisPoints, Currency, PayoutAmounts, Sha256Hex, Share};
    use jiff::Timestamp;

    const TITLES: [&str; 4] = [
        "Lemon Tree",
        "Чайковский в метро",
        "作曲家の歌 and a title that goes on for so long that no column of any table on a page has \
         room for it in one line",
        "Ελένη, Łukasz & Øystein",
    ];

    /// A statement of `tracks` tracks in each of four currencies.
    pub(crate) fn sample(tracks: u32) -> Statement {
        let currencies = ["EUR", "JPY", "KWD", "USD"].map(|code| currency(code, tracks));
        Statement {
            account: "mem_01JAZ8Q6M3T7YV5K9R2X4B6C8D".parse().unwrap(),
            name: Some("Ada Lovelace".to_owned()),
            month: "2026-11".parse().unwrap(),
            currencies: currencies.into(),
        }
    }

    fn currency(code: &str, tracks: u32) -> CurrencyStatement {
        let currency: Currency = code.parse().unwrap();
        let lines: Vec<TrackLine> = (0..tracks).map(|number| track(number, currency)).collect();
        let earnings = Amount::sum(lines.iter().map(|line| line.earned)).unwrap();
        let opening: Amount = "0.00500000750001".parse().unwrap();
        let tax = BasisPoints::try_from(1_500).unwrap();
        let moves = moved();
        let adjustments = Amount::sum(moves.iter().map(|moved| moved.line.amount)).unwrap();
        let payout = PayoutAmounts::compute(currency, opening, earnings, adjustments, tax).unwrap();
        let (due, payouts) = due(currency, payout);
        let statement = CurrencyStatement {
            currency,
            opening,
            tracks: lines,
            earnings,
            moves,
            adjustments,
            payout,
            tax,
            due,
            payouts,
            plan_sha256: Sha256Hex::of(b"plan"),
            posted_at: Timestamp::UNIX_EPOCH,
        };
        statement.check().unwrap();
        statement
    }

    /// No font has the marks that isolate a text.
    #[test]
    fn a_reason_is_printed_as_it_is() {
        let mut statement = currency("EUR", 1);
        statement.moves[0].line.reason = Some("נספר פעמיים".to_owned());
        let printed = &moves(&statement).rows[0].cells[0].under;
        assert_eq!(printed, "נספר פעמיים · adj_01JAZ8Q6M3T7YV5K9R2X4B6C8D");
    }

    /// One that took and one that gave, which add up to nothing.
    fn moved() -> Vec<MovedLine> {
        let line = |kind, subject: &str, amount: &str, reason: Option<&str>| MovedLine {
            line: MoveLine {
                kind,
                subject: subject.to_owned(),
                track: None,
                split_number: None,
                amount: amount.parse().unwrap(),
                reason: reason.map(str::to_owned),
            },
            title: None,
        };
        let reason = Some("2026-10: =SUM(A1) was counted twice");
        vec![
            line(
                MoveKind::Adjustment,
                "adj_01JAZ8Q6M3T7YV5K9R2X4B6C8D",
                "-0.00000000000001",
                reason,
            ),
            line(MoveKind::Match, "sus_01JAZ8Q6M3T7YV5K9R2X4B6C8D", "0.00000000000001", None),
        ]
    }

    /// What this month made due, beside something of an earlier one that is on hold.
    fn due(currency: Currency, payout: PayoutAmounts) -> (PayablesProof, Vec<PayoutLine>) {
        let none = PayablesProof::empty(currency);
        let old = Amount::from_minor(26_00, 2).unwrap();
        let held = PayablesProof { opening_due: old, closing_due: old, ..none };
        let mut lines = vec![PayoutLine {
            month: "2026-09".parse().unwrap(),
            gross: old,
            withheld: Amount::ZERO,
            net: old,
            due: held,
            payment: Payment::Held { review_on: "2026-12-20".parse().unwrap() },
        }];
        if payout.gross.is_zero() {
            return (held, lines);
        }
        let PayoutAmounts { gross, withheld, net, .. } = payout;
        let (to, on) = ("FI•• •••• 85".to_owned(), "2026-12-15".parse().unwrap());
        lines.push(PayoutLine {
            month: "2026-11".parse().unwrap(),
            gross,
            withheld,
            net,
            due: PayablesProof { gross, closing_due: gross, ..none },
            payment: Payment::Planned { to, on },
        });
        let closing_due = old.checked_add(gross).unwrap();
        (PayablesProof { gross, closing_due, ..held }, lines)
    }

    fn track(number: u32, currency: Currency) -> TrackLine {
        let row = |source: &str, territory: &str, amount: &str| SourceRow {
            file: 0,
            row: 0,
            lines: 1_204,
            source: source.to_owned(),
            territory: territory.to_owned(),
            currency,
            amount: amount.parse().unwrap(),
        };
        let rows = [
            row("Streaming, premium, the whole family at once", "DE", "1234.56789012"),
            row("radio", "FI", "-0.49999999"),
            row("=HYPERLINK(\"http://example.com\")", "BR", "0.00000001"),
        ];
        let share_ppm = Share::from_ppm(5_001).unwrap();
        let revenue = Amount::sum(rows.iter().map(|row| row.amount)).unwrap();
        let earned = revenue.share(share_ppm).unwrap();
        let track = format!("trk_01JAZ8Q6M3T7YV5K9R2X4B{number:04}").parse().unwrap();
        let line = EarningLine { track, split_number: 1, revenue, share_ppm, earned };
        let mut line = TrackLine::new(line, currency, &rows).unwrap();
        let title = usize::try_from(number).unwrap().checked_rem(TITLES.len()).unwrap();
        line.title = Some(TITLES[title].to_owned());
        if number.is_multiple_of(3) {
            line.reviews = vec![ReviewId::derive(&[b"one"]), ReviewId::derive(&[b"two"])];
            line.reviews_in_all = 12;
        }
        line
    }

    #[test]
    fn the_first_thing_said_is_what_is_paid() {
        let document = document(&sample(8)).unwrap();
        assert_eq!(document.headlines.len(), 8);
        let first = "EUR 41.97 will be paid to FI•• •••• 85 on 2026-12-15";
        assert_eq!(document.headlines[0], first);
        let second = "Of 2026-09: EUR 26.00 is due and on hold: it stays yours, and the studio looks \
                      at it again on 2026-12-20";
        assert_eq!(document.headlines[1], second);
        assert!(document.headlines[2].contains("below the minimum of JPY 3000"));
        let parts = document.sections.iter().filter(|section| section.rank == Rank::Part);
        let parts: Vec<_> = parts.map(|section| section.heading.as_str()).collect();
        assert_eq!(parts, ["EUR", "JPY", "KWD", "USD"]);
    }

    #[test]
    fn a_share_is_said_in_percent_to_its_last_digit() {
        assert_eq!(percent(1_500, 2), "15 %");
        assert_eq!(percent(0, 2), "0 %");
        assert_eq!(decimal(5_001, 4), "0.5001");
        assert_eq!(decimal(1_000_000, 4), "100");
        assert_eq!(decimal(1, 4), "0.0001");
    }
}
