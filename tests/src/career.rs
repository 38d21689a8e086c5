//! A composer's way up: as many approved tracks as a level asks for, told in one line.

use serde_json::json;

use crate::brief::{BriefPlan, OpenBrief};
use crate::people::Person;
use crate::review::Answered;
use crate::track::Submitted;

/// A feedback text that shares hardly a word with any other number's.
pub fn letter_about(number: usize) -> String {
    let words = ["opening", "bridge", "refrain", "groove", "melody", "silence", "strings", "echo"];
    let about = |word: &&str| format!("the{number} {word}{number} carries{number}");
    words.iter().map(about).collect::<Vec<String>>().join(", ")
}

impl Person {
    /// This composer submits `count` tracks to a public brief of `client`, and each is approved
    /// with these scores by `judge`. The numbers of letters and titles begin at `first`.
    pub async fn is_approved(
        &self,
        client: &Person,
        judge: &Person,
        count: usize,
        first: usize,
    ) -> (OpenBrief, Vec<Submitted>) {
        let brief = BriefPlan::public().judged_by(judge).open(client).await;
        let mut tracks = Vec::new();
        for number in (first..).take(count) {
            tracks.push(brief.submit(self, &format!("{} no. {number}", self.name)).await);
            let answer = Answered::scored([5, 5, 5, 5, 5], "approve", &letter_about(number));
            judge.only_review().await.answer(&answer).await;
        }
        (brief, tracks)
    }

    /// This client awards the brief to the first version of a track.
    pub async fn awards(&self, brief: &OpenBrief, track: &Submitted) {
        self.act(&brief.path("/close"), &json!({})).await;
        let winner = json!({ "track": track.id, "version": 1, "why": crate::WHY });
        self.act(&brief.path("/selection"), &winner).await;
        self.world.settle().await;
    }
}
