//! The model and the statements walk hand in hand: random walks through the drawing of `model.rs`, each step also taken by
//! the real statements, and after each step both say the same of every message.

use carnet::domain::{AbsenceId, AttemptId, Channel, MessageClass, MessageId};
use carnet::store::{LaneHold, Next, Proof, Requeue, Resolution, Setback, Topic};
use carnet_webhooks::ReceiptStatus;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use stateright::Model;
use std::collections::HashMap;
use std::time::Duration;
use uuid::Uuid;

use super::model::{self, Build, End, Flight, MESSAGES, Machine, PROCESSES, State, Step};
use super::receipts::receipt;
use super::world::{World, each_world};
use crate::support::chance::{dice, rounds};

/// Of this message, attempt `n`.
type Attempts = HashMap<(usize, u8), AttemptId>;

/// The real side of one walk.
struct Walker {
    world: World,
    owners: [Uuid; PROCESSES],
    messages: [MessageId; MESSAGES],
    attempts: Attempts,
}

impl Walker {
    async fn start(world: &World) -> Self {
        world.run("DELETE FROM lane").await;
        let anna = world.person(Channel::WhatsApp).await;
        let mut messages = Vec::new();
        for text in ["older", "younger"] {
            // With a topic of its own: whoever took it back is told of what arrived all the same.
            let message = world.message(anna, MessageClass::Notice, text);
            messages.push(world.enqueue(message.about(Topic::absence(AbsenceId(Uuid::new_v4())))).await);
        }
        Self {
            world: world.clone(),
            owners: [Uuid::new_v4(), Uuid::new_v4()],
            messages: messages.try_into().unwrap(),
            attempts: Attempts::new(),
        }
    }

    /// Takes the step that the model takes from `before`.
    async fn step(&mut self, before: &model::World, step: Step) {
        match step {
            Step::Take(process) => {
                self.world.run("UPDATE lane SET expires_at = 0").await;
                self.world.take_lane(self.owners[process]).await;
            }
            Step::Intend(process, message) => self.intend(before, process, message).await,
            // The wire, and the end of a process, are no statement.
            Step::Request(..) | Step::Crash(_) => {}
            Step::Settle(process) => self.settle(before.processes[process].flight.unwrap()).await,
            Step::Receipt(message, n) => {
                let news = receipt(&self.world, self.attempts[&(message, n)].0, ReceiptStatus::Sent, None);
                self.world.commit(async |tx| tx.apply_receipts(vec![news])).await;
            }
            Step::Resolve(message) => {
                let again = before.messages[message].resends == 0;
                let resolution = if again { Resolution::Resend } else { Resolution::Bury("doubtful_twice") };
                let settled = [(self.world.school, self.messages[message], resolution)];
                let resolved =
                    self.world.commit(async |tx| tx.resolve_doubts(&settled, self.world.now()).await.unwrap());
                assert_eq!(resolved.await, 1);
            }
            Step::TakeBack(message) => {
                let id = self.messages[message];
                let done = self.world.commit(async |tx| tx.cancel_message(id, self.world.now()).await.unwrap()).await;
                let waits = before.messages[message].state == State::Queued;
                assert_eq!(done, if waits { Requeue::Done } else { Requeue::Requested });
            }
        }
    }

    async fn intend(&mut self, before: &model::World, process: usize, message: usize) {
        let epoch = i64::from(before.processes[process].epoch.unwrap());
        let owner = self.owners[process];
        let hold = self.world.commit(async |tx| tx.hold_lane(&self.world.account, owner, epoch).await.unwrap()).await;
        if hold == LaneHold::Lost {
            assert_ne!(before.processes[process].epoch, Some(before.epoch), "it holds the lane by the model");
            return;
        }
        let id = self.messages[message];
        assert!(self.world.heads_past_doubt().await.contains(&id), "not its turn by the statements");
        let begun = self.world.intend(id, epoch, true).await;
        if before.messages[message].wished_back {
            assert_eq!(begun, None, "it was taken back");
            let now = self.world.now();
            let ended = self.world.commit(async |tx| {
                let objections = tx.objections(&[(self.world.school, id)], now).await.unwrap();
                tx.withdraw_messages(&objections, now).await.unwrap()
            });
            assert_eq!(ended.await, 1);
            return;
        }
        let (attempt, n) = begun.expect("T1 holds by the model");
        self.attempts.insert((message, u8::try_from(n).unwrap()), attempt);
    }

    async fn settle(&self, Flight { message, n, epoch, end }: Flight) {
        let (school, id, attempt) = (self.world.school, self.messages[message], self.attempts[&(message, n)]);
        let now = self.world.now();
        let (outcome, next) = match end.unwrap() {
            End::Accepted => {
                let provider_id = format!("wamid.{attempt}");
                let proof = Proof { school, message: id, attempt, last: true, provider_id };
                self.world.commit(async |tx| tx.prove_acceptance(&[proof], now).await.unwrap()).await;
                return;
            }
            End::NotSent => ("not_sent", Next::Retry { at: now, charged: false, reason: None }),
            End::Unknown => ("unknown", Next::Ambiguous),
        };
        let (n, epoch) = (n.into(), epoch.into());
        let setback = Setback { school, message: id, attempt, n, epoch, outcome, http_status: None, code: None, next };
        self.world.commit(async |tx| tx.settle_setbacks(&[setback], now).await.unwrap()).await;
    }

    /// State, attempts, epoch and resends of a message, and what became of a wish to have it back, as the database has them.
    async fn found(&self, message: usize) -> (State, [i64; 3], [bool; 2]) {
        let id = self.messages[message];
        let state = match self.world.state(id).await.as_str() {
            "queued" | "retry_wait" => State::Queued,
            "sending" => State::Sending,
            "ambiguous" => State::Ambiguous,
            "accepted" => State::Accepted,
            "dead" => State::Dead,
            "cancelled" => State::Cancelled,
            other => panic!("{other} is not in the model"),
        };
        let mut numbers = [0; 3];
        for (number, column) in numbers.iter_mut().zip(["attempts", "epoch", "resends"]) {
            *number = self.world.column(id, column).await.unwrap().parse().unwrap();
        }
        let mut wish = [false; 2];
        for (known, column) in wish.iter_mut().zip(["cancel_requested", "told_after_all"]) {
            *known = ["1", "true"].contains(&self.world.column(id, column).await.unwrap().as_str());
        }
        (state, numbers, wish)
    }

    async fn agrees(&self, model: &model::World, path: &[Step]) {
        for (at, drawn) in model.messages.iter().enumerate() {
            let numbers = [drawn.n, drawn.epoch, drawn.resends].map(i64::from);
            let drawn = (drawn.state, numbers, [drawn.wished_back, drawn.told_after_all]);
            assert_eq!(self.found(at).await, drawn, "message {at} after {path:?}");
        }
    }
}

async fn walk(world: &World, dice: &mut StdRng) -> usize {
    let machine = Machine(Build::Ours);
    let mut model = machine.init_states().remove(0);
    let mut walker = Walker::start(world).await;
    let mut path = Vec::new();
    loop {
        let mut steps = Vec::new();
        machine.actions(&model, &mut steps);
        let Some(step) = steps.choose(dice).copied() else { return path.len() };
        let Some(next) = machine.next_state(&model, step) else { continue };
        path.push(step);
        walker.step(&model, step).await;
        model = next;
        walker.agrees(&model, &path).await;
    }
}

#[tokio::test]
async fn the_statements_do_what_the_model_says() {
    each_world(async |world| {
        let (_, mut dice) = dice("walks");
        let mut steps = 0;
        let walks = rounds(60);
        for _ in 0..walks {
            steps += walk(&world, &mut dice).await;
            world.clock.push(Duration::from_secs(1));
        }
        println!("{walks} walks, {steps} steps on {:?}", world.store.engine());
    })
    .await;
}
