//! The only place that writes to the terminal.

use std::io::Write;

/// One line on stdout.
pub(super) fn say(line: &str) {
    // A closed pipe is the reader's decision.
    let _closed = writeln!(std::io::stdout(), "{line}");
}

/// One line on stderr.
pub(super) fn complain(line: &str) {
    let _closed = writeln!(std::io::stderr(), "carnet: {}", line.replace('\n', " "));
}

/// Help on stdout, wrong usage on stderr: as clap decides.
pub(super) fn print_usage(usage: &clap::Error) {
    let _closed = usage.print();
}
