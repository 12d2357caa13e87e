//! One language: its messages, its numbers, its calendar.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use icu::decimal::DecimalFormatter;
use icu::decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu::locale::{Locale as IcuLocale, locale};
use std::path::Path;
use unic_langid::LanguageIdentifier;

use super::calendar::Calendar;
use super::{TemplateError, check, elision, files};
use crate::domain::{Channel, Locale, Points};

/// What the short form of a message is called, beside it: `.sms = …`.
pub(super) const SHORT: &str = "sms";

/// All it takes to speak a language.
pub(super) struct Words {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
    /// What stands between units and tenths. Asked of ICU once: its formatters cannot be shared by threads.
    decimal_sign: String,
    calendar: Calendar,
}

impl Words {
    pub(super) fn load(locale: Locale, overrides: Option<&Path>) -> Result<Self, TemplateError> {
        let conventions = || TemplateError::Conventions { language: locale.code() };
        let language: LanguageIdentifier = locale.code().parse().ok().ok_or_else(conventions)?;
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        // Arguments are isolated one by one where it helps (`Voice`), not each number and in every language.
        bundle.set_use_isolating(false);
        // `d'Awa`, `de Yao`.
        let of = bundle.add_function(elision::DE, |arguments, _| elision::of(arguments));
        of.map_err(|_taken| conventions())?;
        for source in files::messages(locale.code(), overrides)? {
            let name = source.name.clone();
            if let Err(errors) = bundle.add_resource(check::resource(source)?) {
                let problem = errors.first().map_or_else(String::new, ToString::to_string);
                return Err(TemplateError::broken(&name, 1, problem));
            }
        }
        let region = region(locale);
        Ok(Self {
            locale,
            bundle,
            decimal_sign: decimal_sign(&region).ok_or_else(conventions)?,
            calendar: Calendar::new(&region).ok_or_else(conventions)?,
        })
    }

    pub(super) fn locale(&self) -> Locale {
        self.locale
    }

    pub(super) fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// A message with its arguments. All messages are checked at start and rendered with samples in the tests; should
    /// one fail here nevertheless, what can be said is said. By SMS its short form is said, where it has one.
    pub(super) fn write(&self, id: &'static str, arguments: &FluentArgs<'_>, channel: Channel) -> String {
        let message = self.bundle.get_message(id);
        let short =
            message.as_ref().filter(|_| channel == Channel::Sms).and_then(|message| message.get_attribute(SHORT));
        let pattern = short.map(|short| short.value()).or_else(|| message.as_ref()?.value());
        let Some(pattern) = pattern else {
            tracing::error!(message = id, language = self.locale.code(), "no such text");
            return String::new();
        };
        let mut text = String::with_capacity(128);
        let mut errors = Vec::new();
        if self.bundle.write_pattern(&mut text, pattern, Some(arguments), &mut errors).is_err() || !errors.is_empty() {
            tracing::error!(message = id, language = self.locale.code(), "a text lacks an argument");
        }
        text
    }

    /// Points as people write them: `12,5`, `12.5`.
    pub(super) fn points(&self, points: Points) -> String {
        let hundredths = points.hundredths();
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        let sign = &self.decimal_sign;
        match rest {
            0 => whole.to_string(),
            tenths if tenths % 10 == 0 => format!("{whole}{sign}{}", tenths / 10),
            _ => format!("{whole}{sign}{rest:02}"),
        }
    }

    /// With both decimals, as money is written.
    pub(super) fn hundredths(&self, hundredths: i64) -> String {
        format!("{}{}{:02}", hundredths / 100, self.decimal_sign, hundredths % 100)
    }
}

/// The region whose schools we write like: Western digits and a decimal comma in Arabic, day before month in English.
fn region(locale: Locale) -> IcuLocale {
    match locale {
        Locale::Fr => locale!("fr"),
        Locale::En => locale!("en-GB"),
        Locale::Ar => locale!("ar-MA"),
    }
}

fn decimal_sign(region: &IcuLocale) -> Option<String> {
    let mut options = DecimalFormatterOptions::default();
    options.grouping_strategy = Some(GroupingStrategy::Never);
    let formatter = DecimalFormatter::try_new(region.into(), options).ok()?;
    let mut half = fixed_decimal::Decimal::from(15);
    half.multiply_pow10(-1);
    let written = formatter.format(&half).to_string();
    written.strip_prefix('1')?.strip_suffix('5').map(str::to_owned)
}
