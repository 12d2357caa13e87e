//! Report cards and charts: data in, PDF or PNG out, by the Typst library in the process.
//!
//! Lives here: the fonts, the compiler's narrow view of the world, what a card and a chart are made of.
//! Never here: a word of any language (they come as data), a file, the network, a clock; a type of Typst's in the API.
//! Invariants: data is never read as markup; what is asked for is bounded before it is laid out; the same data gives the
//! same bytes.

mod bounds;
mod card;
mod chart;
mod error;
mod figures;
mod fonts;
mod pack;
mod qr;
mod typesetter;
mod world;

pub use bounds::missing_letter;
pub use card::{Columns, Day, Fact, Language, ReportCard, SubjectRow};
pub use chart::{Bar, Chart, Point};
pub use error::TypesetError;
pub use figures::{FiguresRow, FiguresTable};
pub use typesetter::{LaidOut, Templates, Typesetter};
