//! Which account a webhook is for, and with which secrets it is verified.

use carnet_webhooks::{Addressee, Secret, whatsapp};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use tokio::sync::OnceCell;

use crate::domain::{AccountId, SchoolId};

/// Finds the school of a code; `None` while it has not been imported.
pub type SchoolFinder = Box<dyn Fn(String) -> Pin<Box<dyn Future<Output = Option<SchoolId>> + Send>> + Send + Sync>;

/// One account's entrance.
pub struct Door {
    pub account: AccountId,
    /// The school's code.
    pub school: String,
    pub keys: DoorKeys,
}

/// What a provider's webhooks are checked with.
pub enum DoorKeys {
    WhatsApp { phone_number_id: String, waba_id: Option<String>, app_secrets: Vec<Secret>, verify_tokens: Vec<Secret> },
    Telegram { secret_tokens: Vec<Secret> },
}

impl Door {
    /// Whether an event is addressed to this account: by its number, or to its whole business account.
    pub(super) fn is_addressed(&self, addressee: Option<&Addressee>) -> bool {
        match (&self.keys, addressee) {
            (DoorKeys::WhatsApp { phone_number_id, .. }, Some(Addressee::PhoneNumberId(id))) => phone_number_id == id,
            (DoorKeys::WhatsApp { waba_id, .. }, Some(Addressee::BusinessAccount(id))) => waba_id.as_ref() == Some(id),
            _ => false,
        }
    }
}

/// All entrances of this process.
pub struct Doors {
    all: Vec<Door>,
    find_school: SchoolFinder,
    /// By its code: a school keeps its id, so it is looked up until it is there and never again.
    found: HashMap<String, OnceCell<SchoolId>>,
}

impl Doors {
    pub fn new(doors: Vec<Door>, find_school: SchoolFinder) -> Self {
        let found = doors.iter().map(|door| (door.school.clone(), OnceCell::new())).collect();
        Self { all: doors, find_school, found }
    }

    /// The `WhatsApp` doors that a body was signed for. The number is known only after the body has been verified, and
    /// a school's secret must not open another school's door.
    pub(super) fn whatsapp_signed<'a, 'b>(
        &'a self,
        signature: Option<&'b [u8]>,
        raw: &'b [u8],
    ) -> impl Iterator<Item = (&'a Door, whatsapp::Verified<'b>)> {
        self.all.iter().filter_map(move |door| match &door.keys {
            DoorKeys::WhatsApp { app_secrets, .. } => Some((door, whatsapp::verify(signature, raw, app_secrets).ok()?)),
            DoorKeys::Telegram { .. } => None,
        })
    }

    pub(super) fn whatsapp_verify_tokens(&self) -> Vec<Secret> {
        let tokens = self.all.iter().filter_map(|door| match &door.keys {
            DoorKeys::WhatsApp { verify_tokens, .. } => Some(verify_tokens),
            DoorKeys::Telegram { .. } => None,
        });
        tokens.flatten().cloned().collect()
    }

    /// The Telegram account of a route.
    pub(super) fn telegram(&self, account: &str) -> Option<(&Door, &[Secret])> {
        self.all.iter().find_map(|door| match &door.keys {
            DoorKeys::Telegram { secret_tokens } if door.account.0 == account => Some((door, secret_tokens.as_slice())),
            _ => None,
        })
    }

    pub(super) async fn school_of(&self, door: &Door) -> Option<SchoolId> {
        let find = async || (self.find_school)(door.school.clone()).await.ok_or(());
        self.found.get(&door.school)?.get_or_try_init(find).await.ok().copied()
    }
}
