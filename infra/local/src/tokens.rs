//! Sign-in on the laptop: an issuer of tokens that look like Cognito's, and the check that
//! API Gateway's JWT authorizer makes of them. Nothing here decides what a caller may do.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use runtime::Clock;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use thiserror::Error;

/// A token lasts this long on the studio's clock.
pub const TOKEN_LIFETIME: SignedDuration = SignedDuration::from_hours(12);

/// The key of the data folder's issuer, so that tokens outlive a restart.
const KEY_FILE: &str = "issuer-key.pem";

/// The issuer could not be made or could not sign.
#[derive(Debug, Error)]
pub enum TokenError {
    /// The random source or the key generator failed.
    #[error("no RSA key could be made")]
    NoKey,
    /// The key file cannot be read or written.
    #[error("the issuer's key in {} cannot be used", path.display())]
    KeyFile {
        /// Where the key should stand.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
    /// The key does not parse or does not sign.
    #[error("the issuer's key does not sign")]
    Signing(#[from] jsonwebtoken::errors::Error),
}

/// Stands in for the Cognito user pool: knows everybody, asks for no password.
pub struct Issuer {
    encoding: EncodingKey,
    public: Jwk,
    name: String,
    client_id: String,
    clock: Clock,
}

impl std::fmt::Debug for Issuer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Issuer").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Issuer {
    /// An issuer called `name` (its `iss`) for the app client `client_id`, as the template's
    /// authorizer expects them. With `folder` the key is kept there; without, it lives as long as
    /// the process.
    pub fn new(
        folder: Option<&Path>,
        name: String,
        client_id: String,
        clock: Clock,
    ) -> Result<Self, TokenError> {
        let pem = match folder {
            Some(folder) => kept_key(&folder.join(KEY_FILE))?,
            None => process_key()?,
        };
        let encoding = EncodingKey::from_rsa_pem(pem.as_bytes())?;
        let mut public = Jwk::from_encoding_key(&encoding, Algorithm::RS256)?;
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        public.common.key_id = Some(public.thumbprint(jsonwebtoken::jwk::ThumbprintHash::SHA256)?);
        Ok(Self { encoding, public, name, client_id, clock })
    }

    /// The `iss` of its tokens.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The app client that its tokens are made for.
    pub fn client_id(&self) -> &str {
        &self.client_id
    }

    /// The token a person signs in with: Cognito's access token, good for [`TOKEN_LIFETIME`].
    pub fn access_token(&self, name: &str, groups: &[&str]) -> Result<String, TokenError> {
        let mut claims = self.common_claims(name, groups);
        claims.insert("token_use".to_owned(), json!("access"));
        claims.insert("client_id".to_owned(), json!(self.client_id));
        claims.insert("username".to_owned(), json!(name));
        claims.insert("scope".to_owned(), json!("aws.cognito.signin.user.admin"));
        claims.insert("version".to_owned(), json!(2));
        self.sign(&claims)
    }

    /// The token a careless web client might send instead: it carries `aud`, so the gateway lets
    /// it in, and only the function can refuse it.
    pub fn id_token(&self, name: &str, groups: &[&str]) -> Result<String, TokenError> {
        let mut claims = self.common_claims(name, groups);
        claims.insert("token_use".to_owned(), json!("id"));
        claims.insert("aud".to_owned(), json!(self.client_id));
        claims.insert("cognito:username".to_owned(), json!(name));
        claims.insert("email_verified".to_owned(), json!(true));
        self.sign(&claims)
    }

    /// Signs any claims, for tests that need a token that the real issuer never signs.
    pub fn sign(&self, claims: &Map<String, Value>) -> Result<String, TokenError> {
        let mut header = Header::new(Algorithm::RS256);
        header.kid.clone_from(&self.public.common.key_id);
        Ok(jsonwebtoken::encode(&header, claims, &self.encoding)?)
    }

    /// The claims of an access token, for tests that bend one of them before they [`Self::sign`].
    pub fn common_claims(&self, name: &str, groups: &[&str]) -> Map<String, Value> {
        let now = self.clock.now();
        let expires = now.checked_add(TOKEN_LIFETIME).unwrap_or(Timestamp::MAX);
        let token_id = uuid_of(&["token", name, &now.to_string()]);
        let mut claims = Map::new();
        claims.insert("sub".to_owned(), json!(subject(name)));
        if !groups.is_empty() {
            claims.insert("cognito:groups".to_owned(), json!(groups));
        }
        claims.insert("iss".to_owned(), json!(self.name));
        claims.insert("origin_jti".to_owned(), json!(uuid_of(&["origin", name])));
        claims.insert("event_id".to_owned(), json!(uuid_of(&["event", name])));
        claims.insert("auth_time".to_owned(), json!(now.as_second()));
        claims.insert("iat".to_owned(), json!(now.as_second()));
        claims.insert("exp".to_owned(), json!(expires.as_second()));
        claims.insert("jti".to_owned(), json!(token_id));
        claims
    }

    /// The public keys, as an authorizer fetches them.
    pub fn jwks(&self) -> JwkSet {
        JwkSet { keys: vec![self.public.clone()] }
    }

    /// The discovery document that names [`Self::jwks`], served below `base_url`.
    pub fn discovery(&self, base_url: &str) -> Value {
        json!({
            "issuer": self.name,
            "jwks_uri": format!("{base_url}/.well-known/jwks.json"),
            "id_token_signing_alg_values_supported": ["RS256"],
            "response_types_supported": ["token"],
            "subject_types_supported": ["public"],
        })
    }
}

/// Why a token was not let in. The words are API Gateway's own, sent in `www-authenticate`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TokenRefusal {
    /// No `Authorization` header, or an empty one.
    #[error("no token")]
    Missing,
    /// Not a JWT, not RS256, or not signed by a known key.
    #[error("the token is malformed or its signature is invalid")]
    Malformed,
    /// Another issuer.
    #[error("the issuer is not the configured one")]
    Issuer,
    /// Neither `aud` nor, in its absence, `client_id` is one of the configured audiences.
    #[error("the token has an invalid audience")]
    Audience,
    /// `exp` has passed, or is missing.
    #[error("the token has expired")]
    Expired,
    /// `nbf` or `iat` lies in the future.
    #[error("the token is not valid yet")]
    NotYet,
}

/// The JWT authorizer of an HTTP API, as the template configures it.
pub struct JwtAuthorizer {
    keys: JwkSet,
    issuer: String,
    audiences: Vec<String>,
    clock: Clock,
}

impl std::fmt::Debug for JwtAuthorizer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("JwtAuthorizer")
            .field("issuer", &self.issuer)
            .field("audiences", &self.audiences)
            .finish_non_exhaustive()
    }
}

impl JwtAuthorizer {
    /// Trusts tokens of `issuer` that are signed by one of `keys` and made for one of `audiences`.
    pub fn new(keys: JwkSet, issuer: String, audiences: Vec<String>, clock: Clock) -> Self {
        Self { keys, issuer, audiences, clock }
    }

    /// Checks an `Authorization` header, with or without `Bearer`, and gives the token's claims.
    ///
    /// What it does not check is the point: an ID token passes, and so does any group.
    pub fn check(&self, authorization: Option<&str>) -> Result<Map<String, Value>, TokenRefusal> {
        let header = authorization.map(str::trim).filter(|text| !text.is_empty());
        let header = header.ok_or(TokenRefusal::Missing)?;
        let token = match header.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            Some(_) => return Err(TokenRefusal::Malformed),
            None => header,
        };
        let claims = self.signed_claims(token)?;
        self.check_claims(&claims)?;
        Ok(claims)
    }

    fn signed_claims(&self, token: &str) -> Result<Map<String, Value>, TokenRefusal> {
        let header = jsonwebtoken::decode_header(token).map_err(|_| TokenRefusal::Malformed)?;
        let key = header.kid.as_deref().and_then(|id| self.keys.find(id));
        let key = DecodingKey::from_jwk(key.ok_or(TokenRefusal::Malformed)?);
        // The claims are checked by hand: jsonwebtoken would ask the real clock, not the studio's.
        let mut validation = Validation::new(Algorithm::RS256);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        let key = key.map_err(|_| TokenRefusal::Malformed)?;
        jsonwebtoken::decode(token, &key, &validation)
            .map(|token| token.claims)
            .map_err(|_| TokenRefusal::Malformed)
    }

    fn check_claims(&self, claims: &Map<String, Value>) -> Result<(), TokenRefusal> {
        if claims.get("iss").and_then(Value::as_str) != Some(&self.issuer) {
            return Err(TokenRefusal::Issuer);
        }
        let now = self.clock.now().as_second();
        let second = |name: &str| claims.get(name).and_then(Value::as_i64);
        if second("exp").is_none_or(|expires| expires <= now) {
            return Err(TokenRefusal::Expired);
        }
        if ["nbf", "iat"].into_iter().filter_map(second).any(|starts| starts > now) {
            return Err(TokenRefusal::NotYet);
        }
        let known = |value: &Value| {
            value.as_str().is_some_and(|text| self.audiences.iter().any(|known| known == text))
        };
        let audience = match claims.get("aud").or_else(|| claims.get("client_id")) {
            Some(Value::Array(several)) => several.iter().any(known),
            Some(one) => known(one),
            None => false,
        };
        if audience { Ok(()) } else { Err(TokenRefusal::Audience) }
    }
}

/// The stable `sub` of a person: a UUID made from the name, the same in every studio.
pub fn subject(name: &str) -> String {
    uuid_of(&["person", name])
}

/// A UUID (version 8: made as its maker likes) from the SHA-256 of the parts.
pub fn uuid_of(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    hash.update("coproducer studio");
    for part in parts {
        hash.update([0]);
        hash.update(part);
    }
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(hash.finalize()) {
        *byte = hashed;
    }
    let number = u128::from_be_bytes(bytes);
    let node = number & 0xffff_ffff_ffff;
    let variant = (number >> 48) & 0x3fff | 0x8000;
    let version = (number >> 64) & 0x0fff | 0x8000;
    let (high, middle) = (number >> 96, (number >> 80) & 0xffff);
    format!("{high:08x}-{middle:04x}-{version:04x}-{variant:04x}-{node:012x}")
}

fn kept_key(path: &Path) -> Result<String, TokenError> {
    let file_error = |source| TokenError::KeyFile { path: path.to_owned(), source };
    match std::fs::read_to_string(path) {
        Ok(pem) => Ok(pem),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let pem = new_key()?;
            std::fs::write(path, &pem).map_err(file_error)?;
            Ok(pem)
        }
        Err(error) => Err(file_error(error)),
    }
}

/// One key for all the ephemeral studios of a process: making one takes longer than a studio.
fn process_key() -> Result<String, TokenError> {
    static KEY: OnceLock<String> = OnceLock::new();
    if let Some(pem) = KEY.get() {
        return Ok(pem.clone());
    }
    let pem = new_key()?;
    Ok(KEY.get_or_init(|| pem).clone())
}

fn new_key() -> Result<String, TokenError> {
    let key = KeyPair::generate(KeySize::Rsa2048).map_err(|_| TokenError::NoKey)?;
    let der = key.as_der().map_err(|_| TokenError::NoKey)?;
    let mut pem = "-----BEGIN PRIVATE KEY-----\n".to_owned();
    let text = STANDARD.encode(der.as_ref());
    for (index, letter) in text.chars().enumerate() {
        if index > 0 && index.is_multiple_of(64) {
            pem.push('\n');
        }
        pem.push(letter);
    }
    pem.push_str("\n-----END PRIVATE KEY-----\n");
    Ok(pem)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicI64, Ordering};

    use super::*;

    const HOUR_MS: i64 = 3_600_000;

    struct World {
        issuer: Issuer,
        authorizer: JwtAuthorizer,
        offset: Arc<AtomicI64>,
    }

    fn world() -> World {
        let offset = Arc::new(AtomicI64::new(0));
        let clock = Clock::offset(Arc::clone(&offset));
        let name = "https://issuer.example/pool".to_owned();
        let issuer =
            Issuer::new(None, name.clone(), "web-client".to_owned(), clock.clone()).unwrap();
        let audiences = vec!["web-client".to_owned()];
        let authorizer = JwtAuthorizer::new(issuer.jwks(), name, audiences, clock);
        World { issuer, authorizer, offset }
    }

    fn check(world: &World, token: &str) -> Result<Map<String, Value>, TokenRefusal> {
        world.authorizer.check(Some(&format!("Bearer {token}")))
    }

    #[test]
    fn an_access_token_looks_like_cognitos() {
        let world = world();
        let token = world.issuer.access_token("Ada", &["client", "composer"]).unwrap();
        let claims = check(&world, &token).unwrap();
        assert_eq!(claims["token_use"], "access");
        assert_eq!(claims["client_id"], "web-client");
        assert_eq!(claims["username"], "Ada");
        assert_eq!(claims["sub"], subject("Ada"));
        assert_eq!(claims["cognito:groups"], json!(["client", "composer"]));
        assert!(!claims.contains_key("aud"));
    }

    #[test]
    fn the_header_may_carry_the_token_alone() {
        let world = world();
        let token = world.issuer.access_token("Ada", &[]).unwrap();
        assert!(world.authorizer.check(Some(&token)).is_ok());
        assert_eq!(world.authorizer.check(Some("Basic YTpi")), Err(TokenRefusal::Malformed));
    }

    #[test]
    fn no_token_is_refused() {
        let world = world();
        assert_eq!(world.authorizer.check(None), Err(TokenRefusal::Missing));
        assert_eq!(world.authorizer.check(Some(" ")), Err(TokenRefusal::Missing));
    }

    #[test]
    fn a_token_ends_after_twelve_hours_of_the_studios_clock() {
        let world = world();
        let token = world.issuer.access_token("Ada", &[]).unwrap();
        world.offset.store(11 * HOUR_MS, Ordering::SeqCst);
        assert!(check(&world, &token).is_ok());
        world.offset.store(13 * HOUR_MS, Ordering::SeqCst);
        assert_eq!(check(&world, &token), Err(TokenRefusal::Expired));
    }

    #[test]
    fn a_token_without_an_end_is_refused() {
        let world = world();
        let mut claims = world.issuer.common_claims("Ada", &[]);
        claims.insert("client_id".to_owned(), json!("web-client"));
        claims.remove("exp");
        let token = world.issuer.sign(&claims).unwrap();
        assert_eq!(check(&world, &token), Err(TokenRefusal::Expired));
    }

    #[test]
    fn a_token_from_the_future_is_refused() {
        let world = world();
        let token = world.issuer.access_token("Ada", &[]).unwrap();
        world.offset.store(-HOUR_MS, Ordering::SeqCst);
        assert_eq!(check(&world, &token), Err(TokenRefusal::NotYet));
    }

    #[test]
    fn aud_decides_and_client_id_only_in_its_absence() {
        let world = world();
        let mut claims = world.issuer.common_claims("Ada", &[]);
        let token = world.issuer.sign(&claims).unwrap();
        assert_eq!(check(&world, &token), Err(TokenRefusal::Audience), "neither");
        claims.insert("client_id".to_owned(), json!("web-client"));
        claims.insert("aud".to_owned(), json!("another"));
        let token = world.issuer.sign(&claims).unwrap();
        assert_eq!(check(&world, &token), Err(TokenRefusal::Audience), "aud wins");
        claims.insert("aud".to_owned(), json!(["another", "web-client"]));
        let token = world.issuer.sign(&claims).unwrap();
        assert!(check(&world, &token).is_ok(), "one of several");
    }

    #[test]
    fn an_id_token_passes_here_and_is_the_functions_to_refuse() {
        let world = world();
        let token = world.issuer.id_token("Ada", &["client"]).unwrap();
        assert_eq!(check(&world, &token).unwrap()["token_use"], "id");
    }

    #[test]
    fn another_issuer_is_refused() {
        let world = world();
        let mut claims = world.issuer.common_claims("Ada", &[]);
        claims.insert("client_id".to_owned(), json!("web-client"));
        claims.insert("iss".to_owned(), json!("https://elsewhere.example"));
        let token = world.issuer.sign(&claims).unwrap();
        assert_eq!(check(&world, &token), Err(TokenRefusal::Issuer));
    }

    #[test]
    fn hs256_and_none_are_refused_even_with_the_right_claims() {
        let world = world();
        let mut claims = world.issuer.common_claims("Ada", &[]);
        claims.insert("client_id".to_owned(), json!("web-client"));
        let mut header = Header::new(Algorithm::HS256);
        header.kid = world.issuer.public.common.key_id.clone();
        // The classic confusion: the public key used as a shared secret.
        let secret = serde_json::to_vec(&world.issuer.jwks()).unwrap();
        let forged =
            jsonwebtoken::encode(&header, &claims, &EncodingKey::from_secret(&secret)).unwrap();
        assert_eq!(check(&world, &forged), Err(TokenRefusal::Malformed));

        let url_safe = base64::engine::general_purpose::URL_SAFE_NO_PAD;
        let header = url_safe.encode(r#"{"alg":"none","typ":"JWT"}"#);
        let body = url_safe.encode(serde_json::to_vec(&claims).unwrap());
        assert_eq!(check(&world, &format!("{header}.{body}.")), Err(TokenRefusal::Malformed));
    }

    #[test]
    fn a_changed_letter_breaks_the_signature() {
        let world = world();
        let token = world.issuer.access_token("Ada", &["composer"]).unwrap();
        let (head, rest) = token.split_once('.').unwrap();
        let (_, signature) = rest.split_once('.').unwrap();
        let mut claims = check(&world, &token).unwrap();
        claims.insert("cognito:groups".to_owned(), json!(["operator"]));
        let body = base64::engine::general_purpose::URL_SAFE_NO_PAD
            .encode(serde_json::to_vec(&claims).unwrap());
        let forged = format!("{head}.{body}.{signature}");
        assert_eq!(check(&world, &forged), Err(TokenRefusal::Malformed));
    }

    #[test]
    fn a_kept_key_makes_tokens_that_outlive_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let make = || {
            let clock = Clock::system();
            Issuer::new(Some(folder.path()), "i".to_owned(), "c".to_owned(), clock).unwrap()
        };
        let token = make().access_token("Ada", &[]).unwrap();
        let keys = make().jwks();
        let authorizer =
            JwtAuthorizer::new(keys, "i".to_owned(), vec!["c".to_owned()], Clock::system());
        assert!(authorizer.check(Some(&token)).is_ok());
    }

    #[test]
    fn a_subject_is_a_uuid_and_always_the_same() {
        let subject = subject("Ada");
        assert_eq!(subject, super::subject("Ada"));
        assert_ne!(subject, super::subject("Ben"));
        let lengths: Vec<_> = subject.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
    }
}
