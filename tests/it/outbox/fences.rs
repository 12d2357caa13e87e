//! Who may write what: owners of old epochs change nothing, except that proof of acceptance always counts.

use carnet::domain::{AttemptId, Channel, MessageClass, MessageId};
use carnet::gateway::Provider;
use carnet::store::{LaneHold, Next, Proof, Setback};
use std::time::Duration;
use uuid::Uuid;

use super::fake::{FAST, Running};
use super::world::{World, each_world};

fn proof(world: &World, message: MessageId, attempt: AttemptId) -> Proof {
    Proof { school: world.school, message, attempt, last: true, provider_id: format!("wamid.{attempt}") }
}

fn setback(world: &World, message: MessageId, (attempt, n): (AttemptId, i64), epoch: i64, next: Next) -> Setback {
    let outcome = if next == Next::Ambiguous { "unknown" } else { "rejected" };
    Setback {
        school: world.school,
        message,
        attempt,
        n,
        epoch,
        outcome,
        http_status: Some(400),
        code: Some(131_026),
        next,
    }
}

fn failed() -> Next {
    Next::Failed { reason: "131026".to_owned() }
}

#[tokio::test]
async fn a_lane_has_one_owner_and_every_owner_its_epoch() {
    each_world(async |world| {
        let (one, other) = (Uuid::new_v4(), Uuid::new_v4());
        let first = world.take_lane(one).await;
        let hold = async |owner, epoch| {
            world.commit(async |tx| tx.hold_lane(&world.account, owner, epoch).await.unwrap()).await
        };
        assert_eq!(hold(one, first).await, LaneHold::Held);
        assert_eq!(hold(one, first + 1).await, LaneHold::Lost);
        let taken = world
            .commit(async |tx| tx.take_lane(&world.account, other, Duration::from_secs(10), world.now()).await.unwrap())
            .await;
        if world.store.engine() == carnet::store::Engine::Postgres {
            assert_eq!(taken, None, "the lease still runs");
            world.commit(async |tx| tx.release_lane(&world.account, one).await.unwrap()).await;
            assert_eq!(world.take_lane(other).await, first + 1);
        } else {
            assert_eq!(taken, Some(first + 1), "on one machine the older process is gone");
        }
        assert_eq!(hold(one, first).await, LaneHold::Lost);
        let renewed = async |owner| {
            world
                .commit(async |tx| tx.renew_lanes(owner, Duration::from_secs(10), world.now()).await.unwrap())
                .await
                .len()
        };
        assert_eq!((renewed(one).await, renewed(other).await), (0, 1));
        world.commit(async |tx| tx.pause_lane(&world.account, true).await.unwrap()).await;
        assert_eq!(hold(other, first + 1).await, LaneHold::Paused);
    })
    .await;
}

#[tokio::test]
async fn a_crash_leaves_doubt_and_a_zombie_changes_nothing() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let message = world.say(anna, MessageClass::Notice, "14").await;
        let old = world.take_lane(Uuid::new_v4()).await;
        let flown = world.intend(message, old, true).await.unwrap();
        world.run("UPDATE lane SET expires_at = 0").await;
        let new = world.take_lane(Uuid::new_v4()).await;
        assert!(new > old);
        assert_eq!(world.state(message).await, "ambiguous", "recovery never retries by itself");

        for next in [failed(), Next::Ambiguous, Next::Retry { at: world.now(), charged: true, reason: None }] {
            let late = setback(&world, message, flown, old, next);
            let written = world.commit(async |tx| tx.settle_setbacks(&[late], world.now()).await.unwrap()).await;
            assert_eq!((written, world.state(message).await.as_str()), (0, "ambiguous"));
        }
        world.run("UPDATE attempt SET outcome = NULL").await;
        let duplicates = world
            .commit(async |tx| tx.prove_acceptance(&[proof(&world, message, flown.0)], world.now()).await.unwrap())
            .await;
        assert_eq!((duplicates, world.state(message).await.as_str()), (0, "accepted"), "but proof counts");
    })
    .await;
}

#[tokio::test]
async fn an_ending_counts_only_under_the_epoch_of_its_attempt() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let message = world.say(anna, MessageClass::Notice, "14").await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let flown = world.intend(message, epoch, true).await.unwrap();
        for other in [epoch - 1, epoch + 1] {
            let foreign = setback(&world, message, flown, other, failed());
            assert_eq!(world.commit(async |tx| tx.settle_setbacks(&[foreign], world.now()).await.unwrap()).await, 0);
            assert_eq!(world.state(message).await, "sending");
        }
        let own = setback(&world, message, flown, epoch, failed());
        assert_eq!(world.commit(async |tx| tx.settle_setbacks(&[own], world.now()).await.unwrap()).await, 1);
        assert_eq!(world.state(message).await, "failed");
    })
    .await;
}

#[tokio::test]
async fn an_older_attempt_does_not_fail_a_newer_one() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let message = world.say(anna, MessageClass::Notice, "14").await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let first = world.intend(message, epoch, true).await.unwrap();
        let again = Next::Retry { at: world.now(), charged: true, reason: None };
        let throttled = setback(&world, message, first, epoch, again);
        world.commit(async |tx| tx.settle_setbacks(&[throttled], world.now()).await.unwrap()).await;
        assert_eq!(world.state(message).await, "retry_wait");
        let second = world.intend(message, epoch, true).await.unwrap();
        assert_eq!(second.1, 2);
        let late = setback(&world, message, first, epoch, failed());
        assert_eq!(world.commit(async |tx| tx.settle_setbacks(&[late], world.now()).await.unwrap()).await, 0);
        assert_eq!(world.state(message).await, "sending");
        assert_eq!(world.intend(message, epoch, true).await, None, "what flies is not sent beside itself");
        let now = setback(&world, message, second, epoch, failed());
        assert_eq!(world.commit(async |tx| tx.settle_setbacks(&[now], world.now()).await.unwrap()).await, 1);
        assert_eq!(world.reason(message).await.as_deref(), Some("131026"));
    })
    .await;
}

#[tokio::test]
async fn a_second_acceptance_is_counted() {
    each_world(async |world| {
        let anna = world.person(Channel::Telegram).await;
        let message = world.say(anna, MessageClass::Notice, "14").await;
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let first = world.intend(message, epoch, true).await.unwrap();
        let doubt = setback(&world, message, first, epoch, Next::Ambiguous);
        world.commit(async |tx| tx.settle_setbacks(&[doubt], world.now()).await.unwrap()).await;
        let again = [(world.school, message, carnet::store::Resolution::Resend)];
        world.commit(async |tx| tx.resolve_doubts(&again, world.now()).await.unwrap()).await;
        let second = world.intend(message, epoch, true).await.unwrap();
        let prove = async |attempt| {
            let proof = proof(&world, message, attempt);
            world.commit(async |tx| tx.prove_acceptance(&[proof], world.now()).await.unwrap()).await
        };
        assert_eq!(prove(first.0).await, 0, "the first one arrived after all");
        assert_eq!(prove(second.0).await, 1, "so the second one is a duplicate");
        assert_eq!(prove(second.0).await, 0, "counted once");
        assert_eq!(world.state(message).await, "accepted");
    })
    .await;
}

/// An owner that wakes up after its lane was taken sends nothing more.
#[tokio::test]
async fn an_owner_that_lost_its_lane_sends_nothing() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let first = lane.say(anna, MessageClass::Reply, "1").await;
        world.until(first, "accepted").await;
        world.run("UPDATE lane SET expires_at = 0").await;
        world.take_lane(Uuid::new_v4()).await;
        let second = lane.say(anna, MessageClass::Reply, "2").await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!((lane.book.texts().len(), world.state(second).await.as_str()), (1, "queued"));
        lane.stop().await;
    })
    .await;
}

/// What was on its way when the process died is in doubt; what was not goes.
#[tokio::test]
async fn the_next_owner_recovers() {
    each_world(async |world| {
        let (anna, binta) = (world.person(Channel::WhatsApp).await, world.person(Channel::WhatsApp).await);
        let epoch = world.take_lane(Uuid::new_v4()).await;
        let flying = world.say(anna, MessageClass::Notice, "flying").await;
        world.intend(flying, epoch, true).await.expect("the intent holds");
        let waiting = world.say(binta, MessageClass::Notice, "waiting").await;
        world.run("UPDATE lane SET expires_at = 0").await;
        let next = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(waiting, "accepted").await;
        assert_eq!(world.state(flying).await, "ambiguous");
        assert_eq!(next.book.texts(), ["waiting"]);
        next.stop().await;
        assert_eq!(world.number("SELECT COUNT(*) FROM lane WHERE owner IS NOT NULL").await, 0);
    })
    .await;
}
