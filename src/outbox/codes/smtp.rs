//! Answers of mail servers, ascending. Unlike HTTP, 4xx means later and 5xx means no.

use super::ByNumber;
use super::Class::{Auth, BadMessage, BadRecipient, BadRequest, Config, RetryBackoff, RetryLater};

pub(super) const CODES: ByNumber = &[
    (421, RetryBackoff, "The mail server is closing or overloaded."),
    (432, Config, "The mail account needs a new password."),
    (450, RetryLater, "The mailbox is busy or asks us to come back later."),
    (451, RetryLater, "The mail server asks us to come back later."),
    (452, RetryLater, "The mail server or the mailbox is full."),
    (454, RetryBackoff, "The mail server cannot check our login for now."),
    (455, RetryLater, "The mail server cannot do this for now."),
    (500, BadRequest, "The mail server did not understand us."),
    (501, BadRequest, "The mail server found a mistake in our request."),
    (503, BadRequest, "The mail server expected something else."),
    (521, BadRecipient, "The recipient's server takes no mail."),
    (530, Auth, "The mail server wants us to log in."),
    (535, Auth, "The mail server does not accept our login."),
    (538, Config, "The mail server wants an encrypted connection."),
    (541, BadMessage, "The mail was refused as unwanted."),
    (550, BadRecipient, "The mailbox does not exist or refuses us."),
    (551, BadRecipient, "The mailbox has moved."),
    (552, RetryLater, "The mailbox is full."),
    (553, BadRecipient, "The address is not valid."),
    (554, BadMessage, "The mail was refused."),
    (556, BadRecipient, "The recipient's domain takes no mail."),
];
