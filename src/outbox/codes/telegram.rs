//! Telegram's refusals by our word for each, see `gateway::telegram_words`.

use super::ByWord;
use super::Class::{Auth, BadRecipient, BadRequest, Config, Harmless, Moved, Suppress};

pub(super) const WORDS: ByWord = &[
    ("blocked", Suppress, "This person has blocked the bot."),
    ("deactivated", BadRecipient, "This person has deleted their Telegram account."),
    ("kicked", Suppress, "The bot was removed from this chat."),
    ("moved", Moved, "The chat goes on under another number."),
    ("chat_closed", BadRecipient, "The chat is closed."),
    ("never_started", BadRecipient, "This person has not yet started the bot."),
    ("is_a_bot", BadRecipient, "The recipient is a bot."),
    ("chat_not_found", BadRecipient, "Telegram does not know this chat."),
    ("no_rights", BadRecipient, "The bot may not write in this chat."),
    ("bad_markup", BadRequest, "Telegram could not read the text's formatting."),
    ("too_long", BadRequest, "The text is too long."),
    ("empty", BadRequest, "The text is empty."),
    ("bad_button", BadRequest, "Telegram does not accept a button."),
    ("not_modified", Harmless, "The message already looks so."),
    ("edit_gone", Harmless, "The message to change no longer exists."),
    ("press_expired", Harmless, "The button was pressed too long ago to be answered."),
    ("file_too_big", BadRequest, "The file is too big."),
    ("bad_file", BadRequest, "Telegram does not accept the file."),
    ("bad_webhook", Config, "Telegram does not accept our webhook's address."),
    ("bad_token", Auth, "Telegram does not accept the bot's token."),
];
