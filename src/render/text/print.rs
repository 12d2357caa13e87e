//! What is said about things that are printed.

use crate::phrase::{PrintNews, StudentLabel};
use crate::render::voice::Voice;

pub(super) fn news(v: &Voice<'_>, news: &PrintNews) -> String {
    match news {
        PrintNews::CardFile { child, term, version } => version_of(v, "report-card-file", child, term, *version),
        PrintNews::ReportCardRevised { child, term, version } => {
            version_of(v, "report-card-revised", child, term, *version)
        }
        PrintNews::NotMade => v.plain("file-not-made"),
    }
}

fn version_of(v: &Voice<'_>, id: &'static str, child: &StudentLabel, term: &str, version: u32) -> String {
    v.with(id).student("child", child).name("term", term).count("version", version).say()
}
