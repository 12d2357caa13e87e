//! Why something could not be laid out. Never carries a name or a mark.

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TypesetError {
    #[error("there is nothing to lay out")]
    Nothing,
    #[error("more than {most} report cards at once: lay out fewer at a time")]
    TooMany { most: usize },
    #[error("a text of the report card has more than {most} characters: shorten it")]
    TooLong { most: usize },
    #[error("a report card has more than {most} rows: nothing readable comes of it")]
    TooManyRows { most: usize },
    #[error("a report card fills more than {most} pages: shorten its texts or mend the template {template}")]
    TooManyPages { most: usize, template: &'static str },
    /// The message is the compiler's own, about the template; what data it met is left out.
    #[error("the template {template} does not work{}: {problem}", at(*line))]
    Template { template: &'static str, line: Option<usize>, problem: String },
    #[error("the template {template} must begin each report card with `counter(page).update(1)` on a new page")]
    PageCount { template: &'static str },
    #[error("the QR code does not hold that much")]
    QrCode,
    #[error("the picture could not be written")]
    Picture,
    /// Of the process a school's own template is laid out in.
    #[error("the template {template} was stopped after {seconds} seconds: it may never end")]
    TooSlow { template: String, seconds: u64 },
    #[error("the template {template} was stopped: it may want more than {megabytes} MB of memory")]
    Died { template: String, megabytes: u64 },
    #[error("the process for a template of the school's own could not be started: {problem}")]
    NoProcess { problem: String },
    /// What it has said itself.
    #[error("{0}")]
    Said(String),
}

fn at(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(" (line {line})"))
}
