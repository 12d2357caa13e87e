//! What a report card costs: `cargo bench --bench report_cards`. The card of `benches/peers/card.json` (14 subjects), cold,
//! warm, and 1,000 of them in classes of 40; printed as Markdown rows, with bytes and the peak of the memory.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement prints its figures and stops at the first fault"
)]

use carnet::domain::{CardClaim, CardSigner, Locale};
use carnet::phrase::ReportCard;
use carnet::render::{Printer, Renderer};
use std::time::Duration;

const WARM: usize = 200;
const BATCH: usize = 1_000;
const CLASS: usize = 40;

fn main() {
    let card: ReportCard = serde_json::from_str(include_str!("../peers/card.json")).unwrap();
    let press = Press {
        renderer: Renderer::load(None).unwrap(),
        printer: Printer::load(None, "https://carnet.example.org".parse().unwrap()).unwrap(),
        signer: CardSigner::new(&[[7; 32]]).unwrap(),
    };
    println!("| what | language | CPU per card | bytes | peak memory |");
    println!("|---|---|---|---|---|");
    for locale in Locale::ALL {
        let (cold, bytes) = press.time(&[student(&card, 0)], locale);
        row("first of the process or language", locale, cold, bytes);
        let mut all: Vec<Duration> = (1..=WARM).map(|number| press.time(&[student(&card, number)], locale).0).collect();
        all.sort_unstable();
        row("warm, one at a time, median", locale, all[WARM / 2], bytes);
    }
    let mut spent = Duration::ZERO;
    let mut bytes = 0;
    for class in 0..BATCH / CLASS {
        let cards: Vec<_> = (0..CLASS).map(|number| student(&card, class * CLASS + number)).collect();
        let (took, of_class) = press.time(&cards, Locale::Fr);
        spent += took;
        bytes = of_class / CLASS;
    }
    row("1,000 in classes of 40, a file each", Locale::Fr, spent / u32::try_from(BATCH).unwrap(), bytes);
}

struct Press {
    renderer: Renderer,
    printer: Printer,
    signer: CardSigner,
}

impl Press {
    /// CPU time of laying out these cards, writing a file of each and sealing it; and the files' bytes.
    fn time(&self, cards: &[ReportCard], locale: Locale) -> (Duration, usize) {
        let before = cpu();
        let seals: Vec<_> = cards.iter().map(|card| Some(self.signer.unsigned(&claim(card, locale)))).collect();
        let laid_out = self.printer.lay_out(&self.renderer, cards, &seals, locale).unwrap();
        let files = (0..cards.len()).map(|at| self.signer.seal(laid_out.pdf(at).unwrap()).len());
        let bytes = files.sum();
        (cpu().saturating_sub(before), bytes)
    }
}

fn claim(card: &ReportCard, locale: Locale) -> CardClaim {
    CardClaim {
        school: card.school_code.clone(),
        year: card.year.clone(),
        term: card.term.clone(),
        student: card.student_code.clone(),
        average: card.general.map(carnet::domain::Points::fixed),
        rank: card.rank.map(|rank| rank.place),
        year_result: None,
        version: card.version,
        code: card.code.clone().unwrap(),
        language: locale.code().to_owned(),
    }
}

/// The same card of another student: no two pages are the same.
fn student(card: &ReportCard, number: usize) -> ReportCard {
    let mut card = card.clone();
    card.student.name = format!("KOUASSI Awa {number}");
    card.student_code = format!("A{number:04}");
    for (at, subject) in card.subjects.iter_mut().enumerate() {
        let hundredths = i64::try_from((number * 131 + at * 977) % 2_000).unwrap();
        subject.average = carnet::domain::Points::from_hundredths(hundredths).ok();
    }
    card
}

fn row(what: &str, locale: Locale, time: Duration, bytes: usize) {
    println!("| {what} | {} | {time:.2?} | {bytes} | {} MB |", locale.code(), peak());
}

/// Time on a processor of this thread, which does all of it.
fn cpu() -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(stat.split(' ').next().unwrap().parse().unwrap())
}

fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1_024
}
