//! Inbound messages of the number-based providers: Twilio (SMS and `WhatsApp`) and Infobip.

use serde_json::json;

use super::actions::Said;
use super::bubble::{Bubble, Button, ButtonKind, Channel, PhoneKey, Side};
use crate::account::{InfobipAccount, TwilioAccount};
use crate::clock;
use crate::infobip;
use crate::webhook::Payload;
use crate::world::World;

pub(super) fn twilio_wrote(world: &World, account: &TwilioAccount, key: &PhoneKey, text: &str) -> Said {
    let mut extra = Vec::new();
    if key.channel == Channel::WhatsApp {
        extra.push(("MessageType", "text".to_owned()));
    } else if let Some(kind) = opt_out_type(text) {
        extra.push(("OptOutType", kind.to_owned()));
    }
    twilio_said(world, account, key, text, extra)
}

pub(super) fn twilio_pressed(
    world: &World,
    account: &TwilioAccount,
    key: &PhoneKey,
    bubble: &Bubble,
    button: &Button,
) -> Said {
    let extra = if button.kind == ButtonKind::ListRow {
        vec![
            ("MessageType", "interactive".to_owned()),
            ("ListId", button.id.clone()),
            ("ListTitle", button.title.clone()),
        ]
    } else {
        vec![
            ("MessageType", "button".to_owned()),
            ("ButtonText", button.title.clone()),
            ("ButtonPayload", button.id.clone()),
            ("OriginalRepliedMessageSid", bubble.id.clone()),
            ("OriginalRepliedMessageSender", account.from.clone()),
        ]
    };
    twilio_said(world, account, key, &button.title, extra)
}

fn twilio_said(
    world: &World,
    account: &TwilioAccount,
    key: &PhoneKey,
    text: &str,
    extra: Vec<(&'static str, String)>,
) -> Said {
    let sid = format!("SM{:032x}", world.fresh());
    let whatsapp = key.channel == Channel::WhatsApp;
    let prefix = if whatsapp { "whatsapp:+" } else { "+" };
    let mut form = vec![
        ("AccountSid", account.account_sid.clone()),
        ("ApiVersion", "2010-04-01".to_owned()),
        ("MessageSid", sid.clone()),
        ("SmsMessageSid", sid.clone()),
        ("SmsSid", sid.clone()),
        ("SmsStatus", "received".to_owned()),
        ("NumSegments", "1".to_owned()),
        ("NumMedia", "0".to_owned()),
        ("From", format!("{prefix}{}", key.id)),
        ("To", account.from.clone()),
        ("Body", text.to_owned()),
    ];
    if whatsapp {
        let name = world.phones.meet(key, |person| person.profile.name.clone());
        form.push(("WaId", key.id.clone()));
        form.push(("ProfileName", name));
    }
    form.extend(extra);
    let form = form.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut bubble = Bubble::new(sid.clone(), &account.account_sid, Side::Person, "text");
    text.clone_into(&mut bubble.text);
    Said { id: sid, payload: Payload::Form(form), bubble: Some(bubble) }
}

pub(super) fn infobip_wrote(world: &World, account: &InfobipAccount, key: &PhoneKey, text: &str) -> Said {
    let id = world.fresh().to_string();
    let (keyword, clean) = text.split_once(' ').unwrap_or((text, ""));
    let payload = json!({
        "results": [{
            "messageId": id,
            "from": key.id,
            "to": account.sender,
            "text": text,
            "cleanText": clean,
            "keyword": keyword.to_uppercase(),
            "receivedAt": infobip::time(clock::now()),
            "smsCount": 1,
            "price": { "pricePerMessage": 0, "currency": "EUR" },
        }],
        "messageCount": 1,
        "pendingMessageCount": 0,
    });
    let mut bubble = Bubble::new(id.clone(), &account.sender, Side::Person, "text");
    text.clone_into(&mut bubble.text);
    Said { id, payload: Payload::Json(payload), bubble: Some(bubble) }
}

/// The words Twilio itself acts upon before the service sees them.
fn opt_out_type(text: &str) -> Option<&'static str> {
    match text.trim().to_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" => Some("STOP"),
        "START" | "YES" | "UNSTOP" => Some("START"),
        "HELP" | "INFO" => Some("HELP"),
        _ => None,
    }
}
