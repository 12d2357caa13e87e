//! Who answered what, by name.

use crate::domain::BroadcastAsk;
use crate::phrase::{AnswerGroup, NamedReader};
use crate::render::voice::Voice;

pub(super) fn page(
    v: &Voice<'_>,
    (start, ask): (&str, BroadcastAsk),
    counts: &[(AnswerGroup, u32)],
    people: &[(AnswerGroup, NamedReader)],
    (page, pages): (u32, u32),
) -> String {
    let head = if pages > 1 { "names-head-paged" } else { "names-head" };
    let mut lines = vec![v.with(head).name("start", start).count("page", page).count("pages", pages).say()];
    if counts.is_empty() {
        lines.push(v.plain("names-nobody"));
    }
    let mut last = None;
    for (group, reader) in people {
        if last != Some(*group) {
            let count = counts.iter().find(|(of, _)| of == group).map_or(0, |(_, count)| *count);
            lines.push(v.with(heading(*group, ask)).count("count", count).say());
            last = Some(*group);
        }
        lines.push(line(v, reader));
    }
    lines.join("\n")
}

fn heading(group: AnswerGroup, ask: BroadcastAsk) -> &'static str {
    match (group, ask) {
        (AnswerGroup::Coming, _) => "names-coming",
        (AnswerGroup::NotComing, _) => "names-not-coming",
        (AnswerGroup::Read, _) => "names-read",
        (AnswerGroup::Silent, BroadcastAsk::Coming) => "names-silent",
        (AnswerGroup::Silent, BroadcastAsk::Reading | BroadcastAsk::Nothing) => "names-unread",
        (AnswerGroup::NotReached, _) => "names-not-reached",
    }
}

fn line(v: &Voice<'_>, reader: &NamedReader) -> String {
    let children: Vec<String> = reader
        .children
        .iter()
        .map(|(child, class)| v.with("names-child").student("student", child).name("class", class).say())
        .collect();
    let children = children.join(", ");
    match &reader.guardian {
        Some(guardian) => v.with("names-line-guardian").text("children", children).name("guardian", guardian).say(),
        None => v.with("names-line").text("children", children).say(),
    }
}
