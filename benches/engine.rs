//! The databases to measure on.

use std::path::Path;

/// A database to measure on.
pub(crate) enum Engine {
    Sqlite,
    Postgres(String),
}

impl Engine {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// The address of a fresh, empty database; `folder` is where a file may lie.
    pub(crate) async fn database(&self, folder: &Path) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}", folder.join("bench.db").display()),
            Self::Postgres(server) => {
                use sqlx::Connection;
                let name = format!("carnet_bench_{}", uuid::Uuid::new_v4().simple());
                let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
                let create = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"));
                sqlx::raw_sql(create).execute(&mut connection).await.unwrap();
                let mut url = url::Url::parse(server).unwrap();
                url.set_path(&name);
                url.into()
            }
        }
    }
}

pub(crate) fn engines() -> Vec<Engine> {
    let mut engines = vec![Engine::Sqlite];
    match std::env::var("CARNET_TEST_POSTGRES") {
        Ok(server) => engines.push(Engine::Postgres(server)),
        Err(_) => println!("PostgreSQL is left out: CARNET_TEST_POSTGRES is not set"),
    }
    engines
}
