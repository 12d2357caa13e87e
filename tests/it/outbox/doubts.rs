//! What becomes of messages whose fate is unknown.

use carnet::domain::{Channel, MessageClass};
use carnet::gateway::Provider;
use std::time::Duration;

use super::fake::{FAST, Running, Turn};
use super::receipts::receipt;
use super::world::each_world;
use carnet::store::Resolution;
use carnet_webhooks::ReceiptStatus;

const GRACE: Duration = Duration::from_secs(91);

#[tokio::test]
async fn without_receipts_an_answer_is_sent_once_more_and_an_announcement_never() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::Telegram, FAST);
        lane.book.script(std::iter::repeat_n(Turn::Silence, 2));
        let (anna, binta) = (world.person(Channel::Telegram).await, world.person(Channel::Telegram).await);
        let reply = lane.say(anna, MessageClass::Reply, "reply").await;
        world.until(reply, "ambiguous").await;
        let announcement = lane.say(binta, MessageClass::Broadcast, "all").await;
        world.until(announcement, "ambiguous").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(lane.book.texts(), ["reply", "all"], "doubt is never a silent retry");
        lane.book.script([Turn::Silence]);
        world.clock.push(GRACE);
        lane.book.until_asked(3).await;
        world.until(announcement, "dead").await;
        assert_eq!(lane.book.texts(), ["reply", "all", "reply"]);
        world.until(reply, "ambiguous").await;
        world.clock.push(GRACE);
        world.until(reply, "dead").await;
        assert_eq!(world.reason(reply).await.as_deref(), Some("doubtful_twice"));
        assert_eq!(lane.book.asked().len(), 3, "once more, not for ever");
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn silence_counts_only_while_receipts_come_in() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Silence]);
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let notice = lane.say(anna, MessageClass::Notice, "notice").await;
        world.until(notice, "ambiguous").await;
        world.clock.push(GRACE);
        tokio::time::sleep(Duration::from_secs(6)).await;
        assert_eq!(world.state(notice).await, "ambiguous", "perhaps its receipt is only late");
        let other = lane.say(binta, MessageClass::Notice, "other").await;
        world.until(other, "accepted").await;
        let asked = lane.book.asked();
        let news = receipt(&world, asked[1].attempt, ReceiptStatus::Sent, None);
        world.commit(async |tx| tx.apply_receipts(vec![news])).await;
        world.until(notice, "accepted").await;
        assert_eq!(lane.book.texts(), ["notice", "other", "notice"]);
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn a_receipt_settles_a_doubt() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        lane.book.script([Turn::Silence]);
        let anna = world.person(Channel::WhatsApp).await;
        let notice = world.say(anna, MessageClass::Notice, "one").await;
        let next = lane.say(anna, MessageClass::Notice, "two").await;
        world.until(notice, "ambiguous").await;
        assert_eq!(world.state(next).await, "queued");
        let news = receipt(&world, lane.book.asked()[0].attempt, ReceiptStatus::Delivered, None);
        world.commit(async |tx| tx.apply_receipts(vec![news])).await;
        lane.wake();
        world.until(next, "accepted").await;
        assert_eq!((world.state(notice).await.as_str(), lane.book.asked().len()), ("accepted", 2));
        lane.stop().await;
    })
    .await;
}

/// Expiry goes on while nothing can be sent.
#[tokio::test]
async fn a_paused_lane_still_lets_go_of_what_is_too_late() {
    each_world(async |world| {
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let anna = world.person(Channel::WhatsApp).await;
        let first = lane.say(anna, MessageClass::Reply, "1").await;
        world.until(first, "accepted").await;
        world.commit(async |tx| tx.pause_lane(&world.account, true).await.unwrap()).await;
        let stale = lane.say(anna, MessageClass::Reply, "2").await;
        world.clock.push(Duration::from_mins(16));
        world.until(stale, "expired").await;
        lane.stop().await;
    })
    .await;
}

#[tokio::test]
async fn what_an_operator_sends_again_in_doubt_is_on_record_and_what_they_took_back_stays_so() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let sent_again = world.say(anna, MessageClass::Security, "code").await;
        let doubtful = |id| format!("UPDATE message SET state = 'ambiguous', ambiguous_since = 1 WHERE id = {id}");
        world.run(&doubtful(world.id(sent_again.0))).await;
        let buried = [(world.school, sent_again, Resolution::Bury("never_resent"))];
        world.commit(async |tx| tx.resolve_doubts(&buried, world.now()).await.unwrap()).await;
        assert_eq!(world.state(sent_again).await, "dead");
        world.commit(async |tx| tx.requeue(sent_again, world.now()).await.unwrap()).await;
        assert_eq!(world.column(sent_again, "resends").await.as_deref(), Some("1"));

        let taken_back = world.say(anna, MessageClass::Security, "another").await;
        world.run(&doubtful(world.id(taken_back.0))).await;
        world.commit(async |tx| tx.cancel_message(taken_back, world.now()).await.unwrap()).await;
        let buried = [(world.school, taken_back, Resolution::Bury("never_resent"))];
        world.commit(async |tx| tx.resolve_doubts(&buried, world.now()).await.unwrap()).await;
        // It may have arrived: nobody says that it has not, nor is anything left to decide.
        assert_eq!(world.state(taken_back).await, "dead");
        assert_eq!(world.reason(taken_back).await.as_deref(), Some("cancel_requested"));
        let untold = async |tx: &mut carnet::store::Tx| {
            tx.untold_set_aside(&world.account, Duration::ZERO, world.now()).await.unwrap()
        };
        assert_eq!(world.commit(untold).await, []);
    })
    .await;
}
