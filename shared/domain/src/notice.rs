//! A notice to a member, written in the transaction that causes it.

use crate::id::MemberId;
use crate::text::Words;
use crate::words::words;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

words! {
    /// What a notice is about.
    pub enum NoticeKind {
        /// A client invites a composer.
        Invitation => "invitation",
        /// A co-producer is appointed to a brief.
        Appointment => "appointment",
        /// A lexicon waits for the client.
        LexiconProposed => "lexicon_proposed",
        /// The client agrees with a lexicon.
        LexiconConfirmed => "lexicon_confirmed",
        /// The client sent a lexicon back.
        LexiconReturned => "lexicon_returned",
        /// An uploaded file is in order.
        UploadAccepted => "upload_accepted",
        /// An uploaded file was not taken.
        UploadInvalid => "upload_invalid",
        /// A track waits for a reviewer's ears.
        ReviewOffered => "review_offered",
        /// A reviewer was too late.
        ReviewExpired => "review_expired",
        /// A composer has an answer.
        Feedback => "feedback",
        /// A track is on the client's shortlist.
        Shortlisted => "shortlisted",
        /// A track has won.
        Selected => "selected",
        /// A brief was awarded to somebody else's track.
        BriefAwarded => "brief_awarded",
        /// A brief was called off.
        BriefCancelled => "brief_cancelled",
        /// A higher status level.
        Promotion => "promotion",
        /// Somebody is now a co-producer.
        Coproducer => "coproducer",
        /// Something waits.
        Reminder => "reminder",
        /// Money is on its way.
        Payout => "payout",
    }
}

/// A notice, once per member, kind and subject.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Whom it is for.
    pub member: MemberId,
    /// What it is about.
    #[serde(rename = "notice")] // `kind` is the word of the table for an item's own type
    pub kind: NoticeKind,
    /// The id of the thing, with the version where it has one.
    pub subject: String,
    /// When it happened.
    pub at: Timestamp,
    /// A sentence for people.
    pub text: Words,
}
