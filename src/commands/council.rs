//! `conseil 4eA`, `conseil Awa redouble : bon travail`: an administrator writes down what the class council decided;
//! `conseil Awa sans décision`, `conseil Awa sans avis` take it back.

use std::collections::BTreeMap;

use super::dialogue::{Ask, Begun, DecidedStudent, Picked, SaidDecision, TakeBack};
use super::other_year::class_of_student;
use super::turn::Turn;
use super::understand::{Intent, Interpretation, Pick};
use super::{CommandError, offer, refusal};
use crate::actions::{CouncilPlan, NotReady, class_of_year, plan_council, plan_decision, record_council};
use crate::domain::grading::CouncilDecision;
use crate::domain::{Action, ClassId, StudentId, can};
use crate::phrase::{Label, Phrase, StudentLabel, Waiting, Which, YearPhrase};
use crate::store::NewDecision;

/// Longer remarks than this do not fit on the card.
const MOST_WORDS: usize = 300;

/// Acts on what was said about a council.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if !can(turn.cause.actor, Action::Administer) {
        let phrase = refusal::forbidden(turn);
        return turn.say(phrase);
    }
    let slots = &meaning.slots;
    let decision = slots.words.iter().find(|(slot, _)| *slot == "decision").map(|(_, code)| code.as_str());
    let taken_back = slots.words.iter().find(|(slot, _)| *slot == "taken_back").map(|(_, what)| what.as_str());
    let distinction = slots.words.iter().find(|(slot, _)| *slot == "distinction").map(|(_, said)| said.clone());
    let begun = Begun {
        take_back: taken_back.map(|what| if what == "words" { TakeBack::Words } else { TakeBack::Decision }),
        intent: Intent::Council.code().to_owned(),
        class: slots.class.as_ref().and_then(Pick::single),
        council: decision
            .and_then(CouncilDecision::from_code)
            .map(|decision| Box::new(SaidDecision { decision, distinction })),
        heard: slots.text.clone(),
        year: slots.year.clone(),
        ..Begun::default()
    };
    let several = match &slots.student {
        None => return go_on(turn, begun).await,
        Some(Pick::One(student)) => return go_on(turn, Begun { student: Some(*student), ..begun }).await,
        Some(Pick::Near { id, .. }) => vec![*id],
        Some(Pick::Several(ids) | Pick::All(ids)) => of_class(turn, ids, begun.class.filter(|_| begun.year.is_none())),
        Some(Pick::Unknown { heard, nearest }) => {
            let (heard, nearest) = (heard.clone(), turn.student_names(nearest));
            return turn.say(Phrase::UnknownStudent { heard, nearest });
        }
    };
    if let ([only], Some(Pick::Several(_) | Pick::All(_))) = (several.as_slice(), &slots.student) {
        return go_on(turn, Begun { student: Some(*only), ..begun }).await;
    }
    let options = offer::students(turn, &several);
    turn.ask_which(Phrase::Which { what: Which::Student, heard: None }, options, begun)
}

/// Of these students, those of the class that was named.
fn of_class(turn: &Turn<'_>, students: &[StudentId], class: Option<ClassId>) -> Vec<StudentId> {
    let is_in = |id: &&StudentId| class.is_none_or(|class| turn.student(**id).is_some_and(|one| one.class == class));
    students.iter().filter(is_in).copied().collect()
}

/// The class or the student is known.
pub(super) async fn go_on(turn: &mut Turn<'_>, mut begun: Begun) -> Result<(), CommandError> {
    if let (Some(year), None, Some(student)) = (&begun.year, begun.class, begun.student) {
        match class_of_student(turn, student, year).await? {
            Ok(class) => begun.class = Some(class),
            Err(phrase) => return turn.say(phrase),
        }
    }
    if let Some(take_back) = begun.take_back {
        let class = begun.class.filter(|_| begun.year.is_some());
        return match begun.student {
            Some(student) => propose_take_back(turn, (student, class), take_back).await,
            None => turn.say(YearPhrase::TakeBackByName {}.phrase()),
        };
    }
    match (begun.student, begun.council.clone(), begun.class) {
        (Some(student), Some(said), class) => {
            let class = class.filter(|_| begun.year.is_some());
            propose_one(turn, (student, class), *said, begun.heard).await
        }
        (Some(student), None, _) => {
            let student = turn.student_name(student);
            turn.say(YearPhrase::WhichDecision { student }.phrase())
        }
        (None, _, Some(class)) => propose(turn, class).await,
        (None, _, None) => {
            let classes = turn.index.school().classes.iter().take(offer::CHOICES);
            let options = classes.map(|class| (Picked::Class(class.id), Label::Name(class.label.clone()))).collect();
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
        }
    }
}

async fn propose(turn: &mut Turn<'_>, class: ClassId) -> Result<(), CommandError> {
    let CouncilPlan { taken, left, waiting, waits_for, decided } =
        match plan_council(turn.tx, &turn.cause, class).await? {
            Ok(plan) => plan,
            Err(unready) => return say_unready(turn, class, unready).await,
        };
    let (label, left) = (turn.label_of(class).await?, turn.student_names(&left));
    let waiting = Waiting { students: turn.student_names(&waiting), open: waits_for };
    if taken.is_empty() {
        return turn.say(YearPhrase::NothingToConfirm { class: label, left, decided, waiting }.phrase());
    }
    let mut groups: BTreeMap<CouncilDecision, Vec<StudentLabel>> = BTreeMap::new();
    for (student, decision) in &taken {
        groups.entry(*decision).or_default().push(turn.student_name(*student));
    }
    let phrase = YearPhrase::ConfirmCouncil { class: label, taken: groups.into_iter().collect(), left, waiting };
    turn.ask_yes_no(phrase.phrase(), Ask::Council { class, seen: taken }, Label::Yes)
}

/// Writes down what was shown, after a yes.
pub(super) async fn confirmed(
    turn: &mut Turn<'_>,
    class: ClassId,
    seen: &[(StudentId, CouncilDecision)],
) -> Result<(), CommandError> {
    match plan_council(turn.tx, &turn.cause, class).await? {
        Ok(plan) if plan.taken == seen => {}
        _ => return turn.say(Phrase::AskAgain),
    }
    let decisions: Vec<NewDecision> = seen
        .iter()
        .map(|(student, decision)| NewDecision { student: *student, decision: Some(*decision), words: None })
        .collect();
    write(turn, class, &decisions).await
}

async fn propose_one(
    turn: &mut Turn<'_>,
    (id, then): (StudentId, Option<ClassId>),
    SaidDecision { decision, distinction }: SaidDecision,
    words: Option<String>,
) -> Result<(), CommandError> {
    let Some(class) = class_of(turn, id, then).await? else { return turn.say(Phrase::AskAgain) };
    let plan = match plan_decision(turn.tx, &turn.cause, class, id).await? {
        Ok(plan) => plan,
        Err(unready) => return say_unready(turn, class, unready).await,
    };
    let letters = words.as_ref().map_or(0, |words| words.chars().count());
    if letters > MOST_WORDS {
        let (letters, most) = (letters.try_into().unwrap_or(u32::MAX), MOST_WORDS.try_into().unwrap_or(u32::MAX));
        return turn.say(YearPhrase::RemarkTooLong { letters, most }.phrase());
    }
    // A decision without words takes nothing away of what the council has said.
    let words = words.or(plan.words);
    let phrase = YearPhrase::ConfirmDecision {
        student: turn.student_name(id),
        average: plan.average,
        scale: plan.scale,
        proposed: plan.proposed,
        before: plan.before,
        decision,
        words: words.clone(),
        distinction,
    };
    let decision = Some(decision);
    let decided = DecidedStudent { student: id, class: then, decision, words, seen: plan.before, take_back: None };
    turn.ask_yes_no(phrase.phrase(), Ask::Decide(decided), Label::Yes)
}

/// Shows what would be taken back, and asks.
async fn propose_take_back(
    turn: &mut Turn<'_>,
    (id, then): (StudentId, Option<ClassId>),
    take_back: TakeBack,
) -> Result<(), CommandError> {
    let Some(class) = class_of(turn, id, then).await? else { return turn.say(Phrase::AskAgain) };
    let plan = match plan_decision(turn.tx, &turn.cause, class, id).await? {
        Ok(plan) => plan,
        Err(unready) => return say_unready(turn, class, unready).await,
    };
    let (student, words_only) = (turn.student_name(id), take_back == TakeBack::Words);
    let Some(before) = plan.before.filter(|_| !words_only || plan.words.is_some()) else {
        return turn.say(YearPhrase::NothingToTakeBack { student, words_only }.phrase());
    };
    let phrase = YearPhrase::ConfirmTakeBack { student, decision: before, words: plan.words, words_only };
    let (decision, take_back) = (Some(before).filter(|_| words_only), Some(take_back));
    let decided = DecidedStudent { student: id, class: then, decision, words: None, seen: Some(before), take_back };
    turn.ask_yes_no(phrase.phrase(), Ask::Decide(decided), Label::Yes)
}

/// Writes down one decision, after a yes.
pub(super) async fn decided(turn: &mut Turn<'_>, one: DecidedStudent) -> Result<(), CommandError> {
    let DecidedStudent { student, class, decision, words, seen, take_back } = one;
    let Some(class) = class_of(turn, student, class).await? else { return turn.say(Phrase::AskAgain) };
    match plan_decision(turn.tx, &turn.cause, class, student).await? {
        Ok(plan) if plan.before == seen => {}
        _ => return turn.say(Phrase::AskAgain),
    }
    let new = [NewDecision { student, decision, words }];
    let Some(take_back) = take_back else { return write(turn, class, &new).await };
    match Box::pin(record_council(turn.tx, &turn.cause, class, &new)).await? {
        Ok(taken) => {
            let (student, words_only) = (turn.student_name(student), take_back == TakeBack::Words);
            turn.say(YearPhrase::TakenBack { student, words_only, families: taken.families }.phrase())
        }
        Err(unready) => say_unready(turn, class, unready).await,
    }
}

/// Whose council decides about a student: of a year that has ended, that of the class that was named.
async fn class_of(
    turn: &mut Turn<'_>,
    student: StudentId,
    then: Option<ClassId>,
) -> Result<Option<ClassId>, CommandError> {
    if then.is_some() {
        return Ok(then);
    }
    let Some(class) = turn.student(student).map(|student| student.class) else { return Ok(None) };
    Ok(Some(class_of_year(turn.tx, turn.cause.school.id, (student, class)).await?))
}

async fn write(turn: &mut Turn<'_>, class: ClassId, decisions: &[NewDecision]) -> Result<(), CommandError> {
    match Box::pin(record_council(turn.tx, &turn.cause, class, decisions)).await? {
        Ok(decided) => {
            let (class, count, families) = (turn.label_of(class).await?, decided.count, decided.families);
            turn.say(YearPhrase::Decided { class, count, families }.phrase())
        }
        Err(unready) => say_unready(turn, class, unready).await,
    }
}

async fn say_unready(turn: &mut Turn<'_>, class: ClassId, unready: NotReady) -> Result<(), CommandError> {
    let class = turn.label_of(class).await?;
    turn.say(match unready {
        NotReady::NoRules => YearPhrase::NoRulesOfClass { class }.phrase(),
        NotReady::NotFinal(open) => YearPhrase::NotFinal { class, open }.phrase(),
    })
}
