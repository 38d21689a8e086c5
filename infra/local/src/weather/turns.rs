//! Whose turn it is: several workers over one table, in an order that a test chooses call by call.
//! Without it two workers meet where they happen to; with it every meeting can be tried.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// A stretch of one worker's calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    /// Who.
    pub worker: usize,
    /// How many calls; then the next turn begins. A worker that has ended ends its turn as well.
    pub calls: usize,
}

impl Turn {
    /// Until the worker has ended.
    pub const fn to_the_end(worker: usize) -> Self {
        Self { worker, calls: usize::MAX }
    }
}

/// The order of the calls of several workers. A worker waits before each call until its turn has
/// come; once no turn is left, nobody waits.
#[derive(Debug)]
pub struct Turns {
    left: Mutex<Left>,
    changed: Notify,
}

#[derive(Debug)]
struct Left {
    turns: VecDeque<Turn>,
    ended: Vec<usize>,
}

impl Turns {
    /// These turns, in this order.
    pub fn new(turns: impl IntoIterator<Item = Turn>) -> Self {
        let left = Left { turns: turns.into_iter().collect(), ended: Vec::new() };
        Self { left: Mutex::new(left), changed: Notify::new() }
    }

    /// Waits until `worker` may make its next call.
    pub(super) async fn pass(&self, worker: usize) {
        loop {
            // Registered before the look, so that no change is missed between the two.
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            if self.take(worker) {
                return;
            }
            changed.await;
        }
    }

    /// Says that `worker` makes no call any more.
    pub fn end(&self, worker: usize) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        left.ended.push(worker);
        drop(left);
        self.changed.notify_waiters();
    }

    /// Takes one call of the worker's turn. A turn that is used up passes on only when its worker
    /// comes again: what the last call answered has been dealt with then.
    fn take(&self, worker: usize) -> bool {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let Left { turns, ended } = &mut *left;
            let Some(turn) = turns.front_mut() else { return true };
            if ended.contains(&turn.worker) {
                turns.pop_front();
                self.changed.notify_waiters();
                continue;
            }
            if turn.worker != worker {
                return false;
            }
            if turn.calls == 0 {
                turns.pop_front();
                self.changed.notify_waiters();
                continue;
            }
            turn.calls = turn.calls.saturating_sub(1);
            return true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    async fn order(turns: &[Turn], calls: [usize; 2]) -> String {
        let turns = Arc::new(Turns::new(turns.iter().copied()));
        let seen = Arc::new(Mutex::new(String::new()));
        let work = |worker: usize, name: char, count: usize| {
            let (turns, seen) = (Arc::clone(&turns), Arc::clone(&seen));
            async move {
                for _ in 0..count {
                    turns.pass(worker).await;
                    seen.lock().unwrap().push(name);
                }
                turns.end(worker);
            }
        };
        tokio::join!(work(0, 'a', calls[0]), work(1, 'b', calls[1]));
        let seen = seen.lock().unwrap();
        seen.clone()
    }

    #[tokio::test]
    async fn the_workers_call_in_the_order_of_the_turns() {
        let turns = [
            Turn { worker: 1, calls: 2 },
            Turn { worker: 0, calls: 1 },
            Turn::to_the_end(1),
            Turn::to_the_end(0),
        ];
        assert_eq!(order(&turns, [3, 4]).await, "bbabbaa");
    }

    #[tokio::test]
    async fn a_worker_that_has_ended_hands_its_turn_on() {
        let turns = [Turn { worker: 0, calls: 9 }, Turn::to_the_end(1), Turn::to_the_end(0)];
        assert_eq!(order(&turns, [1, 2]).await, "abb");
        assert_eq!(order(&[], [1, 1]).await, "ab");
    }
}
