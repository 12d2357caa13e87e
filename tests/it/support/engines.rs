//! One behaviour, one async function, run on every engine.
//!
//! `SQLite` always; `PostgreSQL` when `CARNET_TEST_POSTGRES` names a server where databases may be created
//! (`postgres://postgres@127.0.0.1:5432/postgres`). Every run gets a fresh, migrated database of its own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use carnet::store::{Keyring, Store};
use futures_util::FutureExt;
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use uuid::Uuid;

/// Runs `test` on every engine that is there.
pub(crate) async fn each_engine(test: impl AsyncFn(Store)) {
    each_database(async |url| {
        let store = open(&url).await;
        test(store.clone()).await;
        store.close().await;
    })
    .await;
}

/// Runs `test` with the address of a migrated database on every engine that is there.
pub(crate) async fn each_database(test: impl AsyncFn(String)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("carnet.db").display());
    open(&url).await.close().await;
    test(url).await;
    if let Ok(server) = std::env::var("CARNET_TEST_POSTGRES") {
        on_postgres(&server, &test).await;
    } else {
        assert!(
            std::env::var_os("CARNET_TEST_REQUIRE_POSTGRES").is_none(),
            "PostgreSQL is required here, but CARNET_TEST_POSTGRES is not set"
        );
        println!("skipped on PostgreSQL: CARNET_TEST_POSTGRES is not set");
    }
}

/// Runs `test` on `SQLite` only, telling it the folder that holds the database's files.
pub(crate) async fn on_sqlite(test: impl AsyncFn(Store, PathBuf)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("carnet.db").display());
    let store = open(&url).await;
    test(store.clone(), folder.path().to_owned()).await;
    store.close().await;
}

/// The keys of all tests.
pub(crate) fn keys() -> Keyring {
    Keyring::from_base64(&[&STANDARD.encode([7; 32])]).unwrap()
}

/// Runs `test` with the address of a migrated `PostgreSQL` database, where a server is there.
pub(crate) async fn on_postgres_only(test: impl AsyncFn(String)) {
    match std::env::var("CARNET_TEST_POSTGRES") {
        Ok(server) => on_postgres(&server, &test).await,
        Err(_) => println!("skipped: CARNET_TEST_POSTGRES is not set"),
    }
}

async fn on_postgres(server: &str, test: &impl AsyncFn(String)) {
    let name = format!("carnet_{}", Uuid::new_v4().simple());
    administer(server, format!("CREATE DATABASE {name}")).await;
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(&name);
    open(url.as_str()).await.close().await;
    // A failing test must not leave its database behind.
    let outcome = AssertUnwindSafe(test(url.into())).catch_unwind().await;
    administer(server, format!("DROP DATABASE {name} WITH (FORCE)")).await;
    if let Err(panic) = outcome {
        println!("failed on PostgreSQL");
        std::panic::resume_unwind(panic);
    }
}

async fn open(url: &str) -> Store {
    let store = Store::open(url, keys()).await.unwrap();
    store.migrate().await.unwrap();
    store
}

async fn administer(server: &str, statement: String) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
