//! A choice as it can be shown: its full title, and a short one with the rest beside it.

use super::voice::Voice;
use crate::domain::Locale;
use crate::phrase::{Choice, Label, Wish};

/// A choice in words.
pub(super) struct Offer {
    pub(super) payload: String,
    /// All that tells it from the others.
    pub(super) title: String,
    /// The same in two parts, where it has two: the name, and what tells it apart.
    pub(super) parts: Option<(String, String)>,
}

pub(super) fn offers(v: &Voice<'_>, choices: &[Choice]) -> Vec<Offer> {
    choices.iter().map(|choice| offer(v, choice)).collect()
}

fn offer(v: &Voice<'_>, choice: &Choice) -> Offer {
    let parts = match &choice.label {
        Label::StudentIn { student, place } => {
            Some((v.clean(v.student(student)).into_owned(), v.clean(place).into_owned()))
        }
        Label::NameIn { name, place } => Some((v.clean(name).into_owned(), v.clean(place).into_owned())),
        _ => None,
    };
    Offer { payload: choice.payload.clone(), title: title(v, &choice.label), parts }
}

fn title(v: &Voice<'_>, label: &Label) -> String {
    let id = match label {
        Label::Yes => "label-yes",
        Label::No => "label-no",
        Label::Save => "label-save",
        Label::Correct => "label-correct",
        Label::Cancel => "label-cancel",
        Label::Undo => "label-undo",
        Label::Approve => "label-approve",
        Label::Refuse => "label-refuse",
        Label::Remind => "label-remind",
        Label::NamelessGuardian => "label-nameless-guardian",
        Label::Send => "label-send",
        Label::TestOnMe => "label-test-on-me",
        Label::AskReading => "label-ask-reading",
        Label::AskComing => "label-ask-coming",
        Label::AskNothing => "label-ask-nothing",
        Label::HowFar => "label-how-far",
        Label::Pause => "label-pause",
        Label::Continue => "label-continue",
        Label::StopSending => "label-stop-sending",
        Label::Move => "label-move",
        Label::Retry => "label-retry",
        Label::WhoAnswered => "label-who-answered",
        Label::AllFamilies => "label-all-families",
        Label::EditText => "label-edit-text",
        Label::WithoutFile => "label-without-file",
        Label::InGroups => "label-in-groups",
        Label::NotInGroups => "label-not-in-groups",
        Label::UnlinkGroup => "label-unlink-group",
        Label::IHaveRead => "label-i-have-read",
        Label::IAmComing => "label-i-am-coming",
        Label::IAmNotComing => "label-i-am-not-coming",
        Label::CloseTerm => "label-close-term",
        Label::Reply => "label-reply",
        Label::EndTalk => "label-end-talk",
        Label::ToOffice => "label-to-office",
        Label::ToTeacher => "label-to-teacher",
        Label::Unlock => "label-unlock",
        Label::ReportTalk => "label-report-talk",
        Label::ReportCard => "label-report-card",
        Label::Office => "label-office",
        Label::OfficeAbout(child) => {
            let office = v.plain("label-office");
            return v.with("label-name-in").text("name", office).text("place", v.clean(child)).say();
        }
        Label::Agree => "label-agree",
        Label::Decline => "label-decline",
        Label::Resume => "label-resume",
        Label::Walk => "label-walk",
        Label::Next => "label-next",
        Label::Help | Label::Wish(Wish::Help) => "label-help",
        Label::MyMarks | Label::Wish(Wish::ReadMarks) => "label-my-marks",
        Label::Publish | Label::Wish(Wish::Publish) => "label-publish",
        Label::Wish(Wish::EnterMarks) => "wish-enter-marks",
        Label::Wish(Wish::Missing) => "wish-missing",
        Label::Wish(Wish::Remind) => "wish-remind",
        Label::Wish(Wish::ClassFigures) => "wish-class-figures",
        Label::Wish(Wish::Averages) => "wish-averages",
        Label::Wish(Wish::Children) => "wish-children",
        Label::Wish(Wish::Language) => "wish-language",
        Label::Wish(Wish::Stop) => "wish-stop",
        Label::Language(Locale::Fr) => "label-language-fr",
        Label::Language(Locale::En) => "label-language-en",
        Label::Language(Locale::Ar) => "label-language-ar",
        // A title stands alone: it needs no isolation, and would pay for it in length.
        Label::Subject(subject) => return v.with("label-subject").text("subject", v.clean(subject)).say(),
        Label::Name(name) => return v.clean(name).into_owned(),
        Label::StudentIn { student, place } => {
            let name = v.clean(v.student(student));
            return v.with("label-name-in").text("name", name).text("place", v.clean(place)).say();
        }
        Label::NameIn { name, place } => {
            return v.with("label-name-in").text("name", v.clean(name)).text("place", v.clean(place)).say();
        }
    };
    v.plain(id)
}
