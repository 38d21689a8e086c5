//! The form in which the caller wants an answer, where there are several: RFC 9110, section 12.5.1.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::request::Parts;
use http::{StatusCode, header};

use crate::problem::Problem;

const WHOLE_THOUSANDTHS: u16 = 1_000;

/// What the `Accept` header says; nothing said is everything accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accept(Vec<Range>);

/// One media range with its weight.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Range {
    /// `*` is any.
    kind: String,
    /// `*` is any.
    subtype: String,
    weight_thousandths: u16,
}

impl Accept {
    /// The offer that is wanted most, the first of several that are wanted as much; 406 with the
    /// offers where none is wanted at all. An offer is a media type without parameters.
    pub fn choose<T: Copy>(&self, offers: &[(&'static str, T)]) -> Result<T, Problem> {
        let mut best: Option<(u16, T)> = None;
        for (media_type, offer) in offers {
            let weight = self.weight(media_type);
            if weight > best.map_or(0, |(weight, _)| weight) {
                best = Some((weight, *offer));
            }
        }
        best.map(|(_, offer)| offer).ok_or_else(|| not_acceptable(offers))
    }

    /// The most specific range that the type is in decides.
    fn weight(&self, media_type: &str) -> u16 {
        if self.0.is_empty() {
            return WHOLE_THOUSANDTHS;
        }
        let ranges = self.0.iter().filter_map(|range| Some((range.precision(media_type)?, range)));
        ranges
            .map(|(precision, range)| (precision, range.weight_thousandths))
            .max()
            .map_or(0, |(_, weight)| weight)
    }

    fn parse<'a>(headers: impl Iterator<Item = &'a str>) -> Accept {
        Accept(headers.flat_map(|header| header.split(',')).filter_map(Range::parse).collect())
    }
}

impl Range {
    /// None for what is no media range: it asks for nothing that could be given.
    fn parse(text: &str) -> Option<Range> {
        let mut parts = text.split(';').map(str::trim);
        let (kind, subtype) = parts.next()?.split_once('/')?;
        let mut weight_thousandths = WHOLE_THOUSANDTHS;
        for parameter in parts {
            if let Some(("q" | "Q", value)) = parameter.split_once('=') {
                weight_thousandths = thousandths(value)?;
            }
        }
        let (kind, subtype) = (kind.trim().to_ascii_lowercase(), subtype.to_ascii_lowercase());
        Some(Range { kind, subtype, weight_thousandths })
    }

    /// 0 for `*/*`, 2 for the very type; none where the type is not in the range.
    fn precision(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split_once('/')?;
        match (self.kind.as_str(), self.subtype.as_str()) {
            ("*", "*") => Some(0),
            (own, "*") => (own == kind).then_some(1),
            (own, other) => (own == kind && other == subtype).then_some(2),
        }
    }
}

/// A weight: from 0 to 1 with at most three decimals.
fn thousandths(text: &str) -> Option<u16> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let plain = decimals.len() <= 3 && decimals.bytes().all(|digit| digit.is_ascii_digit());
    match whole {
        "0" if plain => format!("{decimals:0<3}").parse().ok(),
        "1" if plain && decimals.bytes().all(|digit| digit == b'0') => Some(WHOLE_THOUSANDTHS),
        _ => None,
    }
}

fn not_acceptable<T>(offers: &[(&'static str, T)]) -> Problem {
    let offered: Vec<&str> = offers.iter().map(|(media_type, _)| *media_type).collect();
    let detail = format!("this can be had as {}", offered.join(", "));
    Problem::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable", "Not in that form", detail)
        .with("offered", offered)
}

impl<S: Send + Sync> FromRequestParts<S> for Accept {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Accept, Infallible> {
        let headers = parts.headers.get_all(header::ACCEPT).iter();
        // A header that is no text is a header that was not sent.
        Ok(Accept::parse(headers.filter_map(|header| header.to_str().ok())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OFFERS: [(&str, char); 3] =
        [("application/json", 'j'), ("text/csv", 'c'), ("application/pdf", 'p')];

    fn chosen(header: &str) -> Option<char> {
        Accept::parse([header].into_iter()).choose(&OFFERS).ok()
    }

    #[test]
    fn the_weightiest_offer_is_chosen_and_the_first_of_equals() {
        assert_eq!(Accept::parse([].into_iter()).choose(&OFFERS).unwrap(), 'j');
        for (header, expected) in [
            ("*/*", 'j'),
            ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 'j'),
            ("application/pdf", 'p'),
            ("Text/CSV; charset=utf-8", 'c'),
            ("text/*, application/json;q=0.5", 'c'),
            ("application/json;q=0.2, application/pdf;q=0.21", 'p'),
            ("*/*, application/json;q=0", 'c'),
            ("application/*;q=0.3, application/json;q=0.1, text/csv;q=0.2", 'p'),
            ("nonsense, text/csv", 'c'),
        ] {
            assert_eq!(chosen(header), Some(expected), "{header}");
        }
    }

    #[test]
    fn what_is_not_offered_is_406_and_says_what_is() {
        for header in ["text/html", "*/*;q=0", "application/pdf;q=0.0"] {
            let problem = Accept::parse([header].into_iter()).choose(&OFFERS).unwrap_err();
            assert_eq!(problem.status(), StatusCode::NOT_ACCEPTABLE, "{header}");
            assert_eq!(problem.to_json()["offered"][2], "application/pdf");
        }
    }

    #[test]
    fn a_weight_has_at_most_three_decimals_and_is_at_most_one() {
        assert_eq!(
            ["0", "0.5", "1", "1.000", "0.125"].map(thousandths),
            [0, 500, 1000, 1000, 125].map(Some)
        );
        assert_eq!(["1.1", "2", "", "-1", "0.1234", ".5", "0,5"].map(thousandths), [None; 7]);
    }

    proptest! {
        #[test]
        fn no_header_makes_it_panic(header in ".*") {
            let _chosen = chosen(&header);
        }
    }
}
