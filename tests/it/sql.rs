//! Every statement of `src/store` is understood by both engines.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection};
use std::path::Path;
use syn::visit::Visit;

use crate::support::engines::{each_database, on_sqlite};

/// The statements in the sources: constant texts, which is what makes this possible.
#[derive(Default)]
struct Statements(Vec<String>);

impl<'ast> Visit<'ast> for Statements {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        let text = literal.value();
        let is_statement =
            ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH RECURSIVE "].iter().any(|verb| text.starts_with(verb));
        if is_statement {
            self.0.push(complete(&text));
        }
    }
}

/// The head of a statement for many rows, with one row.
fn complete(text: &str) -> String {
    let Some(head) = text.strip_suffix(" VALUES ") else { return text.to_owned() };
    let columns = head.rsplit_once('(').map_or(1, |(_, columns)| columns.matches(',').count() + 1);
    let row: Vec<String> = (1..=columns).map(|number| format!("${number}")).collect();
    format!("{text}({})", row.join(", "))
}

/// The database's own clock is asked, and rows are locked, on `PostgreSQL` only; the file's size on `SQLite`.
fn is_meant_for(url: &str, statement: &str) -> bool {
    let own = [
        "clock_timestamp",
        "statement_timestamp",
        "FOR SHARE",
        "FOR NO KEY UPDATE",
        "FOR UPDATE",
        "pg_notify",
        "pg_advisory_xact_lock",
        "pg_backend_pid",
    ];
    if url.starts_with("postgres") {
        return !statement.contains("pragma_");
    }
    !own.iter().any(|word| statement.contains(word))
}

fn statements(folder: &Path, found: &mut Statements) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            statements(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.visit_file(&syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap());
        }
    }
}

#[tokio::test]
async fn every_statement_is_prepared_on_both_engines() {
    let mut found = Statements::default();
    statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"), &mut found);
    assert!(found.0.len() > 40, "only {} statements were found", found.0.len());
    each_database(async |url| {
        let mut faults = Vec::new();
        for statement in found.0.iter().filter(|statement| is_meant_for(&url, statement)) {
            let sql = AssertSqlSafe(statement.clone()).into_sql_str();
            let refused = if url.starts_with("sqlite") {
                let mut connection = SqliteConnection::connect(&url).await.unwrap();
                connection.prepare(sql).await.err()
            } else {
                let mut connection = PgConnection::connect(&url).await.unwrap();
                connection.prepare(sql).await.err()
            };
            faults.extend(refused.map(|error| format!("{error}\n  {statement}")));
        }
        assert!(faults.is_empty(), "{url}\n{}", faults.join("\n"));
    })
    .await;
}

/// A question about one person or one assessment reads a few rows of an index, not the whole school.
#[tokio::test]
async fn no_question_reads_a_whole_school_on_sqlite() {
    let mut found = Statements::default();
    statements(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store"), &mut found);
    let hot = ["SELECT id, student_id, version, points", "SELECT k.assessment_id, k.id, k.student_id"];
    on_sqlite(async |_, folder| {
        let url = format!("sqlite://{}", folder.join("carnet.db").display());
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        let asked: Vec<_> = found.0.iter().filter(|text| hot.iter().any(|head| text.starts_with(head))).collect();
        assert!(asked.len() >= 2, "the questions have other words now");
        for statement in asked {
            let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"));
            let plan: Vec<(i64, i64, i64, String)> = sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
            let whole = plan.iter().find(|(.., step)| step.ends_with("PRIMARY KEY (school_id=?)"));
            assert!(whole.is_none(), "{whole:?}\n{statement}");
        }
    })
    .await;
}
