//! What administrators are told about the running of the service.

use super::broadcast::channel_name;
use crate::domain::{Locale, Money};
use crate::phrase::{CostOfMonth, OperatorNews, TemplateNews, WhyAside};
use crate::render::voice::Voice;

pub(super) fn news(v: &Voice<'_>, news: &OperatorNews) -> String {
    match news {
        OperatorNews::MessagesSetAside { account, count, why } => messages_set_aside(v, account, *count, *why),
        OperatorNews::AccountStopped { account } => v.with("account-stopped").name("account", account).say(),
        OperatorNews::OutOfBounds { account } => v.with("out-of-bounds").name("account", account).say(),
        OperatorNews::AccountMustWait { account, until } => {
            v.with("account-must-wait").name("account", account).text("moment", v.moment(*until)).say()
        }
        OperatorNews::AccountSilent { account, since } => {
            v.with("account-silent").name("account", account).text("moment", v.moment(*since)).say()
        }
        OperatorNews::Template { template, language, account, news } => {
            template_news(v, [template, account], *language, news)
        }
        OperatorNews::TemplatesReady { account } => v.with("templates-ready").name("account", account).say(),
        OperatorNews::Budget { spent, budget, exhausted } => budget_news(v, spent, budget, *exhausted),
        OperatorNews::FewerNewPeople { before, limit } => fewer_new_people(v, *before, *limit),
        OperatorNews::PagesFail { template } => v.with("pages-fail").name("template", template).say(),
        OperatorNews::FamiliesOverDays { days } => v.with("families-over-days").count("count", *days).say(),
        OperatorNews::Cost { cost } => cost_of_month(v, cost),
    }
}

fn messages_set_aside(v: &Voice<'_>, account: &str, count: u32, why: WhyAside) -> String {
    // What was refused is over; what was set aside waits for somebody's decision.
    let id = match why {
        WhyAside::Refused => "messages-refused",
        WhyAside::Doubtful => "messages-doubtful",
        _ => "messages-set-aside",
    };
    let why = v.plain(match why {
        WhyAside::Doubtful => "aside-doubtful",
        WhyAside::TooLate => "aside-too-late",
        WhyAside::Loop => "aside-loop",
        WhyAside::Refused => "aside-refused",
        WhyAside::Other => "aside-other",
    });
    v.with(id).count("count", count).name("account", account).text("why", why).say()
}

fn template_news(v: &Voice<'_>, [template, account]: [&str; 2], language: Locale, news: &TemplateNews) -> String {
    let id = match news {
        TemplateNews::Rejected { reason: None } => "template-rejected",
        TemplateNews::Rejected { reason: Some(_) } => "template-rejected-because",
        TemplateNews::Paused => "template-paused",
        TemplateNews::Resumed => "template-resumed",
        TemplateNews::Disabled => "template-disabled",
        TemplateNews::Marketing => "template-marketing",
        TemplateNews::LowQuality => "template-low-quality",
    };
    let language = v.plain(match language {
        Locale::Fr => "in-french",
        Locale::En => "in-english",
        Locale::Ar => "in-arabic",
    });
    let saying = v.with(id).name("template", template).name("account", account).text("language", language);
    match news {
        TemplateNews::Rejected { reason: Some(reason) } => saying.name("reason", reason).say(),
        _ => saying.say(),
    }
}

fn budget_news(v: &Voice<'_>, spent: &Money, budget: &Money, exhausted: bool) -> String {
    let id = if exhausted { "budget-exhausted" } else { "budget-nearly-spent" };
    v.with(id).text("spent", v.money(spent)).text("budget", v.money(budget)).say()
}

fn fewer_new_people(v: &Voice<'_>, before: Option<u32>, limit: u32) -> String {
    match before {
        Some(before) => v.with("fewer-new-people").count("limit", limit).count("before", before).say(),
        None => v.with("limit-of-new-people").count("limit", limit).say(),
    }
}

fn cost_of_month(v: &Voice<'_>, cost: &CostOfMonth) -> String {
    let Some(sum) = &cost.sum else { return v.plain("cost-nothing") };
    let money = |money: &Money| v.money(&money.rounded_up());
    let mut lines = vec![match &cost.budget {
        Some(budget) => v.with("cost-of-budget").text("sum", money(sum)).text("budget", v.money(budget)).say(),
        None => v.with("cost-of-month").text("sum", money(sum)).say(),
    }];
    let by_channel = added_up(v, cost.by_channel.iter().map(|(_, _, sum)| sum));
    lines.extend(cost.by_channel.iter().zip(by_channel).map(|((channel, messages, _), sum)| {
        let saying = v.with("cost-by-channel").text("channel", channel_name(*channel)).count("messages", *messages);
        saying.text("sum", sum).say()
    }));
    if cost.foreseen > 0 {
        lines.push(v.with("cost-foreseen").count("messages", cost.foreseen).say());
    }
    lines.push(v.plain("cost-classes"));
    let by_class = added_up(v, cost.by_class.iter().map(|(_, sum)| sum));
    lines.extend(cost.by_class.iter().zip(by_class).map(|((class, _), sum)| match class {
        Some(class) => v.with("cost-by-class").name("class", class).text("sum", sum).say(),
        None => v.with("cost-several-classes").text("sum", sum).say(),
    }));
    lines.join("\n")
}

/// Amounts that are, together, the sum that stands above them.
fn added_up<'m>(v: &Voice<'_>, parts: impl Iterator<Item = &'m Money>) -> Vec<String> {
    let parts: Vec<&Money> = parts.collect();
    let micros: Vec<i64> = parts.iter().map(|part| part.micros).collect();
    let rounded = Money::parts_of_sum(&micros).into_iter().zip(parts);
    rounded.map(|(micros, part)| v.money(&Money { micros, currency: part.currency.clone() })).collect()
}
