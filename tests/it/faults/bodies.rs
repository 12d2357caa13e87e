//! F8: bodies that are signed and wrong: none stops the service, none is answered with an error, none holds up the next.

use carnet_simulator::Receipts;
use futures_util::future::join_all;
use rand::RngExt;
use rand::rngs::StdRng;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::support::SOON;
use super::support::load::busy;
use crate::support::chance::{dice, rounds};
use crate::support::eye::Eye;
use crate::support::service::{PHONE_NUMBER_ID, Setup, World};
use crate::support::webhook::{Answer, Caller, event, meta_signature, receipt, text};

/// An update of a bot, with a press of a button.
fn update(id: i64) -> Value {
    let chat = json!({"id": 6001, "type": "private", "first_name": "E"});
    let from = json!({"id": 6001, "is_bot": false, "first_name": "E", "language_code": "fr"});
    let message = json!({"message_id": 7, "date": 1_791_799_200, "chat": chat, "from": from, "text": "aide"});
    json!({"update_id": id, "message": message, "callback_query": {"id": "1", "from": from, "message": message,
        "chat_instance": "1", "data": "w:aide"}})
}

/// Everything with one value gone, or another in its place.
fn mutations(of: &Value) -> Vec<Value> {
    let others = [json!(null), json!(-1), json!("\u{202e}\u{0}"), json!([[]]), json!({"a": {}}), json!(1e300)];
    let mut all = Vec::new();
    for path in paths(of) {
        for other in &others {
            let mut mutant = of.clone();
            *mutant.pointer_mut(&path).unwrap() = other.clone();
            all.push(mutant);
        }
        let (parent, name) = path.rsplit_once('/').unwrap();
        let mut mutant = of.clone();
        if let Some(object) = mutant.pointer_mut(parent).and_then(Value::as_object_mut) {
            object.remove(name);
            all.push(mutant);
        }
    }
    all
}

fn paths(of: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match of {
        Value::Object(object) => object.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(array) => array.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    let below = |(name, value): (String, &Value)| {
        let mut all = vec![format!("/{name}")];
        all.extend(paths(value).into_iter().map(|path| format!("/{name}{path}")));
        all
    };
    children.into_iter().flat_map(below).collect()
}

/// What no JSON library would write.
fn oddities() -> Vec<Vec<u8>> {
    let good = text("wamid.odd", "2250507000001", "CI.7001", "aide").to_string();
    let deep = |depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    let mut all: Vec<Vec<u8>> = [
        good.replace("\"aide\"", "\"a\\u0000b\""),
        good.replace("\"aide\"", "\"\\ud800\""),
        good.replace("\"aide\"", &deep(100)),
        good.replace("\"aide\"", &deep(128)),
        good.replace("\"aide\"", &deep(100_000)),
        good.replace("\"1791799200\"", "1e400"),
        good.replace("\"1791799200\"", "\"99999999999999999999999\""),
        good.replace("\"text\",", "\"hologram\","),
        good.replace("\"id\":\"wamid.odd\"", "\"id\":\"wamid.a\",\"id\":\"wamid.b\""),
        good.replace("\"object\":", "\"object\":1,\"object\":"),
        good.replace("aide", &"\u{1f468}\u{200d}\u{1f469}".repeat(5_000)),
        deep(100_000),
        "\u{feff}{}".to_owned(),
        good.repeat(2),
    ]
    .into_iter()
    .map(String::into_bytes)
    .collect();
    let mut not_utf8 = good.clone().into_bytes();
    let at = good.find("aide").unwrap();
    not_utf8[at] = 0xff;
    all.push(not_utf8);
    all.extend((1..good.len()).step_by(17).map(|length| good.as_bytes()[..length].to_vec()));
    all
}

/// People without a number, and people whose number has changed.
fn strangers() -> Vec<Value> {
    let without = json!({"contacts": [{"profile": {}, "user_id": "CI.9"}], "messages": [{"from_user_id": "CI.9",
        "id": "wamid.bsuid", "timestamp": "1791799200", "type": "text", "text": {"body": "aide"}}]});
    let moved = json!({"messages": [{"from": "2250507000003", "id": "wamid.moved", "timestamp": "1791799200",
        "type": "system", "system": {"type": "user_changed_number", "wa_id": "2250507009999", "new_wa_id": "2250507009999",
        "body": "moved"}}]});
    vec![event(PHONE_NUMBER_ID, &without), event(PHONE_NUMBER_ID, &moved)]
}

async fn whatsapp(caller: &Caller, body: &[u8]) -> Answer {
    caller.whatsapp(body, Some(&meta_signature("wa-secret", body))).await
}

async fn telegram(caller: &Caller, body: &[u8]) -> Answer {
    caller.post("/webhooks/telegram/tg1", body, Some(("x-telegram-bot-api-secret-token", "tg-secret"))).await
}

fn flipped(body: &[u8], dice: &mut StdRng) -> Vec<u8> {
    let mut body = body.to_vec();
    for _ in 0..dice.random_range(1..4) {
        let at = dice.random_range(0..body.len());
        body[at] = dice.random();
    }
    body
}

/// All that came is handled, nothing was too much for the handler, and a good message is answered.
async fn all_is_well(world: &World, eye: &mut Eye, id: &str) {
    eye.until("SELECT COUNT(*) FROM inbox WHERE state = 'new'", 0, 2 * SOON).await;
    assert_eq!(eye.texts("SELECT failure FROM inbox WHERE failure IS NOT NULL").await, Vec::<String>::new());
    let before = eye.number("SELECT COUNT(*) FROM message").await;
    let good = text(id, "2250507000001", "CI.7001", "notes");
    assert_eq!(world.caller().signed(&good).await.status, 200);
    eye.until("SELECT COUNT(*) FROM message", before + 1, SOON).await;
    assert!(!world.log().contains("panicked"), "{}", world.log());
}

#[tokio::test]
async fn wrong_bodies_are_taken_and_hurt_nobody() {
    let (_, mut dice) = dice("bodies");
    let world = World::start(Setup { receipts: Receipts::none(), ..busy(None) }).await;
    let (caller, mut eye) = (world.caller(), world.eye().await);
    let mut sent = 0;
    for body in oddities() {
        assert_eq!(whatsapp(&caller, &body).await.status, 200, "{}", String::from_utf8_lossy(&body));
        assert_eq!(telegram(&caller, &body).await.status, 200, "{}", String::from_utf8_lossy(&body));
        sent += 2;
    }
    let good = [text("wamid.m", "2250507000001", "CI.7001", "aide"), receipt("wamid.none", "failed", 1)];
    let mutants: Vec<Value> = good.iter().flat_map(mutations).chain(strangers()).collect();
    for some in mutants.chunks(32) {
        let answers = join_all(some.iter().map(|mutant| caller.signed(mutant))).await;
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?} to {some:?}");
        sent += some.len();
    }
    let updates: Vec<String> = mutations(&update(1)).iter().map(Value::to_string).collect();
    for some in updates.chunks(32) {
        let answers = join_all(some.iter().map(|mutant| telegram(&caller, mutant.as_bytes()))).await;
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?} to {some:?}");
        sent += some.len();
    }
    all_is_well(&world, &mut eye, "wamid.good.1").await;
    let (message, update) = (good[0].to_string().into_bytes(), update(2).to_string().into_bytes());
    for _ in 0..rounds(150) {
        let (one, other) = (flipped(&message, &mut dice), flipped(&update, &mut dice));
        assert_eq!(whatsapp(&caller, &one).await.status, 200, "{}", String::from_utf8_lossy(&one));
        assert_eq!(telegram(&caller, &other).await.status, 200, "{}", String::from_utf8_lossy(&other));
        sent += 2;
    }
    all_is_well(&world, &mut eye, "wamid.good.2").await;
    println!("{sent} wrong bodies");
}

/// Lengths that lie: what is not whole is not stored, and the connection does not outlive it.
#[tokio::test]
async fn lengths_that_lie_store_nothing() {
    let world = World::start(Setup { receipts: Receipts::none(), ..busy(None) }).await;
    let body = text("wamid.lie", "2250507000001", "CI.7001", "aide").to_string();
    let signature = meta_signature("wa-secret", body.as_bytes());
    let head = format!("POST /webhooks/whatsapp HTTP/1.1\r\nhost: x\r\nx-hub-signature-256: {signature}\r\n");
    let (length, short) = (body.len(), body.len() / 2);
    let lies = [
        format!("{head}content-length: {}\r\n\r\n{body}", length + 10),
        format!("{head}content-length: {short}\r\n\r\n{body}"),
        format!("{head}content-length: {length}\r\ncontent-length: {short}\r\n\r\n{body}"),
        format!("{head}content-length: {short}\r\ntransfer-encoding: chunked\r\n\r\n{length:x}\r\n{body}\r\n"),
        format!("{head}transfer-encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n0\r\n\r\n", length + 5),
        format!("{head}transfer-encoding: chunked\r\n\r\nzz\r\n{body}\r\n0\r\n\r\n"),
        format!("{head}transfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{body}"),
        format!("{head}content-length: -1\r\n\r\n{body}"),
    ];
    for lie in lies {
        let mut stream = TcpStream::connect(("127.0.0.1", world.port)).await.unwrap();
        stream.write_all(lie.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut said = Vec::new();
        let _reset = tokio::time::timeout(SOON, stream.read_to_end(&mut said)).await.expect("it stays open");
        let said = String::from_utf8_lossy(&said);
        assert!(!said.starts_with("HTTP/1.1 200"), "{said} to {lie}");
    }
    let mut eye = world.eye().await;
    assert_eq!(eye.number("SELECT COUNT(*) FROM inbox").await, 0);
    all_is_well(&world, &mut eye, "wamid.good.3").await;
}
