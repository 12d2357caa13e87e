//! Families who are reached by SMS, or by WhatsApp through Twilio: both ways, with receipts, within the law of STOP.

use carnet::domain::{SmsAlphabet, SmsLength};
use carnet_simulator::{Account, InfobipAccount, LedgerEntry, Phone, Provider, Receipts, Script};

use super::accounts::{SMS_SID, infobip_sms, register_twilio, twilio_sms};
use super::templates::with_an_admin;
use super::{SOON, ask, each_service, publish};
use crate::support::service::{Setup, World};
use crate::support::webhook::Caller;

const WHATSAPP_SID: &str = "AC00000000000000000000000000000002";
const SENDER: &str = "14155550100";

const ACCOUNTS: &str = concat!(
    twilio_sms!(),
    infobip_sms!("14155550100"),
    r#"
[[account]]
id = "wa2"
school = "essai"
provider = "twilio"
api_base = "BASE"
account_sid = "AC00000000000000000000000000000002"
auth_token = "env:TEST_TWILIO_TOKEN"
from = "whatsapp:+14155550102"
content_sids.carnet_new_mark = { fr = "HX00000000000000000000000000000001" }
pair_interval_ms = 0
"#
);

fn with_accounts() -> Setup {
    Setup { accounts: ACCOUNTS, ..Setup::default() }
}

fn register(world: &World) {
    register_twilio(world, (SMS_SID, "+14155550100"), "sms1");
    register_twilio(world, (WHATSAPP_SID, "whatsapp:+14155550102"), "wa2");
    world.simulator.register(Account::Infobip(InfobipAccount {
        sender: SENDER.into(),
        api_key: Some("infobip-key".into()),
        webhook_secret: Some("infobip-secret".into()),
        webhook_url: Some(format!("http://127.0.0.1:{}/webhooks/infobip/sms2/inbound", world.port)),
        ..InfobipAccount::default()
    }));
}

fn sent_by(world: &World, provider: Provider) -> Vec<std::sync::Arc<LedgerEntry>> {
    world.simulator.ledger_where(|entry| entry.provider == provider)
}

/// A mother without a smartphone asks, is told, and stops it.
async fn the_whole_life(world: &World, provider: Provider, mother: Phone, text: fn(&LedgerEntry) -> String) {
    let answer = ask(&mother, "notes Awa").await;
    assert!(answer.text.contains("Pas encore de note"), "{}", answer.text);
    publish(world, "14,5").await;
    let news = mother.wait_for_text(SOON, "14,5/20").await.expect("the news, where she last wrote from");
    let length = SmsLength::of(&news.text);
    assert_eq!((length.alphabet, length.segments), (SmsAlphabet::Gsm7, 1), "{}", news.text);
    let sent = sent_by(world, provider);
    assert!(sent.iter().all(|entry| entry.kind == "sms" && entry.attempt.is_some()), "{sent:?}");
    assert!(sent.iter().any(|entry| text(entry) == news.text), "{sent:?}");
    // Each attempt is the one its receipts name.
    let delivered = "SELECT COUNT(*) FROM message m JOIN contact c ON c.id = m.contact_id \
                     WHERE c.channel = 'sms' AND m.state = 'accepted' AND m.rank = 3";
    world.eye().await.until(delivered, 2, SOON).await;

    let paid = world.eye().await.number("SELECT CAST(SUM(segments) AS BIGINT) FROM charge").await;
    let counted: i64 = sent.iter().map(|entry| segments(entry)).sum();
    assert_eq!(paid, counted, "what we pay for is what the provider counted");

    // Infobip says what a segment costs; of Twilio's the price stays the one foreseen.
    let told = "SELECT COUNT(*) FROM charge WHERE told_rank = 3 AND micros = 12300 * segments";
    world.eye().await.until(told, if provider == Provider::Infobip { 2 } else { 0 }, SOON).await;

    mother.text("STOP").unwrap();
    let stopped = "SELECT COUNT(*) FROM contact WHERE channel = 'sms' AND state = 'stopped'";
    world.eye().await.until(stopped, 1, SOON).await;
    let before = sent_by(world, provider).len();
    publish_correction(world).await;
    let confirmed = sent_by(world, provider).into_iter().skip(before).all(|entry| !text(&entry).contains("15,5"));
    assert!(confirmed, "nothing after STOP");
}

/// As the provider counted them.
fn segments(entry: &LedgerEntry) -> i64 {
    let by_twilio = entry.answer["num_segments"].as_str().and_then(|count| count.parse().ok());
    by_twilio.or_else(|| entry.answer["messages"][0]["details"]["messageCount"].as_i64()).unwrap_or_default()
}

async fn publish_correction(world: &World) {
    let teacher = super::teacher(world);
    ask(&teacher, "Awa Kouassi 15,5 au lieu de 14,5 ds1").await;
    ask(&teacher, "oui").await;
    world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
}

#[tokio::test]
async fn a_family_is_reached_by_sms_through_twilio() {
    each_service(with_accounts, async |world| {
        register(world);
        let mother = world.simulator.sms("+2250505050505").to_account(SMS_SID);
        let text = |entry: &LedgerEntry| entry.body["Body"].as_str().unwrap_or_default().to_owned();
        the_whole_life(world, Provider::Twilio, mother, text).await;
    })
    .await;
}

#[tokio::test]
async fn a_family_is_reached_by_sms_through_infobip() {
    each_service(with_accounts, async |world| {
        register(world);
        let mother = world.simulator.sms("+2250505050505").to_account(SENDER);
        let text =
            |entry: &LedgerEntry| entry.body["messages"][0]["content"]["text"].as_str().unwrap_or_default().to_owned();
        the_whole_life(world, Provider::Infobip, mother, text).await;
    })
    .await;
}

/// A month's budget that nothing fits into.
fn without_money() -> Setup {
    const POOR: &str = concat!(twilio_sms!(), "\n[[budget]]\nschool = \"essai\"\nmonthly = \"0.000001\"\n");
    Setup { accounts: POOR, ..Setup::default() }
}

/// A teacher who has written, and a mother who is reached by SMS alone.
async fn teacher_and_mother(world: &World) -> (Phone, Phone) {
    register_twilio(world, (SMS_SID, "+14155550100"), "sms1");
    let teacher = super::teacher(world);
    ask(&teacher, "bonjour").await;
    (teacher, world.simulator.sms("+2250505050505").to_account(SMS_SID))
}

/// The budget is used up: news waits, what a teacher answers to whoever has just written goes like any answer.
#[tokio::test]
async fn a_teacher_s_answer_goes_when_the_budget_is_used_up() {
    each_service(without_money, async |world| {
        let (teacher, mother) = teacher_and_mother(world).await;
        ask(&mother, "parler au prof de maths : Awa a-t-elle un contrôle vendredi ?").await;
        let question = teacher.wait_for_text(SOON, "un contrôle vendredi").await.expect("what she asks");
        teacher.press(&question.id, &question.buttons[0].id).unwrap();
        teacher.wait_for_text(SOON, "Mme KOUASSI").await.expect("the thread is open");
        teacher.text("Oui, vendredi, avec le compas").unwrap();
        assert!(mother.wait_for_text(SOON, "avec le compas").await.is_some(), "{:?}", mother.received());
        ask(&teacher, "fin").await;
        publish(world, "14,5").await;
        let held = "SELECT COUNT(*) FROM message WHERE reason = 'over_budget'";
        world.eye().await.until(held, 1, SOON).await;
    })
    .await;
}

/// What a teacher writes first is no answer, though the family has just asked us for something: it waits, and the teacher is
/// told.
#[tokio::test]
async fn a_teacher_is_told_that_a_line_waits_for_a_budget() {
    each_service(without_money, async |world| {
        let (teacher, mother) = teacher_and_mother(world).await;
        ask(&mother, "notes Awa").await;
        ask(&teacher, "dis à la maman de Awa Kouassi de venir me voir jeudi").await;
        let told = ask(&teacher, "oui").await;
        assert!(told.text.contains("Le budget des messages du mois est épuisé"), "{}", told.text);
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE reason = 'over_budget'", 1, SOON).await;
    })
    .await;
}

/// What was said last numbers it: an answer, an announcement. In the middle of a dialogue a number is for that.
#[tokio::test]
async fn a_number_picks_what_stands_under_the_last_message() {
    each_service(
        || Setup { accounts: twilio_sms!(), school: Some(with_an_admin().to_string()), ..Setup::default() },
        async |world| {
            register_twilio(world, (SMS_SID, "+14155550100"), "sms1");
            let admin = world.simulator.telegram(5009).named("Censeur");
            ask(&admin, "bonjour").await;
            let mother = world.simulator.sms("+2250505050505").to_account(SMS_SID);
            let numbered = async |text: &str, line: &str, what: &str| {
                let answer = ask(&mother, text).await;
                assert!(answer.text.contains(line), "{text}: {}", answer.text);
                let picked = ask(&mother, line.split('.').next().unwrap()).await;
                assert!(picked.text.contains(what), "{text}, then {line}: {}", picked.text);
            };
            numbered("bonjour", "1. Aide", "notes").await;
            let announce = async || {
                ask(&admin, "annonce à l'école : réunion jeudi").await;
                admin.press_latest("Demander : présent ?").unwrap();
                admin.wait_for_text(SOON, "Viendrez-vous").await.expect("the question");
                admin.press_latest("Envoyer").unwrap();
                mother.wait_for_text(SOON, "2. Je ne viens pas").await.expect("the announcement")
            };
            announce().await;
            let noted = ask(&mother, "2").await;
            assert!(noted.text.contains("noté"), "{}", noted.text);
            let coming = "SELECT COUNT(*) FROM broadcast_recipient WHERE answer = 'not_coming'";
            world.eye().await.until(coming, 1, SOON).await;
            // The words of the other answer, without its number.
            let changed = ask(&mother, "Bonsoir, finalement je viens").await;
            assert!(changed.text.contains("C'est changé : vous venez"), "{}", changed.text);
            world.eye().await.until(coming, 0, SOON).await;
        },
    )
    .await;
}

/// A thread by SMS: a number opens it, then nothing is quoted, and the same numbers are never taken for anything else.
#[tokio::test]
async fn a_family_talks_by_sms_without_quoting() {
    each_service(
        || Setup { accounts: twilio_sms!(), ..Setup::default() },
        async |world| {
            let (teacher, mother) = teacher_and_mother(world).await;
            ask(&mother, "notes Awa").await;
            ask(&teacher, "dis à la maman de Awa Kouassi : venez me voir jeudi").await;
            ask(&teacher, "oui").await;
            let read = mother.wait_for_text(SOON, "venez me voir jeudi").await.expect("what the teacher says");
            assert!(read.text.contains("1. Répondre"), "{}", read.text);
            let opened = ask(&mother, "1").await;
            assert!(opened.text.contains("M. KOFFI"), "{}", opened.text);
            mother.text("D'accord, a 10 h").unwrap();
            let line = teacher.wait_for_text(SOON, "a 10 h").await.expect("her answer");
            teacher.press(&line.id, &line.buttons[0].id).unwrap();
            teacher.wait_for_text(SOON, "Mme KOUASSI").await.expect("the thread is open");
            teacher.text("Parfait, avec le cahier").unwrap();
            mother.wait_for_text(SOON, "avec le cahier").await.expect("the teacher's");
            mother.text("Entendu merci").unwrap();
            teacher.wait_for_text(SOON, "Entendu merci").await.expect("what follows, too");
            let lines = "SELECT COUNT(*) FROM conversation_line";
            world.eye().await.until(lines, 4, SOON).await;
        },
    )
    .await;
}

#[tokio::test]
async fn nobody_works_for_the_school_by_sms() {
    let world = World::start(with_accounts()).await;
    register(&world);
    let teacher = world.simulator.sms("+2250701020304").to_account(SMS_SID);
    let answer = ask(&teacher, "Awa Kouassi 14 ds1").await;
    assert!(answer.text.contains("ne vous connaissons pas"), "a number is easily forged: {}", answer.text);
    assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM mark").await, 0);
}

#[tokio::test]
async fn whatsapp_through_twilio_speaks_freely_in_the_window_and_by_templates_outside() {
    each_service(with_accounts, async |world| {
        register(world);
        let mother = world.simulator.whatsapp("+2250505050505").named("Maman").to_account(WHATSAPP_SID);
        let question = ask(&mother, "langue").await;
        assert!(question.text.contains("1. ") && question.buttons.is_empty(), "choices by number: {}", question.text);
        ask(&mother, "1").await;
        publish(world, "14,5").await;
        let news = mother.wait_for_text(SOON, "14,5/20").await.expect("free text");
        assert!(news.text.contains('📘'), "{}", news.text);
        world.eye().await.run("UPDATE contact SET last_inbound_at = 1 WHERE account_id = 'wa2'").await;
        publish_second(world).await;
        let by_template = || sent_by(world, Provider::Twilio).into_iter().find(|entry| entry.kind == "template");
        let deadline = tokio::time::Instant::now() + SOON;
        while by_template().is_none() && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let sent = by_template().expect("outside the window a template");
        assert_eq!(sent.body["ContentSid"], "HX00000000000000000000000000000001");
        assert!(sent.body["ContentVariables"].as_str().unwrap().contains("12/20"), "{:?}", sent.body);
        let read = "SELECT COUNT(*) FROM message m JOIN contact c ON c.id = m.contact_id \
                    WHERE c.account_id = 'wa2' AND m.class = 2 AND m.rank >= 3";
        world.eye().await.until(read, 2, SOON).await;
    })
    .await;
}

/// A mark of the mother's other child.
async fn publish_second(world: &World) {
    let teacher = super::teacher(world);
    ask(&teacher, "Estelle Gbagbo 12 ds1 3eB").await;
    ask(&teacher, "publier ds1 3eB").await;
    ask(&teacher, "oui").await;
}

#[tokio::test]
async fn what_is_not_signed_by_them_is_refused_and_not_stored() {
    let world = World::start(with_accounts()).await;
    let caller: Caller = world.caller();
    let form = b"MessageSid=SM1&From=%2B2250505050505&To=%2B14155550100&Body=notes";
    let json = br#"{"results":[{"messageId":"1","from":"2250505050505","to":"14155550100","text":"notes"}]}"#;
    for (path, body) in [
        ("/webhooks/twilio/sms1/inbound", &form[..]),
        ("/webhooks/twilio/sms1/status", &form[..]),
        ("/webhooks/twilio/nobody/inbound", &form[..]),
        ("/webhooks/infobip/sms2/inbound", &json[..]),
        ("/webhooks/infobip/sms2/status", &json[..]),
        ("/webhooks/infobip/nobody/inbound", &json[..]),
        ("/webhooks/infobip/sms1/inbound", &json[..]),
        ("/webhooks/twilio/sms2/inbound", &form[..]),
    ] {
        for header in [None, Some(("x-twilio-signature", "AAAA")), Some(("x-ib-exchange-req-signature", "00"))] {
            let answer = caller.post(path, body, header).await;
            assert_eq!((answer.status, answer.body.as_str()), (401, "unauthorized"), "{path}");
        }
    }
    assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM inbox").await, 0);
}

#[tokio::test]
async fn what_a_crash_leaves_in_doubt_is_found_in_twilio_s_list_and_not_said_twice() {
    let silent = || Setup { receipts: Receipts::none(), ..with_accounts() };
    each_service(silent, async |world| {
        register(world);
        let mother = world.simulator.sms("+2250505050505").to_account(SMS_SID);
        ask(&mother, "notes Awa").await;
        let stalls = r#"[{ "match": { "provider": "twilio" }, "action": "accept_then_stall" }]"#;
        world.simulator.set_script(Script::parse(stalls).unwrap());
        ask(&mother, "aide").await;
        world.kill().await;
        world.simulator.set_script(Script::default());
        let sent = sent_by(world, Provider::Twilio).len();
        world.serve().await;
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 2, SOON).await;
        assert_eq!(sent_by(world, Provider::Twilio).len(), sent, "it has it once");
    })
    .await;
}
