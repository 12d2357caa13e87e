//! Pictures that people send each other say nothing of where and when they were taken.

use carnet::domain::without_traces;
use carnet_simulator::{Bubble, Phone, Side};
use exif::experimental::Writer;
use exif::{Field, In, Rational, Reader, Tag, Value};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::{Bytes, ImageEXIF as _};
use proptest::prelude::*;
use std::io::Cursor;

use super::{SOON, ask, each_service, mother, teacher};
use crate::support::service::{Setup, World};

/// Colours, then what is seen.
const JPEG: &[u8] =
    b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xff\xdb\x00\x05\x00ab\xff\xda\x00\x02seen\xff\xd9";
const PLACE: &[u8] = b"5 20 11 N";

/// As a phone writes it: which side is up, the place, the moment, the phone.
fn traces() -> Vec<u8> {
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    let degrees = |all: [u32; 3]| Value::Rational(all.map(|num| Rational { num, denom: 1 }).to_vec());
    let text = |text: &str| Value::Ascii(vec![text.as_bytes().to_vec()]);
    let fields = [
        field(Tag::Orientation, Value::Short(vec![6])),
        field(Tag::Make, text("Telephone de Mme Kouassi")),
        field(Tag::DateTime, text("2026:11:26 20:10:05")),
        field(Tag::GPSLatitudeRef, text("N")),
        field(Tag::GPSLatitude, degrees([5, 20, 11])),
        field(Tag::GPSLongitudeRef, text("W")),
        field(Tag::GPSLongitude, degrees([4, 1, 37])),
    ];
    let mut writer = Writer::new();
    for field in &fields {
        writer.push_field(field);
    }
    let mut written = Cursor::new(Vec::new());
    writer.write(&mut written, false).unwrap();
    written.into_inner()
}

/// A picture with all that phones and programs write beside what is seen.
fn photo() -> Vec<u8> {
    let mut jpeg = Jpeg::from_bytes(Bytes::from_static(JPEG)).unwrap();
    jpeg.set_exif(Some(traces().into()));
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", PLACE].concat();
    for (marker, contents) in [(markers::APP1, xmp), (markers::APP13, PLACE.to_vec()), (markers::COM, PLACE.to_vec())] {
        jpeg.segments_mut().insert(1, JpegSegment::new_with_contents(marker, contents.into()));
    }
    // A film behind the picture, as some phones have it.
    [jpeg.encoder().bytes().to_vec(), PLACE.to_vec()].concat()
}

fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|part| part == what)
}

/// Nothing but what is seen, and which side is up.
fn is_clean(bytes: &[u8]) {
    for trace in [&b"Kouassi"[..], b"2026:11", PLACE, b"xap"] {
        assert!(!holds(bytes, trace), "{:?}", String::from_utf8_lossy(trace));
    }
    let jpeg = Jpeg::from_bytes(Bytes::copy_from_slice(bytes)).unwrap();
    assert!(holds(bytes, b"JFIF") && holds(bytes, b"seen"), "what is seen stays");
    let exif = Reader::new().read_raw(jpeg.exif().expect("which side is up").to_vec()).unwrap();
    let said: Vec<Tag> = exif.fields().map(|field| field.tag).collect();
    assert_eq!(said, [Tag::Orientation]);
    assert_eq!(exif.get_field(Tag::Orientation, In::PRIMARY).unwrap().value.get_uint(0), Some(6));
}

#[test]
fn what_a_phone_writes_into_a_picture_is_taken_out_and_nothing_else() {
    let taken = photo();
    assert!(holds(&taken, PLACE) && holds(&taken, b"Kouassi"));
    is_clean(&without_traces("image/jpeg", &taken).unwrap());
    assert_eq!(without_traces("image/jpeg", JPEG).as_deref(), Some(JPEG), "without traces it stays as it is");

    let mut png = Png::from_bytes(Bytes::from_static(b"\x89PNG\r\n\x1a\n")).unwrap();
    for (kind, contents) in [
        (*b"IHDR", &b"seen"[..]),
        (*b"eXIf", PLACE),
        (*b"tEXt", PLACE),
        (*b"iTXt", PLACE),
        (*b"IDAT", b"seen"),
        (*b"IEND", b""),
    ] {
        png.chunks_mut().push(PngChunk::new(kind, Bytes::copy_from_slice(contents)));
    }
    let clean = without_traces("image/png", &png.encoder().bytes()).unwrap();
    assert!(!holds(&clean, PLACE) && holds(&clean, b"seen"));
    let kinds: Vec<_> = Png::from_bytes(clean.into()).unwrap().chunks().iter().map(PngChunk::kind).collect();
    assert_eq!(kinds, [*b"IHDR", *b"IDAT", *b"IEND"]);
    assert_eq!(
        without_traces("image/jpeg", b"\xff\xd8\xff\xe0 no picture"),
        None,
        "what cannot be read is not passed on"
    );
}

proptest! {
    #[test]
    fn no_picture_breaks_it(bytes in proptest::collection::vec(any::<u8>(), 0..400), at in 0..400_usize) {
        let mut damaged = photo();
        let at = at.min(damaged.len());
        damaged.truncate(at);
        damaged.extend(bytes);
        for mime in ["image/jpeg", "image/png"] {
            let _clean = without_traces(mime, &damaged);
        }
    }
}

/// Waits for a picture on somebody's phone.
async fn seen(world: &World, phone: &Phone, kind: &str) -> Vec<u8> {
    let fits = |bubble: &Bubble| bubble.side == Side::Service && bubble.kind == kind && bubble.document.is_some();
    let found = phone.wait_for(SOON, fits).await.unwrap_or_else(|| panic!("no {kind}: {:?}", phone.received().last()));
    let url = found.document.unwrap().url;
    world.simulator.file(url.rsplit('/').next().unwrap()).unwrap().1.to_vec()
}

#[tokio::test]
async fn a_family_s_picture_reaches_the_teacher_clean_and_the_teacher_s_the_family() {
    each_service(Setup::default, async |world| {
        let (teacher, mother) = (teacher(world), mother(world));
        ask(&teacher, "bonjour").await;
        ask(&mother, "parler au prof de maths d'Awa").await;
        mother.attach("IMG_1.jpg", "image/jpeg", photo(), "Le certificat").unwrap();
        is_clean(&seen(world, &teacher, "photo").await);
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        teacher.press_latest("Répondre").unwrap();
        teacher.wait_for_text(SOON, "Vous écrivez à").await.expect("an open thread");
        teacher.attach("IMG_2.jpg", "image/jpeg", photo(), "").unwrap();
        is_clean(&seen(world, &mother, "image").await);
    })
    .await;
}
