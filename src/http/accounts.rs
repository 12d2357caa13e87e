//! Which account a webhook is for, and with which secrets it is verified.

use carnet_webhooks::infobip::{Algorithm, Scheme};
use carnet_webhooks::twilio::PublicUrl;
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
    WhatsApp {
        phone_number_id: String,
        waba_id: Option<String>,
        app_secrets: Vec<Secret>,
        verify_tokens: Vec<Secret>,
    },
    Telegram {
        secret_tokens: Vec<Secret>,
    },
    /// Twilio signs the address it calls, as it knows it.
    Twilio {
        auth_tokens: Vec<Secret>,
        public_url: PublicUrl,
    },
    Infobip {
        proof: InfobipProof,
        secrets: Vec<Secret>,
    },
}

/// How Infobip's webhooks prove themselves.
#[derive(Debug, Clone)]
pub enum InfobipProof {
    Hmac(Algorithm),
    BodyHmac(Algorithm, String),
    Basic,
    Header(String),
}

impl InfobipProof {
    pub(super) fn scheme<'a>(&'a self, secrets: &'a [Secret]) -> Scheme<'a> {
        match self {
            Self::Hmac(algorithm) => Scheme::TimestampedHmac { algorithm: *algorithm, secrets },
            Self::BodyHmac(algorithm, name) => Scheme::BodyHmac { name, algorithm: *algorithm, secrets },
            Self::Basic => Scheme::Basic { credentials: secrets },
            Self::Header(name) => Scheme::Header { name, values: secrets },
        }
    }
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
            _ => None,
        })
    }

    pub(super) fn whatsapp_verify_tokens(&self) -> Vec<Secret> {
        let tokens = self.all.iter().filter_map(|door| match &door.keys {
            DoorKeys::WhatsApp { verify_tokens, .. } => Some(verify_tokens),
            _ => None,
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

    /// The Twilio account of a route, with what its requests are checked by.
    pub(super) fn twilio(&self, account: &str) -> Option<(&Door, &PublicUrl, &[Secret])> {
        self.all.iter().find_map(|door| match &door.keys {
            DoorKeys::Twilio { auth_tokens, public_url } if door.account.0 == account => {
                Some((door, public_url, auth_tokens.as_slice()))
            }
            _ => None,
        })
    }

    /// The Infobip account of a route, with the one way its requests are checked.
    pub(super) fn infobip(&self, account: &str) -> Option<(&Door, Scheme<'_>)> {
        self.all.iter().find_map(|door| match &door.keys {
            DoorKeys::Infobip { proof, secrets } if door.account.0 == account => Some((door, proof.scheme(secrets))),
            _ => None,
        })
    }

    pub(super) async fn school_of(&self, door: &Door) -> Option<SchoolId> {
        let find = async || (self.find_school)(door.school.clone()).await.ok_or(());
        self.found.get(&door.school)?.get_or_try_init(find).await.ok().copied()
    }
}
