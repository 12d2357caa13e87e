//! Tables that mean harm are refused before they cost anything: 64 MB and two seconds, measured.
//!
//! Each is read by a process of its own, which says what it cost: memory at its highest, and time of the processor.

use carnet::sheets::CellKind::{Computed, Error, Typed};
use carnet::sheets::{self, Bounds, Fault, NewCell, NewTable};
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::process::Command;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Where the other process finds its file.
const FILE: &str = "CARNET_TEST_HOSTILE_FILE";
const MB: u64 = 1024 * 1024;

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook of ours with another sheet in the place of its own, and what else is given.
fn workbook(sheet: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    let rows = vec![vec![NewCell::Number(1.into())]];
    let own = sheets::xlsx(&[NewTable { name: "A".to_owned(), rows, ..NewTable::default() }]).unwrap();
    let mut own = ZipArchive::new(Cursor::new(own)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = vec![("xl/worksheets/sheet1.xml".to_owned(), sheet.as_bytes().to_vec())];
    parts.extend(more.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
    for at in 0..own.len() {
        let mut part = own.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if parts.iter().all(|(known, _)| *known != name) {
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            parts.push((name, bytes));
        }
    }
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    archive(&parts)
}

fn sheet(rows: &str) -> String {
    format!(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn ods(content: &str) -> Vec<u8> {
    let mime: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let head = r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>"#;
    let content = format!("{head}{content}</office:spreadsheet></office:body></office:document-content>");
    archive(&[("mimetype", mime), ("content.xml", content.as_bytes())])
}

/// What somebody could send, with what is said of it.
fn hostile() -> Vec<(&'static str, Vec<u8>, Option<Fault>)> {
    let one = r#"<row r="1"><c r="A1"><v>1</v></c></row>"#;
    let zeroes = vec![b' '; 64 << 20];
    let mut rows = String::new();
    for row in 1..=200_000 {
        write!(rows, r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#).unwrap();
    }
    let strings = format!("<sst>{}</sst>", "<si><t/></si>".repeat(900_000));
    let entities = format!(
        r#"<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;&b;&b;</v></c></row></sheetData></worksheet>"#,
        "ha".repeat(100)
    );
    let many: Vec<(String, &[u8])> = (2..5_000).map(|n| (format!("xl/worksheets/sheet{n}.xml"), &b""[..])).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let repeated = r#"<table:table table:name="A"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"><text:p>1</text:p></table:table-cell></table:table-row></table:table>"#;
    let wide = format!("<table:table table:name=\"A\">{}</table:table>", r#"<table:table-row table:number-rows-repeated="64"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="64"><text:p>1</text:p></table:table-cell></table:table-row>"#.repeat(200));
    let good = workbook(&sheet(one), &[]);
    vec![
        ("a zip bomb", workbook(&sheet(one), &[("xl/media/image1.png", &zeroes)]), Some(Fault::UnpacksTooLarge)),
        ("a bomb of a sheet", workbook(&String::from_utf8(zeroes).unwrap(), &[]), Some(Fault::UnpacksTooLarge)),
        (
            "a bomb of texts",
            workbook(&sheet(one), &[("xl/sharedStrings.xml", strings.as_bytes())]),
            Some(Fault::UnpacksTooLarge),
        ),
        // Read or not, entities are not unrolled.
        ("an entity bomb", workbook(&entities, &[]), None),
        ("200,000 rows", workbook(&sheet(&rows), &[]), Some(Fault::TooManyCells)),
        (
            "a far cell",
            workbook(&sheet(r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#), &[]),
            Some(Fault::TooManyCells),
        ),
        ("thousands of sheets", workbook(&sheet(one), &many), Some(Fault::TooManyParts)),
        ("a macro", workbook(&sheet(one), &[("xl/vbaProject.bin", b"x")]), Some(Fault::Macros)),
        ("a link", workbook(&sheet(one), &[("xl/externalLinks/externalLink1.xml", b"<x/>")]), Some(Fault::Links)),
        (
            "a locked .ods",
            archive(&[("content.xml", b"x"), ("META-INF/manifest.xml", b"<manifest:encryption-data/>")]),
            Some(Fault::Locked),
        ),
        ("a password", [&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 4096]].concat(), Some(Fault::Locked)),
        ("half a workbook", good.get(..good.len() / 2).unwrap().to_vec(), Some(Fault::Damaged)),
        ("a PDF called .xlsx", b"%PDF-1.7\n\x00\x01".to_vec(), Some(Fault::NotATable)),
        ("a picture", vec![0x89, b'P', b'N', b'G', 0, 1, 2], Some(Fault::NotATable)),
        ("cells without end", ods(repeated), Some(Fault::TooManyCells)),
        ("rows of rows", ods(&wide), Some(Fault::TooManyCells)),
        ("three megabytes", vec![b'a'; 3 << 20], Some(Fault::TooLarge)),
        ("a line without end", [&b"a;"[..], &vec![b'b'; 1 << 20]].concat(), Some(Fault::TextTooLong)),
    ]
}

#[test]
fn what_means_harm_is_refused_within_its_bounds() {
    let folder = tempfile::tempdir().unwrap();
    for (what, bytes, fault) in hostile() {
        let path = folder.path().join("sent");
        std::fs::write(&path, bytes).unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["files::hostile::reads_one_file", "--exact", "--nocapture", "--ignored"])
            .env(FILE, &path)
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&child.stdout).into_owned();
        let line = said.lines().find_map(|line| line.split_once("cost ")).unwrap_or_else(|| panic!("{what}: {said}")).1;
        let [answer, memory, time] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("{what}: {line}") };
        assert!(fault.is_none_or(|fault| answer == format!("{fault:?}")), "{what}: {answer}");
        let (memory, time): (u64, u64) = (memory.parse().unwrap(), time.parse().unwrap());
        assert!(memory <= 64 * MB, "{what} took {} MB", memory / MB);
        assert!(time <= 2_000, "{what} took {time} ms of the processor");
    }
}

/// What somebody sent, read in a process of its own; not a test by itself.
#[test]
#[ignore = "is run by the test above, in a process of its own"]
fn reads_one_file() {
    let bytes = std::fs::read(std::env::var(FILE).unwrap()).unwrap();
    let (before, began) = (status("VmRSS:"), processor());
    let read = sheets::read(&bytes, &Bounds::CLASS);
    let (memory, time) = (status("VmHWM:").saturating_sub(before), processor() - began);
    let answer = read.map_or_else(|fault| format!("{fault:?}"), |tables| format!("{}-tables", tables.len()));
    println!("cost {answer} {memory} {time}");
}

fn status(key: &str) -> u64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find_map(|line| line.strip_prefix(key)).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() * 1024
}

/// Milliseconds of the processor that this process has used.
fn processor() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(") ").unwrap().1.split(' ').collect();
    ([11, 12].map(|at: usize| fields[at].parse::<u64>().unwrap()).iter().sum::<u64>()) * 10
}

#[test]
fn formulas_and_errors_are_known_as_what_they_are() {
    let rows =
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f><v>2</v></c><c r="C1" t="e"><v>#DIV/0!</v></c></row>"#;
    let tables = sheets::read(&workbook(&sheet(rows), &[]), &Bounds::CLASS).unwrap();
    let kinds: Vec<_> = tables[0].rows[0].cells.iter().map(|cell| (cell.text.as_str(), cell.kind)).collect();
    assert_eq!(kinds, [("1", Typed), ("2", Computed), ("#DIV/0!", Error)]);
}

/// Nobody has computed it yet: it is a formula all the same, and no blank. One that says nothing is a blank.
#[test]
fn a_formula_without_a_value_is_no_blank() {
    let rows =
        r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f>A1+1</f></c><c r="C1" t="str"><f>""</f><v></v></c></row>"#;
    let tables = sheets::read(&workbook(&sheet(rows), &[]), &Bounds::CLASS).unwrap();
    let kinds: Vec<_> = tables[0].rows[0].cells.iter().map(|cell| (cell.text.as_str(), cell.kind)).collect();
    assert_eq!(kinds, [("1", Typed), ("", Computed)]);
    let number =
        r#"<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>"#;
    let formula = r#"<table:table-cell table:formula="of:=[.A1]+1"/>"#;
    let row = format!("<table:table-row>{number}{formula}</table:table-row>");
    let content = format!(r#"<table:table table:name="4e A">{row}</table:table>"#);
    let tables = sheets::read(&ods(&content), &Bounds::CLASS).unwrap();
    let kinds: Vec<_> = tables[0].rows[0].cells.iter().map(|cell| (cell.text.as_str(), cell.kind)).collect();
    assert_eq!(kinds, [("1", Typed), ("", Computed)]);
}

#[test]
fn an_opendocument_sheet_is_read_with_its_empty_rest() {
    let cell = |text: &str| {
        format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#)
    };
    let number =
        r#"<table:table-cell office:value-type="float" office:value="12.5"><text:p>12,5</text:p></table:table-cell>"#;
    let content = format!(
        r#"<table:table table:name="4e A"><table:table-row>{}<table:table-cell table:number-columns-repeated="16383"/></table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row>{}<table:table-cell table:number-columns-repeated="2"/>{number}<table:table-cell table:number-columns-repeated="16380"/></table:table-row><table:table-row table:number-rows-repeated="1048572"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"#,
        cell("Nom"),
        cell("Awa"),
    );
    let tables = sheets::read(&ods(&content), &Bounds::CLASS).unwrap();
    let rows = &tables[0].rows;
    assert_eq!((rows[0].number, rows[0].text(0)), (1, "Nom"));
    assert_eq!((rows[1].number, rows[1].text(0), rows[1].text(3)), (4, "Awa", "12.5"));
}
