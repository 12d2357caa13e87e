//! Saying one message: its arguments cleaned, its numbers written, for one channel.

use fluent_bundle::{FluentArgs, FluentValue};
use std::borrow::Cow;

use super::clean;
use super::template::Templates;
use super::words::Words;
use crate::domain::{Channel, Locale, Mark, MarkStatus, Maximum, Medium, Money, Points};
use crate::phrase::{Phrase, StudentLabel, SubjectLabel};

/// Names in one sentence at most; there is a command that lists them all.
const NAMED: usize = 8;

/// A language on a channel.
pub(super) struct Voice<'w> {
    words: &'w Words,
    medium: Medium,
    /// Where it matters what they make of a phrase.
    templates: Option<&'w Templates>,
}

impl<'w> Voice<'w> {
    pub(super) fn new(words: &'w Words, medium: impl Into<Medium>) -> Self {
        Self { words, medium: medium.into(), templates: None }
    }

    pub(super) fn knowing(self, templates: &'w Templates) -> Self {
        Self { templates: Some(templates), ..self }
    }

    /// The same language on another channel.
    pub(super) fn on(&self, medium: impl Into<Medium>) -> Self {
        Self { words: self.words, medium: medium.into(), templates: self.templates }
    }

    /// What the approved template for a phrase reads, filled.
    pub(super) fn by_template(&self, phrase: &Phrase) -> Option<String> {
        self.templates?.read(self, phrase)
    }

    pub(super) fn medium(&self) -> Medium {
        self.medium
    }

    pub(super) fn channel(&self) -> Channel {
        self.medium.channel
    }

    pub(super) fn locale(&self) -> Locale {
        self.words.locale()
    }

    /// A message without arguments.
    pub(super) fn plain(&self, id: &'static str) -> String {
        self.words.write(id, &FluentArgs::new(), self.channel())
    }

    /// A message whose arguments follow.
    pub(super) fn with<'v>(&'v self, id: &'static str) -> Saying<'v> {
        Saying { voice: self, id, arguments: FluentArgs::with_capacity(6) }
    }

    /// Somebody's words, on one line.
    pub(super) fn clean<'t>(&self, text: &'t str) -> Cow<'t, str> {
        clean::one_line(text, self.channel())
    }

    /// Somebody's words for the middle of a sentence.
    pub(super) fn quoted<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match (self.locale(), self.channel()) {
            (Locale::Ar, Channel::WhatsApp | Channel::Telegram | Channel::Email) => clean::isolate(self.clean(text)),
            // Letters are what an SMS costs.
            (Locale::Ar, Channel::Sms) | (Locale::Fr | Locale::En, _) => self.clean(text),
        }
    }

    /// Names in a row.
    pub(super) fn names(&self, names: &[String]) -> String {
        let comma = if self.locale() == Locale::Ar { "، " } else { ", " };
        names.iter().map(|name| self.quoted(name)).collect::<Vec<_>>().join(comma)
    }

    /// The first names of a long row, and how many more there are.
    pub(super) fn some_names(&self, names: &[String]) -> String {
        let Some((first, rest)) = names.split_at_checked(NAMED).filter(|(_, rest)| !rest.is_empty()) else {
            return self.names(names);
        };
        let more = u32::try_from(rest.len()).unwrap_or(u32::MAX);
        self.with("names-and-more").text("names", self.names(first)).count("count", more).say()
    }

    pub(super) fn points(&self, points: Points) -> String {
        self.words.points(points)
    }

    /// With both decimals, as averages are printed.
    pub(super) fn hundredths(&self, points: Points) -> String {
        self.words.hundredths(points.hundredths())
    }

    /// `12,50 USD`.
    pub(super) fn money(&self, money: &Money) -> String {
        format!("{} {}", self.words.hundredths(money.hundredths()), money.currency)
    }

    /// `14/20`, or why there are no points.
    pub(super) fn mark(&self, mark: Mark, maximum: Maximum) -> String {
        match mark {
            Mark::Points(points) => format!("{}/{}", self.points(points), self.points(maximum.points())),
            Mark::Status(status) => self.status(status),
        }
    }

    /// `14`, where the maximum has been said.
    pub(super) fn bare_mark(&self, mark: Mark) -> String {
        match mark {
            Mark::Points(points) => self.points(points),
            Mark::Status(status) => self.status(status),
        }
    }

    pub(super) fn status(&self, status: MarkStatus) -> String {
        self.plain(match status {
            MarkStatus::Absent => "status-absent",
            MarkStatus::AbsentUnjustified => "status-absent-unjustified",
            MarkStatus::Exempt => "status-exempt",
            MarkStatus::NotGraded => "status-not-graded",
            MarkStatus::NotHandedIn => "status-not-handed-in",
        })
    }

    /// A subject's name in this language, not yet cleaned.
    pub(super) fn subject<'s>(&self, subject: &'s SubjectLabel) -> &'s str {
        subject.in_locale(self.locale())
    }

    /// A student's name in this language's letters, not yet cleaned.
    pub(super) fn student<'s>(&self, student: &'s StudentLabel) -> &'s str {
        match (self.locale(), &student.ar) {
            (Locale::Ar, Some(name)) => name,
            (Locale::Ar, None) | (Locale::Fr | Locale::En, _) => &student.name,
        }
    }

    /// Several students' names, not yet cleaned.
    pub(super) fn students(&self, students: &[StudentLabel]) -> Vec<String> {
        students.iter().map(|student| self.student(student).to_owned()).collect()
    }

    /// `lundi`, from 1.
    pub(super) fn weekday(&self, day: i8) -> &str {
        self.words.calendar().weekday_of(day)
    }

    /// `lundi 12 octobre`.
    pub(super) fn day(&self, date: jiff::civil::Date) -> String {
        let calendar = self.words.calendar();
        self.with("day").text("weekday", calendar.weekday(date)).text("date", calendar.long(date)).say()
    }

    /// `lundi 12 octobre à 08:00`.
    pub(super) fn moment(&self, at: jiff::civil::DateTime) -> String {
        let hour = at.time().strftime("%H:%M").to_string();
        self.with("moment").text("day", self.day(at.date())).text("hour", hour).say()
    }

    /// Somebody's words, in their lines.
    pub(super) fn letter(&self, text: &str) -> String {
        clean::lines(text, self.channel())
    }

    /// `12 oct.`
    pub(super) fn short_day(&self, date: jiff::civil::Date) -> &str {
        self.words.calendar().medium(date)
    }
}

/// A message that is being given its arguments.
pub(super) struct Saying<'v> {
    voice: &'v Voice<'v>,
    id: &'static str,
    arguments: FluentArgs<'v>,
}

impl<'v> Saying<'v> {
    /// Somebody's words: a name, what a person wrote.
    pub(super) fn name(self, key: &'static str, value: &'v str) -> Self {
        let value = self.voice.quoted(value);
        self.text(key, value)
    }

    /// A student's name.
    pub(super) fn student(self, key: &'static str, student: &'v StudentLabel) -> Self {
        let name = self.voice.student(student);
        self.name(key, name)
    }

    /// Our own words, or words already cleaned.
    pub(super) fn text(mut self, key: &'static str, value: impl Into<Cow<'v, str>>) -> Self {
        self.arguments.set(key, FluentValue::String(value.into()));
        self
    }

    /// A number that decides the wording.
    pub(super) fn count(mut self, key: &'static str, value: u32) -> Self {
        self.arguments.set(key, value);
        self
    }

    /// A mark out of a maximum.
    pub(super) fn mark(self, key: &'static str, mark: Mark, maximum: Maximum) -> Self {
        let text = self.voice.mark(mark, maximum);
        self.text(key, text)
    }

    pub(super) fn say(self) -> String {
        self.voice.words.write(self.id, &self.arguments, self.voice.channel())
    }
}
