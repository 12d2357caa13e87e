//! Help that fits the person: examples from their own class, children and subjects.

use super::CommandError;
use super::dialogue::{Begun, Picked};
use super::offer;
use super::press::{Press, word};
use super::refusal::{example, first_name, heard, short_name, spoken};
use super::turn::{Turn, choice, name_of};
use super::understand::{Intent, Interpretation, Pick, Speaker, nearest};
use crate::domain::Role;
use crate::phrase::{ChildLine, Guide, Label, Phrase, Say, StudentLabel};
use crate::store::KnownChild;

/// What this person can do.
pub(super) fn help(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let school = turn.cause.school.name.clone();
    let name = turn.name.clone().unwrap_or_default();
    let phrase = match turn.index.speaker() {
        Speaker::Staff(staff) if staff.role == Role::Teacher => {
            let assessment = offer::own_assessments(turn).next();
            let course = match assessment {
                Some(own) => staff.courses.iter().find(|course| Some(course.id) == own.course),
                None => staff.courses.first(),
            };
            let class = course.map(|course| course.class);
            let student = turn.index.people().find(|student| class.is_none_or(|class| student.class == class));
            Phrase::HelpTeacher {
                name,
                student: student.map(|student| spoken(&name_of(student))),
                assessment: assessment.map(short_name),
                class: class.map(|class| turn.class_label(class)),
                subject: course.and_then(|course| turn.subject_label(course.subject)),
                heads: staff.head_of.map(|class| turn.class_label(class)),
            }
        }
        Speaker::Staff(staff) if staff.role == Role::Secretary => Phrase::HelpSecretary { name },
        Speaker::Staff(_) => {
            let class = turn.index.school().classes.first().map(|class| class.label.clone());
            Phrase::HelpAdmin { name, class }
        }
        Speaker::Guardian(_) if !turn.links.is_empty() => return help_guardian(turn),
        Speaker::Guardian(_) if !turn.departed.is_empty() => turn.no_child(),
        _ => Phrase::StrangerWelcome { school },
    };
    turn.say(phrase)?;
    // Staff who have a child here can ask about it as well.
    if turn.staff().is_some() && !turn.links.is_empty() { help_guardian(turn) } else { Ok(()) }
}

fn help_guardian(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let children = turn.links.iter().map(|child| first_name(&child.name)).collect();
    let choices = vec![choice(&Press::Word("notes"), Label::MyMarks)];
    turn.say(Say { phrase: Phrase::HelpGuardian { children }, choices })
}

/// Good day to you too.
pub(super) fn greet(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    if turn.staff().is_none() && turn.links.is_empty() {
        return help(turn);
    }
    let name = turn.name.clone();
    turn.say(Say { phrase: Phrase::Greeting { name }, choices: vec![choice(&Press::Word("aide"), Label::Help)] })
}

/// The children somebody is linked to.
pub(super) fn children(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let line = |child: &KnownChild| {
        let (name, class) = (StudentLabel::discreet(&child.name), child.class_label.clone());
        ChildLine { name, class }
    };
    let lines: Vec<ChildLine> = turn.links.iter().map(line).collect();
    turn.say(if lines.is_empty() { turn.no_child() } else { Phrase::ChildList { children: lines } })
}

/// What they wrote is not to be done.
pub(super) fn left_undone(turn: &mut Turn<'_>) -> Result<(), CommandError> {
    let example = example(turn);
    turn.say(Phrase::Guide(Guide::LeftUndone { example }))
}

/// What they wrote is to be done at another time: it is said again then.
pub(super) fn not_later(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    let id = meaning.slots.assessment.as_ref().and_then(Pick::single);
    let one = offer::own_assessments(turn).find(|one| meaning.intent == Intent::Publish && Some(one.id) == id);
    let assessment = one.map(short_name);
    let class = one.map(|one| turn.class_label(one.class));
    turn.say(Phrase::Guide(Guide::NotLater { assessment, class }))
}

/// What they tell wants nothing: nothing of it is done, and the nearest things are offered.
pub(super) fn nothing_wanted(turn: &mut Turn<'_>, text: &str) -> Result<(), CommandError> {
    if turn.staff().is_none() && turn.guardian.is_none() {
        return help(turn);
    }
    let phrase = Phrase::Guide(Guide::LeftUndone { example: example(turn) });
    offer_nearest(turn, phrase, text)
}

/// We could not make sense of it.
pub(super) fn not_understood(turn: &mut Turn<'_>, text: &str) -> Result<(), CommandError> {
    if turn.staff().is_none() && turn.guardian.is_none() {
        return help(turn);
    }
    let phrase = Phrase::NotUnderstood { heard: heard(text), example: example(turn) };
    offer_nearest(turn, phrase, text)
}

/// Says it with the three nearest things they may ask.
fn offer_nearest(turn: &mut Turn<'_>, phrase: Phrase, text: &str) -> Result<(), CommandError> {
    // An open question stays open: what is offered must not take its place.
    if turn.memory.question(turn.cause.now).is_some() {
        return turn.say(Say { phrase, choices: vec![choice(&Press::Word("aide"), Label::Help)] });
    }
    let wishes = nearest(text, &turn.index).into_iter();
    if turn.writes_marks() {
        // A number of theirs is a mark: only a button picks.
        let choices = wishes.map(|wish| choice(&Press::Word(word(wish)), Label::Wish(wish))).collect();
        return turn.say(Say { phrase, choices });
    }
    turn.ask_which(phrase, wishes.map(|wish| (Picked::Wish(wish), Label::Wish(wish))).collect(), Begun::default())
}
