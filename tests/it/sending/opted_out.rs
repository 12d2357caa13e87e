//! A provider's own STOP: honoured where it was said, and news goes on by the family's next channel, once.

use carnet_simulator::{Account, InfobipAccount, LedgerEntry, Phone, Script};
use serde_json::json;
use std::sync::Arc;

use super::accounts::{SMS_SID, infobip_sms, register_twilio, smtp, twilio_sms};
use super::{SOON, all_settled, ask, each_service, publish, publish_estelle, run, teacher};
use crate::support::service::{Setup, World};

const ACCOUNTS: &str = concat!(twilio_sms!(), infobip_sms!("14155550101"), smtp!());
/// Once: what is sent there after that would be taken.
const OPTED_OUT: &str = r#"[{ "match": { "provider": "twilio" }, "action": { "error": 21610 }, "times": 1 }]"#;
const BLOCKED: &str = "SELECT COUNT(*) FROM contact WHERE channel = 'sms' AND state = 'blocked'";

/// The small school, where the mother has an e-mail address too.
fn with_letters() -> Setup {
    let mut school: serde_json::Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    school["guardians"][0]["email"] = json!("mere@exemple.org");
    Setup { school: Some(school.to_string()), accounts: ACCOUNTS, ..Setup::default() }
}

fn mother_at_twilio(world: &World) -> Phone {
    register_twilio(world, (SMS_SID, "+14155550100"), "sms1");
    world.simulator.sms("+2250505050505").to_account(SMS_SID)
}

fn mother_at_infobip(world: &World) -> Phone {
    world.simulator.register(Account::Infobip(InfobipAccount {
        sender: "14155550101".into(),
        api_key: Some("infobip-key".into()),
        webhook_secret: Some("infobip-secret".into()),
        webhook_url: Some(format!("http://127.0.0.1:{}/webhooks/infobip/sms2/inbound", world.port)),
        ..InfobipAccount::default()
    }));
    world.simulator.sms("+2250505050505").to_account("14155550101")
}

fn sent(world: &World, kind: &'static str, words: &str) -> Vec<Arc<LedgerEntry>> {
    world.simulator.ledger_where(|entry| entry.kind == kind && entry.body.to_string().contains(words))
}

/// News has gone by e-mail, once; what follows is not even tried by SMS until she writes there again.
async fn goes_on_by_mail_until_she_is_back(world: &World, mother: &Phone, refused: usize) {
    let by_mail = "SELECT COUNT(*) FROM message WHERE account_id = 'mail1' AND state = 'accepted'";
    world.eye().await.until(by_mail, 1, SOON).await;
    all_settled(world).await;
    assert_eq!((sent(world, "email", "14,5/20").len(), sent(world, "sms", "14,5/20").len()), (1, refused));
    assert_eq!(world.eye().await.number(BLOCKED).await, 1);
    let attempts = "SELECT COUNT(*) FROM attempt WHERE account_id LIKE 'sms%'";
    let before = world.eye().await.number(attempts).await;
    publish_estelle(world).await;
    world.eye().await.until(by_mail, 2, SOON).await;
    all_settled(world).await;
    assert_eq!(world.eye().await.number(attempts).await, before, "nothing is sent where she said STOP");
    assert_eq!(sent(world, "email", "14,5/20").len(), 1, "never twice");
    mother.text("START").unwrap();
    world.eye().await.until(BLOCKED, 0, SOON).await;
    ask(&teacher(world), "Awa Kouassi 16 au lieu de 14,5 ds1").await;
    ask(&teacher(world), "oui").await;
    assert!(mother.wait_for_text(SOON, "16/20").await.is_some(), "by SMS again");
}

#[tokio::test]
async fn what_twilio_refuses_after_a_stop_goes_on_by_e_mail() {
    each_service(with_letters, async |world| {
        let mother = mother_at_twilio(world);
        ask(&mother, "notes Awa").await;
        world.simulator.set_script(Script::parse(OPTED_OUT).unwrap());
        publish(world, "14,5").await;
        goes_on_by_mail_until_she_is_back(world, &mother, 0).await;
    })
    .await;
}

#[tokio::test]
async fn what_waits_for_the_same_number_goes_on_too() {
    each_service(with_letters, async |world| {
        let mother = mother_at_twilio(world);
        ask(&mother, "notes Awa").await;
        world.simulator.set_script(Script::parse(OPTED_OUT).unwrap());
        run(world, &["queue", "pause", "sms1"]).await;
        publish(world, "14,5").await;
        publish_estelle(world).await;
        run(world, &["queue", "resume", "sms1"]).await;
        let by_mail = "SELECT COUNT(*) FROM message WHERE account_id = 'mail1' AND state = 'accepted'";
        world.eye().await.until(by_mail, 2, SOON).await;
        all_settled(world).await;
        assert_eq!((sent(world, "email", "14,5/20").len(), sent(world, "email", "12/20").len()), (1, 1));
        assert_eq!((sent(world, "sms", "14,5/20").len(), sent(world, "sms", "12/20").len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn what_twilio_reports_as_stopped_goes_on_by_e_mail() {
    each_service(with_letters, async |world| {
        let mother = mother_at_twilio(world);
        ask(&mother, "notes Awa").await;
        mother.fail_with(Some(21_610));
        publish(world, "14,5").await;
        world.eye().await.until(BLOCKED, 1, SOON).await;
        mother.fail_with(None);
        goes_on_by_mail_until_she_is_back(world, &mother, 1).await;
    })
    .await;
}

#[tokio::test]
async fn what_infobip_reports_as_stopped_goes_on_by_e_mail() {
    each_service(with_letters, async |world| {
        let mother = mother_at_infobip(world);
        ask(&mother, "notes Awa").await;
        mother.fail_with(Some(10));
        publish(world, "14,5").await;
        world.eye().await.until(BLOCKED, 1, SOON).await;
        mother.fail_with(None);
        goes_on_by_mail_until_she_is_back(world, &mother, 1).await;
    })
    .await;
}
