//! The fuzz seeds and a fixed number of their mutations, through the entry the fuzz targets use. The same on every run.

use std::path::Path;

use carnet_webhooks::{Provider, fuzzing};
use proptest::prelude::any;
use proptest::sample::Index;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

const MUTATIONS_PER_PROVIDER: usize = 2000;
const FOLDERS: [(Provider, &str); 4] = [
    (Provider::WhatsApp, "whatsapp"),
    (Provider::Telegram, "telegram"),
    (Provider::Twilio, "twilio"),
    (Provider::Infobip, "infobip"),
];

fn seeds(folder: &str) -> Vec<Vec<u8>> {
    let entries = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(folder)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.into_iter().map(|path| std::fs::read(path).unwrap()).collect()
}

/// One small damage: a byte changed, a piece lost, a piece told twice, a piece of another seed put in.
#[derive(Debug, Clone)]
enum Damage {
    Change(Index, u8),
    Lose(Index, Index),
    Repeat(Index, Index),
    Graft(Index, Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    proptest::prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Change(at, byte)),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Lose(from, to)),
        1 => (at(), at()).prop_map(|(from, to)| Damage::Repeat(from, to)),
        1 => (at(), at(), at()).prop_map(|(seed, from, to)| Damage::Graft(seed, from, to)),
    ]
}

fn piece(bytes: &[u8], from: Index, to: Index) -> std::ops::Range<usize> {
    let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
    from.min(to)..from.max(to)
}

fn apply(bytes: &mut Vec<u8>, seeds: &[Vec<u8>], damage: &Damage) {
    match damage {
        Damage::Change(at, byte) if !bytes.is_empty() => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Damage::Change(..) => {}
        Damage::Lose(from, to) => drop(bytes.drain(piece(bytes, *from, *to))),
        Damage::Repeat(from, to) => {
            let range = piece(bytes, *from, *to);
            bytes.extend_from_within(range);
        }
        Damage::Graft(seed, from, to) => {
            let other = &seeds[seed.index(seeds.len())];
            let range = piece(other, *from, *to);
            let at = from.index(bytes.len() + 1);
            bytes.splice(at..at, other[range].iter().copied());
        }
    }
}

#[test]
fn the_corpus_and_its_mutations_hold() {
    let mut runner = TestRunner::deterministic();
    let plan = (any::<Index>(), proptest::collection::vec(damage(), 1..5));
    for (provider, folder) in FOLDERS {
        let seeds = seeds(folder);
        assert!(!seeds.is_empty(), "no seeds for {folder}");
        for seed in &seeds {
            fuzzing::run(provider, seed);
        }
        for _ in 0..MUTATIONS_PER_PROVIDER {
            let (seed, damages) = plan.new_tree(&mut runner).unwrap().current();
            let mut bytes = seeds[seed.index(seeds.len())].clone();
            for damage in &damages {
                apply(&mut bytes, &seeds, damage);
            }
            fuzzing::run(provider, &bytes);
        }
    }
}
