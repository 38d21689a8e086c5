//! A link that a member shows of themselves: `https` alone, to a host by name.

use serde::{Deserialize, Serialize};

/// An `https` address as it is shown to everybody; see [`HttpsLink::new`].
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
    /// before the host, since a reader would take that for the host.
    pub fn new(text: &str) -> Result<Self, LinkError> {
        let text = text.trim();
        let scheme = text.get(..8).ok_or(LinkError::Scheme)?;
        if !scheme.eq_ignore_ascii_case("https://") {
            return Err(LinkError::Scheme);
        }
        if text.len() > Self::CHARACTERS_MAX {
            return Err(LinkError::TooLong);
        }
        let is_shown = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
        if !text.bytes().all(is_shown) {
            return Err(LinkError::Character);
        }
        let rest = text.get(8..).unwrap_or_default();
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if is_named_host(authority) { Ok(Self(text.to_owned())) } else { Err(LinkError::Host) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_named_host(authority: &str) -> bool {
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_port = |port: &str| port.parse::<u16>().is_ok_and(|port| port > 0);
    let is_label = |label: &str| {
        let is_inside = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        !label.is_empty() && label.bytes().all(is_inside)
    };
    let labels: Vec<&str> = host.split('.').collect();
    let is_name = labels.last().is_some_and(|last| last.starts_with(|c: char| c.is_alphabetic()));
    labels.len() > 1 && is_name && labels.into_iter().all(is_label) && port.is_none_or(is_port)
}

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

    #[test]
    fn https_link_names_a_host_and_nobody() {
        for good in ["https://ada.example", "HTTPS://a-b.example:8443/reel?take=2#bells"] {
            assert_eq!(HttpsLink::new(good).unwrap().as_str(), good);
        }
        for (bad, why) in [
            ("http://ada.example", LinkError::Scheme),
            ("javascript:alert(1)", LinkError::Scheme),
            ("ada.example", LinkError::Scheme),
            ("https://", LinkError::Host),
            ("https://localhost/", LinkError::Host),
            ("https://10.0.0.1/", LinkError::Host),
            ("https://bank.example@ada.example/", LinkError::Host),
            ("https://ada.example:99999/", LinkError::Host),
            ("https://ada..example/", LinkError::Host),
            ("https://ada.example/<script>", LinkError::Character),
            ("https://ada.example/ä", LinkError::Character),
            ("https://ada.example/a b", LinkError::Character),
        ] {
            assert_eq!(HttpsLink::new(bad), Err(why), "{bad}");
        }
        let long = format!("https://ada.example/{}", "a".repeat(300));
        assert_eq!(HttpsLink::new(&long), Err(LinkError::TooLong));
    }
}
