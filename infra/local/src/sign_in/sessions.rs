//! Codes that are not exchanged yet, and the sessions that grew from those that were: a session is a
//! family of refresh tokens, each given for the one before. Kept are only the hashes of tokens.

use std::collections::HashMap;
use std::path::PathBuf;

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::authorization::AuthorizationRequest;
use super::people::{People, Person};

const CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(5);
/// The template's `RefreshTokenValidity`. A new token of a family ends when the first one would.
const SESSION_LIFETIME: SignedDuration = SignedDuration::from_hours(30 * 24);
/// The template's `RetryGracePeriodSeconds`: who did not get the answer may ask once more.
const GRACE: SignedDuration = SignedDuration::from_secs(60);

/// The system gave no random bytes to make a secret of.
#[derive(Debug, Clone, Copy, Error)]
#[error("no random bytes")]
pub(super) struct NoRandomBytes;

/// Who is signed in, and who could be.
#[derive(Debug)]
pub(super) struct Sessions {
    kept: Kept,
    codes: HashMap<String, Code>,
    file: Option<PathBuf>,
}

/// What outlives a restart of a studio with a data folder.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    people: People,
    families: Vec<Family>,
}

#[derive(Debug)]
struct Code {
    person: Person,
    redirect_uri: String,
    challenge: String,
    until: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
struct Family {
    person: Person,
    until: Timestamp,
    tokens: Vec<RefreshToken>,
}

#[derive(Debug, Serialize, Deserialize)]
struct RefreshToken {
    hash: String,
    used_at: Option<Timestamp>,
}

impl Sessions {
    /// Those that `file` keeps; none where it is not there or not readable.
    pub(super) fn open(file: Option<PathBuf>) -> Self {
        let text = file.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
        let kept = text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        Self { kept, codes: HashMap::new(), file }
    }

    pub(super) fn everybody(&self) -> Vec<Person> {
        self.kept.people.everybody()
    }

    pub(super) fn find(&self, name: &str) -> Option<Person> {
        self.kept.people.find(name)
    }

    /// The person of this name, who belongs to this group from now on, too.
    pub(super) fn join(&mut self, name: &str, group: &str) -> Person {
        let person = self.kept.people.join(name, group);
        self.keep();
        person
    }

    /// A code for five minutes, which works once.
    pub(super) fn offer_code(
        &mut self,
        person: Person,
        asked: &AuthorizationRequest,
        now: Timestamp,
    ) -> Result<String, NoRandomBytes> {
        self.codes.retain(|_, code| code.until > now);
        let code = new_secret()?;
        let (redirect_uri, challenge) = (asked.redirect_uri.clone(), asked.challenge.clone());
        let until = later(now, CODE_LIFETIME);
        self.codes.insert(code.clone(), Code { person, redirect_uri, challenge, until });
        Ok(code)
    }

    /// Whose code it is. An attempt with the wrong verifier or address uses it up, too.
    pub(super) fn redeem(
        &mut self,
        code: &str,
        redirect_uri: &str,
        verifier: &str,
        now: Timestamp,
    ) -> Option<Person> {
        let found = self.codes.remove(code)?;
        let is_theirs = found.redirect_uri == redirect_uri && found.challenge == hash_of(verifier);
        (is_theirs && found.until > now).then_some(found.person)
    }

    /// The first refresh token of a session.
    pub(super) fn begin(
        &mut self,
        person: Person,
        now: Timestamp,
    ) -> Result<String, NoRandomBytes> {
        self.kept.families.retain(|family| family.until > now);
        let (token, secret) = RefreshToken::new()?;
        let until = later(now, SESSION_LIFETIME);
        self.kept.families.push(Family { person, until, tokens: vec![token] });
        self.keep();
        Ok(secret)
    }

    /// Whose session it is, and the next token of it; `None` where there is no session. A token that
    /// is used again after its grace was stolen, or its successor was: the session ends.
    pub(super) fn rotate(
        &mut self,
        secret: &str,
        now: Timestamp,
    ) -> Result<Option<(Person, String)>, NoRandomBytes> {
        let hash = hash_of(secret);
        let rotated = self.family(&hash).map(|family| family.rotate(&hash, now)).transpose()?;
        if rotated.as_ref().is_some_and(Option::is_none) {
            self.kept.families.retain(|family| !family.has(&hash));
        }
        self.keep();
        Ok(rotated.flatten())
    }

    /// Ends the session of this token; one that is unknown is as good as ended.
    pub(super) fn revoke(&mut self, secret: &str) {
        let hash = hash_of(secret);
        self.kept.families.retain(|family| !family.has(&hash));
        self.keep();
    }

    fn family(&mut self, hash: &str) -> Option<&mut Family> {
        self.kept.families.iter_mut().find(|family| family.has(hash))
    }

    fn keep(&self) {
        let Some(file) = &self.file else { return };
        let text = serde_json::to_string(&self.kept).map_err(std::io::Error::from);
        if let Err(error) = text.and_then(|text| std::fs::write(file, text)) {
            tracing::error!(%error, "who is signed in was not kept");
        }
    }
}

impl Family {
    fn has(&self, hash: &str) -> bool {
        self.tokens.iter().any(|token| token.hash == hash)
    }

    /// `None` where the session is over, or this token must not be used any more.
    fn rotate(
        &mut self,
        hash: &str,
        now: Timestamp,
    ) -> Result<Option<(Person, String)>, NoRandomBytes> {
        let Some(token) = self.tokens.iter_mut().find(|token| token.hash == hash) else {
            return Ok(None);
        };
        let used_at = *token.used_at.get_or_insert(now);
        if self.until <= now || later(used_at, GRACE) < now {
            return Ok(None);
        }
        let (next, secret) = RefreshToken::new()?;
        self.tokens.push(next);
        Ok(Some((self.person.clone(), secret)))
    }
}

impl RefreshToken {
    fn new() -> Result<(Self, String), NoRandomBytes> {
        let secret = new_secret()?;
        Ok((Self { hash: hash_of(&secret), used_at: None }, secret))
    }
}

fn new_secret() -> Result<String, NoRandomBytes> {
    let mut bytes = [0_u8; 32];
    SystemRandom::new().fill(&mut bytes).map_err(|_| NoRandomBytes)?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The SHA-256 in base64url, which is also how PKCE makes a challenge of a verifier.
fn hash_of(secret: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(secret))
}

fn later(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_add(by).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds.saturating_add(1_800_000_000)).unwrap()
    }

    fn ada() -> Person {
        Person { name: "Ada".to_owned(), groups: vec!["composer".to_owned()] }
    }

    fn began() -> (Sessions, String) {
        let mut sessions = Sessions::open(None);
        let first = sessions.begin(ada(), at(0)).unwrap();
        (sessions, first)
    }

    /// The next token, if there is one.
    fn rotated(sessions: &mut Sessions, secret: &str, seconds: i64) -> Option<String> {
        let rotated = sessions.rotate(secret, at(seconds)).unwrap();
        rotated.map(|(person, next)| {
            assert_eq!(person, ada());
            next
        })
    }

    #[test]
    fn a_challenge_is_made_as_rfc_7636_shows_it() {
        assert_eq!(
            hash_of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }

    #[test]
    fn each_use_gives_a_new_token_until_thirty_days_are_over() {
        let (mut sessions, first) = began();
        let second = rotated(&mut sessions, &first, 3_600).unwrap();
        assert_ne!(first, second);
        let day_30 = 30 * 86_400;
        let third = rotated(&mut sessions, &second, day_30 - 1).unwrap();
        assert_eq!(rotated(&mut sessions, &third, day_30), None);
    }

    #[test]
    fn who_did_not_get_the_answer_asks_again_within_a_minute() {
        let (mut sessions, first) = began();
        let lost = rotated(&mut sessions, &first, 100).unwrap();
        let got = rotated(&mut sessions, &first, 160).unwrap();
        assert!(rotated(&mut sessions, &got, 200).is_some());
        assert!(rotated(&mut sessions, &lost, 200).is_some(), "two tabs may have asked");
    }

    #[test]
    fn a_token_that_is_used_again_later_ends_the_whole_session() {
        let (mut sessions, first) = began();
        let second = rotated(&mut sessions, &first, 100).unwrap();
        let third = rotated(&mut sessions, &second, 120).unwrap();
        assert_eq!(rotated(&mut sessions, &first, 161), None);
        assert_eq!(rotated(&mut sessions, &third, 162), None);
    }

    #[test]
    fn ending_one_session_leaves_the_others() {
        let (mut sessions, first) = began();
        let other = sessions.begin(ada(), at(0)).unwrap();
        sessions.revoke("unknown");
        sessions.revoke(&first);
        assert_eq!(rotated(&mut sessions, &first, 1), None);
        assert!(rotated(&mut sessions, &other, 1).is_some());
    }

    #[test]
    fn a_data_folder_keeps_sessions_and_names_but_no_token() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sign-in.json");
        let mut sessions = Sessions::open(Some(file.clone()));
        let nora = sessions.join("Nora", "client");
        let first = sessions.begin(ada(), at(0)).unwrap();
        assert!(!std::fs::read_to_string(&file).unwrap().contains(&first));
        let mut again = Sessions::open(Some(file));
        assert_eq!(again.find("Nora"), Some(nora));
        assert!(rotated(&mut again, &first, 1).is_some());
    }
}
