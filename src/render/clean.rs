//! Words of people inside ours: they stay on their line, keep their direction and format nothing.

use std::borrow::Cow;

use crate::domain::Channel;

/// Begins a stretch that finds its own direction.
pub(super) const FSI: char = '\u{2068}';
/// Ends it.
pub(super) const PDI: char = '\u{2069}';
/// A letter nobody sees that makes its line run from right to left.
pub(super) const RLM: char = '\u{200f}';

/// `text` on one line, without invisible characters that command, and on `WhatsApp` without its formatting marks: their
/// look-alikes stand for them, so that the name reads the same.
pub(super) fn one_line(text: &str, channel: Channel) -> Cow<'_, str> {
    let plain = channel != Channel::WhatsApp;
    let fine = |c: char| !c.is_control() && (c == ' ' || !c.is_whitespace()) && !is_direction(c);
    if text.chars().all(|c| fine(c) && (plain || look_alike(c) == c)) && !text.contains("  ") && text.trim() == text {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let start = line.len();
        let letters = word.chars().filter(|c| !is_direction(*c));
        line.extend(letters.map(|c| if plain { c } else { look_alike(c) }));
        if line.len() > start && start > 0 {
            line.insert(start, ' ');
        }
    }
    Cow::Owned(line)
}

/// `text` line by line: each as [`one_line`] leaves it, and never two empty ones in a row.
pub(super) fn lines(text: &str, channel: Channel) -> String {
    let mut whole = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.lines() {
        let line = one_line(line, channel);
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty > 1 {
            continue;
        }
        if !whole.is_empty() {
            whole.push('\n');
        }
        whole.push_str(&line);
    }
    whole.truncate(whole.trim_end().len());
    whole
}

/// Direction marks of others, the ones this module sets, and the mark that begins a file.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn look_alike(c: char) -> char {
    match c {
        '*' => '∗',
        '_' => 'ˍ',
        '~' => '∼',
        '`' => 'ˋ',
        other => other,
    }
}

/// `text` for the middle of an Arabic sentence: isolated, unless it is Arabic throughout.
pub(super) fn isolate(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.chars().all(|c| is_arabic(c) || c == ' ') { text } else { Cow::Owned(format!("{FSI}{text}{PDI}")) }
}

/// Makes every line of an Arabic text run from right to left, also one that begins with a Latin name.
pub(super) fn right_to_left(text: &str) -> String {
    let mut whole = String::with_capacity(text.len() + 16);
    for line in text.split_inclusive('\n') {
        if leans_left(line) {
            whole.push(RLM);
        }
        whole.push_str(line);
    }
    whole
}

/// Whether a reader that looks for the first letter outside isolates would not find an Arabic one.
fn leans_left(line: &str) -> bool {
    let mut depth = 0_u32;
    for c in line.chars() {
        match c {
            FSI => depth += 1,
            PDI => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphabetic() => return !is_arabic(c),
            _ => {}
        }
    }
    !line.trim().is_empty()
}

fn is_arabic(c: char) -> bool {
    c.is_alphabetic()
        && matches!(c, '\u{0600}'..='\u{06ff}' | '\u{0750}'..='\u{077f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
        || matches!(c, '\u{064b}'..='\u{0652}' | '\u{0670}' | '،')
}

/// One full stop after a name that ends in one: `Awa K.` at the end of a sentence.
pub(super) fn single_stops(text: &str) -> Cow<'_, str> {
    if !text.contains("..") && !text.contains(".\u{2069}.") {
        return text.into();
    }
    let mut kept: Vec<char> = Vec::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        let ends_here = character == '.' && rest.peek() != Some(&'.') && after_initial(&kept);
        if !ends_here {
            kept.push(character);
        }
    }
    kept.into_iter().collect::<String>().into()
}

/// Whether this ends in a capital letter with its stop, be it set apart or not.
fn after_initial(text: &[char]) -> bool {
    let text = text.strip_suffix(&[PDI]).unwrap_or(text);
    matches!(text, [.., letter, '.'] if letter.is_uppercase())
}

/// Words inside HTML.
pub(super) fn html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_ends_a_sentence_with_one_stop() {
        assert_eq!(single_stops("pour Awa K.. Merci"), "pour Awa K. Merci");
        assert_eq!(single_stops("\u{2068}Awa K.\u{2069}."), "\u{2068}Awa K.\u{2069}");
        for kept in ["bon.. alors", "Awa K... alors", "Awa K. et Jean", "1.5."] {
            assert_eq!(single_stops(kept), kept);
        }
    }

    #[test]
    fn a_name_stays_on_its_line_and_commands_nothing() {
        assert_eq!(one_line("KOUASSI Awa", Channel::WhatsApp), "KOUASSI Awa");
        assert_eq!(one_line(" Awa\n\t 20/20 ", Channel::Telegram), "Awa 20/20");
        assert_eq!(one_line("\u{202e}awA\u{2066} \u{0}Kouassi", Channel::Telegram), "awA Kouassi");
        assert_eq!(one_line("*Awa* _K_", Channel::Telegram), "*Awa* _K_");
        assert_eq!(one_line("*Awa* _K_ ~x~ `y`", Channel::WhatsApp), "∗Awa∗ ˍKˍ ∼x∼ ˋyˋ");
    }

    #[test]
    fn a_letter_keeps_its_lines() {
        assert_eq!(
            lines("Chers parents,\r\n\n\n\n*Merci*  bien \n\n", Channel::WhatsApp),
            "Chers parents,\n\n∗Merci∗ bien"
        );
    }

    #[test]
    fn only_what_could_disturb_is_isolated() {
        assert_eq!(isolate("محمد العمراني".into()), "محمد العمراني");
        assert_eq!(isolate("Awa".into()), "\u{2068}Awa\u{2069}");
        assert_eq!(isolate("الفرض 1".into()), "\u{2068}الفرض 1\u{2069}");
    }

    #[test]
    fn arabic_lines_run_from_right_to_left() {
        let text = "✅ تم\n\n• \u{2068}Awa\u{2069}: 14\n1. نعم\nAwa: غياب";
        let wanted = "✅ تم\n\n\u{200f}• \u{2068}Awa\u{2069}: 14\n1. نعم\n\u{200f}Awa: غياب";
        assert_eq!(right_to_left(text), wanted);
    }
}
