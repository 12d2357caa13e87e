//! A report card's values become its words.

use carnet_typeset::{Columns, Fact, ReportCard as Page, SubjectRow};
use jiff::civil::Date;
use url::Url;

use super::{language, rules};
use crate::domain::grading::Wording;
use crate::domain::{CardCode, Maximum, Points};
use crate::phrase::{CardRank, CardSubject, ReportCard, YearTerm};
use crate::render::text::{decision, duration};
use crate::render::voice::Voice;

/// The page of a card.
pub(super) fn written(v: &Voice<'_>, card: &ReportCard, seal: Option<String>, site: &Url) -> Page {
    let code = card.code.as_deref().and_then(CardCode::parse);
    let link = code.as_ref().and_then(|code| site.join(&format!("v/{}", code.canonical())).ok());
    let fact = |id: &'static str, value: String| Fact { label: v.plain(id), value };
    let wording = card.wording();
    Page {
        title: v
            .with("card-title")
            .text("term", card.term.as_str())
            .text("class", card.class.as_str())
            .text("student", v.student(&card.student))
            .say(),
        language: language(v.locale()),
        issued: super::day(card.issued),
        keyword: seal,
        school: card.school.clone(),
        heading: v.with("card-heading").text("term", card.term.as_str()).text("year", card.year.as_str()).say(),
        notice: code.is_none().then(|| v.plain("card-provisional")),
        student: v.student(&card.student).to_owned(),
        facts: facts(v, card),
        columns: columns(v, card),
        subjects: card.subjects.iter().map(|subject| row(v, &wording, subject)).collect(),
        totals: SubjectRow {
            subject: v.plain("card-totals"),
            coefficient: v.points(card.coefficients),
            points: v.hundredths(card.points),
            ..SubjectRow::default()
        },
        results: results(v, &wording, card),
        class: class(v, card),
        attendance: attendance(v, card),
        year: year(v, card),
        remarks: vec![fact("card-council", council(card))],
        signatures: ["card-head-teacher", "card-head", "card-parent"].map(|id| v.plain(id)).to_vec(),
        rules: rules::line(v, card),
        version: match code {
            Some(_) => {
                let version = v.with("card-version").text("version", card.version.to_string());
                version.text("date", day(card.issued)).say()
            }
            None => v.with("card-no-version").text("date", day(card.issued)).say(),
        },
        sheet: v.plain("card-sheet"),
        check: code.as_ref().map_or_else(String::new, |code| check(v, code, site)),
        link: link.map(|link| fact("card-check-link", link.to_string())),
    }
}

fn facts(v: &Voice<'_>, card: &ReportCard) -> Vec<Fact> {
    let fact = |id: &'static str, value: String| Fact { label: v.plain(id), value };
    let mut facts = vec![fact("card-class", card.class.clone()), fact("card-number", card.student_code.clone())];
    facts.extend(card.birth_date.map(|date| fact("card-born", day(date))));
    if card.repeater {
        facts.push(fact("card-repeater", v.plain("card-repeater-yes")));
    }
    facts.push(fact("card-classed", format!("{}/{}", card.figures.count, card.students)));
    facts
}

/// Hours away, with and without a reason; nothing where the school does not keep them.
fn attendance(v: &Voice<'_>, card: &ReportCard) -> Vec<Fact> {
    let fact = |id: &'static str, value: String| Fact { label: v.plain(id), value };
    let Some(sum) = card.attendance else { return Vec::new() };
    vec![
        fact("card-unjustified", duration(sum.unjustified_minutes)),
        fact("card-justified", duration(sum.justified_minutes)),
        fact("card-lates", sum.lates.to_string()),
    ]
}

/// The averages of the terms, and how the year ends.
fn year(v: &Voice<'_>, card: &ReportCard) -> Vec<Fact> {
    let Some(year) = &card.year_result else { return Vec::new() };
    let fact = |id: &'static str, value: String| Fact { label: v.plain(id), value };
    let out_of = |average: Points, scale: Maximum| {
        let own = v.hundredths(average);
        if scale == year.scale { own } else { format!("{own}/{}", v.points(scale.points())) }
    };
    let term = |term: &YearTerm| Fact {
        label: term.code.clone(),
        value: term.average.map_or_else(|| v.plain("card-not-classed"), |average| out_of(average, term.scale)),
    };
    let mut facts: Vec<Fact> = year.terms.iter().map(term).collect();
    let average = year.average.map_or_else(
        || v.plain("card-not-classed"),
        |average| format!("{}/{}", v.hundredths(average), v.points(year.scale.points())),
    );
    facts.push(fact("card-year-average", average));
    facts.extend(year.rank.map(|rank| fact("card-year-place", place_of(v, rank, year.ranked))));
    facts.extend(year.decision.map(|decided| fact("card-year-decision", decision(v, decided))));
    facts
}

/// What the council says; without it a space to write in.
fn council(card: &ReportCard) -> String {
    card.year_result.as_ref().and_then(|year| year.words.clone()).unwrap_or_default()
}

fn columns(v: &Voice<'_>, card: &ReportCard) -> Columns {
    Columns {
        subject: v.plain("card-subject"),
        average: v.with("card-average").text("scale", v.points(card.scale.points())).say(),
        coefficient: v.plain("card-coefficient"),
        points: v.plain("card-points"),
        rank: card.ranks.then(|| v.plain("card-rank")),
        lowest: v.plain("card-lowest"),
        mean: v.plain("card-mean"),
        highest: v.plain("card-highest"),
        appreciation: v.plain("card-appreciation"),
    }
}

fn row(v: &Voice<'_>, wording: &Wording, subject: &CardSubject) -> SubjectRow {
    let spread = subject.figures.spread.as_ref();
    let figure = |points: Option<Points>| points.map_or_else(String::new, |points| v.hundredths(points));
    SubjectRow {
        subject: v.subject(&subject.subject).to_owned(),
        teacher: subject.teacher.clone(),
        average: subject.average.map_or_else(|| "–".to_owned(), |average| v.hundredths(average)),
        coefficient: match subject.average {
            Some(_) => v.points(subject.coefficient),
            // It is in no sum: whoever adds the column up leaves it out, too.
            None => format!("({})", v.points(subject.coefficient)),
        },
        points: figure(subject.points),
        rank: subject.rank.map_or_else(String::new, |rank| place(v, rank, "card-rank-tied")),
        lowest: figure(spread.map(|spread| spread.lowest)),
        mean: figure(spread.map(|spread| spread.mean)),
        highest: figure(spread.map(|spread| spread.highest)),
        appreciation: subject.band.as_ref().map_or_else(String::new, |band| wording.said(band, v.locale()).to_owned()),
    }
}

fn results(v: &Voice<'_>, wording: &Wording, card: &ReportCard) -> Vec<Fact> {
    let fact = |id: &'static str, value: String| Fact { label: v.plain(id), value };
    let general = card.general.map_or_else(
        || v.plain("card-not-classed"),
        |general| format!("{}/{}", v.hundredths(general), v.points(card.scale.points())),
    );
    let mut results = vec![fact("card-general", general)];
    if let Some(rank) = card.rank {
        results.push(fact("card-place", place_of(v, rank, card.figures.count)));
    }
    let word = |word: &String| wording.said(word, v.locale()).to_owned();
    results.extend(card.band.as_ref().map(|band| fact("card-band", word(band))));
    let distinction = if card.is_warning { "card-warning" } else { "card-distinction" };
    results.extend(card.distinction.as_ref().map(|one| fact(distinction, word(one))));
    results
}

/// Nothing of a small class: it would tell whose averages these are.
fn class(v: &Voice<'_>, card: &ReportCard) -> Vec<Fact> {
    let figures = &card.figures;
    let fact = |label: String, value: String| Fact { label, value };
    let Some(spread) = &figures.spread else {
        return vec![fact(v.plain("card-class-figures"), v.plain("card-class-few"))];
    };
    vec![
        fact(v.plain("card-class-mean"), v.hundredths(spread.mean)),
        fact(v.plain("card-class-lowest"), v.hundredths(spread.lowest)),
        fact(v.plain("card-class-highest"), v.hundredths(spread.highest)),
        fact(v.plain("card-class-median"), v.hundredths(spread.median)),
        fact(
            v.with("card-class-passed").text("half", v.points(figures.half)).say(),
            format!("{} %", v.hundredths(spread.pass_rate)),
        ),
        // A later correction of somebody else's marks moves them, and is no new version of this card.
        fact(v.plain("card-class-as-of"), figures_of(card)),
    ]
}

/// `3/28`
fn place_of(v: &Voice<'_>, rank: CardRank, of: u32) -> String {
    let of = format!("{}/{of}", rank.place);
    if rank.is_tied { v.with("card-place-tied").text("place", of).say() } else { of }
}

fn place(v: &Voice<'_>, rank: CardRank, tied: &'static str) -> String {
    let place = rank.place.to_string();
    if rank.is_tied { v.with(tied).text("place", place).say() } else { place }
}

fn check(v: &Voice<'_>, code: &CardCode, site: &Url) -> String {
    let site = site.join("v").map_or_else(|_| String::new(), |site| site.to_string());
    let site = site.trim_start_matches("https://").to_owned();
    v.with("card-check").text("code", code.to_string()).text("site", site).say()
}

/// `18/12/2026 14:32`
fn figures_of(card: &ReportCard) -> String {
    let day = day(card.figures_of.unwrap_or(card.issued));
    card.figures_at.map_or_else(|| day.clone(), |at| format!("{day} {}", at.strftime("%H:%M")))
}

fn day(date: Date) -> String {
    date.strftime("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Channel, Locale};
    use crate::render::Renderer;

    fn page(card: &ReportCard) -> Page {
        let renderer = Renderer::load(None).unwrap();
        let voice = Voice::new(renderer.words(Locale::Fr), Channel::Email);
        written(&voice, card, None, &"https://carnet.example.org".parse().unwrap())
    }

    #[test]
    fn what_is_in_no_sum_stands_in_brackets_and_the_class_has_its_day() {
        let mut card: ReportCard = serde_json::from_str(super::super::SAMPLE).unwrap();
        card.subjects[0].average = None;
        let rows = page(&card).subjects;
        assert_eq!((rows[0].coefficient.as_str(), rows[1].coefficient.starts_with('(')), ("(1)", false));
        let as_of = |card: &ReportCard| page(card).class.pop().unwrap();
        assert_eq!(as_of(&card).label, "Chiffres de la classe au");
        assert_eq!(as_of(&card).value, day(card.issued));
        card.figures_of = Some(jiff::civil::date(2026, 10, 2));
        assert_eq!(as_of(&card).value, "02/10/2026");
    }

    #[test]
    fn the_rules_say_which_subjects_are_averaged_otherwise() {
        let mut card: ReportCard = serde_json::from_str(super::super::SAMPLE).unwrap();
        card.rules = r#"{"formula": "components", "components": [["DEV", "1"], ["COMPO", "2"]]}"#.to_owned();
        let (kinds, coefficients) = ("poids : DEV 1, COMPO 2", "notes pondérées par leur coefficient");
        let rules = page(&card).rules;
        assert!(rules.contains(kinds) && !rules.contains(coefficients), "{rules}");
        card.without_components = vec![card.subjects[0].subject.clone()];
        let rules = page(&card).rules;
        let named = format!("({} : {coefficients})", card.subjects[0].subject.fr);
        assert!(rules.contains(kinds) && rules.contains(&named), "{rules}");
        card.without_components = card.averaged().cloned().collect();
        let rules = page(&card).rules;
        assert!(!rules.contains(kinds) && rules.contains(coefficients), "{rules}");
    }
}
