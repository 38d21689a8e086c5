//! One line of a revenue file: `period,track_id,isrc,source,territory,units,currency,amount`.

use crate::money::amount::{Amount, AmountError};
use crate::money::currency::{Currency, CurrencyError};
use crate::money::month::YearMonth;
use crate::money::value::Money;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A line that cannot be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize, Deserialize)]
pub struct LineProblem {
    /// The header is line 1; 0 is the file as a whole.
    pub line: u64,
    /// The rule that the line breaks.
    pub rule: String,
    /// What is wrong with it, in words.
    pub detail: String,
}

/// A revenue line has at most so many decimals, so that a share of it stays exact.
pub const DECIMALS_MAX: u8 = 8;

/// 10¹² major units; a line must stay below, either way.
const AMOUNT_BOUND_ATOMS: i128 = 10_i128.pow(12 + 14);

/// What a line says it is revenue of.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum LineKey {
    /// The name of a track, as the line writes it.
    Track(String),
    /// Money of the track, unless the ISRC is another one's.
    Both {
        /// The name of a track, as the line writes it.
        track_id: String,
        /// The code of a recording, as the line writes it.
        isrc: String,
    },
    /// The code of a recording, as the line writes it.
    Isrc(String),
    /// Readable money that names neither.
    Nothing,
}

/// Where the columns stand. Their order is free, further columns are ignored, and one of `track_id`
/// and `isrc` may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// How many fields every line must have: as many as the header.
    pub count: usize,
    pub period: usize,
    pub track_id: Option<usize>,
    pub isrc: Option<usize>,
    pub source: usize,
    pub territory: usize,
    pub currency: usize,
    pub amount: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum HeaderError {
    #[error("the header lacks the column {0}")]
    Missing(&'static str),
    #[error("the header names the column {0} twice")]
    Twice(&'static str),
}

impl Columns {
    pub fn from_header(header: &[&str]) -> Result<Self, HeaderError> {
        let find = |name: &'static str| {
            let mut places = header
                .iter()
                .enumerate()
                .filter(|(_, field)| field.trim() == name)
                .map(|(at, _)| at);
            let place = places.next();
            if places.next().is_some() { Err(HeaderError::Twice(name)) } else { Ok(place) }
        };
        let need = |name: &'static str| find(name)?.ok_or(HeaderError::Missing(name));
        let (track_id, isrc) = (find("track_id")?, find("isrc")?);
        if track_id.is_none() && isrc.is_none() {
            return Err(HeaderError::Missing("track_id"));
        }
        // Units are required as a column so that a file of another kind is noticed; no rule reads
        // their values.
        need("units")?;
        Ok(Self {
            count: header.len(),
            period: need("period")?,
            track_id,
            isrc,
            source: need("source")?,
            territory: need("territory")?,
            currency: need("currency")?,
            amount: need("amount")?,
        })
    }
}

impl Columns {
    /// The month that a line says it is of: a file whose month is not known goes by its first line.
    pub fn period(&self, fields: &[&str]) -> Option<YearMonth> {
        fields.get(self.period).and_then(|field| field.trim().parse().ok())
    }
}

/// A line that can be booked; the text is borrowed from the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevenueLine<'a> {
    /// Empty if the line names none.
    pub track_id: &'a str,
    /// Empty if the line names none.
    pub isrc: &'a str,
    pub source: &'a str,
    pub territory: &'a str,
    pub money: Money,
}

/// Why a line cannot be read. One such line refuses its whole file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LineError {
    #[error("it has {found} fields where the header has {expected}")]
    FieldCount { expected: usize, found: usize },
    #[error("its period {found:?} is not the month {month}")]
    OtherPeriod { month: YearMonth, found: String },
    #[error("{0}")]
    Currency(CurrencyError),
    #[error("its amount {0:?} is not a plain decimal")]
    AmountNotDecimal(String),
    #[error("its amount {0:?} has more than 8 decimals")]
    AmountTooManyDecimals(String),
    #[error("its amount {0:?} is not below 1000000000000")]
    AmountTooLarge(String),
}

impl LineError {
    /// The stable name of the rule that failed.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::FieldCount { .. } => "field_count",
            Self::OtherPeriod { .. } => "other_period",
            Self::Currency(CurrencyError::Unknown(_)) => "unknown_currency",
            Self::Currency(CurrencyError::NotInPolicy(_)) => "currency_not_in_policy",
            Self::AmountNotDecimal(_) => "amount_not_decimal",
            Self::AmountTooManyDecimals(_) => "amount_too_many_decimals",
            Self::AmountTooLarge(_) => "amount_too_large",
        }
    }
}

impl<'a> RevenueLine<'a> {
    /// Reads the fields of one record. Spaces around a field are not part of it; `month` is the
    /// only period the file may hold.
    pub fn parse(
        fields: &[&'a str],
        columns: &Columns,
        month: YearMonth,
    ) -> Result<Self, LineError> {
        if fields.len() != columns.count {
            return Err(LineError::FieldCount { expected: columns.count, found: fields.len() });
        }
        let field = |at: usize| fields.get(at).map_or("", |field| field.trim());
        let optional = |at: Option<usize>| at.map_or("", field);
        let period = field(columns.period);
        if !month.is_written(period) {
            return Err(LineError::OtherPeriod { month, found: excerpt(period) });
        }
        let currency: Currency = field(columns.currency).parse().map_err(LineError::Currency)?;
        Ok(Self {
            track_id: optional(columns.track_id),
            isrc: optional(columns.isrc),
            source: field(columns.source),
            territory: field(columns.territory),
            money: Money::new(currency, parse_amount(field(columns.amount))?),
        })
    }

    pub fn key(&self) -> LineKey {
        match (self.track_id, self.isrc) {
            ("", "") => LineKey::Nothing,
            ("", isrc) => LineKey::Isrc(isrc.to_owned()),
            (track_id, "") => LineKey::Track(track_id.to_owned()),
            (track_id, isrc) => {
                LineKey::Both { track_id: track_id.to_owned(), isrc: isrc.to_owned() }
            }
        }
    }
}

fn parse_amount(text: &str) -> Result<Amount, LineError> {
    let amount = Amount::parse(text, DECIMALS_MAX).map_err(|error| match error {
        AmountError::NotDecimal | AmountError::Inexact => {
            LineError::AmountNotDecimal(excerpt(text))
        }
        AmountError::TooManyDecimals => LineError::AmountTooManyDecimals(excerpt(text)),
        AmountError::OutOfRange => LineError::AmountTooLarge(excerpt(text)),
    })?;
    if amount.atoms().unsigned_abs() >= AMOUNT_BOUND_ATOMS.unsigned_abs() {
        return Err(LineError::AmountTooLarge(excerpt(text)));
    }
    Ok(amount)
}

/// Enough of a wrong field to recognise it in a report.
fn excerpt(field: &str) -> String {
    field.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: [&str; 8] =
        ["period", "track_id", "isrc", "source", "territory", "units", "currency", "amount"];

    fn parse_with(currency: &str, amount: &str) -> Result<Money, LineError> {
        let columns = Columns::from_header(&HEADER).unwrap();
        let fields = ["2026-01", "trk_1", "", "radio", "DE", "3", currency, amount];
        RevenueLine::parse(&fields, &columns, "2026-01".parse().unwrap()).map(|line| line.money)
    }

    #[test]
    fn a_refund_is_a_negative_line() {
        assert_eq!(parse_with("EUR", "-12.34567891").unwrap().amount.to_string(), "-12.34567891");
    }

    #[test]
    fn an_amount_out_of_bounds_names_its_rule() {
        let rule = |amount: &str| parse_with("EUR", amount).unwrap_err().rule();
        assert_eq!(rule("0.123456789"), "amount_too_many_decimals");
        assert_eq!(rule("1000000000000"), "amount_too_large");
        assert_eq!(rule("-1000000000000.00"), "amount_too_large");
        assert_eq!(rule(&"9".repeat(60)), "amount_too_large");
        assert_eq!(rule("1e3"), "amount_not_decimal");
        assert_eq!(rule(""), "amount_not_decimal");
        assert!(parse_with("EUR", "999999999999.99999999").is_ok());
    }

    #[test]
    fn a_currency_or_a_period_that_does_not_belong_is_refused() {
        assert_eq!(parse_with("EURO", "1").unwrap_err().rule(), "unknown_currency");
        assert_eq!(parse_with("XAU", "1").unwrap_err().rule(), "currency_not_in_policy");
        let columns = Columns::from_header(&HEADER).unwrap();
        for period in ["2026-02", "2026-1", "", "2026-01-01"] {
            let fields = [period, "trk_1", "", "radio", "DE", "3", "EUR", "1"];
            let error = RevenueLine::parse(&fields, &columns, "2026-01".parse().unwrap());
            assert_eq!(error.unwrap_err().rule(), "other_period");
        }
    }

    #[test]
    fn columns_may_come_in_any_order_with_others_between() {
        let header =
            ["amount", "label", "isrc", "currency", "units", "territory", "source", "period"];
        let columns = Columns::from_header(&header).unwrap();
        let fields = ["1.5", "x", "DEA012600001", "USD", "1", "US", "web", "2026-01"];
        let line = RevenueLine::parse(&fields, &columns, "2026-01".parse().unwrap()).unwrap();
        assert_eq!(line.key(), LineKey::Isrc("DEA012600001".to_owned()));
        assert_eq!(line.money.to_string(), "1.5 USD");
    }

    #[test]
    fn a_header_must_name_every_column_once() {
        assert_eq!(Columns::from_header(&HEADER[..7]).unwrap_err(), HeaderError::Missing("amount"));
        let twice = [&HEADER[..], &["amount"]].concat();
        assert_eq!(Columns::from_header(&twice).unwrap_err(), HeaderError::Twice("amount"));
        let unnamed = ["period", "source", "territory", "units", "currency", "amount"];
        assert!(Columns::from_header(&unnamed).is_err());
    }

    #[test]
    fn a_line_with_another_number_of_fields_is_refused() {
        let columns = Columns::from_header(&HEADER).unwrap();
        let error = RevenueLine::parse(&["2026-01"], &columns, "2026-01".parse().unwrap());
        assert_eq!(error.unwrap_err(), LineError::FieldCount { expected: 8, found: 1 });
    }
}
