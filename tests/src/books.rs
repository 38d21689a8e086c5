//! A studio with one awarded song, two operators, and the steps of a month.

use std::fmt::Write as _;
use std::io::Write as _;

use domain::id::{MemberId, TrackId};
use domain::money::{Account, Share, Split, SplitRow, SplitVersion};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use local::call_log::CallOutcome;
use local::client::Reply;
use local::step_functions::Status;
use serde_json::{Value, json};
use store::Store;
use store::split::set_split;

use crate::brief::{BriefPlan, OpenBrief};
use crate::people::{Person, ReplyChecks};
use crate::review::{Answered, letter};
use crate::track::{declared, upload};
use crate::world::{World, WorldPlan};

/// The first month of books that are kept by hand.
pub const JANUARY: &str = "2026-01";

/// The first month of books that begin with a brief, since the studio starts in it, and the second.
pub const MARCH: &str = "2026-03";
pub const APRIL: &str = "2026-04";

/// The first line of every revenue file.
pub const HEADER: &str = "period,track_id,isrc,source,territory,units,currency,amount\n";

/// Olga loads, Otto approves; the song pays Ada 97.5 % and Mika, who listened to it, 2.5 %.
#[derive(Debug)]
pub struct Books {
    /// The studio, whose postings wait until they are asked for.
    pub world: World,
    /// The operator who loads.
    pub olga: Person,
    /// The operator who approves.
    pub otto: Person,
    /// The composer of the song.
    pub ada: Person,
    /// The co-producer who listened to it.
    pub mika: Person,
    /// The id of the awarded track.
    pub song: String,
}

/// A file of lines of track, currency and amount.
pub fn csv(month: &str, lines: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut file = HEADER.to_owned();
    for (track, currency, amount) in lines {
        writeln!(file, "{month},{track},,radio,DE,1,{currency},{amount}").unwrap();
    }
    file.into_bytes()
}

/// What is announced of a revenue file.
pub fn revenue_declared(bytes: &[u8]) -> Value {
    let zipped = bytes.starts_with(&[0x1f, 0x8b]);
    let mut body = declared(bytes);
    body["content_type"] = json!(if zipped { "application/gzip" } else { "text/csv" });
    body
}

/// As an operator may send it: compressed at the least effort.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Closes the brief and awards this track of it.
pub async fn award(brief: &OpenBrief, track: &str) {
    brief.owner.act(&brief.path("/close"), &json!({})).await;
    let winner = json!({ "track": track, "version": 1, "why": crate::WHY });
    brief.owner.act(&brief.path("/selection"), &winner).await;
    brief.owner.world.settle().await;
}

/// The track that a name stands for in books that are kept by hand.
pub fn track_named(name: &str) -> TrackId {
    TrackId::derive(&[name.as_bytes()])
}

/// How the books begin.
impl Books {
    /// The song is awarded in March, and nothing is loaded.
    pub async fn open() -> Self {
        let world = World::plan().naming_alike().start().await;
        let plan = BriefPlan::private().inviting(&world.composer("Ada"));
        Self::sold(world, plan).await
    }

    /// The song has won this brief of Clara's, whose prize, if it has one, was paid in.
    pub async fn sold(world: World, plan: BriefPlan) -> Self {
        let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
        let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
        let mika = world.coproducer("Mika").await;
        let brief = plan.judged_by(&mika).draft(&clara).await;
        if brief.seen_by(&clara).await["prize"].is_object() {
            brief.fund(&olga).await;
        }
        clara.act(&brief.path("/open"), &json!({})).await;
        let song = brief.submit(&ada, "Lemon Tree").await.id;
        mika.only_review().await.answer(&Answered::approving(letter(0))).await;
        award(&brief, &song).await;
        Self { world, olga, otto, ada, mika, song }
    }

    /// In the middle of January, the first month of the books, without any brief: splits are set by
    /// [`Self::split`].
    pub async fn by_hand(plan: WorldPlan) -> Self {
        let world = plan.starting_at("2026-01-15T12:00:00Z").start().await;
        let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
        let (ada, mika) = (world.composer("Ada"), world.composer("Mika"));
        Self { world, olga, otto, ada, mika, song: track_named("song").to_string() }
    }

    /// Sets the first split of a track in the oldest Open month, as a selection does.
    pub async fn split(&self, track: &str, shares: &[(MemberId, u32)]) {
        let runtime = self.world.runtime("BriefsFunction");
        let store = Store::new(runtime.dynamodb.clone(), &runtime.config.table_name);
        let genesis = runtime.config.genesis_month.parse().unwrap();
        let month = store.months().await.unwrap().oldest_open(genesis).unwrap();
        let row = |(member, ppm): &(MemberId, u32)| SplitRow {
            account: Account::of_member(*member),
            share_ppm: Share::from_ppm(*ppm).unwrap(),
        };
        let rows = Split::new(shares.iter().map(row).collect()).unwrap();
        let mut transaction = store.transaction();
        let split = SplitVersion::first(track.parse().unwrap(), month, rows);
        let _places = set_split(&mut transaction, &split).unwrap();
        store.commit(transaction).await.unwrap();
    }

    /// Ada has written the song with Ben and Cleo, who have not said anything yet: with the two and
    /// the path at which they do.
    pub async fn written_by_three() -> (Self, Person, Person, String) {
        let world = World::plan().naming_alike().start().await;
        let (clara, ada) = (world.client("Clara"), world.composer("Ada"));
        let (ben, cleo) = (world.composer("Ben"), world.composer("Cleo"));
        let mika = world.coproducer("Mika").await;
        let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
        let track = brief.submit(&ada, "Dawn").await;
        let writers = json!({ "writers": [
            { "member": ada.id, "share_ppm": 600_000 },
            { "member": ben.id, "share_ppm": 200_000 },
            { "member": cleo.id, "share_ppm": 200_000 },
        ] });
        ada.put(&track.path("/writers"), &writers).await.expect_status(200);
        mika.only_review().await.answer(&Answered::approving(letter(0))).await;
        award(&brief, &track.id).await;
        let (olga, otto, song) = (world.operator("Olga"), world.operator("Otto"), track.id.clone());
        let me = track.path("/writers/me");
        (Self { world, olga, otto, ada, mika, song }, ben, cleo, me)
    }

    /// With a file of these lines in March, which has ended.
    pub async fn of_march(lines: &[(&str, &str)]) -> Self {
        let books = Self::open().await;
        books.load_lines(MARCH, lines).await;
        books.month_ends(MARCH).await;
        books
    }
}

/// What is put in.
impl Books {
    /// Loads a file of what the song earned.
    pub async fn load_lines(&self, month: &str, lines: &[(&str, &str)]) {
        let song = self.song.as_str();
        let lines: Vec<_> = lines.iter().map(|(currency, sum)| (song, *currency, *sum)).collect();
        let report = self.load(month, &csv(month, &lines)).await;
        assert_eq!(report["outcome"], "accepted", "{report}");
    }

    /// Reserves, uploads, waits until it has been read, and gives the report.
    pub async fn load(&self, month: &str, bytes: &[u8]) -> Value {
        let id = self.send(month, bytes).await;
        self.world.settle().await;
        self.report(month, &id).await
    }

    /// Reserves and uploads, and gives the upload's id.
    pub async fn send(&self, month: &str, bytes: &[u8]) -> String {
        let body = revenue_declared(bytes);
        let reserved = self.olga.create(&format!("/months/{month}/revenue"), &body).await;
        upload(&self.world.http(), &reserved["upload"], bytes.to_vec()).await.expect_status(200);
        reserved["upload_id"].as_str().unwrap().to_owned()
    }

    /// What became of an upload.
    pub async fn report(&self, month: &str, upload: &str) -> Value {
        let mut list = self.olga.read(&format!("/months/{month}/revenue?limit=100")).await;
        let items = list["items"].as_array_mut().unwrap();
        items.iter_mut().find(|item| item["upload_id"] == upload).unwrap()["report"].take()
    }
}

/// The steps of a month.
impl Books {
    /// Half an hour into the next month. No schedule runs on the way: a month of sweeps would take
    /// longer than the test, and the operators take the steps themselves.
    pub async fn month_ends(&self, month: &str) {
        self.world.studio.lambda().deliveries().hold();
        self.month_passes(month).await;
        let _lost = self.world.studio.lambda().deliveries().take();
        self.world.studio.lambda().release();
    }

    /// The same, with every schedule.
    pub async fn month_passes(&self, month: &str) {
        let first: Date = format!("{month}-01").parse().unwrap();
        let next = first.saturating_add(1.month()).at(0, 30, 0, 0);
        let next: Timestamp = next.to_zoned(TimeZone::UTC).unwrap().timestamp();
        self.world.pass(next.duration_since(self.world.now())).await;
    }

    /// The month as an operator reads it.
    pub async fn month(&self, month: &str) -> Value {
        self.otto.read(&format!("/months/{month}")).await
    }

    /// Asks for one step. `approve` approves whatever plan is sealed.
    pub async fn ask(&self, who: &Person, month: &str, step: &str) -> Reply {
        let body = match step {
            "approve" => {
                let sealed = self.month(month).await["plan"]["plan_sha256"].take();
                let none = || json!("0".repeat(64));
                json!({ "plan_sha256": if sealed.is_null() { none() } else { sealed } })
            }
            "reject" => json!({ "reason": "the numbers look odd" }),
            _ => json!({}),
        };
        who.post(&format!("/months/{month}/{step}"), &body).await
    }

    /// One step that must succeed; gives the month.
    pub async fn step(&self, month: &str, step: &str) -> Value {
        self.ask(&self.otto, month, step).await.expect_status(200)
    }

    /// Freeze, plan, approve, post.
    pub async fn close(&self, month: &str) -> Value {
        for step in ["freeze", "plan", "approve"] {
            self.step(month, step).await;
        }
        self.step(month, "post").await
    }

    /// The month that is now, with what the song earned in it, is planned by the schedule: it has
    /// ended a few days ago then. Gives the month.
    pub async fn schedule_plans(&self, earned: Option<&str>) -> String {
        let month = self.world.now().strftime("%Y-%m").to_string();
        if let Some(earned) = earned {
            self.send(&month, &csv(&month, &[(&self.song, "EUR", earned)])).await;
        }
        self.world.pass(SignedDuration::from_hours(24 * 32)).await;
        month
    }

    /// The same, and the plan is approved and posted.
    pub async fn schedule_plans_and_otto_posts(&self, earned: Option<&str>) {
        let month = self.schedule_plans(earned).await;
        self.approve_and_post(&month).await;
    }

    /// Approves the sealed plan and posts it.
    pub async fn approve_and_post(&self, month: &str) -> Value {
        self.step(month, "approve").await;
        self.step(month, "post").await
    }

    /// Pays the month in one batch, and the bank says of its one payment that it has arrived.
    pub async fn pay_one(&self, month: &str) {
        let paid = self.step(month, "pay").await;
        assert_eq!(paid["batches"].as_array().unwrap().len(), 1, "{paid}");
        let sent = self.otto.read("/payouts?state=submitted").await["items"][0].take();
        let path = format!("/payouts/{}/decision", sent["payout"].as_str().unwrap());
        let settled = json!({ "attempt": 1, "event": "settle", "reason": "the bank says so" });
        self.otto.post(&path, &settled).await.expect_status(202);
        self.olga.act(&path, &settled).await;
    }

    /// Balance and due of an account, in atoms.
    pub fn holds(&self, account: &str) -> [i128; 2] {
        let balances = self.world.items_of("balance");
        let mine = balances.iter().find(|item| item["account"]["S"] == account);
        ["balance_atoms", "due_atoms"].map(|name| {
            let atoms = mine.and_then(|item| item[name]["N"].as_str());
            atoms.map_or(0, |atoms| atoms.parse().unwrap())
        })
    }

    /// Somebody's entry of a month in a currency.
    pub async fn entry(&self, who: &Person, month: &str, currency: &str) -> Value {
        let statement = who.read(&format!("/me/statements/{month}")).await;
        let entries = statement["entries"].as_array().unwrap();
        entries.iter().find(|entry| entry["currency"] == currency).unwrap().clone()
    }

    /// Hands the schedule's event to royalties so often at once, and waits until nothing moves.
    pub async fn schedules_at_once(&self, count: usize) {
        let lambda = self.world.studio.lambda();
        for _ in 0..count {
            lambda.send("RoyaltiesFunction", json!({ "source": "aws.scheduler" }), "a test");
        }
        self.world.settle().await;
    }

    /// Changes a text in an attribute of an item, as an earlier program or a mistake may have left it.
    pub fn change_item(&self, item: &Value, path: [&str; 2], value: &str) {
        let studio = &self.world.studio;
        let update = json!({
            "TableName": studio.template().tables[0].name,
            "Key": { "pk": item["pk"], "sk": item["sk"] },
            "UpdateExpression": "SET #a.#b = :value",
            "ExpressionAttributeNames": { "#a": path[0], "#b": path[1] },
            "ExpressionAttributeValues": { ":value": { "S": value } },
        });
        let answer = studio.dynamodb().call("UpdateItem", update.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.body);
    }

    /// Every execution of a state machine, by name, and how it stands.
    pub fn executions(&self) -> Vec<(String, Status)> {
        let all = self.world.studio.step_functions().executions();
        all.into_iter().map(|execution| (execution.name, execution.status)).collect()
    }

    /// How many calls of this operation were answered with 200 since counting began.
    pub fn happened(&self, operation: &str) -> usize {
        let calls = self.world.studio.sdk_connector().calls().into_iter();
        let good = CallOutcome::Answered(200);
        calls.filter(|call| call.operation == operation && call.outcome == good).count()
    }
}

/// These amounts of an entry, as they are written.
pub fn amounts<const N: usize>(entry: &Value, names: [&str; N]) -> [String; N] {
    names.map(|name| entry[name]["amount"].as_str().unwrap().to_owned())
}
