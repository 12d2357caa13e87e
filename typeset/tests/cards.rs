//! Cards as files: what is in them, what is refused, and that the same data gives the same bytes.

#[cfg(test)]
mod sample;

#[cfg(test)]
mod tests {
    use super::sample::{card, typesetter};
    use carnet_typeset::{
        Bar, Chart, Day, Fact, FiguresRow, FiguresTable, Language, Point, ReportCard, Templates, TypesetError,
        Typesetter,
    };

    /// A file may have this many bytes: it is sent to phones.
    const LARGEST: usize = 80_000;

    /// What can be looked at, where the environment names a folder for it.
    fn look_at(name: &str, picture: impl FnOnce() -> Vec<u8>) {
        if let Some(folder) = std::env::var_os("CARNET_TEST_PICTURES") {
            std::fs::write(std::path::Path::new(&folder).join(name), picture()).unwrap();
        }
    }

    fn laid_out(name: &str, card: &ReportCard) -> Vec<u8> {
        let laid_out = typesetter().report_cards(std::slice::from_ref(card)).unwrap();
        for page in 0..laid_out.pages() {
            look_at(&format!("{name}-{page}.png"), || laid_out.png(page, 2.0).unwrap());
        }
        assert_eq!(laid_out.pages(), 1, "{name} has more than one page");
        let pdf = laid_out.pdf(0).unwrap();
        look_at(&format!("{name}.pdf"), || pdf.clone());
        assert!(pdf.len() < LARGEST, "{name}: {} bytes", pdf.len());
        pdf
    }

    /// The same file with every object in the open.
    fn unpacked(pdf: &[u8]) -> Vec<u8> {
        let mut open = Vec::new();
        lopdf::Document::load_mem(pdf).unwrap().save_to(&mut open).unwrap();
        open
    }

    fn contains(pdf: &[u8], words: &str) -> bool {
        pdf.windows(words.len()).any(|window| window == words.as_bytes())
    }

    #[test]
    fn each_language_is_a_small_tagged_archived_page() {
        for (language, code) in [(Language::Fr, "fr"), (Language::En, "en"), (Language::Ar, "ar")] {
            let pdf = unpacked(&laid_out(code, &card(language, 10)));
            assert!(contains(&pdf, &format!("/Lang({code})")), "{code}: no language");
            for words in ["/MarkInfo", "/StructTreeRoot", "pdfuaid:part", "pdfaid:part"] {
                assert!(contains(&pdf, words), "{code}: no {words}");
            }
        }
    }

    /// A second sheet without its first is still somebody's.
    #[test]
    fn each_page_of_a_long_card_says_whose_it_is() {
        for (language, code) in [(Language::Fr, "fr"), (Language::En, "en"), (Language::Ar, "ar")] {
            let short = card(language, 10);
            let mut long = card(language, 24);
            for subject in &mut long.subjects {
                subject.teacher = "Mme N'GUESSAN-KOUADIO Marie-Ange Épiphanie".to_owned();
                subject.appreciation = "Ensemble encourageant, mais le travail personnel reste irrégulier.".to_owned();
            }
            let cards = [short.clone(), long, short.clone()];
            let laid_out = typesetter().report_cards(&cards).unwrap();
            assert_eq!(laid_out.pages(), 4, "{code}");
            for page in 0..4 {
                look_at(&format!("long-{code}-{page}.png"), || laid_out.png(page, 2.0).unwrap());
            }
            let alone = typesetter().report_cards(std::slice::from_ref(&short)).unwrap();
            for page in [0, 3] {
                assert!(
                    laid_out.png(page, 1.0).unwrap() == alone.png(0, 1.0).unwrap(),
                    "{code}: a short one is as ever"
                );
            }
            let pages = |laid_out: &carnet_typeset::LaidOut| {
                lopdf::Document::load_mem(&laid_out.pdf(1).unwrap()).unwrap().get_pages().len()
            };
            assert_eq!(pages(&laid_out), 2);
        }
    }

    /// What stands at the foot of a page depends on whose it is, its version and the number of the page.
    #[test]
    fn the_foot_of_a_long_card_is_its_own() {
        let long = |name: &str, version: &str| {
            let mut long = card(Language::Fr, 24);
            for subject in &mut long.subjects {
                subject.teacher =
                    "Mme N'GUESSAN-KOUADIO Marie-Ange Épiphanie de Grand-Bassam et de Bingerville".to_owned();
            }
            (long.title, long.version) = (name.to_owned(), version.to_owned());
            typesetter().report_cards(&[long]).unwrap()
        };
        let first = long("Bulletin T1 4e A AAA", "Version 1");
        assert_eq!(first.pages(), 2);
        let page = |of: &carnet_typeset::LaidOut, at: usize| of.png(at, 1.0).unwrap();
        let (other, newer) = (long("Bulletin T1 4e A BBB", "Version 1"), long("Bulletin T1 4e A AAA", "Version 2"));
        for at in 0..2 {
            assert!(page(&first, at) != page(&other, at), "the name is not on page {at}");
            assert!(page(&first, at) != page(&newer, at), "the version is not on page {at}");
        }
    }

    #[test]
    fn what_is_long_or_missing_still_fits() {
        let mut long = card(Language::Fr, 14);
        long.student = "N'GUESSAN-KOUADIO ".repeat(5) + "Marie-Ange";
        long.subjects[0].subject = "Sciences de la Vie et de la Terre et Éducation à l'environnement".to_owned();
        long.subjects[3].appreciation = "Ensemble encourageant, mais le travail personnel reste irrégulier.".to_owned();
        laid_out("long", &long);
        let mut absent = card(Language::En, 14);
        for row in &mut absent.subjects {
            (row.average, row.points, row.rank, row.appreciation) =
                ("–".to_owned(), String::new(), String::new(), "Absent".to_owned());
        }
        absent.notice = Some("PROVISIONAL – the term is not closed".to_owned());
        absent.columns.rank = None;
        laid_out("absent", &absent);
        let mut mixed = card(Language::Ar, 14);
        mixed.student = "ياسمين العمراني (Yasmine EL AMRANI)".to_owned();
        mixed.subjects[2].appreciation = "تقدم ملحوظ في Python و Excel، 12,5/20".to_owned();
        laid_out("mixed", &mixed);
    }

    #[test]
    fn data_is_printed_never_obeyed() {
        let hostile = "#panic(\"x\") $ \\ ] \" ` @ <a> = - // /* \u{202e}drow \u{0}";
        let mut card = card(Language::Fr, 3);
        card.student = hostile.to_owned();
        card.school = hostile.to_owned();
        card.title = hostile.to_owned();
        card.rules = hostile.repeat(3);
        card.subjects[0].appreciation = hostile.to_owned();
        card.facts.push(Fact { label: hostile.to_owned(), value: hostile.to_owned() });
        laid_out("hostile", &card);
        card.student = "x".repeat(100_000);
        assert_eq!(typesetter().report_cards(&[card]).err(), Some(TypesetError::TooLong { most: 1_000 }));
    }

    #[test]
    fn what_is_unbounded_is_refused() {
        assert_eq!(typesetter().report_cards(&[]).err(), Some(TypesetError::Nothing));
        let many = vec![card(Language::Fr, 1); 251];
        assert_eq!(typesetter().report_cards(&many).err(), Some(TypesetError::TooMany { most: 250 }));
        let rows = card(Language::Fr, 61);
        assert_eq!(typesetter().report_cards(&[rows]).err(), Some(TypesetError::TooManyRows { most: 60 }));
        let mut pages = card(Language::Fr, 60);
        for row in &mut pages.subjects {
            row.appreciation = "a ".repeat(400);
        }
        let refused = typesetter().report_cards(&[pages]).err();
        assert!(matches!(refused, Some(TypesetError::TooManyPages { most: 3, .. })), "{refused:?}");
    }

    #[test]
    fn a_template_sees_nothing_but_its_data() {
        for (line, source) in [
            "#read(\"/etc/passwd\")",
            "#import \"@preview/example:0.1.0\"",
            "\n#datetime.today()",
            "#include \"/x.typ\"",
        ]
        .into_iter()
        .enumerate()
        {
            let templates =
                Templates { report_card: source.to_owned(), chart: String::new(), statistics: String::new() };
            let refused = Typesetter::new(templates).unwrap().report_cards(&[card(Language::Fr, 1)]).err();
            assert!(matches!(refused, Some(TypesetError::Template { line: Some(_), .. })), "{line}: {refused:?}");
        }
        let templates =
            Templates { report_card: "no card".to_owned(), chart: String::new(), statistics: String::new() };
        let cards = [card(Language::Fr, 1), card(Language::Fr, 1)];
        let refused = Typesetter::new(templates).unwrap().report_cards(&cards).err();
        assert!(matches!(refused, Some(TypesetError::PageCount { .. })), "{refused:?}");
    }

    #[test]
    fn the_same_data_gives_the_same_bytes_alone_and_among_others() {
        let cards: Vec<_> = (1..6).map(|subjects| card(Language::Fr, subjects)).collect();
        let class = typesetter().report_cards(&cards).unwrap();
        for (at, one) in cards.iter().enumerate() {
            let alone = typesetter().report_cards(std::slice::from_ref(one)).unwrap().pdf(0).unwrap();
            assert!(alone == class.pdf(at).unwrap(), "card {at} differs among others");
        }
        let together = class.together("4e A", None).unwrap();
        assert!(together == typesetter().report_cards(&cards).unwrap().together("4e A", None).unwrap());
        assert!(contains(&unpacked(&together), "/Count 5"));
    }

    /// Every object that the file's own table places in a stream is in a stream that the table places, too: no reader has to
    /// repair it.
    fn opens(pdf: &[u8], pages: usize) {
        let read = lopdf::Document::load_mem(pdf).unwrap();
        assert_eq!(read.get_pages().len(), pages);
        let table = &read.reference_table;
        for (object, entry) in &table.entries {
            if let lopdf::xref::XrefEntry::Compressed { container, .. } = entry {
                let is_placed = matches!(table.get(*container), Some(lopdf::xref::XrefEntry::Normal { .. }));
                assert!(is_placed, "object {object} is in stream {container}, which is nowhere");
            }
        }
        let folder = std::env::temp_dir().join(format!("carnet-opens-{}-{pages}.pdf", std::process::id()));
        std::fs::write(&folder, pdf).unwrap();
        // Where it is installed, another hand's reader says so.
        if let Ok(checked) = std::process::Command::new("qpdf").arg("--check").arg(&folder).output() {
            let said =
                String::from_utf8_lossy(&checked.stdout).into_owned() + &String::from_utf8_lossy(&checked.stderr);
            let is_fine =
                !["not a stream", "damaged", "unable to find", "reconstruct"].iter().any(|word| said.contains(word));
            assert!(is_fine && checked.status.code() != Some(2), "{said}");
        }
        std::fs::remove_file(&folder).unwrap();
    }

    #[test]
    fn the_file_of_a_large_class_opens_and_so_do_the_figures_of_a_large_school() {
        let cards = vec![card(Language::Fr, 14); 24];
        opens(&typesetter().report_cards(&cards).unwrap().together("4e A", None).unwrap(), 24);
        let row = |name: usize| FiguresRow {
            name: format!("Matière {name}"),
            cells: vec!["42".to_owned(), "11,50".to_owned(), "52 %".to_owned()],
            share: Some(5_200),
            whole: false,
        };
        let table = |name: usize| FiguresTable {
            title: "Bilan".to_owned(),
            language: Language::Fr,
            issued: Day { year: 2026, month: 12, day: 18 },
            school: "Collège".to_owned(),
            heading: "Bilan du T1".to_owned(),
            name: format!("Classe {name}"),
            notes: Vec::new(),
            heads: ["Matière", "Notes", "Moyenne", "À 10 ou plus"].map(ToOwned::to_owned).to_vec(),
            rows: (0..14).map(row).collect(),
        };
        let figures = typesetter().figures(&(0..36).map(table).collect::<Vec<_>>()).unwrap();
        opens(&figures.together("Bilan", None).unwrap(), figures.pages());
    }

    #[test]
    fn a_keyword_can_be_found_in_the_bytes_of_its_card_only() {
        let mut one = card(Language::Fr, 2);
        one.keyword = Some("carnet-seal:abc_-.123".to_owned());
        let class = typesetter().report_cards(&[one, card(Language::Fr, 3)]).unwrap();
        assert!(contains(&class.pdf(0).unwrap(), "carnet-seal:abc_-.123"));
        assert!(!contains(&class.pdf(1).unwrap(), "carnet-seal"));
        assert!(!contains(&class.together("x", None).unwrap(), "carnet-seal"));
    }

    #[test]
    fn charts_are_pictures() {
        let point = |label: &str, own: Option<i64>, band| Point {
            label: label.to_owned(),
            own,
            written: own.map(|own| format!("{},{:02}", own / 100, own % 100)).unwrap_or_default(),
            band,
        };
        for (language, code) in [(Language::Fr, "fr"), (Language::Ar, "ar")] {
            let progress = Chart::Progress {
                language,
                title: if code == "fr" {
                    "Awa K. : moyennes de l'année"
                } else {
                    "ياسمين: معدلات السنة"
                }
                .to_owned(),
                note: String::new(),
                scale: 2_000,
                own: if code == "fr" { "Awa" } else { "ياسمين" }.to_owned(),
                mean: if code == "fr" { "moyenne de la classe" } else { "معدل القسم" }.to_owned(),
                class: if code == "fr" { "la classe, de la plus basse à la plus haute" } else { "القسم" }.to_owned(),
                points: vec![
                    point("T1", Some(1_180), Some([650, 1_120, 1_670])),
                    point("T2", None, Some([700, 1_150, 1_720])),
                    point("T3", Some(1_345), Some([600, 1_090, 1_590])),
                    point("T4", Some(1_405), None),
                ],
            };
            let png = typesetter().chart(&progress).unwrap();
            assert!(png.starts_with(b"\x89PNG"));
            look_at(&format!("progress-{code}.png"), || png);
        }
        let bars = [(0, false), (3, false), (9, true), (4, true), (1, true)];
        let bars = bars.iter().enumerate().map(|(at, (count, passed))| Bar {
            label: format!("{}–{}", at * 4, at * 4 + 4),
            count: *count,
            passed: *passed,
        });
        let histogram = Chart::Histogram {
            language: Language::Fr,
            title: "4e A, Maths DS1".to_owned(),
            caption: "17 notes, moyenne 11,2 sur 20".to_owned(),
            bars: bars.collect(),
        };
        let png = typesetter().chart(&histogram).unwrap();
        look_at("histogram.png", || png.clone());
        assert!(png.starts_with(b"\x89PNG"));
        assert!(png.len() < 100_000, "{} bytes", png.len());
    }
}
