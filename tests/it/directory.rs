//! The directory: import, people, linking, identification.

use crate::support::engines::each_engine;

#[tokio::test]
async fn the_schema_is_complete_on_both_engines() {
    each_engine(async |store| assert!(store.is_migrated().await.unwrap())).await;
}
