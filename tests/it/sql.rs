//! Every statement of `src/store` is understood by both engines.

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, SqlSafeStr, SqliteConnection};
use std::path::Path;
use syn::visit::Visit;

use crate::support::engines::each_database;

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

/// The database's own clock is asked, and rows are locked, on `PostgreSQL` only.
fn is_meant_for(url: &str, statement: &str) -> bool {
    let own = ["clock_timestamp", "statement_timestamp", "FOR SHARE", "pg_notify"];
    url.starts_with("postgres") || !own.iter().any(|word| statement.contains(word))
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
