//! The figures of a term as a file to be printed.

use anyhow::Context as _;

use super::{NO_COURSE, Wanted};
use crate::actions::{Cause, school_figures};
use crate::app::config::Config;
use crate::app::printing;
use crate::domain::{Locale, Timestamp};
use crate::phrase::ClassOverview;
use crate::render::Renderer;
use crate::store::{School, Tx};

/// The file, by its name, of these classes.
pub(super) async fn file(
    tx: &mut Tx,
    (config, renderer): (&Config, &Renderer),
    (school, locale): (&School, Locale),
    ((classes, term), year): (Wanted<'_>, Option<&str>),
    now: Timestamp,
) -> anyhow::Result<(String, Vec<u8>)> {
    let known = tx.year_named(school.id, year).await?.context("the school has no year")?;
    let term = term.and_then(|code| known.terms.iter().find(|term| term.code == code));
    let figures = school_figures(tx, &Cause::of_itself(school, now), term.map(|term| term.id), year).await?;
    let mut figures = figures.context("no term has begun yet")?;
    let shown = |class: &ClassOverview| classes.iter().any(|known| known.label == class.class);
    figures.summary.classes.retain(|class| shown(class));
    let any = figures.summary.classes.iter().any(|class| !class.subjects.is_empty());
    anyhow::ensure!(any, NO_COURSE);
    let printer = printing::printer(config)?;
    Ok(printer.statistics_file(renderer, &figures, locale)?)
}
