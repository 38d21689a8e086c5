//! Where a brief stands, and what can happen to it.

use crate::change::{Transition, state_machine};
use crate::string_enum::string_enum;

string_enum! {
    /// Where a brief stands.
    pub enum BriefState {
        /// Only its owner sees it.
        Draft => "draft",
        /// Tracks are taken.
        Open => "open",
        /// No new tracks; the client listens.
        Judging => "judging",
        /// A winner is selected.
        Awarded => "awarded",
        /// The master has been handed over.
        Delivered => "delivered",
        /// The client stayed silent; the prize was shared.
        Lapsed => "lapsed",
        /// Called off with a reason; the prize was returned.
        Cancelled => "cancelled",
    }
}

string_enum! {
    /// What can happen to a brief.
    pub enum BriefEvent {
        /// The owner opens it.
        Open => "open",
        /// The owner or the deadline ends the entries.
        Close => "close",
        /// The owner selects the winner.
        Award => "award",
        /// The owner receives the master.
        Deliver => "deliver",
        /// The owner stayed silent for too long.
        Lapse => "lapse",
        /// The owner calls it off.
        Cancel => "cancel",
    }
}

state_machine!(BriefState, BriefEvent, transition);

fn transition(state: BriefState, event: BriefEvent) -> Transition<BriefState> {
    use BriefEvent as E;
    use BriefState as S;
    match state {
        S::Draft => match event {
            E::Open => Transition::To(S::Open),
            E::Cancel => Transition::To(S::Cancelled),
            E::Close | E::Award | E::Deliver | E::Lapse => Transition::Forbidden,
        },
        S::Open => match event {
            E::Close => Transition::To(S::Judging),
            E::Cancel => Transition::To(S::Cancelled),
            E::Open => Transition::AlreadyThere,
            E::Award | E::Deliver | E::Lapse => Transition::Forbidden,
        },
        S::Judging => match event {
            E::Award => Transition::To(S::Awarded),
            E::Lapse => Transition::To(S::Lapsed),
            E::Cancel => Transition::To(S::Cancelled),
            E::Close => Transition::AlreadyThere,
            E::Open | E::Deliver => Transition::Forbidden,
        },
        S::Awarded => match event {
            E::Deliver => Transition::To(S::Delivered),
            E::Award => Transition::AlreadyThere,
            E::Open | E::Close | E::Lapse | E::Cancel => Transition::Forbidden,
        },
        S::Delivered => match event {
            E::Deliver => Transition::AlreadyThere,
            E::Open | E::Close | E::Award | E::Lapse | E::Cancel => Transition::Forbidden,
        },
        S::Lapsed => match event {
            E::Lapse => Transition::AlreadyThere,
            E::Open | E::Close | E::Award | E::Deliver | E::Cancel => Transition::Forbidden,
        },
        S::Cancelled => match event {
            E::Cancel => Transition::AlreadyThere,
            E::Open | E::Close | E::Award | E::Deliver | E::Lapse => Transition::Forbidden,
        },
    }
}
