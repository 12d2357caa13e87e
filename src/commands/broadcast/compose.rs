//! Writing a broadcast: whom it is for, what it says, and the picture or document that goes with it; what is missing is
//! asked for.

use carnet_webhooks::{Media, MediaKind};

use super::wordings::wordings;
use super::{asked, reword, scheduled, show, whom};
use crate::actions::{
    LeftOut, NewBroadcast, PassedFile, announcement_of, any_under_way, attach_to_draft, away_today, draft_broadcast,
    family_groups, group_members, keep_announced, may_broadcast,
};
use crate::commands::CommandError;
use crate::commands::dialogue::{Ask, Composed, Leaves, Question};
use crate::commands::turn::Turn;
use crate::commands::understand::{self, Haste, Intent, Interpretation, Outcome, Pick, Reason};
use crate::commands::{family_group, refusal};
use crate::domain::{Carried, ClassId, MOST_PICTURE, StudentId};
use crate::phrase::{AbsencePhrase, AnnouncedFile, Audience, BroadcastPhrase, FamilyGroupPhrase, FileProblem, Phrase};
use crate::store::Attachment;

/// Longer words are a letter, not a message.
const LONGEST: usize = 3_000;
/// What is no text of an announcement, though one was asked for.
const COMMANDS: [Intent; 12] = [
    Intent::BroadcastCreate,
    Intent::BroadcastConfirm,
    Intent::BroadcastCancel,
    Intent::Yes,
    Intent::Greet,
    Intent::Thanks,
    Intent::No,
    Intent::Undo,
    Intent::Help,
    Intent::Stop,
    Intent::StopChannel,
    Intent::LanguageSet,
];
/// What is said of an announcement that is under way.
const OF_ANOTHER: [Intent; 5] = [
    Intent::BroadcastPause,
    Intent::BroadcastResume,
    Intent::BroadcastRemind,
    Intent::BroadcastStats,
    Intent::BroadcastResend,
];

/// A new one: whom it is for and what it says are known, or asked for.
pub(super) async fn create(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    file: Option<AnnouncedFile>,
) -> Result<(), CommandError> {
    let classes = classes_meant(meaning);
    if refuses(turn, meaning, &classes)? {
        return Ok(());
    }
    let names = |whom: &str| meaning.slots.words.iter().any(|(slot, word)| *slot == "audience" && word == whom);
    let without: Vec<StudentId> = match &meaning.slots.student {
        Some(Pick::All(without)) => without.clone(),
        _ => Vec::new(),
    };
    let students = whom::all_but(turn, &classes, &without);
    let (urgent, leaves) = (is_urgent(meaning), leaves(meaning));
    let composed = Composed { students, without, classes, group: None, file, urgent, leaves };
    if whom::asks(turn, meaning, &composed)? {
        return Ok(());
    }
    let Composed { classes, file, .. } = &composed;
    let addressed = !classes.is_empty() || meaning.slots.words.iter().any(|(slot, _)| *slot == "audience");
    if !addressed || meaning.outcome == Outcome::Reject {
        return how(turn, classes.first().copied());
    }
    if names("group") {
        let name = meaning.slots.words.iter().find(|(slot, _)| *slot == "name").map(|(_, name)| name.clone());
        return to_group(turn, name.unwrap_or_default(), meaning, file.clone()).await;
    }
    if !composed.without.is_empty() && composed.students.is_empty() {
        return how(turn, classes.first().copied());
    }
    if names("absent") {
        let Some(class) = classes.first() else { return how(turn, None) };
        let class = turn.class_label(*class);
        let students = away_today(turn.tx, &turn.cause, classes).await?;
        if students.is_empty() {
            return turn.say(Phrase::Absence(AbsencePhrase::NobodyAway { class }));
        }
        return write(turn, Composed { students, ..composed }, meaning.slots.text.as_deref()).await;
    }
    write(turn, composed, meaning.slots.text.as_deref()).await
}

/// To the families of a group made by hand.
async fn to_group(
    turn: &mut Turn<'_>,
    name: String,
    meaning: &Interpretation,
    file: Option<AnnouncedFile>,
) -> Result<(), CommandError> {
    let groups = family_groups(turn.tx, &turn.cause).await?;
    let Some(group) = family_group::found(turn, groups, &name)? else { return Ok(()) };
    let members = group_members(turn.tx, &turn.cause, group.id).await?;
    if members.is_empty() {
        return turn.say(FamilyGroupPhrase::Empty { name: group.name }.phrase());
    }
    let students = members.into_iter().map(|member| member.student).collect();
    let (urgent, leaves) = (is_urgent(meaning), leaves(meaning));
    let (classes, without) = (Vec::new(), Vec::new());
    let composed = Composed { classes, students, without, group: Some(group.name), file, urgent, leaves };
    write(turn, composed, meaning.slots.text.as_deref()).await
}

fn is_urgent(meaning: &Interpretation) -> bool {
    meaning.slots.haste == Haste::Urgent
}

/// `annonce aux parents de 4eA demain à 9h : …`
fn leaves(meaning: &Interpretation) -> Leaves {
    let later = meaning.slots.words.iter().any(|(slot, _)| *slot == "when");
    match (meaning.slots.at, later, meaning.slots.date) {
        (Some(at), ..) => Leaves::At(at),
        (None, true, Some(day)) => Leaves::On(day),
        (None, true, None) => Leaves::Later,
        (None, false, _) => Leaves::AtOnce,
    }
}

fn classes_meant(meaning: &Interpretation) -> Vec<ClassId> {
    match &meaning.slots.class {
        Some(Pick::All(classes)) => classes.clone(),
        Some(other) => other.single().into_iter().collect(),
        None => Vec::new(),
    }
}

/// Says why they may not write to these families; false when they may.
fn refuses(turn: &mut Turn<'_>, meaning: &Interpretation, classes: &[ClassId]) -> Result<bool, CommandError> {
    if meaning.reason != Some(Reason::NotAllowed) && may_broadcast(turn.cause.actor, classes) {
        return Ok(false);
    }
    let phrase = refusal::not_allowed(turn, meaning);
    turn.say(phrase)?;
    Ok(true)
}

/// Makes a draft of what there is, and shows it; asks for the words where there are none.
pub(super) async fn write(turn: &mut Turn<'_>, composed: Composed, text: Option<&str>) -> Result<(), CommandError> {
    let Some(words) = text.and_then(wordings) else {
        let phrase = BroadcastPhrase::What {
            audience: audience(turn, &composed),
            picture: composed.file.as_ref().map(|file| file.picture),
        };
        turn.memory.ask(Ask::Compose(composed), turn.source.clone(), turn.cause.now);
        return turn.say(Phrase::Broadcast(phrase));
    };
    if too_long(turn, text.unwrap_or_default())? {
        return Ok(());
    }
    let by = turn.name.clone().unwrap_or_default();
    let without = left_out(turn, &composed);
    let Composed { classes, students, group, file, urgent, leaves, .. } = composed;
    let new = NewBroadcast { by, words, classes, students, without, group, file, urgent };
    let broadcast = draft_broadcast(turn.tx, &turn.cause, turn.account, &new).await?;
    match leaves {
        Leaves::AtOnce => show(turn, broadcast).await,
        Leaves::At(at) => scheduled::move_to(turn, broadcast, Some(at)).await,
        Leaves::Later => scheduled::when(turn, (broadcast, None), false),
        Leaves::On(day) => scheduled::when(turn, (broadcast, Some(day)), false),
    }
}

/// Says that it is too long, where it is.
pub(super) fn too_long(turn: &mut Turn<'_>, text: &str) -> Result<bool, CommandError> {
    if text.chars().count() <= LONGEST {
        return Ok(false);
    }
    let most = u32::try_from(LONGEST).unwrap_or(u32::MAX);
    turn.say(Phrase::Broadcast(BroadcastPhrase::TooLong { most }))?;
    Ok(true)
}

/// Whom it is for, as far as is known.
fn audience(turn: &Turn<'_>, composed: &Composed) -> Audience {
    if let Some(group) = &composed.group {
        return Audience::Group(group.clone());
    }
    if let Some(LeftOut { classes, students }) = left_out(turn, composed) {
        return Audience::Without { classes, students };
    }
    match (composed.students.len(), composed.classes.as_slice()) {
        (0, []) => Audience::School,
        (0, classes) => Audience::Classes(classes.iter().map(|class| turn.class_label(*class)).collect()),
        (students, _) => Audience::Students(u32::try_from(students).unwrap_or(u32::MAX)),
    }
}

/// Who of the classes is left out, where anybody is.
fn left_out(turn: &Turn<'_>, composed: &Composed) -> Option<LeftOut> {
    let classes = composed.classes.iter().map(|class| turn.class_label(*class)).collect();
    let students = composed.without.iter().map(|student| turn.student_name(*student)).collect();
    (!composed.without.is_empty()).then_some(LeftOut { classes, students })
}

/// How one is written, with the class they named or one of theirs.
fn how(turn: &mut Turn<'_>, named: Option<ClassId>) -> Result<(), CommandError> {
    let class = example(turn, named);
    turn.say(Phrase::Broadcast(BroadcastPhrase::How { class }))
}

fn example(turn: &Turn<'_>, named: Option<ClassId>) -> Option<String> {
    let class = named.or_else(|| turn.staff().and_then(|staff| staff.head_of));
    let class = class.or_else(|| turn.index.school().classes.first().map(|class| class.id));
    class.map(|class| turn.class_label(class))
}

/// What is being written, where its words are waited for.
fn composing(turn: &Turn<'_>) -> Option<Composed> {
    match turn.memory.question(turn.cause.now) {
        Some(Question { ask: Ask::Compose(composed), .. }) => Some(composed.clone()),
        _ => None,
    }
}

/// Forgets what is being written; says whether anything was.
pub(super) fn forget(turn: &mut Turn<'_>) -> bool {
    let rewords = matches!(turn.memory.question(turn.cause.now), Some(Question { ask: Ask::Reword { .. }, .. }));
    (rewords || composing(turn).is_some()) && turn.memory.forget_question(turn.cause.now)
}

/// Takes what was written for the words that were asked for. Says whether it was.
pub(in crate::commands) async fn takes_text(
    turn: &mut Turn<'_>,
    meaning: &Interpretation,
    text: &str,
) -> Result<bool, CommandError> {
    if reword::takes(turn, meaning, text).await? {
        return Ok(true);
    }
    let Some(composed) = composing(turn) else { return Ok(false) };
    if is_command(meaning, text) {
        return Ok(false);
    }
    // `suspends l'annonce`: of the one that is under way.
    if OF_ANOTHER.contains(&meaning.intent) && any_under_way(turn.tx, &turn.cause).await? {
        return Ok(false);
    }
    turn.memory.forget_question(turn.cause.now);
    if !may_broadcast(turn.cause.actor, &composed.classes) {
        turn.say(Phrase::NotAllowed)?;
        return Ok(true);
    }
    write(turn, composed, Some(text)).await?;
    Ok(true)
}

/// Whether it is no text of an announcement, though one was asked for.
pub(super) fn is_command(meaning: &Interpretation, text: &str) -> bool {
    // Marks that are as clear as that are no announcement; whatever else it looks like, it is shown before it is sent.
    let gives_marks = meaning.intent.writes_marks() && matches!(meaning.outcome, Outcome::Ok | Outcome::Confirm);
    // `Menu de la cantine`, `Menu.`: only the word alone asks for help.
    let is_text = meaning.intent == Intent::Help && !text.trim().chars().all(char::is_alphabetic);
    let commands = COMMANDS.contains(&meaning.intent) && !is_text;
    text.trim_start().starts_with('/') || commands || gives_marks
}

/// Takes a picture or a document that is announced by its caption, was asked for, or goes with the draft that was shown.
/// Says whether it was one.
pub(in crate::commands) async fn takes_file(turn: &mut Turn<'_>, media: &Media) -> Result<bool, CommandError> {
    let is_file = matches!(media.kind, MediaKind::Image | MediaKind::Document);
    if turn.staff().is_none() || turn.quotes.is_some() || !is_file {
        return Ok(false);
    }
    let caption = media.caption.as_deref().unwrap_or_default().trim().to_owned();
    let meaning = understand::interpret(&caption, &turn.index, &turn.dialogue(turn.chosen, false));
    let announces = meaning.intent == Intent::BroadcastCreate;
    let (composed, draft) = (composing(turn), asked(turn).filter(|_| caption.is_empty()));
    let for_one = announces || composed.is_some() || draft.is_some();
    if !for_one && (turn.talking.is_some() || !may_write_to_families(turn)) {
        return Ok(false);
    }
    let Some(found) = brought(turn, !for_one).await? else { return Ok(false) };
    if !for_one {
        let class = example(turn, None);
        turn.say(Phrase::Broadcast(BroadcastPhrase::FileForWhom { class }))?;
        return Ok(true);
    }
    if announces && refuses(turn, &meaning, &classes_meant(&meaning))? {
        return Ok(true);
    }
    let file = match found.and_then(|bytes| recognised(&bytes, media)) {
        Ok(file) => keep_announced(turn.tx, &turn.cause, &file).await?.ok_or(FileProblem::Kind),
        Err(why) => Err(why),
    };
    match (file, composed, draft) {
        (Err(why), ..) => turn.say(Phrase::Broadcast(BroadcastPhrase::FileRefused { why }))?,
        (Ok(file), ..) if announces => create(turn, &meaning, Some(file)).await?,
        (Ok(file), Some(composed), _) => {
            turn.memory.forget_question(turn.cause.now);
            tell_replaced(turn, composed.file.as_ref(), &file)?;
            write(turn, Composed { file: Some(file), ..composed }, Some(caption.as_str())).await?;
        }
        (Ok(file), None, Some((broadcast, ..))) => {
            let school = turn.cause.school.id;
            let draft = turn.tx.broadcast(school, broadcast).await?;
            let draft = draft.map(|draft| announcement_of(&turn.cause, &draft, false)).transpose()?;
            tell_replaced(turn, draft.and_then(|draft| draft.file).as_ref(), &file)?;
            attach_to_draft(turn.tx, &turn.cause, broadcast, Some(file)).await?;
            show(turn, broadcast).await?;
        }
        (Ok(_), None, None) => return Ok(false),
    }
    Ok(true)
}

/// One file goes with an announcement: the last that came.
fn tell_replaced(
    turn: &mut Turn<'_>,
    before: Option<&AnnouncedFile>,
    file: &AnnouncedFile,
) -> Result<(), CommandError> {
    let Some(before) = before else { return Ok(()) };
    let (file, instead_of) = (file.name.clone(), before.name.clone());
    turn.say(Phrase::Broadcast(BroadcastPhrase::FileReplaced { file, instead_of }))
}

fn recognised(bytes: &[u8], media: &Media) -> Result<PassedFile, FileProblem> {
    let too_large = media.kind == MediaKind::Image && bytes.len() > MOST_PICTURE;
    let why = if too_large { FileProblem::TooLarge } else { FileProblem::Kind };
    PassedFile::recognise(bytes, media.file_name.as_deref()).ok_or(why)
}

/// Whether there are families they may write to.
fn may_write_to_families(turn: &Turn<'_>) -> bool {
    let own = turn.staff().and_then(|staff| staff.head_of);
    may_broadcast(turn.cause.actor, own.as_slice())
}

/// What was fetched with a message, which is not needed any more; `None`: it is a table, or (where nobody `asked`) nothing
/// that could be announced.
async fn brought(turn: &mut Turn<'_>, unasked: bool) -> Result<Option<Result<Vec<u8>, FileProblem>>, CommandError> {
    let (Some(event), school) = (turn.cause.event, turn.cause.school.id) else { return Ok(None) };
    let found = match turn.tx.attachment(school, event).await? {
        Some(Attachment::There(packed)) => match Carried::unpack(&packed) {
            Carried::Read(_) if unasked => return Ok(None),
            Carried::Read(_) => Err(FileProblem::Kind),
            Carried::File(bytes) => Ok(bytes.to_vec()),
            Carried::TooLarge => Err(FileProblem::TooLarge),
        },
        _ if unasked => return Ok(None),
        Some(Attachment::Wanted | Attachment::Gone) | None => Err(FileProblem::NotFetched),
    };
    turn.tx.forget_attachment(school, event).await?;
    Ok(Some(found))
}
