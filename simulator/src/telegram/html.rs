//! Checks Telegram's HTML and takes the markup out. The messages are the real server's, because
//! callers tell a mistake of theirs from an outage by them.

use super::errors::Refusal;

const TAGS: &[&str] = &[
    "b",
    "strong",
    "i",
    "em",
    "u",
    "ins",
    "s",
    "strike",
    "del",
    "span",
    "tg-spoiler",
    "tg-emoji",
    "a",
    "code",
    "pre",
    "blockquote",
];

/// The text without its markup.
pub(super) fn plain(html: &str) -> Result<String, Refusal> {
    let mut text = String::with_capacity(html.len());
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        text.push_str(before);
        let offset = html.len() - from.len();
        rest = if from.starts_with('<') { tag(from, offset, &mut open)? } else { entity(from, &mut text) };
    }
    text.push_str(rest);
    match open.pop() {
        None => Ok(text),
        Some(name) => Err(broken(&format!("Can't find end tag corresponding to start tag \"{name}\""))),
    }
}

/// Reads one tag; returns what follows it.
fn tag<'a>(from: &'a str, offset: usize, open: &mut Vec<String>) -> Result<&'a str, Refusal> {
    let Some((inside, rest)) = from.strip_prefix('<').and_then(|tag| tag.split_once('>')) else {
        return Err(broken(&format!("Unclosed start tag at byte offset {offset}")));
    };
    if let Some(name) = inside.strip_prefix('/') {
        let name = name.trim().to_ascii_lowercase();
        return match open.pop() {
            None => Err(broken(&format!("Unexpected end tag at byte offset {offset}"))),
            Some(expected) if expected == name || name.is_empty() => Ok(rest),
            Some(expected) => Err(broken(&format!(
                "Unmatched end tag at byte offset {offset}, expected \"</{expected}>\", found \"</{name}>\""
            ))),
        };
    }
    let name = inside.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    if !TAGS.contains(&name.as_str()) {
        return Err(broken(&format!("Unsupported start tag \"{name}\" at byte offset {offset}")));
    }
    if name == "span" && !inside.contains("tg-spoiler") {
        return Err(broken(&format!("Tag \"span\" must have class \"tg-spoiler\" at byte offset {offset}")));
    }
    open.push(name);
    Ok(rest)
}

/// Reads one entity; an unknown one is text.
fn entity<'a>(from: &'a str, text: &mut String) -> &'a str {
    let known = [("&lt;", '<'), ("&gt;", '>'), ("&amp;", '&'), ("&quot;", '"')];
    for (name, c) in known {
        if let Some(rest) = from.strip_prefix(name) {
            text.push(c);
            return rest;
        }
    }
    if let Some((c, rest)) = numbered(from) {
        text.push(c);
        return rest;
    }
    text.push('&');
    from.strip_prefix('&').unwrap_or_default()
}

fn numbered(from: &str) -> Option<(char, &str)> {
    let (number, rest) = from.strip_prefix("&#")?.split_once(';')?;
    let code = match number.strip_prefix('x') {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    Some((char::from_u32(code)?, rest))
}

fn broken(how: &str) -> Refusal {
    Refusal::bad(&format!("can't parse entities: {how}"))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn markup_is_taken_out() {
        let html = "<b>Élève</b> &amp; <a href=\"https://x.y/?a=1\">note</a> 5 &lt; 6 &#233; & rest";
        assert_eq!(plain(html).unwrap(), "Élève & note 5 < 6 é & rest");
    }

    #[test]
    fn broken_markup_is_refused() {
        for html in ["<b>x", "<b>x</i>", "x</b>", "<table>", "5 < 6", "<span>x</span>", "a <"] {
            assert!(plain(html).is_err(), "{html}");
        }
    }
}
