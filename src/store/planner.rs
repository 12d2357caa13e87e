//! What the engines' planners must know about our tables.
//!
//! `SQLite` is told once, whatever is in them today.
//!
//! Every key begins with the school. Without statistics the planner takes that first column for a selective one and
//! reads a whole school where an index would find one row; statistics gathered from an empty database say the same.
//! These are the shape of a large one: a school has very many rows, each further column narrows to a few.
//! `PostgreSQL` counts by itself, but a minute late: a school imported, or a first broadcast, would be served by plans made
//! for empty tables.
//! Invariant: the cost of a question does not grow with the size of the school.

use super::db::Pools;
use super::{Store, StoreError};

/// Replaces the statistics; the schema is read from the database itself, so that new tables and indexes are known too.
pub(super) const STATISTICS: &str = "PRAGMA analysis_limit = 1; ANALYZE; \
     DELETE FROM sqlite_stat1; \
     INSERT INTO sqlite_stat1 (tbl, idx, stat) \
     SELECT t.name, CASE WHEN i.origin = 'pk' AND \
     (SELECT wr FROM pragma_table_list l WHERE l.name = t.name) THEN t.name ELSE i.name END, \
     CASE WHEN i.partial THEN '10000' ELSE '1000000' END || (SELECT group_concat(CASE \
     WHEN c.seqno = 0 AND c.name IN ('school_id', 'account_id') THEN CASE WHEN i.partial THEN ' 1000' ELSE ' 100000' END \
     WHEN i.\"unique\" AND c.seqno = (SELECT MAX(seqno) FROM pragma_index_info(i.name)) THEN ' 1' \
     WHEN c.seqno <= 1 THEN ' 10' ELSE ' 2' END, '') FROM pragma_index_info(i.name) c) \
     FROM sqlite_schema t JOIN pragma_index_list(t.name) i \
     WHERE t.type = 'table' AND t.sql LIKE '%school_id%'; \
     ANALYZE sqlite_schema;";

/// Has the tables counted that have changed much since they were counted last; one process does it for all.
const COUNT_ANEW: &str = "DO $$ DECLARE changed regclass; BEGIN \
     IF pg_try_advisory_xact_lock(hashtextextended('carnet statistics', 0)) THEN \
     FOR changed IN SELECT relid FROM pg_stat_user_tables WHERE n_mod_since_analyze > 100 + n_live_tup / 5 LOOP \
     EXECUTE format('ANALYZE %s', changed); END LOOP; END IF; END $$";

impl Store {
    /// Lets the planner know of all that an import has brought.
    pub async fn count_all(&self) -> Result<(), StoreError> {
        if let Pools::Postgres(pool) = self.pools() {
            sqlx::raw_sql("ANALYZE").execute(pool).await?;
        }
        Ok(())
    }

    /// Lets the planner know of tables that have grown. Costs nothing where none has.
    pub async fn refresh_statistics(&self) -> Result<(), StoreError> {
        if let Pools::Postgres(pool) = self.pools() {
            sqlx::raw_sql(COUNT_ANEW).execute(pool).await?;
        }
        Ok(())
    }
}
