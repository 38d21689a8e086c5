//! Briefs: from the first draft to an open one with its people.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::people::Person;

/// A brief that somebody is about to post.
#[derive(Debug, Clone)]
pub struct BriefPlan {
    visibility: &'static str,
    changes: Vec<(String, Value)>,
    invited: Vec<Person>,
    judges: Vec<Person>,
}

/// An open brief, or at least a draft.
#[derive(Debug, Clone)]
pub struct OpenBrief {
    /// Who posted it.
    pub owner: Person,
    /// Its id.
    pub id: String,
}

/// The smallest terms that a brief can have.
pub fn terms(owner: &Person, visibility: &str) -> Value {
    let deadline = owner.world.now().checked_add(SignedDuration::from_hours(20 * 24)).unwrap();
    json!({
        "title": "Thirty seconds of summer",
        "text": "A sunny film about lemonade: light feet, a little too warm, nobody in a hurry.",
        "deadline": deadline,
        "visibility": visibility,
    })
}

impl BriefPlan {
    /// Only the invited may enter.
    pub fn private() -> Self {
        Self::of("invited")
    }

    /// Every composer may enter.
    pub fn public() -> Self {
        Self::of("public")
    }

    fn of(visibility: &'static str) -> Self {
        Self { visibility, changes: Vec::new(), invited: Vec::new(), judges: Vec::new() }
    }

    /// With this field in its terms.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.changes.push((field.to_owned(), value.into()));
        self
    }

    /// This composer is invited.
    #[must_use]
    pub fn inviting(mut self, composer: &Person) -> Self {
        self.invited.push(composer.clone());
        self
    }

    /// This co-producer is appointed.
    #[must_use]
    pub fn judged_by(mut self, coproducer: &Person) -> Self {
        self.judges.push(coproducer.clone());
        self
    }

    /// Posts the draft with its people, and opens it.
    pub async fn open(self, owner: &Person) -> OpenBrief {
        let brief = self.draft(owner).await;
        owner.act(&brief.path("/open"), &json!({})).await;
        brief
    }

    /// Posts the draft with its people.
    pub async fn draft(self, owner: &Person) -> OpenBrief {
        let mut body = terms(owner, self.visibility);
        for (field, value) in self.changes {
            body[field] = value;
        }
        let answer = owner.create("/briefs", &body).await;
        let id = answer["id"].as_str().expect("a brief has an id").to_owned();
        let brief = OpenBrief { owner: owner.clone(), id };
        for composer in &self.invited {
            brief.invite(composer).await;
        }
        for coproducer in &self.judges {
            let member = json!({ "member": coproducer.id });
            owner.act(&brief.path("/coproducers"), &member).await;
        }
        brief
    }
}

impl OpenBrief {
    /// A path below the brief; with `""` its own.
    pub fn path(&self, below: &str) -> String {
        format!("/briefs/{}{below}", self.id)
    }

    /// An operator confirms that the prize which the brief has now was paid in.
    pub async fn fund(&self, operator: &Person) -> Value {
        let prize = self.seen_by(&self.owner).await["prize"].take();
        operator.act(&self.path("/prize-funding"), &json!({ "prize": prize })).await
    }

    /// Invites a composer.
    pub async fn invite(&self, composer: &Person) {
        let members = json!({ "members": [composer.id] });
        self.owner.act(&self.path("/invitations"), &members).await;
    }

    /// Its client calls it off: what came of it is public from now on.
    pub async fn call_off(&self) {
        self.owner.act(&self.path("/cancel"), &json!({ "reason": "the film was cut" })).await;
        self.owner.world.settle().await;
    }

    /// The brief as somebody sees it.
    pub async fn seen_by(&self, person: &Person) -> Value {
        person.read(&self.path("")).await
    }
}
