//! How much of its day each portfolio has used, of what it may.

use serde_json::json;

use crate::app::config::Config;
use crate::domain::{PortfolioDay, PortfolioId, Timestamp};
use crate::store::Tx;

/// A portfolio of the configuration.
pub(in crate::cli) struct PortfolioLine {
    portfolio: PortfolioId,
    accounts: Vec<String>,
    ceiling: Option<u32>,
    day: PortfolioDay,
}

/// Those that have a limit, in the order of their names.
pub(in crate::cli) async fn portfolios(
    tx: &mut Tx,
    config: &Config,
    now: Timestamp,
) -> anyhow::Result<Vec<PortfolioLine>> {
    let days = tx.portfolio_days(now).await?;
    let mut lines: Vec<PortfolioLine> = Vec::new();
    for account in &config.accounts {
        let (portfolio, id) = (&account.portfolio, account.id.0.clone());
        if let Some(line) = lines.iter_mut().find(|line| line.portfolio == *portfolio) {
            line.accounts.push(id);
            continue;
        }
        let day = days.get(portfolio).copied().unwrap_or_default();
        let ceiling = account.daily_recipients;
        lines.push(PortfolioLine { portfolio: portfolio.clone(), accounts: vec![id], ceiling, day });
    }
    lines.retain(|line| line.day.limit(line.ceiling).is_some());
    lines.sort_by(|one, other| one.portfolio.cmp(&other.portfolio));
    Ok(lines)
}

impl PortfolioLine {
    pub(in crate::cli) fn told(&self) -> String {
        let limit = self.day.limit(self.ceiling).unwrap_or_default();
        let told = match self.day.learnt {
            Some(learnt) => format!("; its provider allows {learnt}"),
            None => String::new(),
        };
        let (portfolio, used) = (&self.portfolio, self.day.used);
        let accounts = self.accounts.join(", ");
        format!("portfolio {portfolio} ({accounts}): {used} of {limit} new people in the last 24 hours{told}")
    }

    pub(in crate::cli) fn object(&self) -> String {
        json!({
            "portfolio": self.portfolio.0, "accounts": self.accounts, "new_recipients_24h": self.day.used,
            "daily_recipients": self.day.limit(self.ceiling), "provider_allows": self.day.learnt,
        })
        .to_string()
    }
}
