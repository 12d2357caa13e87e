//! Samples of what is said of a guardian's access.

use carnet::phrase::{AccessPhrase, Phrase};

use super::samples::student;

pub(super) fn samples() -> Vec<Phrase> {
    let mut samples = vec![
        AccessPhrase::Nobody { student: student("KONAN Yao") },
        AccessPhrase::Whose { student: student("KONAN Yao") },
        AccessPhrase::Unchanged {},
    ];
    for (guardian, open) in [(Some("M. KONAN"), true), (None, false)] {
        let guardian = guardian.map(str::to_owned);
        samples.push(AccessPhrase::Confirm { student: student("KONAN Yao"), guardian: guardian.clone(), open });
        samples.push(AccessPhrase::Done { student: student("KONAN Yao"), guardian, open });
    }
    samples.into_iter().map(AccessPhrase::phrase).collect()
}
