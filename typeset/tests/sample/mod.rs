//! A card of each language.

use carnet_typeset::{Columns, Day, Fact, Language, ReportCard, SubjectRow, Templates, Typesetter};

pub(crate) fn typesetter() -> Typesetter {
    let templates = Templates {
        report_card: include_str!("../../../bot-templates/bulletins/report_card.typ").to_owned(),
        chart: include_str!("../../../bot-templates/bulletins/chart.typ").to_owned(),
        statistics: include_str!("../../../bot-templates/bulletins/statistics.typ").to_owned(),
    };
    Typesetter::new(templates).unwrap()
}

fn fact((label, value): (&str, &str)) -> Fact {
    Fact { label: label.to_owned(), value: value.to_owned() }
}

fn facts(pairs: &[(&str, &str)]) -> Vec<Fact> {
    pairs.iter().copied().map(fact).collect()
}

pub(crate) fn card(language: Language, subjects: usize) -> ReportCard {
    match language {
        Language::Fr => french(subjects),
        Language::En => ReportCard { language, ..french(subjects) },
        Language::Ar => arabic(subjects),
    }
}

fn row(at: usize, subject: &str, teacher: &str, appreciation: &str) -> SubjectRow {
    SubjectRow {
        subject: subject.to_owned(),
        teacher: teacher.to_owned(),
        average: format!("1{},{}5", at % 8, at % 10),
        coefficient: (at % 4 + 1).to_string(),
        points: format!("{},50", 20 + at * 3),
        rank: format!("{}", at + 1),
        lowest: "4,50".to_owned(),
        mean: "11,07".to_owned(),
        highest: "17,25".to_owned(),
        appreciation: appreciation.to_owned(),
    }
}

fn french(subjects: usize) -> ReportCard {
    let names = ["Mathématiques", "Français", "Anglais", "Histoire-Géographie", "Physique-Chimie", "SVT", "EPS"];
    ReportCard {
        title: "Bulletin T1 4e A KOUASSI Awa".to_owned(),
        language: Language::Fr,
        issued: Day { year: 2026, month: 12, day: 18 },
        keyword: None,
        school: "Collège Moderne d'Adjamé".to_owned(),
        heading: "Bulletin du 1er trimestre 2026-2027".to_owned(),
        notice: None,
        student: "KOUASSI Awa".to_owned(),
        facts: facts(&[
            ("Classe", "4e A"),
            ("Matricule", "A01"),
            ("Date de naissance", "03/05/2012"),
            ("Effectif", "42, dont 41 classés"),
        ]),
        columns: Columns {
            subject: "Matière, professeur".to_owned(),
            average: "Moyenne /20".to_owned(),
            coefficient: "Coef.".to_owned(),
            points: "Points".to_owned(),
            rank: Some("Rang".to_owned()),
            lowest: "Min.".to_owned(),
            mean: "Moy.".to_owned(),
            highest: "Max.".to_owned(),
            appreciation: "Appréciation".to_owned(),
        },
        subjects: (0..subjects).map(|at| row(at, names[at % names.len()], "M. KOFFI", "Assez bien")).collect(),
        totals: SubjectRow {
            subject: "Totaux".to_owned(),
            coefficient: "24".to_owned(),
            points: "312,50".to_owned(),
            ..SubjectRow::default()
        },
        results: facts(&[
            ("Moyenne générale", "13,02/20"),
            ("Rang", "2e ex æquo sur 41"),
            ("Appréciation", "Assez bien"),
            ("Distinction", "Tableau d'honneur"),
        ]),
        class: facts(&[
            ("Moyenne de la classe", "11,74"),
            ("La plus basse", "6,61"),
            ("La plus haute", "16,75"),
            ("Médiane", "12,61"),
            ("À 10 ou plus", "81,82 %"),
        ]),
        attendance: facts(&[("Absences justifiées", "4 h"), ("Absences non justifiées", "2 h")]),
        year: facts(&[("T1", "12,50"), ("T2", "11,25"), ("T3", "13,02"), ("Moyenne annuelle", "12,21/20")]),
        remarks: facts(&[("Avis du conseil de classe", "")]),
        signatures: ["Le professeur principal", "Le chef d'établissement (cachet)", "Le parent"]
            .map(str::to_owned)
            .to_vec(),
        rules: "Moyennes sur 20, arrondies au centième, moitié vers le haut ; moyenne générale sur les moyennes \
                imprimées ; absence justifiée non comptée ; absence non justifiée et non rendu : 0."
            .to_owned(),
        version: "Version 1 du 18/12/2026".to_owned(),
        sheet: "Page".to_owned(),
        check: "Code 7K3M-Q4TX-92LP-AB5C, à vérifier sur carnet.example.org/v".to_owned(),
        link: Some(fact(("Vérifier ce bulletin :", "https://carnet.example.org/v/7K3MQ4TX92LPAB5C"))),
    }
}

fn arabic(subjects: usize) -> ReportCard {
    let names = ["الرياضيات", "اللغة العربية", "اللغة الفرنسية", "التاريخ والجغرافيا", "الفيزياء والكيمياء"];
    ReportCard {
        title: "كشف النقط".to_owned(),
        language: Language::Ar,
        school: "إعدادية ابن خلدون".to_owned(),
        heading: "كشف نقط الدورة الأولى 2026-2027".to_owned(),
        student: "ياسمين العمراني".to_owned(),
        facts: facts(&[
            ("القسم", "3/2"),
            ("رقم التلميذ", "A01"),
            ("تاريخ الازدياد", "03/05/2012"),
            ("عدد التلاميذ", "42، منهم 41 مرتبون"),
        ]),
        columns: Columns {
            subject: "المادة والأستاذ".to_owned(),
            average: "المعدل".to_owned(),
            coefficient: "المعامل".to_owned(),
            points: "المجموع".to_owned(),
            rank: Some("الرتبة".to_owned()),
            lowest: "الأدنى".to_owned(),
            mean: "المتوسط".to_owned(),
            highest: "الأعلى".to_owned(),
            appreciation: "ملاحظة".to_owned(),
        },
        subjects: (0..subjects).map(|at| row(at, names[at % names.len()], "ذ. بنعلي", "مستحسن")).collect(),
        totals: SubjectRow {
            subject: "المجموع".to_owned(),
            coefficient: "24".to_owned(),
            points: "312,50".to_owned(),
            ..SubjectRow::default()
        },
        results: facts(&[("المعدل العام", "13,02/20"), ("الرتبة", "2 من 41"), ("التنويه", "لوحة الشرف")]),
        class: facts(&[("معدل القسم", "11,74"), ("الأدنى", "6,61"), ("الأعلى", "16,75"), ("نسبة النجاح", "81,82 %")]),
        attendance: Vec::new(),
        year: Vec::new(),
        remarks: facts(&[("رأي مجلس القسم", "")]),
        signatures: ["الأستاذ الرئيسي", "مدير المؤسسة (الخاتم)", "ولي الأمر"].map(str::to_owned).to_vec(),
        rules: "المعدلات على 20، مدورة إلى جزء من المئة؛ الغياب المبرر لا يحتسب؛ الغياب غير المبرر: 0.".to_owned(),
        version: "النسخة 1 بتاريخ 18/12/2026".to_owned(),
        sheet: "Page".to_owned(),
        check: "الرمز 7K3M-Q4TX-92LP-AB5C، للتحقق: carnet.example.org/v".to_owned(),
        ..french(0)
    }
}
