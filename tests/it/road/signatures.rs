//! Who may tell us something: only those who can sign, and nobody learns why they were refused.

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;

use crate::support::service::{PHONE_NUMBER_ID, Setup, World};
use crate::support::webhook::{event, meta_signature, text};

/// A second number with its own secret, and a second bot.
const OTHERS: &str = r#"
[[account]]
id = "wa2"
school = "essai"
provider = "whatsapp"
api_base = "http://127.0.0.1:9/v25.0"
phone_number_id = "200000000000002"
access_token = "env:TEST_WA_TOKEN"
app_secrets = ["env:TEST_WA_OTHER_SECRET"]
verify_token = "env:TEST_WA_VERIFY"

[[account]]
id = "tg2"
school = "essai"
provider = "telegram"
api_base = "http://127.0.0.1:9"
bot_token = "env:TEST_TG_TOKEN"
secret_tokens = ["env:TEST_TG_OTHER_SECRET"]
"#;

#[tokio::test]
async fn what_is_not_signed_is_refused_in_the_same_words_and_not_stored() {
    let world = World::start(Setup { accounts: OTHERS, ..Default::default() }).await;
    let caller = world.caller();
    let body = text("wamid.1", "2250505050505", "CI.1", "aide").to_string().into_bytes();
    let good = meta_signature("wa-secret", &body);
    let mut refusals = vec![
        caller.whatsapp(&body, None).await,
        caller.whatsapp(&body, Some("")).await,
        caller.whatsapp(&body, Some("sha256=")).await,
        caller.whatsapp(&body, good.get(..good.len() - 2)).await,
        caller.whatsapp(&body, Some(&format!("{good}00"))).await,
        caller.whatsapp(&body, Some(&good.replace("sha256=", ""))).await,
        caller.whatsapp(&body, Some(&good.replace("sha256=", "sha1="))).await,
        caller.whatsapp(&body, Some(&meta_signature("somebody-else", &body))).await,
        caller.whatsapp(b"", Some(&good)).await,
        caller.post("/webhooks/telegram/tg1", b"{\"update_id\":1}", None).await,
    ];
    for (account, token) in
        [("tg1", "tg-other-secret"), ("tg1", "tg-secre"), ("tg1", "tg-secret2"), ("tg9", "tg-secret")]
    {
        let header = ("x-telegram-bot-api-secret-token", token);
        refusals.push(caller.post(&format!("/webhooks/telegram/{account}"), b"{\"update_id\":1}", Some(header)).await);
    }
    let seed = 20_261_125;
    let mut dice = StdRng::seed_from_u64(seed);
    for _ in 0..64 {
        let mut flipped = body.clone();
        let bit: usize = dice.random_range(0..flipped.len() * 8);
        flipped[bit / 8] ^= 1 << (bit % 8);
        refusals.push(caller.whatsapp(&flipped, Some(&good)).await);
    }
    for refusal in &refusals {
        assert_eq!((refusal.status, refusal.body.as_str()), (401, "unauthorized"), "seed {seed}");
    }
    // Signed for another number of this house: that number's secret opens no other door.
    let foreign = caller.whatsapp(&body, Some(&meta_signature("wa-other-secret", &body))).await;
    assert_eq!((foreign.status, foreign.body.as_str()), (200, ""));
    assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM inbox").await, 0, "nothing refused is stored");
    assert!(world.metrics().await.contains("carnet_webhook_refused_total"), "refusals are counted");
}

#[tokio::test]
async fn what_is_signed_is_taken_with_either_secret_and_kept_even_if_unreadable() {
    let world = World::start(Setup::default()).await;
    let caller = world.caller();
    let mut eye = world.eye().await;
    for (n, secret) in ["wa-secret", "wa-old-secret"].into_iter().enumerate() {
        let body = text(&format!("wamid.{n}"), "2250505050505", "CI.1", "aide").to_string().into_bytes();
        assert_eq!(caller.whatsapp(&body, Some(&meta_signature(secret, &body))).await.status, 200, "{secret}");
    }
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox WHERE kind = 'message'").await, 2);

    let status = json!({"statuses": [{"id": "wamid.x", "status": "sent", "timestamp": "1", "recipient_id": "1"}]});
    assert_eq!(caller.signed(&event("999999999999999", &status)).await.status, 200, "a foreign number is acknowledged");
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox").await, 2, "and ignored");
    assert_eq!(caller.signed(&event(PHONE_NUMBER_ID, &status)).await.status, 200);
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox").await, 3);

    for body in [b"{\"object\":".as_slice(), b"\xff\xfe", b"[]", b""] {
        let answer = caller.whatsapp(body, Some(&meta_signature("wa-secret", body))).await;
        assert_eq!(answer.status, 200, "{body:?}");
    }
    assert!(eye.number("SELECT COUNT(*) FROM inbox WHERE kind = 'unreadable'").await >= 3);
}

#[tokio::test]
async fn a_body_may_have_four_mebibytes_and_no_byte_more() {
    let world = World::start(Setup::default()).await;
    let caller = world.caller();
    let mut body = text("wamid.big", "2250505050505", "CI.1", "aide").to_string().into_bytes();
    body.resize(4 * 1024 * 1024, b' ');
    assert_eq!(caller.whatsapp(&body, Some(&meta_signature("wa-secret", &body))).await.status, 200);
    body.push(b' ');
    assert_eq!(caller.whatsapp(&body, Some(&meta_signature("wa-secret", &body))).await.status, 413);
    assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM inbox WHERE kind = 'message'").await, 1);
}

#[tokio::test]
async fn the_handshake_needs_the_token() {
    let world = World::start(Setup::default()).await;
    let caller = world.caller();
    let ask = async |mode: &str, token: &str| {
        let query = format!("hub.mode={mode}&hub.verify_token={token}&hub.challenge=1158201444");
        caller.get(&format!("/webhooks/whatsapp?{query}")).await
    };
    let good = ask("subscribe", "wa-verify").await;
    assert_eq!((good.status, good.body.as_str()), (200, "1158201444"));
    for (mode, token) in [("subscribe", "wrong"), ("subscribe", ""), ("unsubscribe", "wa-verify")] {
        let refused = ask(mode, token).await;
        assert_eq!((refused.status, refused.body.as_str()), (403, "forbidden"), "{mode} {token}");
    }
    assert_eq!(caller.get("/webhooks/whatsapp").await.status, 403);
}
