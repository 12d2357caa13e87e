//! Groups of parents: what administrators read about them, and the little that is said in them.

use crate::phrase::{Announcement, GroupPhrase};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &GroupPhrase) -> String {
    let of_class = |id, class| v.with(id).name("class", class).say();
    match phrase {
        GroupPhrase::Code { class, code, bot, until } => {
            let until = v.moment(*until);
            let said = v.with("group-code").name("class", class).text("code", code.as_str()).text("until", until).say();
            let link = bot.as_ref().map(|bot| {
                let link = format!("https://t.me/{bot}?startgroup={code}");
                v.with("group-code-link").text("link", link).say()
            });
            [Some(said), link].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
        }
        GroupPhrase::Linked { class, title } => {
            titled(v, ["group-linked", "group-linked-titled"], class, title.as_deref())
        }
        GroupPhrase::Asks { class, title } => titled(v, ["group-asks", "group-asks-titled"], class, title.as_deref()),
        GroupPhrase::Removed { class, title } => {
            titled(v, ["group-removed", "group-removed-titled"], class, title.as_deref())
        }
        GroupPhrase::Refused { class } => of_class("group-refused", class),
        GroupPhrase::Unlinked { class } => of_class("group-unlinked", class),
        GroupPhrase::NoGroup { class } => of_class("group-none", class),
        GroupPhrase::How { class: Some(class) } => of_class("group-how", class),
        GroupPhrase::How { class: None } => v.plain("group-how-class"),
        GroupPhrase::Welcome { class } => of_class("group-welcome", class),
        GroupPhrase::Waits => v.plain("group-waits"),
        GroupPhrase::Goodbye { class } => of_class("group-goodbye", class),
        GroupPhrase::CodeRefused => v.plain("group-code-refused"),
        GroupPhrase::InPrivate { bot: Some(bot) } => {
            v.with("group-in-private-link").text("link", format!("https://t.me/{bot}")).say()
        }
        GroupPhrase::InPrivate { bot: None } => v.plain("group-in-private"),
        GroupPhrase::Post { announcement } => post(v, announcement),
    }
}

fn titled<'v>(v: &'v Voice<'v>, [plain, titled]: [&'static str; 2], class: &'v str, title: Option<&'v str>) -> String {
    match title {
        Some(title) => v.with(titled).name("class", class).name("title", title).say(),
        None => v.with(plain).name("class", class).say(),
    }
}

/// Nobody knows which languages a group reads: all there are words in, one below the other.
fn post(v: &Voice<'_>, announcement: &Announcement) -> String {
    let words = &announcement.words;
    let mut parts = vec![v.with("announcement").name("school", &announcement.school).say(), v.letter(&words.original)];
    let others = words.by_language.values().filter(|other| **other != words.original);
    parts.extend(others.map(|other| v.letter(other)));
    parts.push(v.with("announcement-by").name("by", &announcement.by).say());
    parts.join("\n\n")
}
