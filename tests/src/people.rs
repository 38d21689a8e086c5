//! Somebody with a token, and what they say to the studio.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use domain::id::MemberId;
use http::Method;
use jiff::{SignedDuration, Timestamp};
use local::client::{ClientRequest, Reply};
use local::tokens;
use serde_json::{Map, Value, json};

use crate::contract;
use crate::world::World;

/// Somebody with a token; clones are the same person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Where they are.
    pub world: World,
    /// Their name; the same name is always the same person.
    pub name: String,
    /// Their groups in the token, with a space between.
    pub group: String,
    /// Their member id.
    pub id: MemberId,
    posts: Arc<AtomicU64>,
    token: Arc<Mutex<Option<(Timestamp, String)>>>,
}

/// How long a token is used again: signing one takes as long as a request.
const TOKEN_IS_YOUNG: SignedDuration = SignedDuration::from_hours(1);

/// Checks an answer and gives its body.
pub trait ReplyChecks {
    /// The body as JSON, if the status is this one; the test stops with the body otherwise.
    fn expect_status(self, status: u16) -> Value;

    /// The last part of a problem's `type`, if it is one.
    fn problem(&self) -> String;

    /// The status and the problem, to compare both at once.
    fn refusal(&self) -> (u16, String);
}

impl ReplyChecks for Reply {
    #[track_caller]
    fn expect_status(self, status: u16) -> Value {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status.as_u16(), status, "the answer is {body}");
        self.json()
    }

    fn problem(&self) -> String {
        let json = self.json();
        let name = json["type"].as_str().and_then(|name| name.rsplit('/').next());
        name.unwrap_or_default().to_owned()
    }

    fn refusal(&self) -> (u16, String) {
        (self.status.as_u16(), self.problem())
    }
}

/// With a body where there is something to say, or where the operation has one.
fn saying<'client>(
    call: ClientRequest<'client>,
    method: &Method,
    path: &str,
    body: &Value,
) -> ClientRequest<'client> {
    let says_nothing = body.is_null() || body.as_object().is_some_and(Map::is_empty);
    if says_nothing && !contract::takes_body(method, path) { call } else { call.json(body) }
}

impl Person {
    pub(crate) fn new(world: World, name: &str, group: &str) -> Self {
        let id = MemberId::of_subject(&tokens::subject(name));
        let (name, group) = (name.to_owned(), group.to_owned());
        Self { world, name, group, id, posts: Arc::default(), token: Arc::default() }
    }

    /// A token of this hour: tests outlive the 12 hours of one.
    pub fn token(&self) -> String {
        let now = self.world.now();
        let mut kept = self.token.lock().expect("nobody panics with it");
        let young = |(signed_at, _): &&(Timestamp, String)| {
            now.duration_since(*signed_at) <= TOKEN_IS_YOUNG
        };
        if let Some((_, token)) = kept.as_ref().filter(young) {
            return token.clone();
        }
        let groups: Vec<&str> = self.group.split(' ').collect();
        let token = self.world.studio.token(&self.name, &groups);
        let token = token.expect("the issuer signs for everybody");
        *kept = Some((now, token.clone()));
        token
    }

    /// What the deployment's sign-in does with a new token.
    pub async fn sign_in(&self) -> Value {
        self.put("/me/roles", &Value::Null).await.expect_status(200)
    }

    /// Signs in and writes a complete profile: a member whom others can know.
    pub async fn introduce(&self) {
        self.sign_in().await;
        let bio = "Listens to the end, every time.";
        let profile = json!({ "display_name": self.name, "bio": bio, "genre_tags": ["listening"] });
        self.put("/me", &profile).await.expect_status(200);
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, |call| call).await
    }

    /// `POST` with an idempotency key that was never used before.
    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        let number = self.posts.fetch_add(1, Ordering::SeqCst);
        self.post_as(&format!("{}-{number:016}", self.name), path, body).await
    }

    /// `POST` with this idempotency key.
    pub async fn post_as(&self, key: &str, path: &str, body: &Value) -> Reply {
        let post = Method::POST;
        self.send(post.clone(), path, |call| saying(call.idempotency_key(key), &post, path, body))
            .await
    }

    /// `PUT`.
    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(Method::PUT, path, |call| saying(call, &Method::PUT, path, body)).await
    }

    /// `DELETE`.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, |call| call).await
    }

    /// `PATCH` of what was read with this etag.
    pub async fn patch(&self, path: &str, etag: &str, body: &Value) -> Reply {
        self.send(Method::PATCH, path, |call| call.header("if-match", etag).json(body)).await
    }

    /// What this person was told of one kind, the newest first.
    pub async fn notices_of(&self, kind: &str) -> Vec<Value> {
        let notices = self.read("/me/notices?limit=100").await;
        let items = notices["items"].as_array().expect("notices are a list").iter();
        items.filter(|notice| notice["kind"] == kind).cloned().collect()
    }

    /// A read that must succeed.
    pub async fn read(&self, path: &str) -> Value {
        self.get(path).await.expect_status(200)
    }

    /// Every item of a list that is read page by page; `path` has a limit.
    pub async fn read_pages(&self, path: &str) -> Vec<Value> {
        let (mut all, mut page) = (Vec::new(), self.read(path).await);
        loop {
            all.append(page["items"].as_array_mut().expect("a page has items"));
            let Some(next) = page["next"].as_str() else { return all };
            page = self.read(&format!("{path}&cursor={next}")).await;
        }
    }

    /// A `POST` that must create.
    pub async fn create(&self, path: &str, body: &Value) -> Value {
        self.post(path, body).await.expect_status(201)
    }

    /// A `POST` that must succeed and create nothing.
    pub async fn act(&self, path: &str, body: &Value) -> Value {
        self.post(path, body).await.expect_status(200)
    }

    /// A request by its method, where a test walks through a table of routes.
    pub async fn ask(&self, method: &Method, path: &str, body: &Value) -> Reply {
        match *method {
            Method::GET => self.get(path).await,
            Method::PUT => self.put(path, body).await,
            Method::DELETE => self.send(Method::DELETE, path, |call| call).await,
            _ => self.post(path, body).await,
        }
    }

    /// Any request as this person.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        with: impl FnOnce(ClientRequest<'_>) -> ClientRequest<'_>,
    ) -> Reply {
        let client = self.world.http();
        let call = client.request(method, path).bearer(&self.token());
        with(call).send().await.expect("the studio answers")
    }
}
