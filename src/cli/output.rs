//! The only place that writes to the terminal.

use std::io::{ErrorKind, Write};
use std::sync::atomic::{AtomicBool, Ordering};

static LOST: AtomicBool = AtomicBool::new(false);

/// One line on stdout.
pub(super) fn say(line: &str) {
    // A closed pipe is the reader's decision; a full disk is not.
    if writeln!(std::io::stdout(), "{line}").is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) {
        LOST.store(true, Ordering::Relaxed);
    }
}

/// Whether something that was said could not be written.
pub(super) fn was_lost() -> bool {
    std::io::stdout().flush().is_err_and(|error| error.kind() != ErrorKind::BrokenPipe) || LOST.load(Ordering::Relaxed)
}

/// One line on stderr.
pub(super) fn complain(line: &str) {
    let _closed = writeln!(std::io::stderr(), "carnet: {}", line.replace('\n', " "));
}

/// Help on stdout, wrong usage on stderr: as clap decides.
pub(super) fn print_usage(usage: &clap::Error) {
    let _closed = usage.print();
}
