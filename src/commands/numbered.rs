//! A number alone, where there are no buttons: it picks one of the choices of the last message that numbered any, be it an
//! answer of ours, an announcement or somebody's line.
//!
//! Invariant: while we wait for the answer to a question that was asked lately, a number is for that question, whatever came
//! in between.

use std::time::Duration;

use super::CommandError;
use super::press::Press;
use super::turn::{Turn, is_current};
use crate::domain::fold;

/// In the middle of a dialogue nobody answers what comes in between first.
const LATELY: Duration = Duration::from_mins(10);

/// What somebody who writes a number would have pressed.
pub(super) async fn pressed(turn: &mut Turn<'_>, text: &str) -> Result<Option<Press>, CommandError> {
    if turn.carriers.carries_files(turn.account) {
        return Ok(None);
    }
    let Some(at) = number(text).and_then(|number| number.checked_sub(1)) else { return Ok(None) };
    let Some(numbered) = turn.tx.numbered(turn.cause.school.id, turn.contact).await? else { return Ok(None) };
    let Some(press) = numbered.choices.get(at).and_then(|choice| Press::parse(&choice.payload)) else {
        return Ok(None);
    };
    let now = turn.cause.now;
    let is_of_question = match press {
        Press::Yes(id) | Press::No(id) | Press::Option(id, _) => is_current(&turn.memory, id, now),
        _ => false,
    };
    let asked_lately = turn.memory.question(now).is_some_and(|question| now.since(question.asked_at) < LATELY);
    Ok((is_of_question || numbered.is_answer || !asked_lately).then_some(press))
}

/// Nothing but a short number.
pub(super) fn is_number(text: &str) -> bool {
    let text = text.trim();
    (1..=2).contains(&text.chars().count()) && text.chars().all(char::is_numeric)
}

/// `1`, `1.`, `٢`.
fn number(text: &str) -> Option<usize> {
    let digits = fold(text);
    (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_alone() {
        let of = |text: &str| number(text);
        assert_eq!([of("1"), of(" 2. "), of("٣"), of("(4)"), of("12")], [Some(1), Some(2), Some(3), Some(4), Some(12)]);
        for text in ["", "1 2", "12,5", "un", "123", "-", "1/2", "4eA"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
