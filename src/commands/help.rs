//! Help that fits the person: examples from their own class, children and subjects.

use super::CommandError;
use super::marks_view::discreet;
use super::press::Press;
use super::refusal::{example, heard, short_name};
use super::turn::{Turn, choice};
use super::understand::Speaker;
use crate::domain::Role;
use crate::phrase::{ChildLine, Label, Phrase, Say};

/// What this person can do.
pub(super) fn help(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let school = turn.cause.school.name.clone();
    let name = turn.name.clone().unwrap_or_default();
    let phrase = match turn.index.speaker() {
        Speaker::Staff(staff) if staff.role == Role::Teacher => {
            let course = staff.courses.first();
            let class = course.map(|course| course.class);
            let student = staff.students.iter().find(|student| class.is_none_or(|class| student.class == class));
            let assessment = staff.assessments.iter().find(|one| class.is_none_or(|class| one.class == class));
            let subjects = &turn.index.school().subjects;
            let subject = course.and_then(|course| subjects.iter().find(|subject| subject.id == course.subject));
            Phrase::HelpTeacher {
                name,
                student: student.map(|student| format!("{} {}", student.first, student.last)),
                assessment: assessment.map(short_name),
                class: class.map(|class| turn.class_label(class)),
                subject: subject.and_then(|subject| subject.names.first().cloned()),
            }
        }
        Speaker::Staff(_) => {
            let class = turn.index.school().classes.first().map(|class| class.label.clone());
            Phrase::HelpAdmin { name, class }
        }
        Speaker::Guardian(family) if !family.children.is_empty() => {
            let children = family.children.iter().map(|child| child.first.clone()).collect();
            let choices = vec![choice(&Press::Word("notes"), Label::MyMarks)];
            return turn.say(Say { phrase: Phrase::HelpGuardian { children }, choices });
        }
        _ => Phrase::StrangerWelcome { school },
    };
    turn.say(phrase)
}

/// Good day to you too.
pub(super) fn greet(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    if turn.staff().is_none() && turn.children().is_empty() {
        return help(turn);
    }
    let name = turn.name.clone();
    turn.say(Say { phrase: Phrase::Greeting { name }, choices: vec![choice(&Press::Word("aide"), Label::Help)] })
}

/// The children somebody is linked to.
pub(super) fn children(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let lines: Vec<ChildLine> = turn
        .children()
        .iter()
        .map(|child| ChildLine { name: discreet(child), class: turn.class_label(child.class) })
        .collect();
    turn.say(if lines.is_empty() { Phrase::NoChildLinked } else { Phrase::ChildList { children: lines } })
}

/// We could not make sense of it.
pub(super) fn not_understood(turn: &mut Turn<'_>, text: &str) -> Result<(), CommandError> {
    if turn.staff().is_none() && turn.guardian.is_none() {
        return help(turn);
    }
    let example = example(turn);
    turn.say(Say {
        phrase: Phrase::NotUnderstood { heard: heard(text), example },
        choices: vec![choice(&Press::Word("aide"), Label::Help)],
    })
}
