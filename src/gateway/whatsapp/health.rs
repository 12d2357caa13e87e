//! Reading what Meta says of our number.

use serde::Deserialize;

use crate::gateway::check::{self, TOKEN, UNCLEAR};
use crate::gateway::http::Answer;
use crate::gateway::{Checked, Fault, SendError};

pub(super) const FIELDS: &str =
    "fields=id,display_phone_number,quality_rating,throughput,whatsapp_business_manager_messaging_limit";

const PERMISSION: Fault = Fault::new(
    "the token may not use this phone number",
    "give its system user whatsapp_business_messaging and whatsapp_business_management for this account",
);
const NUMBER: Fault = Fault::new(
    "Meta does not know this phone_number_id under our token",
    "copy phone_number_id from the app's WhatsApp settings",
);

#[derive(Deserialize)]
struct Profile {
    display_phone_number: String,
    quality_rating: Option<String>,
    whatsapp_business_manager_messaging_limit: Option<String>,
    throughput: Option<Throughput>,
}

#[derive(Deserialize)]
struct Throughput {
    level: Option<String>,
}

#[derive(Deserialize)]
struct Apps {
    data: Vec<serde::de::IgnoredAny>,
}

pub(super) fn number(outcome: Result<Answer, SendError>) -> Result<Checked, Fault> {
    let answer = outcome.map_err(|error| fault(&error))?;
    super::answer::refused(&answer).map_err(|error| fault(&error))?;
    let profile: Profile = answer.json().ok_or(UNCLEAR)?;
    let mut notes = Vec::new();
    if let Some(rating @ ("RED" | "YELLOW")) = profile.quality_rating.as_deref() {
        notes.push(format!("quality is {rating}: people block or report this number"));
    }
    if let Some(limit) = profile.whatsapp_business_manager_messaging_limit {
        notes.push(format!("messaging limit {limit}"));
    }
    if let Some(level) = profile.throughput.and_then(|throughput| throughput.level) {
        notes.push(format!("throughput {level}"));
    }
    Ok(Checked { identity: profile.display_phone_number, notes })
}

/// What there is to say about the way back: without a subscription we are deaf.
pub(super) fn subscription(outcome: Result<Answer, SendError>) -> Option<String> {
    let answer = outcome.ok().filter(|answer| super::answer::refused(answer).is_ok());
    match answer.and_then(|answer| answer.json::<Apps>()) {
        Some(apps) if !apps.data.is_empty() => None,
        Some(_) => Some("no app is subscribed to this business account: nothing people write will arrive".into()),
        None => Some("the subscriptions of waba_id could not be read: check waba_id".into()),
    }
}

pub(super) fn fault(error: &SendError) -> Fault {
    check::fault(error, |refusal| match (refusal.code, refusal.http_status) {
        (Some(0 | 190), _) | (_, 401) => Some(TOKEN),
        (Some(3 | 10 | 200..=299), _) | (_, 403) => Some(PERMISSION),
        (Some(33 | 100), _) => Some(NUMBER),
        _ => None,
    })
}
