//! The providers' contract data and the worked results, which live beside the project, not in it.

use std::path::{Path, PathBuf};

/// A part of the folder named by `CARNET_SHARED`, or of a `shared` beside any folder above us.
fn folder(part: &str) -> Option<PathBuf> {
    let named = std::env::var_os("CARNET_SHARED").map(PathBuf::from);
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().map(|folder| folder.join("shared"));
    named.into_iter().chain(above).map(|folder| folder.join(part)).find(|folder| folder.is_dir())
}

/// The text of a file of the contracts; prints why a test is skipped when it is not there.
pub(crate) fn read(file: &str) -> Option<String> {
    read_in("contracts", file)
}

/// The same for the worked results of a school.
pub(crate) fn read_school(file: &str) -> Option<String> {
    read_in("school", file)
}

/// The path of a file about the shared school; prints why a test is skipped when it is not there.
pub(crate) fn school_path(file: &str) -> Option<PathBuf> {
    path_in("school", file)
}

fn read_in(part: &str, file: &str) -> Option<String> {
    Some(std::fs::read_to_string(path_in(part, file)?).unwrap())
}

fn path_in(part: &str, file: &str) -> Option<PathBuf> {
    let path = folder(part).map(|folder| folder.join(file)).filter(|path| path.is_file());
    if path.is_none() {
        println!("skipped: no {file} in the shared {part} (CARNET_SHARED)");
    }
    path
}
