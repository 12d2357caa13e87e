//! `carnet cost`: what a school's month cost, by class, channel and what the messages were for.

use anyhow::Context as _;
use clap::Args;
use jiff::civil::Date;
use serde_json::json;

use super::ConfigPath;
use super::output::say;
use crate::actions::{Cause, MonthCost, cost_of, month_cost};
use crate::app::database;
use crate::app::rates::Rates;
use crate::domain::{Money, Timestamp};
use crate::store::CostLine;

/// Which month of which school.
#[derive(Args)]
pub(super) struct CostArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    /// The school's code
    #[arg(long)]
    school: String,
    /// The month, such as 2026-11; without it, the current one
    #[arg(long, value_parser = month)]
    month: Option<String>,
    /// One JSON object per line, for machines
    #[arg(long)]
    json: bool,
}

/// A month as budgets count it.
fn month(text: &str) -> Result<String, String> {
    let is_month = text.len() == 7 && format!("{text}-01").parse::<Date>().is_ok();
    if is_month { Ok(text.to_owned()) } else { Err("write a month like 2026-11".to_owned()) }
}

/// Prints the report.
pub(super) async fn run(args: CostArgs, now: Timestamp) -> anyhow::Result<()> {
    let config = args.config.load()?;
    let store = database::open_migrated(&config).await?;
    let rates = Rates::load(config.templates.as_deref())?;
    let mut tx = store.begin_read().await?;
    let found = tx.school_by_code(&args.school).await?;
    let school = found.with_context(|| format!("there is no school \"{}\"; import its file first", args.school))?;
    let cause = Cause::of_itself(&school, now);
    let cost = match args.month {
        Some(month) => cost_of(&mut tx, &cause, month).await?,
        None => month_cost(&mut tx, &cause, now).await?,
    };
    tx.rollback().await?;
    if args.json {
        for line in &cost.lines {
            say(&object(&args.school, &cost.month, line, rates.any().currency()));
        }
        return Ok(());
    }
    table(&args.school, &cost, &rates);
    Ok(())
}

fn object(school: &str, month: &str, line: &CostLine, currency: &str) -> String {
    json!({
        "school": school, "month": month, "class": line.class_label, "channel": line.channel.code(),
        "kind": line.kind.code(), "messages": line.messages, "told": line.told, "segments": line.segments,
        "micros": line.micros, "currency": currency,
    })
    .to_string()
}

fn table(school: &str, cost: &MonthCost, rates: &Rates) {
    if cost.lines.is_empty() {
        say(&format!("school {school}: nothing was paid for in {}", cost.month));
        return;
    }
    say(&row(["class", "channel", "kind", "messages", "told", "segments", "cost"]));
    let micros: Vec<i64> = cost.lines.iter().map(|line| line.micros).collect();
    for (line, micros) in cost.lines.iter().zip(Money::parts_of_sum(&micros)) {
        let class = line.class_label.as_deref().unwrap_or("(several)");
        let [messages, told, segments] = [line.messages, line.told, line.segments].map(|count| count.to_string());
        let sum = rates.any().money(micros).to_string();
        say(&row([class, line.channel.code(), line.kind.code(), &messages, &told, &segments, &sum]));
    }
    let sum = rates.any().money(cost.micros).rounded_up();
    say(&format!("school {school}: {sum} in {}", cost.month));
}

fn row([class, channel, kind, messages, told, segments, cost]: [&str; 7]) -> String {
    format!("{class:16} {channel:9} {kind:9} {messages:>9} {told:>9} {segments:>9} {cost:>14}")
}
