//! Routes that exist only on a laptop, below `/_studio/`: tokens without a password, the clock, an
//! event handed to a function, what was given up, what caused what. The command line, the story and
//! the operators' pages use them (`infra/local/README.md` describes them); AWS never has them.

use std::borrow::Cow;

use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::request::Parts;
use http::{Method, Request, StatusCode};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use jiff::{SignedDuration, Timestamp};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use domain::id::MemberId;
use workflow::standing::RebuildMode;
use workflow::{Workflow, WorkflowError};

use super::LocalCloud;
use crate::gateway::{GatewayResponse, json_answer};
use crate::lambda::DeadLetter;
use crate::sdk_connector::SdkConnectorError;
use crate::sign_in::is_this_computer;
use crate::tokens::{TokenError, subject};

/// Everything below it belongs to this module.
pub(super) const PREFIX: &str = "/_studio/";

/// Below it stand a group and a name.
const TOKEN_PREFIX: &str = "/_studio/token/";

/// Below it stands the id of a trace.
const TIMELINE_PREFIX: &str = "timeline/";

/// Below it stand the id of a dead letter and `redrive`.
const LETTERS_PREFIX: &str = "dead-letters/";

/// Browsers say with it which page asks.
const FETCH_SITE: &str = "sec-fetch-site";

const BODY_BYTES_MAX: usize = 10 * 1024 * 1024;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TokenRequest {
    name: String,
    #[serde(default)]
    groups: Vec<String>,
}

/// Whether what differs is only said.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RebuildRequest {
    #[serde(default)]
    dry_run: bool,
}

/// Either so many seconds on, or to a moment.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockRequest {
    seconds: Option<i64>,
    to: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InvokeRequest {
    function: String,
    event: Value,
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
enum SignInError {
    #[error("the token is not signed")]
    Token(#[from] TokenError),
    #[error("the table is not reached")]
    Runtime(#[from] SdkConnectorError),
    #[error("the roles are not written down")]
    Roles(#[from] WorkflowError),
}

/// Status and message of what is wrong with the request.
type Refused = (StatusCode, Cow<'static, str>);

impl LocalCloud {
    pub(super) async fn administer(&self, request: Request<Incoming>) -> GatewayResponse {
        let (parts, body) = request.into_parts();
        if parts.method == Method::GET
            && let Some(asked) = parts.uri.path().strip_prefix(TOKEN_PREFIX)
        {
            return self.plain_token(&parts, asked).await;
        }
        let answer = match guard(&parts) {
            Ok(()) => match Limited::new(body, BODY_BYTES_MAX).collect().await {
                Ok(body) => self.administer_body(&parts, &body.to_bytes()).await,
                Err(_) => Err((StatusCode::PAYLOAD_TOO_LARGE, "the body is too large".into())),
            },
            Err(refused) => Err(refused),
        };
        match answer {
            Ok(body) => json_answer(StatusCode::OK, &body),
            Err((status, message)) => json_answer(status, &json!({ "message": message })),
        }
    }

    /// `GET /_studio/token/{group}/{name}`: the token and nothing else, for `$(curl -s …)`.
    async fn plain_token(&self, parts: &Parts, asked: &str) -> GatewayResponse {
        let refused = |status, message: &str| json_answer(status, &json!({ "message": message }));
        if let Err((status, message)) = guard(parts) {
            return refused(status, &message);
        }
        let Some((group, name)) = asked.split_once('/').filter(|(_, name)| !name.is_empty()) else {
            return refused(StatusCode::NOT_FOUND, "ask for /_studio/token/{group}/{name}");
        };
        match self.sign_in(name, &[group]).await {
            Ok(token) => GatewayResponse::new(token.into_bytes()),
            Err(error) => refused(StatusCode::INTERNAL_SERVER_ERROR, &error.to_string()),
        }
    }

    async fn administer_body(&self, parts: &Parts, body: &[u8]) -> Result<Value, Refused> {
        let path = parts.uri.path().strip_prefix(PREFIX).unwrap_or_default();
        match (&parts.method, path) {
            (&Method::GET, ".well-known/jwks.json") => {
                serde_json::to_value(self.issuer().jwks()).map_err(failed)
            }
            (&Method::GET, ".well-known/openid-configuration") => {
                Ok(self.issuer().discovery(&format!("{}/_studio", self.url())))
            }
            (&Method::POST, "token") => self.issue(&read(body)?).await,
            (&Method::GET, "clock") => Ok(self.time()),
            (&Method::POST, "clock") => self.turn_clock(&read(body)?).await,
            (&Method::POST, "invoke") => self.hand_over(read(body)?).await,
            (&Method::POST, "settle") => {
                self.settle().await;
                Ok(self.time())
            }
            (&Method::POST, "points/rebuild") => self.rebuild_points(&read(body)?).await,
            (&Method::GET, "findings") => Ok(json!({ "findings": self.findings() })),
            (&Method::GET, "dead-letters") => {
                let newest_first = self.lambda().given_up().into_iter().rev();
                let items: Vec<Value> = newest_first.map(|one| DeadLetter::summary(&one)).collect();
                Ok(json!({ "items": items }))
            }
            (&Method::GET, "timeline") => {
                serde_json::to_value(self.lambda().timeline().latest()).map_err(failed)
            }
            (method, path) => self.administer_one(method, path).await,
        }
    }

    /// Paths that name one thing.
    async fn administer_one(&self, method: &Method, path: &str) -> Result<Value, Refused> {
        if let (&Method::GET, Some(id)) = (method, path.strip_prefix(TIMELINE_PREFIX)) {
            let id = percent_decode_str(id).decode_utf8_lossy();
            let trace = self.lambda().timeline().trace(&id);
            let unknown = "no such request, or one that is forgotten already";
            let trace = trace.ok_or((StatusCode::NOT_FOUND, unknown.into()))?;
            return serde_json::to_value(trace).map_err(failed);
        }
        let letter =
            path.strip_prefix(LETTERS_PREFIX).and_then(|path| path.strip_suffix("/redrive"));
        if let (&Method::POST, Some(id)) = (method, letter) {
            let again = self.lambda().redrive(id).await;
            let letter = again.ok_or((StatusCode::NOT_FOUND, "no such dead letter".into()))?;
            return Ok(json!({ "handled": letter.is_none(), "letter": letter }));
        }
        Err((StatusCode::NOT_FOUND, "the studio has no such route".into()))
    }

    async fn issue(&self, request: &TokenRequest) -> Result<Value, Refused> {
        let groups: Vec<&str> = request.groups.iter().map(String::as_str).collect();
        let token = self.sign_in(&request.name, &groups).await.map_err(failed)?;
        Ok(json!({ "token": token, "sub": subject(&request.name), "groups": groups }))
    }

    /// A token, and what it says on the member's record: as a deployment's sign-in asks for
    /// `PUT /me/roles`. Who was erased gets a token that opens nothing.
    async fn sign_in(&self, name: &str, groups: &[&str]) -> Result<String, SignInError> {
        let token = self.token(name, groups)?;
        let runtime = self.sdk_connector().runtime_of_operator("MembersFunction")?;
        let roles = groups.iter().filter_map(|group| group.parse().ok()).collect();
        let (work, issuer) = (Workflow::of(&runtime), self.issuer().name());
        let member = MemberId::of_subject(&subject(name));
        match workflow::member::record_roles(&work, member, &roles, issuer).await {
            Ok(_) | Err(WorkflowError::Erased) => Ok(token),
            Err(error) => Err(error.into()),
        }
    }

    async fn turn_clock(&self, request: &ClockRequest) -> Result<Value, Refused> {
        match (request.seconds, request.to) {
            (Some(seconds), None) => self.advance(SignedDuration::from_secs(seconds)).await,
            (None, Some(to)) => self.advance_to(to).await,
            (Some(_), Some(_)) | (None, None) => {
                let message = "send either `seconds` or `to`";
                return Err((StatusCode::BAD_REQUEST, message.into()));
            }
        }
        Ok(self.time())
    }

    async fn hand_over(&self, request: InvokeRequest) -> Result<Value, Refused> {
        if !self.lambda().has(&request.function) {
            let message = format!("there is no function {}", request.function);
            return Err((StatusCode::NOT_FOUND, message.into()));
        }
        let answer = self.lambda().invoke(&request.function, request.event).await;
        let answer = answer.map_err(|error| (StatusCode::BAD_GATEWAY, error.to_string().into()))?;
        Ok(json!({ "answer": answer }))
    }

    /// Points, levels and standings from the base items alone.
    async fn rebuild_points(&self, request: &RebuildRequest) -> Result<Value, Refused> {
        let mode = if request.dry_run { RebuildMode::DryRun } else { RebuildMode::Mend };
        let runtime =
            self.sdk_connector().runtime_of_operator("PromotionFunction").map_err(failed)?;
        let rebuilt = workflow::standing::rebuild(&Workflow::of(&runtime), mode).await;
        serde_json::to_value(rebuilt.map_err(failed)?).map_err(failed)
    }

    fn time(&self) -> Value {
        json!({ "now": self.clock().now() })
    }
}

/// A page of somebody else must not get a token, nor move the clock: it cannot send JSON to another
/// origin without asking, and no answer is given; and a browser says which page asks.
fn guard(parts: &Parts) -> Result<(), Refused> {
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    if !is_this_computer(&parts.headers) {
        return Err((StatusCode::FORBIDDEN, "only this computer may ask".into()));
    }
    let json =
        header(CONTENT_TYPE.as_str()).is_some_and(|kind| kind.starts_with("application/json"));
    if parts.method == Method::POST && !json {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "send application/json".into()));
    }
    let is_own = match (header(FETCH_SITE), header(ORIGIN.as_str())) {
        (Some(site), _) => ["same-origin", "none"].contains(&site),
        (None, Some(origin)) => {
            header(HOST.as_str()).map(|host| format!("http://{host}")) == Some(origin.to_owned())
        }
        (None, None) => true,
    };
    if is_own {
        Ok(())
    } else {
        Err((StatusCode::FORBIDDEN, "only the studio's own pages may ask".into()))
    }
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body)
        .map_err(|error| (StatusCode::BAD_REQUEST, error.to_string().into()))
}

fn failed(error: impl std::fmt::Display) -> Refused {
    (StatusCode::INTERNAL_SERVER_ERROR, error.to_string().into())
}
