//! A composer's way up: as many approved tracks as a level asks for, told in one line.

use std::collections::BTreeMap;

use domain::points::{PointEntry, PointRule};
use domain::policy::Policy;
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
    /// This composer submits `count` tracks to public briefs of `client`, three to each, and all are
    /// approved with these scores by `judge`. The numbers of letters and titles begin at `first`.
    /// Returns the first of the briefs.
    pub async fn is_approved(
        &self,
        client: &Person,
        judge: &Person,
        count: usize,
        first: usize,
    ) -> (OpenBrief, Vec<Submitted>) {
        let (mut briefs, mut tracks) = (Vec::new(), Vec::new());
        let numbers: Vec<usize> = (first..).take(count).collect();
        for some in numbers.chunks(Policy::CURRENT.open_entries_per_brief_max) {
            let brief = BriefPlan::public().judged_by(judge).open(client).await;
            for number in some {
                tracks.push(brief.submit(self, &format!("{} no. {number}", self.name)).await);
                let answer = Answered::scored([5, 5, 5, 5, 5], "approve", &letter_about(*number));
                judge.only_review().await.answer(&answer).await;
            }
            // The next ones may need the level that these have reached.
            self.world.settle().await;
            briefs.push(brief);
        }
        (briefs.swap_remove(0), tracks)
    }

    /// The same in briefs that are called off after it, so that all of it is public.
    pub async fn is_publicly_approved(
        &self,
        client: &Person,
        judge: &Person,
        count: usize,
        first: usize,
    ) -> (OpenBrief, Vec<Submitted>) {
        let (brief, tracks) = self.is_approved(client, judge, count, first).await;
        let briefs: BTreeMap<&str, &OpenBrief> =
            tracks.iter().map(|track| (track.brief.id.as_str(), &track.brief)).collect();
        for brief in briefs.values() {
            brief.call_off().await;
        }
        (brief, tracks)
    }

    /// Two approved tracks of earlier times and all points: the next approval makes a Junior.
    pub async fn is_nearly_junior(&self) {
        let (store, at) = (self.world.store(), self.world.now());
        for track in ["earlier-1", "earlier-2"] {
            let approved = PointEntry::new(self.id, PointRule::Approved, track.to_owned(), at);
            let quality = PointEntry { rule: PointRule::Quality, points: 40, ..approved.clone() };
            for entry in [approved, quality] {
                let _created = store.create(&entry).await.unwrap();
            }
        }
    }

    /// This client awards the brief to the first version of a track.
    pub async fn awards(&self, brief: &OpenBrief, track: &Submitted) {
        self.act(&brief.path("/close"), &json!({})).await;
        let winner = json!({ "track": track.id, "version": 1, "why": crate::WHY });
        self.act(&brief.path("/selection"), &winner).await;
        self.world.settle().await;
    }
}
