//! A sample of everything that is said about what guardians ask to receive.

use carnet::domain::{AbsenceKind, AbsenceSpan, Channel, DigestDay, DigestRhythm, Mark, Maximum, Points, Threshold};
use carnet::phrase::{
    AlertLine, ComingTest, DigestAverage, DigestOfChild, DigestProblem, Phrase, PreferencePhrase, Settings,
};
use jiff::civil::{date, time};

use super::samples::{family_mark, maths, student};

/// Counts that reach every plural form of the three languages.
const COUNTS: [u32; 6] = [0, 1, 2, 3, 11, 100];

fn eight() -> Threshold {
    Threshold::new(Points::literal(800), Maximum::TWENTY).unwrap()
}

pub(crate) fn samples() -> Vec<Phrase> {
    let child = || student("Awa K.");
    let line = family_mark(Mark::Points(Points::literal(650)));
    let alert = |subject| AlertLine { child: child(), subject, threshold: eight() };
    let quiet = Some((time(20, 0, 0, 0), time(7, 0, 0, 0)));
    let weekly = DigestRhythm { day: DigestDay::Week(5), at: time(18, 0, 0, 0) };
    let monthly = |day| DigestRhythm { day: DigestDay::Month(day), at: time(12, 30, 0, 0) };
    let settings = |digest, alerts, quiet| {
        let settings =
            Settings { child: child(), digest, alerts, silent: vec![child()], stopped: vec![Channel::Sms], quiet };
        PreferencePhrase::Settings { settings }
    };
    let again = |changed| PreferencePhrase::AskConsentAgain {
        children: vec![child(), student("Estelle G.")],
        school: "Collège d'Essai".into(),
        version: "2026-12".into(),
        changed,
    };
    let first = date(2026, 12, 1).at(12, 30, 0, 0);
    let mut said = vec![
        PreferencePhrase::Alert { child: child(), line, threshold: eight() },
        PreferencePhrase::AlertSet { alert: alert(None) },
        PreferencePhrase::AlertSet { alert: alert(Some(maths())) },
        PreferencePhrase::AlertHow { child: child(), scale: Maximum::TWENTY },
        PreferencePhrase::AlertOutOfRange { heard: "25".into(), child: child(), scale: Maximum::TWENTY },
        PreferencePhrase::QuietHours { quiet },
        PreferencePhrase::QuietHours { quiet: None },
        settings(None, vec![alert(None), alert(Some(maths()))], quiet),
        settings(Some(weekly), Vec::new(), None),
        PreferencePhrase::NothingNew {},
        PreferencePhrase::WhileAway { child: child(), marks: 1 },
        PreferencePhrase::WhileAway { child: child(), marks: 4 },
        PreferencePhrase::DigestSet { rhythm: weekly, first },
        PreferencePhrase::DigestSet { rhythm: monthly(1), first },
        PreferencePhrase::DigestSet { rhythm: monthly(31), first },
        PreferencePhrase::DigestNotSet { why: DigestProblem::Unread { heard: "25h".into() } },
        PreferencePhrase::DigestNotSet { why: DigestProblem::Daily {} },
        PreferencePhrase::DigestNotSet {
            why: DigestProblem::Quiet { from: time(20, 0, 0, 0), until: time(7, 0, 0, 0) },
        },
        PreferencePhrase::ConfirmWithdrawal { children: vec![child(), student("Estelle G.")] },
        PreferencePhrase::ConsentWithdrawn { children: vec![child()] },
        again(true),
        again(false),
        PreferencePhrase::ConsentRenewed {},
        PreferencePhrase::ConsentIsWithdrawn {},
        PreferencePhrase::ChildrenLeft { children: vec![child()] },
        PreferencePhrase::ChildrenLeft { children: vec![child(), student("Estelle G.")] },
        PreferencePhrase::ConsentStands {},
        PreferencePhrase::ChildrenSilenced { children: vec![child()] },
        PreferencePhrase::ChildrenResumed { children: vec![child(), student("Estelle G.")] },
        PreferencePhrase::DigestEnded { before: true },
        PreferencePhrase::DigestEnded { before: false },
    ];
    for channel in Channel::ALL {
        said.push(PreferencePhrase::ChannelSilenced { channel });
        said.push(PreferencePhrase::ChannelResumed { channel });
        said.push(PreferencePhrase::ChannelUnknown { channel });
    }
    for count in COUNTS {
        said.push(PreferencePhrase::ReadInDigest { families: count });
        let more = DigestOfChild { more: count, more_absences: count, ..of_child(Vec::new()) };
        said.push(PreferencePhrase::Digest { children: vec![more] });
        said.push(PreferencePhrase::AlertsEnded { child: None, count });
        said.push(PreferencePhrase::AlertsEnded { child: Some(child()), count });
    }
    let mut samples: Vec<Phrase> = said.into_iter().map(Phrase::Preference).collect();
    samples.push(digest());
    samples
}

fn of_child(tests: Vec<ComingTest>) -> DigestOfChild {
    DigestOfChild {
        child: student("Awa K."),
        class: "4e A".into(),
        marks: vec![family_mark(Mark::Points(Points::literal(650)))],
        more: 0,
        average: None,
        absences: Vec::new(),
        more_absences: 0,
        tests,
    }
}

/// Several children, with all that a digest can say.
pub(crate) fn digest() -> Phrase {
    let test = ComingTest { subject: maths(), label: "Devoir surveillé 2".into(), date: date(2026, 12, 3) };
    let average = |before, provisional| {
        let (now, scale) = (Points::literal(1250), Maximum::TWENTY);
        Some(DigestAverage { now, before, scale, provisional })
    };
    let hours = Some((time(8, 0, 0, 0), time(10, 0, 0, 0)));
    let away = AbsenceSpan { kind: AbsenceKind::Absent, date: date(2026, 11, 26), hours };
    let one = DigestOfChild { average: average(Some(Points::literal(1175)), true), ..of_child(vec![test]) };
    let two = DigestOfChild {
        child: student("Estelle G."),
        average: average(None, false),
        absences: vec![(away, false), (AbsenceSpan { hours: None, ..away }, true)],
        ..of_child(Vec::new())
    };
    let three = DigestOfChild { average: average(None, true), ..two.clone() };
    let four = DigestOfChild { average: average(Some(Points::literal(900)), false), ..of_child(Vec::new()) };
    Phrase::Preference(PreferencePhrase::Digest { children: vec![one, two, three, four] })
}
