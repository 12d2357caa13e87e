//! Every fixture of the contracts, against a reviewed snapshot of its events.

use carnet_webhooks::InboundEvent;

use crate::shared;
use crate::support::{from_infobip, from_telegram, from_twilio, from_whatsapp};

fn hold(provider: &str, parse: impl Fn(&[u8]) -> Vec<InboundEvent>) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("snapshots/{provider}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, body) in shared::fixtures(provider) {
            insta::assert_yaml_snapshot!(name, parse(&body));
        }
    });
}

#[test]
fn whatsapp_fixtures_hold() {
    hold("whatsapp", from_whatsapp);
}

#[test]
fn telegram_fixtures_hold() {
    hold("telegram", from_telegram);
}

#[test]
fn twilio_fixtures_hold() {
    hold("twilio", |body| {
        from_twilio("/webhooks/twilio/tw1/status?a=018f2c6e-0000-7000-8000-000000000001", body.trim_ascii_end())
    });
}

#[test]
fn infobip_fixtures_hold() {
    hold("infobip", from_infobip);
}
