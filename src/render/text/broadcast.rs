//! Broadcasts: as their authors see them, and as families read them.

mod addressee;
mod course;
mod family_group;
mod file;
mod group;
mod looks;
mod names;
mod scheduled;
mod staff_note;

use std::time::Duration;

use super::list::length;
use super::teacher::families_from;
use crate::domain::{BroadcastAnswer, BroadcastAsk, Channel, Locale};
use crate::phrase::{
    Announcement, Audience, BroadcastFailure, BroadcastNamed, BroadcastPhrase, BroadcastPlan, BroadcastReport,
    BroadcastWait, ShortOf, TemplateOutlook, Wordings,
};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &BroadcastPhrase) -> String {
    match phrase {
        BroadcastPhrase::Announcement { announcement } => read(v, announcement),
        BroadcastPhrase::AnswerNoted { answer, changed } => v.plain(match (answer, changed) {
            (BroadcastAnswer::Read, _) => "answer-noted-read",
            (BroadcastAnswer::Coming, false) => "answer-noted-coming",
            (BroadcastAnswer::NotComing, false) => "answer-noted-not-coming",
            (BroadcastAnswer::Coming, true) => "answer-changed-coming",
            (BroadcastAnswer::NotComing, true) => "answer-changed-not-coming",
        }),
        BroadcastPhrase::WhichAnswered { broadcasts } => which(v, "announcement-which", broadcasts),
        BroadcastPhrase::Preview { plan, by } => preview(v, plan, by.as_deref()),
        BroadcastPhrase::TypeToSend { families } => v.with("broadcast-type").count("families", *families).say(),
        BroadcastPhrase::How { class: Some(class) } => v.with("broadcast-how").name("class", class).say(),
        BroadcastPhrase::How { class: None } | BroadcastPhrase::NoneYet { class: None } => {
            v.plain("broadcast-how-school")
        }
        BroadcastPhrase::What { audience: of, picture } => file::what(v, audience(v, of), *picture),
        BroadcastPhrase::FileRefused { why } => file::refused(v, *why),
        BroadcastPhrase::FileReplaced { file, instead_of } => {
            v.with("file-replaced").name("file", file).name("other", instead_of).say()
        }
        BroadcastPhrase::FileForWhom { class: Some(class) } => v.with("file-for-whom").name("class", class).say(),
        BroadcastPhrase::FileForWhom { class: None } => v.plain("file-for-whom-school"),
        BroadcastPhrase::When { past: true } => v.plain("broadcast-when-past"),
        BroadcastPhrase::When { past: false } => v.plain("broadcast-when"),
        BroadcastPhrase::TooLong { most } => v.with("broadcast-too-long").count("most", *most).say(),
        BroadcastPhrase::Nobody { unreached } => v.with("broadcast-nobody").count("count", *unreached).say(),
        BroadcastPhrase::Begun { families, at, from } => begun(v, *families, *at, *from),
        BroadcastPhrase::Awaiting { people: 0, .. } => v.plain("broadcast-awaiting-nobody"),
        BroadcastPhrase::Awaiting { families, people } => {
            v.with("broadcast-awaiting").count("families", *families).count("people", *people).say()
        }
        BroadcastPhrase::Decided { by, approved, families } => decided(v, by.as_deref(), *approved, *families),
        BroadcastPhrase::Cancelled { unsent, gone } => {
            v.with("broadcast-cancelled").count("unsent", *unsent).count("gone", *gone).say()
        }
        BroadcastPhrase::Paused { waiting } => v.with("broadcast-paused").count("count", *waiting).say(),
        BroadcastPhrase::Resumed { waiting } => v.with("broadcast-resumed").count("count", *waiting).say(),
        BroadcastPhrase::Of { start, done } => {
            format!("{}\n{}", v.with("broadcast-of").name("start", start).say(), say(v, done))
        }
        BroadcastPhrase::Which { broadcasts, others } => {
            which(v, if *others { "broadcast-which-others" } else { "broadcast-which" }, broadcasts)
        }
        BroadcastPhrase::Report { report, began, start, ended } => {
            let id = match (report.refused, *ended) {
                (true, _) => "broadcast-report-refused",
                _ if report.cancelled => "broadcast-report-cancelled",
                (false, true) => "broadcast-report-ended",
                (false, false) => "broadcast-report",
            };
            let head = v.with(id).name("start", start).text("began", v.moment(*began)).say();
            numbers(v, head, report)
        }
        BroadcastPhrase::Progress { start, done, of, over } => {
            let id = if *over { "broadcast-progress-over" } else { "broadcast-progress" };
            v.with(id).name("start", start).count("done", *done).count("of", *of).say()
        }
        BroadcastPhrase::Names { start, ask, counts, people, page, pages } => {
            names::page(v, (start, *ask), counts, people, (*page, *pages))
        }
        BroadcastPhrase::Retried { families } => v.with("broadcast-retried").count("families", *families).say(),
        BroadcastPhrase::Reminded { families } => v.with("broadcast-reminded").count("families", *families).say(),
        BroadcastPhrase::NoneYet { class: Some(class) } => v.with("broadcast-none-yet").name("class", class).say(),
        BroadcastPhrase::OverBefore { cancelled: true } => v.plain("broadcast-over"),
        BroadcastPhrase::OverBefore { cancelled: false } => v.plain("broadcast-changed"),
        BroadcastPhrase::Addressee { phrase } => addressee::say(v, phrase),
        BroadcastPhrase::Scheduled { phrase } => scheduled::say(v, phrase),
        BroadcastPhrase::Course { phrase } => course::say(v, phrase),
        BroadcastPhrase::Staff { phrase } => staff_note::say(v, phrase),
        BroadcastPhrase::FamilyGroup { phrase } => family_group::say(v, phrase),
        BroadcastPhrase::Group { phrase } => group::say(v, phrase),
    }
}

/// Each by what it begins with, who says it and when.
fn which(v: &Voice<'_>, head: &'static str, broadcasts: &[BroadcastNamed]) -> String {
    let line = |of: &BroadcastNamed| {
        let id = if of.audience.is_some() { "broadcast-which-line-for" } else { "broadcast-which-line" };
        let saying = v.with(id).name("start", &of.start).name("by", &of.by).text("at", v.moment(of.at));
        match &of.audience {
            Some(whom) => saying.text("audience", audience(v, whom)).say(),
            None => saying.say(),
        }
    };
    [v.plain(head)].into_iter().chain(broadcasts.iter().map(line)).collect::<Vec<_>>().join("\n")
}

/// As families read it.
fn read(v: &Voice<'_>, announcement: &Announcement) -> String {
    let id = match (announcement.again, announcement.urgent) {
        (true, _) => "announcement-again",
        (false, true) => "announcement-urgent",
        (false, false) => "announcement",
    };
    let mut parts = vec![v.with(id).name("school", &announcement.school).say()];
    parts.push(v.letter(announcement.words.in_language(v.locale())));
    parts.extend(match announcement.ask {
        BroadcastAsk::Nothing => None,
        BroadcastAsk::Reading => Some(v.plain("announcement-reading")),
        BroadcastAsk::Coming => Some(v.plain("announcement-coming")),
    });
    parts.push(v.with("announcement-by").name("by", &announcement.by).say());
    parts.join("\n\n")
}

/// The words of a broadcast on one line, for a template.
pub(in crate::render) fn announcement(v: &Voice<'_>, announcement: &Announcement) -> String {
    v.quoted(announcement.words.in_language(v.locale())).into_owned()
}

fn preview(v: &Voice<'_>, plan: &BroadcastPlan, by: Option<&str>) -> String {
    let audience = audience(v, &plan.audience);
    let head = match by {
        Some(by) => v.with("broadcast-asks").name("by", by).text("audience", audience).say(),
        None => v.with("broadcast-preview").text("audience", audience).say(),
    };
    let mut parts = vec![head, read(v, &plan.announcement)];
    parts.extend(other_wordings(v, &plan.announcement.words));
    parts.extend(looks::elsewhere(v, plan));
    parts.push(facts(v, plan, by.is_none()).join("\n"));
    parts.push(if by.is_some() {
        v.plain("broadcast-approve-question")
    } else if plan.typed {
        v.with("broadcast-type").count("families", plan.families).say()
    } else {
        v.plain("broadcast-question")
    });
    if by.is_none() && plan.at.is_none() {
        parts.push(v.plain("broadcast-later"));
    }
    parts.join("\n\n")
}

/// What families of other languages will read: nothing goes out that nobody has looked at.
fn other_wordings(v: &Voice<'_>, words: &Wordings) -> Vec<String> {
    let shown = words.in_language(v.locale());
    let of_language = words.by_language.iter().map(|(locale, text)| {
        let id = match locale {
            Locale::Fr => "broadcast-also-fr",
            Locale::En => "broadcast-also-en",
            Locale::Ar => "broadcast-also-ar",
        };
        (id, text)
    });
    let original = (!words.by_language.values().any(|text| *text == words.original))
        .then_some(("broadcast-also-others", &words.original));
    let others = of_language.chain(original).filter(|(_, text)| *text != shown);
    others.map(|(id, text)| format!("{}\n{}", v.plain(id), v.letter(text))).collect()
}

fn audience(v: &Voice<'_>, audience: &Audience) -> String {
    match audience {
        Audience::School => v.plain("audience-school"),
        Audience::Classes(classes) => {
            v.with("audience-classes").count("count", length(classes)).text("classes", v.names(classes)).say()
        }
        Audience::Group(name) => v.with("audience-group").name("name", name).say(),
        Audience::Students(count) => v.with("audience-students").count("count", *count).say(),
        Audience::Without { classes, students } => {
            let students = v.names(&v.students(students));
            v.with("audience-without").text("classes", v.names(classes)).text("students", students).say()
        }
    }
}

/// `own`: for its author; the second person knows that they are one.
fn facts(v: &Voice<'_>, plan: &BroadcastPlan, own: bool) -> Vec<String> {
    let mut lines = vec![v.with("broadcast-families").count("families", plan.families).say()];
    if !plan.channels.is_empty() {
        let several = plan.channels.len() > 1;
        let named = |(channel, count): &(Channel, u32)| {
            let name = channel_name(*channel);
            if several { format!("{name} {count}") } else { name.to_owned() }
        };
        let channels = plan.channels.iter().map(named);
        lines.push(v.with("broadcast-channels").text("channels", channels.collect::<Vec<_>>().join(", ")).say());
    }
    if plan.sms_parts > 0 {
        lines.push(v.with("broadcast-sms-parts").count("parts", plan.sms_parts).say());
    }
    if let (Some(of), Some(ways)) = (&plan.announcement.file, plan.file) {
        lines.extend(file::lines(v, of, ways));
    }
    if !plan.unreached.is_empty() {
        let names = v.some_names(&v.students(&plan.unreached));
        lines.push(v.with("broadcast-unreached").count("count", length(&plan.unreached)).text("students", names).say());
    }
    if !plan.doubtful.is_empty() {
        let names = v.some_names(&v.students(&plan.doubtful));
        lines.push(v.with("broadcast-doubtful").count("count", length(&plan.doubtful)).text("students", names).say());
    }
    lines.push(match &plan.cost {
        Some(cost) => v.with("broadcast-cost").text("cost", v.money(&cost.rounded_up())).say(),
        None => v.plain("broadcast-free"),
    });
    if let Some(fallback) = &plan.fallback {
        lines.push(v.with("broadcast-fallback").text("cost", v.money(&fallback.rounded_up())).say());
    }
    if let Some(ShortOf { left, none_fits }) = &plan.short_of {
        let id = if *none_fits { "broadcast-short-none" } else { "broadcast-short" };
        lines.push(v.with(id).text("left", v.money(left)).say());
    }
    match plan.template {
        TemplateOutlook::Usable => {}
        TemplateOutlook::Waits => lines.push(v.with("broadcast-template-waits").count("count", plan.by_template).say()),
        TemplateOutlook::Refused => {
            lines.push(v.with("broadcast-template-refused").count("count", plan.by_template).say());
        }
    }
    if let Some(takes) = plan.takes {
        lines.push(duration(v, takes));
    }
    if let Some(at) = plan.at {
        lines.push(v.with("broadcast-at").text("moment", v.moment(at)).say());
    }
    if let Some(from) = plan.from {
        lines.push(families_from(v, from));
    }
    if plan.announcement.urgent {
        lines.push(v.plain("broadcast-urgent"));
    }
    if !plan.groups.is_empty() {
        let id = if plan.posted { "broadcast-in-groups" } else { "broadcast-not-in-groups" };
        let classes = v.some_names(&plan.groups);
        lines.push(v.with(id).count("count", length(&plan.groups)).text("classes", classes).say());
    }
    if plan.second && plan.at.is_none() && own {
        lines.push(v.plain("broadcast-second"));
    }
    lines
}

/// Their names are the same in every language.
pub(super) fn channel_name(channel: Channel) -> &'static str {
    match channel {
        Channel::WhatsApp => "WhatsApp",
        Channel::Telegram => "Telegram",
        Channel::Sms => "SMS",
        Channel::Email => "e-mail",
    }
}

fn duration(v: &Voice<'_>, takes: Duration) -> String {
    let minutes = u32::try_from(takes.as_secs().div_ceil(60)).unwrap_or(u32::MAX);
    match minutes {
        0..120 => v.with("broadcast-takes-minutes").count("count", minutes).say(),
        120..1_440 => v.with("broadcast-takes-hours").count("count", minutes.div_ceil(60)).say(),
        // The first of them go at once: what takes a day longer is done on the second day.
        _ => v.with("broadcast-takes-days").count("count", minutes.div_ceil(1_440) + 1).say(),
    }
}

fn begun(v: &Voice<'_>, families: u32, at: Option<jiff::civil::DateTime>, from: Option<jiff::civil::Time>) -> String {
    let mut lines = vec![match at {
        Some(at) => v.with("broadcast-scheduled").count("families", families).text("moment", v.moment(at)).say(),
        None if from.is_some() => v.with("broadcast-ready").count("families", families).say(),
        None => v.with("broadcast-begun").count("families", families).say(),
    }];
    lines.extend(from.map(|from| families_from(v, from)));
    lines.push(v.plain("broadcast-begun-how"));
    lines.join("\n")
}

fn decided(v: &Voice<'_>, by: Option<&str>, approved: bool, families: u32) -> String {
    match (by, approved, families) {
        (Some(by), true, _) => v.with("broadcast-approved-by").name("by", by).count("families", families).say(),
        (Some(by), false, _) => v.with("broadcast-refused-by").name("by", by).say(),
        (None, true, _) => v.with("broadcast-approved").count("families", families).say(),
        (None, false, 0) => v.plain("broadcast-expired"),
        (None, false, _) => v.plain("broadcast-refused"),
    }
}

fn waits(why: BroadcastWait) -> &'static str {
    match why {
        BroadcastWait::Budget => "report-waits-budget",
        BroadcastWait::Places => "report-waits-places",
        BroadcastWait::Template => "report-waits-template",
        BroadcastWait::Night => "report-waits-night",
    }
}

fn numbers(v: &Voice<'_>, head: String, report: &BroadcastReport) -> String {
    let mut lines = vec![head, v.with("broadcast-families").count("families", report.families).say()];
    if report.refused {
        return lines.swap_remove(0);
    }
    if report.waiting > 0 {
        lines.push(v.with("report-waiting").count("count", report.waiting).say());
        lines.extend(report.waits.iter().map(|(why, count)| v.with(waits(*why)).count("count", *count).say()));
    }
    let counted = [
        ("report-sent", report.sent),
        ("report-delivered", report.delivered),
        ("report-read", report.read),
        ("report-doubtful", report.doubtful),
    ];
    let counted = counted.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(counted.map(|(id, count)| v.with(id).count("count", count).say()));
    lines.extend(report.failed.iter().map(|(why, count)| {
        let id = match why {
            BroadcastFailure::Address => "report-failed-address",
            BroadcastFailure::Unwanted => "report-failed-unwanted",
            BroadcastFailure::TooLate => "report-failed-too-late",
            BroadcastFailure::Budget => "report-failed-budget",
            BroadcastFailure::Other => "report-failed-other",
            BroadcastFailure::Cancelled => "report-failed-cancelled",
        };
        v.with(id).count("count", *count).say()
    }));
    match report.ask {
        BroadcastAsk::Nothing => {}
        BroadcastAsk::Reading => {
            let saying = v.with("report-acknowledged").count("count", report.acknowledged);
            lines.push(saying.count("silent", report.silent()).say());
        }
        BroadcastAsk::Coming => {
            let saying = v.with("report-coming").count("coming", report.coming).count("not", report.not_coming);
            lines.push(saying.count("silent", report.silent()).say());
        }
    }
    let posts = [("report-posts", report.posts), ("report-not-posted", report.not_posted)];
    let posts = posts.into_iter().filter(|(_, count)| *count > 0);
    lines.extend(posts.map(|(id, count)| v.with(id).count("count", count).say()));
    lines
        .extend(report.cost.as_ref().map(|cost| v.with("report-cost").text("cost", v.money(&cost.rounded_up())).say()));
    if report.paused {
        lines.push(v.plain("report-paused"));
    }
    lines.join("\n")
}
