//! A statement as a table for spreadsheets: every line of it with its kind and its exact amount.
//!
//! What others wrote (titles, sources, territories) cannot become a formula: where it begins
//! like one, an apostrophe stands before it. Amounts are ours, and a minus before a number is one.

use csv::{Terminator, WriterBuilder};
use domain::money::statement::{CurrencyStatement, MovedLine, Statement, TrackLine};
use domain::money::{Amount, AmountError, PayablesProof, TrackKey};
use domain::text::{table_cell, table_cell_of};

const HEADER: [&str; 12] = [
    "month",
    "currency",
    "item",
    "track",
    "title",
    "source",
    "territory",
    "lines",
    "share_ppm",
    "revenue",
    "amount",
    "note",
];

/// The statement could not be written as CSV. Nothing that it says leads here.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CsvError {
    #[error("the table could not be written")]
    Csv(#[from] csv::Error),
    #[error("the table could not be finished")]
    Buffer(#[from] std::io::Error),
    #[error("an amount of the statement is not exact or out of range")]
    Amount(#[from] AmountError),
}

type Record = [String; HEADER.len()];

/// The whole table, with CRLF line ends (RFC 4180).
pub(crate) fn render(statement: &Statement) -> Result<Vec<u8>, CsvError> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEADER)?;
    let month = statement.month.to_string();
    for currency in &statement.currencies {
        for mut record in records(currency)? {
            let code = currency.currency.to_string();
            let [of_month, of_currency, ..] = &mut record;
            (*of_month, *of_currency) = (month.clone(), code);
            writer.write_record(&record)?;
        }
    }
    Ok(writer.into_inner().map_err(csv::IntoInnerError::into_error)?)
}

fn records(statement: &CurrencyStatement) -> Result<Vec<Record>, CsvError> {
    let payout = statement.payout;
    let paid = |amount: Amount| amount.fixed(statement.currency.exponent());
    let mut records = vec![record("headline", String::new(), statement.headline()?)];
    records.push(total("opening", statement.opening.to_string()));
    for track in &statement.tracks {
        records.extend(earnings(track));
    }
    records.push(total("earnings", statement.earnings.to_string()));
    records.extend(statement.moves.iter().map(moved));
    records.extend([
        total("adjustments", statement.adjustments.to_string()),
        total("payable", payout.payable.to_string()),
        total("gross", paid(payout.gross)?),
        total("withheld", paid(payout.withheld)?),
        total("net", paid(payout.net)?),
        total("closing", payout.closing.to_string()),
    ]);
    for line in &statement.payouts {
        let mut own = vec![record("payout_net", paid(line.net)?, table_cell(&line.says()?))];
        for (name, amount) in payables(&line.due) {
            own.push(total(&format!("payout_{name}"), paid(amount)?));
        }
        for mut record in own {
            let [_, _, _, _, title, ..] = &mut record;
            *title = line.month.to_string();
            records.push(record);
        }
    }
    for (name, amount) in payables(&statement.due) {
        records.push(total(name, paid(amount)?));
    }
    Ok(records)
}

/// What was due, and what became of it. The gross stands among the totals already.
fn payables(due: &PayablesProof) -> [(&'static str, Amount); 4] {
    [
        ("opening_due", due.opening_due),
        ("net_settled", due.net_settled),
        ("settled_withheld", due.withheld),
        ("closing_due", due.closing_due),
    ]
}

/// One record for everything that moved; together they are the adjustments.
fn moved(moved: &MovedLine) -> Record {
    let line = &moved.line;
    let note = table_cell_of(&moved.why());
    let [month, currency, item, _, _, source, territory, lines, share, revenue, amount, note] =
        record(line.kind.as_str(), line.amount.to_string(), note);
    let track = table_cell(line.track.as_ref().map_or("", TrackKey::as_str));
    let title = table_cell(moved.title.as_deref().unwrap_or_default());
    [month, currency, item, track, title, source, territory, lines, share, revenue, amount, note]
}

/// One record a source; together they are the track's.
fn earnings(track: &TrackLine) -> impl Iterator<Item = Record> + '_ {
    let title = track.title.as_deref().unwrap_or_default();
    let note = reviews(track);
    track.sources.iter().map(move |source| {
        let [month, currency, item, _, _, _, _, _, _, _, amount, note] =
            record("earning", source.earned.to_string(), note.clone());
        [
            month,
            currency,
            item,
            table_cell(track.track.as_str()),
            table_cell(title),
            table_cell(&source.source),
            table_cell(&source.territory),
            source.lines.to_string(),
            track.share_ppm.ppm().to_string(),
            source.revenue.to_string(),
            amount,
            note,
        ]
    })
}

/// Which reviews the share was given for.
fn reviews(track: &TrackLine) -> String {
    if track.reviews.is_empty() {
        return String::new();
    }
    let ids: Vec<String> = track.reviews.iter().map(ToString::to_string).collect();
    format!("for {} of {} reviews: {}", ids.len(), track.reviews_in_all, ids.join(" "))
}

fn total(item: &str, amount: String) -> Record {
    record(item, amount, String::new())
}

/// Month and currency are filled in later.
fn record(item: &str, amount: String, note: String) -> Record {
    let mut record = Record::default();
    let [_, _, of_item, .., of_amount, of_note] = &mut record;
    (*of_item, *of_amount, *of_note) = (item.to_owned(), amount, note);
    record
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::page::tests::sample;

    #[test]
    fn the_table_has_every_line_and_its_earnings_add_up() {
        let statement = sample(3);
        let table = String::from_utf8(render(&statement).unwrap()).unwrap();
        assert!(table.starts_with("month,currency,item,track,title,source,"));
        assert!(table.lines().count() > 10 && table.ends_with("\r\n"));
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        for currency in &statement.currencies {
            let code = currency.currency.to_string();
            let of = |item: &str| {
                let rows = rows.iter().filter(|row| row[1] == code && &row[2] == item);
                Amount::sum(rows.map(|row| row[10].parse().unwrap())).unwrap()
            };
            assert_eq!(of("earning"), currency.earnings);
            assert_eq!(of("earnings"), currency.earnings);
            assert_eq!(of("payable"), currency.payout.payable);
            assert_eq!(of("net"), currency.payout.net);
            let moved = Amount::sum(["adjustment", "match"].map(of)).unwrap();
            assert_eq!((moved, of("adjustments")), (currency.adjustments, currency.adjustments));
            assert_eq!(of("closing_due"), currency.due.closing_due);
        }
        let hostile = rows.iter().filter(|row| row[5].starts_with("'=HYPERLINK")).count();
        assert_eq!(hostile, 3 * statement.currencies.len(), "{table}");
        assert!(rows.iter().all(|row| row.iter().all(|cell| !cell.starts_with(['=', '+', '@']))));
    }

    /// A reason in Hebrew beside the name of what was adjusted.
    #[test]
    fn the_texts_of_one_note_turn_nothing_but_themselves() {
        let mut statement = sample(1);
        for moved in statement.currencies.iter_mut().flat_map(|currency| &mut currency.moves) {
            moved.line.reason = Some("נספר פעמיים".to_owned());
        }
        let table = String::from_utf8(render(&statement).unwrap()).unwrap();
        let note = "\u{2068}נספר פעמיים\u{2069} · adj_01JAZ8Q6M3T7YV5K9R2X4B6C8D";
        assert_eq!(table.matches(note).count(), statement.currencies.len(), "{table}");
    }
}
