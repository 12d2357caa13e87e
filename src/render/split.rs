//! Long texts in parts: between paragraphs, lines, sentences or words, and never inside what a reader sees as one
//! character.

use unicode_segmentation::UnicodeSegmentation;

/// Length as providers count it: in characters (Unicode scalar values).
pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}

/// `text` in parts of at most `limit` characters. Only white space at the joints is dropped.
pub(super) fn split(text: &str, limit: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim_matches(['\n', ' ']);
    while length(rest) > limit {
        let (part, after) = rest.split_at(joint(rest, limit));
        parts.push(part.trim_end_matches(['\n', ' ']).to_owned());
        rest = after.trim_start_matches(['\n', ' ']);
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

/// `text` in parts of which the last, short one can carry buttons: at most `tail` characters, the rest at most `limit`.
pub(super) fn split_with_tail(text: &str, limit: usize, tail: usize) -> (Vec<String>, String) {
    if length(text) <= tail {
        return (Vec::new(), text.to_owned());
    }
    // As much as fits: a question stands before a signature.
    for joint in ["\n\n", "\n"] {
        let halves = text.match_indices(joint).map(|(at, _)| text.split_at(at));
        let halves = halves.map(|(head, last)| (head, last.trim_start_matches('\n')));
        if let Some((head, last)) = halves.filter(|(_, last)| !last.is_empty()).find(|(_, last)| length(last) <= tail) {
            return (split(head, limit), last.to_owned());
        }
    }
    let last = split(text, tail).pop().unwrap_or_default();
    let head = text.trim_end_matches(['\n', ' ']).strip_suffix(last.as_str()).unwrap_or_default();
    (split(head, limit), last)
}

/// Where the first part of a text that is too long ends: the best joint within the limit.
fn joint(text: &str, limit: usize) -> usize {
    let end = reach(text, limit);
    let (within, _) = text.split_at(end);
    let after = |found: Option<usize>, mark: &str| found.map(|at| at + mark.len()).filter(|at| *at > 0);
    let line = within.rfind('\n').filter(|at| *at > 0);
    // Where most of the room would stay empty, a line may go on in the next part.
    let late_line = line.filter(|at| *at >= end / 3);
    let sentence = || [". ", "! ", "? ", "؟ "].iter().filter_map(|mark| after(within.rfind(mark), mark)).max();
    let word = || within.rfind(' ').filter(|at| *at > 0);
    late_line.or_else(sentence).or_else(word).or(line).unwrap_or(end)
}

/// How far `limit` characters reach without cutting a grapheme; one that is longer than the limit is cut between characters.
fn reach(text: &str, limit: usize) -> usize {
    let whole = fitting(text.grapheme_indices(true).map(|(at, grapheme)| (at + grapheme.len(), grapheme)), limit);
    if whole > 0 { whole } else { characters(text, limit) }
}

fn fitting<'t>(pieces: impl Iterator<Item = (usize, &'t str)>, limit: usize) -> usize {
    let mut used = 0;
    pieces
        .take_while(|(_, piece)| {
            used += length(piece);
            used <= limit
        })
        .last()
        .map_or(0, |(end, _)| end)
}

fn characters(text: &str, limit: usize) -> usize {
    // A limit below one character would never advance.
    text.chars().take(limit.max(1)).map(char::len_utf8).sum()
}

/// `text` within `limit` characters, its end replaced by an ellipsis when it does not fit.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let (kept, _) = text.split_at(reach(text, limit.saturating_sub(1)));
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_end_at_the_best_joint() {
        assert_eq!(split("une ligne\nune autre ligne", 20), ["une ligne", "une autre ligne"]);
        assert_eq!(split("Une phrase. Une autre.", 14), ["Une phrase.", "Une autre."]);
        assert_eq!(split("trois mots ici", 10), ["trois", "mots ici"]);
        assert_eq!(
            split("École\n\nUne première phrase. Une autre.", 34),
            ["École\n\nUne première phrase.", "Une autre."]
        );
        assert_eq!(split("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 8), ["👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"]);
    }

    #[test]
    fn the_question_stays_with_its_buttons() {
        let text = format!("{}\n\nOn publie ?", "a b ".repeat(40));
        let (parts, last) = split_with_tail(&text, 100, 60);
        assert_eq!(last, "On publie ?");
        assert!(parts.iter().all(|part| length(part) <= 100));
    }

    #[test]
    fn what_stands_below_a_question_does_not_part_it_from_its_buttons() {
        let text = format!("{}\n\nVous venez ?\n\nMme ASSI", "a b ".repeat(40));
        assert_eq!(split_with_tail(&text, 100, 60).1, "Vous venez ?\n\nMme ASSI");
    }

    #[test]
    fn a_tail_without_a_joint_keeps_the_lines_before_it() {
        let text = format!("un\ndeux\n{}", "x".repeat(70));
        let (parts, last) = split_with_tail(&text, 100, 60);
        assert_eq!((parts, last), (vec![format!("un\ndeux\n{}", "x".repeat(60))], "x".repeat(10)));
    }

    #[test]
    fn a_grapheme_longer_than_a_part_does_not_stop_us() {
        let zalgo = format!("e{}", "\u{301}".repeat(50));
        let parts = split(&zalgo, 20);
        assert_eq!(parts.concat(), zalgo);
        assert!(parts.iter().all(|part| length(part) <= 20));
        assert_eq!(shorten("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 8), "👩‍👩‍👧‍👦…");
    }
}
