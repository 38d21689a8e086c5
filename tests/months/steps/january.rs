//! A studio in the middle of January, the first month of its books, whose splits are set by hand:
//! `tests::Books` has the song of a whole brief instead.

use domain::id::{MemberId, TrackId};
use domain::money::{Account, Sha256Hex, Share, Split, SplitRow, SplitVersion};
use jiff::Timestamp;
use local::client::Reply;
use local::local_cloud::{LocalCloud, LocalCloudOptions};
use local::tokens;
use runtime::Runtime;
use serde_json::{Value, json};
use store::Store;
use store::split::set_split;
use tests::{Said, upload};

/// The first month of the books in the template.
pub(crate) const JANUARY: &str = "2026-01";
pub(crate) const FEBRUARY: &str = "2026-02";

/// A studio in the middle of January.
pub(crate) struct January {
    pub(crate) studio: LocalCloud,
}

/// The member that a name in these tests stands for.
pub(crate) fn member(name: &str) -> MemberId {
    MemberId::of_subject(&tokens::subject(name))
}

/// The track that a name in these tests stands for.
pub(crate) fn track(name: &str) -> TrackId {
    TrackId::derive(&[name.as_bytes()])
}

impl January {
    pub(crate) async fn open() -> January {
        Self::open_from(tests::template()).await
    }

    /// The same where one request pays one chunk of 48 units, and a machine the others.
    pub(crate) async fn open_with_small_pages() -> January {
        let (many, one) = ("PAYMENT_PAGE_CHUNKS: \"100\"", "PAYMENT_PAGE_CHUNKS: \"1\"");
        assert!(tests::template().contains(many));
        Self::open_from(tests::template().replace(many, one)).await
    }

    async fn open_from(template: String) -> January {
        let start_at: Timestamp = "2026-01-15T12:00:00Z".parse().unwrap();
        let template = Some(template);
        let options = LocalCloudOptions {
            start_at: Some(start_at),
            template,
            ..LocalCloudOptions::default()
        };
        let studio = LocalCloud::start(options).await.unwrap();
        // The steps are asked for one by one.
        studio.step_functions().hold("MonthPostMachine");
        January { studio }
    }

    pub(crate) fn runtime(&self, function: &str) -> Runtime {
        self.studio.sdk_connector().runtime_for(function).unwrap()
    }

    /// Sets the first split of a track in the oldest Open month, as a selection does.
    pub(crate) async fn split(&self, name: &str, shares: &[(&str, u32)]) {
        let runtime = self.runtime("BriefsFunction");
        let store = Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
        let genesis = runtime.config.genesis_month.parse().unwrap();
        let month = store.months().await.unwrap().oldest_open(genesis).unwrap();
        let row = |(name, ppm): &(&str, u32)| SplitRow {
            account: member(name).to_string().parse::<Account>().unwrap(),
            share_ppm: Share::from_ppm(*ppm).unwrap(),
        };
        let rows = Split::new(shares.iter().map(row).collect()).unwrap();
        let mut transaction = store.transaction();
        let split = SplitVersion::first(track(name).to_string(), month, rows);
        let _places = set_split(&mut transaction, &split).unwrap();
        store.commit(transaction).await.unwrap();
    }

    pub(crate) async fn get(&self, name: &str, path: &str) -> Reply {
        self.studio.client().get(path).bearer(&self.token(name)).send().await.unwrap()
    }

    pub(crate) async fn post(&self, name: &str, path: &str, body: &Value) -> Reply {
        let client = self.studio.client();
        client.post(path).bearer(&self.token(name)).json(body).send().await.unwrap()
    }

    /// Reserves an upload of `bytes` for January.
    pub(crate) async fn reserve(&self, name: &str, key: &str, bytes: &[u8]) -> Reply {
        let body = json!({
            "content_type": if bytes.starts_with(&[0x1f]) { "application/gzip" } else { "text/csv" },
            "size_bytes": bytes.len(),
            "sha256": Sha256Hex::of(bytes).as_str(),
        });
        let client = self.studio.client();
        let path = format!("/months/{}/revenue", self.month());
        let call = client.post(&path).bearer(&self.token(name)).idempotency_key(key).json(&body);
        call.send().await.unwrap()
    }

    /// Reserves and uploads, waits until it has been read, and gives the report.
    pub(crate) async fn load(&self, name: &str, key: &str, bytes: &[u8]) -> Value {
        let reserved = self.reserve(name, key, bytes).await;
        assert_eq!(reserved.status, 201, "{}", reserved.json());
        let reserved = reserved.json();
        self.upload(&reserved["upload"], bytes).await;
        self.report(name, reserved["upload_id"].as_str().unwrap()).await
    }

    pub(crate) async fn upload(&self, link: &Value, bytes: &[u8]) {
        upload(&self.studio.client(), link, bytes.to_vec()).await.said(200);
        self.studio.settle().await;
    }

    pub(crate) async fn report(&self, name: &str, upload: &str) -> Value {
        let list = self.get(name, &format!("/months/{}/revenue", self.month())).await.json();
        let items = list["items"].as_array().unwrap();
        items.iter().find(|item| item["upload_id"] == upload).unwrap()["report"].clone()
    }

    /// One step of a month, which must succeed; gives the month.
    pub(crate) async fn step(&self, name: &str, month: &str, step: &str, body: &Value) -> Value {
        let reply = self.post(name, &format!("/months/{month}/{step}"), body).await;
        assert_eq!(reply.status, 200, "{step}: {}", reply.json());
        reply.json()
    }

    /// Freeze, plan, approve, post.
    pub(crate) async fn whole(&self, month: &str) -> Value {
        self.step("olga", month, "freeze", &json!({})).await;
        let planned = self.step("olga", month, "plan", &json!({})).await;
        let approval = json!({ "plan_sha256": planned["plan"]["plan_sha256"] });
        self.step("otto", month, "approve", &approval).await;
        self.step("otto", month, "post", &json!({})).await
    }

    pub(crate) async fn advance_to(&self, time: &str) {
        self.studio.advance_to(time.parse().unwrap()).await;
    }

    fn month(&self) -> String {
        self.studio.clock().now().strftime("%Y-%m").to_string()
    }

    fn token(&self, name: &str) -> String {
        let group = if name.starts_with('o') { "operator" } else { "composer" };
        self.studio.token(name, &[group]).unwrap()
    }
}
