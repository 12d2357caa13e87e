//! A report card, as a message can say it.

use crate::phrase::{CardSummary, ChildCard};
use crate::render::voice::Voice;

/// What is on it of the child; the paper says the rest.
pub(super) fn of_child(v: &Voice<'_>, card: &ChildCard) -> String {
    let Some(said) = &card.card else {
        let none = v.with(if card.year.is_some() { "report-none-of-year" } else { "report-none" });
        return none.student("child", &card.child).text("year", card.year.clone().unwrap_or_default()).say();
    };
    let term = card.year.iter().fold(said.term.clone(), |term, year| format!("{term} {year}"));
    let head = v.with("report-child").student("child", &card.child).name("class", &card.class);
    let head = head.name("term", &term).text("version", said.version.to_string()).say();
    let mut lines = vec![head, average(v, said)];
    if let Some(rank) = said.rank {
        let place = v.with(if rank.is_tied { "report-place-tied" } else { "report-place" });
        lines.push(place.text("place", rank.place.to_string()).text("classed", said.classed.to_string()).say());
    }
    let word = |word: &str| said.wording.said(word, v.locale()).to_owned();
    lines.extend(said.band.iter().map(|band| v.with("report-band").name("band", &word(band)).say()));
    let distinction = if said.is_warning { "report-warning" } else { "report-distinction" };
    lines.extend(said.distinction.iter().map(|one| v.with(distinction).name("distinction", &word(one)).say()));
    lines.extend(said.year_result.iter().flat_map(|year| super::year::on_card(v, year)));
    lines.push(v.with("report-code").text("code", said.code.as_str()).say());
    if said.reopened {
        lines.push(v.plain("report-reopened"));
    }
    lines.join("\n")
}

fn average(v: &Voice<'_>, said: &CardSummary) -> String {
    let Some(general) = said.general else { return v.plain("report-not-classed") };
    let written = format!("{}/{}", v.hundredths(general), v.points(said.scale.points()));
    v.with("averages-general").text("average", written).say()
}
