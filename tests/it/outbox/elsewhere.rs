//! Where one address leads nowhere, news goes to the next address of the same person; answers do not.

use carnet::domain::{AccountId, Channel, ContactId, MessageClass, MessageId, Timestamp};
use carnet::gateway::Provider;
use carnet::outbox::Patience;
use carnet::store::{AfterFailure, LinkedVia, ReceiptNews, Sender};
use carnet_webhooks::ReceiptStatus;
use std::time::Duration;

use super::fake::{FAST, Running, Turn};
use super::promises::{Told, about, guardian, told};
use super::receipts::receipt;
use super::world::{World, each_world};

/// The same guardian at Telegram, on an account of its own.
async fn at_telegram(world: &World, told: &Told) -> (World, ContactId) {
    let mut there = world.clone();
    there.account = AccountId("tg1".to_owned());
    let contact = there.person(Channel::Telegram).await;
    let link = async |tx: &mut carnet::store::Tx| {
        tx.link_guardian(world.school, contact, told.guardian, LinkedVia::Code).await.unwrap();
    };
    there.commit(link).await;
    (there, contact)
}

fn lanes(telegram: &World, whatsapp: &World) -> [Running; 2] {
    [Running::start(telegram, Provider::Telegram, FAST), Running::start(whatsapp, Provider::WhatsApp, FAST)]
}

#[tokio::test]
async fn what_whatsapp_cannot_deliver_goes_by_telegram() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let (there, _) = at_telegram(&world, &told).await;
        let [telegram, whatsapp] = lanes(&there, &world);
        whatsapp.book.script([Turn::Refuse(131_026), Turn::Refuse(131_026)]);
        let news = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let answer = world.enqueue(about(&world, anna, MessageClass::Reply, &told)).await;
        whatsapp.wake();
        world.until(news, "accepted").await;
        world.until(answer, "failed").await;
        assert_eq!((whatsapp.book.texts().len(), telegram.book.texts().len()), (2, 1));
        assert_eq!(world.column(news, "account_id").await.as_deref(), Some("tg1"));
        whatsapp.stop().await;
        telegram.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_receipt_of_failure_leads_there_too_and_not_for_ever() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let (there, _) = at_telegram(&world, &told).await;
        let [telegram, whatsapp] = lanes(&there, &world);
        let news = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        whatsapp.wake();
        world.until(news, "accepted").await;
        let attempt = whatsapp.book.asked()[0].attempt;
        let failed = ReceiptNews {
            after: AfterFailure::GoElsewhere,
            ..receipt(&world, attempt, ReceiptStatus::Failed, Some(131_026))
        };
        // Twice, as providers do.
        for _ in 0..2 {
            world.commit(async |tx| tx.apply_receipts(vec![failed.clone()])).await;
        }
        telegram.book.until_asked(1).await;
        world.until(news, "accepted").await;
        assert_eq!(telegram.book.texts().len(), 1);
        assert_eq!(whatsapp.book.texts().len(), 1);
        whatsapp.stop().await;
        telegram.stop().await;
    })
    .await;
}

#[tokio::test]
async fn whoever_has_blocked_us_is_left_alone_there_and_reached_elsewhere() {
    each_world(async |world| {
        let told = told(&world).await;
        guardian(&world, &told).await;
        let (there, at_telegram) = at_telegram(&world, &told).await;
        let [telegram, whatsapp] = lanes(&there, &world);
        telegram.book.script([Turn::Word("blocked")]);
        let news = there.enqueue(about(&there, at_telegram, MessageClass::Notice, &told)).await;
        telegram.wake();
        world.until(news, "accepted").await;
        assert_eq!(world.column(news, "account_id").await.as_deref(), Some("wa1"));
        let answer = there.enqueue(about(&there, at_telegram, MessageClass::Reply, &told)).await;
        telegram.wake();
        world.until(answer, "cancelled").await;
        assert_eq!((telegram.book.texts().len(), whatsapp.book.texts().len()), (1, 1));
        whatsapp.stop().await;
        telegram.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_waits_for_an_account_that_is_gone_goes_by_another_or_ends() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let (there, _) = at_telegram(&world, &told).await;
        Running::start(&world, Provider::WhatsApp, FAST).stop().await;
        let news = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let answer = world.enqueue(about(&world, anna, MessageClass::Reply, &told)).await;
        let serve = async |accounts: &[(&AccountId, Channel)]| {
            let sender = |(account, channel): &(&AccountId, _)| Sender {
                school: "adjame".to_owned(),
                account: (*account).clone(),
                channel: *channel,
            };
            let senders: Vec<Sender> = accounts.iter().map(sender).collect();
            world.commit(async |tx| tx.set_senders(&senders, world.now()).await.unwrap()).await;
        };
        serve(&[(&there.account, Channel::Telegram)]).await;
        world.clock.push(Duration::from_mins(20));
        let telegram = Running::start(&there, Provider::Telegram, FAST);
        world.until(news, "accepted").await;
        assert_eq!(world.column(news, "account_id").await.as_deref(), Some("tg1"));
        world.until(answer, "expired").await;
        telegram.stop().await;

        let unserved = "SELECT COUNT(*) FROM contact WHERE unserved";
        assert_eq!(world.number(unserved).await, 1);
        serve(&[(&there.account, Channel::Telegram), (&world.account, Channel::WhatsApp)]).await;
        assert_eq!(world.number(unserved).await, 0, "the account is there again");
    })
    .await;
}

/// Nobody has asked for silence: news is kept for whoever comes back.
#[tokio::test]
async fn news_for_an_address_that_is_closed_for_a_while_waits_for_its_person() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        for state in ["suspended", "blocked"] {
            let set = async |state| {
                world.run(&format!("UPDATE contact SET state = '{state}' WHERE id = {}", world.id(anna.0))).await;
            };
            set(state).await;
            let news = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
            lane.wake();
            while world.reason(news).await.as_deref() != Some(&format!("contact_{state}")) {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            assert_eq!(world.state(news).await, "queued");
            set("active").await;
            let now = world.now();
            world.commit(async |tx| tx.heard_from(world.school, anna, now)).await;
            lane.wake();
            world.until(news, "accepted").await;
        }
        assert_eq!(lane.book.texts().len(), 2);
        lane.stop().await;
    })
    .await;
}

/// A number that has changed never writes again: its person is known at another.
#[tokio::test]
async fn what_waited_for_a_number_that_changed_goes_to_the_new_one() {
    each_world(async |world| {
        let told = told(&world).await;
        let before = guardian(&world, &told).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.run(&format!("UPDATE contact SET state = 'suspended' WHERE id = {}", world.id(before.0))).await;
        let news = world.enqueue(about(&world, before, MessageClass::Notice, &told)).await;
        lane.wake();
        while world.reason(news).await.as_deref() != Some("contact_suspended") {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let after = guardian(&world, &told).await;
        let now = world.now();
        world.commit(async |tx| tx.bring_what_waited(world.school, told.guardian, after, now).await.unwrap()).await;
        lane.wake();
        world.until(news, "accepted").await;
        let people = lane.book.asked().into_iter().map(|one| one.to).collect::<Vec<_>>();
        assert_eq!(people.len(), 1);
        let there = format!("SELECT COUNT(*) FROM message WHERE contact_id = {}", world.id(after.0));
        assert_eq!(world.number(&there).await, 1);
        lane.stop().await;
    })
    .await;
}

/// Whatever it waited for: the night, a template, a place of the day; what is held stays held.
#[tokio::test]
async fn what_waits_for_anything_goes_to_the_new_number() {
    each_world(async |world| {
        let told = told(&world).await;
        let before = guardian(&world, &told).await;
        world.run(&format!("UPDATE contact SET state = 'suspended' WHERE id = {}", world.id(before.0))).await;
        let news = world.enqueue(about(&world, before, MessageClass::Notice, &told)).await;
        let held = world.enqueue(about(&world, before, MessageClass::Broadcast, &told)).await;
        let (morning, now) = (world.now().plus(Duration::from_hours(9)), world.now());
        world.run(&format!("UPDATE message SET not_before = {}", morning.0)).await;
        world.run(&format!("UPDATE message SET state = 'held' WHERE id = {}", world.id(held.0))).await;
        let after = guardian(&world, &told).await;
        world.commit(async |tx| tx.bring_what_waited(world.school, told.guardian, after, now).await.unwrap()).await;
        let there = format!("SELECT COUNT(*) FROM message WHERE contact_id = {}", world.id(after.0));
        assert_eq!(world.number(&there).await, 2);
        assert_eq!((world.state(news).await.as_str(), world.state(held).await.as_str()), ("queued", "held"));
    })
    .await;
}

/// Processes that share a database need not have all accounts; what nobody sends by any more is forgotten.
#[tokio::test]
async fn the_accounts_of_another_process_stay_as_long_as_it_is_heard_of() {
    each_world(async |world| {
        let sender = |account: &str, channel| Sender {
            school: "adjame".to_owned(),
            account: AccountId(account.to_owned()),
            channel,
        };
        let both = [sender("wa1", Channel::WhatsApp), sender("tg1", Channel::Telegram)];
        let one = [sender("tg1", Channel::Telegram)];
        let anna = world.person(Channel::WhatsApp).await;
        let unserved = format!("SELECT COUNT(*) FROM contact WHERE unserved AND id = {}", world.id(anna.0));
        world.commit(async |tx| tx.set_senders(&both, world.now()).await.unwrap()).await;
        tokio::time::sleep(Duration::from_millis(5)).await;
        world.commit(async |tx| tx.set_senders(&one, world.now()).await.unwrap()).await;
        let alone = world.store.engine() == carnet::store::Engine::Sqlite;
        assert_eq!(world.number(&unserved).await, i64::from(alone), "on SQLite there is no other process");
        world.run("UPDATE sender SET seen_at = 0 WHERE account_id = 'wa1'").await;
        world.commit(async |tx| tx.set_senders(&one, world.now()).await.unwrap()).await;
        assert_eq!(world.number(&unserved).await, 1, "nobody has spoken of it for long");
        world.commit(async |tx| tx.set_senders(&both, world.now()).await.unwrap()).await;
        assert_eq!(world.number(&unserved).await, 0);
    })
    .await;
}

/// Whoever waits for a place of the day gets it, also when it comes free in the hour the message would be too late.
#[tokio::test]
async fn a_place_of_the_day_that_comes_free_too_late_is_still_taken() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let news = world.say(anna, MessageClass::Notice, "14").await;
        let expiry =
            async || world.number(&format!("SELECT expires_at FROM message WHERE id = {}", world.id(news.0))).await;
        let first = expiry().await;
        let hold = async |until: i64, why: &'static str| {
            let rows = [(world.school, news, Timestamp(until), why)];
            world.commit(async |tx| tx.hold_back(&rows).await.unwrap()).await;
        };
        hold(first + 60_000, "template_waits").await;
        assert_eq!(expiry().await, first, "what else it waits for is no reason");
        hold(first + 60_000, "daily_recipients").await;
        assert!(expiry().await > first + 60_000);
        let longest = world.now().plus(Duration::from_hours(8 * 24)).0;
        hold(longest, "daily_recipients").await;
        assert!(expiry().await < longest, "not for ever");
    })
    .await;
}

#[tokio::test]
async fn what_is_not_delivered_in_time_goes_on_once_while_others_are() {
    each_world(async |world| {
        let told = told(&world).await;
        let anna = guardian(&world, &told).await;
        let (there, _) = at_telegram(&world, &told).await;
        let whatsapp = Running::start(&world, Provider::WhatsApp, FAST);
        let news = world.enqueue(about(&world, anna, MessageClass::Notice, &told)).await;
        let answer = world.enqueue(about(&world, anna, MessageClass::Reply, &told)).await;
        whatsapp.wake();
        world.until(news, "accepted").await;
        world.until(answer, "accepted").await;
        let late = async |class| {
            let now = world.now();
            let mut tx = world.store.begin_read().await.unwrap();
            let span = (Timestamp(0), now.minus(Duration::from_hours(6)));
            tx.undelivered(&world.account, class, span, now).await.unwrap().len()
        };
        world.clock.push(Duration::from_hours(7));
        assert_eq!(late(MessageClass::Notice).await, 0, "silence of a dead status stream proves nothing");
        // Somebody else's message is delivered: receipts do come in.
        let binta = world.person(Channel::WhatsApp).await;
        whatsapp.say(binta, MessageClass::Reply, "other").await;
        let asked = whatsapp.book.until_asked(3).await;
        let delivered = receipt(&world, asked[2].attempt, ReceiptStatus::Delivered, None);
        world.commit(async |tx| tx.apply_receipts(vec![delivered])).await;
        assert_eq!((late(MessageClass::Notice).await, late(MessageClass::Reply).await), (1, 0), "answers stay");
        whatsapp.stop().await;

        let telegram = Running::start(&there, Provider::Telegram, FAST);
        let patience = Patience { notice: Some(Duration::from_hours(6)), ..Patience::default() };
        let whatsapp = Running::patient(&world, Provider::WhatsApp, FAST, patience);
        telegram.book.until_asked(1).await;
        world.until(news, "accepted").await;
        assert_eq!(world.column(news, "account_id").await.as_deref(), Some("tg1"));
        assert_eq!(late(MessageClass::Notice).await, 0, "once");
        // After all it has arrived where it was sent first.
        let first = asked.iter().find(|one| one.text == "15.5").unwrap().attempt;
        let receipts =
            [ReceiptStatus::Delivered, ReceiptStatus::Failed].map(|status| receipt(&world, first, status, None));
        world.commit(async |tx| tx.apply_receipts(receipts.to_vec())).await;
        world.until(news, "accepted").await;
        assert_eq!(telegram.book.texts().len(), 1);
        whatsapp.stop().await;
        telegram.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_whatsapp_address_that_gets_nothing_for_days_is_given_up_until_its_person_writes() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let state = async || {
            let sql = format!("SELECT COUNT(*) FROM contact WHERE id = {} AND state = 'active'", world.id(anna.0));
            world.number(&sql).await == 1
        };
        let fails = async |day: u64| {
            let now = Timestamp(0).plus(Duration::from_hours(day * 24));
            let failed = [(world.school, MessageId::fresh(), anna)];
            world.commit(async |tx| tx.go_elsewhere(&failed, now).await.unwrap()).await;
        };
        for (day, writes) in [(1, false), (1, false), (1, false), (2, true), (3, false), (4, false)] {
            fails(day).await;
            if writes {
                world.commit(async |tx| tx.heard_from(world.school, anna, world.now())).await;
            }
            assert!(state().await, "an hour, or messages few, prove nothing: day {day}");
        }
        fails(7).await;
        assert!(!state().await, "three in a row in three days");
        world.commit(async |tx| tx.heard_from(world.school, anna, world.now())).await;
        assert!(state().await, "who writes is there");
    })
    .await;
}
