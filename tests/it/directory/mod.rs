//! The directory: school files, who writes, linking.

mod ahead;
mod formats;
mod identify;
mod import;
mod linking;
mod policies;
mod sealing;
