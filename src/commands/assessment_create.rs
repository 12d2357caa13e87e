//! `nouveau devoir DS3 4eA maths sur 20 coef 2 le 12/12`: a new assessment, shown whole before it is made; also offered
//! where marks are for one that does not exist.

use super::CommandError;
use super::course_meant::{Course, course_meant, own_courses};
use super::dialogue::{Ask, Awaiting, Begun, TakesBack, WantedTest};
use super::refusal::{explain, heard, spoken};
use super::turn::{Turn, name_of, undo_choice};
use super::understand::{AssessmentView, Intent, Interpretation, ListLine, Outcome, Pick, Slots};
use crate::actions::{NewAssessment, NotCreated, assessment_label, create_assessment, plan_assessment};
use crate::domain::{ClassId, Maximum, Points};
use crate::phrase::{AssessmentLabel, AssessmentPhrase, Label, Phrase, Say};
use crate::store::Assessment;
use rust_decimal::Decimal;
use std::sync::Arc;

/// What a kind is called where the school has no assessment of it yet.
const KINDS: [(&str, &str); 7] = [
    ("quiz", "interrogation"),
    ("test", "devoir"),
    ("control", "contrôle"),
    ("exam", "composition"),
    ("homework", "devoir maison"),
    ("oral", "oral"),
    ("practical", "tp"),
];

/// Acts on the wish for a new assessment.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<(), CommandError> {
    if meaning.outcome == Outcome::Reject {
        let phrase = explain(turn, meaning, text, None);
        return turn.say(phrase);
    }
    let slots = &meaning.slots;
    let begun = Begun {
        intent: Intent::AssessmentCreate.code().to_owned(),
        class: slots.class.as_ref().and_then(Pick::single),
        subject: slots.subject.as_ref().and_then(Pick::single),
        test: Some(Box::new(wanted(slots))),
        ..Begun::default()
    };
    go_on(turn, begun).await
}

fn wanted(slots: &Slots) -> WantedTest {
    WantedTest {
        title: slots.title.clone(),
        kinds: slots.kinds.clone(),
        date: slots.date,
        maximum: slots.maximum,
        coefficient: slots.coefficient,
        ..WantedTest::default()
    }
}

/// Goes on once its course is clear, or asks for it.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: Begun) -> Result<(), CommandError> {
    let wanted = begun.test.as_deref().cloned().unwrap_or_default();
    match course_meant(turn, begun)? {
        Some(course) => propose(turn, course, wanted).await,
        None => Ok(()),
    }
}

/// Marks are for an assessment that does not exist: it can be made, and the marks are read again. Says whether it could.
pub(super) async fn offer(turn: &mut Turn<'_>, meaning: &Interpretation, text: &str) -> Result<bool, CommandError> {
    let Some(Pick::Unknown { heard: name, .. }) = &meaning.slots.assessment else { return Ok(false) };
    let class = class_of(turn, &meaning.slots);
    let subject = meaning.slots.subject.as_ref().and_then(Pick::single);
    let then = Awaiting::Wording(text.to_owned());
    let named = (name.as_str(), meaning.slots.kinds.as_slice(), meaning.slots.maximum);
    offer_named(turn, named, (class, subject), then).await
}

/// Offers an assessment of this name, where its course and its kind are beyond doubt.
pub(super) async fn offer_named(
    turn: &mut Turn<'_>,
    (name, kinds, maximum): (&str, &[String], Option<Decimal>),
    (class, subject): (Option<ClassId>, Option<crate::domain::SubjectId>),
    then: Awaiting,
) -> Result<bool, CommandError> {
    let courses = own_courses(turn, class, subject);
    let [course] = courses.as_slice() else { return Ok(false) };
    if kinds.is_empty() || class.is_none() {
        return Ok(false);
    }
    let wanted = WantedTest {
        title: Some(name.to_owned()),
        kinds: kinds.to_vec(),
        maximum,
        unknown: true,
        then: Some(then),
        ..WantedTest::default()
    };
    propose(turn, *course, wanted).await?;
    Ok(true)
}

/// The class of the students who are named, or the one that is.
fn class_of(turn: &Turn<'_>, slots: &Slots) -> Option<ClassId> {
    let of_pick = |pick: &Pick<_>| match pick {
        Pick::One(id) | Pick::Near { id, .. } => turn.student(*id).map(|student| student.class),
        _ => None,
    };
    let of_line = |line: &ListLine| line.student.as_ref().and_then(of_pick);
    let named = slots.class.as_ref().and_then(Pick::single);
    named.or_else(|| slots.student.as_ref().and_then(of_pick)).or_else(|| slots.lines.iter().find_map(of_line))
}

async fn propose(
    turn: &mut Turn<'_>,
    (course, class, subject): Course,
    wanted: WantedTest,
) -> Result<(), CommandError> {
    let index = Arc::clone(&turn.index);
    let alike: Vec<&AssessmentView> = index.of_kinds(&wanted.kinds).collect();
    let own: Vec<&AssessmentView> = alike.iter().copied().filter(|one| one.course == Some(course)).collect();
    let kind = own.first().or(alike.first()).map(|one| one.kind.clone());
    let kind = kind.unwrap_or_else(|| common_name(&wanted.kinds).to_owned());
    let label = wanted.title.as_deref().map_or_else(|| format!("{} {}", capital(&kind), next_number(&own)), tidy);
    let latest = own.iter().max_by_key(|one| one.date).map(|one| one.maximum);
    let maximum = match wanted.maximum {
        None => latest.unwrap_or(Maximum::TWENTY),
        Some(number) => match Maximum::new(number) {
            Ok(maximum) => maximum,
            Err(_) => return turn.say(Phrase::UnreadableValue { heard: number.normalize().to_string() }),
        },
    };
    let coefficient = match wanted.coefficient.map(Points::new) {
        None => Points::ONE,
        Some(Ok(coefficient)) if coefficient > Points::ZERO => coefficient,
        Some(_) => {
            let heard = wanted.coefficient.map(|number| number.normalize().to_string()).unwrap_or_default();
            return turn.say(Phrase::UnreadableValue { heard });
        }
    };
    let mut new = NewAssessment { course, class, kind, label, date: wanted.date, maximum, coefficient };
    let mut planned = plan_assessment(turn.tx, &turn.cause, &new).await?;
    if let Err(NotCreated::UnknownKind(known)) = &planned
        && let Some(group) = known.iter().find(|group| index.is_of_kinds(group, &wanted.kinds))
    {
        new.kind.clone_from(group);
        planned = plan_assessment(turn.tx, &turn.cause, &new).await?;
    }
    let label = shown(turn, &new, subject);
    let class = turn.class_label(new.class);
    let term = match planned {
        Ok(term) => term,
        Err(why) => return turn.say(refusal(class, label, new.date, why)),
    };
    let unknown = wanted.title.as_deref().filter(|_| wanted.unknown).map(heard);
    let phrase = AssessmentPhrase::ConfirmNew { class, assessment: label, coefficient, date: new.date, term, unknown };
    let ask = Ask::CreateAssessment { new, then: wanted.then };
    turn.ask_yes_no(Phrase::Assessment(phrase), ask, Label::Yes)
}

fn shown(turn: &Turn<'_>, new: &NewAssessment, subject: crate::domain::SubjectId) -> AssessmentLabel {
    let nameless = || crate::phrase::SubjectLabel { fr: String::new(), en: String::new(), ar: String::new() };
    let subject = turn.subject_label(subject).unwrap_or_else(nameless);
    AssessmentLabel { label: new.label.clone(), subject, maximum: new.maximum }
}

fn refusal(class: String, assessment: AssessmentLabel, date: Option<jiff::civil::Date>, why: NotCreated) -> Phrase {
    Phrase::Assessment(match why {
        NotCreated::Exists => AssessmentPhrase::Exists { class, assessment },
        NotCreated::UnknownKind(known) => AssessmentPhrase::UnknownKind { known },
        NotCreated::NoTerm => AssessmentPhrase::NoTerm { date },
    })
}

/// Makes it, after a yes; what its making was for can go on.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    new: NewAssessment,
    then: Option<Awaiting>,
) -> Result<Option<(Assessment, Awaiting)>, CommandError> {
    let Ok(assessment) = create_assessment(turn.tx, &turn.cause, &new).await? else {
        turn.say(Phrase::AskAgain)?;
        return Ok(None);
    };
    let made = turn.did(TakesBack::Creation(assessment.id));
    turn.memory.speak_of_assessment(assessment.id, turn.cause.now);
    turn.index = Arc::new(turn.index.with_assessment(view_of(turn, &assessment, &new)));
    let student = turn.index.people().find(|student| student.class == new.class).map(|one| spoken(&name_of(one)));
    let student = student.filter(|_| then.is_none());
    let (class, label) = (assessment.class_label.clone(), assessment_label(&assessment));
    let phrase = Phrase::Assessment(AssessmentPhrase::Created { class, assessment: label, student });
    // Where marks come next, taking it back would be of no use.
    let choices = if then.is_none() { vec![undo_choice(made)] } else { Vec::new() };
    turn.say(Say { phrase, choices })?;
    Ok(then.map(|then| (assessment, then)))
}

/// As whoever made it may name it from now on.
fn view_of(turn: &Turn<'_>, assessment: &Assessment, new: &NewAssessment) -> AssessmentView {
    let courses = turn.staff().map(|staff| staff.courses.as_slice()).unwrap_or_default();
    let subject = courses.iter().find(|course| course.id == new.course).map(|course| course.subject);
    AssessmentView {
        id: assessment.id,
        course: Some(new.course),
        term: Some(assessment.term),
        class: new.class,
        subject: subject.unwrap_or(crate::domain::SubjectId(new.course.0)),
        code: String::new(),
        label: new.label.clone(),
        kind: new.kind.clone(),
        aliases: Vec::new(),
        maximum: new.maximum,
        coefficient: Some(new.coefficient.decimal()),
        date: new.date,
    }
}

fn common_name(kinds: &[String]) -> &'static str {
    let named = KINDS.iter().find(|(kind, _)| kinds.iter().any(|wanted| wanted == kind));
    named.map_or("devoir", |(_, name)| name)
}

/// One more than the highest number among these, or than how many there are.
fn next_number(own: &[&AssessmentView]) -> usize {
    let number = |one: &&AssessmentView| {
        let digits: String = one.label.chars().rev().take_while(char::is_ascii_digit).collect();
        digits.chars().rev().collect::<String>().parse::<usize>().unwrap_or_default()
    };
    own.iter().map(number).max().unwrap_or_default().max(own.len()) + 1
}

/// `ds3` is written `DS3`, `interro 3` is written `Interro 3`.
pub(super) fn tidy(title: &str) -> String {
    let title = title.trim();
    let abbreviated = title.chars().count() <= 5 && !title.contains(' ') && title.chars().any(char::is_numeric);
    if abbreviated { title.to_uppercase() } else { capital(title) }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
