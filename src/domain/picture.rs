//! Pictures without what the phone that took them wrote into them: where, when, by which phone, with what around them.
//!
//! Invariant: what is left of a picture is what is seen of it; one that cannot be taken apart is not passed on.

use exif::experimental::Writer;
use exif::{Field, In, Reader, Tag, Value};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::{Bytes, ImageEXIF as _};
use std::io::Cursor;

/// Parts of a PNG that are no picture: texts, moments, EXIF.
const NOTES: [[u8; 4]; 5] = [*b"eXIf", *b"tEXt", *b"zTXt", *b"iTXt", *b"tIME"];

/// The same picture, clean. `None`: it cannot be read.
pub fn without_traces(mime: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    match mime {
        "image/jpeg" => jpeg(bytes),
        "image/png" => png(bytes),
        _ => None,
    }
}

/// What stands behind the picture's end (films, other pictures) is left out, too.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    let turned = jpeg.exif().and_then(|exif| orientation(&exif));
    jpeg.segments_mut().retain(is_seen);
    jpeg.set_exif(turned.and_then(only).map(Bytes::from));
    let mut clean = jpeg.encoder().bytes().to_vec();
    if let Some(end) = end_of(&clean) {
        clean.truncate(end);
    }
    Some(clean)
}

/// Where a JPEG ends: the library keeps all that follows the first scan as it is.
fn end_of(jpeg: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        at += jpeg.get(at..)?.iter().position(|byte| *byte == markers::P)? + 1;
        match *jpeg.get(at)? {
            markers::EOI => return Some(at + 1),
            markers::P => {}
            // Of a scan: a byte that looks like a marker, or where it may be taken up again.
            markers::Z | 0x01 | markers::RST0..=markers::RST7 => at += 1,
            _ => {
                let length = u16::from_be_bytes([*jpeg.get(at + 1)?, *jpeg.get(at + 2)?]);
                at += 1 + usize::from(length);
            }
        }
    }
}

/// Colours, and how they are stored; not EXIF, XMP, IPTC, thumbnails, words.
fn is_seen(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        markers::APP0 => segment.contents().starts_with(b"JFIF\0"),
        markers::APP14 => segment.contents().starts_with(b"Adobe"),
        markers::APP1 | markers::APP3..=markers::APP13 | markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Which side is up: without it a picture would lie on its side.
fn orientation(exif: &Bytes) -> Option<u16> {
    let exif = Reader::new().read_raw(exif.to_vec()).ok()?;
    let value = exif.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    u16::try_from(value).ok().filter(|side| (2..=8).contains(side))
}

/// EXIF that says nothing else.
fn only(side: u16) -> Option<Vec<u8>> {
    let field = Field { tag: Tag::Orientation, ifd_num: In::PRIMARY, value: Value::Short(vec![side]) };
    let mut writer = Writer::new();
    writer.push_field(&field);
    let mut written = Cursor::new(Vec::new());
    writer.write(&mut written, false).ok()?;
    Some(written.into_inner())
}

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(Bytes::copy_from_slice(bytes)).ok()?;
    png.chunks_mut().retain(|chunk| !NOTES.contains(&chunk.kind()));
    Some(png.encoder().bytes().to_vec())
}
