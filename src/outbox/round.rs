//! A round of a lane: choose, word, check again, make the intent durable, let go.

mod truth;

use rand::RngExt;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

use super::approvals::Approvals;
use super::edits::find_edited;
use super::files::{fetch_files, open_links};
use super::flight::{Closes, Flight, fly, judge};
use super::lane::{Drive, Note, REST, Step};
use super::metrics;
use super::numbered::note_numbered;
use super::pace::is_group;
use super::port::Sender;
use super::queues::{Queue, Wanted};
use super::settler::Landed;
use super::spending::{SPARED, admit};
use super::ways::{self, Stranded, take_other_ways};
use super::wording::{Worded, Wording, address, answered_by, outside_window, word};
use crate::domain::{AttemptId, Channel, ContactId, Locale, MessageClass, MessageId, SchoolId, Timestamp};
use crate::gateway::Message;
use crate::store::{
    CONTACT_BLOCKED, CONTACT_SUSPENDED, Candidate, Claim, Due, Intent, LaneHold, PairKey, Said, School, StoreError,
    TEMPLATE_WAITS, Tx, Withdrawal,
};

/// Messages of one round at most.
const BATCH: u32 = 256;
/// After this an intent is stale, and what it states has not been sent.
const WIRE_DEADLINE: Duration = Duration::from_secs(8);
/// How often a template that rests is asked about again; that it is approved is told at once.
const TEMPLATE_REST: Duration = Duration::from_mins(15);
/// How often what waits for an address that is closed for now is looked at; that it is open again is told by its person.
const CLOSED_REST: Duration = Duration::from_hours(6);
/// How long a school's settings are believed.
const SETTINGS: Duration = Duration::from_mins(1);

type Withdrawn = (SchoolId, MessageId, Withdrawal, &'static str);
type Deferred = (SchoolId, MessageId, Timestamp);
type HeldBack = (SchoolId, MessageId, Timestamp, &'static str);

/// What was decided on the way to T1.
#[derive(Default)]
pub(super) struct Round {
    chosen: Vec<(Candidate, Worded)>,
    /// Whom they go to: one each, where people have a pace of their own.
    people: HashSet<PairKey>,
    withdrawn: Vec<Withdrawn>,
    /// Until the pair's pace allows.
    too_fast: Vec<Deferred>,
    /// Until the quiet hours are over.
    too_early: Vec<Deferred>,
    held_back: Vec<HeldBack>,
    /// What cannot be said there, and what it ends with where there is no other way.
    stranded: Vec<(Stranded, Withdrawal, &'static str)>,
}

/// The schools of a lane, read again from time to time.
#[derive(Default)]
pub(super) struct Schools {
    known: HashMap<SchoolId, School>,
    read_at: Option<Instant>,
}

impl Schools {
    pub(super) fn of(&self, school: SchoolId) -> Option<&School> {
        self.known.get(&school)
    }

    async fn read(&mut self, tx: &mut Tx, due: &[Due], now: Instant) -> Result<(), StoreError> {
        if self.read_at.is_none_or(|read| now.duration_since(read) > SETTINGS) {
            self.known.clear();
            self.read_at = Some(now);
        }
        for one in due {
            if !self.known.contains_key(&one.school())
                && let Some(school) = tx.school(one.school()).await?
            {
                self.known.insert(school.id, school);
            }
        }
        Ok(())
    }
}

impl Round {
    /// One round with room for so many messages.
    pub(super) async fn of<G: Sender>(drive: &mut Drive<G>, room: u32) -> Result<Step, StoreError> {
        let room = room.min(BATCH);
        let began = Instant::now();
        let now = drive.house.clock.now();
        // Chosen in the transaction that states the intent: one begin, one view.
        let mut tx = drive.house.store.begin().await?;
        let wanted = Wanted { account: &drive.account, now, per_class: i64::from(room) };
        let due = drive.waiting.heads(&mut tx, wanted, began).await?;
        if due.is_empty() {
            drive.backlog = false;
            let next = drive.waiting.next_due(&mut tx, &drive.account, now).await?;
            tx.rollback().await?;
            let look = drive.house.elsewhere.look();
            let wait = next.map_or(look, |next| look.min(next.since(now)));
            return Ok(Step::Wait(began + wait));
        }
        drive.schools.read(&mut tx, &due, began).await?;
        drive.approvals = approvals(drive, &mut tx, &due, now).await?;
        drive.backlog = due.len() >= usize::try_from(room).unwrap_or(usize::MAX);
        let round = Self::choose(drive, due, room, now);
        round.intend(drive, tx, began, now).await
    }

    /// Takes the heads by the classes' shares, until there is no more room.
    fn choose<G: Sender>(drive: &mut Drive<G>, due: Vec<Due>, room: u32, now: Timestamp) -> Self {
        let mut round = Self::default();
        let mut queues: [Queue; 4] = Default::default();
        for one in due {
            if let Some(queue) = one.class().and_then(|class| queues.get_mut(place(class))) {
                queue.push(one);
            }
        }
        for (queue, turns) in queues.iter().zip(&mut drive.turns) {
            turns.wait(&queue.schools());
        }
        let instant = Instant::now();
        while round.chosen.len() < room as usize {
            let waiting = [0, 1, 2, 3].map(|at: usize| queues.get(at).is_some_and(|queue| !queue.is_empty()));
            let Some(class) = drive.shares.next(waiting) else { break };
            let (queue, turns) = (queues.get_mut(place(class)), drive.turns.get(place(class)));
            let Some(one) = queue.zip(turns).and_then(|(queue, turns)| queue.pop(turns)) else { break };
            let school = one.school();
            if round.consider(drive, one, class, now, instant) {
                drive.shares.served(class);
                if let Some(turns) = drive.turns.get_mut(place(class)) {
                    turns.served(school);
                }
            }
        }
        round
    }

    /// Looks at one head; says whether it was chosen.
    fn consider<G: Sender>(
        &mut self,
        drive: &mut Drive<G>,
        due: Due,
        class: MessageClass,
        now: Timestamp,
        instant: Instant,
    ) -> bool {
        let (school, id, contact, pair) = (due.school(), due.id(), due.contact(), due.pair());
        if due.expires_at() <= now {
            self.withdrawn.push((school, id, Withdrawal::Expired, "too_late"));
            return false;
        }
        let settings = drive.schools.known.get(&school);
        let minds_night = settings.filter(|_| !due.any_hour());
        let opening = minds_night.map_or(now, |settings| settings.may_write_from(class, now, drive.random.random()));
        if opening > now {
            self.too_early.push((school, id, opening));
            return false;
        }
        if drive.pacer.minds_pairs() && self.people.contains(&pair) {
            return false;
        }
        let ready = drive.pacer.pair_ready(pair, instant);
        if ready > instant {
            self.too_fast.push((school, id, now.plus(ready - instant).plus(Duration::from_millis(1))));
            return false;
        }
        let locale = settings.map_or(Locale::Fr, School::default_locale);
        let candidate = match due.open(drive.house.store.keys()) {
            Ok(candidate) => candidate,
            Err(error) => {
                tracing::error!(message = %id, %error, "outbox.unreadable");
                self.withdrawn.push((school, id, Withdrawal::Failed, "unreadable"));
                return false;
            }
        };
        // Of a group it is known only now that it is one; it has a pace of its own wherever it is.
        if is_group(candidate.user_id.as_deref()) {
            let ready = drive.pacer.group_ready(pair, instant);
            if ready > instant || self.people.contains(&pair) {
                self.too_fast.push((school, id, now.plus(ready - instant).plus(Duration::from_millis(1))));
                return false;
            }
        }
        let worded = match drive.word(&candidate, locale, now) {
            Wording::Now(worded) => *worded,
            Wording::Later => {
                self.held_back.push((school, id, now.plus(TEMPLATE_REST), TEMPLATE_WAITS));
                return false;
            }
            never @ (Wording::Refused | Wording::Never) => {
                let why = if matches!(never, Wording::Refused) { TEMPLATE_WAITS } else { "no_template" };
                self.stranded.push(((school, id, contact), Withdrawal::Failed, why));
                return false;
            }
        };
        if drive.carrying.holds_up(&worded, instant) {
            return false;
        }
        if !candidate.retried && !drive.echoes.may_say(contact, &worded.content, instant) {
            self.withdrawn.push((school, id, Withdrawal::SetAside, "loop"));
            return false;
        }
        self.people.insert(pair);
        self.chosen.push((candidate, worded));
        true
    }

    /// All messages that this round may write.
    fn touched(&self) -> impl Iterator<Item = (SchoolId, MessageId)> {
        let chosen = self.chosen.iter().map(|(candidate, _)| (candidate.school, candidate.id));
        let put_off = self.too_fast.iter().chain(&self.too_early).map(|(school, id, _)| (*school, *id));
        let ended = self.withdrawn.iter().map(|(school, id, ..)| (*school, *id));
        let held_back = self.held_back.iter().map(|(school, id, ..)| (*school, *id));
        let stranded = self.stranded.iter().map(|((school, id, _), ..)| (*school, *id));
        chosen.chain(put_off).chain(ended).chain(held_back).chain(stranded)
    }

    /// T1: checks again, in the transaction that states the intent. Then lets go.
    async fn intend<G: Sender>(
        mut self,
        drive: &mut Drive<G>,
        mut tx: Tx,
        began: Instant,
        now: Timestamp,
    ) -> Result<Step, StoreError> {
        let house = Arc::clone(&drive.house);
        match tx.hold_lane(&drive.account, house.leases.owner, drive.epoch).await? {
            LaneHold::Held => {}
            LaneHold::Paused => {
                tx.rollback().await?;
                metrics::stopped(&drive.account, true);
                return Ok(Step::Wait(Instant::now() + REST));
            }
            LaneHold::Lost => {
                tx.rollback().await?;
                tracing::error!(account = %drive.account, epoch = drive.epoch, "outbox.lane_lost");
                return Ok(Step::Lost);
            }
        }
        tx.hold_messages(self.touched()).await?;
        self.check_truth(drive, &mut tx, now).await?;
        self.leave_held(&mut tx).await?;
        let carrying = (&drive.account, &mut drive.carrying);
        let without_file = fetch_files(&mut tx, carrying, &mut self.chosen, now).await?;
        self.withdrawn.extend(without_file.into_iter().map(|(school, id)| (school, id, Withdrawal::Failed, "no_file")));
        let without_place = find_edited(&mut tx, &drive.account, &mut self.chosen).await?;
        let no_place = |(school, id)| (school, id, Withdrawal::Superseded, "no_place");
        self.withdrawn.extend(without_place.into_iter().map(no_place));
        let mut admitted = admit(drive, &mut tx, std::mem::take(&mut self.chosen), now).await?;
        self.chosen = std::mem::take(&mut admitted.chosen);
        self.held_back.append(&mut admitted.held_back);
        let unwanted = std::mem::take(&mut admitted.unwanted);
        self.stranded.extend(unwanted.into_iter().map(|one| (one, Withdrawal::Failed, SPARED)));
        let intents: Vec<Intent> = self.chosen.iter().map(|(candidate, worded)| intent(candidate, worded)).collect();
        let claim = Claim { account: &drive.account, epoch: drive.epoch, now };
        let numbers = tx.intend(&intents, claim).await?;
        let stated = self.chosen.iter().zip(&intents).filter(|(_, intent)| numbers.contains_key(&intent.message));
        let gone: Vec<_> = stated.map(|((candidate, _), intent)| (candidate, intent.attempt)).collect();
        admitted.settle(drive, &mut tx, &gone, now).await?;
        let stated = self.chosen.iter().filter(|(candidate, _)| numbers.contains_key(&candidate.id));
        open_links(&mut tx, stated, now).await?;
        let refused: Vec<_> = intents
            .iter()
            .filter(|intent| !numbers.contains_key(&intent.message))
            .map(|intent| (intent.school, intent.message))
            .collect();
        self.heed_objections(&mut tx, &refused, now).await?;
        let ends: HashMap<MessageId, _> =
            self.stranded.iter().map(|((_, id, _), how, why)| (*id, (*how, *why))).collect();
        let stranded = std::mem::take(&mut self.stranded).into_iter().map(|(one, ..)| one).collect();
        let (rerouted, stuck) = take_other_ways(&house, &mut tx, stranded, now).await?;
        for (school, id, _) in stuck {
            match ends.get(&id) {
                Some((_, why @ (CONTACT_BLOCKED | TEMPLATE_WAITS))) => {
                    let rest = if *why == CONTACT_BLOCKED { CLOSED_REST } else { TEMPLATE_REST };
                    self.held_back.push((school, id, now.plus(rest), why));
                }
                Some((how, why)) => self.withdrawn.push((school, id, *how, *why)),
                None => {}
            }
        }
        tx.withdraw_messages(&self.withdrawn, now).await?;
        tx.hold_back(&self.held_back).await?;
        tx.defer_messages(&self.too_fast, false).await?;
        tx.defer_messages(&self.too_early, true).await?;
        note_numbered(&mut tx, &self.chosen, &numbers).await?;
        if let Err(error) = tx.commit().await {
            // It may be on disk all the same; nothing of it has left.
            drive.unflown.extend(intents.iter().map(|intent| (intent.school, intent.attempt)));
            return Err(error);
        }

        metrics::batch(numbers.len());
        for (_, message, _, reason) in &self.withdrawn {
            tracing::info!(account = %drive.account, %message, reason, "outbox.withdrawn");
            metrics::withdrawn(reason);
        }
        ways::wake(&house, &rerouted);
        let idle = numbers.is_empty()
            && self.withdrawn.is_empty()
            && self.too_fast.is_empty()
            && self.too_early.is_empty()
            && self.held_back.is_empty()
            && rerouted.is_empty();
        for ((candidate, worded), intent) in self.chosen.into_iter().zip(intents) {
            if let Some(n) = numbers.get(&intent.message) {
                let flight = flight(drive, &candidate, worded, intent, *n);
                drive.echoes.note(flight.contact, &flight.message.content, Instant::now());
                drive.let_go(flight, began + WIRE_DEADLINE).await;
            }
        }
        // What changed between the look and T1 is seen by the next look; it must not become a race of looks.
        Ok(if idle { Step::Wait(Instant::now() + Duration::from_millis(50)) } else { Step::Again })
    }

    /// What T1 did not hold for is withdrawn. News may go another way than by an address that has been closed, and waits for
    /// one that is being looked into.
    async fn heed_objections(
        &mut self,
        tx: &mut Tx,
        refused: &[(SchoolId, MessageId)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let news = self.chosen.iter().filter(|(candidate, _)| candidate.class != MessageClass::Reply);
        let news: HashMap<MessageId, ContactId> = news.map(|(one, _)| (one.id, one.contact)).collect();
        for (school, id, how, why) in tx.objections(refused, now).await? {
            match news.get(&id) {
                Some(contact) if why == CONTACT_BLOCKED => self.stranded.push(((school, id, *contact), how, why)),
                Some(_) if why == CONTACT_SUSPENDED => self.held_back.push((school, id, now.plus(CLOSED_REST), why)),
                _ => self.withdrawn.push((school, id, how, why)),
            }
        }
        Ok(())
    }

    /// Takes out what is part of a broadcast that is held.
    async fn leave_held(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        // Whoever asks to read it is answered all the same.
        let broadcasts = self.chosen.iter().filter(|(one, _)| one.class == MessageClass::Broadcast);
        let of_broadcasts: Vec<_> =
            broadcasts.filter_map(|(one, _)| Some((one.school, one.id, one.say.phrase.announces()?))).collect();
        if !of_broadcasts.is_empty() {
            let held = tx.hold_paused(&of_broadcasts).await?;
            self.chosen.retain(|(one, _)| !held.contains(&one.id));
        }
        Ok(())
    }
}

impl<G: Sender> Drive<G> {
    fn word(&self, candidate: &Candidate, school: Locale, now: Timestamp) -> Wording {
        word(self.house.voice(), candidate, school, self.gateway.medium(), now, &self.approvals)
    }

    /// Lets one message go as soon as the pace allows: it has been stated, so it goes or is known not to have gone.
    async fn let_go(&mut self, flight: Flight, deadline: Instant) {
        while self.pacer.free(Instant::now()) == 0 {
            tokio::time::sleep_until(self.pacer.ready(1, Instant::now())).await;
        }
        let group = is_group(flight.message.to.user_id.as_deref());
        self.pacer.take(Instant::now());
        self.pacer.take_pair(flight.pair, group, Instant::now());
        self.breaker.tried();
        self.in_flight += 1;
        self.unsettled += 1;
        let (house, gateway, account) = (Arc::clone(&self.house), Arc::clone(&self.gateway), self.account.clone());
        let (notes, landed) = (self.notes.clone(), self.landed.clone());
        tokio::spawn(async move {
            let in_time = |at: Instant| at < deadline && house.leases.covers(&account, at);
            let began = Instant::now();
            let (landing, exchange) = fly(&*gateway, &flight, in_time).await;
            let way = (began, Instant::now());
            let now = house.clock.now();
            let judgement = judge(&flight, landing, gateway.provider(), now);
            metrics::verdict(&account, judgement.kind);
            // The lane and the settler outlive every flight: both wait for its note.
            let _lane = notes.send(Note::Landed((flight.contact, flight.pair), judgement.signal, way));
            let ended = Landed {
                account,
                class: flight.class,
                eligible_at: flight.eligible_at,
                ending: judgement.ending,
                block: (judgement.closes == Closes::Address).then_some((flight.school, flight.contact)),
                opted_out: (judgement.closes == Closes::Channel).then_some((flight.school, flight.contact)),
                elsewhere: judgement.elsewhere.then_some((flight.school, flight.id, flight.contact)),
                out_of_bounds: judgement.out_of_bounds,
                stop_lane: judgement.stop_lane,
                throttled_until: judgement.signal.pause.map(|pause| now.plus(pause)),
                spared: judgement.spared_until.map(|until| (flight.school, flight.contact, until)),
                refused_template: judgement.refused_template,
                upload: judgement.upload,
                moved: judgement.moved_to.map(|to| (flight.school, flight.contact, to)),
                said: exchange.map(|exchange| Said {
                    school: flight.school,
                    message: flight.id,
                    attempt: flight.message.attempt,
                    exchange,
                }),
                lane: notes,
            };
            let _settler = landed.send(ended).await;
        });
    }
}

/// Read in every round that may need one: what a webhook has just forbidden is not sent.
async fn approvals<G: Sender>(
    drive: &Drive<G>,
    tx: &mut Tx,
    due: &[Due],
    now: Timestamp,
) -> Result<Approvals, StoreError> {
    if drive.gateway.medium().channel != Channel::WhatsApp {
        return Ok(Approvals::default());
    }
    if !due.iter().any(|due| outside_window(due, now)) {
        return Ok(Approvals::default());
    }
    Approvals::read(tx, &drive.account, drive.gateway.own_templates()).await
}

fn place(class: MessageClass) -> usize {
    usize::try_from(class.rank()).unwrap_or(usize::MAX)
}

fn intent(candidate: &Candidate, worded: &Worded) -> Intent {
    Intent {
        school: candidate.school,
        message: candidate.id,
        attempt: AttemptId::fresh(),
        part: candidate.part,
        last: worded.last,
    }
}

fn flight<G: Sender>(drive: &mut Drive<G>, candidate: &Candidate, worded: Worded, intent: Intent, n: i64) -> Flight {
    let (keys, by_mail) = (drive.house.store.keys(), drive.gateway.medium().channel == Channel::Email);
    Flight {
        school: candidate.school,
        id: candidate.id,
        contact: candidate.contact,
        pair: candidate.pair,
        class: candidate.class,
        n,
        epoch: drive.epoch,
        last: worded.last,
        charged: candidate.charged,
        eligible_at: candidate.eligible_at,
        template_left: worded.template_left,
        jitter: drive.random.random(),
        message: Message {
            to: address(candidate),
            attempt: intent.attempt,
            key: format!("{}.{}", candidate.id, candidate.part),
            unsubscribe: by_mail.then(|| keys.unsubscribe_token(candidate.school, candidate.contact)),
            answer: by_mail.then(|| answered_by(keys, candidate)).flatten(),
            content: worded.content,
            file: worded.file,
            edits: worded.edits.map(String::from),
        },
    }
}
