//! One message's handling: what is known, what is remembered, what is said.

use jiff::civil::Time;
use std::sync::Arc;

use super::desk::Letters;
use super::dialogue::{Ask, Memory, Picked, Source, TakesBack};
use super::press::Press;
use super::understand::{CourseView, Dialogue, Index, Intent, OptionRef, Pending, Speaker, StaffScope, StudentView};
use super::{CommandError, walk};
use crate::actions::{ActionError, Cause, Recorded, assessment_label};
use crate::domain::{
    AccountId, Action, Actor, AssessmentId, Carriers, ChangeSetId, Channel, ClassId, ContactId, ConversationId,
    GuardianId, Locale, MarkId, MessageClass, MessageId, PendingId, ResultId, StudentId, StudentName, SubjectId,
    Timestamp, can, fold,
};
use crate::phrase::{Choice, Label, OfSchool, Phrase, PreferencePhrase, Say, SheetWords, StudentLabel, SubjectLabel};
use crate::store::{Assessment, KnownChild, NewMessage, Topic, Tx};

/// Beside more of them (WhatsApp) none is put.
const BUTTONS: usize = 3;

/// Everything a command works with.
pub(super) struct Turn<'t> {
    pub(super) tx: &'t mut Tx,
    pub(super) cause: Cause<'t>,
    pub(super) account: &'t AccountId,
    pub(super) channel: Channel,
    pub(super) contact: ContactId,
    /// The guardian behind this contact, also when they are staff as well.
    pub(super) guardian: Option<GuardianId>,
    /// The children that guardian may see, with what that rests on.
    pub(super) links: &'t [KnownChild],
    /// How staff are addressed.
    pub(super) name: Option<String>,
    /// The language they chose.
    pub(super) chosen: Option<Locale>,
    /// The language of what they wrote last.
    pub(super) heard: Option<Locale>,
    /// What the school's file says that they read.
    pub(super) filed: Option<Locale>,
    pub(super) index: Arc<Index>,
    /// What staff may name as the guardian they are, too.
    pub(super) family: Option<Arc<Index>>,
    pub(super) memory: Memory,
    /// What the accounts can carry.
    pub(super) carriers: &'t Carriers,
    /// What stands in files of ours, in the order of [`Locale::ALL`].
    pub(super) words: &'t [SheetWords; 3],
    /// What cannot be printed of a name.
    pub(super) letters: Letters,
    /// The provider's id of what is being answered.
    pub(super) message: &'t str,
    /// The message whose wording is acted on.
    pub(super) source: Source,
    pub(super) spoken: u32,
    /// What they write is for this thread.
    pub(super) talking: Option<ConversationId>,
    /// The message of ours that is quoted, as the provider knows it in this account.
    pub(super) quotes: Option<String>,
    /// By the provider's clock.
    pub(super) said_at: Timestamp,
    /// They are known in several schools of the account.
    pub(super) among: bool,
    /// They asked for silence.
    pub(super) stopped: bool,
    /// They have withdrawn their agreement for every child.
    pub(super) disagreed: bool,
    /// Where no child is left to speak of: those who are on the roll no more.
    pub(super) departed: Vec<StudentLabel>,
    /// Names of students of whom they write marks and who are in none of their classes any more.
    pub(super) former: Vec<(StudentId, StudentLabel)>,
}

impl Turn<'_> {
    /// Answers. Several answers of one turn keep their order.
    pub(super) fn say(&mut self, say: impl Into<Say>) -> Result<(), CommandError> {
        let message = self.reply(say);
        self.send(message)
    }

    /// Answers with marks of these children: they are remembered as shown, and leave only while they are in force and the
    /// family may see them.
    pub(super) fn say_marks(
        &mut self,
        say: impl Into<Say>,
        guardian: GuardianId,
        marks: &[MarkId],
        children: &[StudentId],
    ) -> Result<(), CommandError> {
        let message = self.reply(say).showing(guardian, marks);
        let links = self.links.iter().filter(|child| children.contains(&child.id));
        let message = links.fold(message, |message, child| message.while_linked(child.guardianship));
        self.send(message)
    }

    /// Answers with what a report card of this child says, or with its file: it gives way to news of another version, and
    /// leaves only while the family may see it and the versions it hands over are in force.
    pub(super) fn say_card(
        &mut self,
        say: impl Into<Say>,
        card: Topic,
        handed_over: &[ResultId],
        child: StudentId,
    ) -> Result<(), CommandError> {
        let message = self.reply(say).about(card).handing_over(handed_over);
        let links = self.links.iter().filter(|link| link.id == child);
        let message = links.fold(message, |message, link| message.while_linked(link.guardianship));
        self.send(message)
    }

    /// Answers under an id that is known before.
    pub(super) fn say_as(&mut self, id: MessageId, say: impl Into<Say>) -> Result<(), CommandError> {
        let mut message = self.reply(say);
        message.id = id;
        self.send(message)
    }

    fn reply(&mut self, say: impl Into<Say>) -> NewMessage {
        let class = MessageClass::Reply;
        let mut say = say.into();
        // A file is sent as it is: a button would make another kind of message of it.
        let is_file = matches!(say.phrase, Phrase::Document { .. });
        if self.among && !is_file {
            let school = self.cause.school.name.clone();
            say.phrase = Phrase::OfSchool(OfSchool { school, said: Box::new(say.phrase) });
        }
        let has_buttons = matches!(self.channel, Channel::WhatsApp | Channel::Telegram) && !is_file;
        if has_buttons && say.choices.len() < BUTTONS && self.memory.takes_walk(self.cause.now) {
            say.choices.push(walk::invitation());
        }
        NewMessage::new(self.cause.school.id, self.account.clone(), self.contact, class, say, self.cause.now)
            .because(self.cause.event)
            .in_language(self.chosen.or(self.heard))
    }

    fn send(&mut self, message: NewMessage) -> Result<(), CommandError> {
        self.spoken += 1;
        Ok(self.tx.enqueue(message)?)
    }

    /// Asks a question that yes or no answers.
    pub(super) fn ask_yes_no(&mut self, phrase: Phrase, ask: Ask, yes: Label) -> Result<(), CommandError> {
        let id = self.memory.ask(ask, self.source.clone(), self.cause.now);
        let choices = vec![choice(&Press::Yes(id), yes), choice(&Press::No(id), Label::No)];
        self.say(Say { phrase, choices })
    }

    /// Asks which of several is meant. `options` and `labels` go together.
    pub(super) fn ask_which(
        &mut self,
        phrase: Phrase,
        options: Vec<(Picked, Label)>,
        begun: super::dialogue::Begun,
    ) -> Result<(), CommandError> {
        let (picked, labels): (Vec<_>, Vec<_>) = options.into_iter().unzip();
        let id = self.memory.ask(Ask::Which { options: picked, begun }, self.source.clone(), self.cause.now);
        let choices = labels.into_iter().enumerate().map(|(at, label)| choice(&Press::Option(id, at + 1), label));
        let choices = choices.collect();
        self.say(Say { phrase, choices })
    }

    /// Notes a write: by the message that asked for it, and by the yes that allowed it. Returns what takes it back; one that
    /// changed nothing leaves what can be taken back as it was.
    pub(super) fn wrote(&mut self, recorded: &Recorded) -> Option<Choice> {
        if !recorded.changes_anything() {
            self.memory.forget_question(self.cause.now);
            return None;
        }
        let mut messages = vec![self.source.message.as_str()];
        if self.message != self.source.message {
            messages.push(self.message);
        }
        self.memory.wrote(recorded.change_set, &messages, self.cause.now);
        Some(undo_choice(recorded.change_set))
    }

    /// Notes something else that an undo takes back; returns what its button carries.
    pub(super) fn did(&mut self, what: TakesBack) -> ChangeSetId {
        let id = ChangeSetId::fresh();
        self.memory.did(id, what, self.cause.now);
        id
    }

    /// Why there is no child to speak of.
    pub(super) fn no_child(&self) -> Phrase {
        match &self.departed {
            _ if self.disagreed => Phrase::Preference(PreferencePhrase::ConsentIsWithdrawn {}),
            nobody if nobody.is_empty() => Phrase::NoChildLinked,
            children => Phrase::Preference(PreferencePhrase::ChildrenLeft { children: children.clone() }),
        }
    }

    pub(super) fn staff(&self) -> Option<&StaffScope> {
        match self.index.speaker() {
            Speaker::Staff(staff) => Some(staff),
            _ => None,
        }
    }

    /// Whether the speaker is a guardian of theirs.
    pub(super) fn is_own_child(&self, student: StudentId) -> bool {
        self.links.iter().any(|link| link.id == student)
    }

    /// A student that staff may name.
    pub(super) fn student(&self, id: StudentId) -> Option<&StudentView> {
        self.staff()?;
        self.index.people().find(|student| student.id == id)
    }

    /// A student's name as staff read it.
    pub(super) fn student_name(&self, id: StudentId) -> StudentLabel {
        let nobody = || StudentLabel { name: String::new(), ar: None };
        let former = || self.former.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
        let Some(student) = self.student(id) else { return former().unwrap_or_else(nobody) };
        let label = StudentLabel::full(&name_of(student));
        if self.has_namesake(student) { label.with_code(&student.code) } else { label }
    }

    /// Looks up the names of students whose marks are spoken of, also of those who have left the class.
    pub(super) async fn look_up(&mut self, students: &[StudentId]) -> Result<(), CommandError> {
        for id in students {
            if self.student(*id).is_none()
                && let Some(name) = self.tx.student_name(self.cause.school.id, *id).await?
            {
                self.former.push((*id, StudentLabel::full(&name)));
            }
        }
        Ok(())
    }

    /// Whether somebody in the same class is called the same.
    fn has_namesake(&self, student: &StudentView) -> bool {
        let (last, first) = (fold(&student.last), fold(&student.first));
        let mut others = self.index.people().filter(|other| other.id != student.id && other.class == student.class);
        others.any(|other| fold(&other.last) == last && fold(&other.first) == first)
    }

    /// The language of what is made for them.
    pub(super) fn locale(&self) -> Locale {
        self.chosen.or(self.heard).or(self.filed).unwrap_or_else(|| self.cause.school.default_locale())
    }

    /// The words of files in their language.
    pub(super) fn sheet_words(&self) -> &'_ SheetWords {
        let [fr, en, ar] = self.words;
        match self.locale() {
            Locale::Fr => fr,
            Locale::En => en,
            Locale::Ar => ar,
        }
    }

    /// A subject's name in their language.
    pub(super) fn in_their_language(&self, subject: &SubjectLabel) -> String {
        match self.locale() {
            Locale::Fr => subject.fr.clone(),
            Locale::En => subject.en.clone(),
            Locale::Ar => subject.ar.clone(),
        }
    }

    pub(super) fn student_names(&self, ids: &[StudentId]) -> Vec<StudentLabel> {
        ids.iter().map(|id| self.student_name(*id)).collect()
    }

    pub(super) fn class_label(&self, id: ClassId) -> String {
        let classes = &self.index.school().classes;
        classes.iter().find(|class| class.id == id).map(|class| class.label.clone()).unwrap_or_default()
    }

    /// What people call a class, also of a year that has ended.
    pub(super) async fn label_of(&mut self, class: ClassId) -> Result<String, CommandError> {
        let known = self.class_label(class);
        if !known.is_empty() {
            return Ok(known);
        }
        Ok(self.tx.class(self.cause.school.id, class).await?.map(|class| class.label).unwrap_or_default())
    }

    /// A subject's name in every language.
    pub(super) fn subject_label(&self, id: SubjectId) -> Option<SubjectLabel> {
        let subject = self.index.school().subjects.iter().find(|subject| subject.id == id)?;
        let name = |at: usize| subject.names.get(at).or(subject.names.first()).cloned().unwrap_or_default();
        Some(SubjectLabel { fr: name(0), en: name(1), ar: name(2) })
    }

    /// Whether there is any course whose marks this member of staff may write.
    pub(super) fn writes_marks(&self) -> bool {
        let courses = self.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
        courses.iter().any(|course| can(self.cause.actor, Action::WriteMarks { course: course.id }))
    }

    /// Whether there is any course whose marks this member of staff may read, drafts included.
    pub(super) fn reads_marks(&self) -> bool {
        let Some(staff) = self.staff() else { return false };
        let readable = |course: &CourseView| {
            can(self.cause.actor, Action::ReadCourseMarks { course: course.id, class: course.class })
        };
        let heads = matches!(self.cause.actor, Actor::Staff(own) if own.head_of.is_some() || !own.headed.is_empty());
        heads || staff.courses.iter().any(readable)
    }

    /// An assessment from the gradebook; whether the speaker may touch it is the action's question.
    pub(super) async fn assessment(&mut self, id: AssessmentId) -> Result<Option<Assessment>, CommandError> {
        Ok(self.tx.assessment(self.cause.school.id, id).await?)
    }

    /// Says why marks of this assessment are not theirs to write now; false when they are. Asked before anything of them
    /// is read to the speaker.
    pub(super) fn refuses(&mut self, assessment: &Assessment) -> Result<bool, CommandError> {
        let phrase = match self.cause.may_write(assessment) {
            Ok(()) => return Ok(false),
            Err(ActionError::TermClosed(term)) => Phrase::TermClosed { term },
            Err(_) => Phrase::NotYourCourse {
                subject: Some(assessment_label(assessment).subject),
                class: Some(assessment.class_label.clone()),
            },
        };
        self.say(phrase)?;
        Ok(true)
    }

    /// From when on families are written to, where that is not now.
    pub(super) fn families_from(&self) -> Option<Time> {
        let (school, now) = (self.cause.school, self.cause.now);
        let from = school.may_write_from(MessageClass::Notice, now, 0.0);
        let instant = jiff::Timestamp::from_millisecond(from.0).ok()?;
        (from > now).then(|| instant.to_zoned(school.zone.clone()).time())
    }

    /// What understanding may know of where the dialogue stands.
    pub(super) fn dialogue(&self, language: Option<Locale>, opted_out: bool) -> Dialogue {
        let now = self.cause.now;
        let question = self.memory.question(now);
        Dialogue {
            now: self.cause.local_now(),
            language,
            active_assessment: self.memory.assessment(now),
            chosen_assessment: None,
            active_class: None,
            // Never a default child among several: a family is asked each time.
            active_child: None,
            pending: question.and_then(|question| pending_of(&question.ask)),
            options: question.map(|question| options_of(&question.ask)).unwrap_or_default(),
            last_write: self.memory.last_write(now).map(|_| Intent::MarkSet),
            opted_out,
            after_thread: self.talking.is_some() || self.memory.last_thread(now).is_some(),
        }
    }
}

/// A student's names.
pub(super) fn name_of(student: &StudentView) -> StudentName {
    StudentName { last: student.last.clone(), first: student.first.clone(), arabic: student.arabic.clone() }
}

/// A button with what it carries.
pub(super) fn choice(press: &Press, label: Label) -> Choice {
    Choice { payload: press.payload(), label }
}

/// The button that takes back what was just written.
pub(super) fn undo_choice(change_set: ChangeSetId) -> Choice {
    choice(&Press::Undo(change_set), Label::Undo)
}

fn pending_of(ask: &Ask) -> Option<Pending> {
    match ask {
        Ask::SaveMarks { list: true, .. } => Some(Pending::Of(Intent::MarkList)),
        Ask::SaveMarks { list: false, .. } => Some(Pending::Of(Intent::MarkSet)),
        Ask::Publish { .. } | Ask::Approve { .. } | Ask::ApproveBroadcast { .. } => Some(Pending::Of(Intent::Publish)),
        Ask::CloseTerm { .. } => Some(Pending::Of(Intent::TermClose)),
        Ask::ReopenTerm { .. } => Some(Pending::Of(Intent::TermReopen)),
        Ask::ChangeScheduled { .. } => Some(Pending::Of(Intent::BroadcastMove)),
        Ask::Announce { .. } => Some(Pending::Broadcast { previewed: true }),
        Ask::EndGroup { .. } => Some(Pending::Of(Intent::GroupEnd)),
        Ask::HoldScheduled { .. } => Some(Pending::Of(Intent::BroadcastPause)),
        Ask::Reword { text: Some(_), .. } => Some(Pending::Of(Intent::BroadcastReword)),
        Ask::Compose(_) | Ask::Reword { text: None, .. } => Some(Pending::Broadcast { previewed: false }),
        Ask::MoveBroadcast { day, .. } => Some(Pending::Moment { day: *day }),
        Ask::Delete { .. } => Some(Pending::Of(Intent::MarkDelete)),
        Ask::Council { .. } | Ask::Decide(_) => Some(Pending::Of(Intent::Council)),
        Ask::PrintSchool { .. } | Ask::SendCards { .. } => Some(Pending::Of(Intent::ReportBatch)),
        Ask::Remind { .. } => Some(Pending::Of(Intent::MissingRemind)),
        Ask::TakeBack { .. } => Some(Pending::Of(Intent::Undo)),
        Ask::CreateAssessment { .. } => Some(Pending::Of(Intent::AssessmentCreate)),
        Ask::ChangeAssessment { .. } => Some(Pending::Of(Intent::AssessmentUpdate)),
        Ask::RemoveAssessment { .. } => Some(Pending::Of(Intent::AssessmentDelete)),
        Ask::Consent { .. } | Ask::RenewConsent { .. } => Some(Pending::Consent),
        Ask::WithdrawConsent { .. } => Some(Pending::Of(Intent::ConsentWithdraw)),
        Ask::MarkAbsences { .. } | Ask::RefuseReason { .. } => Some(Pending::Of(Intent::AbsenceMark)),
        Ask::NoticeAbsence { .. } | Ask::ComesAfterAll { .. } => Some(Pending::Of(Intent::AbsenceReport)),
        Ask::Report(_) => Some(Pending::Of(Intent::TalkReport)),
        Ask::SetAccess(_) => Some(Pending::Of(Intent::GuardianRevoke)),
        Ask::PassOn { .. }
        | Ask::WriteToFamily { .. }
        | Ask::WriteToFamilies { .. }
        | Ask::WriteToStaff { .. }
        | Ask::RewordNote { .. } => Some(Pending::Of(Intent::MessageParent)),
        Ask::Which { .. } | Ask::Whose { .. } | Ask::MoveWhich { .. } => None,
    }
}

fn options_of(ask: &Ask) -> Vec<OptionRef> {
    let Ask::Which { options, .. } = ask else { return Vec::new() };
    options
        .iter()
        .map(|picked| match picked {
            Picked::Student(id) => OptionRef::Student(*id),
            Picked::Assessment(id) => OptionRef::Assessment(*id),
            Picked::Class(id) => OptionRef::Class(*id),
            Picked::Families { all: true } => OptionRef::Label("toute l'école".to_owned()),
            // Picked by its number.
            Picked::Families { all: false } | Picked::Office => OptionRef::Label(String::new()),
            Picked::Subject(id) => OptionRef::Subject(*id),
            Picked::Language(locale) => OptionRef::Language(*locale),
            Picked::Wish(wish) => OptionRef::Label(super::press::word(*wish).to_owned()),
            // Picked by its number.
            Picked::Party(student, _) => OptionRef::Label(student.to_string()),
            Picked::Guardian(guardian) => OptionRef::Label(guardian.to_string()),
            Picked::Teacher(course) => OptionRef::Label(course.to_string()),
        })
        .collect()
}

/// Whether a pressed button belongs to the question that is open.
pub(super) fn is_current(memory: &Memory, id: PendingId, now: Timestamp) -> bool {
    memory.question(now).is_some_and(|question| question.id == id)
}
