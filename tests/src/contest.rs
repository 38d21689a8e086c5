//! A brief with three composers and one co-producer, and the uploads that tests of events disturb.

use crate::audio;
use crate::brief::{BriefPlan, OpenBrief};
use crate::people::{Person, ReplyChecks};
use crate::review::{Answered, letter};
use crate::track::{Submitted, upload};
use crate::world::World;

/// An open private brief, with everybody who takes part in it.
#[derive(Debug, Clone)]
pub struct Contest {
    /// The studio.
    pub world: World,
    /// The client.
    pub clara: Person,
    /// Ada, Ben and Chidi, who are invited.
    pub composers: [Person; 3],
    /// The co-producer.
    pub mika: Person,
    /// An operator.
    pub olga: Person,
    /// What they enter.
    pub brief: OpenBrief,
}

impl Contest {
    /// With one co-producer: whatever the order of events, it is clear who listens to what.
    pub async fn open() -> Self {
        Self::judged_also_by(&[]).await
    }

    /// With a second co-producer, so that a version which is assigned twice finds somebody.
    pub async fn open_with_two_coproducers() -> Self {
        Self::judged_also_by(&["Noa"]).await
    }

    async fn judged_also_by(others: &[&str]) -> Self {
        let world = World::plan().naming_alike().start().await;
        let clara = world.client("Clara");
        let composers = ["Ada", "Ben", "Chidi"].map(|name| world.composer(name));
        let mika = world.coproducer("Mika").await;
        let plan = composers.iter().fold(BriefPlan::private(), BriefPlan::inviting);
        let mut plan = plan.judged_by(&mika);
        for other in others {
            plan = plan.judged_by(&world.coproducer(other).await);
        }
        let brief = plan.open(&clara).await;
        let olga = world.operator("Olga");
        Self { world, clara, composers, mika, olga, brief }
    }

    /// Every composer submits a track; nobody waits for what follows from it.
    pub async fn upload_all(&self) -> Vec<Submitted> {
        let mut tracks = Vec::new();
        for (seed, composer) in (1..).zip(&self.composers) {
            let file = audio::wav(seed);
            let reserved = self.brief.reserve(composer, "Lemon Tree", &file).await;
            upload(&self.world.http(), &reserved["upload"], file).await.expect_status(200);
            tracks.push(self.brief.submitted(composer, &reserved));
        }
        tracks
    }

    /// Every review that waits ends with an approval, in an order that does not depend on which
    /// upload was analysed first.
    pub async fn approve_all(&self) {
        let mut reviews = self.mika.reviews().await;
        reviews.sort_by_key(|review| review.id.clone());
        for (number, review) in reviews.into_iter().enumerate() {
            review.answer(&Answered::approving(letter(number))).await;
        }
    }

    /// Every uploaded track was given to one reviewer, who was told once.
    pub fn assert_assigned_once(&self) {
        let versions = self.world.items_of("version");
        for version in &versions {
            let slots = version["version"]["M"]["slots"]["L"].as_array().unwrap();
            assert_eq!(slots.len(), 1, "{version:#}");
        }
        assert_eq!(self.world.items_of("review").len(), versions.len());
        assert_eq!(self.world.count_notices("review_offered"), versions.len());
    }
}
