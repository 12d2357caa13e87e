//! The channel log: what was said, sealed and without our token, for a week.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::{Gateway, HttpClient, Timeouts, WhatsApp, WhatsAppAccount};
use carnet::outbox::{LaneConfig, Outbox, Patience, Spending};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

use super::fake::{FAST, Plain};
use super::world::each_world;
use crate::support::provider::Listener;

const TOKEN: &str = "EAAGsecret";

#[tokio::test]
async fn what_was_said_is_kept_for_a_week_without_our_token() {
    each_world(async |world| {
        // Meta repeats a token it does not like.
        let listener = Listener::start(|_| {
            let error = json!({ "code": 131_026, "message": format!("undeliverable; token {TOKEN}") });
            (400, json!({ "error": error }))
        })
        .await;
        let account = WhatsAppAccount {
            api_base: listener.base.clone(),
            phone_number_id: "1".into(),
            waba_id: None,
            access_token: TOKEN.into(),
        };
        let gateway =
            Gateway::WhatsApp(WhatsApp::new(HttpClient::new(Timeouts::default()).unwrap(), &account).unwrap());
        let lane = LaneConfig {
            account: world.account.clone(),
            gateway,
            pace: FAST,
            spending: Spending::default(),
            patience: Patience::default(),
        };
        let anna = world.person(Channel::WhatsApp).await;
        let message = world.say(anna, MessageClass::Notice, "Awa 14,5").await;
        let clock: Arc<dyn carnet::domain::Clock> = Arc::clone(&world.clock) as _;
        let outbox = Outbox::start(vec![lane], &world.store, (&Arc::new(Plain), "https://carnet.example.org"), &clock);
        world.until(message, "failed").await;
        let log = world.commit(async |tx| tx.channel_log(world.school, message).await.unwrap()).await;
        let [said] = log.as_slice() else { panic!("{} lines", log.len()) };
        assert_eq!((said.n, said.exchange.call.as_str(), said.exchange.http_status), (1, "messages", Some(400)));
        assert!(said.exchange.request.contains("Awa 14,5"));
        assert!(said.exchange.answer.contains("(token)"));
        assert!(!format!("{}{}", said.exchange.request, said.exchange.answer).contains(TOKEN));
        assert!(!format!("{said:?}").contains("Awa"), "never printed");
        let raw = world.bytes("SELECT exchange FROM channel_log").await;
        assert!(!raw.windows(3).any(|bytes| bytes == b"Awa"), "sealed");
        let forgotten = world.commit(async |tx| tx.forget_exchanges(world.now()).await.unwrap()).await;
        assert_eq!(forgotten, 1);
        outbox.shutdown().await;
    })
    .await;
}

/// Nobody has to ask for it: it goes by itself when its week is over.
#[tokio::test]
async fn the_log_is_forgotten_by_itself() {
    each_world(async |world| {
        let lane = super::fake::Running::start(&world, carnet::gateway::Provider::WhatsApp, FAST);
        let old = world.now().minus(Duration::from_hours(8 * 24)).0;
        let ids: Vec<String> = (0..3).map(|_| world.id(uuid::Uuid::new_v4())).collect();
        let bytes = if world.store.engine() == carnet::store::Engine::Sqlite { "X'00'" } else { "'\\x00'" };
        world
            .run(&format!("INSERT INTO channel_log VALUES ({}, {}, {}, {old}, {bytes})", ids[0], ids[1], ids[2]))
            .await;
        let deadline = tokio::time::Instant::now() + Duration::from_secs(20);
        while world.number("SELECT COUNT(*) FROM channel_log").await > 0 {
            assert!(tokio::time::Instant::now() < deadline, "still there");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        lane.stop().await;
    })
    .await;
}
