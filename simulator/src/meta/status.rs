//! Meta's status events: what the service is told about a message it sent.

use std::sync::Arc;

use serde_json::{Value, json};

use super::errors::title;
use super::messages::registered;
use crate::account::Account;
use crate::clock;
use crate::phones::{PhoneKey, whatsapp_changes, whatsapp_contacts};
use crate::receipts::Stage;
use crate::webhook::Payload;
use crate::world::World;

/// What all statuses of one message have in common.
pub(super) struct Teller {
    pub(super) recipient: PhoneKey,
    pub(super) by_user_id: bool,
    pub(super) attempt: Option<String>,
    /// A template's category; none for other messages.
    pub(super) category: Option<String>,
    pub(super) message_id: String,
    pub(super) account: Option<Arc<Account>>,
}

impl Teller {
    pub(super) fn tell(&self, world: &World, stage: Stage) -> Option<(String, Payload)> {
        let account = registered(self.account.as_deref())?;
        let url = account.webhook_url.clone()?;
        let mut value = json!({ "statuses": [self.status(stage)] });
        if !matches!(stage, Stage::Failed(_)) {
            let profile = world.phones.person(&self.recipient, |person| person.profile.clone());
            value["contacts"] = whatsapp_contacts(&self.recipient, &profile.unwrap_or_default());
        }
        Some((url, Payload::Json(whatsapp_changes(account, value))))
    }

    fn status(&self, stage: Stage) -> Value {
        let mut status = json!({
            "id": self.message_id,
            "status": stage.ticks().word(),
            "timestamp": clock::unix().to_string(),
        });
        let recipient = if self.by_user_id { "recipient_user_id" } else { "recipient_id" };
        status[recipient] = json!(self.recipient.id);
        if let Some(attempt) = &self.attempt {
            status["biz_opaque_callback_data"] = json!(attempt);
        }
        if matches!(stage, Stage::Sent | Stage::Delivered) {
            status["pricing"] = self.pricing();
        }
        if let Stage::Failed(code) = stage {
            status["errors"] = json!([{
                "code": code, "title": title(code), "message": title(code),
                "error_data": { "details": title(code) },
            }]);
        }
        status
    }

    fn pricing(&self) -> Value {
        let (billable, kind, category) = match &self.category {
            Some(category) => (true, "regular", category.to_lowercase()),
            None => (false, "free_customer_service", "service".to_owned()),
        };
        json!({
            "billable": billable, "pricing_model": "PMP", "type": kind, "category": category,
        })
    }
}
