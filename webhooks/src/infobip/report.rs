//! A delivery report: news of an SMS of ours.
//!
//! Lives here: its reading. Never here: joining it with an attempt.
//! Invariant: the group of a status decides, except where one id says less than its group.

use super::results::{instant, number, skip};
use crate::json::Node;
use crate::{EventKind, InboundEvent, Price, Provider, ProviderError, Receipt, ReceiptStatus, Sender, words};

/// In the group of delivered messages, but only handed to the operator.
const DELIVERED_TO_OPERATOR: i64 = 2;
/// In the group of pending messages, and on its way.
const PENDING_ENROUTE: i64 = 7;

pub(super) fn read(item: Node<'_>) -> InboundEvent {
    let addressee = number(item.at("sender"));
    let told = item.at("status");
    let (Some(message_id), Some(group)) = (item.at("messageId").id(), told.at("groupId").integer()) else {
        return skip(addressee, item, "malformed", "result");
    };
    let id = told.at("id").integer();
    let Some(status) = status(group, id) else {
        return skip(addressee, item, "unknown_status", told.at("groupName").str().unwrap_or("status"));
    };
    let id_or_group = id.map_or_else(|| format!("group{group}"), |id| id.to_string());
    InboundEvent {
        provider: Provider::Infobip,
        addressee,
        dedupe: words::key(&["status", &message_id, &id_or_group]),
        at_ms: instant(item.at("doneAt")),
        kind: EventKind::Receipt(Receipt {
            message_id,
            attempt: item.at("callbackData").id(),
            status,
            recipient: Sender { phone: item.at("to").phone(), ..Sender::default() },
            error: (status == ReceiptStatus::Failed).then(|| error(item, id.unwrap_or(group))),
            price: price(item),
        }),
    }
}

fn status(group: i64, id: Option<i64>) -> Option<ReceiptStatus> {
    Some(match (group, id) {
        (1, Some(PENDING_ENROUTE)) | (3, Some(DELIVERED_TO_OPERATOR)) => ReceiptStatus::Sent,
        (0 | 1, _) => ReceiptStatus::Accepted,
        (3, _) => ReceiptStatus::Delivered,
        (2 | 4 | 5, _) => ReceiptStatus::Failed,
        _ => return None,
    })
}

/// The status names the kind of failure. The error beside it, if it is one, says whether trying again is useless.
fn error(item: Node<'_>, code: i64) -> ProviderError {
    let error = item.at("error");
    let is_one = error.at("id").integer().is_some_and(|id| id != 0);
    let permanent = is_one.then(|| error.at("permanent").is_true());
    ProviderError { code, permanent }
}

fn price(item: Node<'_>) -> Option<Price> {
    let price = item.at("price");
    price.is_object().then(|| Price {
        billable: None,
        category: None,
        pricing_type: None,
        amount: price.at("pricePerMessage").decimal(),
        currency: price.at("currency").word(),
        segments: item.at("messageCount").integer().and_then(|count| u32::try_from(count).ok()),
    })
}
