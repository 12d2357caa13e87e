//! What an announcement looks like where it is not read as it stands in its preview: by SMS, in a letter, as a template.

use super::read;
use crate::domain::{Channel, SmsLength};
use crate::gateway::Content;
use crate::phrase::BroadcastPlan;
use crate::render::layout::lay_out;
use crate::render::split::shorten;
use crate::render::voice::Voice;

/// Enough to see what it looks like.
const SHOWN: usize = 480;

/// A paragraph for each of these forms that some family gets.
pub(super) fn elsewhere(v: &Voice<'_>, plan: &BroadcastPlan) -> Vec<String> {
    let announcement = &plan.announcement;
    let by = |channel: Channel| plan.channels.iter().any(|(of, _)| *of == channel);
    let mut looks = Vec::new();
    if plan.by_template > 0
        && let Some(read) = v.by_template(&announcement.clone().phrase())
    {
        let head = v.with("preview-template").count("count", plan.by_template).say();
        looks.push(format!("{head}\n{}", v.letter(&shorten(&read, SHOWN))));
    }
    if by(Channel::Sms) {
        let sms = v.on(Channel::Sms);
        let parts = lay_out(&sms, &read(&sms, announcement), &announcement.choices());
        let texts =
            parts.into_iter().filter_map(|part| if let Content::Text { body } = part { Some(body) } else { None });
        let text = texts.collect::<Vec<_>>().join("\n");
        let head = v.with("preview-sms").count("parts", SmsLength::of(&text).segments).say();
        looks.push(format!("{head}\n{}", v.letter(&shorten(&text, SHOWN))));
    }
    if by(Channel::Email) {
        let letter = v.on(Channel::Email);
        let id = if announcement.choices().is_empty() { "preview-letter" } else { "preview-letter-asks" };
        looks.push(v.with(id).name("subject", &letter.plain("mail-subject")).say());
    }
    looks
}
