//! `carnet`: thin. Everything that can fail is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    carnet::cli::main()
}
