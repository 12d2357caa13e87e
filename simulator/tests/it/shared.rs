//! The contract data that lies beside a checkout, when it does.

use std::path::{Path, PathBuf};

/// A file of the contracts, or `None` with a printed line.
pub(crate) fn contract(name: &str) -> Option<String> {
    let named = std::env::var_os("CARNET_SHARED").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared"));
    let folders = named.into_iter().chain(above).map(|folder| folder.join("contracts"));
    let found = folders.map(|folder| folder.join(name)).find_map(|file| std::fs::read_to_string(file).ok());
    if found.is_none() {
        println!("skipped: no contract data beside this checkout (set CARNET_SHARED)");
    }
    found
}
