//! What an import compares with and writes: whole lists, read once and written in few statements.
//!
//! Lives here: records as they are stored, by the school's own codes.
//! Never here: deciding what changes. Invariant: nothing here removes anything.

mod addresses;
mod frame;
mod gradebook;
mod people;

pub use addresses::Moved;
pub use frame::{ClassRecord, CourseRecord, SchoolRecord, SubjectRecord, TermRecord, YearRecord};
pub use gradebook::{AssessmentRecord, MarkKey};
pub use people::{GuardianRecord, GuardianshipRecord, LinkState, StaffRecord, StudentRecord};

pub(super) use frame::words;
