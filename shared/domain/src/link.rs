//! A link that a member shows of themselves: `https` alone, to a host by name.

use crate::shape::{Shaped, TextShape};
use crate::shaped_schema;
use std::cell::Cell;

use serde::{Deserialize, Serialize};
use url::{Host, ParseError, SyntaxViolation, Url};

/// An `https` address as it is shown to everybody, as a browser would write it; see
/// [`HttpsLink::new`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct HttpsLink(String);

/// Why a link is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    #[error("must begin with https://")]
    Scheme,
    #[error("must have at most 300 characters")]
    TooLong,
    #[error("must name a host such as studio.example, without a user or an address in numbers")]
    Host,
    #[error("must have visible ASCII characters alone, others percent-encoded")]
    Character,
}

impl HttpsLink {
    pub const CHARACTERS_MAX: usize = 300;

    /// The scheme is `https`, the host a name with a dot, optionally with a port; nobody is named
    /// before the host, since a reader would take that for the host. A name with other letters comes
    /// as browsers send it (`xn--…`), so that it looks like no other one. What a browser would
    /// silently repair is refused: it leads elsewhere than it reads.
    pub fn new(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        if text.len() > Self::CHARACTERS_MAX {
            return Err(LinkError::TooLong);
        }
        let repaired = Cell::new(None);
        let note = |violation| repaired.set(Some(violation));
        let url = Url::options().syntax_violation_callback(Some(&note)).parse(text);
        let url = url.map_err(why_unreadable)?;
        if url.scheme() != "https" {
            return Err(LinkError::Scheme);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(LinkError::Character);
        }
        if let Some(violation) = repaired.get() {
            return Err(why_repaired(violation));
        }
        if !has_named_host(&url) {
            return Err(LinkError::Host);
        }
        // A host alone is written with a slash after it, one character more.
        let written = String::from(url);
        if written.len() > Self::CHARACTERS_MAX {
            Err(LinkError::TooLong)
        } else {
            Ok(Self(written))
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is wrong with any other part than the scheme is wrong with the host or its port.
fn why_unreadable(error: ParseError) -> LinkError {
    let has_no_scheme = error == ParseError::RelativeUrlWithoutBase;
    if has_no_scheme { LinkError::Scheme } else { LinkError::Host }
}

fn why_repaired(violation: SyntaxViolation) -> LinkError {
    use SyntaxViolation::{EmbeddedCredentials, ExpectedDoubleSlash, UnencodedAtSign};
    if violation == ExpectedDoubleSlash {
        LinkError::Scheme
    } else if matches!(violation, EmbeddedCredentials | UnencodedAtSign) {
        LinkError::Host
    } else {
        LinkError::Character
    }
}

fn has_named_host(url: &Url) -> bool {
    let names_nobody = url.username().is_empty() && url.password().is_none();
    let is_named = |name: &str| name.contains('.') && name.split('.').all(|part| !part.is_empty());
    names_nobody
        && url.port() != Some(0)
        && matches!(url.host(), Some(Host::Domain(name)) if is_named(name))
}

impl Shaped for HttpsLink {
    const SHAPE: &'static TextShape = &TextShape {
        name: "HttpsLink",
        about: "An address that begins with https:// and names a host with a dot, in visible ASCII characters: neither a user nor an address in numbers.",
        pattern: Some("^[Hh][Tt][Tt][Pp][Ss]://[!-~]+$"),
        length: (11, HttpsLink::CHARACTERS_MAX),
        format: Some("uri"),
        words: &[],
        examples: &["https://ada.example/reel"],
    };
}

shaped_schema!(HttpsLink);

impl std::str::FromStr for HttpsLink {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        Self::new(text)
    }
}

impl TryFrom<String> for HttpsLink {
    type Error = LinkError;

    fn try_from(text: String) -> Result<Self, LinkError> {
        Self::new(&text)
    }
}

impl From<HttpsLink> for String {
    fn from(link: HttpsLink) -> Self {
        link.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_refused(why: LinkError, links: &[&str]) {
        for link in links {
            assert_eq!(HttpsLink::new(link), Err(why), "{link:?}");
        }
    }

    #[test]
    fn https_link_is_kept_as_a_browser_writes_it() {
        for (link, kept) in [
            ("https://ada.example", "https://ada.example/"),
            (" https://ada.example/reel ", "https://ada.example/reel"),
            ("HTTPS://A-b.example/?take=2#bells", "https://a-b.example/?take=2#bells"),
            ("https://ada.example:443/", "https://ada.example/"),
            ("https://ada.example:8443/", "https://ada.example:8443/"),
            ("https://ada.example/%C3%A4", "https://ada.example/%C3%A4"),
            ("https://ada.example/@ada", "https://ada.example/@ada"),
            ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ] {
            let read = HttpsLink::new(link).unwrap();
            assert_eq!(read.as_str(), kept);
            assert_eq!(HttpsLink::new(kept), Ok(read), "what is stored can be read");
        }
    }

    #[test]
    fn https_link_has_no_other_scheme() {
        assert_refused(
            LinkError::Scheme,
            &[
                "",
                "http://ada.example",
                "javascript:alert(1)",
                "java\nscript:alert(1)",
                "data:text/html,hello",
                "mailto:ada@ada.example",
                "ftp://ada.example/",
                "//ada.example/",
                "ada.example",
                "https:ada.example",
                "https:/ada.example",
                "https:///ada.example",
            ],
        );
    }

    #[test]
    fn https_link_names_a_host_and_nobody() {
        assert_refused(
            LinkError::Host,
            &[
                "https://",
                "https://localhost/",
                "https://ada..example/",
                "https://ada.example./",
                "https://10.0.0.1/",
                "https://0x7f.1/",
                "https://2130706433/",
                "https://[::1]/",
                "https://bank.example@ada.example/",
                "https://bank.example:secret@ada.example/",
                "https://@ada.example/",
                "https://a@b@ada.example/",
                "https://ada.example:0/",
                "https://ada.example:99999/",
                "https://ada.example:port/",
                "https://xn--a.example/",
            ],
        );
    }

    #[test]
    fn https_link_has_visible_ascii_characters() {
        assert_refused(
            LinkError::Character,
            &[
                "https://ada.example/ä",
                "https://bücher.example/",
                "https://аda.example/",
                "https://ada.example/a b",
                "https://ada.example/a\tb",
                "https://ada.exa\nmple/",
                "https://ada.example/\u{0}",
                "https://ada.example/\u{202e}gnp",
                "https://ada.example/<script>",
                "https://ada.example/`",
                "https://ada.example\\@bank.example/",
                "https://ada.example/%zz",
            ],
        );
        let long = format!("https://ada.example/{}", "a".repeat(300));
        assert_eq!(HttpsLink::new(&long), Err(LinkError::TooLong));
        let labels = format!("https://{}.example", ["a"; 142].join("."));
        assert_eq!(labels.len(), 299);
        assert!(HttpsLink::new(&labels).is_ok());
        let stored_longer = format!("https://{}.examples", ["a"; 142].join("."));
        assert_eq!(HttpsLink::new(&stored_longer), Err(LinkError::TooLong));
    }
}
