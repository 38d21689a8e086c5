//! Stories over HTTP, one a file: what people do, and what the studio makes of it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on stops and says why"
)]

mod amended_brief;
mod automatic_invitations;
mod board;
mod brief_ends_while_listening;
mod calibrated_ranking;
mod cancelled_brief;
mod client_picks_what_the_coproducer_rejected;
mod coproducer_application;
mod credits;
mod declined_expired_delivered;
mod delivered_brief;
mod delivery_spec;
mod directory;
mod dispute_upheld;
mod dry_runs;
mod duplicate_audio;
mod embargo;
mod erasure;
mod feedback_both_ways;
mod fifty_uploads;
mod leaving_coproducer;
mod lexicon_versions;
mod licence_and_shares;
mod likeness;
mod master;
mod newcomer_to_lead;
mod open_entries;
mod probation;
mod questions;
mod reference_media;
mod reminders;
mod resting_level;
mod self_score_gap;
mod sent_back_twice_then_approved;
mod silent_client;
mod suspension_and_appeal;
mod trial;
mod two_disagree_and_a_third_decides;
mod unanswered_tracks;
mod unused_invitation;
mod versions;
mod void_award;
mod withdrawal;
mod writers_and_consent;
