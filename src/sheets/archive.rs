//! The archive a workbook is: counted before anything of it is read.

use std::io::{Cursor, Read};
use zip::ZipArchive;

use super::{Bounds, Fault};

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

fn open(bytes: &[u8]) -> Result<Archive<'_>, Fault> {
    ZipArchive::new(Cursor::new(bytes)).map_err(|_unreadable| Fault::Damaged)
}

/// Whether it is a workbook of `OpenDocument` (`.ods`), which says so itself.
pub(super) fn is_opendocument(bytes: &[u8]) -> Result<bool, Fault> {
    Ok(open(bytes)?.index_for_name("content.xml").is_some())
}

/// Counts every part, unpacking it into nothing: what an archive says about its sizes is believed only when it is too much.
pub(super) fn check(bytes: &[u8], bounds: &Bounds) -> Result<(), Fault> {
    let mut archive = open(bytes)?;
    if archive.len() > bounds.parts {
        return Err(Fault::TooManyParts);
    }
    let mut claimed = 0_u64;
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|_unreadable| Fault::Damaged)?;
        claimed = claimed.saturating_add(part.size());
        if part.encrypted() {
            return Err(Fault::Locked);
        }
        may_hold(&part.name().map_err(|_unreadable| Fault::Damaged)?)?;
    }
    if claimed > bounds.unpacked {
        return Err(Fault::UnpacksTooLarge);
    }
    let mut left = bounds.unpacked;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_unreadable| Fault::Damaged)?;
        let streams = is_sheet(&part.name().map_err(|_unreadable| Fault::Damaged)?);
        let most = if streams { left } else { left.min(bounds.kept_part) };
        let unpacked =
            std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(|_unreadable| Fault::Damaged)?;
        if unpacked > most {
            return Err(Fault::UnpacksTooLarge);
        }
        left = left.saturating_sub(unpacked);
    }
    Ok(())
}

/// Sheets and pictures go by in a stream, or are not read at all; everything else is kept.
fn is_sheet(name: &str) -> bool {
    name.starts_with("xl/worksheets/") || name.starts_with("xl/media/") || name.starts_with("Pictures/")
}

fn may_hold(name: &str) -> Result<(), Fault> {
    let name = name.to_ascii_lowercase();
    if name.ends_with("vbaproject.bin") || name.starts_with("xl/macrosheets/") || name.starts_with("basic/") {
        return Err(Fault::Macros);
    }
    if name.starts_with("xl/externallinks/") {
        return Err(Fault::Links);
    }
    Ok(())
}

/// A file in an archive.
#[derive(Debug)]
pub struct Packed {
    /// Without its folders.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The files of an archive, in the order of their names.
pub fn packed(bytes: &[u8], bounds: &Bounds) -> Result<Vec<Packed>, Fault> {
    check(bytes, bounds)?;
    let archive = open(bytes)?;
    let names: Result<Vec<String>, _> = archive.file_names().map(|name| Ok(name?.into_owned())).collect();
    let mut names = names.map_err(|_unreadable: zip::result::ZipError| Fault::Damaged)?;
    names.retain(|name| !name.ends_with('/'));
    names.sort();
    let file = |name: String| {
        let bytes = part(bytes, &name, bounds)?;
        Ok(Packed { name: name.rsplit('/').next().unwrap_or_default().to_owned(), bytes })
    };
    names.into_iter().map(file).collect()
}

/// A part that has been counted.
pub(super) fn part(bytes: &[u8], name: &str, bounds: &Bounds) -> Result<Vec<u8>, Fault> {
    let mut archive = open(bytes)?;
    let part = archive.by_name(name).map_err(|_unreadable| Fault::Damaged)?;
    let mut content = Vec::new();
    part.take(bounds.kept_part).read_to_end(&mut content).map_err(|_unreadable| Fault::Damaged)?;
    Ok(content)
}
