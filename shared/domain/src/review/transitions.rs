//! Where a review stands, and what can happen to it.

use crate::change::{Transition, state_machine};
use crate::string_enum::string_enum;

string_enum! {
    /// Where a review stands.
    pub enum ReviewState {
        /// Given to a reviewer whose deadline timers are all running; its own does not run yet.
        Queued => "queued",
        /// Offered to a reviewer; the deadline timer runs.
        Assigned => "assigned",
        /// The answer is in.
        Delivered => "delivered",
        /// The reviewer does not want it.
        Declined => "declined",
        /// The reviewer was too late.
        Expired => "expired",
        /// Not needed any more: the track was withdrawn, the brief cancelled, the reviewer left.
        Released => "released",
        /// Struck out after a dispute.
        Voided => "voided",
    }
}

string_enum! {
    /// What can happen to a review.
    pub enum ReviewEvent {
        /// A deadline timer is free.
        Start => "start",
        /// The answer is sent in.
        Deliver => "deliver",
        /// The reviewer says no.
        Decline => "decline",
        /// The time is over.
        Expire => "expire",
        /// It is not needed any more.
        Release => "release",
        /// A dispute is upheld.
        Void => "void",
    }
}

state_machine!(ReviewState, ReviewEvent, transition);

impl ReviewState {
    /// Whether an answer is waited for, the deadline timer running or not.
    pub const fn is_to_be_delivered(self) -> bool {
        match self {
            Self::Queued | Self::Assigned => true,
            Self::Delivered | Self::Declined | Self::Expired | Self::Released | Self::Voided => {
                false
            }
        }
    }

    /// Whether its reviewer still has to do with the track, and may listen to it.
    pub const fn may_listen(self) -> bool {
        match self {
            Self::Assigned | Self::Delivered => true,
            Self::Queued | Self::Declined | Self::Expired | Self::Released | Self::Voided => false,
        }
    }
}

fn transition(state: ReviewState, event: ReviewEvent) -> Transition<ReviewState> {
    use ReviewEvent as E;
    use ReviewState as S;
    match state {
        S::Queued => match event {
            E::Start => Transition::To(S::Assigned),
            E::Decline => Transition::To(S::Declined),
            E::Release => Transition::To(S::Released),
            E::Deliver | E::Expire | E::Void => Transition::Forbidden,
        },
        S::Assigned => match event {
            E::Deliver => Transition::To(S::Delivered),
            E::Decline => Transition::To(S::Declined),
            E::Expire => Transition::To(S::Expired),
            E::Release => Transition::To(S::Released),
            E::Start => Transition::AlreadyThere,
            E::Void => Transition::Forbidden,
        },
        S::Delivered => match event {
            E::Void => Transition::To(S::Voided),
            E::Deliver => Transition::AlreadyThere,
            E::Start | E::Decline | E::Expire | E::Release => Transition::Forbidden,
        },
        S::Declined => match event {
            E::Decline => Transition::AlreadyThere,
            E::Start | E::Deliver | E::Expire | E::Release | E::Void => Transition::Forbidden,
        },
        S::Expired => match event {
            E::Expire => Transition::AlreadyThere,
            E::Start | E::Deliver | E::Decline | E::Release | E::Void => Transition::Forbidden,
        },
        S::Released => match event {
            E::Release => Transition::AlreadyThere,
            E::Start | E::Deliver | E::Decline | E::Expire | E::Void => Transition::Forbidden,
        },
        S::Voided => match event {
            E::Void => Transition::AlreadyThere,
            E::Start | E::Deliver | E::Decline | E::Expire | E::Release => Transition::Forbidden,
        },
    }
}
