//! What understanding costs: `cargo bench --bench understanding`.
//!
//! - `message`: one message in a school of 2,000 students and 60 courses, by who writes it: with the index at hand
//!   (warm) and with an index built for it (cold).
//! - `list`: a class list of 80 lines.
//!
//! Figures are printed as Markdown rows; the bars are 200 µs (p99, warm message) and 5 ms (list).

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a measurement prints its figures and stops at the first fault"
)]

mod school;

use carnet::commands::understand::{Dialogue, Index, Scope, interpret};
use hdrhistogram::Histogram;
use jiff::civil::date;
use std::hint::black_box;
use std::time::Instant;

const WARM_ROUNDS: usize = 400;
const COLD_ROUNDS: usize = 40;

fn main() {
    println!("| what | n | p50 µs | p99 µs | max µs |\n|---|---|---|---|---|");
    let speakers = [
        ("teacher of 3 courses", school::teacher(3), school::TEACHER),
        ("teacher of 60 courses", school::teacher(60), school::TEACHER),
        ("office, 2,000 students", school::office(), school::OFFICE),
        ("family", school::family(), school::FAMILY),
    ];
    for (who, scope, messages) in speakers {
        let index = Index::new(scope.clone());
        warm(&format!("message, {who}, warm"), &index, messages, WARM_ROUNDS);
        cold(&format!("message, {who}, cold"), &scope, messages);
    }
    let index = Index::new(school::teacher(60));
    warm("message in which nothing is understood, teacher of 60 courses, warm", &index, school::STRANGE, WARM_ROUNDS);
    let list = school::class_list(80);
    warm("list of 80 lines, teacher of 60 courses", &Index::new(school::teacher(60)), &[&list], WARM_ROUNDS);
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

fn cold(what: &str, scope: &Scope, messages: &[&str]) {
    let mut took = Histogram::new(3).unwrap();
    for message in messages.iter().cycle().take(COLD_ROUNDS) {
        let scope = scope.clone();
        let began = Instant::now();
        black_box(interpret(message, &Index::new(scope), &dialogue()));
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
