//! Infobip's statuses, ascending. They also come inside a success.

use super::ByNumber;
use super::Class::{
    BadMessage, BadRecipient, BadRequest, Config, ConfigRecipient, OtherChannel, RetryFew, RetryLater, StopSender,
    Suppress, Taken,
};

pub(super) const CODES: ByNumber = &[
    (2, Taken, "The network has the message."),
    (3, Taken, "The message is on its way."),
    (4, BadMessage, "The network refused the message."),
    (5, Taken, "The phone has the message."),
    (6, RetryFew, "The network could not be used."),
    (7, Taken, "The message is on its way."),
    (8, BadRecipient, "The number lacks its country code."),
    (9, RetryLater, "The phone did not take the message."),
    (10, Suppress, "This person is on a do-not-disturb list."),
    (11, Config, "The account may not use this sender."),
    (12, StopSender, "The account has no credit left."),
    (13, Config, "The sender is not allowed."),
    (14, BadRecipient, "The number is on a block list."),
    (15, RetryLater, "The phone stayed off until the message expired."),
    (17, StopSender, "The prepaid package has run out."),
    (18, ConfigRecipient, "A trial account may write only to registered numbers."),
    (19, OtherChannel, "No way leads to this person's network."),
    (20, BadMessage, "The same message was sent too often."),
    (21, RetryFew, "Something went wrong at Infobip."),
    (23, Taken, "Infobip already has this message."),
    (24, BadRequest, "A part of our request is not valid."),
    (25, BadRequest, "The text is too long."),
    (26, Taken, "Infobip has the message."),
    (29, BadMessage, "The network never told whether the message arrived."),
    (31, RetryFew, "The message did not leave Infobip."),
    (51, BadRequest, "The recipient is missing in our request."),
    (52, BadRecipient, "The number is not valid."),
    (87, BadMessage, "The message was held back as suspect traffic."),
    (96, RetryLater, "There was no answer."),
    (97, RetryLater, "The line was busy."),
    (98, BadMessage, "The message was called back."),
    (99, RetryFew, "Infobip did not take the message."),
    (100, RetryFew, "Infobip's platform refused the message."),
];
