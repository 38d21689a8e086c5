//! How the story acts and speaks: every step is an HTTP request with a person's token, as a web
//! client would send it, and every answer is checked before the next step.

use std::io::{self, Write};
use std::time::Instant;

use http::{Method, StatusCode};
use jiff::Timestamp;
use serde_json::{Value, json};
use thiserror::Error;

use studio_client::{ClientError, Reply, StudioClient};

use crate::cast::CastMember;

/// Why the story did not end well. Each names the step.
#[derive(Debug, Error)]
pub enum StoryError {
    /// The studio did not answer.
    #[error("{step}: no answer")]
    NoAnswer {
        /// What was being done.
        step: String,
        source: ClientError,
    },
    /// The studio answered something else than the story expects.
    #[error("{step}: expected {expected}, got {status}: {body}")]
    Unexpected {
        /// What was being done.
        step: String,
        expected: StatusCode,
        status: StatusCode,
        /// The body, as text.
        body: String,
    },
    /// An answer lacks something or a sum is off.
    #[error("{0}")]
    Off(String),
    /// The terminal or a file failed.
    #[error("the terminal or a file failed")]
    Io(#[from] io::Error),
}

/// Tells a story to a running studio and to the terminal.
#[derive(Debug)]
pub(crate) struct Narrator {
    client: StudioClient,
    started: Instant,
    /// What it tells: the idempotency keys begin with it.
    name: &'static str,
    acts: u32,
}

impl Narrator {
    pub(crate) fn new(client: StudioClient, name: &'static str) -> Self {
        Self { client, started: Instant::now(), name, acts: 0 }
    }

    /// A chapter's heading, with the studio's own time.
    pub(crate) async fn chapter(&self, title: &str) -> Result<(), StoryError> {
        let now = self.now().await?;
        let seconds = self.started.elapsed().as_millis();
        let out = &mut io::stdout();
        writeln!(out, "\n{title}  ·  studio time {now:.0}  ·  {seconds} ms")?;
        Ok(out.flush()?)
    }

    /// Sends a person's request and checks that the answer is the expected one.
    pub(crate) async fn act(
        &mut self,
        who: &CastMember,
        method: Method,
        path: &str,
        body: Option<Value>,
        expected: StatusCode,
    ) -> Result<Value, StoryError> {
        let step = format!("{} {method} {path}", who.name);
        let token = self.token(who).await?;
        self.acts = self.acts.saturating_add(1);
        let mut call = self.client.request(method.clone(), path).bearer(&token);
        if method == Method::POST {
            call = call.idempotency_key(&format!("act-of-the-{}-{}", self.name, self.acts));
        }
        if let Some(body) = &body {
            call = call.json(body);
        }
        let reply = call.send().await;
        Ok(expect(&step, expected, reply)?.json())
    }

    pub(crate) async fn get(&mut self, who: &CastMember, path: &str) -> Result<Value, StoryError> {
        self.act(who, Method::GET, path, None, StatusCode::OK).await
    }

    /// A POST that does something to what is there already.
    pub(crate) async fn post(
        &mut self,
        who: &CastMember,
        path: &str,
        body: Value,
    ) -> Result<Value, StoryError> {
        self.act(who, Method::POST, path, Some(body), StatusCode::OK).await
    }

    /// A POST that creates.
    pub(crate) async fn create(
        &mut self,
        who: &CastMember,
        path: &str,
        body: Value,
    ) -> Result<Value, StoryError> {
        self.act(who, Method::POST, path, Some(body), StatusCode::CREATED).await
    }

    pub(crate) async fn put(
        &mut self,
        who: &CastMember,
        path: &str,
        body: Value,
    ) -> Result<Value, StoryError> {
        self.act(who, Method::PUT, path, Some(body), StatusCode::OK).await
    }

    /// A POST of a file as it is.
    pub(crate) async fn send_file(
        &mut self,
        who: &CastMember,
        path: &str,
        content_type: &str,
        file: String,
    ) -> Result<Value, StoryError> {
        let step = format!("{} POST {path}", who.name);
        let token = self.token(who).await?;
        let call = self.client.post(path).bearer(&token).bytes(file.into_bytes());
        let reply = call.header("content-type", content_type).send().await;
        Ok(expect(&step, StatusCode::OK, reply)?.json())
    }

    /// Follows an upload link exactly as the studio described it, without a token.
    pub(crate) async fn upload(&self, upload: &Value, file: Vec<u8>) -> Result<(), StoryError> {
        let method = text(upload, "/method")?.parse().unwrap_or(Method::PUT);
        let mut call = self.client.request(method, text(upload, "/url")?);
        for (name, value) in upload.get("headers").and_then(Value::as_object).into_iter().flatten()
        {
            // The client sets the length of what it sends itself.
            if !name.eq_ignore_ascii_case("content-length") {
                call = call.header(name, value.as_str().unwrap_or_default());
            }
        }
        let reply = call.bytes(file).send().await;
        expect("the upload", StatusCode::OK, reply)?;
        self.settle().await
    }

    /// Fetches a presigned link, as a player does.
    pub(crate) async fn fetch(&self, url: &str, range: Option<&str>) -> Result<Reply, StoryError> {
        let call = self.client.get(url);
        let (call, expected) = match range {
            Some(range) => (call.header("range", range), StatusCode::PARTIAL_CONTENT),
            None => (call, StatusCode::OK),
        };
        expect("a presigned link", expected, call.send().await)
    }

    /// Moves the studio's clock on.
    pub(crate) async fn wait_seconds(&self, seconds: i64) -> Result<(), StoryError> {
        self.studio("clock", &json!({ "seconds": seconds })).await.map(drop)
    }

    /// Moves the studio's clock to a moment; every schedule on the way runs.
    pub(crate) async fn wait_until(&self, moment: Timestamp) -> Result<(), StoryError> {
        self.studio("clock", &json!({ "to": moment })).await.map(drop)
    }

    /// Waits until every event has been handled.
    pub(crate) async fn settle(&self) -> Result<(), StoryError> {
        self.studio("settle", &json!({})).await.map(drop)
    }

    pub(crate) async fn now(&self) -> Result<Timestamp, StoryError> {
        let reply = self.client.get("/_studio/clock").send().await;
        let clock = expect("the clock", StatusCode::OK, reply)?.json();
        let now = text(&clock, "/now")?.parse();
        now.map_err(|_| StoryError::Off("the studio's clock tells no time".to_owned()))
    }

    /// A token for this person, fresh, since the story outlives a token's 12 hours.
    pub(crate) async fn token(&self, who: &CastMember) -> Result<String, StoryError> {
        let request = json!({ "name": who.name, "groups": [who.group] });
        let answer = self.studio("token", &request).await?;
        Ok(text(&answer, "/token")?.to_owned())
    }

    async fn studio(&self, path: &str, body: &Value) -> Result<Value, StoryError> {
        let reply = self.client.post(&format!("/_studio/{path}")).json(body).send().await;
        Ok(expect(path, StatusCode::OK, reply)?.json())
    }

    /// Milliseconds since the story began.
    pub(crate) fn elapsed_ms(&self) -> u128 {
        self.started.elapsed().as_millis()
    }
}

/// One line of the story.
pub(crate) fn say(line: impl AsRef<str>) -> Result<(), StoryError> {
    Ok(writeln!(io::stdout(), "  {}", line.as_ref())?)
}

fn expect(
    step: &str,
    expected: StatusCode,
    reply: Result<Reply, ClientError>,
) -> Result<Reply, StoryError> {
    let step = step.to_owned();
    let reply = reply.map_err(|source| StoryError::NoAnswer { step: step.clone(), source })?;
    if reply.status == expected {
        return Ok(reply);
    }
    let body = String::from_utf8_lossy(&reply.body).into_owned();
    Err(StoryError::Unexpected { step, expected, status: reply.status, body })
}

/// A text of an answer, by JSON pointer.
pub(crate) fn text<'json>(json: &'json Value, pointer: &str) -> Result<&'json str, StoryError> {
    json.pointer(pointer)
        .and_then(Value::as_str)
        .ok_or_else(|| StoryError::Off(format!("an answer has no text at {pointer}: {json}")))
}

/// A whole number of an answer, by JSON pointer.
pub(crate) fn number(json: &Value, pointer: &str) -> Result<i64, StoryError> {
    json.pointer(pointer)
        .and_then(Value::as_i64)
        .ok_or_else(|| StoryError::Off(format!("an answer has no number at {pointer}: {json}")))
}

/// A list of an answer, by JSON pointer.
pub(crate) fn list<'json>(json: &'json Value, pointer: &str) -> Result<&'json [Value], StoryError> {
    json.pointer(pointer)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .ok_or_else(|| StoryError::Off(format!("an answer has no list at {pointer}: {json}")))
}

/// Ends the story where something is not as it must be.
pub(crate) fn check(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), StoryError> {
    if holds { Ok(()) } else { Err(StoryError::Off(otherwise())) }
}
