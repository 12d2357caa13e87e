//! A school that keeps two lanes busy: mothers on WhatsApp who ask for marks, teachers on Telegram who ask for help.

use carnet_simulator::{Action, Match, Receipts, Rule, Script, Webhooks};
use rand::RngExt;
use rand::rngs::StdRng;
use serde_json::{Value, json};

use crate::support::service::{Setup, World};

const MOTHERS: usize = 40;
const TEACHERS: usize = 12;

/// The school as a file.
pub(in crate::faults) fn busy_school() -> String {
    let mut file: Value = serde_json::from_str(include_str!("../../school.json")).unwrap();
    file["guardians"] = (0..MOTHERS)
        .map(|n| {
            json!({"code": format!("K{n}"), "name": format!("Mme K{n}"), "phone": format!("+22505070000{n:02}"),
                "language": "fr", "children": [{"student": "A01", "relation": "mother", "consent": "2026-09-10"}]})
        })
        .collect();
    let staff = file["staff"].as_array_mut().unwrap();
    staff.extend((0..TEACHERS).map(|n| {
        json!({"code": format!("E{n}"), "name": format!("M. E{n}"), "role": "teacher",
            "phone": format!("+22507080000{n:02}"), "telegram_id": 6000 + n, "language": "fr"})
    }));
    file.to_string()
}

/// The setup of an ordeal: webhooks are brought again until they are taken, receipts come soon.
pub(in crate::faults) fn busy(database_url: Option<String>) -> Setup {
    Setup {
        school: Some(busy_school()),
        webhooks: Webhooks { attempts: 10_000, longest_retry_ms: 200, ..Webhooks::default() },
        receipts: Receipts { sent_ms: Some(20), delivered_ms: Some(60), ..Receipts::default() },
        database_url,
        // Fewer than a crowd asks for: without a limiter the judge would see more.
        per_second: Some(6),
        ..Setup::default()
    }
}

/// Somebody asks something that has one answer.
pub(in crate::faults) fn ask(world: &World, dice: &mut StdRng) {
    if dice.random_bool(0.7) {
        ask_as_mother(world, dice.random_range(0..MOTHERS));
    } else {
        let n = dice.random_range(0..TEACHERS);
        world.simulator.telegram(6000 + i64::try_from(n).unwrap()).text("aide").unwrap();
    }
}

/// This mother asks for marks.
pub(in crate::faults) fn ask_as_mother(world: &World, n: usize) {
    let mother = world.simulator.whatsapp(&mother(n)).with_user_id(&format!("CI.70{n:02}"));
    mother.text("notes").unwrap();
}

/// A mother's number.
pub(in crate::faults) fn mother(n: usize) -> String {
    format!("+22505070000{n:02}")
}

/// A provider that now and then breaks off, before or after it took a message.
pub(in crate::faults) fn unreliable(seed: u64) -> Script {
    let rule = |probability: f64, action| {
        let when = Match { probability: Some(probability), ..Match::default() };
        Rule { when, action, times: None }
    };
    let rules = vec![
        rule(0.06, Action::AcceptThenReset),
        rule(0.06, Action::ResetBeforeRead),
        rule(0.04, Action::StatusAfterAccept(500)),
        rule(0.40, Action::AcceptDelayMs(400)),
    ];
    Script { seed: Some(seed), rules }
}

/// A provider that does one thing to every message.
pub(in crate::faults) fn always(action: Action) -> Script {
    Script { seed: None, rules: vec![Rule { when: Match::default(), action, times: None }] }
}
