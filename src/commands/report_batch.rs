//! `bulletins 4eA`, `bulletins`, `envoie les bulletins 4eA`: the report cards of a class for the school and for its families.

use super::dialogue::{Ask, Begun, Picked, Receiver};
use super::ordered::order;
use super::other_year::term_said;
use super::turn::Turn;
use super::understand::{Interpretation, Pick};
use super::{CommandError, letters, offer};
use crate::actions::{CardsSent, ClassCards, ClassInTerm, class_cards, order_class, plan_sending, send_cards};
use crate::domain::{Action, Actor, ClassId, MessageId, PRINTS, Printing, can, count};
use crate::phrase::{Feature, Label, Phrase, PrintNews, Which};

/// Acts on a wish to have report cards of more than one student.
pub(super) async fn apply(turn: &mut Turn<'_>, meaning: &Interpretation) -> Result<(), CommandError> {
    if !PRINTS {
        return turn.say(Phrase::NotSwitchedOn { what: Feature::ReportCard });
    }
    if let Some(Pick::Unknown { heard, .. }) = &meaning.slots.class {
        let known = turn.index.school().classes.iter().map(|class| class.label.clone()).collect();
        return turn.say(Phrase::UnknownClass { heard: heard.clone(), known });
    }
    let head_of = match turn.cause.actor {
        Actor::Staff(staff) => staff.head_of,
        Actor::Guardian { .. } | Actor::Stranger => None,
    };
    let is_office = can(turn.cause.actor, Action::Administer);
    let begun = Begun {
        intent: meaning.intent.code().to_owned(),
        class: meaning.slots.class.as_ref().and_then(Pick::single).or(head_of.filter(|_| !is_office)),
        term: meaning.slots.term.clone(),
        receiver: if meaning.slots.to_families { Receiver::Families } else { Receiver::Speaker },
        ..Begun::default()
    };
    if begun.class.is_some() {
        return go_on(turn, &begun).await;
    }
    if !is_office {
        return turn.say(Phrase::NotAllowed);
    }
    match &meaning.slots.class {
        None if begun.receiver == Receiver::Speaker => propose_school(turn, begun.term).await,
        _ => {
            let classes = turn.index.school().classes.iter().take(offer::CHOICES);
            let options = classes.map(|class| (Picked::Class(class.id), Label::Name(class.label.clone()))).collect();
            turn.ask_which(Phrase::Which { what: Which::Class, heard: None }, options, begun)
        }
    }
}

/// The class is known.
pub(super) async fn go_on(turn: &mut Turn<'_>, begun: &Begun) -> Result<(), CommandError> {
    let Some(class) = begun.class else { return turn.say(Phrase::AskAgain) };
    let Some(of) = closed(turn, class, begun.term.as_deref()).await? else { return Ok(()) };
    if begun.receiver == Receiver::Families {
        return propose_sending(turn, of).await;
    }
    begin(turn, &[of]).await
}

/// Prints every class that is closed, after a yes.
pub(super) async fn confirmed(turn: &mut Turn<'_>, term: Option<&str>) -> Result<(), CommandError> {
    let (classes, _) = closed_classes(turn, term).await?;
    if classes.is_empty() {
        return turn.say(Phrase::AskAgain);
    }
    begin(turn, &classes).await
}

/// Sends a class's families theirs, after a yes to exactly so many.
pub(super) async fn sending_confirmed(
    turn: &mut Turn<'_>,
    class: ClassId,
    term: &str,
    seen: CardsSent,
) -> Result<(), CommandError> {
    let Some(of) = closed(turn, class, Some(term)).await? else { return Ok(()) };
    if plan_sending(turn.tx, &turn.cause, &of).await? != seen {
        return turn.say(Phrase::AskAgain);
    }
    let CardsSent { guardians, unreached, .. } = send_cards(turn.tx, &turn.cause, &of).await?;
    let (term, from) = (term_said(turn, &of), turn.families_from());
    let class = of.class_label;
    turn.say(Phrase::Print(PrintNews::CardsOnTheirWay { class, term, guardians, unreached, from }))
}

async fn propose_school(turn: &mut Turn<'_>, term: Option<String>) -> Result<(), CommandError> {
    let (classes, open) = closed_classes(turn, term.as_deref()).await?;
    if classes.is_empty() {
        return turn.say(Phrase::Print(PrintNews::NoneClosed));
    }
    let closed = classes.into_iter().map(|of| (of.class_label, of.term.code)).collect();
    turn.ask_yes_no(Phrase::Print(PrintNews::ConfirmSchool { closed, open }), Ask::PrintSchool { term }, Label::Yes)
}

async fn propose_sending(turn: &mut Turn<'_>, of: ClassInTerm) -> Result<(), CommandError> {
    let plan = plan_sending(turn.tx, &turn.cause, &of).await?;
    letters::warn_of_cards(turn, std::slice::from_ref(&of)).await?;
    let CardsSent { cards, guardians, unreached } = plan;
    let said = term_said(turn, &of);
    let (class, term) = (of.class_label, of.term.code);
    let ask = Ask::SendCards { class: of.class, term, cards, guardians, unreached };
    let term = said;
    turn.ask_yes_no(
        Phrase::Print(PrintNews::ConfirmSending { class, term, cards, guardians, unreached }),
        ask,
        Label::Yes,
    )
}

/// Says that printing begins, and orders class by class.
async fn begin(turn: &mut Turn<'_>, classes: &[ClassInTerm]) -> Result<(), CommandError> {
    letters::warn_of_cards(turn, classes).await?;
    let said = MessageId::fresh();
    let mut cards = 0;
    for of in classes {
        let order = order(turn, Printing::Class { class: of.class, term: of.term.id }, None, Some(said));
        cards += order_class(turn.tx, &turn.cause, of, &order).await?;
    }
    let class = match classes {
        [only] => Some((only.class_label.clone(), term_said(turn, only))),
        _ => None,
    };
    turn.say_as(said, Phrase::Print(PrintNews::Begun { class, classes: count(classes.len()), cards }))
}

/// The class in its closed term; none where they have just been told that it is not closed.
pub(super) async fn closed(
    turn: &mut Turn<'_>,
    class: ClassId,
    term: Option<&str>,
) -> Result<Option<ClassInTerm>, CommandError> {
    let label = turn.label_of(class).await?;
    match class_cards(turn.tx, &turn.cause, (class, label.clone()), term).await? {
        ClassCards::Closed(of) => Ok(Some(of)),
        ClassCards::Open(term) => {
            let year = turn.tx.year_of_class(turn.cause.school.id, class).await?.map(|year| year.label);
            let year = year.filter(|year| turn.index.school().year.as_ref() != Some(year));
            let term = term.map(|term| year.map_or(term.clone(), |year| format!("{term} {year}")));
            turn.say(match term {
                Some(term) => Phrase::Print(PrintNews::NotClosed { class: label, term }),
                None => Phrase::AskAgain,
            })?;
            Ok(None)
        }
    }
}

/// All classes whose term is closed, and the names of the others.
async fn closed_classes(
    turn: &mut Turn<'_>,
    term: Option<&str>,
) -> Result<(Vec<ClassInTerm>, Vec<String>), CommandError> {
    let all: Vec<_> = turn.index.school().classes.iter().map(|class| (class.id, class.label.clone())).collect();
    let (mut closed, mut open) = (Vec::new(), Vec::new());
    for (class, label) in all {
        match class_cards(turn.tx, &turn.cause, (class, label.clone()), term).await? {
            ClassCards::Closed(of) => closed.push(of),
            // Of nobody there will be no cards.
            ClassCards::Open(_) if turn.tx.class_students(turn.cause.school.id, class).await?.is_empty() => {}
            ClassCards::Open(_) => open.push(label),
        }
    }
    Ok((closed, open))
}
