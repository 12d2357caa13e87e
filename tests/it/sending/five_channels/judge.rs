//! The judge of a broadcast: the simulator's ledger, beside what the database says of it.

use carnet::domain::Money;
use carnet_simulator::{LedgerEntry, Provider};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use super::cast::{Directory, Family, WAYS, Way, families};
use super::{WORDS, rate};
use crate::support::eye::Eye;
use crate::support::paced::paced;
use crate::support::service::World;

/// Of a template to a number of Ivory Coast, and of a segment, in millionths: no round figures.
pub(super) const TEMPLATE: i64 = 4_300;
pub(super) const SEGMENT: i64 = 51_700;
/// What Infobip says.
const SEGMENT_AS_TOLD: i64 = 12_300;

/// What left to families so far.
pub(super) struct Heard {
    /// Each time, by which way.
    by_family: HashMap<u32, Vec<Way>>,
}

impl Heard {
    pub(super) fn read(world: &World, directory: &Directory) -> Self {
        let mut by_family: HashMap<u32, Vec<Way>> = HashMap::new();
        for entry in world.simulator.ledger_where(is_broadcast) {
            if let Some((family, way)) = directory.find(&entry) {
                by_family.entry(family.0).or_default().push(way);
            }
        }
        Self { by_family }
    }

    /// Lines of the ledger.
    pub(super) fn times(&self) -> usize {
        self.by_family.values().map(Vec::len).sum()
    }

    pub(super) fn of(&self, family: Family) -> &[Way] {
        self.by_family.get(&family.0).map_or(&[], Vec::as_slice)
    }

    /// The ways by which it did arrive.
    pub(super) fn reached(&self, family: Family) -> Vec<Way> {
        self.of(family).iter().copied().filter(|way| family.is_reached_by(*way)).collect()
    }

    /// No address got it twice, nobody was reached twice, and those who were not are in doubt on record, or among the
    /// `unwilling`.
    pub(super) async fn is_once_each(&self, eye: &mut Eye, count: u32, unwilling: &[Family]) {
        let mut missed = 0;
        for family in families(count) {
            let reached = self.reached(family);
            assert!(reached.len() <= 1, "{family:?} was reached by {reached:?}");
            for way in WAYS {
                let times = self.of(family).iter().filter(|one| **one == way).count();
                assert!(times <= 1, "{family:?} was written to {times} times by {way:?}");
            }
            let wanted = family.expected().is_some() && unwilling.iter().all(|one| one.0 != family.0);
            if reached.is_empty() && wanted {
                missed += 1;
            }
        }
        let doubtful = "SELECT COUNT(*) FROM message WHERE class = 3 AND state IN ('ambiguous', 'dead')";
        let doubtful = eye.number(doubtful).await;
        assert!(missed <= doubtful, "{missed} families did not hear, {doubtful} messages are in doubt");
        println!("{missed} of {count} families did not hear, {doubtful} messages are in doubt");
    }
}

pub(super) fn is_broadcast(entry: &LedgerEntry) -> bool {
    entry.body.to_string().contains(WORDS) && entry.to.as_deref() != Some("5009")
}

/// No window holds more than the accounts may send.
pub(super) fn rates_held(world: &World, count: u32) {
    paced(&world.simulator.ledger(), &WAYS.map(|way| (way.provider(), rate(way, count))));
}

/// What each line of the ledger costs is charged, by its attempt and to the millionth; what is charged beyond it is in
/// doubt. Returns what the broadcast's own lines cost.
pub(super) async fn paid_for(world: &World, eye: &mut Eye, directory: &Directory) -> i64 {
    let attempt = eye.hex("c.attempt_id");
    let charges = format!(
        "SELECT {attempt}, m.state, c.micros FROM charge c JOIN attempt a ON a.id = c.attempt_id \
         JOIN message m ON m.id = a.message_id"
    );
    let charges = eye.triples(&charges).await;
    let sum: i64 = charges.iter().map(|(.., micros)| micros).sum();
    let spent = eye.number("SELECT CAST(COALESCE(SUM(micros), 0) AS BIGINT) FROM spend").await;
    assert_eq!(spent, sum, "the month is the sum of its charges");
    let mut paid_by_attempt: HashMap<String, (String, i64)> =
        charges.into_iter().map(|(attempt, state, micros)| (attempt, (state, micros))).collect();
    let (mut broadcast, mut whole) = (0, 0);
    for entry in world.simulator.ledger() {
        let price = price(&entry, directory);
        let Some(attempt) = entry.attempt.as_deref().map(|attempt| attempt.replace('-', "").to_lowercase()) else {
            assert_eq!(price, 0, "a paid message without our attempt: {entry:?}");
            continue;
        };
        let paid = paid_by_attempt.remove(&attempt).map_or(0, |(_, micros)| micros);
        assert_eq!(paid, price, "what was paid for {entry:?}");
        whole += price;
        broadcast += if is_broadcast(&entry) { price } else { 0 };
    }
    for (attempt, (state, micros)) in paid_by_attempt {
        assert!(["ambiguous", "dead"].contains(&state.as_str()), "{attempt} cost {micros} and is {state}");
    }
    let told = super::run(world, &["cost", "--school", "essai", "--json"]).await;
    let told: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let reported: i64 = told.iter().map(|line| line["micros"].as_i64().unwrap()).sum();
    assert_eq!(reported, sum, "the report is the sum of the charges: {told:?}");
    assert!(told.iter().all(|line| line["class"] == "4e A" && line["channel"] != "telegram"), "{told:?}");
    println!("{} for the broadcast, {} in all", money(broadcast), money(whole));
    broadcast
}

/// What a provider asks for a line: a template if it is brought, SMS by their segments whether they are or not. Infobip says
/// its price with each report, which is not the one that was foreseen.
fn price(entry: &LedgerEntry, directory: &Directory) -> i64 {
    let reaches = || directory.find(entry).is_none_or(|(family, way)| family.is_reached_by(way));
    match entry.kind.as_str() {
        "template" if reaches() => TEMPLATE,
        "sms" if entry.provider == Provider::Infobip => segments(entry) * SEGMENT_AS_TOLD,
        "sms" => segments(entry) * SEGMENT,
        _ => 0,
    }
}

/// As the provider counted them.
fn segments(entry: &LedgerEntry) -> i64 {
    let by_twilio = entry.answer["num_segments"].as_str().and_then(|count| count.parse().ok());
    by_twilio.or_else(|| entry.answer["messages"][0]["details"]["messageCount"].as_i64()).unwrap()
}

/// As people read it in French.
pub(super) fn money(micros: i64) -> String {
    Money { micros, currency: "USD".to_owned() }.rounded_up().to_string().replace('.', ",")
}

/// Three replies of four are passed by no more of the broadcast than their account may send in a second, however much waits:
/// a busy machine may take its time to write the fourth one down.
pub(super) async fn replies_were_not_held_up(eye: &mut Eye, count: u32) {
    let attempts = "SELECT a.account_id, CAST(m.class AS TEXT), a.started_at FROM attempt a \
                    JOIN message m ON m.id = a.message_id";
    let attempts = eye.triples(attempts).await;
    let replies = "SELECT m.account_id, CAST(a.started_at AS TEXT), m.created_at FROM message m \
                   JOIN attempt a ON a.message_id = m.id AND a.n = 1 WHERE m.class = 0";
    let (mut amid, mut passed) = (0, Vec::new());
    let mut waits: Vec<Duration> = Vec::new();
    for (account, started, created) in eye.triples(replies).await {
        let started: i64 = started.parse().unwrap();
        let of_broadcast =
            || attempts.iter().filter(|(lane, class, _)| *lane == account && class == "3").map(|(.., at)| *at);
        let before = of_broadcast().filter(|at| (created..started).contains(at)).count();
        let way = WAYS.into_iter().find(|way| way.account() == account).unwrap();
        passed.push((before, rate(way, count), way));
        let is_amid = of_broadcast().any(|at| at < created) && of_broadcast().any(|at| at > started);
        amid += usize::from(is_amid);
        waits.extend(is_amid.then(|| Duration::from_millis((started - created).unsigned_abs())));
    }
    let prompt = passed.iter().filter(|(before, most, _)| before <= most).count();
    assert!(prompt * 4 >= passed.len() * 3, "the broadcast passed replies: {passed:?}");
    assert!(amid >= 3, "only {amid} replies left in the middle of the broadcast");
    waits.sort_unstable();
    let p99 = waits[(waits.len() * 99 / 100).min(waits.len() - 1)];
    println!("{amid} replies amid the broadcast, the slowest of a hundred {p99:?} from answer to request");
}

/// The lines of the ledger that are about these families' addresses.
pub(super) fn lines_to(world: &World, directory: &Directory, whom: &[Family]) -> Vec<Arc<LedgerEntry>> {
    let theirs = |entry: &LedgerEntry| {
        is_broadcast(entry) && directory.find(entry).is_some_and(|(family, _)| whom.iter().any(|one| one.0 == family.0))
    };
    world.simulator.ledger_where(theirs)
}
