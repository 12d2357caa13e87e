//! The state machine of sending, small enough to be checked whole: two messages of one stream, two processes, one lane,
//! a provider, and everything that may go wrong between them.
//!
//! A drawing of the statements in `src/store/outbox`: `walk.rs` holds the statements themselves to it, step by step on both
//! engines.

use stateright::{Checker, HasDiscoveries, Model, Property};

pub(super) const MESSAGES: usize = 2;
pub(super) const PROCESSES: usize = 2;

/// What is changed about the machine, to see that the properties notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Build {
    Ours,
    /// Whoever takes a lane sends again what its predecessor was sending.
    RecoversToQueued,
    /// The intent is not written down before the request.
    NoIntentRow,
    /// Outcomes are written whoever reports them.
    NoFence,
    /// A younger message does not wait for an older one.
    NoOrder,
    /// T1 does not ask whether the message has been taken back.
    ForgetsWishes,
    /// Whoever took a message back does not hear that it had left all the same.
    KeepsQuiet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum State {
    Queued,
    Sending,
    Ambiguous,
    Accepted,
    Dead,
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Message {
    pub(super) state: State,
    /// The attempt made last.
    pub(super) n: u8,
    pub(super) epoch: u8,
    pub(super) resends: u8,
    /// Somebody wants it back, but it is on its way.
    pub(super) wished_back: bool,
    /// It was given up, or wanted back, and has arrived: that is owned up to.
    pub(super) told_after_all: bool,
    /// Somebody has taken it back, at once or as a wish.
    taken_back: bool,
    /// Doubts on record.
    doubts: u8,
    /// What the provider's ledger holds.
    deliveries: u8,
    /// Attempts of which a receipt may still come, as bits.
    receipts: u8,
}

/// How a request ended, as the process knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum End {
    Accepted,
    NotSent,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Flight {
    pub(super) message: usize,
    pub(super) n: u8,
    pub(super) epoch: u8,
    pub(super) end: Option<End>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Process {
    /// The epoch under which it believes to hold the lane.
    pub(super) epoch: Option<u8>,
    pub(super) flight: Option<Flight>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct World {
    pub(super) messages: [Message; MESSAGES],
    pub(super) processes: [Process; PROCESSES],
    owner: Option<usize>,
    pub(super) epoch: u8,
    /// In the order of their first arrival.
    arrived: Vec<usize>,
    /// A writer of an older epoch or attempt has changed something, and not by proof.
    trespassed: bool,
    /// A try began of what had been taken back.
    begun_again: bool,
    crashes: u8,
    expiries: u8,
    faults: u8,
    wishes: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Takes the lane; what an older epoch was sending is in doubt.
    Take(usize),
    /// T1.
    Intend(usize, usize),
    /// The request leaves; whether the provider takes it, and what the process hears.
    Request(usize, bool, End),
    /// T2.
    Settle(usize),
    Crash(usize),
    /// T3: a receipt of this message's attempt.
    Receipt(usize, u8),
    /// T4: the grace is over.
    Resolve(usize),
    /// An administrator takes it back.
    TakeBack(usize),
}

pub(super) struct Machine(pub(super) Build);

/// So much goes wrong in one run: each, and all of them together, in every order.
const CRASHES: u8 = 1;
const FAULTS: u8 = 1;
const WISHES: u8 = 1;

impl World {
    fn head(&self, message: usize) -> bool {
        let passed = |state| matches!(state, State::Accepted | State::Dead | State::Cancelled | State::Ambiguous);
        self.messages[..message].iter().all(|older| passed(older.state))
    }

    fn prove(&mut self, message: usize, build: Build) {
        let one = &mut self.messages[message];
        let given_up = matches!(one.state, State::Ambiguous | State::Cancelled | State::Dead);
        if one.state != State::Accepted && build != Build::KeepsQuiet {
            one.told_after_all |= one.wished_back || given_up;
        }
        one.state = State::Accepted;
    }

    fn take_back(&mut self, message: usize) {
        self.wishes += 1;
        let one = &mut self.messages[message];
        one.taken_back = true;
        match one.state {
            State::Queued => one.state = State::Cancelled,
            _ => one.wished_back = true,
        }
    }

    fn arrive(&mut self, message: usize, n: u8) {
        let one = &mut self.messages[message];
        one.deliveries += 1;
        one.receipts |= 1 << n;
        if !self.arrived.contains(&message) {
            self.arrived.push(message);
        }
    }
}

impl Machine {
    fn take(&self, world: &mut World, process: usize) {
        if let Some(owner) = world.owner
            && world.processes[owner].epoch.is_some()
        {
            world.expiries += 1;
        }
        world.epoch += 1;
        world.owner = Some(process);
        world.processes[process].epoch = Some(world.epoch);
        for one in world.messages.iter_mut().filter(|one| one.state == State::Sending && one.epoch < world.epoch) {
            if self.0 == Build::RecoversToQueued {
                one.state = State::Queued;
            } else {
                one.state = State::Ambiguous;
                one.doubts += 1;
            }
        }
    }

    fn intend(&self, world: &mut World, process: usize, message: usize) {
        // Asked inside T1: a process that has lost the lane learns it here.
        if world.processes[process].epoch != Some(world.epoch) {
            world.processes[process].epoch = None;
            return;
        }
        let epoch = world.epoch;
        let one = &mut world.messages[message];
        if one.wished_back && self.0 != Build::ForgetsWishes {
            one.state = State::Cancelled;
            return;
        }
        world.begun_again |= one.taken_back;
        let n = one.n + 1;
        if self.0 != Build::NoIntentRow {
            (one.state, one.n, one.epoch) = (State::Sending, n, epoch);
        }
        world.processes[process].flight = Some(Flight { message, n, epoch, end: None });
    }

    fn settle(&self, world: &mut World, process: usize) {
        let Some(Flight { message, n, epoch, end: Some(end) }) = world.processes[process].flight.take() else { return };
        let one = &mut world.messages[message];
        let mine = one.state == State::Sending && one.n == n && one.epoch == epoch;
        if self.0 == Build::NoIntentRow {
            one.n = n;
        }
        let unfenced = matches!(self.0, Build::NoFence | Build::NoIntentRow);
        match end {
            End::Accepted => world.prove(message, self.0),
            End::NotSent if mine || unfenced => {
                world.trespassed |= !mine && self.0 == Build::NoFence;
                one.state = State::Queued;
            }
            End::Unknown if mine || unfenced => {
                world.trespassed |= !mine && self.0 == Build::NoFence;
                one.state = State::Ambiguous;
                one.doubts += 1;
            }
            End::NotSent | End::Unknown => {}
        }
    }
}

impl Model for Machine {
    type State = World;
    type Action = Step;

    fn init_states(&self) -> Vec<World> {
        let message = Message {
            state: State::Queued,
            n: 0,
            epoch: 0,
            resends: 0,
            wished_back: false,
            told_after_all: false,
            taken_back: false,
            doubts: 0,
            deliveries: 0,
            receipts: 0,
        };
        vec![World {
            messages: [message; MESSAGES],
            processes: [Process::default(); PROCESSES],
            owner: None,
            epoch: 0,
            arrived: Vec::new(),
            trespassed: false,
            begun_again: false,
            crashes: 0,
            expiries: 0,
            faults: 0,
            wishes: 0,
        }]
    }

    fn actions(&self, world: &World, steps: &mut Vec<Step>) {
        for (at, process) in world.processes.iter().enumerate() {
            // A lane is taken when nobody has it, when its owner died, or – once – from one that is only slow.
            let free = world.owner.is_none_or(|owner| world.processes[owner].epoch.is_none());
            let over = world.owner.is_some_and(|owner| owner != at) && world.expiries == 0;
            if process.epoch.is_none() && (free || over) {
                steps.push(Step::Take(at));
            }
            match process.flight {
                None if process.epoch.is_some() => {
                    let due = |at: &usize| {
                        world.messages[*at].state == State::Queued && (world.head(*at) || self.0 == Build::NoOrder)
                    };
                    steps.extend((0..MESSAGES).filter(due).map(|message| Step::Intend(at, message)));
                }
                Some(Flight { end: None, .. }) => {
                    steps.push(Step::Request(at, true, End::Accepted));
                    if world.faults < FAULTS {
                        steps.push(Step::Request(at, false, End::NotSent));
                        steps.push(Step::Request(at, true, End::Unknown));
                        steps.push(Step::Request(at, false, End::Unknown));
                    }
                }
                Some(_) => steps.push(Step::Settle(at)),
                None => {}
            }
            if world.crashes < CRASHES && *process != Process::default() {
                steps.push(Step::Crash(at));
            }
        }
        for (at, one) in world.messages.iter().enumerate() {
            steps.extend((1..8).filter(|n| one.receipts & (1 << n) != 0).map(|n| Step::Receipt(at, n)));
            if one.state == State::Ambiguous {
                steps.push(Step::Resolve(at));
            }
            let under_way = matches!(one.state, State::Queued | State::Sending | State::Ambiguous);
            if under_way && !one.taken_back && world.wishes < WISHES {
                steps.push(Step::TakeBack(at));
            }
        }
    }

    fn next_state(&self, before: &World, step: Step) -> Option<World> {
        let mut world = before.clone();
        match step {
            Step::Take(process) => self.take(&mut world, process),
            Step::Intend(process, message) => self.intend(&mut world, process, message),
            Step::Request(process, taken, end) => {
                world.faults += u8::from(end != End::Accepted);
                let flight = world.processes[process].flight.as_mut()?;
                flight.end = Some(end);
                let (message, n) = (flight.message, flight.n);
                if taken {
                    world.arrive(message, n);
                }
            }
            Step::Settle(process) => self.settle(&mut world, process),
            Step::Crash(process) => {
                world.crashes += 1;
                world.processes[process] = Process::default();
            }
            Step::TakeBack(message) => world.take_back(message),
            Step::Receipt(message, n) => {
                world.messages[message].receipts &= !(1 << n);
                // Without a row for the attempt, nobody knows whose receipt it is.
                if world.messages[message].n >= n {
                    world.prove(message, self.0);
                }
            }
            Step::Resolve(message) => {
                let one = &mut world.messages[message];
                if one.resends == 0 {
                    (one.state, one.resends) = (State::Queued, 1);
                } else {
                    one.state = State::Dead;
                }
            }
        }
        Some(world)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("deliveries <= 1 + recorded doubts", |_, world: &World| {
                world.messages.iter().all(|one| one.deliveries <= 1 + one.doubts)
            }),
            Property::always("whatever ends, ends with every message settled", |machine: &Self, world: &World| {
                let mut steps = Vec::new();
                machine.actions(world, &mut steps);
                let ended = |one: &Message| matches!(one.state, State::Accepted | State::Dead | State::Cancelled);
                !steps.is_empty() || world.messages.iter().all(ended)
            }),
            Property::always("what is taken back is not begun again", |_, world: &World| !world.begun_again),
            Property::always("what was taken back and has left is owned up to", |_, world: &World| {
                let hidden = |one: &Message| one.taken_back && one.state == State::Accepted && !one.told_after_all;
                !world.messages.iter().any(hidden)
            }),
            Property::always("what is accepted has arrived", |_, world: &World| {
                world.messages.iter().all(|one| one.state != State::Accepted || one.deliveries > 0)
            }),
            Property::always("a fenced writer changes nothing but by proof", |_, world: &World| !world.trespassed),
            Property::always("a stream arrives in order, doubts apart", |_, world: &World| {
                world.arrived.is_sorted() || world.messages.iter().any(|one| one.doubts > 0)
            }),
            Property::sometimes("a duplicate that was owned up to", |_, world: &World| {
                world.messages.iter().any(|one| one.deliveries == 2)
            }),
        ]
    }
}

#[test]
fn every_interleaving_keeps_the_promises() {
    let checker = Machine(Build::Ours).checker().threads(2).spawn_bfs().join();
    println!("{} states", checker.unique_state_count());
    checker.assert_properties();
    assert!(checker.unique_state_count() > 10_000, "{}: the model has lost its faults", checker.unique_state_count());
}

/// A check that cannot fail proves nothing: each of these machines breaks the promise it must.
#[test]
fn wrong_machines_are_found_out() {
    for (build, broken) in [
        (Build::RecoversToQueued, "deliveries <= 1 + recorded doubts"),
        (Build::NoIntentRow, "deliveries <= 1 + recorded doubts"),
        (Build::NoFence, "a fenced writer changes nothing but by proof"),
        (Build::NoOrder, "a stream arrives in order, doubts apart"),
        (Build::ForgetsWishes, "what is taken back is not begun again"),
        (Build::KeepsQuiet, "what was taken back and has left is owned up to"),
    ] {
        let found = HasDiscoveries::AllOf([broken].into());
        let checker = Machine(build).checker().threads(2).finish_when(found).spawn_bfs().join();
        let path = checker.discovery(broken);
        println!("{build:?}: {:?}", path.map(stateright::Path::into_actions));
        assert!(checker.discovery(broken).is_some(), "{build:?} passes");
    }
}
