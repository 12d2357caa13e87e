//! A file made half as long: the hundreds of small objects that tag it for readers aloud are compressed together.
//!
//! Whoever opens it pays for each kilobyte. What a reader needs uncompressed stays so: the metadata, which also hold the
//! seal. Invariant: the file's content does not change, and what was an archive's file is one afterwards.

use lopdf::{Document, SaveOptions};

/// Objects of one stream: all of a card's.
const TOGETHER: usize = 4_000;
/// Compression, of 9.
const EFFORT: u32 = 6;

/// The same file, shorter.
pub(crate) fn packed(file: &[u8]) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::load_mem(file)?;
    // The keyword is in the metadata: here it would be compressed, and a seal has to find every place of itself.
    if let Ok(info) = document.trailer.get(b"Info").and_then(lopdf::Object::as_reference) {
        document.get_object_mut(info)?.as_dict_mut()?.remove(b"Keywords");
    }
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .use_xref_streams(true)
        .max_objects_per_stream(TOGETHER)
        .compression_level(EFFORT)
        .build();
    let mut packed = Vec::with_capacity(file.len());
    document.save_with_options(&mut packed, options)?;
    Ok(packed)
}
