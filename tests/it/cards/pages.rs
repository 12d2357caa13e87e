//! The pages themselves, with the words that families read: one page, small, in each language.

use carnet::domain::Locale;
use carnet::phrase::ReportCard;
use carnet::render::{Printer, Renderer};

/// A file may have this many bytes: it is sent to phones.
const LARGEST: usize = 80_000;

/// The card that measurements are made with: 14 subjects.
fn card() -> ReportCard {
    serde_json::from_str(include_str!("../../../benches/peers/card.json")).unwrap()
}

/// What can be looked at, where the environment names a folder for it.
pub(super) fn look_at(name: &str, picture: impl FnOnce() -> Vec<u8>) {
    if let Some(folder) = std::env::var_os("CARNET_TEST_PICTURES") {
        std::fs::write(std::path::Path::new(&folder).join(name), picture()).unwrap();
    }
}

#[test]
fn a_card_is_one_small_page_in_each_language() {
    let renderer = Renderer::load(None).unwrap();
    let printer = Printer::load(None, "https://carnet.example.org".parse().unwrap()).unwrap();
    for locale in Locale::ALL {
        let open = ReportCard { code: None, version: 0, general: None, rank: None, ..card() };
        let cards = [card(), open];
        let laid_out = printer.lay_out(&renderer, &cards, &[None, None], locale).unwrap();
        assert_eq!(laid_out.pages(), cards.len(), "{locale:?}");
        for at in 0..cards.len() {
            let pdf = laid_out.pdf(at).unwrap();
            assert!(pdf.len() < LARGEST, "{locale:?} {at}: {} bytes", pdf.len());
            look_at(&format!("card-{}-{at}.png", locale.code()), || laid_out.png(at, 1.5).unwrap());
        }
    }
}

#[test]
fn a_school_may_have_pages_of_its_own_and_hears_what_is_wrong_with_them() {
    let renderer = Renderer::load(None).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let site = || "https://carnet.example.org".parse().unwrap();
    std::fs::create_dir(folder.path().join("bulletins")).unwrap();
    let file = folder.path().join("bulletins/report_card.typ");
    let own = "#let card = json(\"/data.json\").content.at(0)\n#set document(title: card.title, date: datetime(year: 2026, \
               month: 12, day: 18))\n#card.student";
    std::fs::write(&file, own).unwrap();
    let printer = Printer::load(Some(folder.path()), site()).unwrap();
    let own = printer.lay_out(&renderer, &[card()], &[None], Locale::Fr).unwrap().pdf(0).unwrap();
    let ours = Printer::load(None, site()).unwrap().lay_out(&renderer, &[card()], &[None], Locale::Fr).unwrap();
    assert!(own.len() < ours.pdf(0).unwrap().len());
    std::fs::write(&file, "\n\n#no-such-thing").unwrap();
    let printer = Printer::load(Some(folder.path()), site()).unwrap();
    let fault = printer.lay_out(&renderer, &[card()], &[None], Locale::Fr).err().unwrap().to_string();
    assert!(fault.contains("report_card.typ") && fault.contains("line 3"), "{fault}");
    std::fs::write(folder.path().join("bulletins/reportcard.typ"), "").unwrap();
    let stray = Printer::load(Some(folder.path()), site()).err().unwrap().to_string();
    assert!(stray.contains("reportcard.typ replaces nothing"), "{stray}");
}
