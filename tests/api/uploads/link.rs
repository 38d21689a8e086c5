//! A reserved place with its link, and what came of following it.

use std::collections::BTreeMap;

use http::Method;
use local::client::Reply;
use serde_json::{Value, json};
use tests::{BriefPlan, OpenBrief, Person, ReplyChecks, World, audio, declared};

/// The key of the request that reserved the place.
pub(crate) const RESERVATION: &str = "the-one-reservation";

/// A version that waits for its file. From the reservation on every asynchronous event is held, so
/// that one which should never have been sent is seen.
pub(crate) struct Reserved {
    pub(crate) world: World,
    pub(crate) ada: Person,
    pub(crate) brief: OpenBrief,
    pub(crate) track: String,
    pub(crate) file: Vec<u8>,
    pub(crate) link: Value,
}

/// A request as somebody is about to send it.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Reserved {
    pub(crate) async fn place() -> Self {
        let world = World::start().await;
        let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
        let brief = BriefPlan::private().inviting(&ada).open(&clara).await;
        let file = audio::wav(1);
        let said = ask(&brief, &ada, RESERVATION, &file).await.expect_status(201);
        let track = said["track"].as_str().unwrap().to_owned();
        world.hold_events();
        world.count_from_here();
        Self { world, ada, brief, track, file, link: said["upload"].clone() }
    }

    /// What an honest client would send.
    pub(crate) fn honest(&self) -> Attempt {
        Attempt::through(&self.link, &self.file)
    }

    /// Asks for the place again, with this idempotency key.
    pub(crate) async fn ask_again(&self, key: &str) -> Value {
        ask(&self.brief, &self.ada, key, &self.file).await.expect_status(201)
    }

    pub(crate) async fn send(&self, attempt: Attempt) -> Reply {
        attempt.send(&self.world).await
    }

    /// The state of the version that was reserved.
    pub(crate) async fn state(&self) -> String {
        let track = self.ada.read(&self.brief.path(&format!("/tracks/{}", self.track))).await;
        track["versions"][0]["state"].as_str().unwrap().to_owned()
    }

    /// Nothing is stored under any key, nobody was told, and the version still waits.
    pub(crate) async fn assert_untouched(&self) {
        assert_eq!(stored(&self.world).await, Vec::<String>::new(), "something is in the bucket");
        let held = self.world.studio.lambda().deliveries().held();
        assert!(held.is_empty(), "somebody was told: {held:?}");
        assert!(self.world.round_trips("IntakeFunction").is_empty(), "intake has run");
        let mut writes = self.world.writes();
        // A refused upload is a call too, under the name of whoever signed its link.
        writes.retain(|write| write != "UploadsFunction PutObject");
        assert_eq!(writes, Vec::<String>::new());
        assert_eq!(self.state().await, "reserved");
    }

    /// Exactly the announced file is stored, and one function was told of it once.
    pub(crate) async fn assert_landed_once(&self) {
        let keys = stored(&self.world).await;
        assert_eq!(keys.len(), 1, "{keys:?}");
        assert_eq!(content(&self.world, &keys[0]).await, self.file);
        let held = self.world.studio.lambda().deliveries().held();
        let told: Vec<&str> = held.iter().map(|delivery| delivery.function.as_str()).collect();
        assert_eq!(told, ["IntakeFunction"]);
    }
}

impl Attempt {
    /// Exactly as the link says.
    pub(crate) fn through(link: &Value, body: &[u8]) -> Self {
        let headers = link["headers"].as_object().unwrap().iter();
        let headers =
            headers.map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()));
        Self {
            method: link["method"].as_str().unwrap().parse().unwrap(),
            url: link["url"].as_str().unwrap().to_owned(),
            // An HTTP client counts what it sends itself.
            headers: headers.filter(|(name, _)| name != "content-length").collect(),
            body: body.to_vec(),
        }
    }

    /// The same with another value of one parameter of the URL.
    pub(crate) fn with_parameter(&mut self, name: &str, value: &str) {
        let (before, rest) = self.url.split_once(&format!("{name}=")).unwrap();
        let (_, after) = rest.split_once('&').unwrap_or((rest, ""));
        self.url = format!("{before}{name}={value}&{after}");
    }

    pub(crate) async fn send(self, world: &World) -> Reply {
        let client = world.http();
        let mut call = client.request(self.method, &self.url);
        for (name, value) in &self.headers {
            call = call.header(name, value);
        }
        call.bytes(self.body).send().await.unwrap()
    }
}

async fn ask(brief: &OpenBrief, ada: &Person, key: &str, file: &[u8]) -> Reply {
    let mut body = declared(file);
    body["title"] = json!("Lemon Tree");
    ada.post_as(key, &brief.path("/tracks"), &body).await
}

/// Every key in the bucket of uploads, read with the rights of the sweep.
pub(crate) async fn stored(world: &World) -> Vec<String> {
    let sweep = world.runtime("SweepFunction");
    let list = sweep.s3.list_objects_v2().bucket(&sweep.config.uploads_bucket);
    let list = list.send().await.unwrap();
    list.contents().iter().map(|object| object.key().unwrap().to_owned()).collect()
}

async fn content(world: &World, key: &str) -> Vec<u8> {
    let intake = world.runtime("IntakeFunction");
    let got = intake.s3.get_object().bucket(&intake.config.uploads_bucket).key(key);
    got.send().await.unwrap().body.collect().await.unwrap().to_vec()
}

/// The code in an error document of S3.
pub(crate) fn code(reply: &Reply) -> String {
    let text = String::from_utf8_lossy(&reply.body).into_owned();
    let code = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>"));
    code.map(|(code, _)| code.to_owned()).unwrap_or_default()
}
