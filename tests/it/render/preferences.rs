//! A sample of everything that is said about what guardians ask to receive.

use carnet::domain::{Mark, Maximum, Points, Threshold};
use carnet::phrase::{AlertLine, Phrase, PreferencePhrase, Settings};
use jiff::civil::time;

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
    let settings = |alerts, quiet| PreferencePhrase::Settings { settings: Settings { child: child(), alerts, quiet } };
    let mut said = vec![
        PreferencePhrase::Alert { child: child(), line, threshold: eight() },
        PreferencePhrase::AlertSet { alert: alert(None) },
        PreferencePhrase::AlertSet { alert: alert(Some(maths())) },
        PreferencePhrase::AlertHow { child: child(), scale: Maximum::TWENTY },
        PreferencePhrase::AlertOutOfRange { heard: "25".into(), child: child(), scale: Maximum::TWENTY },
        PreferencePhrase::QuietHours { quiet },
        PreferencePhrase::QuietHours { quiet: None },
        settings(vec![alert(None), alert(Some(maths()))], quiet),
        settings(Vec::new(), None),
    ];
    for count in COUNTS {
        said.push(PreferencePhrase::AlertsEnded { child: None, count });
        said.push(PreferencePhrase::AlertsEnded { child: Some(child()), count });
    }
    said.into_iter().map(Phrase::Preference).collect()
}
