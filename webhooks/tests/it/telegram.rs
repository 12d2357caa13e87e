//! Telegram updates of our own making.

use carnet_webhooks::{Chat, Content, EventKind, InboundEvent, MediaKind, Reach, UnreadableReason, telegram};
use serde_json::{Value, json};

use crate::support::{KEY, content, from_telegram, message, one, secret, skipped};

fn update(kind: &str, part: &Value) -> InboundEvent {
    one(from_telegram(json!({"update_id": 7, kind: part}).to_string().as_bytes()))
}

fn with(base: Value, extra: &Value) -> Value {
    let mut base = base;
    base.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    base
}

/// A message of Awa in her private chat.
fn of_awa(extra: &Value) -> InboundEvent {
    update("message", &awa(extra))
}

fn awa(extra: &Value) -> Value {
    let from = json!({"id": 11, "is_bot": false, "first_name": "Awa", "last_name": "K.", "language_code": "fr"});
    with(json!({"message_id": 42, "date": 1_800_000_000, "chat": {"id": 11, "type": "private"}, "from": from}), extra)
}

#[test]
fn a_text_carries_the_person_and_the_bots_own_key() {
    let event = of_awa(&json!({"text": "/start CODE", "reply_to_message": {"message_id": 40}}));
    assert_eq!((event.dedupe.as_str(), event.at_ms), ("update:tg1:7", Some(1_800_000_000_000)));
    assert_eq!(event.addressee, None);
    let message = message(event);
    assert_eq!(message.content, Content::Text { body: "/start CODE".to_owned() });
    assert_eq!((message.id.as_str(), message.quotes.as_deref()), ("42", Some("40")));
    assert_eq!(message.sender.user_id.as_deref(), Some("11"));
    assert_eq!(message.sender.display_name.as_deref(), Some("Awa K."));
    assert_eq!(message.sender.language.as_deref(), Some("fr"));
    assert_eq!((message.sender.phone, message.chat), (None, Chat::Private));
}

#[test]
fn two_bots_do_not_share_their_counts() {
    let body = json!({"update_id": 7, "message": awa(&json!({"text": "x"}))}).to_string();
    let of = |bot| telegram::verify(Some(KEY.as_bytes()), body.as_bytes(), &[secret(KEY)]).unwrap().parse(bot).unwrap();
    assert_ne!(one(of("a")).dedupe, one(of("b")).dedupe);
}

#[test]
fn a_number_is_own_only_when_telegram_says_whose_it_is() {
    let share = |card: Value, extra: Value| {
        let Content::Contact { own, .. } = content(of_awa(&with(json!({"contact": card}), &extra))) else { panic!() };
        own
    };
    assert!(share(json!({"phone_number": "2250700000001", "user_id": 11}), json!({})));
    assert!(!share(json!({"phone_number": "2250700000001", "user_id": 12}), json!({})));
    assert!(!share(json!({"phone_number": "2250700000001"}), json!({})));
    assert!(!share(
        json!({"phone_number": "2250700000001", "user_id": 11}),
        json!({"forward_origin": {"type": "user"}})
    ));
}

#[test]
fn files_of_every_kind_keep_id_and_caption() {
    let file = json!({"file_id": "F", "mime_type": "m/t", "file_size": 9, "file_name": "n"});
    let kinds = [
        ("voice", MediaKind::Voice),
        ("audio", MediaKind::Audio),
        ("video", MediaKind::Video),
        ("video_note", MediaKind::Video),
        ("document", MediaKind::Document),
        ("sticker", MediaKind::Sticker),
    ];
    for (name, kind) in kinds {
        let Content::Media(media) = content(of_awa(&json!({name: file, "caption": "c"}))) else { panic!("{name}") };
        assert_eq!((media.kind, media.id.as_deref(), media.caption.as_deref()), (kind, Some("F"), Some("c")));
        assert_eq!((media.size_bytes, media.file_name.as_deref()), (Some(9), Some("n")));
    }
    let sizes = json!({"photo": [{"file_id": "big", "width": 800, "height": 600}, {"file_id": "small", "width": 90, "height": 60}]});
    let Content::Media(photo) = content(of_awa(&sizes)) else { panic!() };
    assert_eq!(photo.id.as_deref(), Some("big"));
    let animation = json!({"animation": file, "document": file});
    let Content::Media(animation) = content(of_awa(&animation)) else { panic!() };
    assert_eq!(animation.kind, MediaKind::Video);
}

#[test]
fn a_press_answers_even_when_the_message_is_out_of_reach() {
    let from = json!({"id": 11, "first_name": "Awa"});
    let message = json!({"message_id": 40, "date": 0, "chat": {"id": 11, "type": "private"}});
    let press = update("callback_query", &json!({"id": "cb", "from": from, "data": "p", "message": message}));
    assert_eq!(press.at_ms, None);
    let expected = Content::Press {
        payload: "p".to_owned(),
        title: None,
        callback: Some("cb".to_owned()),
        on: Some("40".to_owned()),
    };
    assert_eq!(content(press), expected);
    let inline = update("callback_query", &json!({"id": "cb", "from": from, "data": "p", "inline_message_id": "i"}));
    assert_eq!(skipped(&inline), "no_chat callback_query");
}

#[test]
fn an_edit_is_told_as_an_edit() {
    let edited = update("edited_message", &awa(&json!({"text": "15", "edit_date": 1_800_000_060})));
    assert_eq!(edited.at_ms, Some(1_800_000_060_000));
    assert_eq!(content(edited), Content::Edited { original: "42".to_owned(), body: "15".to_owned() });
    assert_eq!(skipped(&update("edited_message", &awa(&json!({"location": {}})))), "no_text edited_message");
}

#[test]
fn blocking_is_a_change_of_reach() {
    let member = |old: &str, new: &str| {
        update("my_chat_member", &awa(&json!({"old_chat_member": {"status": old}, "new_chat_member": {"status": new}})))
    };
    let reach = |event: InboundEvent| match event.kind {
        EventKind::Reach(change) => change.change,
        other => panic!("{other:?}"),
    };
    assert_eq!(reach(member("member", "kicked")), Reach::Blocked);
    assert_eq!(reach(member("kicked", "member")), Reach::Unblocked);
    assert_eq!(reach(member("member", "left")), Reach::Blocked);
    assert_eq!(skipped(&member("member", "administrator")), "no_change my_chat_member");
    assert_eq!(skipped(&member("member", "ascended")), "malformed my_chat_member");
}

#[test]
fn a_moved_group_is_the_same_news_from_both_sides() {
    let told = |chat: i64, extra: Value| {
        let place = json!({"chat": {"id": chat, "type": "supergroup"}});
        let EventKind::Reach(change) = of_awa(&with(place, &extra)).kind else { panic!() };
        (change.chat, change.change)
    };
    let old = Chat::Group { id: "-5".to_owned(), title: None };
    let expected = (old, Reach::MovedTo("-1005".to_owned()));
    assert_eq!(told(-5, json!({"migrate_to_chat_id": -1005})), expected);
    assert_eq!(told(-1005, json!({"migrate_from_chat_id": -5})), expected);
}

/// Something of Awa's in a group.
fn in_group(extra: &Value) -> InboundEvent {
    of_awa(&with(json!({"chat": {"id": -5, "type": "supergroup", "title": "Parents 4e A"}}), extra))
}

#[test]
fn of_a_group_only_what_is_said_to_us_is_kept() {
    let said = message(in_group(&json!({"text": "/notes@school_bot"})));
    assert_eq!(said.chat, Chat::Group { id: "-5".to_owned(), title: Some("Parents 4e A".to_owned()) });
    let others = [
        json!({"text": "Awa a eu 4 en maths"}),
        json!({"voice": {"file_id": "F"}, "caption": "/notes"}),
        json!({"contact": {"phone_number": "2250700000001", "user_id": 11}}),
        json!({"text": "merci", "reply_to_message": {"message_id": 40}}),
    ];
    for other in others {
        let event = in_group(&other);
        assert_eq!(skipped(&event), "among_others message");
        assert!(!serde_json::to_string(&event).unwrap().contains("Awa"));
    }
    let place = json!({"chat": {"id": -5, "type": "group"}, "text": "/notes"});
    assert_eq!(skipped(&update("edited_message", &awa(&place))), "among_others edited_message");
}

#[test]
fn whoever_speaks_for_a_group_is_the_group_and_whoever_speaks_for_another_is_nobody() {
    let bot = json!({"id": 1_087_968_824, "is_bot": true, "first_name": "Group"});
    let spoken = |chat: i64| in_group(&json!({"from": bot, "sender_chat": {"id": chat}, "text": "/groupe CODE"}));
    assert_eq!(message(spoken(-5)).sender.user_id.as_deref(), Some("-5"));
    assert_eq!(skipped(&spoken(-7)), "not_for_us message");
    // A channel's post comes into its discussion group under the name of Telegram itself.
    let forwarded = json!({"from": {"id": 777_000, "first_name": "Telegram"}, "sender_chat": {"id": -7}, "text": "/x"});
    assert_eq!(skipped(&in_group(&forwarded)), "not_for_us message");
    let place = json!({"chat": {"id": -5, "type": "channel"}, "text": "/groupe CODE"});
    assert_eq!(skipped(&of_awa(&place)), "malformed message");
}

#[test]
fn leaving_a_group_is_told_whoever_did_it() {
    let left = json!({
        "chat": {"id": -5, "type": "group", "title": "Parents"}, "from": {"id": 1_087_968_824, "is_bot": true},
        "old_chat_member": {"status": "member"}, "new_chat_member": {"status": "kicked"},
    });
    let EventKind::Reach(change) = update("my_chat_member", &left).kind else { panic!() };
    assert_eq!((change.chat.group(), change.change), (Some("-5"), Reach::Blocked));
    let channel = with(left, &json!({"chat": {"id": -5, "type": "channel"}}));
    assert_eq!(skipped(&update("my_chat_member", &channel)), "not_for_us my_chat_member");
}

#[test]
fn what_no_person_said_is_skipped() {
    assert_eq!(skipped(&of_awa(&json!({"pinned_message": {}}))), "service_message pinned_message");
    assert_eq!(skipped(&of_awa(&json!({"from": {"id": 5, "is_bot": true}, "text": "x"}))), "no_sender message");
    assert_eq!(skipped(&update("channel_post", &json!({"text": "x"}))), "not_for_us channel_post");
    assert_eq!(skipped(&update("hologram", &json!({}))), "unknown_update hologram");
    assert_eq!(content(of_awa(&json!({"poll": {}}))), Content::Unsupported { what: "poll".to_owned() });
}

#[test]
fn a_reaction_and_its_removal() {
    let react =
        |new: Value| content(update("message_reaction", &awa(&json!({"user": {"id": 11}, "new_reaction": new}))));
    let reaction = |emoji: Option<&str>| Content::Reaction { on: "42".to_owned(), emoji: emoji.map(str::to_owned) };
    assert_eq!(react(json!([{"type": "emoji", "emoji": "👍"}])), reaction(Some("👍")));
    assert_eq!(react(json!([])), reaction(None));
}

#[test]
fn broken_updates_are_skipped_and_broken_bodies_unreadable() {
    let reasons = |body: &Value| skipped(&one(from_telegram(body.to_string().as_bytes())));
    assert_eq!(reasons(&json!({})), "malformed update");
    assert_eq!(reasons(&json!({"update_id": 1})), "malformed update");
    assert_eq!(reasons(&json!({"update_id": {}, "message": awa(&json!({}))})), "malformed update");
    assert_eq!(reasons(&json!({"update_id": 1, "message": 5})), "malformed message");
    assert_eq!(
        reasons(&json!({"update_id": 1, "message": {"message_id": 1, "chat": {"id": "x"}}})),
        "malformed message"
    );
    let parse = |body: &[u8]| {
        telegram::verify(Some(KEY.as_bytes()), body, &[secret(KEY)]).unwrap().parse("b").unwrap_err().reason
    };
    assert_eq!((parse(b"{"), parse(b"[]")), (UnreadableReason::NotJson, UnreadableReason::WrongShape));
}
