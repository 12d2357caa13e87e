//! The contract data that lies beside a checkout, when it does.

use std::path::{Path, PathBuf};

/// The folder of contracts, or `None` with a printed line: a clone alone tests with its own examples.
pub(crate) fn contracts() -> Option<PathBuf> {
    let named = std::env::var_os("CARNET_SHARED").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared"));
    let found = named.into_iter().chain(above).map(|folder| folder.join("contracts")).find(|folder| folder.is_dir());
    if found.is_none() {
        println!("skipped: no contract data beside this checkout (set CARNET_SHARED)");
    }
    found
}

/// The files of one folder of fixtures, by name.
pub(crate) fn fixtures(folder: &str) -> Vec<(String, Vec<u8>)> {
    let Some(contracts) = contracts() else { return Vec::new() };
    let entries = std::fs::read_dir(contracts.join("fixtures").join(folder)).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap());
    // Answers of a provider's API lie among its updates.
    paths.into_iter().map(read).filter(|(name, _)| !name.starts_with("error_")).collect()
}
