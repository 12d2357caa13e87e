//! Whose turn it is among the classes: shares of 8:4:3:1 while all have something to send.
//!
//! Each class has a clock that advances with every message it sends, the slower the bigger its share; the one whose clock
//! is behind goes next, the more urgent one when they are level. A class that had nothing to send starts level with the
//! others, so it neither owes nor is owed anything: a reply is never behind more than one announcement.

use crate::domain::MessageClass;

/// Steps of the clock per message: 24 divided by the share.
const STRIDES: [u64; 4] = [3, 6, 8, 24];

/// The clocks of the four classes.
#[derive(Debug, Default)]
pub(super) struct Shares {
    clocks: [u64; 4],
    waiting: [bool; 4],
}

impl Shares {
    /// The class to serve next among those that have something waiting.
    pub(super) fn next(&mut self, waiting: [bool; 4]) -> Option<MessageClass> {
        let level = (0..4).filter(|&at| waiting[at] && self.waiting[at]).map(|at| self.clocks[at]).min();
        for (at, clock) in self.clocks.iter_mut().enumerate() {
            if waiting[at] && !self.waiting[at] {
                *clock = level.unwrap_or(0);
            }
        }
        self.waiting = waiting;
        let at = (0..4).filter(|&at| waiting[at]).min_by_key(|&at| self.clocks[at])?;
        Some(MessageClass::ALL[at])
    }

    /// A message of this class goes.
    pub(super) fn served(&mut self, class: MessageClass) {
        if let Some(at) = MessageClass::ALL.iter().position(|known| *known == class) {
            self.clocks[at] += STRIDES[at];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_backlogged_classes_get_their_share() {
        let mut shares = Shares::default();
        let mut served = [0; 4];
        for _ in 0..1600 {
            let class = shares.next([true; 4]).unwrap();
            shares.served(class);
            served[usize::try_from(class.rank()).unwrap()] += 1;
        }
        assert_eq!(served, [800, 400, 300, 100]);
    }

    #[test]
    fn a_reply_that_turns_up_goes_first() {
        let mut shares = Shares::default();
        for _ in 0..1000 {
            let class = shares.next([false, true, true, true]).unwrap();
            shares.served(class);
        }
        assert_eq!(shares.next([true; 4]), Some(MessageClass::Reply));
        assert_eq!(shares.next([false; 4]), None);
    }
}
