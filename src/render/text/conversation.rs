//! Threads between families and the school: people's own words, with who says them.

use super::list::length;
use crate::domain::{SentKind, ToldHours};
use crate::phrase::{ConversationPhrase, FamilySide, NotPassed, OtherSide, SchoolSide};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &ConversationPhrase) -> String {
    match phrase {
        ConversationPhrase::FromFamily { from, subject, answers, words, file, .. } => {
            let head = match subject {
                Some(subject) => v
                    .with("talk-family-about")
                    .text("family", family(v, from))
                    .name("subject", v.subject(subject))
                    .say(),
                None => v.with("talk-family").text("family", family(v, from)).say(),
            };
            passed_on(v, head, answers.as_deref(), &with_file(v, words, *file))
        }
        ConversationPhrase::FromSchool { by, child, answers, words, file, .. } => {
            let head = v.with("talk-school").text("by", school(v, by)).student("child", child).say();
            passed_on(v, head, answers.as_deref(), &with_file(v, words, *file))
        }
        ConversationPhrase::Talking { with, child, passed } => talking(v, with, child, *passed),
        ConversationPhrase::Later { from, hours } => {
            let told = v.with("talk-later").text("moment", v.moment(*from)).say();
            if hours.is_empty() { told } else { format!("{}\n{told}", of_hours(v, hours)) }
        }
        ConversationPhrase::LaterFamily { from } => v.with("talk-later-family").text("moment", v.moment(*from)).say(),
        ConversationPhrase::Hours { hours } if hours.is_empty() => v.plain("talk-hours-always"),
        ConversationPhrase::Hours { hours } => of_hours(v, hours),
        ConversationPhrase::ToWhom { heard: None } => v.plain("talk-to-whom"),
        ConversationPhrase::ToWhom { heard: Some(heard) } => v.with("talk-pass-on").name("heard", heard).say(),
        ConversationPhrase::AboutWhom { to } => v.with("talk-about-whom").name("to", to).say(),
        ConversationPhrase::OrCommand { to, heard } => {
            v.with("talk-or-command").text("family", family(v, to)).name("heard", heard).say()
        }
        ConversationPhrase::OrCommands { to, lines } => or_commands(v, to, lines),
        ConversationPhrase::KeptBack { lines } => {
            format!("{}\n{}", v.with("talk-kept-back").count("count", length(lines)).say(), listed(v, lines))
        }
        ConversationPhrase::ConfirmToFamily { family: of, guardians, words } => to_family(v, of, *guardians, words),
        ConversationPhrase::ConfirmToFamilies { families, guardians, words } => {
            to_families(v, families, *guardians, words)
        }
        ConversationPhrase::BegunWithSeveral { guardians } => {
            v.with("talk-begun-with-several").count("guardians", *guardians).say()
        }
        ConversationPhrase::WhichGuardian { family: of } => {
            v.with("talk-which-guardian").student("child", &of.child).name("class", &of.class).say()
        }
        ConversationPhrase::AwaitsBudget {} => v.plain("talk-awaits-budget"),
        ConversationPhrase::Begun { family: of, guardians } => {
            let said = v.with("talk-begun").student("child", &of.child).name("class", &of.class);
            said.count("guardians", *guardians).say()
        }
        ConversationPhrase::NotPassed { why } => not_passed(v, *why),
        ConversationPhrase::Exported { child, threads } => {
            v.with("talk-exported").student("child", child).count("threads", *threads).say()
        }
        ConversationPhrase::Lapsed { with, since } => {
            let id = match with {
                OtherSide::School(_) => "talk-lapsed-family",
                OtherSide::Family(_) => "talk-lapsed-school",
            };
            v.with(id).text("with", side(v, with)).text("day", v.day(*since)).say()
        }
        ConversationPhrase::Ended { by: None } => v.plain("talk-ended"),
        ConversationPhrase::Ended { by: Some(by) } => v.with("talk-ended-by").text("by", side(v, by)).say(),
        ConversationPhrase::NoneOpen { child: None } => v.plain("talk-none-open"),
        ConversationPhrase::NoneOpen { child: Some(child) } => v.with("talk-nobody").student("child", child).say(),
        ConversationPhrase::HandedOver { to } => v.with("talk-handed-over").text("to", school(v, to)).say(),
        ConversationPhrase::HandedTo { family: of, by: None, .. } => {
            v.with("talk-handed-away").text("family", family(v, of)).say()
        }
        ConversationPhrase::HandedTo { family: of, by: Some(by), lines } => {
            let head = v.with("talk-handed-to").text("family", family(v, of)).name("by", by).say();
            let lines = lines.iter().map(|line| v.with("talk-answers").name("words", line).say());
            [vec![head], lines.collect()].concat().join("\n")
        }
        ConversationPhrase::StoodIn { teacher } => v.with("talk-stood-in").text("teacher", school(v, teacher)).say(),
        ConversationPhrase::ReportWhich { with, card } => {
            let id = if *card { "talk-report-or-card" } else { "talk-report-which" };
            v.with(id).text("with", side(v, with)).say()
        }
        ConversationPhrase::Reopened { with, child } => {
            v.with("talk-reopened").text("with", school(v, with)).student("child", child).say()
        }
        ConversationPhrase::TakenBy { family: of, by } => {
            v.with("talk-taken-by").text("family", family(v, of)).name("by", by).say()
        }
        ConversationPhrase::Reported { people: 0 } => v.plain("talk-reported-nobody"),
        ConversationPhrase::Reported { .. } => v.plain("talk-reported"),
        ConversationPhrase::ReportedBy { family: of, school: with, by_school, last } => {
            let id = if *by_school { "talk-reported-by-school" } else { "talk-reported-by-family" };
            let head = v.with(id).text("family", family(v, of)).text("school", school(v, with)).say();
            with_last(v, head, last.as_deref())
        }
        ConversationPhrase::Unlocked { family: of } => v.with("talk-unlocked").text("family", family(v, of)).say(),
        ConversationPhrase::Waiting { families } => {
            let lines = families.iter().map(|of| format!("• {}", family(v, of)));
            let head = v.with("talk-waiting").count("count", length(families)).say();
            [vec![head], lines.collect()].concat().join("\n")
        }
    }
}

/// Who says something, and their words on one line, for a template.
pub(in crate::render) fn said_by(v: &Voice<'_>, phrase: &ConversationPhrase) -> Option<(String, String)> {
    match phrase {
        ConversationPhrase::FromFamily { from, words, file, .. } => {
            Some((family(v, from), v.quoted(&with_file(v, words, *file)).into_owned()))
        }
        ConversationPhrase::FromSchool { by, words, file, .. } => {
            Some((school(v, by), v.quoted(&with_file(v, words, *file)).into_owned()))
        }
        _ => None,
    }
}

/// What was said, with what kind of file it comes.
fn with_file(v: &Voice<'_>, words: &str, file: Option<SentKind>) -> String {
    let Some(file) = file else { return words.to_owned() };
    let named = v.plain(match file {
        SentKind::Picture => "talk-picture",
        SentKind::Sound => "talk-sound",
        SentKind::Document => "talk-document",
    });
    if words.trim().is_empty() { named } else { format!("{named}\n{words}") }
}

/// Somebody's words under who says them and what they answer.
fn passed_on(v: &Voice<'_>, head: String, answers: Option<&str>, words: &str) -> String {
    let answered = answers.map(|answers| v.with("talk-answers").name("words", answers).say());
    [Some(head), answered, Some(v.letter(words))].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// Somebody's lines, each to be recognised.
fn listed(v: &Voice<'_>, lines: &[String]) -> String {
    lines.iter().map(|line| v.with("talk-line").name("words", line).say()).collect::<Vec<_>>().join("\n")
}

fn with_last(v: &Voice<'_>, head: String, last: Option<&str>) -> String {
    match last {
        Some(last) => format!("{head}\n{}", v.with("talk-answers").name("words", last).say()),
        None => head,
    }
}

fn family(v: &Voice<'_>, family: &FamilySide) -> String {
    let saying = v.with(if family.name.is_some() { "talk-family-named" } else { "talk-family-unnamed" });
    let saying = saying.student("child", &family.child).name("class", &family.class);
    match &family.name {
        Some(name) => saying.name("name", name).say(),
        None => saying.say(),
    }
}

/// A part of the school, in words.
fn school(v: &Voice<'_>, school: &SchoolSide) -> String {
    match (&school.name, &school.subject) {
        (Some(name), Some(subject)) => {
            v.with("talk-teacher").name("name", name).name("subject", v.subject(subject)).say()
        }
        (Some(name), None) => v.quoted(name).into_owned(),
        (None, _) => v.plain("talk-office"),
    }
}

fn side(v: &Voice<'_>, side: &OtherSide) -> String {
    match side {
        OtherSide::School(of) => school(v, of),
        OtherSide::Family(of) => family(v, of),
    }
}

/// What a family would read, before it does.
fn to_family(v: &Voice<'_>, of: &FamilySide, guardians: u32, words: &str) -> String {
    let head = if of.name.is_some() {
        v.with("talk-to-one").text("family", family(v, of)).say()
    } else {
        let child = v.with("talk-to-parents").student("child", &of.child).name("class", &of.class);
        child.count("guardians", guardians).say()
    };
    [head, v.letter(words), v.plain("talk-send-question")].join("\n\n")
}

fn or_commands(v: &Voice<'_>, to: &FamilySide, lines: &[String]) -> String {
    let asked = v.with("talk-or-commands").text("family", family(v, to)).count("count", length(lines)).say();
    format!("{}\n{asked}", listed(v, lines))
}

fn to_families(v: &Voice<'_>, families: &[FamilySide], guardians: u32, words: &str) -> String {
    let named = |of: &FamilySide| v.with("talk-child-in").student("child", &of.child).name("class", &of.class).say();
    let children: Vec<String> = families.iter().map(named).collect();
    let head = v.with("talk-to-families").text("children", v.names(&children)).count("guardians", guardians).say();
    [head, v.letter(words), v.plain("talk-send-question")].join("\n\n")
}

fn talking(v: &Voice<'_>, with: &OtherSide, child: &crate::phrase::StudentLabel, passed: bool) -> String {
    let mut lines = vec![match with {
        OtherSide::School(of) => v.with("talk-with-school").text("with", school(v, of)).student("child", child).say(),
        OtherSide::Family(of) => v.with("talk-with-family").text("with", family(v, of)).say(),
    }];
    if passed {
        lines.push(v.plain("talk-passed"));
    }
    lines.push(v.plain("talk-how"));
    lines.join("\n")
}

/// `lundi – vendredi 07:30 – 18:00`, a line for each.
fn of_hours(v: &Voice<'_>, hours: &[ToldHours]) -> String {
    let days = |told: &ToldHours| match (v.weekday(told.first), v.weekday(told.last)) {
        (first, last) if first == last => first.to_owned(),
        (first, last) => format!("{first} – {last}"),
    };
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let line = |told: &ToldHours| {
        let saying = v.with("talk-hours-line").text("days", days(told));
        saying.text("from", clock(told.from)).text("until", clock(told.until)).say()
    };
    let lines: Vec<String> = hours.iter().map(line).collect();
    v.with("talk-hours").text("hours", lines.join(", ")).say()
}

fn not_passed(v: &Voice<'_>, why: NotPassed) -> String {
    v.plain(match why {
        NotPassed::NotReached => "talk-not-reached",
        NotPassed::FamilyNotReached => "talk-family-not-reached",
        NotPassed::TooMuch => "talk-too-much",
        NotPassed::TooManyThreads => "talk-too-many-threads",
        NotPassed::TooLong => "talk-too-long",
        NotPassed::Locked => "talk-locked",
        NotPassed::File => "talk-file",
        NotPassed::Taken => "talk-taken",
        NotPassed::Stopped => "talk-stopped",
    })
}
