//! A file made half as long: the hundreds of small objects that tag it for readers aloud are compressed together.
//!
//! Whoever opens it pays for each kilobyte. What a reader needs uncompressed stays so: the metadata, which also hold the
//! seal. Invariants: the file's content does not change, and what was an archive's file is one afterwards; all small objects
//! are one stream, for of several lopdf names only the first in the table by which readers find them.

use lopdf::{Document, SaveOptions};

/// Objects that a stream's table can number. A file of more stays as long as it is: one of hundreds of classes.
const TOGETHER: usize = 65_535;
/// Compression, of 9.
const EFFORT: u32 = 6;

/// The same file, shorter.
pub(crate) fn packed(file: Vec<u8>) -> Result<Vec<u8>, lopdf::Error> {
    let mut document = Document::load_mem(&file)?;
    if document.objects.len() > TOGETHER {
        return Ok(file);
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Object, dictionary};

    /// A file of a page and so many small objects.
    fn file_of(small: i64) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(tree));
        let small: Vec<Object> =
            (0_i64..small).map(|at| document.add_object(dictionary! { "N" => at }).into()).collect();
        let small = document.add_object(small);
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Small" => small });
        document.trailer.set("Root", root);
        let mut file = Vec::new();
        document.save_to(&mut file).unwrap();
        file
    }

    #[test]
    fn however_many_objects_there_are_each_is_found_again() {
        for count in [10, 5_000, 70_000] {
            let file = packed(file_of(count)).unwrap();
            let read = Document::load_mem(&file).unwrap();
            let small = read.catalog().unwrap().get_deref(b"Small", &read).unwrap().as_array().unwrap();
            assert_eq!(i64::try_from(small.len()), Ok(count));
            for (at, one) in (0_i64..).zip(small) {
                let one = read.get_dictionary(one.as_reference().unwrap()).unwrap();
                assert_eq!(one.get(b"N").unwrap().as_i64().unwrap(), at, "of {count}");
            }
        }
    }
}
