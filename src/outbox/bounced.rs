//! What the statuses of returned letters mean (RFC 3463), when their report is final.

use crate::store::AfterFailure;

/// The answer of a mail server that a status stands for, and what it teaches: an address that does not exist is used no
/// more; what was refused or given up for another reason goes to the person's next address.
pub fn after_bounce((class, subject, detail): (u8, u16, u16)) -> (i64, AfterFailure) {
    match (class, subject, detail) {
        // Of the sender.
        (5, 1, 7 | 8) => (554, AfterFailure::GoElsewhere),
        (5, 1, _) | (5, 2, 1) => (550, AfterFailure::LeaveAddress),
        (_, 2, 2) => (552, AfterFailure::GoElsewhere),
        // Tried for days.
        (_, 4, _) | (4, ..) => (451, AfterFailure::GoElsewhere),
        _ => (554, AfterFailure::GoElsewhere),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_address_that_does_not_exist_is_given_up() {
        for gone in [(5, 1, 1), (5, 1, 2), (5, 1, 10), (5, 2, 1)] {
            assert_eq!(after_bounce(gone), (550, AfterFailure::LeaveAddress), "{gone:?}");
        }
        for other in [(5, 2, 2), (5, 7, 1), (5, 1, 8), (5, 4, 7), (4, 4, 1), (5, 0, 0)] {
            assert_eq!(after_bounce(other).1, AfterFailure::GoElsewhere, "{other:?}");
        }
    }
}
