//! What averages cost: `cargo bench --bench grading`. A class of 60 students, 14 subjects and 10 marks in each, from
//! marks to ranks and figures; printed as a Markdown row.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement prints its figures and stops at the first fault"
)]

use carnet::domain::grading::{Assessment, AssessmentRole, ClassMarks, Policy, Subject, class_result};
use carnet::domain::{Mark, Maximum, Points};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 200;

fn main() {
    let class = class();
    println!("| policy | marks | median | fastest | slowest |");
    println!("|---|---|---|---|---|");
    for (name, policy) in [
        ("weighted, to scale", "{}"),
        ("weighted by maximum, exact cascade", r#"{"normalise": "weight_by_max", "cascade": "exact"}"#),
        ("components", r#"{"formula": "components", "components": [["IE", "1"], ["DEV", "2"]]}"#),
    ] {
        let policy: Policy = policy.parse().unwrap();
        let mut times: Vec<Duration> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                black_box(class_result(&policy, black_box(&class)).unwrap());
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        let (median, fastest, slowest) = (times[ROUNDS / 2], times[0], times[ROUNDS - 1]);
        println!("| {name} | {} | {median:.2?} | {fastest:.2?} | {slowest:.2?} |", 60 * 14 * 10);
    }
}

/// Marks in quarters, on maxima of 10, 20, 30 and 40.
fn class() -> ClassMarks {
    let assessment = |number: u32| Assessment {
        code: format!("e{number}"),
        group: if number.is_multiple_of(2) { "IE".to_owned() } else { "DEV".to_owned() },
        maximum: Maximum::from_points(Points::literal(1000 + number % 4 * 1000)).unwrap(),
        coefficient: Points::literal(100 + number % 3 * 50),
        role: AssessmentRole::Ordinary,
    };
    let subject = |number: u32| Subject {
        code: format!("s{number}"),
        coefficient: Points::literal(100 + number % 5 * 100),
        assessments: (0..10).map(assessment).collect(),
    };
    let subjects: Vec<Subject> = (0..14).map(subject).collect();
    let mut class = ClassMarks::new(subjects.clone()).unwrap();
    for student in 0..60_u32 {
        let marks = subjects.iter().flat_map(|subject| {
            subject.assessments.iter().zip(0_u32..).map(move |(assessment, number)| {
                let mark = Mark::Points(Points::literal((student * 37 + number * 11) % 40 * 25));
                (subject.code.as_str(), assessment.code.as_str(), Some(mark))
            })
        });
        class.add_student(&format!("p{student}"), 0, marks.collect::<Vec<_>>()).unwrap();
    }
    class
}
