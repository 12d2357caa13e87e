//! Accounts beside WhatsApp and Telegram that several tests send by.

use carnet_simulator::{Account, InfobipAccount, TwilioAccount};

use crate::support::service::World;

/// The sender of `twilio_sms!` at Twilio.
pub(super) const SMS_SID: &str = "AC00000000000000000000000000000001";

/// SMS by Twilio, for the configuration.
macro_rules! twilio_sms {
    () => {
        r#"
[[account]]
id = "sms1"
school = "essai"
provider = "twilio"
api_base = "BASE"
account_sid = "AC00000000000000000000000000000001"
auth_token = "env:TEST_TWILIO_TOKEN"
from = "+14155550100"
per_second = 50
"#
    };
}

/// SMS by Infobip, for the configuration.
macro_rules! infobip_sms {
    ($sender:literal) => {
        concat!(
            r#"
[[account]]
id = "sms2"
school = "essai"
provider = "infobip"
base_url = "BASE"
api_key = "env:TEST_INFOBIP_KEY"
webhook_secret = "env:TEST_INFOBIP_SECRET"
sender = ""#,
            $sender,
            "\"\n"
        )
    };
}

/// E-mail, for the configuration.
macro_rules! smtp {
    () => {
        r#"
[[account]]
id = "mail1"
school = "essai"
provider = "smtp"
url = "env:TEST_SMTP_URL"
from = "Collège d'Essai <carnet@essai.example>"
per_second = 50
"#
    };
}

pub(super) use {infobip_sms, smtp, twilio_sms};

/// Twilio knows a sender of ours, and where we listen.
pub(super) fn register_twilio(world: &World, (sid, from): (&str, &str), account: &str) {
    world.simulator.register(Account::Twilio(TwilioAccount {
        account_sid: sid.into(),
        auth_token: "twilio-token".into(),
        from: from.into(),
        webhook_url: Some(format!("http://127.0.0.1:{}/webhooks/twilio/{account}/inbound", world.port)),
        ..TwilioAccount::default()
    }));
}

/// Infobip knows the sender "Essai", and signs its reports.
pub(super) fn register_infobip(world: &World) {
    world.simulator.register(Account::Infobip(InfobipAccount {
        sender: "Essai".into(),
        webhook_secret: Some("infobip-secret".into()),
        ..InfobipAccount::default()
    }));
}
