//! Sign-in for browsers: what the addresses of Cognito's managed login answer to an authorization code
//! with PKCE, with a page on which one chooses who one is, since nobody has a password on a laptop.
//! What a token says, and who it lets in, belongs to `tokens`.

mod addresses;
mod authorization;
mod grants;
mod page;
mod parameters;
mod people;
mod sessions;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::header::{CACHE_CONTROL, HOST, LOCATION, REFERRER_POLICY};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use runtime::Clock;
use serde_json::{Value, json};

use crate::gateway::{GatewayResponse, json_answer};
use crate::tokens::Issuer;
use addresses::{SIGNED_IN, SIGNED_OUT, StudioAddresses};
use authorization::{AuthorizationRefusal, AuthorizationRequest, SCOPE};
use grants::{Grants, OAuthRefusal};
use page::Page;
use parameters::Parameters;
use people::{Person, group_of, name_of};
use sessions::Sessions;

const AUTHORIZE: &str = "/oauth2/authorize";
const TOKEN: &str = "/oauth2/token";
const REVOKE: &str = "/oauth2/revoke";
const LOGOUT: &str = "/logout";
/// What the studio's pages read before anybody is signed in.
const STUDIO: &str = "/studio.json";

/// A form of a name and a group, or a token, is far smaller.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// Stands in for Cognito's managed login. Clones share one.
#[derive(Debug, Clone)]
pub(crate) struct SignIn {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    client_id: String,
    addresses: StudioAddresses,
    clock: Clock,
    sessions: Mutex<Sessions>,
}

impl SignIn {
    /// For the studio at `url` and the pages of `web_origin`; with `file`, sessions and names outlive
    /// a restart.
    pub(crate) fn new(
        url: &str,
        web_origin: Option<&str>,
        client_id: &str,
        clock: Clock,
        file: Option<PathBuf>,
    ) -> Self {
        let addresses = StudioAddresses::new(url, web_origin);
        let sessions = Mutex::new(Sessions::open(file));
        let client_id = client_id.to_owned();
        Self { inner: Arc::new(Inner { client_id, addresses, clock, sessions }) }
    }

    /// Whether a request to this path is answered here.
    pub(crate) fn has(path: &str) -> bool {
        [AUTHORIZE, TOKEN, REVOKE, LOGOUT, STUDIO].contains(&path)
    }

    pub(crate) async fn answer(
        &self,
        issuer: &Issuer,
        request: Request<Incoming>,
    ) -> GatewayResponse {
        let (parts, body) = request.into_parts();
        match Limited::new(body, BODY_BYTES_MAX).collect().await {
            Ok(body) => self.answer_to(issuer, &parts, &body.to_bytes()),
            Err(_) => {
                Page::problem("This form is too large.").answer(StatusCode::PAYLOAD_TOO_LARGE)
            }
        }
    }

    fn answer_to(&self, issuer: &Issuer, parts: &Parts, body: &[u8]) -> GatewayResponse {
        if !is_this_computer(&parts.headers) {
            let page = Page::problem("Only this computer may ask.");
            return page.answer(StatusCode::FORBIDDEN);
        }
        match (&parts.method, parts.uri.path()) {
            (&Method::GET, STUDIO) => unkept_json(StatusCode::OK, &self.studio()),
            (&Method::GET, AUTHORIZE) => self.ask(parts),
            (&Method::POST, AUTHORIZE) => self.choose(parts, body),
            (&Method::POST, TOKEN) => granted(self.grants(issuer).exchange(body)),
            (&Method::POST, REVOKE) => match self.grants(issuer).revoke(body) {
                Ok(()) => GatewayResponse::default(),
                Err(refusal) => refused(refusal),
            },
            (&Method::GET, LOGOUT) => self.log_out(parts),
            _ => {
                let page = Page::problem("This address does not answer such a request.");
                page.answer(StatusCode::METHOD_NOT_ALLOWED)
            }
        }
    }

    /// What a browser needs to sign in. Relative addresses stand for the studio's own.
    fn studio(&self) -> Value {
        json!({
            "authorize": AUTHORIZE,
            "token": TOKEN,
            "revoke": REVOKE,
            "logout": LOGOUT,
            "client_id": self.inner.client_id,
            "scope": SCOPE,
            "signed_in": SIGNED_IN,
            "signed_out": SIGNED_OUT,
            "api": "/",
            // The operators' pages have tools here that AWS does not have.
            "laptop": true,
        })
    }

    /// The page with everybody who can be chosen.
    fn ask(&self, parts: &Parts) -> GatewayResponse {
        match self.authorization(parts) {
            Ok(asked) => self.offer(parts, &asked, None),
            Err(refusal) => refusal_answer(&refusal),
        }
    }

    /// Sends whoever was chosen back to the studio's pages, with a code.
    fn choose(&self, parts: &Parts, body: &[u8]) -> GatewayResponse {
        let asked = match self.authorization(parts) {
            Ok(asked) => asked,
            Err(refusal) => return refusal_answer(&refusal),
        };
        let mut sessions = self.sessions();
        let chosen = Parameters::of_bytes(body).ok_or("This form is not understood.");
        match chosen.and_then(|chosen| person_of(&mut sessions, &chosen)) {
            Ok(person) => match sessions.offer_code(person, &asked, self.inner.clock.now()) {
                Ok(code) => redirect(&asked.come_back(&[("code", &code)])),
                Err(error) => {
                    let page = Page::problem(&format!("No code could be made: {error}."));
                    page.answer(StatusCode::INTERNAL_SERVER_ERROR)
                }
            },
            Err(words) => {
                drop(sessions);
                self.offer(parts, &asked, Some(words))
            }
        }
    }

    fn offer(
        &self,
        parts: &Parts,
        asked: &AuthorizationRequest,
        mistake: Option<&str>,
    ) -> GatewayResponse {
        let action = parts.uri.path_and_query().map_or(AUTHORIZE, |address| address.as_str());
        let page = Page::choice(&self.sessions().everybody(), action, mistake);
        let status =
            if mistake.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        page.sending_to(&asked.origin).answer(status)
    }

    fn log_out(&self, parts: &Parts) -> GatewayResponse {
        let Some(asked) = query(parts) else { return unreadable() };
        let Inner { client_id, addresses, .. } = &*self.inner;
        if asked.get("client_id") != Some(client_id) {
            let page = Page::problem("The studio does not know the client of this address.");
            return page.answer(StatusCode::BAD_REQUEST);
        }
        match asked.get("logout_uri") {
            Some(address) if addresses.origin_of(address, SIGNED_OUT).is_some() => {
                redirect(address)
            }
            _ => {
                let page = Page::problem("The address to go to after signing out is not ours.");
                page.answer(StatusCode::BAD_REQUEST)
            }
        }
    }

    fn authorization(&self, parts: &Parts) -> Result<AuthorizationRequest, AuthorizationRefusal> {
        let asked = query(parts).ok_or(AuthorizationRefusal::Unreadable)?;
        AuthorizationRequest::read(&asked, &self.inner.client_id, &self.inner.addresses)
    }

    fn grants<'signing>(&'signing self, issuer: &'signing Issuer) -> Grants<'signing> {
        let Inner { client_id, clock, .. } = &*self.inner;
        Grants { issuer, client_id, now: clock.now(), sessions: self.sessions() }
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.inner.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Who is meant: somebody of the page, or a new name with its group. Otherwise what is missing, in
/// words.
fn person_of(sessions: &mut Sessions, chosen: &Parameters) -> Result<Person, &'static str> {
    if let Some(name) = chosen.get("person") {
        return sessions.find(name).ok_or("The studio does not know this person any more.");
    }
    let name = chosen.get("name").and_then(name_of);
    let name = name.ok_or("Type a name of 1 to 60 letters.")?;
    let group = chosen.get("group").and_then(group_of).ok_or("Choose a group.")?;
    Ok(sessions.join(name, group))
}

fn query(parts: &Parts) -> Option<Parameters> {
    Parameters::parse(parts.uri.query().unwrap_or_default())
}

/// A page of a name that a foreign DNS leads here is not ours, and must get no token.
pub(crate) fn is_this_computer(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _port)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name)
}

fn granted(answer: Result<Value, OAuthRefusal>) -> GatewayResponse {
    match answer {
        Ok(tokens) => unkept_json(StatusCode::OK, &tokens),
        Err(refusal) => refused(refusal),
    }
}

fn refused(refusal: OAuthRefusal) -> GatewayResponse {
    let told = json!({ "error": refusal.code(), "error_description": refusal.to_string() });
    unkept_json(refusal.status(), &told)
}

fn refusal_answer(refusal: &AuthorizationRefusal) -> GatewayResponse {
    match refusal.address() {
        Some(address) => redirect(&address),
        None => Page::problem(&refusal.to_string()).answer(StatusCode::BAD_REQUEST),
    }
}

fn unreadable() -> GatewayResponse {
    refusal_answer(&AuthorizationRefusal::Unreadable)
}

fn redirect(address: &str) -> GatewayResponse {
    let Ok(location) = HeaderValue::from_str(address) else { return unreadable() };
    let mut response = GatewayResponse::default();
    *response.status_mut() = StatusCode::FOUND;
    let headers = response.headers_mut();
    headers.insert(LOCATION, location);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

fn unkept_json(status: StatusCode, body: &Value) -> GatewayResponse {
    let mut response = json_answer(status, body);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_computer_is_answered() {
        let issuer = Issuer::new(None, "i".to_owned(), "web".to_owned(), Clock::system()).unwrap();
        let sign_in = SignIn::new("http://127.0.0.1:1", None, "web", Clock::system(), None);
        for (host, status) in
            [("localhost:1", 200), ("127.0.0.1", 200), ("elsewhere.example:1", 403), ("", 403)]
        {
            let request = Request::get(STUDIO).header(HOST, host).body(()).unwrap();
            let answer = sign_in.answer_to(&issuer, &request.into_parts().0, b"");
            assert_eq!(answer.status().as_u16(), status, "{host}");
        }
    }
}
