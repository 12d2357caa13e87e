//! For whom an announcement is.

use crate::phrase::AddresseePhrase;
use crate::render::voice::Voice;

pub(super) fn say(v: &Voice<'_>, phrase: &AddresseePhrase) -> String {
    match phrase {
        AddresseePhrase::ForWhom { heard: Some(heard) } => v.with("announce-for-whom").name("heard", heard).say(),
        AddresseePhrase::ForWhom { heard: None } => v.plain("announce-for-whom-named"),
        AddresseePhrase::UnknownClass { heard } => v.with("announce-unknown-class").name("heard", heard).say(),
        AddresseePhrase::FamiliesOnly {} => v.plain("announce-families-only"),
    }
}
