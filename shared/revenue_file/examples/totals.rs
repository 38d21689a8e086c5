//! Sums a revenue file per track and currency: what `make bench` runs beside other tools.
//! `totals FILE THREADS (sums|identity|index) [OUT.csv]`.

#![expect(clippy::print_stdout, reason = "a tool of the command line")]

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

use domain::money::{Amount, Currency};
use revenue_file::{Reduced, Reducer, RowOfFile};

/// The sum of one track in one currency.
struct Total<'a> {
    track_id: &'a str,
    currency: Currency,
    amount: Amount,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = |what: &'static str| arguments.next().ok_or(what);
    let (path, threads) = (next("which file?")?, next("how many threads?")?.parse()?);
    let reducer = match next("sums, identity or index?")?.as_str() {
        "sums" => Reducer::sums_only(None, threads),
        "identity" => Reducer::without_index(None, threads),
        _ => Reducer::with_threads(None, threads),
    };
    let out = arguments.next();

    let reduced = reduce(reducer, &path)?;
    let totals = totals(&reduced);

    println!("{} lines, {} rows, {} totals", reduced.lines, reduced.rows.len(), totals.len());
    out.map_or(Ok(()), |out| write(&out, &totals))
}

fn reduce(mut reducer: Reducer, path: &str) -> Result<Reduced, Box<dyn Error>> {
    let mut file = File::open(path)?;
    while reducer.read_from(&mut file)? > 0 {}
    reducer.finish()?.map_err(|refused| format!("refused: {:?}", refused.problems).into())
}

/// Rows come by track; those of one track are few.
fn totals(reduced: &Reduced) -> Vec<Total<'_>> {
    let mut totals: Vec<Total<'_>> = Vec::with_capacity(reduced.rows.len());
    let mut first_of_track = 0;
    for row in reduced.rows.iter() {
        if totals.last().is_some_and(|last| last.track_id != row.track_id) {
            first_of_track = totals.len();
        }
        let of_track = totals.get_mut(first_of_track..).unwrap_or_default();
        match of_track.iter_mut().find(|total| total.currency == row.currency) {
            Some(total) => add(total, &row),
            None => totals.push(Total {
                track_id: row.track_id,
                currency: row.currency,
                amount: row.amount.unwrap_or_default(),
            }),
        }
    }
    totals
}

fn add(total: &mut Total<'_>, row: &RowOfFile<'_>) {
    let sum = row.amount.and_then(|amount| total.amount.checked_add(amount).ok());
    total.amount = sum.unwrap_or_default();
}

fn write(path: &str, totals: &[Total<'_>]) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    for total in totals {
        writeln!(out, "{},{},{}", total.track_id, total.currency, total.amount)?;
    }
    Ok(out.flush()?)
}
