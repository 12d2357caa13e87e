//! Files: class sheets out and back by the binary against the simulator; tables that mean harm.

mod hostile;
mod road;
mod written;
