//! What the tests share: a studio that starts in milliseconds, people with tokens, and the steps of
//! a story as one-liners. Everything goes over HTTP, as web clients would; only counting and
//! looking into the table go past the API.
//!
//! ```no_run
//! # async fn story() {
//! use tests::{BriefPlan, World};
//! let world = World::start().await;
//! let clara = world.client("Clara");
//! let ada = world.composer("Ada");
//! let mika = world.coproducer("Mika").await;
//! let brief = BriefPlan::private().inviting(&ada).judged_by(&mika).open(&clara).await;
//! let track = brief.submit(&ada, "Lemon Tree").await;
//! let review = mika.only_review().await;
//! # }
//! ```
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "a test that cannot go on stops and says why"
)]

pub mod audio;
mod books;
mod brief;
mod career;
mod contest;
pub mod contract;
mod month_digest;
mod month_fixture;
pub mod payments;
mod people;
mod reference_media;
mod review;
mod snapshot;
mod track;
mod world;

/// Why a client chose what they chose.
pub const WHY: &str = "the melody carries the last shot";

pub use books::{
    APRIL, Books, HEADER, JANUARY, MARCH, amounts, award, csv, gzip, revenue_declared, track_named,
};
pub use brief::{BriefPlan, OpenBrief, terms};
pub use career::letter_about;
pub use contest::Contest;
pub use month_digest::{MonthDigest, without_write_times};
pub use month_fixture::{
    FIRST, MONTH, MONTHS, MonthFixture, OpenServices, REVENUE, ROYALTIES, approve, month,
    open_services, revenue_key, run_month, writer,
};
pub use people::{Person, ReplyChecks};
pub use reference_media::{reference, reference_keys, reference_lands, reference_objects};
pub use review::{Answered, Queued, disagree, letter, waiting_for};
pub use snapshot::{Snapshot, scratch_folder};
pub use track::{Submitted, declared, lands_late, upload};
pub use world::{World, WorldPlan, fault, object_created, template};
