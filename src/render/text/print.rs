//! What is said about things that are printed.

use super::averages;
use super::closing::of_class;
use super::list::length;
use super::teacher::families_from;
use crate::domain::Locale;
use crate::phrase::{AssessmentLabel, PrintNews, ProgressAt, ProgressChart, ProgressPoint, StudentLabel};
use crate::render::voice::Voice;

pub(super) fn news(v: &Voice<'_>, news: &PrintNews) -> String {
    match news {
        PrintNews::CardFile { child, term, version, year } => {
            version_of(v, "report-card-file", child, (term, year.as_deref()), *version)
        }
        PrintNews::ReportCardRevised { child, term, version, year } => {
            version_of(v, "report-card-revised", child, (term, year.as_deref()), *version)
        }
        PrintNews::ClassFile { class, term, cards } => {
            v.with("class-file").name("class", class).name("term", term).count("cards", *cards).say()
        }
        PrintNews::Begun { class: Some((class, term)), cards, .. } => {
            v.with("printing-class").name("class", class).name("term", term).count("cards", *cards).say()
        }
        PrintNews::Begun { class: None, classes, cards } => {
            v.with("printing-school").count("classes", *classes).count("cards", *cards).say()
        }
        PrintNews::Progress { class, term, done, cards } => {
            let id = if done < cards { "printing-progress" } else { "printing-done" };
            let saying = v.with(id).name("class", class).name("term", term);
            saying.count("done", *done).count("cards", *cards).say()
        }
        PrintNews::ConfirmSchool { closed, open } => confirm_school(v, closed, open),
        PrintNews::ConfirmSending { class, term, cards, guardians, unreached } => {
            let head = v.with("sending-confirm").name("class", class).name("term", term);
            let head = head.count("cards", *cards).count("guardians", *guardians).say();
            format!("{}\n\n{}", with_unreached(v, head, *unreached), v.plain("sending-question"))
        }
        PrintNews::CardsOnTheirWay { class, term, guardians, unreached, from } => {
            let head = v.with("cards-on-their-way").name("class", class).name("term", term);
            let head = head.count("guardians", guardians.saturating_sub(*unreached)).say();
            let lines = with_unreached(v, head, *unreached);
            match from {
                Some(from) => format!("{lines}\n{}", families_from(v, *from)),
                None => lines,
            }
        }
        PrintNews::NoStudents { class } => v.with("closing-no-students").name("class", class).say(),
        PrintNews::NotClosed { class, term } => of_class(v, "cards-not-closed", class, term),
        PrintNews::NoneClosed => v.plain("cards-none-closed"),
        PrintNews::AlreadyClosed { class, term } => of_class(v, "term-already-closed", class, term),
        PrintNews::ConfirmReopening { class, term, reason } => {
            v.with("reopening-confirm").name("class", class).name("term", term).name("reason", reason).say()
        }
        PrintNews::NoSuchTerm { heard, terms } => {
            let example = terms.first().map_or("", String::as_str);
            let saying = v.with("term-unknown").name("heard", heard).name("example", example);
            saying.text("terms", v.some_names(terms)).say()
        }
        PrintNews::NoSuchYear { heard, years } => {
            v.with("year-unknown").name("heard", heard).text("years", v.names(years)).say()
        }
        PrintNews::ClassThen { year, classes } => {
            let example = classes.first().map_or("", String::as_str);
            let saying = v.with("class-then").name("year", year).name("example", example);
            saying.text("classes", v.some_names(classes)).say()
        }
        PrintNews::MissingThen { year } => v.with("missing-then").name("year", year).say(),
        PrintNews::Progression { chart } => progression(v, chart),
        PrintNews::ProgressPicture { child } => v.with("progress-picture").student("child", child).say(),
        PrintNews::HistogramPicture { class, assessment, marks } => {
            let saying = v.with("histogram-picture").name("class", class);
            saying.text("assessment", in_subject(v, assessment)).count("marks", *marks).say()
        }
        PrintNews::SummaryBegun => v.plain("summary-begun"),
        PrintNews::Summary { summary } => averages::of_school(v, summary),
        PrintNews::SummaryFile { term } => v.with("summary-file").name("term", term).say(),
        PrintNews::LettersMissing { letter, students } => {
            let saying = v.with("letters-missing").name("letter", letter).count("count", length(students));
            saying.text("students", v.some_names(&v.students(students))).say()
        }
        PrintNews::NotMade => v.plain("file-not-made"),
        PrintNews::CardNotMade { child, term } => {
            v.with("card-not-made").student("child", child).name("term", term).say()
        }
        PrintNews::TemplateFails { class, term } => of_class(v, "cards-template-fails", class, term),
    }
}

fn confirm_school(v: &Voice<'_>, closed: &[(String, String)], open: &[String]) -> String {
    let named: Vec<String> = closed.iter().map(|(class, term)| format!("{class} ({term})")).collect();
    let head = v.with("print-school").count("classes", crate::domain::count(closed.len()));
    let mut lines = vec![head.text("names", v.some_names(&named)).say()];
    if !open.is_empty() {
        lines.push(v.with("print-school-open").text("names", v.some_names(open)).say());
    }
    format!("{}\n\n{}", lines.join("\n"), v.plain("print-school-question"))
}

fn with_unreached(v: &Voice<'_>, head: String, unreached: u32) -> String {
    if unreached == 0 {
        return head;
    }
    format!("{head}\n{}", v.with("cards-unreached").count("unreached", unreached).say())
}

/// The year is said where it is not the current one.
fn version_of(
    v: &Voice<'_>,
    id: &'static str,
    child: &StudentLabel,
    (term, year): (&str, Option<&str>),
    version: u32,
) -> String {
    let term = &year.iter().fold(term.to_owned(), |term, year| format!("{term} {year}"));
    v.with(id).student("child", child).name("term", term).count("version", version).say()
}

/// The same as the picture, for whoever reads it aloud.
fn progression(v: &Voice<'_>, chart: &ProgressChart) -> String {
    let subject = chart.subject.as_ref().map(|subject| v.clean(v.subject(subject)).into_owned());
    let subject = subject.unwrap_or_else(|| v.plain("chart-general"));
    if chart.points.is_empty() {
        return v.with("progress-none").student("child", &chart.child).text("subject", subject).say();
    }
    let head = v.with("progress-head").student("child", &chart.child).text("subject", subject);
    let mut lines = vec![head.text("scale", v.points(chart.scale.points())).say()];
    lines.extend(chart.points.iter().map(|point| moment(v, point)));
    lines.extend(brought(v, chart));
    lines.join("\n")
}

/// Which terms were out of another scale, where there are any.
pub(in crate::render) fn brought(v: &Voice<'_>, chart: &ProgressChart) -> Option<String> {
    let named = chart.points.iter().filter_map(|point| {
        let (at, own) = (when(v, &point.at), point.brought_from?);
        Some(v.with("progress-brought-from").name("at", &at).text("scale", v.points(own.points())).say())
    });
    let comma = if v.locale() == Locale::Ar { "، " } else { ", " };
    let named = named.collect::<Vec<_>>().join(comma);
    let saying = v.with("progress-brought").text("scale", v.points(chart.scale.points()));
    (!named.is_empty()).then(|| saying.text("moments", named).say())
}

fn moment(v: &Voice<'_>, point: &ProgressPoint) -> String {
    let at = when(v, &point.at);
    let own = v.hundredths(point.own);
    match point.class {
        Some(class) => {
            let mean = v.hundredths(class.mean);
            let saying = v.with("progress-moment").name("at", &at).text("own", own).text("mean", mean);
            saying.text("lowest", v.hundredths(class.lowest)).text("highest", v.hundredths(class.highest)).say()
        }
        None => v.with("progress-moment-alone").name("at", &at).text("own", own).say(),
    }
}

/// `T1`, `12 oct.`
pub(in crate::render) fn when(v: &Voice<'_>, at: &ProgressAt) -> String {
    match at {
        ProgressAt::Term(code) => code.clone(),
        ProgressAt::Day(day) => v.short_day(*day).to_owned(),
    }
}

/// An assessment with its subject.
pub(in crate::render) fn in_subject(v: &Voice<'_>, label: &AssessmentLabel) -> String {
    v.with("in-subject").name("subject", v.subject(&label.subject)).name("label", &label.label).say()
}
