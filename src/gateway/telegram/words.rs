//! Telegram gives words where others give codes: the ones we know, under one name each.

/// Part of a description, lower case → our word. The first that occurs wins.
const WORDS: &[(&str, &str)] = &[
    ("bot was blocked by the user", "blocked"),
    ("user is deactivated", "deactivated"),
    ("bot was kicked", "kicked"),
    ("bot is not a member", "kicked"),
    ("group chat was upgraded", "moved"),
    ("group is deactivated", "chat_closed"),
    ("can't initiate conversation", "never_started"),
    ("can't send messages to bots", "is_a_bot"),
    ("chat not found", "chat_not_found"),
    ("user not found", "chat_not_found"),
    ("peer_id_invalid", "chat_not_found"),
    ("not enough rights", "no_rights"),
    ("have no rights", "no_rights"),
    ("need administrator rights", "no_rights"),
    ("chat_write_forbidden", "no_rights"),
    ("can't parse entities", "bad_markup"),
    ("text is too long", "too_long"),
    ("message is too long", "too_long"),
    ("message_too_long", "too_long"),
    ("caption is too long", "too_long"),
    ("caption_too_long", "too_long"),
    ("text is empty", "empty"),
    ("text must be non-empty", "empty"),
    ("button_data_invalid", "bad_button"),
    ("inline keyboard button", "bad_button"),
    ("message is not modified", "not_modified"),
    ("message to edit not found", "edit_gone"),
    ("message can't be edited", "edit_gone"),
    ("message_id_invalid", "edit_gone"),
    ("query is too old", "press_expired"),
    ("query_id_invalid", "press_expired"),
    ("file is too big", "file_too_big"),
    ("file of size", "file_too_big"),
    ("request entity too large", "file_too_big"),
    ("wrong file", "bad_file"),
    ("bad webhook", "bad_webhook"),
    ("unauthorized", "bad_token"),
];

/// Our word for a refusal; `None` for what we never met.
pub(super) fn recognise(status: u16, description: &str) -> Option<&'static str> {
    let description = description.to_ascii_lowercase();
    let known = WORDS.iter().find(|(part, _)| description.contains(part)).map(|(_, word)| *word);
    // The bare words mean that there is no such bot.
    known.or_else(|| (status == 404 && description == "not found").then_some("bad_token"))
}

/// Every word a refusal of Telegram can carry.
pub fn telegram_words() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|(_, word)| *word)
}
