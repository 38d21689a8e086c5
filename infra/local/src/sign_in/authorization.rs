//! What a page asks of the authorize address, and why it may be refused: in words, where no registered
//! address is named, else at that address, as OAuth says.

use thiserror::Error;

use super::addresses::{SIGNED_IN, StudioAddresses};
use super::parameters::{Parameters, with_query};

/// The one scope of the template's client.
pub(super) const SCOPE: &str = "openid";

/// A SHA-256 in base64url without padding.
const CHALLENGE_LETTERS: usize = 43;

/// A request for a code that can be answered.
#[derive(Debug)]
pub(super) struct AuthorizationRequest {
    /// The origin of `redirect_uri`.
    pub(super) origin: String,
    pub(super) redirect_uri: String,
    /// What the verifier of the code has to hash to.
    pub(super) challenge: String,
    state: Option<String>,
}

/// Why there is no page to choose on.
#[derive(Debug, PartialEq, Eq, Error)]
pub(super) enum AuthorizationRefusal {
    #[error("This address is not understood: a parameter stands in it twice, or is no text.")]
    Unreadable,
    #[error(
        "The studio does not know the client of this address. Start again from its first page."
    )]
    UnknownClient,
    #[error("The address to come back to is not one of the studio's. Nobody is sent there.")]
    ForeignAddress,
    /// Sent back to the page that asked.
    #[error("{1}")]
    AtAddress(String, &'static str),
}

impl AuthorizationRefusal {
    /// Where the refusal is told; `None`: here, in words.
    pub(super) fn address(&self) -> Option<String> {
        match self {
            Self::AtAddress(address, _) => Some(address.clone()),
            Self::Unreadable | Self::UnknownClient | Self::ForeignAddress => None,
        }
    }
}

impl AuthorizationRequest {
    pub(super) fn read(
        asked: &Parameters,
        client_id: &str,
        addresses: &StudioAddresses,
    ) -> Result<Self, AuthorizationRefusal> {
        if asked.get("client_id") != Some(client_id) {
            return Err(AuthorizationRefusal::UnknownClient);
        }
        let redirect_uri = asked.get("redirect_uri").unwrap_or_default().to_owned();
        let origin = addresses.origin_of(&redirect_uri, SIGNED_IN);
        let origin = origin.ok_or(AuthorizationRefusal::ForeignAddress)?.to_owned();
        let challenge = asked.get("code_challenge").unwrap_or_default().to_owned();
        let state = asked.get("state").map(str::to_owned);
        let request = Self { origin, redirect_uri, challenge, state };
        match request.mistake(asked) {
            None => Ok(request),
            Some((error, words)) => {
                let told = [("error", error), ("error_description", words)];
                Err(AuthorizationRefusal::AtAddress(request.come_back(&told), words))
            }
        }
    }

    /// OAuth's name for what is wrong, and the words.
    fn mistake(&self, asked: &Parameters) -> Option<(&'static str, &'static str)> {
        if asked.get("response_type") != Some("code") {
            return Some(("unsupported_response_type", "response_type must be code"));
        }
        let scopes = asked.get("scope").unwrap_or(SCOPE);
        if scopes.split(' ').any(|scope| scope != SCOPE) {
            return Some(("invalid_scope", "scope must be openid"));
        }
        if asked.get("code_challenge_method") != Some("S256") {
            return Some(("invalid_request", "code_challenge_method must be S256"));
        }
        let is_base64url = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if self.challenge.len() != CHALLENGE_LETTERS || !self.challenge.chars().all(is_base64url) {
            return Some(("invalid_request", "code_challenge must be a SHA-256 in base64url"));
        }
        None
    }

    /// The address to come back to, with these parameters and the state that was brought.
    pub(super) fn come_back(&self, told: &[(&str, &str)]) -> String {
        let state = self.state.as_deref().map(|state| ("state", state));
        let told: Vec<_> = told.iter().copied().chain(state).collect();
        with_query(&self.redirect_uri, &told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: [(&str, &str); 7] = [
        ("response_type", "code"),
        ("client_id", "web"),
        ("redirect_uri", "http://127.0.0.1:1/studio/signed-in"),
        ("scope", "openid"),
        ("state", "a b"),
        ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
        ("code_challenge_method", "S256"),
    ];

    fn read(changed: &str, value: &str) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        let bent = GOOD.map(|(name, good)| (name, if name == changed { value } else { good }));
        let query = with_query("", &bent);
        let asked = Parameters::parse(query.trim_start_matches('?')).unwrap();
        AuthorizationRequest::read(&asked, "web", &StudioAddresses::new("http://127.0.0.1:1", None))
    }

    #[test]
    fn a_good_request_comes_back_with_its_state() {
        let request = read("", "").unwrap();
        assert_eq!(
            request.come_back(&[("code", "c")]),
            "http://127.0.0.1:1/studio/signed-in?code=c&state=a%20b"
        );
        assert_eq!(request.origin, "http://127.0.0.1:1");
        assert!(read("scope", "").is_ok(), "the client's scopes are meant where none is named");
    }

    #[test]
    fn nobody_is_sent_to_an_address_that_is_not_ours() {
        for (changed, value, refusal) in [
            ("client_id", "other", AuthorizationRefusal::UnknownClient),
            ("client_id", "", AuthorizationRefusal::UnknownClient),
            ("redirect_uri", "https://elsewhere.example/", AuthorizationRefusal::ForeignAddress),
            ("redirect_uri", "", AuthorizationRefusal::ForeignAddress),
        ] {
            let refused = read(changed, value).unwrap_err();
            assert_eq!(refused, refusal);
            assert_eq!(refused.address(), None);
        }
    }

    #[test]
    fn every_other_mistake_is_told_to_the_page() {
        for (changed, value, error) in [
            ("response_type", "token", "unsupported_response_type"),
            ("scope", "openid profile", "invalid_scope"),
            ("code_challenge_method", "plain", "invalid_request"),
            ("code_challenge_method", "", "invalid_request"),
            ("code_challenge", "", "invalid_request"),
            ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw=cM", "invalid_request"),
        ] {
            let address = read(changed, value).unwrap_err().address().unwrap();
            let start = format!("http://127.0.0.1:1/studio/signed-in?error={error}&");
            assert!(address.starts_with(&start) && address.ends_with("&state=a%20b"), "{address}");
        }
    }
}
