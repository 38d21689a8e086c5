//! A brief with three composers and one co-producer, an operator, and the uploads that the tests disturb.

use local::lambda::AsyncEvent;
use serde_json::Value;
use tests::{
    Answered, BriefPlan, OpenBrief, Person, Said, Submitted, World, audio, letter, upload,
};

use crate::state::count_notices;

/// An open brief, and who waits around it.
pub(crate) struct Stage {
    pub(crate) world: World,
    pub(crate) clara: Person,
    pub(crate) composers: [Person; 3],
    pub(crate) mika: Person,
    pub(crate) olga: Person,
    pub(crate) brief: OpenBrief,
}

impl Stage {
    /// With one co-producer: whatever the order of events, it is clear who listens to what.
    pub(crate) async fn set() -> Self {
        Self::with_listeners(&[]).await
    }

    /// With a second co-producer, so that a version which is assigned twice finds somebody.
    pub(crate) async fn set_for_two() -> Self {
        Self::with_listeners(&["Noa"]).await
    }

    async fn with_listeners(others: &[&str]) -> Self {
        let world = World::start().await;
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
    pub(crate) async fn everybody_uploads(&self) -> Vec<Submitted> {
        let mut tracks = Vec::new();
        for (seed, composer) in (1..).zip(&self.composers) {
            let file = audio::wav(seed);
            let reserved = self.brief.reserve(composer, "Lemon Tree", &file).await;
            upload(&self.world.http(), &reserved["upload"], file).await.said(200);
            let id = reserved["track"].as_str().unwrap().to_owned();
            tracks.push(Submitted { composer: composer.clone(), brief: self.brief.clone(), id });
        }
        tracks
    }

    /// Every review that waits ends with an approval, in an order that does not depend on which
    /// upload was analysed first.
    pub(crate) async fn everything_is_approved(&self) {
        let mut reviews = self.mika.reviews().await;
        reviews.sort_by_key(|review| review.id.clone());
        for (number, review) in reviews.into_iter().enumerate() {
            review.answer(&Answered::approving(letter(number))).await;
        }
    }

    /// The events that were set off are caught; nothing is delivered until [`Self::let_through`].
    pub(crate) fn catch_events(&self) {
        self.world.studio.lambda().deliveries().hold();
    }

    /// What was caught so far; whoever takes it delivers it, or it is lost.
    pub(crate) fn caught(&self) -> Vec<AsyncEvent> {
        self.world.studio.lambda().deliveries().take()
    }

    /// New events are delivered again.
    pub(crate) fn let_through(&self) {
        self.world.studio.lambda().release();
    }

    /// Delivers an event once more, with its retries.
    pub(crate) async fn deliver(&self, delivery: &AsyncEvent) {
        self.world.studio.lambda().deliver([delivery.clone()]).await;
    }

    /// Every uploaded track was given to one listener, who was told once.
    pub(crate) fn assert_assigned_once(&self) {
        let versions = self.world.items_of("version");
        for version in &versions {
            let slots = version["version"]["M"]["slots"]["L"].as_array().unwrap();
            assert_eq!(slots.len(), 1, "{version:#}");
        }
        assert_eq!(self.world.items_of("review").len(), versions.len());
        assert_eq!(count_notices(&self.world, "review_offered"), versions.len());
    }

    /// Nothing was given up, neither an event nor a batch of the stream, and nothing was denied.
    pub(crate) async fn assert_healthy(&self) {
        let studio = &self.world.studio;
        assert_eq!(studio.lambda().dead_letters(), Vec::<Value>::new());
        assert_eq!(self.world.denied(), Vec::<String>::new());
        let mut buckets = studio.template().buckets.iter().map(|bucket| bucket.name.as_str());
        let bucket = buckets.find(|name| name.contains("-failures-")).unwrap();
        let promotion = studio.sdk_connector().runtime_for("PromotionFunction").unwrap();
        let list = promotion.s3.list_objects_v2().bucket(bucket).send().await.unwrap();
        assert_eq!(list.contents(), [], "a batch of the stream was given up");
    }
}
