//! What understanding costs: `cargo bench --bench understanding`.
//!
//! - `message`: one message in a school of 2,000 students and 60 courses, by who writes it: with their index at hand
//!   (warm), and as the first since the school's file has changed (cold): what they see of the school is made for it, beside
//!   the school's part, which nobody's message waits for (`school`).
//! - `school`: what is prepared once for each change of the school's file, ahead of messages: all names, assessments,
//!   classes and subjects; and the same after a change of assessments only.
//! - `alone`: a first message that comes before the school's part is there, and prepares it.
//! - `list`: a class list of 80 lines.
//!
//! Figures are printed as Markdown rows; the bars are 200 µs (p99, one message, warm and cold) and 5 ms (list).

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement prints its figures and stops at the first fault"
)]

mod school;

use carnet::commands::understand::{Dialogue, Index, Lexicon, SchoolIndex, Speaker, interpret};
use hdrhistogram::Histogram;
use jiff::civil::date;
use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

const WARM_ROUNDS: usize = 400;
const SCHOOL_ROUNDS: usize = 40;

fn main() {
    println!("| what | n | p50 µs | p99 µs | max µs |\n|---|---|---|---|---|");
    let lexicon = Arc::new(Lexicon::with(&[]).unwrap());
    let school = Arc::new(prepared(&lexicon));
    let speakers = [
        ("teacher of 3 courses", school::teacher(3), school::TEACHER),
        ("teacher of 60 courses", school::teacher(60), school::TEACHER),
        ("office, 2,000 students", school::office(), school::OFFICE),
        ("family", school::family(), school::FAMILY),
    ];
    for (who, speaker, messages) in speakers {
        let index = Index::of(speaker.clone(), &school);
        warm(&format!("message, {who}, warm"), &index, messages, WARM_ROUNDS);
        cold(&format!("message, {who}, cold"), &speaker, &school, messages);
    }
    let index = Index::of(school::teacher(60), &school);
    warm("message in which nothing is understood, teacher of 60 courses, warm", &index, school::STRANGE, WARM_ROUNDS);
    warm("list of 80 lines, teacher of 60 courses", &index, &[&school::class_list(80)], WARM_ROUNDS);
    school_part("school, prepared after a change of its file", &lexicon, None);
    school_part("school, after a change of assessments only", &lexicon, Some(&school));
    alone("message, teacher of 60 courses, alone", &lexicon);
}

/// The school's part.
fn prepared(lexicon: &Arc<Lexicon>) -> SchoolIndex {
    SchoolIndex::new(school::school(), lexicon).with_roll(school::roll(), None)
}

fn warm(what: &str, index: &Index, messages: &[&str], rounds: usize) {
    let mut took = Histogram::new(3).unwrap();
    for message in messages.iter().cycle().take(messages.len() * rounds) {
        let began = Instant::now();
        black_box(interpret(message, index, &dialogue()));
        record(&mut took, began);
    }
    row(what, &took);
}

/// With an index of their own made for each message.
fn cold(what: &str, speaker: &Speaker, school: &Arc<SchoolIndex>, messages: &[&str]) {
    let mut took = Histogram::new(3).unwrap();
    for message in messages.iter().cycle().take(messages.len() * WARM_ROUNDS) {
        let speaker = speaker.clone();
        let began = Instant::now();
        black_box(interpret(message, &Index::of(speaker, school), &dialogue()));
        record(&mut took, began);
    }
    row(what, &took);
}

fn school_part(what: &str, lexicon: &Arc<Lexicon>, earlier: Option<&SchoolIndex>) {
    let mut took = Histogram::new(3).unwrap();
    for _ in 0..SCHOOL_ROUNDS {
        let (view, roll) = (school::school(), school::roll());
        let began = Instant::now();
        black_box(match earlier {
            Some(earlier) => earlier.with_assessments(roll.assessments),
            None => SchoolIndex::new(view, lexicon).with_roll(roll, None),
        });
        record(&mut took, began);
    }
    row(what, &took);
}

fn alone(what: &str, lexicon: &Arc<Lexicon>) {
    let mut took = Histogram::new(3).unwrap();
    for message in school::TEACHER.iter().cycle().take(SCHOOL_ROUNDS) {
        let (view, roll, speaker) = (school::school(), school::roll(), school::teacher(60));
        let began = Instant::now();
        let school = Arc::new(SchoolIndex::new(view, lexicon).with_roll(roll, None));
        black_box(interpret(message, &Index::of(speaker, &school), &dialogue()));
        record(&mut took, began);
    }
    row(what, &took);
}

fn dialogue() -> Dialogue {
    Dialogue::at(date(2027, 2, 10).at(9, 0, 0, 0))
}

fn record(took: &mut Histogram<u64>, began: Instant) {
    took.record(u64::try_from(began.elapsed().as_nanos()).unwrap()).unwrap();
}

fn row(what: &str, took: &Histogram<u64>) {
    let micros = |nanos: u64| nanos as f64 / 1000.0;
    let (p50, p99) = (took.value_at_quantile(0.5), took.value_at_quantile(0.99));
    println!("| {what} | {} | {:.1} | {:.1} | {:.1} |", took.len(), micros(p50), micros(p99), micros(took.max()));
}
