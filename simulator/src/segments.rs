//! How many SMS a text is, as networks count: written from the alphabet's description, without a line shared with whoever
//! pays for them.

/// One place each.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./:;<=>?¡ÄÖÑÜ§¿äöñüà";
/// Two places each.
const ESCAPED: &str = "\u{c}^{}\\[~]|€";

pub(crate) fn segments(text: &str) -> usize {
    let septets: Option<Vec<usize>> = text.chars().map(septets).collect();
    match septets {
        Some(widths) => parts(&widths, 160, 153),
        None => parts(&text.chars().map(char::len_utf16).collect::<Vec<_>>(), 70, 67),
    }
}

fn septets(letter: char) -> Option<usize> {
    match letter {
        'A'..='Z' | 'a'..='z' | '0'..='9' => Some(1),
        _ if BASIC.contains(letter) => Some(1),
        _ if ESCAPED.contains(letter) => Some(2),
        _ => None,
    }
}

fn parts(widths: &[usize], single: usize, joined: usize) -> usize {
    if widths.iter().sum::<usize>() <= single {
        return 1;
    }
    let mut room = 0;
    widths.iter().fold(0, |count, width| {
        if *width <= room {
            room -= width;
            return count;
        }
        room = joined - width;
        count + 1
    })
}

#[cfg(test)]
mod tests {
    use super::segments;

    #[test]
    fn long_texts_are_several() {
        assert_eq!([160, 161, 306, 307].map(|length| segments(&"a".repeat(length))), [1, 2, 2, 3]);
        assert_eq!([70, 71, 134, 135].map(|length| segments(&"ن".repeat(length))), [1, 2, 2, 3]);
        assert_eq!(segments(&"€".repeat(153)), 3);
    }
}
