//! WhatsApp bodies of our own making: the essential kinds, and the broken neighbours.

use carnet_webhooks::{
    Addressee, Chat, Content, EventKind, InboundEvent, MAX_EVENTS, Reach, ReceiptStatus, TemplateAspect,
    UnreadableReason, whatsapp,
};
use serde_json::{Value, json};

use crate::support::{KEY, content, from_whatsapp, message, meta_header, one, receipt, secret, skipped};

/// A body with one change.
fn change(field: &str, value: &Value) -> Vec<InboundEvent> {
    let body = json!({"object": "whatsapp_business_account", "entry": [
        {"id": "waba", "time": 1_800_000_000, "changes": [{"field": field, "value": value}]}]});
    from_whatsapp(body.to_string().as_bytes())
}

/// A body with these messages from Awa, known by both names.
fn messages(messages: &Value) -> Vec<InboundEvent> {
    change(
        "messages",
        &json!({
        "metadata": {"phone_number_id": "pn"},
        "contacts": [{"wa_id": "2250700000001", "user_id": "CI.1", "profile": {"name": "  Awa\n "}}],
        "messages": messages}),
    )
}

fn of_awa(kind: &str, part: &Value) -> InboundEvent {
    let mut message = json!({"from": "2250700000001", "id": "wamid.1", "timestamp": "1800000000", "type": kind});
    message[kind] = part.clone();
    one(messages(&json!([message])))
}

fn status(extra: &Value) -> InboundEvent {
    let mut status = json!({"id": "wamid.9", "status": "delivered", "timestamp": "1800000000"});
    status.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    one(change("messages", &json!({"metadata": {"phone_number_id": "pn"}, "statuses": [status]})))
}

#[test]
fn a_text_carries_the_person_by_both_names() {
    let event = of_awa("text", &json!({"body": "notes\u{0}"}));
    assert_eq!(event.addressee, Some(Addressee::PhoneNumberId("pn".to_owned())));
    assert_eq!(event.at_ms, Some(1_800_000_000_000));
    assert_eq!(event.dedupe, "message:pn:wamid.1");
    let message = message(event);
    assert_eq!(message.sender.phone.as_deref(), Some("+2250700000001"));
    assert_eq!(message.sender.user_id.as_deref(), Some("CI.1"));
    assert_eq!(message.sender.display_name.as_deref(), Some("Awa"));
    assert_eq!((message.chat, message.forwarded), (Chat::Private, false));
    assert_eq!(message.content, Content::Text { body: "notes".to_owned() });
}

#[test]
fn a_contact_is_never_joined_against_a_name_it_contradicts() {
    let value = json!({"metadata": {"phone_number_id": "pn"},
        "contacts": [{"wa_id": "225070", "user_id": "CI.old", "profile": {"name": "Awa"}}],
        "messages": [{"from": "225070", "from_user_id": "CI.new", "id": "m", "type": "text", "text": {"body": "x"}}]});
    let sender = message(one(change("messages", &value))).sender;
    assert_eq!((sender.user_id.as_deref(), sender.display_name), (Some("CI.new"), None));
}

#[test]
fn a_person_without_a_phone_is_known_by_the_user_id() {
    let value = json!({"metadata": {"phone_number_id": "pn"}, "contacts": [{"user_id": "CI.1"}],
        "messages": [{"id": "m", "type": "text", "text": {"body": "x"}}]});
    let sender = message(one(change("messages", &value))).sender;
    assert_eq!((sender.phone, sender.user_id.as_deref()), (None, Some("CI.1")));
}

#[test]
fn nobody_is_not_somebody() {
    let value = json!({"metadata": {"phone_number_id": "pn"}, "contacts": [{"user_id": "CI.1"}, {"user_id": "CI.2"}],
        "messages": [{"id": "m", "type": "text", "text": {"body": "x"}}]});
    assert_eq!(skipped(&one(change("messages", &value))), "no_sender text");
}

#[test]
fn presses_of_every_kind_give_our_payload() {
    let kinds = [
        ("button", json!({"payload": "p", "text": "Oui"})),
        ("interactive", json!({"type": "button_reply", "button_reply": {"id": "p", "title": "Oui"}})),
        ("interactive", json!({"type": "list_reply", "list_reply": {"id": "p", "title": "Oui", "description": "d"}})),
    ];
    for (kind, part) in kinds {
        let Content::Press { payload, title, .. } = content(of_awa(kind, &part)) else { panic!("{kind}") };
        assert_eq!((payload.as_str(), title.as_deref()), ("p", Some("Oui")));
    }
}

#[test]
fn an_interactive_message_meta_could_not_read_is_unsupported() {
    assert_eq!(content(of_awa("interactive", &json!(null))), Content::Unsupported { what: "interactive".to_owned() });
}

#[test]
fn edits_and_revocations_name_their_original_and_have_their_own_keys() {
    let part = json!({"original_message_id": "wamid.0", "message": {"type": "text", "text": {"body": "14"}}});
    let edit = of_awa("edit", &part);
    assert_eq!(edit.dedupe, "message:pn:wamid.1:edit");
    assert_eq!(content(edit), Content::Edited { original: "wamid.0".to_owned(), body: "14".to_owned() });
    let part = json!({"original_message_id": "wamid.0", "message": {"type": "image", "image": {"caption": "mot"}}});
    assert_eq!(
        content(of_awa("edit", &part)),
        Content::Edited { original: "wamid.0".to_owned(), body: "mot".to_owned() }
    );
    let revoke = of_awa("revoke", &json!({"original_message_id": "wamid.0"}));
    assert_eq!(revoke.dedupe, "message:pn:wamid.1:revoke");
    assert_eq!(content(revoke), Content::Revoked { original: "wamid.0".to_owned() });
    assert_eq!(content(of_awa("edit", &json!({}))), Content::Unsupported { what: "edit".to_owned() });
}

#[test]
fn a_card_with_the_senders_own_number_is_their_own() {
    let card = |number: &str| json!([{"phones": [{"phone": number}]}]);
    let own = Content::Contact { phone: "+2250700000001".to_owned(), own: true };
    assert_eq!(content(of_awa("contacts", &card("+225 07 00 00 00 01"))), own);
    let Content::Contact { own, .. } = content(of_awa("contacts", &card("+33 6 12 34 56 78"))) else { panic!() };
    assert!(!own);
    for bad in ["٠٧٠٠", "07 ext. 5", "", "+++", "123456789012345678901"] {
        assert_eq!(
            content(of_awa("contacts", &card(bad))),
            Content::Unsupported { what: "contacts".to_owned() },
            "{bad}"
        );
    }
}

#[test]
fn a_changed_person_is_an_identity_in_old_and_new_names() {
    let system =
        json!({"type": "user_changed_number", "wa_id": "2250700000002", "user_id": "CI.2", "previous_user_id": "CI.1"});
    let EventKind::Identity(change) = of_awa("system", &system).kind else { panic!() };
    assert_eq!(
        (change.before.phone.as_deref(), change.before.user_id.as_deref()),
        (Some("+2250700000001"), Some("CI.1"))
    );
    assert_eq!(
        (change.after.phone.as_deref(), change.after.user_id.as_deref()),
        (Some("+2250700000002"), Some("CI.2"))
    );
    assert_eq!(skipped(&of_awa("system", &json!({"type": "user_sneezed"}))), "unknown_system user_sneezed");
    let nobody =
        json!({"from_user_id": "CI.2", "id": "m", "type": "system", "system": {"type": "user_changed_user_id"}});
    assert_eq!(skipped(&one(messages(&json!([nobody])))), "unknown_system user_changed_user_id");
}

#[test]
fn receipts_keep_rank_attempt_and_error() {
    let ranks = [
        ("sent", ReceiptStatus::Sent),
        ("delivered", ReceiptStatus::Delivered),
        ("read", ReceiptStatus::Read),
        ("played", ReceiptStatus::Read),
        ("failed", ReceiptStatus::Failed),
    ];
    for (word, rank) in ranks {
        let event = status(&json!({"status": word, "recipient_id": "225070", "biz_opaque_callback_data": "attempt-1"}));
        assert_eq!(event.dedupe, format!("status:wamid.9:{word}:1800000000000"));
        let receipt = receipt(event);
        assert_eq!((receipt.status, receipt.attempt.as_deref()), (rank, Some("attempt-1")));
        assert_eq!(receipt.recipient.phone.as_deref(), Some("+225070"));
    }
    let failed = receipt(status(&json!({"status": "failed", "errors": [{"code": 131_047, "title": "t"}]})));
    assert_eq!(failed.error.unwrap().code, 131_047);
    assert_eq!(skipped(&status(&json!({"status": "warm"}))), "unknown_status warm");
}

#[test]
fn a_group_has_a_receipt_for_each_participant_and_no_number_in_a_key() {
    let of =
        |who: &str| status(&json!({"recipient_type": "group", "recipient_id": "g", "recipient_participant_id": who}));
    let (one, other) = (of("2250700000001"), of("2250700000002"));
    assert_ne!(one.dedupe, other.dedupe);
    assert!(!one.dedupe.contains("2250700000001"));
    assert_eq!(receipt(one).recipient.phone.as_deref(), Some("+2250700000001"));
}

#[test]
fn templates_tell_status_quality_and_category() {
    let template = |field: &str, extra: Value| {
        let mut value =
            json!({"message_template_id": 1, "message_template_name": "n", "message_template_language": "fr"});
        value.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let event = one(change(field, &value));
        assert_eq!(event.addressee, Some(Addressee::BusinessAccount("waba".to_owned())));
        let EventKind::Template(change) = event.kind else { panic!("{event:?}") };
        (change.what, change.event, change.reason)
    };
    let paused = template(
        "message_template_status_update",
        json!({"event": "PAUSED", "reason": "NONE", "other_info": {"title": "FIRST_PAUSE"}}),
    );
    assert_eq!(paused, (TemplateAspect::Status, "PAUSED".to_owned(), Some("FIRST_PAUSE".to_owned())));
    let quality = template("message_template_quality_update", json!({"new_quality_score": "RED"}));
    assert_eq!(quality, (TemplateAspect::Quality, "RED".to_owned(), None));
    let category =
        template("template_category_update", json!({"new_category": "MARKETING", "previous_category": "UTILITY"}));
    assert_eq!(category, (TemplateAspect::Category, "MARKETING".to_owned(), None));
    let soon = template("template_category_update", json!({"correct_category": "MARKETING", "new_category": null}));
    assert_eq!(soon, (TemplateAspect::Category, "MARKETING".to_owned(), Some("announced".to_owned())));
}

#[test]
fn accounts_and_preferences_are_events_of_their_own() {
    let EventKind::Account(notice) = one(change("account_update", &json!({"event": "DISABLED_UPDATE"}))).kind else {
        panic!()
    };
    assert_eq!((notice.field.as_str(), notice.detail.as_str()), ("account_update", r#"{"event":"DISABLED_UPDATE"}"#));
    for (word, reach) in [("stop", Reach::OptedOut), ("resume", Reach::OptedIn)] {
        let value = json!({"metadata": {"phone_number_id": "pn"}, "user_preferences": [
            {"wa_id": "225070", "category": "marketing_messages", "value": word, "timestamp": 1_800_000_001}]});
        let event = one(change("user_preferences", &value));
        assert_eq!(event.at_ms, Some(1_800_000_001_000));
        let EventKind::Reach(change) = event.kind else { panic!() };
        assert_eq!((change.change, change.who.phone.as_deref()), (reach, Some("+225070")));
    }
}

#[test]
fn a_broken_item_leaves_its_neighbours_alone() {
    let good =
        |id: &str| json!({"from": "2250700000001", "id": id, "timestamp": "1", "type": "text", "text": {"body": id}});
    let broken = [
        json!(null),
        json!(7),
        json!("x"),
        json!([]),
        json!({}),
        json!({"id": 5.5, "type": "text"}),
        json!({"id": "m", "type": []}),
        json!({"from": {}, "id": ["m"], "type": "text"}),
    ];
    for item in broken {
        let events = messages(&json!([good("a"), item, good("b")]));
        assert_eq!(events.len(), 3, "{item}");
        assert_eq!(skipped(&events[1]), "malformed message");
        assert_eq!((events[0].dedupe.as_str(), events[2].dedupe.as_str()), ("message:pn:a", "message:pn:b"));
    }
    // A part of a wrong type spoils what it says, not who said it.
    let odd = messages(
        &json!([{"from": "2250700000001", "id": "m", "timestamp": {}, "type": "text", "text": 5, "context": 3}]),
    );
    assert_eq!(content(one(odd)), Content::Unsupported { what: "text".to_owned() });
}

#[test]
fn broken_frames_are_skipped_one_by_one() {
    let cases = [
        (json!([5, {"id": "w", "changes": 1}]), vec!["malformed entry", "malformed entry"]),
        (
            json!([{"id": "w", "changes": [null, {"field": "x"}, {"field": "messages"}]}]),
            vec!["malformed change", "unknown_field x", "malformed messages"],
        ),
        (
            json!([{"changes": [{"field": "messages", "value": {"messages": {}, "statuses": []}}]}]),
            vec!["malformed messages"],
        ),
        (json!([{"changes": [{"field": "user_preferences", "value": []}]}]), vec!["malformed user_preferences"]),
        (json!([]), vec![]),
    ];
    for (entry, reasons) in cases {
        let events = from_whatsapp(json!({"entry": entry}).to_string().as_bytes());
        assert_eq!(events.iter().map(skipped).collect::<Vec<_>>(), reasons);
    }
}

#[test]
fn an_unreadable_body_is_told_apart_from_an_empty_one() {
    let parse =
        |body: &[u8]| whatsapp::verify(Some(meta_header(body).as_bytes()), body, &[secret(KEY)]).unwrap().parse();
    let deep = "[".repeat(200);
    for body in [&b""[..], b"\xff\xfe", b"{", br#"{"entry":["#, deep.as_bytes()] {
        assert_eq!(parse(body).unwrap_err().reason, UnreadableReason::NotJson);
    }
    for body in [&b"null"[..], b"[]", b"{}", br#"{"entry":{}}"#] {
        assert_eq!(parse(body).unwrap_err().reason, UnreadableReason::WrongShape);
    }
    assert_ne!(parse(b"[]").unwrap_err().fingerprint, parse(b"{}").unwrap_err().fingerprint);
    assert_eq!(parse(br#"{"entry":[]}"#), Ok(Vec::new()));
}

#[test]
fn a_flood_is_bounded_and_counted() {
    let item = json!({"id": "m", "status": "sent"});
    let value = json!({"metadata": {"phone_number_id": "pn"}, "statuses": vec![item; MAX_EVENTS + 7]});
    let events = change("messages", &value);
    assert_eq!(events.len(), MAX_EVENTS + 1);
    assert_eq!(skipped(events.last().unwrap()), "too_many 7");
}
