//! The order of the calls of several workers over one table, chosen by a test call by call. Without
//! it two workers meet where they happen to; with it every meeting can be tried.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// Consecutive calls of one worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InterleavingStep {
    pub worker: usize,
    /// How many calls; then the next step begins, as it does when the worker has finished.
    pub calls: usize,
}

impl InterleavingStep {
    /// Every call that the worker still makes.
    pub const fn until_done(worker: usize) -> Self {
        Self { worker, calls: usize::MAX }
    }
}

/// A worker waits before each call until its step has come; once no step is left, no worker waits.
#[derive(Debug)]
pub struct Interleaving {
    state: Mutex<State>,
    changed: Notify,
}

#[derive(Debug)]
struct State {
    steps: VecDeque<InterleavingStep>,
    finished: Vec<usize>,
}

impl Interleaving {
    pub fn new(steps: impl IntoIterator<Item = InterleavingStep>) -> Self {
        let state = State { steps: steps.into_iter().collect(), finished: Vec::new() };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    /// Waits until `worker` may make its next call.
    pub(crate) async fn wait_for_turn(&self, worker: usize) {
        loop {
            // Registered before the look, so that no change is missed between the two.
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if self.take_call(worker) {
                return;
            }
            changed.await;
        }
    }

    /// `worker` makes no more calls.
    pub fn finish(&self, worker: usize) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.finished.push(worker);
        drop(state);
        self.changed.notify_waiters();
    }

    /// Takes one call of the worker's step. A step that is used up ends only when its worker
    /// comes again: what the last call answered has been dealt with then.
    fn take_call(&self, worker: usize) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let State { steps, finished } = &mut *state;
            let Some(step) = steps.front_mut() else { return true };
            if finished.contains(&step.worker) {
                steps.pop_front();
                self.changed.notify_waiters();
                continue;
            }
            if step.worker != worker {
                return false;
            }
            if step.calls == 0 {
                steps.pop_front();
                self.changed.notify_waiters();
                continue;
            }
            step.calls = step.calls.saturating_sub(1);
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    async fn order(steps: &[InterleavingStep], calls: [usize; 2]) -> String {
        let steps = Arc::new(Interleaving::new(steps.iter().copied()));
        let seen = Arc::new(Mutex::new(String::new()));
        let work = |worker: usize, name: char, count: usize| {
            let (steps, seen) = (Arc::clone(&steps), Arc::clone(&seen));
            async move {
                for _ in 0..count {
                    steps.wait_for_turn(worker).await;
                    seen.lock().unwrap().push(name);
                }
                steps.finish(worker);
            }
        };
        tokio::join!(work(0, 'a', calls[0]), work(1, 'b', calls[1]));
        let seen = seen.lock().unwrap();
        seen.clone()
    }

    #[tokio::test]
    async fn the_workers_call_in_the_order_of_the_turns() {
        let steps = [
            InterleavingStep { worker: 1, calls: 2 },
            InterleavingStep { worker: 0, calls: 1 },
            InterleavingStep::until_done(1),
            InterleavingStep::until_done(0),
        ];
        assert_eq!(order(&steps, [3, 4]).await, "bbabbaa");
    }

    #[tokio::test]
    async fn a_worker_that_has_ended_hands_its_turn_on() {
        let steps = [
            InterleavingStep { worker: 0, calls: 9 },
            InterleavingStep::until_done(1),
            InterleavingStep::until_done(0),
        ];
        assert_eq!(order(&steps, [1, 2]).await, "abb");
        assert_eq!(order(&[], [1, 1]).await, "ab");
    }
}
