//! The work for the processor: cards laid out and sealed, pictures drawn.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};

use super::{File, PrintError};
use crate::actions::{DueCards, Picture};
use crate::domain::Locale;
use crate::render::{CardPress, card_files, class_file};

/// Laying out is work for the processor, not for the runtime.
pub(super) async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PrintError> + Send + 'static,
) -> Result<T, PrintError> {
    tokio::task::spawn_blocking(work).await.map_err(|_panicked| PrintError::Died)?
}

pub(super) fn drawn(press: &CardPress, picture: &Picture, locale: Locale) -> Result<Vec<u8>, PrintError> {
    let (printer, renderer) = press.draws();
    Ok(match picture {
        Picture::Progress(chart, _) => printer.progress(renderer, chart, locale)?,
        Picture::Histogram(chart) => printer.histogram(renderer, chart, locale)?,
    })
}

fn foreign(due: &DueCards, locale: Locale) -> Option<Locale> {
    Some(locale).filter(|locale| *locale != due.school.default_locale())
}

/// The files of the cards at these places, made by half of the processors at most: messages come first.
pub(super) fn printed(
    press: &CardPress,
    due: &DueCards,
    at: &[usize],
    locale: Locale,
) -> Result<Vec<File>, PrintError> {
    let class = due.results.first().map_or("", |result| result.card.class.as_str());
    let names = card_files(class, due.results.iter().map(|result| &result.card), foreign(due, locale));
    let wanted: Vec<_> = at.iter().filter_map(|at| due.results.get(*at).zip(names.get(*at))).collect();
    let half = std::thread::available_parallelism().map_or(1, |all| all.get() / 2);
    let workers = NonZeroUsize::new(half).unwrap_or(NonZeroUsize::MIN);
    let mut files = Vec::with_capacity(wanted.len());
    for group in wanted.chunks(CardPress::TOGETHER) {
        let cards: Vec<_> = group.iter().map(|(result, _)| result.card.clone()).collect();
        let laid_out = press.lay_out(&cards, locale)?;
        let made = Mutex::new(Vec::new());
        press.write(&laid_out, group.len(), workers, |at, bytes| {
            if let Some((result, name)) = group.get(at) {
                made.lock().unwrap_or_else(PoisonError::into_inner).push((result.id, (*name).clone(), bytes));
            }
            Ok::<_, PrintError>(())
        })?;
        files.extend(made.into_inner().unwrap_or_else(PoisonError::into_inner));
    }
    Ok(files)
}

/// The file of a whole class, in the order of the names.
pub(super) fn together(
    press: &CardPress,
    due: DueCards,
    locale: Locale,
) -> Result<(DueCards, String, Vec<u8>), PrintError> {
    let mut cards: Vec<_> = due.results.iter().map(|result| result.card.clone()).collect();
    cards.sort_by(|one, two| (&one.student.name, &one.student_code).cmp(&(&two.student.name, &two.student_code)));
    let name = cards.first().map(|card| class_file(&card.class, &card.term, foreign(&due, locale))).unwrap_or_default();
    let title = name.trim_end_matches(".pdf");
    let bytes = press.lay_out(&cards, locale)?.together(title, None)?;
    Ok((due, name, bytes))
}
