//! Twilio forms of our own making.

use carnet_webhooks::{Addressee, Content, EventKind, InboundEvent, MediaKind, Reach, ReceiptStatus};
use url::form_urlencoded;

use crate::support::{content, from_twilio, message, one, receipt, skipped};

fn form(pairs: &[(&str, &str)]) -> Vec<InboundEvent> {
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    from_twilio("/webhooks/twilio/tw1/inbound?a=attempt-1", body.as_bytes())
}

fn inbound(extra: &[(&str, &str)]) -> Vec<InboundEvent> {
    let base = [("MessageSid", "SM1"), ("From", "whatsapp:+225 07"), ("To", "+1415"), ("NumMedia", "0")];
    form(&[extra, &base].concat())
}

#[test]
fn a_text_carries_the_number_of_the_person_and_ours() {
    let event = one(inbound(&[("Body", "notes é😀"), ("ProfileName", "Awa")]));
    assert_eq!(
        (event.dedupe.as_str(), event.addressee.clone()),
        ("message:SM1", Some(Addressee::Number("+1415".to_owned())))
    );
    let message = message(event);
    assert_eq!(message.sender.phone.as_deref(), Some("+22507"));
    assert_eq!(message.content, Content::Text { body: "notes é😀".to_owned() });
}

#[test]
fn every_file_is_an_event_and_the_words_go_with_the_first() {
    let files = [
        ("NumMedia", "2"),
        ("Body", "mot"),
        ("MediaUrl0", "https://api.twilio.com/0"),
        ("MediaContentType0", "image/png"),
        ("MediaUrl1", "https://api.twilio.com/1"),
        ("MediaContentType1", "application/pdf"),
        ("MediaUrl2", "https://x"),
    ];
    let events = inbound(&files);
    assert_eq!(events.iter().map(|event| event.dedupe.as_str()).collect::<Vec<_>>(), ["message:SM1", "message:SM1:1"]);
    let told = |event: InboundEvent| match content(event) {
        Content::Media(media) => (media.kind, media.caption),
        other => panic!("{other:?}"),
    };
    let told: Vec<_> = events.into_iter().map(told).collect();
    assert_eq!(told, [(MediaKind::Image, Some("mot".to_owned())), (MediaKind::Document, None)]);
}

#[test]
fn a_file_without_an_address_leaves_the_words() {
    assert_eq!(content(one(inbound(&[("NumMedia", "1"), ("Body", "mot")]))), Content::Text { body: "mot".to_owned() });
    let nothing = content(one(inbound(&[("NumMedia", "9999999999"), ("MessageType", "sticker")])));
    assert_eq!(nothing, Content::Unsupported { what: "sticker".to_owned() });
}

#[test]
fn presses_and_places() {
    let press = |extra: &[(&str, &str)]| match content(one(inbound(extra))) {
        Content::Press { payload, title, on, .. } => (payload, title, on),
        other => panic!("{other:?}"),
    };
    let button = press(&[("ButtonPayload", "p"), ("ButtonText", "Oui"), ("OriginalRepliedMessageSid", "SM0")]);
    assert_eq!(button, ("p".to_owned(), Some("Oui".to_owned()), Some("SM0".to_owned())));
    assert_eq!(press(&[("ListId", "l"), ("ListTitle", "Awa")]), ("l".to_owned(), Some("Awa".to_owned()), None));
    assert_eq!(press(&[("ButtonText", "Oui")]), ("Oui".to_owned(), Some("Oui".to_owned()), None));
    assert_eq!(content(one(inbound(&[("Latitude", "5.3"), ("Longitude", "-4.0")]))), Content::Location);
}

#[test]
fn words_that_twilio_answers_are_not_questions() {
    let reach = |word| match one(inbound(&[("OptOutType", word), ("Body", word)])).kind {
        EventKind::Reach(change) => change.change,
        other => panic!("{other:?}"),
    };
    assert_eq!((reach("STOP"), reach("START")), (Reach::OptedOut, Reach::OptedIn));
    assert_eq!(skipped(&one(inbound(&[("OptOutType", "HELP")]))), "answered_by_provider HELP");
}

#[test]
fn a_status_joins_by_the_attempt_in_the_address() {
    let status = |word: &str, extra: &[(&str, &str)]| {
        one(form(
            &[&[("MessageSid", "SM9"), ("MessageStatus", word), ("From", "+1415"), ("To", "+22507")], extra].concat(),
        ))
    };
    let ranks = [
        ("queued", ReceiptStatus::Accepted),
        ("sent", ReceiptStatus::Sent),
        ("delivered", ReceiptStatus::Delivered),
        ("read", ReceiptStatus::Read),
        ("undelivered", ReceiptStatus::Failed),
        ("failed", ReceiptStatus::Failed),
    ];
    for (word, rank) in ranks {
        let event = status(word, &[]);
        assert_eq!(event.dedupe, format!("status:SM9:{word}"));
        assert_eq!(event.addressee, Some(Addressee::Number("+1415".to_owned())));
        let receipt = receipt(event);
        assert_eq!((receipt.status, receipt.attempt.as_deref()), (rank, Some("attempt-1")));
        assert_eq!(receipt.recipient.phone.as_deref(), Some("+22507"));
    }
    assert_eq!(receipt(status("failed", &[("ErrorCode", "30003")])).error.unwrap().code, 30003);
    assert_eq!(skipped(&status("dreaming", &[])), "unknown_status dreaming");
}

#[test]
fn a_sender_that_is_a_word_is_nobodys_phone() {
    assert_eq!(skipped(&one(form(&[("MessageSid", "SM1"), ("From", "BANK24"), ("Body", "x")]))), "no_sender message");
    let hidden = message(one(form(&[("MessageSid", "SM1"), ("From", "whatsapp:CI.77"), ("Body", "x")])));
    assert_eq!((hidden.sender.phone, hidden.sender.user_id.as_deref()), (None, Some("CI.77")));
}

#[test]
fn a_form_of_something_else_is_skipped() {
    assert_eq!(skipped(&one(form(&[("EventType", "onConversationAdded")]))), "unknown_update onConversationAdded");
    assert_eq!(skipped(&one(form(&[]))), "unknown_update form");
    assert_eq!(skipped(&one(form(&[("MessageStatus", "sent")]))), "malformed status");
}
