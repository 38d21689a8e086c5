//! Tokens for codes and for refresh tokens, and the end of a session; refused with OAuth's names and
//! Cognito's status codes.

use std::sync::MutexGuard;

use http::StatusCode;
use jiff::Timestamp;
use serde_json::{Value, json};
use thiserror::Error;

use super::parameters::Parameters;
use super::people::Person;
use super::sessions::{NoRandomBytes, Sessions};
use crate::tokens::{Issuer, TOKEN_LIFETIME, TokenError};

/// Why no token is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub(super) enum OAuthRefusal {
    #[error("a parameter is missing, stands twice or is no text")]
    Request,
    #[error("the client is not known")]
    Client,
    #[error("the code or the token is unknown, used, too old, or was given for something else")]
    Grant,
    #[error("grant_type must be authorization_code or refresh_token")]
    GrantType,
    #[error("only a refresh token can be revoked")]
    TokenType,
    #[error("no token could be made")]
    Failed,
}

impl OAuthRefusal {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Request => "invalid_request",
            Self::Client => "invalid_client",
            Self::Grant => "invalid_grant",
            Self::GrantType => "unsupported_grant_type",
            Self::TokenType => "unsupported_token_type",
            Self::Failed => "server_error",
        }
    }

    pub(super) fn status(self) -> StatusCode {
        match self {
            Self::Failed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Request | Self::Client | Self::Grant | Self::GrantType | Self::TokenType => {
                StatusCode::BAD_REQUEST
            }
        }
    }
}

impl From<TokenError> for OAuthRefusal {
    fn from(error: TokenError) -> Self {
        tracing::error!(%error, "a token was not signed");
        Self::Failed
    }
}

impl From<NoRandomBytes> for OAuthRefusal {
    fn from(error: NoRandomBytes) -> Self {
        tracing::error!(%error, "a refresh token was not made");
        Self::Failed
    }
}

/// One request for tokens.
pub(super) struct Grants<'signing> {
    pub(super) issuer: &'signing Issuer,
    pub(super) client_id: &'signing str,
    pub(super) now: Timestamp,
    pub(super) sessions: MutexGuard<'signing, Sessions>,
}

impl Grants<'_> {
    /// Tokens for what the body brings.
    pub(super) fn exchange(mut self, body: &[u8]) -> Result<Value, OAuthRefusal> {
        let asked = self.read(body)?;
        let required = |name: &str| asked.get(name).ok_or(OAuthRefusal::Request);
        match required("grant_type")? {
            "authorization_code" => {
                let code = required("code")?;
                let (address, verifier) = (required("redirect_uri")?, required("code_verifier")?);
                let person = self.sessions.redeem(code, address, verifier, self.now);
                let person = person.ok_or(OAuthRefusal::Grant)?;
                let refresh = self.sessions.begin(person.clone(), self.now)?;
                self.tokens(&person, &refresh)
            }
            "refresh_token" => {
                let rotated = self.sessions.rotate(required("refresh_token")?, self.now)?;
                let (person, refresh) = rotated.ok_or(OAuthRefusal::Grant)?;
                self.tokens(&person, &refresh)
            }
            _ => Err(OAuthRefusal::GrantType),
        }
    }

    /// Ends the session of the refresh token that the body brings.
    pub(super) fn revoke(mut self, body: &[u8]) -> Result<(), OAuthRefusal> {
        let asked = self.read(body)?;
        let token = asked.get("token").ok_or(OAuthRefusal::Request)?;
        if token.contains('.') {
            return Err(OAuthRefusal::TokenType);
        }
        self.sessions.revoke(token);
        Ok(())
    }

    fn read(&self, body: &[u8]) -> Result<Parameters, OAuthRefusal> {
        let asked = Parameters::of_bytes(body).ok_or(OAuthRefusal::Request)?;
        match asked.get("client_id") {
            Some(client) if client == self.client_id => Ok(asked),
            Some(_) => Err(OAuthRefusal::Client),
            None => Err(OAuthRefusal::Request),
        }
    }

    fn tokens(&self, person: &Person, refresh: &str) -> Result<Value, OAuthRefusal> {
        let groups: Vec<&str> = person.groups.iter().map(String::as_str).collect();
        Ok(json!({
            "access_token": self.issuer.access_token(&person.name, &groups)?,
            "id_token": self.issuer.id_token(&person.name, &groups)?,
            "refresh_token": refresh,
            "token_type": "Bearer",
            "expires_in": TOKEN_LIFETIME.as_secs(),
        }))
    }
}
