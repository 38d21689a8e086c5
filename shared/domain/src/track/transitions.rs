//! Where a version stands, and what can happen to it.

use crate::change::{Transition, state_machine};
use crate::string_enum::string_enum;
use crate::verdict::Verdict;

string_enum! {
    /// Where a version stands.
    pub enum VersionState {
        /// An upload link was given out.
        Reserved => "reserved",
        /// The file has landed.
        Received => "received",
        /// The file is no music that we take.
        Invalid => "invalid",
        /// Nobody has been found yet.
        AwaitingReviewer => "awaiting_reviewer",
        /// A reviewer is found; answers are awaited.
        InReview => "in_review",
        /// On brief and good.
        Approved => "approved",
        /// Come again with changes.
        ChangesRequested => "changes_requested",
        /// Good, but not what was asked for.
        OffBrief => "off_brief",
        /// Not good enough.
        Rejected => "rejected",
        /// Taken back by its composer.
        Withdrawn => "withdrawn",
        /// No file landed in time.
        Expired => "expired",
    }
}

string_enum! {
    /// What can happen to a version.
    pub enum VersionEvent {
        /// The file has landed.
        Land => "land",
        /// The file turns out not to be acceptable.
        Invalidate => "invalidate",
        /// The file is analysed and good.
        Accept => "accept",
        /// A reviewer is assigned.
        Assign => "assign",
        /// Every reviewer has gone; others are sought.
        Unassign => "unassign",
        /// The verdict is approval.
        Approve => "approve",
        /// The verdict asks for changes.
        RequestChanges => "request_changes",
        /// The verdict is off brief.
        CallOffBrief => "call_off_brief",
        /// The verdict is rejection.
        Reject => "reject",
        /// The answers that the verdict rested on were voided; others are sought.
        Reopen => "reopen",
        /// Its composer takes it back.
        Withdraw => "withdraw",
        /// No file landed in time.
        Expire => "expire",
        /// Another file is announced in place of one that was not taken or never came.
        Reserve => "reserve",
    }
}

state_machine!(VersionState, VersionEvent, transition);

fn transition(state: VersionState, event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match state {
        S::Reserved => reserved(event),
        S::Received => received(event),
        S::Invalid => invalid(event),
        S::AwaitingReviewer => awaiting_reviewer(event),
        S::InReview => in_review(event),
        S::Approved => judged(event, E::Approve),
        S::ChangesRequested => judged(event, E::RequestChanges),
        S::OffBrief => judged(event, E::CallOffBrief),
        S::Rejected => judged(event, E::Reject),
        S::Withdrawn => withdrawn(event),
        S::Expired => expired(event),
    }
}

/// An upload link is out.
fn reserved(event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match event {
        E::Land => Transition::To(S::Received),
        E::Withdraw => Transition::To(S::Withdrawn),
        E::Expire => Transition::To(S::Expired),
        E::Reserve => Transition::AlreadyThere,
        E::Invalidate
        | E::Accept
        | E::Assign
        | E::Unassign
        | E::Approve
        | E::RequestChanges
        | E::CallOffBrief
        | E::Reject
        | E::Reopen => Transition::Forbidden,
    }
}

/// The file is being analysed.
fn received(event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match event {
        E::Invalidate => Transition::To(S::Invalid),
        E::Accept => Transition::To(S::AwaitingReviewer),
        E::Withdraw => Transition::To(S::Withdrawn),
        E::Land => Transition::AlreadyThere,
        E::Assign
        | E::Unassign
        | E::Approve
        | E::RequestChanges
        | E::CallOffBrief
        | E::Reject
        | E::Reopen
        | E::Expire
        | E::Reserve => Transition::Forbidden,
    }
}

/// The file was not taken.
fn invalid(event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match event {
        E::Reserve => Transition::To(S::Reserved),
        E::Land | E::Invalidate => Transition::AlreadyThere,
        E::Accept
        | E::Assign
        | E::Unassign
        | E::Approve
        | E::RequestChanges
        | E::CallOffBrief
        | E::Reject
        | E::Reopen
        | E::Withdraw
        | E::Expire => Transition::Forbidden,
    }
}

/// The file is taken in, and upload events that come late change nothing.
fn awaiting_reviewer(event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match event {
        E::Assign => Transition::To(S::InReview),
        E::Withdraw => Transition::To(S::Withdrawn),
        E::Land | E::Accept | E::Unassign | E::Reopen => Transition::AlreadyThere,
        E::Invalidate
        | E::Approve
        | E::RequestChanges
        | E::CallOffBrief
        | E::Reject
        | E::Expire
        | E::Reserve => Transition::Forbidden,
    }
}

/// A reviewer has it; upload events that come late change nothing.
fn in_review(event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match event {
        E::Unassign => Transition::To(S::AwaitingReviewer),
        E::Approve => Transition::To(S::Approved),
        E::RequestChanges => Transition::To(S::ChangesRequested),
        E::CallOffBrief => Transition::To(S::OffBrief),
        E::Reject => Transition::To(S::Rejected),
        E::Withdraw => Transition::To(S::Withdrawn),
        E::Land | E::Accept | E::Assign => Transition::AlreadyThere,
        E::Invalidate | E::Reopen | E::Expire | E::Reserve => Transition::Forbidden,
    }
}

/// It stays withdrawn.
fn withdrawn(event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    match event {
        E::Withdraw => Transition::AlreadyThere,
        E::Land
        | E::Invalidate
        | E::Accept
        | E::Assign
        | E::Unassign
        | E::Approve
        | E::RequestChanges
        | E::CallOffBrief
        | E::Reject
        | E::Reopen
        | E::Expire
        | E::Reserve => Transition::Forbidden,
    }
}

/// No file came in time.
fn expired(event: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match event {
        E::Reserve => Transition::To(S::Reserved),
        E::Expire => Transition::AlreadyThere,
        E::Land
        | E::Invalidate
        | E::Accept
        | E::Assign
        | E::Unassign
        | E::Approve
        | E::RequestChanges
        | E::CallOffBrief
        | E::Reject
        | E::Reopen
        | E::Withdraw => Transition::Forbidden,
    }
}

/// Once there is a verdict, whose event is `own`. Upload events come more than once and late: what
/// has been taken in stays as it is.
fn judged(event: VersionEvent, own: VersionEvent) -> Transition<VersionState> {
    use VersionEvent as E;
    use VersionState as S;
    match event {
        E::Reopen => Transition::To(S::AwaitingReviewer),
        E::Withdraw => Transition::To(S::Withdrawn),
        E::Land | E::Accept => Transition::AlreadyThere,
        E::Approve | E::RequestChanges | E::CallOffBrief | E::Reject if event == own => {
            Transition::AlreadyThere
        }
        E::Approve
        | E::RequestChanges
        | E::CallOffBrief
        | E::Reject
        | E::Invalidate
        | E::Assign
        | E::Unassign
        | E::Expire
        | E::Reserve => Transition::Forbidden,
    }
}

impl VersionState {
    /// Whether the studio owes this version an answer or has given it.
    pub const fn is_valid(self) -> bool {
        match self {
            Self::Invalid | Self::Expired | Self::Withdrawn => false,
            Self::Reserved
            | Self::Received
            | Self::AwaitingReviewer
            | Self::InReview
            | Self::Approved
            | Self::ChangesRequested
            | Self::OffBrief
            | Self::Rejected => true,
        }
    }

    /// Whether the file was taken in: it can be heard, and claims its bytes.
    pub const fn is_taken_in(self) -> bool {
        match self {
            Self::AwaitingReviewer
            | Self::InReview
            | Self::Approved
            | Self::ChangesRequested
            | Self::OffBrief
            | Self::Rejected => true,
            Self::Reserved | Self::Received | Self::Invalid | Self::Withdrawn | Self::Expired => {
                false
            }
        }
    }

    /// Whether a new version may follow.
    pub const fn allows_new_version(self) -> bool {
        matches!(self, Self::ChangesRequested | Self::OffBrief)
    }
}

impl From<Verdict> for VersionEvent {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Reject => Self::Reject,
            Verdict::OffBrief => Self::CallOffBrief,
            Verdict::ChangesRequested => Self::RequestChanges,
            Verdict::Approve => Self::Approve,
        }
    }
}
