//! The parameters of a query or of a posted form, as OAuth reads them, and their writing.

use std::borrow::Cow;
use std::fmt::Write;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but what RFC 3986 calls unreserved.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Names and values, each name once.
#[derive(Debug)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// `None` where a name stands twice, which OAuth forbids, or what is written is not text.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut found: Vec<(String, String)> = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (name, value) = (decoded(name)?, decoded(value)?);
            if found.iter().any(|(known, _)| *known == name) {
                return None;
            }
            found.push((name, value));
        }
        Some(Self(found))
    }

    pub(super) fn of_bytes(body: &[u8]) -> Option<Self> {
        Self::parse(std::str::from_utf8(body).ok()?)
    }

    /// The value; one without a letter is as good as none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(known, value)| known == name && !value.is_empty());
        found.next().map(|(_, value)| value.as_str())
    }
}

fn decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(Cow::into_owned)
}

/// `address` with these parameters as its query.
pub(super) fn with_query(address: &str, parameters: &[(&str, &str)]) -> String {
    let mut whole = address.to_owned();
    for (index, (name, value)) in parameters.iter().enumerate() {
        let before = if index == 0 { '?' } else { '&' };
        // Writing into a String cannot fail.
        write!(whole, "{before}{name}={}", utf8_percent_encode(value, ENCODED)).ok();
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let value = "a b&c=d+é/?#\"";
        let whole = with_query("http://page/", &[("state", value), ("code", "x-._~")]);
        assert_eq!(whole, "http://page/?state=a%20b%26c%3Dd%2B%C3%A9%2F%3F%23%22&code=x-._~");
        let read = Parameters::parse(whole.split_once('?').unwrap().1).unwrap();
        assert_eq!(read.get("state"), Some(value));
        assert_eq!(read.get("code"), Some("x-._~"));
    }

    #[test]
    fn a_form_writes_a_space_as_a_plus() {
        let form = Parameters::of_bytes(b"name=Ada+L.&empty=&bare").unwrap();
        assert_eq!(form.get("name"), Some("Ada L."));
        assert_eq!((form.get("empty"), form.get("bare"), form.get("none")), (None, None, None));
    }

    #[test]
    fn a_name_twice_or_what_is_no_text_is_not_understood() {
        for text in ["a=1&b=2&a=1", "a=%ff"] {
            assert!(Parameters::parse(text).is_none(), "{text}");
        }
        assert!(Parameters::of_bytes(b"a=\xff").is_none());
    }
}
