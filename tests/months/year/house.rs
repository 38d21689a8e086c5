//! The studio of the year: two awarded songs, their people, and the steps of a month, each of which
//! is taken over HTTP, counted beside, and checked.

use std::fmt::Write as _;

use domain::money::YearMonth;
use serde_json::{Value, json};
use tests::{
    Answered, Books, BriefPlan, HEADER, Person, Queued, ReplyChecks, Submitted, World, award,
    letter,
};

use crate::exact::atoms;
use crate::year::counted::{Counted, Line, Stands, Sums};
use tests::payments;

/// What a line of a file earns: which song, source, territory, currency, amount.
pub(crate) type Earns = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// A song of the story: the first, the second, or one that nobody knows.
pub(crate) const LEMON: &str = "lemon";
pub(crate) const BUS: &str = "bus";
pub(crate) const GHOST: &str = "trk_ghost";

/// Two songs, five payees, two operators, and the month that is next.
pub(crate) struct Year {
    pub(crate) books: Books,
    pub(crate) ada: Person,
    pub(crate) ben: Person,
    pub(crate) cleo: Person,
    pub(crate) mika: Person,
    pub(crate) noa: Person,
    pub(crate) payees: Vec<Person>,
    pub(crate) lemon: Submitted,
    pub(crate) bus: Submitted,
    /// The review of Noa's that is disputed.
    pub(crate) disputed: Queued,
    pub(crate) month: String,
    pub(crate) counted: Counted,
    /// What the statements have said so far: the last closing, the last closing due, all that was
    /// earned, all that became due.
    pub(crate) left: Sums,
    pub(crate) left_due: Sums,
    pub(crate) told: Sums,
    pub(crate) due: Sums,
}

/// By their ids, as the books have them.
pub(crate) fn id(person: &Person) -> String {
    person.id.to_string()
}

impl Year {
    /// “Lemon Tree” by Ada, Ben and Cleo on a private brief, where two listened to one track each;
    /// “Night Bus” by Cleo alone on a public one. Ben has not agreed to his share yet.
    pub(crate) async fn open() -> Self {
        let world = World::start().await;
        let (olga, otto) = (world.operator("Olga"), world.operator("Otto"));
        let (ada, ben) = (world.composer("Ada"), world.composer("Ben"));
        let (cleo, dora) = (world.composer("Cleo"), world.composer("Dora"));
        let (lemon, mika, disputed) = lemon_tree(&world, [&ada, &ben, &cleo, &dora]).await;
        let noa = disputed.reviewer.clone();
        let carl = world.client("Carl");
        let plan = BriefPlan::public().with("pool_ppm", 10_001).judged_by(&mika);
        let brief = plan.open(&carl).await;
        let bus = brief.submit(&cleo, "Night Bus").await;
        mika.only_review().await.answer(&Answered::approving(letter(2))).await;
        award(&brief, &bus.id).await;
        let payees = [&ada, &ben, &cleo, &mika, &noa].map(Clone::clone).to_vec();
        let (song, adas, mikas) = (lemon.id.clone(), ada.clone(), mika.clone());
        let books = Books { world, olga, otto, ada: adas, mika: mikas, song };
        let mut year = Self {
            books,
            ada,
            ben,
            cleo,
            mika,
            noa,
            payees,
            lemon,
            bus,
            disputed,
            month: "2026-03".to_owned(),
            counted: Counted::default(),
            left: Sums::new(),
            left_due: Sums::new(),
            told: Sums::new(),
            due: Sums::new(),
        };
        year.count_splits();
        year
    }

    /// 2.5 % are for two who listened once each; the writers have 97.5 % as 5 : 3 : 2.
    fn count_splits(&mut self) {
        let [ada, ben, cleo, mika, noa] =
            [&self.ada, &self.ben, &self.cleo, &self.mika, &self.noa].map(id);
        let rows =
            [(&ada, 487_500), (&ben, 292_500), (&cleo, 195_000), (&mika, 12_500), (&noa, 12_500)];
        let rows = rows.map(|(account, ppm)| (account.as_str(), ppm));
        self.counted.split(&self.lemon.id, &rows);
        self.counted.has_not_agreed(&ben, &self.lemon.id);
        self.counted.split(&self.bus.id, &[(&cleo, 989_999), (&mika, 10_001)]);
    }

    /// A file of this month.
    pub(crate) async fn loads(&mut self, lines: &[Earns]) {
        let mut file = HEADER.to_owned();
        for (song, source, territory, currency, amount) in lines.iter().copied() {
            let track = match song {
                LEMON => self.lemon.id.clone(),
                BUS => self.bus.id.clone(),
                other => other.to_owned(),
            };
            let month = &self.month;
            writeln!(file, "{month},{track},,{source},{territory},1,{currency},{amount}").unwrap();
            self.counted.lines.push(Line { track, currency, amount });
        }
        let report = self.books.load(&self.month, file.as_bytes()).await;
        assert_eq!(report["outcome"], "accepted", "{report}");
    }

    /// One step of the month, and everything that must hold after it.
    pub(crate) async fn step(&mut self, step: &str) -> Value {
        let month = self.books.step(&self.month, step).await;
        match step {
            "plan" => self.check_plan().await,
            "post" => self.counted.post(&self.month),
            _ => {}
        }
        self.check_with(&month, step).await;
        month
    }

    /// The month ends, is planned, approved and posted.
    pub(crate) async fn posts(&mut self) -> Value {
        self.books.month_ends(&self.month).await;
        for step in ["freeze", "plan", "approve"] {
            self.step(step).await;
        }
        self.step("post").await
    }

    /// What is due leaves, but for what is held or has no account.
    pub(crate) async fn pays(&mut self) -> Value {
        let paid = self.books.step(&self.month, "pay").await;
        let mut waiting: Vec<_> = self
            .counted
            .pay()
            .into_iter()
            .map(|(one, why)| [one.month, one.account, one.currency, why.to_owned()])
            .collect();
        waiting.sort();
        let told = paid["waiting"].as_array().unwrap().iter().map(|one| {
            ["month", "account", "currency", "reason"]
                .map(|name| one[name].as_str().unwrap().to_owned())
        });
        let mut told: Vec<_> = told.collect();
        told.sort();
        assert_eq!(told, waiting, "{}", self.month);
        self.check_with(&paid, "pay").await;
        paid
    }

    /// The bank answers the last batch: everything has arrived, but for the euros of `back`.
    pub(crate) async fn bank_answers(&mut self, paid: &Value, back: &[&Person]) {
        let batches = paid["batches"].as_array().unwrap();
        let Some(last) = batches.len().checked_sub(1) else { return };
        let formats = batches[last]["files"].as_array().unwrap().iter();
        let formats: Vec<_> = formats.map(|file| file["format"].as_str().unwrap()).collect();
        let submitted = payments::payouts(&self.books, "submitted").await;
        for format in formats {
            let file = payments::file(&self.books, paid, last, format).await;
            let euros = format == "pain.001";
            let of = submitted.iter().filter(|one| (one["payable"]["currency"] == "EUR") == euros);
            let mut statuses = Vec::new();
            for payout in of {
                statuses.push(self.answered(payout, &file, back));
            }
            self.send_answers(&file, euros, &statuses).await;
        }
    }

    /// What the bank says of one payment of its file.
    fn answered<'a>(&mut self, payout: &'a Value, file: &str, back: &[&Person]) -> (&'a str, bool) {
        let payable = &payout["payable"];
        let [month, account, currency] =
            ["month", "account", "currency"].map(|name| payable[name].as_str().unwrap());
        let at = self.counted.payout(month, account, currency);
        let one = &self.counted.payouts[at];
        assert_eq!(one.stands, Stands::OnItsWay, "{payout}");
        assert_eq!(atoms(payable["gross"].as_str().unwrap()), one.gross, "{payout}");
        let id = payout["end_to_end_id"].as_str().unwrap();
        assert!(file.contains(id), "{id} is in no file: {file}");
        let came_back = back.iter().any(|person| self::id(person) == account);
        let stands = if came_back { Stands::Returned } else { Stands::Settled };
        self.counted.moves_to(at, stands);
        (id, came_back)
    }

    async fn send_answers(&self, file: &str, euros: bool, statuses: &[(&str, bool)]) {
        let (content_type, bytes) = if euros {
            let word = |came_back: bool| if came_back { "RJCT" } else { "ACSC" };
            let statuses: Vec<_> = statuses.iter().map(|(id, back)| (*id, word(*back))).collect();
            ("application/xml", payments::pain002(file, &statuses))
        } else {
            let word = |came_back: bool| if came_back { "returned" } else { "settled" };
            let lines = statuses.iter().map(|(id, back)| format!("{id},{},\n", word(*back)));
            ("text/csv", format!("end_to_end_id,status,reason\n{}", lines.collect::<String>()))
        };
        payments::send(&self.books, &self.month, content_type, &bytes).await.expect_status(200);
        self.check("settlement").await;
    }

    /// An operator says what has become of a payout.
    pub(crate) async fn decides(&mut self, of: (&str, &Person, &str), event: &str, to: Stands) {
        let (month, person, currency) = of;
        let at = self.counted.payout(month, &id(person), currency);
        let state =
            if self.counted.payouts[at].stands == Stands::Settled { "settled" } else { "returned" };
        let found = payments::payouts(&self.books, state).await;
        let is = |one: &&Value| {
            let payable = &one["payable"];
            payable["month"] == month
                && payable["account"] == id(person)
                && payable["currency"] == currency
        };
        payments::decide(&self.books, found.iter().find(is).unwrap(), event)
            .await
            .expect_status(200);
        self.counted.moves_to(at, to);
        self.check(event).await;
    }

    /// The month closes and everybody reads what it was; the next one begins.
    pub(crate) async fn closes(&mut self) -> Value {
        let closed = self.step("close").await;
        assert_eq!(closed["state"], "closed");
        self.check_statements().await;
        self.counted.next_month();
        let month: YearMonth = self.month.parse().unwrap();
        self.month = month.next().unwrap().to_string();
        closed
    }

    /// All that may leave leaves and arrives, and the month closes.
    pub(crate) async fn settles_and_closes(&mut self) -> Value {
        let paid = self.pays().await;
        self.bank_answers(&paid, &[]).await;
        self.closes().await
    }

    /// Somebody says where they are paid, in both currencies.
    pub(crate) async fn has_account(&mut self, person: &Person, iban: &str) {
        let bank = json!({
            "account_number": "12345678", "bank_code": "EXAMPLEX", "bank_name": "Example Bank",
            "country": "JP",
        });
        let body = json!({ "holder": person.name, "iban": iban, "bank": bank });
        person.put("/me/payout-account", &body).await.expect_status(200);
        self.counted.can_be_paid(&id(person), &["EUR", "JPY"]);
    }

    /// What is withheld of somebody from this month on.
    pub(crate) async fn has_tax(&mut self, person: &Person, country: &str, rate_bp: u16) {
        let body = json!({ "country": country, "rate_bp": rate_bp });
        let path = format!("/members/{}/tax-rate", person.id);
        self.books.olga.put(&path, &body).await.expect_status(200);
        self.counted.tax(&id(person), i128::from(rate_bp));
    }
}

/// The first song with the first listener, and the review of the second listener that Dora
/// disputes.
async fn lemon_tree(world: &World, people: [&Person; 4]) -> (Submitted, Person, Queued) {
    let [ada, ben, cleo, dora] = people;
    let clara = world.client("Clara");
    let (one, other) = (world.coproducer("Mika").await, world.coproducer("Noa").await);
    let plan = BriefPlan::private().inviting(ada).inviting(dora);
    let brief = plan.judged_by(&one).judged_by(&other).open(&clara).await;
    let lemon = brief.submit(ada, "Lemon Tree").await;
    let writers = json!({ "writers": [
        { "member": ada.id, "share_ppm": 500_000 },
        { "member": ben.id, "share_ppm": 300_000 },
        { "member": cleo.id, "share_ppm": 200_000 },
    ] });
    ada.put(&lemon.path("/writers"), &writers).await.expect_status(200);
    cleo.act(&lemon.path("/writers/me/consent"), &json!({})).await;
    let (first, second) = if one.reviews().await.is_empty() { (other, one) } else { (one, other) };
    first.only_review().await.answer(&Answered::approving(letter(0))).await;
    brief.submit(dora, "Lime Tree").await;
    let disputed = second.only_review().await;
    disputed.answer(&Answered::approving(letter(1))).await;
    let objection = json!({ "reason": "It speaks of another song." });
    dora.act(&disputed.path("/dispute"), &objection).await;
    award(&brief, &lemon.id).await;
    (lemon, first, disputed)
}
