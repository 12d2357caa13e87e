//! What guardians ask to receive: alerts, and what is set for them.

use jiff::civil::Time;

use super::digest;
use super::family::{about, family_mark};
use super::list::length;
use crate::domain::{Channel, Mark, Threshold};
use crate::phrase::{AlertLine, FamilyMark, PreferencePhrase, Settings, StudentLabel};
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &PreferencePhrase) -> String {
    match phrase {
        PreferencePhrase::Alert { child, line, threshold } => alert(v, child, line, *threshold),
        PreferencePhrase::AlertSet { alert } => {
            let said = match &alert.subject {
                Some(subject) => v.with("alert-set-subject").name("subject", v.subject(subject)),
                None => v.with("alert-set"),
            };
            said.student("child", &alert.child).text("threshold", limit(v, alert.threshold)).say()
        }
        PreferencePhrase::AlertHow { child, scale } => {
            v.with("alert-how").student("child", child).text("scale", v.points(scale.points())).say()
        }
        PreferencePhrase::AlertOutOfRange { heard, child, scale } => {
            let said = v.with("alert-out-of-range").name("heard", heard).student("child", child);
            said.text("scale", v.points(scale.points())).say()
        }
        PreferencePhrase::AlertsEnded { child: None, count } => v.with("alerts-ended").count("count", *count).say(),
        PreferencePhrase::AlertsEnded { child: Some(child), count } => {
            v.with("alerts-ended-child").student("child", child).count("count", *count).say()
        }
        PreferencePhrase::Digest { children } => digest::of_children(v, children),
        PreferencePhrase::WhileAway { child, marks } => {
            v.with("while-away").student("child", child).count("marks", *marks).say()
        }
        PreferencePhrase::NothingNew {} => v.plain("digest-nothing"),
        PreferencePhrase::DigestSet { rhythm, first } => {
            let said = v.with("digest-set").text("rhythm", digest::rhythm(v, *rhythm));
            said.text("first", v.day(first.date())).say()
        }
        PreferencePhrase::DigestNotSet { why } => digest::not_set(v, why),
        PreferencePhrase::DigestEnded { before: true } => v.plain("digest-ended"),
        PreferencePhrase::DigestEnded { before: false } => v.plain("digest-none"),
        PreferencePhrase::ReadInDigest { families } => v.with("read-in-digest").count("families", *families).say(),
        PreferencePhrase::QuietHours { quiet: Some((from, until)) } => {
            v.with("quiet-hours").text("from", clock(*from)).text("until", clock(*until)).say()
        }
        PreferencePhrase::QuietHours { quiet: None } => v.plain("quiet-hours-none"),
        PreferencePhrase::Settings { settings } => all(v, settings),
        PreferencePhrase::ConfirmWithdrawal { children } => {
            v.with("consent-confirm-withdrawal").text("children", v.names(&v.students(children))).say()
        }
        PreferencePhrase::ConsentWithdrawn { children } => {
            v.with("consent-withdrawn").text("children", v.names(&v.students(children))).say()
        }
        PreferencePhrase::AskConsentAgain { children, school, version, changed } => {
            let id = if *changed { "consent-changed" } else { "consent-again" };
            let said = v.with(id).text("children", v.names(&v.students(children)));
            said.name("school", school).name("version", version).say()
        }
        PreferencePhrase::ConsentRenewed {} => v.plain("consent-renewed"),
        PreferencePhrase::ChildrenLeft { children } => {
            let saying = v.with("children-left").count("count", length(children));
            saying.text("children", v.names(&v.students(children))).say()
        }
        PreferencePhrase::ConsentIsWithdrawn {} => v.plain("consent-is-withdrawn"),
        PreferencePhrase::ConsentStands {} => v.plain("consent-stands"),
        PreferencePhrase::ChildrenSilenced { children } => {
            v.with("child-silenced").text("children", v.names(&v.students(children))).say()
        }
        PreferencePhrase::ChildrenResumed { children } => {
            v.with("child-resumed").text("children", v.names(&v.students(children))).say()
        }
        PreferencePhrase::ChannelSilenced { channel } => {
            v.with("channel-silenced").text("channel", channel_name(v, *channel)).say()
        }
        PreferencePhrase::ChannelResumed { channel } => {
            v.with("channel-resumed").text("channel", channel_name(v, *channel)).say()
        }
        PreferencePhrase::ChannelUnknown { channel } => {
            v.with("channel-unknown").text("channel", channel_name(v, *channel)).say()
        }
    }
}

fn alert(v: &Voice<'_>, child: &StudentLabel, line: &FamilyMark, threshold: Threshold) -> String {
    let said = v.with("alert-mark").student("child", child).text("threshold", limit(v, threshold));
    about(v, said, line).text("mark", family_mark(v, line)).say()
}

/// `8/20`.
fn limit(v: &Voice<'_>, threshold: Threshold) -> String {
    v.mark(Mark::Points(threshold.below()), threshold.out_of())
}

fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

fn all(v: &Voice<'_>, settings: &Settings) -> String {
    let marks = match settings.digest {
        Some(rhythm) => v.with("settings-digest").text("rhythm", digest::rhythm(v, rhythm)).say(),
        None => v.plain("settings-at-once"),
    };
    let mut lines = vec![v.plain("settings"), marks];
    lines.extend(settings.alerts.iter().map(|alert| alert_line(v, alert)));
    if settings.alerts.is_empty() {
        lines.push(v.plain("settings-no-alert"));
    }
    if !settings.silent.is_empty() {
        lines.push(v.with("settings-silent").text("children", v.names(&v.students(&settings.silent))).say());
    }
    for channel in &settings.stopped {
        lines.push(v.with("settings-stopped").text("channel", channel_name(v, *channel)).say());
    }
    lines.extend(
        settings
            .quiet
            .map(|(from, until)| v.with("settings-quiet").text("from", clock(from)).text("until", clock(until)).say()),
    );
    lines.push(v.with("settings-how").student("child", &settings.child).say());
    lines.join("\n")
}

fn channel_name(v: &Voice<'_>, channel: Channel) -> String {
    v.plain(match channel {
        Channel::WhatsApp => "channel-whatsapp",
        Channel::Telegram => "channel-telegram",
        Channel::Sms => "channel-sms",
        Channel::Email => "channel-email",
    })
}

fn alert_line(v: &Voice<'_>, alert: &AlertLine) -> String {
    let said = match &alert.subject {
        Some(subject) => v.with("settings-alert-subject").name("subject", v.subject(subject)),
        None => v.with("settings-alert"),
    };
    said.student("child", &alert.child).text("threshold", limit(v, alert.threshold)).say()
}
