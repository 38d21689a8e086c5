//! What is due, as an operator reads it.

use domain::id::BriefId;
use schemars::JsonSchema;
use serde::Serialize;

/// What the sweep would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueAction {
    /// Look for the file of a reservation and take it in.
    TakeInUpload,
    /// The same, and end the reservation if the file is not there.
    ExpireUpload,
    /// Delete the files of a reference medium that its client took away.
    ClearReferenceMedium,
    /// End a review that is late.
    ExpireReview,
    /// Release the reviewer of a brief that has ended.
    ReleaseReview,
    /// Do what a decision left to be done.
    FinishFollowUp,
    /// Appoint others to a brief whose co-producers all may review no more.
    AppointSuccessor,
    /// Compare a version with the studio's pieces.
    ComparePiece,
    /// Give a slot to a reviewer.
    AssignReview,
    /// Start the time of a review that waited in its reviewer's queue.
    StartReview,
    /// Ask co-producers of the platform for a slot that the roster cannot answer.
    AskPlatform,
    /// Say of a slot that nobody could be found for it.
    LabelUnanswered,
    /// End the entries of a brief.
    CloseBrief,
    /// The client is reminded that entrants wait for a decision.
    RemindClient,
    /// The brief lapses, since the client stays silent.
    LapseBrief,
    /// Call off a draft that was never opened.
    AbandonDraft,
    /// Remind somebody of a deadline that is near.
    SendReminder,
    /// Give operators their time for an application of whose trial nothing is left to answer.
    HandOverApplication,
    /// Remind operators of an application.
    RemindOperators,
    /// Go on with an erasure.
    ProceedWithErasure,
    /// Derive the points of the last two days again.
    DerivePoints,
    /// Look for a revenue file and load it.
    LoadRevenue,
}

impl DueAction {
    /// Whether it happens in a brief, and is told to whoever oversees that.
    pub const fn is_in_brief(self) -> bool {
        match self {
            Self::TakeInUpload
            | Self::ExpireUpload
            | Self::ClearReferenceMedium
            | Self::ExpireReview
            | Self::ReleaseReview
            | Self::FinishFollowUp
            | Self::AppointSuccessor
            | Self::ComparePiece
            | Self::AssignReview
            | Self::StartReview
            | Self::AskPlatform
            | Self::LabelUnanswered
            | Self::CloseBrief
            | Self::RemindClient
            | Self::LapseBrief
            | Self::AbandonDraft
            | Self::SendReminder => true,
            Self::HandOverApplication
            | Self::RemindOperators
            | Self::ProceedWithErasure
            | Self::DerivePoints
            | Self::LoadRevenue => false,
        }
    }
}

/// One thing that is due.
#[derive(Debug, Clone, PartialEq, Eq, JsonSchema, Serialize)]
pub struct DueItem {
    /// What the sweep would do.
    pub action: DueAction,
    /// The id of what it happens to; of a slot `track/version/slot`.
    pub subject: String,
    /// What it is about; null where it is about no brief.
    pub brief: Option<BriefId>,
}
