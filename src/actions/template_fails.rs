//! A template of the school's own, of which pages are printed, does not work: who waits and who runs the school are told.
//!
//! Invariant: staff are told once an order, administrators once a template and day; families have the figures already.

use std::time::Duration;

use super::ActionError;
use super::card_file::{answer, said_term};
use crate::domain::{AccountId, Printing, Timestamp};
use crate::phrase::{OperatorNews, Phrase, PrintNews};
use crate::store::{PrintOrder, Tx};

/// Between two alerts about one template.
const DAILY: Duration = Duration::from_hours(24);

/// Ends an order of staff that cannot be printed by the school's template. Returns the lanes that have something to do.
pub async fn template_fails(tx: &mut Tx, order: &PrintOrder, now: Timestamp) -> Result<Vec<AccountId>, ActionError> {
    let mut lanes = Vec::new();
    if let (Printing::Card { class, term, .. } | Printing::Class { class, term }, None) = (order.what, order.guardian)
        && let Some(first) = tx.class_results(order.school, class, term).await?.first()
    {
        let (class, term) = (first.card.class.clone(), said_term(tx, order.school, first).await?);
        answer(tx, order, Phrase::Print(PrintNews::TemplateFails { class, term }), now).await?;
        lanes.push(order.account.clone());
    }
    let template = match order.what {
        Printing::Card { .. } | Printing::Class { .. } => "report_card.typ",
        Printing::Progress { .. } | Printing::Histogram { .. } => "chart.typ",
        Printing::Summary { .. } => "statistics.typ",
    };
    // It is of no account: by whichever it is noticed, it is told once.
    let alert = (order.school, &AccountId(String::new()));
    if tx.was_told(alert, template, now.minus(DAILY)).await? {
        return Ok(lanes);
    }
    let phrase = Phrase::Operator(OperatorNews::PagesFail { template: template.to_owned() });
    let told = tx.tell_administrators((order.school, None), &phrase, now).await?;
    if !told.is_empty() {
        tx.note_told(alert, template, now).await?;
    }
    lanes.extend(told.into_iter().map(|admin| admin.account));
    Ok(lanes)
}
