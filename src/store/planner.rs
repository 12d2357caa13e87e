//! What `SQLite`'s planner must know about our tables, whatever is in them today.
//!
//! Every key begins with the school. Without statistics the planner takes that first column for a selective one and
//! reads a whole school where an index would find one row; statistics gathered from an empty database say the same.
//! These are the shape of a large one: a school has very many rows, each further column narrows to a few.
//! Invariant: the cost of a question does not grow with the size of the school.

/// Replaces the statistics; the schema is read from the database itself, so that new tables and indexes are known too.
pub(super) const STATISTICS: &str = "PRAGMA analysis_limit = 1; ANALYZE; \
     DELETE FROM sqlite_stat1; \
     INSERT INTO sqlite_stat1 (tbl, idx, stat) \
     SELECT t.name, CASE WHEN i.origin = 'pk' THEN t.name ELSE i.name END, \
     CASE WHEN i.partial THEN '10000' ELSE '1000000' END || (SELECT group_concat(CASE \
     WHEN c.seqno = 0 AND c.name IN ('school_id', 'account_id') THEN CASE WHEN i.partial THEN ' 1000' ELSE ' 100000' END \
     WHEN i.\"unique\" AND c.seqno = (SELECT MAX(seqno) FROM pragma_index_info(i.name)) THEN ' 1' \
     WHEN c.seqno <= 1 THEN ' 10' ELSE ' 2' END, '') FROM pragma_index_info(i.name) c) \
     FROM sqlite_schema t JOIN pragma_index_list(t.name) i \
     WHERE t.type = 'table' AND t.sql LIKE '%school_id%'; \
     ANALYZE sqlite_schema;";
