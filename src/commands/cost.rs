//! `combien a coûté ce mois ?`: what the school's messages have cost so far, by channel and class.

use std::collections::BTreeMap;

use super::CommandError;
use super::turn::Turn;
use crate::actions::month_cost;
use crate::domain::Channel;
use crate::phrase::{CostOfMonth, OperatorNews, Phrase};

/// Says what this month has cost.
pub(super) async fn apply(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let cost = month_cost(turn.tx, &turn.cause, turn.cause.now).await?;
    let mut by_channel: BTreeMap<Channel, (u32, i64)> = BTreeMap::new();
    let mut by_class: BTreeMap<Option<String>, i64> = BTreeMap::new();
    let mut foreseen: u32 = 0;
    for line in cost.lines {
        foreseen = foreseen.saturating_add(line.messages.saturating_sub(line.told));
        let sum = by_channel.entry(line.channel).or_default();
        *sum = (sum.0.saturating_add(line.messages), sum.1 + line.micros);
        *by_class.entry(line.class_label).or_default() += line.micros;
    }
    let money = |micros| turn.carriers.money(micros);
    let mut by_channel: Vec<_> = by_channel.into_iter().collect();
    by_channel.sort_by_key(|(_, (_, micros))| std::cmp::Reverse(*micros));
    let mut by_class: Vec<_> = by_class.into_iter().collect();
    by_class.sort_by_key(|(_, micros)| std::cmp::Reverse(*micros));
    let report = CostOfMonth {
        sum: (cost.micros > 0).then(|| money(cost.micros)),
        budget: turn.carriers.budgets.get(&turn.cause.school.code).map(|micros| money(*micros)),
        by_channel: by_channel.into_iter().map(|(channel, (count, micros))| (channel, count, money(micros))).collect(),
        by_class: by_class.into_iter().map(|(class, micros)| (class, money(micros))).collect(),
        foreseen,
    };
    turn.say(Phrase::Operator(OperatorNews::Cost { cost: report }))
}
