//! What a transition says: applied, applied before, or refused with the moves allowed now.

/// The outcome of an event that the state machine knows in this state.
#[must_use]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<T> {
    /// The event took effect; the value is how things stand now.
    Applied(T),
    /// The event had taken effect before; nothing is to be written.
    AlreadyApplied,
}

impl<T> Change<T> {
    /// Turns the applied value into another one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Change<U> {
        match self {
            Self::Applied(value) => Change::Applied(change(value)),
            Self::AlreadyApplied => Change::AlreadyApplied,
        }
    }

    /// The applied value, or how things stood before.
    pub fn or(self, before: T) -> T {
        match self {
            Self::Applied(value) => value,
            Self::AlreadyApplied => before,
        }
    }
}

/// An event that this state does not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{event}` is not possible in the state `{state}`; possible now: {}", listed(.allowed))]
pub struct Refused {
    /// The event that was tried.
    pub event: &'static str,
    /// The state it met.
    pub state: &'static str,
    /// The events that would change something in this state.
    pub allowed: Vec<&'static str>,
}

fn listed(allowed: &[&str]) -> String {
    if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") }
}

/// One cell of a transition table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition<S> {
    /// The event leads to this state.
    To(S),
    /// The event has happened already; a repeat changes nothing.
    AlreadyThere,
    /// The event is not allowed here.
    Forbidden,
}

/// A state machine: one exhaustive table, from which everything else follows.
pub trait StateMachine: Copy + Eq + 'static {
    type Event: Copy + 'static;
    /// Everything that can happen.
    const EVENTS: &'static [Self::Event];

    fn transition(self, event: Self::Event) -> Transition<Self>;
    /// The word of a state.
    fn state_name(self) -> &'static str;
    /// The word of an event.
    fn event_name(event: Self::Event) -> &'static str;

    /// The events that would change something now.
    fn allowed(self) -> Vec<&'static str> {
        let moves = |event: &&Self::Event| matches!(self.transition(**event), Transition::To(_));
        Self::EVENTS.iter().filter(moves).map(|event| Self::event_name(*event)).collect()
    }

    /// The refusal of an event in this state.
    fn refused(self, event: Self::Event) -> Refused {
        let (event, state) = (Self::event_name(event), self.state_name());
        Refused { event, state, allowed: self.allowed() }
    }

    /// The next state.
    ///
    /// # Errors
    /// [`Refused`] where the table does not know the event in this state.
    fn apply(self, event: Self::Event) -> Result<Change<Self>, Refused> {
        match self.transition(event) {
            Transition::To(next) => Ok(Change::Applied(next)),
            Transition::AlreadyThere => Ok(Change::AlreadyApplied),
            Transition::Forbidden => Err(self.refused(event)),
        }
    }
}

/// Implements [`StateMachine`] for two enums made by `string_enum!`, given the table function.
macro_rules! state_machine {
    ($state:ty, $event:ty, $table:path) => {
        impl $crate::change::StateMachine for $state {
            type Event = $event;
            const EVENTS: &'static [$event] = <$event>::ALL;

            fn transition(self, event: $event) -> $crate::change::Transition<Self> {
                $table(self, event)
            }
            fn state_name(self) -> &'static str {
                self.as_str()
            }
            fn event_name(event: $event) -> &'static str {
                event.as_str()
            }
        }
    };
}
pub(crate) use state_machine;

/// Walks the whole table for the tests: each cell must be in exactly one of the two lists or
/// refused.
#[cfg(test)]
pub(crate) fn assert_table<S: StateMachine + std::fmt::Debug>(
    states: &[S],
    moves: &[(S, S::Event, S)],
    repeats: &[(S, S::Event)],
) where
    S::Event: PartialEq + std::fmt::Debug,
{
    for state in states {
        for event in S::EVENTS {
            let to = moves.iter().find(|(from, by, _)| from == state && by == event);
            let again = repeats.iter().any(|(at, by)| at == state && by == event);
            let expected = match (to, again) {
                (Some((_, _, next)), false) => Transition::To(*next),
                (None, true) => Transition::AlreadyThere,
                (None, false) => Transition::Forbidden,
                (Some(_), true) => panic!("{state:?} × {event:?} is listed twice"),
            };
            assert_eq!(state.transition(*event), expected, "{state:?} × {event:?}");
            if expected == Transition::Forbidden {
                let refused = state.apply(*event).unwrap_err();
                assert_eq!(refused.allowed, state.allowed());
                assert!(!refused.allowed.contains(&refused.event));
            }
        }
    }
}
