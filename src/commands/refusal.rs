//! From a reason to the sentence that explains it: what was understood, what is wrong, an example.

use super::CommandError;
use super::offer;
use super::turn::{Turn, name_of};
use super::understand::{Intent, Interpretation, Pick, Reason, Speaker};
use crate::domain::{Action, StudentName, can};
use crate::phrase::{
    AssessmentLabel, ChildLine, Example, Feature, Guide, OfficeWish, Phrase, PrintNews, StudentLabel, SubjectLabel,
    TeachersWish,
};

/// Words of theirs that we repeat at most.
const HEARD: usize = 60;

/// What they wrote, shortened between characters, for repeating it to them.
pub(super) fn heard(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(HEARD) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Understood; whether this person may ask it or the school has not switched it on, nothing is done.
pub(super) fn not_switched_on(
    turn: &mut Turn<'_>,
    intent: Intent,
    meaning: &Interpretation,
) -> Result<(), CommandError> {
    if meaning.reason == Some(Reason::NotAllowed) {
        let phrase = explain(turn, meaning, "", None);
        return turn.say(phrase);
    }
    if let Some(wish) = office_wish(intent).filter(|_| can(turn.cause.actor, Action::Administer)) {
        return turn.say(Phrase::Guide(Guide::ElsewhereDone { wish }));
    }
    let what = match intent {
        Intent::AverageView | Intent::ProgressView | Intent::MarkExplain => Feature::Average,
        Intent::ReportPdf => Feature::ReportCard,
        Intent::MessageParent | Intent::MessageTeacher | Intent::OfficeHours | Intent::MarkDispute => {
            Feature::Conversation
        }
        Intent::AlertSet | Intent::AlertOff | Intent::DigestSet | Intent::DigestOff | Intent::DigestView => {
            Feature::Alerts
        }
        Intent::AbsenceMark | Intent::AbsenceReport => Feature::Absences,
        Intent::ClassStats | Intent::StudentSummary | Intent::SchoolStats => Feature::Statistics,
        Intent::MarkImportFile | Intent::RosterImport => Feature::Files,
        Intent::DataExport | Intent::DataErase | Intent::DataAccessLog => Feature::PersonalData,
        Intent::EventsView => Feature::Assessments,
        Intent::AppreciationSet => Feature::Appreciations,
        _ => Feature::SchoolAdministration,
    };
    turn.say(Phrase::NotSwitchedOn { what })
}

/// What whoever runs the school does elsewhere.
fn office_wish(intent: Intent) -> Option<OfficeWish> {
    match intent {
        Intent::LinkCodeIssue => Some(OfficeWish::Codes),
        Intent::TeacherInvite | Intent::TeacherRevoke | Intent::StudentArchive | Intent::RosterImport => {
            Some(OfficeWish::Roll)
        }
        Intent::AuditView => Some(OfficeWish::Journal),
        _ => None,
    }
}

/// An example that fits the speaker.
pub(super) fn example(turn: &Turn<'_>) -> Example {
    if turn.staff().is_some() && !turn.writes_marks() {
        // Whoever gives no marks is shown what they may ask.
        let class = turn.index.school().classes.first().filter(|_| turn.reads_marks());
        return class.map_or(Example::Help, |class| Example::ClassAverage { class: class.label.clone() });
    }
    if turn.staff().is_some() {
        let examples = offer::own_assessments(turn).filter_map(|assessment| {
            let student = turn.index.people().find(|student| student.class == assessment.class)?;
            Some(Example::Mark { student: spoken(&name_of(student)), assessment: short_name(assessment) })
        });
        return examples.take(1).next().unwrap_or(Example::Help);
    }
    match turn.links.first() {
        Some(child) => Example::Marks { child: first_name(&child.name) },
        None if turn.guardian.is_some() => Example::Help,
        None => Example::Link,
    }
}

/// A student's name as people say it: the first name first.
pub(super) fn spoken(name: &StudentName) -> StudentLabel {
    StudentLabel { name: format!("{} {}", name.first, name.last), ar: name.arabic.clone() }
}

/// The first name alone: enough for a family.
pub(super) fn first_name(name: &StudentName) -> StudentLabel {
    let arabic = name.arabic.as_deref().and_then(|name| name.split(' ').next());
    StudentLabel { name: name.first.clone(), ar: arabic.map(str::to_owned) }
}

/// The shortest thing people call an assessment by.
pub(super) fn short_name(assessment: &super::understand::AssessmentView) -> String {
    let aliases = assessment.aliases.iter().min_by_key(|alias| alias.chars().count());
    aliases.unwrap_or(&assessment.label).clone()
}

/// The sentence for a value or a name that cannot be used.
pub(super) fn explain(
    turn: &Turn<'_>,
    meaning: &Interpretation,
    text: &str,
    assessment: Option<&AssessmentLabel>,
) -> Phrase {
    let value = meaning.slots.given.as_ref().map_or_else(|| heard(text), |given| given.heard.clone());
    match (meaning.reason, assessment) {
        (Some(Reason::OutOfRange), _) if value.trim_start().starts_with(['-', '−']) => {
            Phrase::BelowZero { heard: value }
        }
        (Some(Reason::OutOfRange), Some(assessment)) => {
            Phrase::AboveMaximum { heard: value, maximum: assessment.maximum }
        }
        (Some(Reason::ScaleMismatch), Some(assessment)) => {
            Phrase::ScaleMismatch { heard: value, assessment: assessment.clone() }
        }
        (Some(Reason::TooPrecise), _) => Phrase::TooPrecise { heard: value },
        (Some(Reason::MalformedValue | Reason::LooksLikeValue | Reason::SeveralValues | Reason::OutOfRange), _) => {
            Phrase::UnreadableValue { heard: value }
        }
        (Some(Reason::UnknownStudent), _) => unknown_student(turn, meaning, text),
        (Some(Reason::NotInClass), _) => not_in_class(turn, meaning, text),
        (Some(Reason::UnknownAssessment), _) => Phrase::UnknownAssessment {
            heard: heard_of(meaning.slots.assessment.as_ref()),
            known: known_assessments(turn),
        },
        (Some(Reason::UnknownClass), _) => Phrase::UnknownClass {
            heard: heard_of(meaning.slots.class.as_ref()).unwrap_or_else(|| heard(text)),
            known: known_classes(turn),
        },
        (Some(Reason::TooBroad), _) => Phrase::Guide(Guide::TooBroadToDelete {}),
        (Some(Reason::NotAllowed), _) => not_allowed(turn, meaning),
        _ => Phrase::NotUnderstood { heard: heard(text), example: example(turn) },
    }
}

fn unknown_student(turn: &Turn<'_>, meaning: &Interpretation, text: &str) -> Phrase {
    match &meaning.slots.student {
        Some(Pick::Unknown { heard, nearest }) if turn.staff().is_some() => {
            Phrase::UnknownStudent { heard: heard.clone(), nearest: turn.student_names(nearest) }
        }
        // A family gets the same answer for a child of others as for a child that does not exist.
        Some(Pick::Unknown { heard, .. }) => Phrase::NotYourChild { heard: heard.clone() },
        _ => Phrase::UnknownStudent { heard: heard(text), nearest: Vec::new() },
    }
}

/// Where those who can be meant are, in place of the class that was named.
fn not_in_class(turn: &Turn<'_>, meaning: &Interpretation, text: &str) -> Phrase {
    let students = match &meaning.slots.student {
        Some(Pick::One(id) | Pick::Near { id, .. }) => vec![*id],
        Some(Pick::Several(ids) | Pick::All(ids)) => ids.clone(),
        _ => Vec::new(),
    };
    let known = students.iter().filter_map(|id| turn.student(*id));
    let students: Vec<ChildLine> = known
        .map(|student| ChildLine { name: turn.student_name(student.id), class: turn.class_label(student.class) })
        .collect();
    match meaning.slots.class.as_ref().and_then(Pick::single) {
        Some(class) if !students.is_empty() => Phrase::NotInClass { class: turn.class_label(class), students },
        _ => unknown_student(turn, meaning, text),
    }
}

/// There is no such term this year; so is another year, where only this one can be meant.
pub(super) fn no_such_term(turn: &Turn<'_>, heard: &str) -> Phrase {
    let terms = turn.index.school().terms.iter().map(|term| term.code.clone()).collect();
    Phrase::Print(PrintNews::NoSuchTerm { heard: heard.to_owned(), terms })
}

/// What this person may not ask: a stranger is told how to become known.
pub(super) fn forbidden(turn: &Turn<'_>) -> Phrase {
    match turn.index.speaker() {
        Speaker::Stranger => Phrase::StrangerWelcome { school: turn.cause.school.name.clone() },
        Speaker::Staff(_) | Speaker::Guardian(_) => Phrase::NotAllowed,
    }
}

/// What a family may not do because it is the teachers': it is told what was understood.
fn teachers_only(intent: Intent) -> Option<TeachersWish> {
    Some(match intent {
        Intent::MarkDelete | Intent::AssessmentDelete => TeachersWish::Delete,
        Intent::Publish => TeachersWish::Publish,
        Intent::AssessmentCreate | Intent::AssessmentUpdate => TeachersWish::Assessment,
        _ if intent.writes_marks() => TeachersWish::Mark,
        _ => return None,
    })
}

pub(super) fn not_allowed(turn: &Turn<'_>, meaning: &Interpretation) -> Phrase {
    let of_family = matches!(turn.index.speaker(), Speaker::Guardian(_));
    if let Some(wish) = teachers_only(meaning.intent).filter(|_| of_family) {
        return Phrase::Guide(Guide::TeachersOnly { wish });
    }
    // Announcements, reminders, terms are of no course: the right to make one is what is missing.
    if turn.staff().is_none() || !(meaning.intent.writes_marks() || reads_a_course(meaning.intent)) {
        return forbidden(turn);
    }
    let subject = meaning.slots.subject.as_ref().or(meaning.slots.refused.as_ref());
    let known = subject.and_then(Pick::single).and_then(|id| turn.subject_label(id));
    // A subject that the school does not have is repeated as it was written.
    let as_heard = |heard: String| SubjectLabel { fr: heard.clone(), en: heard.clone(), ar: heard };
    let subject = known.or_else(|| heard_of(subject).map(as_heard));
    let class = meaning.slots.class.as_ref().and_then(Pick::single).map(|id| turn.class_label(id));
    Phrase::NotYourCourse { subject, class }
}

fn reads_a_course(intent: Intent) -> bool {
    matches!(intent, Intent::ClassStats | Intent::MarksMissing | Intent::ExportClass | Intent::StudentSummary)
}

fn heard_of<Id>(pick: Option<&Pick<Id>>) -> Option<String> {
    match pick {
        Some(Pick::Unknown { heard, .. } | Pick::Near { heard, .. }) => Some(heard.clone()),
        _ => None,
    }
}

/// Assessments of the speaker's own courses, newest last, a handful.
pub(super) fn known_assessments(turn: &Turn<'_>) -> Vec<String> {
    let named = offer::own_assessments(turn).map(|one| format!("{} ({})", one.label, turn.class_label(one.class)));
    named.take(8).collect()
}

fn known_classes(turn: &Turn<'_>) -> Vec<String> {
    let Some(staff) = turn.staff() else { return Vec::new() };
    let mut labels: Vec<String> = staff.courses.iter().map(|course| turn.class_label(course.class)).collect();
    labels.sort();
    labels.dedup();
    labels
}
