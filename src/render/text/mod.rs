//! The text of a phrase: which messages, with which arguments, in which order. One function per phrase that needs more
//! than one line; the words are in `bot-templates/messages`.

mod absence;
mod absence_notice;
mod access;
mod approval;
mod assessments;
mod averages;
mod broadcast;
mod closing;
mod conversation;
mod digest;
mod family;
mod general;
mod guide;
mod list;
mod missing;
mod operator;
mod preference;
mod print;
mod publish;
mod question;
mod refusal;
mod report_card;
mod revised;
mod teacher;
mod year;

#[cfg(feature = "typeset")]
#[cfg(feature = "typeset")]
pub(super) use absence::duration;
pub(super) use absence::told;
#[cfg(feature = "typeset")]
pub(super) use averages::year_before;
pub(super) use broadcast::announcement;
pub(super) use conversation::said_by;
pub(super) use digest::{children as digest_children, counts as digest_counts};
pub(super) use family::family_mark;
#[cfg(feature = "typeset")]
pub(super) use print::{brought, in_subject, when};
#[cfg(feature = "typeset")]
pub(super) use year::decision;

use super::clean;
use super::voice::Voice;
use crate::domain::{Channel, Locale};
use crate::phrase::{ApprovalStanding, ClassFile, OfSchool, Phrase};

/// What `phrase` says, ready to be laid out.
pub(super) fn of(v: &Voice<'_>, phrase: &Phrase) -> String {
    let said = say(v, phrase);
    let text = clean::single_stops(&said);
    match (v.locale(), v.channel()) {
        (Locale::Ar, Channel::WhatsApp | Channel::Telegram | Channel::Email) => clean::right_to_left(&text),
        _ => text.into_owned(),
    }
}

#[expect(clippy::too_many_lines, reason = "a table: one arm per phrase")]
fn say(v: &Voice<'_>, phrase: &Phrase) -> String {
    match phrase {
        Phrase::OfSchool(OfSchool { school, said }) => {
            format!("{}\n{}", v.with("of-school").name("school", school).say(), say(v, said))
        }
        Phrase::StrangerWelcome { school } => v.with("stranger-welcome").name("school", school).say(),
        Phrase::HelpTeacher { name, student, assessment, class, subject, heads } => {
            let help = general::help_teacher(v, name, student.as_ref(), subject.as_ref(), [assessment, class]);
            general::with_help_of_head(v, help, heads.as_deref())
        }
        Phrase::HelpGuardian { children } => general::help_guardian(v, children),
        Phrase::HelpAdmin { name, class } => general::help_admin(v, name, class.as_deref()),
        Phrase::HelpSecretary { name } => v.with("help-secretary").name("name", name).say(),
        Phrase::Greeting { name: None } => v.plain("greeting"),
        Phrase::Greeting { name: Some(name) } => v.with("greeting-name").name("name", name).say(),
        Phrase::Thanks => v.plain("thanks"),
        Phrase::NotUnderstood { heard, example } => general::not_understood(v, heard, example),
        Phrase::NotSwitchedOn { what } => general::not_switched_on(v, *what),
        Phrase::NotAllowed => v.plain("not-allowed"),
        Phrase::CannotRead { what } => general::cannot_read(v, *what),
        Phrase::SheetRefused { why } => crate::render::sheet::refused(v, why),
        Phrase::ClassFile(ClassFile::ToFill { class, subject }) => {
            v.with("class-sheet").name("class", class).name("subject", v.subject(subject)).say()
        }
        Phrase::ClassFile(ClassFile::Export { class, term }) => {
            v.with("class-export").name("class", class).name("term", term).say()
        }
        Phrase::Document { caption, .. } => say(v, caption),
        Phrase::Sorry => v.plain("sorry"),
        Phrase::PrivateOnly => v.plain("private-only"),
        Phrase::WhichLanguage => v.plain("which-language"),
        Phrase::LanguageSet { locale } => general::language_set(v, *locale),
        Phrase::LanguageOrSubject => v.plain("language-or-subject"),
        Phrase::Stopped => v.plain("stopped"),
        Phrase::Resumed => v.plain("resumed"),
        Phrase::NothingToConfirm => v.plain("nothing-to-confirm"),
        Phrase::QuestionExpired => v.plain("question-expired"),
        Phrase::Cancelled => v.plain("cancelled"),
        Phrase::NothingToUndo => v.plain("nothing-to-undo"),
        Phrase::PleaseYesOrNo => v.plain("please-yes-or-no"),
        Phrase::PleaseChoose { most } => v.with("please-choose").count("most", *most).say(),
        Phrase::AskAgain => v.plain("ask-again"),
        Phrase::WhichSchool => v.plain("which-school"),
        Phrase::SchoolChosen { school } => v.with("school-chosen").name("school", school).say(),
        Phrase::Suspended { school } => v.with("suspended").name("school", school).say(),
        Phrase::Operator(news) => operator::news(v, news),
        Phrase::Broadcast(phrase) => broadcast::say(v, phrase),
        Phrase::Absence(phrase) => absence::say(v, phrase),
        Phrase::Conversation(phrase) => conversation::say(v, phrase),
        Phrase::Preference(phrase) => preference::say(v, phrase),

        Phrase::AskConsent { child, school, version } => {
            v.with("ask-consent").student("child", child).name("school", school).name("version", version).say()
        }
        Phrase::CodeRefused => v.plain("code-refused"),
        Phrase::CodeMissing => v.plain("code-missing"),
        Phrase::ConsentThanks { child, school } => {
            v.with("consent-thanks").student("child", child).name("school", school).say()
        }
        Phrase::ConsentDeclined => v.plain("consent-declined"),
        Phrase::StaffLinked { name, school } => v.with("staff-linked").name("name", name).name("school", school).say(),
        Phrase::NoChildLinked => v.plain("no-child-linked"),
        Phrase::ChildList { children } => general::child_list(v, children),

        Phrase::MarkSaved { student, class, assessment, old, new } => {
            teacher::mark_saved(v, student, class, assessment, *old, *new)
        }
        Phrase::ConfirmMark { student, class, assessment, old, new, why } => {
            teacher::confirm_mark(v, (student, class), assessment, *old, *new, why)
        }
        Phrase::MarkCorrected { student, assessment, old, new, families, later, from } => {
            teacher::mark_corrected(v, student, assessment, (*old, *new), (*families, *later, *from))
        }
        Phrase::ListPreview { class, assessment, lines, problems, oddities, figures, absent_from_list } => {
            list::preview(v, (class, assessment), lines, (problems, oddities), figures, absent_from_list)
        }
        Phrase::SendLines { class, assessment, students } => list::send_lines(v, class, assessment, students),
        Phrase::ListSaved { class, assessment, count, corrected, families, later, from } => {
            list::saved(v, class, assessment, (*count, *corrected), (*families, *later, *from))
        }
        Phrase::ListRefused { problems } => list::refused(v, problems),
        Phrase::CountMismatch { marks, students } => list::count_mismatch(v, *marks, *students),
        Phrase::Undone { class, assessment, count, kept, student, now } => {
            teacher::undone(v, (class, assessment), (*count, *kept), student.as_ref(), *now)
        }
        Phrase::ConfirmTakeBack { class, assessment, edited, one, count } => {
            let one = one.as_ref().map(|(student, mark)| (student, *mark));
            revised::confirm_take_back(v, class, assessment, *edited, one, *count)
        }
        Phrase::AlreadyPublished { class, assessment, student, count } => {
            revised::already_published(v, class, assessment, student.as_ref(), *count)
        }
        Phrase::MarkDeleted { student, assessment, old, families, later, from } => {
            teacher::mark_deleted(v, student, assessment, *old, (*families, *later, *from))
        }
        Phrase::ConfirmDelete { student, assessment, old, published } => {
            teacher::confirm_delete(v, student, assessment, *old, *published)
        }
        Phrase::NoSuchMark { student, assessment } => teacher::no_such_mark(v, student, assessment),
        Phrase::OldValueDiffers { student, assessment, stated, found } => {
            teacher::old_value_differs(v, student, assessment, *stated, *found)
        }
        Phrase::ConfirmPublish { class, assessment, marks, without_points, missing, families, reachable } => {
            let numbers = publish::Numbers {
                marks: *marks,
                without_points: *without_points,
                families: *families,
                reachable: *reachable,
            };
            publish::confirm(v, class, assessment, &numbers, missing)
        }
        Phrase::Published { class, assessment, marks, families, held, from } => {
            publish::published(v, (class, assessment), (*marks, *families), (*held, *from))
        }
        Phrase::Unpublished { class, assessment, marks, families } => {
            publish::unpublished(v, class, assessment, *marks, *families)
        }
        Phrase::ApprovalRequested { class, assessment, correction, people } => {
            approval::requested(v, class, assessment, *correction, *people)
        }
        Phrase::ApprovalAsked { by, class, assessment, correction, lines, missing, changed } => {
            approval::asked(v, by, (class, assessment), *correction, lines, (missing, *changed))
        }
        Phrase::ApprovalSettled { by, class, assessment, correction, outcome, marks, families } => {
            approval::settled(v, by.as_deref(), (class, assessment), *correction, *outcome, (*marks, *families))
        }
        Phrase::ApprovalStands(ApprovalStanding::SettledBefore) => v.plain("approval-settled-before"),
        Phrase::ApprovalStands(ApprovalStanding::Open) => v.plain("approval-open"),
        Phrase::NothingToPublish { class, assessment } => publish::nothing(v, class, assessment),
        Phrase::TermClosed { term } => v.with("term-closed").name("term", term).say(),
        Phrase::ConfirmClosing { plan } => closing::confirm(v, plan),
        Phrase::TermIsClosed(closed) => closing::closed(v, closed),
        Phrase::TermReopened { class, term, other_weights } => closing::reopened(v, class, term, other_weights),
        Phrase::ReasonMissing { class, term } => closing::of_class(v, "reason-missing", class, term),
        Phrase::TermNotClosed { class, term } => closing::of_class(v, "term-not-closed", class, term),
        Phrase::MissingMarks { groups } => missing::marks(v, groups),
        Phrase::NothingMissing => v.plain("nothing-missing"),
        Phrase::MissingReminder { name, groups, more } => missing::reminder(v, name, groups, *more),
        Phrase::MissingSummary { teachers } => missing::summary(v, teachers),
        Phrase::ConfirmRemind(asked) => missing::confirm(v, asked),
        Phrase::Reminded { teachers, unreached } => missing::reminded(v, *teachers, *unreached),
        Phrase::AssessmentFigures { figures } => averages::of_assessment(v, figures),
        Phrase::ClassFigures { figures } => averages::of_class(v, figures),

        Phrase::Which { what, heard } => question::which(v, *what, heard.as_deref()),

        Phrase::AboveMaximum { heard, maximum } => refusal::above_maximum(v, heard, *maximum),
        Phrase::BelowZero { heard } => refusal::value(v, "below-zero", heard),
        Phrase::UnreadableValue { heard } => refusal::value(v, "unreadable-value", heard),
        Phrase::TooPrecise { heard } => refusal::value(v, "too-precise", heard),
        Phrase::ScaleMismatch { heard, assessment } => refusal::scale(v, heard, assessment),
        Phrase::UnknownStudent { heard, nearest } => refusal::student(v, heard, nearest),
        Phrase::NotInClass { class, students } => refusal::not_in_class(v, class, students),
        Phrase::UnknownAssessment { heard, known } => refusal::assessment(v, heard.as_deref(), known),
        Phrase::UnknownClass { heard, known } => refusal::class(v, heard, known),
        Phrase::NotYourCourse { subject, class } => refusal::course(v, subject.as_ref(), class.as_deref()),
        Phrase::NotYourChild { heard } => v.with("not-your-child").name("heard", heard).say(),

        Phrase::Marks { children } => family::marks(v, children),
        Phrase::NewMark { child, line } => family::new_mark(v, child, line),
        Phrase::MarkChanged { child, line, old, out_of } => family::mark_changed(v, child, line, (*old, *out_of)),
        Phrase::MarkWithdrawn { child, line } => family::mark_withdrawn(v, child, line),
        Phrase::Averages { children } => averages::of_children(v, children),
        Phrase::AveragesUnavailable => v.plain("averages-unavailable"),
        Phrase::ReportCard { card } => report_card::of_child(v, card),
        Phrase::Print(news) => print::news(v, news),
        Phrase::Guide(guide) => guide::say(v, guide),
        Phrase::Assessment(phrase) => assessments::say(v, phrase),
        Phrase::Year(phrase) => year::say(v, phrase),
        Phrase::Access(phrase) => access::say(v, phrase),
    }
}
