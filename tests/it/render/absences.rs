//! A sample of everything that is said about absences.

use carnet::domain::{AbsenceKind, AbsenceSpan, Attendance};
use carnet::phrase::{AbsenceLine, AbsencePhrase, AbsenceProblem, Away, ChildAbsences, ClassAway, Phrase, StudentAway};
use jiff::civil::{date, time};

use super::samples::student;

/// Counts that reach every plural form of the three languages.
const COUNTS: [u32; 6] = [0, 1, 2, 3, 11, 100];

fn span(kind: AbsenceKind, whole: bool) -> AbsenceSpan {
    let hours = (!whole).then_some((time(8, 0, 0, 0), time(10, 0, 0, 0)));
    AbsenceSpan { kind, date: date(2026, 11, 26), hours }
}

pub(crate) fn samples() -> Vec<Phrase> {
    let (away, late) = (span(AbsenceKind::Absent, false), span(AbsenceKind::Late, false));
    let day = span(AbsenceKind::Absent, true);
    let class = || "4e A".to_owned();
    let child = || student("Awa K.");
    let line = |student, span, announced| AbsenceLine { student, span, announced };
    let sum = |lates| Attendance { justified_minutes: 90, unjustified_minutes: 180, lates };
    let mut said = vec![
        AbsencePhrase::How { class: Some(class()) },
        AbsencePhrase::How { class: None },
        AbsencePhrase::Refused {
            problems: vec![
                AbsenceProblem { heard: "Zorro".into(), candidates: Vec::new() },
                AbsenceProblem { heard: "Kouassi".into(), candidates: vec![child(), student("Aya K.")] },
            ],
        },
        AbsencePhrase::MarkedBefore,
        AbsencePhrase::Mistaken { child: child(), span: away },
        AbsencePhrase::OfChildren {
            children: vec![
                ChildAbsences { child: child(), sum: sum(2), latest: vec![(away, false), (late, false), (day, true)] },
                ChildAbsences { child: student("Estelle G."), sum: Attendance::default(), latest: Vec::new() },
            ],
        },
        AbsencePhrase::OfClass { class: class(), students: Vec::new() },
        AbsencePhrase::NobodyAway { class: class() },
        AbsencePhrase::OfDay { date: day.date, classes: Vec::new() },
        AbsencePhrase::OfDays { days: vec![(day.date, Vec::new()), (date(2026, 11, 27), Vec::new())] },
        AbsencePhrase::OneByOne { child: Some(child()) },
        AbsencePhrase::OneByOne { child: None },
        AbsencePhrase::ConfirmComes { child: child(), days: vec![day.date] },
        AbsencePhrase::WhoComes { children: vec![child(), student("Estelle G.")] },
        AbsencePhrase::NothingAnnounced {},
        AbsencePhrase::ComesOf { student: student("KOUASSI Awa"), class: class(), days: vec![day.date] },
        AbsencePhrase::NoReason { student: student("KOUASSI Awa"), day: None },
        AbsencePhrase::NoReason { student: student("KOUASSI Awa"), day: Some(day.date) },
        AbsencePhrase::ReasonNotAccepted { child: child(), days: vec![day.date], school: "Collège d'Essai".into() },
    ];
    said.extend([None, Some("malade".to_owned())].map(|reason| {
        let (student, days) = (student("KOUASSI Awa"), vec![day.date]);
        AbsencePhrase::ConfirmRefusal { student, days, reason }
    }));
    for (absent, lates) in [(1, 0), (0, 1), (2, 2), (3, 3), (11, 0)] {
        let one = |span, announced| StudentAway { student: student("KOUASSI Awa"), span, announced };
        let noted = (0..absent).map(|at| one((at % 2 == 0).then_some(away), at % 2 == 1));
        let students: Vec<_> = noted.chain((0..lates).map(|_| one(Some(late), false))).collect();
        said.push(AbsencePhrase::OfDay { date: day.date, classes: vec![ClassAway { class: class(), students }] });
    }
    for span in [away, late, day] {
        said.push(AbsencePhrase::Told { child: child(), span, school: "Collège d'Essai".into() });
    }
    for (past, reason) in [(false, Some("malade".to_owned())), (true, None)] {
        let away = Away { days: vec![day.date], late: false, at: None };
        for others in [Vec::new(), vec![student("Estelle G.")]] {
            let (child, away, reason) = (child(), away.clone(), reason.clone());
            said.push(AbsencePhrase::ConfirmNotice { child, others, away, reason, past });
        }
        said.push(AbsencePhrase::NoticeOf { student: student("KOUASSI Awa"), class: class(), away, reason });
    }
    let days: Vec<_> = std::iter::successors(Some(day.date), |day| day.tomorrow().ok()).take(4).collect();
    for (days, late, at) in [
        (days.clone(), false, None),
        (days[..2].to_vec(), false, None),
        (days[..1].to_vec(), true, None),
        (days[..1].to_vec(), true, Some(time(9, 0, 0, 0))),
    ] {
        let away = Away { days, late, at };
        let (away_too, others) = (away.clone(), Vec::new());
        said.push(AbsencePhrase::ConfirmNotice { child: child(), others, away: away_too, reason: None, past: false });
        said.push(AbsencePhrase::NoticeOf { student: student("KOUASSI Awa"), class: class(), away, reason: None });
    }
    for count in COUNTS {
        let lines = vec![line(student("KOUASSI Awa"), away, false), line(student("YAO Kofi"), late, true)];
        let lines = if count == 1 { lines[..1].to_vec() } else { lines };
        said.push(AbsencePhrase::Preview { class: class(), lines, families: count });
        let from = (count == 2).then_some(time(7, 0, 0, 0));
        said.push(AbsencePhrase::Marked { class: class(), count: count.max(1), families: count, from });
        said.push(AbsencePhrase::TakenBack { count, families: count });
        let away = Away { days: vec![day.date], late: false, at: None };
        let others = if count == 2 { vec![student("Estelle G.")] } else { Vec::new() };
        said.push(AbsencePhrase::Noticed { child: child(), others, away, justified: count, people: count });
        let days = vec![day.date];
        said.push(AbsencePhrase::ReasonRefused {
            student: student("KOUASSI Awa"),
            days: days.clone(),
            absences: count,
            families: count,
        });
        said.push(AbsencePhrase::Comes { child: child(), days, people: count });
        said.push(AbsencePhrase::OfClass { class: class(), students: vec![(student("KOUASSI Awa"), sum(count))] });
    }
    said.into_iter().map(Phrase::Absence).collect()
}
