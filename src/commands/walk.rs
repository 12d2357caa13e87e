//! A first walk of three messages: what one can do here, with examples from one's own class or children.
//!
//! Invariants: it is offered once somebody has become known, by a code or by the school's file, and walked by buttons that carry the step themselves: nothing
//! is remembered, no question of theirs waits for it, whoever writes anything else has left it.

use super::CommandError;
use super::offer;
use super::press::Press;
use super::refusal::{first_name, short_name, spoken};
use super::turn::{Turn, choice, name_of};
use super::understand::Speaker;
use crate::domain::Role;
use crate::phrase::{Choice, Guide, Label, Phrase, Say, StudentLabel, WalkRole};

/// How many messages it has.
pub(super) const STEPS: u8 = 3;

/// The button that begins it.
pub(super) fn invitation() -> Choice {
    choice(&Press::Walk(1), Label::Walk)
}

/// Says one of its messages, with the way to the next.
pub(super) fn show(turn: &mut Turn<'_>, step: u8) -> Result<(), CommandError> {
    turn.memory.forget_walk();
    let Some(of) = role(turn) else {
        let school = turn.cause.school.name.clone();
        return turn.say(Phrase::StrangerWelcome { school });
    };
    let (name, assessment, class) = examples(turn, of);
    let on = if step < STEPS { (Press::Walk(step + 1), Label::Next) } else { (Press::Word("aide"), Label::Help) };
    let phrase = Phrase::Guide(Guide::Walk { of, step, name, assessment, class });
    turn.say(Say { phrase, choices: vec![choice(&on.0, on.1)] })
}

fn role(turn: &Turn<'_>) -> Option<WalkRole> {
    match turn.index.speaker() {
        Speaker::Staff(staff) => Some(match staff.role {
            Role::Teacher => WalkRole::Teacher,
            Role::Admin => WalkRole::Admin,
            Role::Secretary => WalkRole::Secretary,
        }),
        Speaker::Guardian(_) => Some(WalkRole::Guardian),
        Speaker::Stranger => None,
    }
}

/// Somebody's name, an assessment and a class of their own.
fn examples(turn: &Turn<'_>, of: WalkRole) -> (Option<StudentLabel>, Option<String>, Option<String>) {
    let of_school = || turn.index.school().classes.first().map(|class| class.label.clone());
    match of {
        WalkRole::Guardian => (turn.links.first().map(|child| first_name(&child.name)), None, None),
        WalkRole::Admin | WalkRole::Secretary => (None, None, of_school()),
        WalkRole::Teacher => {
            let staff = turn.staff();
            let assessment = offer::own_assessments(turn).next();
            let courses = staff.map(|staff| staff.courses.as_slice()).unwrap_or_default();
            let class = assessment.map(|one| one.class).or(courses.first().map(|course| course.class));
            let student = turn.index.people().find(|student| Some(student.class) == class);
            let name = student.map(|student| spoken(&name_of(student)));
            (name, assessment.map(short_name), class.map(|class| turn.class_label(class)))
        }
    }
}
