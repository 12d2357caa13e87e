//! Whom the numbers of a portfolio have written to outside their window, and what their provider allows.
//!
//! Invariant: whoever notes somebody holds the portfolio's row from before they count until they commit; each such commit has
//! a revision of its own, so what others noted meanwhile is what came after the last one known.

use sqlx::FromRow;
use std::collections::HashMap;

use crate::domain::{ContactId, PORTFOLIO_WINDOW, Phone, PortfolioDay, PortfolioId, Timestamp};
use crate::store::sql::args;
use crate::store::{BlindIndex, StoreError, Tx};

/// A portfolio that nobody else counts for until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldPortfolio {
    pub revision: i64,
    /// New people a day, as the provider last said.
    pub learnt: Option<u32>,
}

#[derive(FromRow)]
struct Row {
    revision: i64,
    learnt: Option<i64>,
    learnt_at: i64,
}

fn people(count: Option<i64>) -> Option<u32> {
    count.map(|count| u32::try_from(count.max(0)).unwrap_or(u32::MAX))
}

impl Tx {
    /// Under what a person is counted: by their number where it is known, so that they are one at every number of ours.
    pub fn person(&self, contact: ContactId, phone: Option<&Phone>, user: Option<&str>) -> BlindIndex {
        let known = phone.map(|phone| self.phone_index(phone)).or_else(|| user.map(|user| self.user_index(user)));
        known.unwrap_or_else(|| BlindIndex(contact.0.as_bytes().to_vec()))
    }

    async fn portfolio_row(&mut self, portfolio: &PortfolioId) -> Result<Row, StoreError> {
        let row: Option<Row> = self
            .fetch_optional(
                "INSERT INTO portfolio (id, revision, learnt, learnt_at) VALUES ($1, 0, NULL, 0) \
                 ON CONFLICT (id) DO UPDATE SET revision = portfolio.revision RETURNING revision, learnt, learnt_at",
                args![portfolio.0.as_str()],
            )
            .await?;
        Ok(row.unwrap_or(Row { revision: 0, learnt: None, learnt_at: 0 }))
    }

    /// Holds a portfolio: until this transaction ends, nobody else counts for it.
    pub async fn hold_portfolio(&mut self, portfolio: &PortfolioId) -> Result<HeldPortfolio, StoreError> {
        let Row { revision, learnt, .. } = self.portfolio_row(portfolio).await?;
        Ok(HeldPortfolio { revision, learnt: people(learnt) })
    }

    /// Who was noted after a revision and since then, the earliest first.
    pub async fn opened_after(
        &mut self,
        portfolio: &PortfolioId,
        revision: i64,
        since: Timestamp,
    ) -> Result<Vec<(BlindIndex, Timestamp)>, StoreError> {
        let rows: Vec<(Vec<u8>, i64)> = self
            .fetch_all(
                "SELECT person, at FROM opened WHERE portfolio_id = $1 AND revision > $2 AND at > $3 ORDER BY at",
                args![portfolio.0.as_str(), revision, since],
            )
            .await?;
        Ok(rows.into_iter().map(|(person, at)| (BlindIndex(person), Timestamp(at))).collect())
    }

    /// Notes that these people are written to outside their window, in a portfolio that is held at a revision.
    pub async fn note_opened(
        &mut self,
        portfolio: &PortfolioId,
        (people, held): (Vec<BlindIndex>, i64),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if people.is_empty() {
            return Ok(());
        }
        let revision = held + 1;
        self.execute("UPDATE portfolio SET revision = $2 WHERE id = $1", args![portfolio.0.as_str(), revision]).await?;
        let rows = people.into_iter().map(|person| args![portfolio.0.as_str(), person.0, now, revision]).collect();
        self.execute_many(
            "INSERT INTO opened (portfolio_id, person, at, revision) VALUES ",
            rows,
            " ON CONFLICT (portfolio_id, person) DO UPDATE SET at = excluded.at, revision = excluded.revision",
        )
        .await?;
        Ok(())
    }

    /// Keeps what a provider said at that time of how many new people a day it allows: none, no limit. Returns what held
    /// before, unless something newer is known.
    pub async fn learn_limit(
        &mut self,
        portfolio: &PortfolioId,
        limit: Option<u32>,
        at: Timestamp,
    ) -> Result<Option<PortfolioDay>, StoreError> {
        let before = self.portfolio_row(portfolio).await?;
        if at.0 < before.learnt_at {
            return Ok(None);
        }
        self.execute(
            "UPDATE portfolio SET learnt = $2, learnt_at = $3 WHERE id = $1",
            args![portfolio.0.as_str(), limit.map(i64::from), at],
        )
        .await?;
        Ok(Some(PortfolioDay { used: 0, learnt: people(before.learnt) }))
    }

    /// What is known of all portfolios: whom they wrote to in their last day, what their providers said.
    pub async fn portfolio_days(&mut self, now: Timestamp) -> Result<HashMap<PortfolioId, PortfolioDay>, StoreError> {
        let rows: Vec<(String, Option<i64>, i64)> = self
            .fetch_all(
                "SELECT id, learnt, (SELECT COUNT(*) FROM opened WHERE portfolio_id = portfolio.id AND at > $1) AS used \
                 FROM portfolio ORDER BY id",
                args![now.minus(PORTFOLIO_WINDOW)],
            )
            .await?;
        let day = |learnt, used| PortfolioDay { used: people(Some(used)).unwrap_or_default(), learnt: people(learnt) };
        Ok(rows.into_iter().map(|(id, learnt, used)| (PortfolioId(id), day(learnt, used))).collect())
    }
}
