//! The picture or document of an announcement, as its author reads of it.

use crate::phrase::{AnnouncedFile, FileProblem, FileWays};
use crate::render::voice::Voice;

/// What it is, and how it would come to whom.
pub(super) fn lines(v: &Voice<'_>, file: &AnnouncedFile, ways: FileWays) -> Vec<String> {
    let id = if file.picture { "broadcast-file-picture" } else { "broadcast-file-document" };
    let ways = [
        ("broadcast-file-shown", ways.shown),
        ("broadcast-file-linked", ways.linked),
        ("broadcast-file-asked-for", ways.asked_for),
    ];
    let said =
        ways.into_iter().filter(|(_, count)| *count > 0).map(|(id, count)| v.with(id).count("count", count).say());
    std::iter::once(v.with(id).name("name", &file.name).say()).chain(said).collect()
}

pub(super) fn what(v: &Voice<'_>, audience: String, picture: Option<bool>) -> String {
    let id = match picture {
        None => "broadcast-what",
        Some(true) => "broadcast-what-picture",
        Some(false) => "broadcast-what-document",
    };
    v.with(id).text("audience", audience).say()
}

pub(super) fn refused(v: &Voice<'_>, why: FileProblem) -> String {
    v.plain(match why {
        FileProblem::Kind => "file-refused-kind",
        FileProblem::TooLarge => "file-refused-too-large",
        FileProblem::NotFetched => "file-refused-not-fetched",
    })
}
