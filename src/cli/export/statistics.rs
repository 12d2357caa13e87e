//! The figures of a term as a file to be printed.

use anyhow::Context as _;

use super::ExportArgs;
use crate::actions::{Cause, school_summary};
use crate::app::config::Config;
use crate::domain::{Locale, Timestamp};
use crate::render::{Edition, Printer, Renderer, statistics_file};
use crate::store::{School, Tx};

/// The file, by its name: of the class that is asked for, or of all.
pub(super) async fn file(
    tx: &mut Tx,
    (config, renderer): (&Config, &Renderer),
    (school, locale): (&School, Locale),
    args: &ExportArgs,
    now: Timestamp,
) -> anyhow::Result<(String, Vec<u8>)> {
    let year = tx.current_year(school.id).await?.context("the school has no year")?;
    let term = args.term.as_ref().and_then(|code| year.terms.iter().find(|term| term.code == *code));
    let summary = school_summary(tx, &Cause::of_itself(school, now), term.map(|term| term.id)).await?;
    let mut summary = summary.context("no term has begun yet")?;
    if let Some(code) = &args.class {
        let classes = tx.classes(school.id).await?;
        let label = classes.into_iter().find(|class| class.code == *code).map(|class| class.label);
        summary.classes.retain(|class| Some(&class.class) == label.as_ref());
    }
    let edition = Edition { school: school.name.clone(), year: year.label, issued: school.local(now).date() };
    let printer = Printer::load(config.templates.as_deref(), config.public_url.clone())?;
    let name = statistics_file(&summary, renderer, locale);
    let laid_out = printer.statistics(renderer, &summary, &edition, locale)?;
    let bytes = laid_out.together(name.trim_end_matches(".pdf"))?;
    Ok((name, bytes))
}
