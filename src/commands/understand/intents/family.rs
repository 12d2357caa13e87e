//! What a family asks about its children.
//!
//! Invariant: a name that is not one of their own children gets one answer, whether the student exists or not.

use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::{Hit, Meaning};
use super::super::names::Mention;
use super::super::reading::Reading;
use super::super::token::Kind;
use super::super::value::Value;
use super::super::{Intent, code};
use crate::domain::{StudentId, fold};

/// Whether a wish is about a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    /// It cannot be answered without knowing which.
    Needed,
    /// It may be about all of them.
    Optional,
}

/// Which child is meant, and what has to be asked.
pub(super) struct ChildMeant {
    pick: Option<Pick<StudentId>>,
    verdict: (Outcome, Option<Reason>),
}

impl ChildMeant {
    /// The interpretation, as far as the child is concerned.
    pub(super) fn finish(self, intent: Intent) -> Interpretation {
        let slots = Slots { student: self.pick, ..Slots::default() };
        Interpretation { intent, outcome: self.verdict.0, reason: self.verdict.1, slots, language: None }
    }

    /// The same where a previewed action follows.
    pub(super) fn confirmed(self, intent: Intent) -> Interpretation {
        let found = self.finish(intent);
        if found.outcome == Outcome::Ok { Interpretation { outcome: Outcome::Confirm, ..found } } else { found }
    }
}

/// The child meant: by name, all of them, the only one, the one spoken of before.
pub(super) fn child(r: &Reading<'_>, need: Child) -> ChildMeant {
    let plain = |pick, outcome, reason| ChildMeant { pick, verdict: (outcome, reason) };
    let all: Vec<StudentId> = r.index.people().map(|child| child.id).collect();
    if let Some(heard) = super::others::other_name(r) {
        let pick = Pick::Unknown { heard, nearest: Vec::new() };
        return plain(Some(pick), Outcome::Reject, Some(Reason::UnknownStudent));
    }
    if !r.people.is_empty() {
        return named_child(r);
    }
    if let Some(heard) = super::others::others_child(r) {
        let pick = Pick::Unknown { heard, nearest: Vec::new() };
        return plain(Some(pick), Outcome::Reject, Some(Reason::UnknownStudent));
    }
    let every = r.has(Cue::MyChildren);
    match (all.as_slice(), r.dialogue.active_child) {
        ([], _) => plain(None, Outcome::Clarify, Some(Reason::CodeRequired)),
        ([only], _) => plain(Some(Pick::One(*only)), Outcome::Ok, None),
        (_, _) if super::directory::child_in_class(r).is_some() => {
            plain(super::directory::child_in_class(r).map(Pick::One), Outcome::Ok, None)
        }
        (_, _) if every => plain(Some(Pick::All(all)), Outcome::Ok, None),
        (_, _) if need == Child::Optional => plain(None, Outcome::Ok, None),
        (_, Some(active)) if all.contains(&active) => plain(Some(Pick::One(active)), Outcome::Ok, None),
        _ => plain(Some(Pick::Several(all)), Outcome::Clarify, Some(Reason::Child)),
    }
}

pub(super) fn named_child(r: &Reading<'_>) -> ChildMeant {
    if let Some(heard) = r.people.iter().find_map(|mention| another_of_the_name(r, mention)) {
        let pick = Pick::Unknown { heard, nearest: Vec::new() };
        return ChildMeant { pick: Some(pick), verdict: (Outcome::Reject, Some(Reason::UnknownStudent)) };
    }
    let mut children: Vec<StudentId> = Vec::new();
    let mut exact = true;
    let meant = r.people.iter().rposition(|mention| is_said_instead(r, mention)).unwrap_or(0);
    let all_left_out = r.people.iter().skip(meant).all(|mention| is_left_out(r, mention));
    for mention in r.people.iter().skip(meant).filter(|mention| all_left_out || !is_left_out(r, mention)) {
        let ids: Vec<StudentId> =
            mention.people.iter().filter_map(|person| r.index.person(*person)).map(|s| s.id).collect();
        exact &= mention.exact;
        match ids.as_slice() {
            [one] if !children.contains(one) => children.push(*one),
            [_] => {}
            // The family name alone fits all of them.
            _ => {
                return ChildMeant { pick: Some(Pick::Several(ids)), verdict: (Outcome::Clarify, Some(Reason::Child)) };
            }
        }
    }
    let heard = r.people.first().map(|mention| r.slice(mention.from, mention.to).to_owned()).unwrap_or_default();
    match (children.as_slice(), exact) {
        ([one], true) => ChildMeant { pick: Some(Pick::One(*one)), verdict: (Outcome::Ok, None) },
        ([one], false) => {
            let pick = Pick::Near { id: *one, heard };
            ChildMeant { pick: Some(pick), verdict: (Outcome::Confirm, Some(Reason::FuzzyName)) }
        }
        (_, true) => ChildMeant { pick: Some(Pick::All(children)), verdict: (Outcome::Ok, None) },
        (_, false) => {
            ChildMeant { pick: Some(Pick::Several(children)), verdict: (Outcome::Clarify, Some(Reason::Child)) }
        }
    }
}

/// `non pas Awa, Estelle`, `celles d'Estelle, pas celles d'Awa`: the one behind the negation is not meant.
fn is_left_out(r: &Reading<'_>, mention: &Mention) -> bool {
    let between = |at: usize| r.tokens.get(at).is_some_and(|token| TO_A_NAME.contains(&token.word.as_str()));
    let negated = |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::Negation) && hit.to <= mention.from;
    r.hits.iter().filter(negated).any(|hit| (hit.to..mention.from).all(between))
}

/// What may stand between a negation and the name it is of.
const TO_A_NAME: [&str; 12] =
    ["de", "d", "celle", "celles", "celui", "ceux", "of", "for", "those", "dyal", "ديال", "لـ"];

/// `les notes d'Awa… euh non pardon, celles d'Estelle`: the name in front is taken back.
fn is_said_instead(r: &Reading<'_>, mention: &Mention) -> bool {
    let before = r.people.iter().filter(|other| other.to <= mention.from).map(|other| other.to).max();
    let typed = before.map(|from| r.slice(from, mention.from)).unwrap_or_default();
    let folded = fold(typed);
    let mut words = folded.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| ["pardon", "plutot", "sorry", "عفوا", "اقصد", "قصدي", "oups", "oops"].contains(&word))
}

/// `Traoré Fatoumata` where the child is Traoré Ibrahim: somebody else of the same family name.
fn another_of_the_name(r: &Reading<'_>, mention: &Mention) -> Option<String> {
    let foreign = |at: usize| {
        let token = r.tokens.get(at).filter(|token| token.kind == Kind::Word && token.word.chars().count() >= 3)?;
        let forms = || std::iter::once(&token.word).chain(&token.stripped);
        let fits = |person: &u32| forms().any(|form| r.index.names().could_be(*person, form));
        let raw = r.text.get(token.start..token.end).unwrap_or_default();
        let capital = raw.chars().next().is_some_and(char::is_uppercase) && raw.chars().any(char::is_lowercase);
        (capital && !mention.people.iter().any(fits)).then_some(())
    };
    let several = mention.to - mention.from > 1 && !mention.exact;
    let strange = several && (mention.from..mention.to).any(|at| foreign(at).is_some());
    strange.then(|| r.slice(mention.from, mention.to).to_owned())
}

pub(super) fn marks(r: &Reading<'_>) -> Option<Interpretation> {
    let asks = r.any(&[Cue::Marks, Cue::Got]);
    let subject = r.subject_ids();
    let bare_subject = !subject.is_empty() && r.words() <= 4 && r.values.is_empty() && !r.has(Cue::TeacherWord);
    let quiz = !r.kinds.is_empty() && r.any(&[Cue::Show, Cue::Want, Cue::Question]);
    if !asks && !bare_subject && !quiz {
        return None;
    }
    let term = super::terms::named(r);
    Some(child(r, Child::Needed).finish(Intent::MarksView).with(|slots| {
        slots.subject = super::pick(subject);
        slots.term = term;
        slots.year = super::year::other_year(r);
    }))
}

pub(super) fn average(r: &Reading<'_>) -> Option<Interpretation> {
    let rank = r.has(Cue::Rank);
    if !(rank || r.has(Cue::Average)) {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    let term = super::terms::named(r);
    Some(child(r, Child::Needed).finish(Intent::AverageView).with(|slots| {
        slots.subject = subject;
        slots.term = term;
        slots.year = super::year::other_year(r);
        if rank {
            slots.words.push(("metric", "rank".to_owned()));
        }
    }))
}

pub(super) fn report(r: &Reading<'_>) -> Option<Interpretation> {
    // `quand est la remise des bulletins`: the day is asked for.
    let of_event = r.has(Cue::Event) && !r.has_alone(Cue::Report);
    if !r.has(Cue::Report) || of_event {
        return None;
    }
    let term = super::terms::named(r);
    Some(child(r, Child::Needed).finish(Intent::ReportPdf).with(|slots| {
        slots.year = super::year::other_year(r);
        slots.term = term;
    }))
}

pub(super) fn progress(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has(Cue::Progress) || r.has(Cue::Report) {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    Some(child(r, Child::Needed).finish(Intent::ProgressView).with(|slots| slots.subject = subject))
}

/// `How is Estelle doing this term?`
pub(super) fn summary(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has(Cue::Doing) || r.has(Cue::Marks) {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    let term = super::terms::named(r);
    Some(child(r, Child::Needed).finish(Intent::StudentSummary).with(|slots| {
        slots.subject = subject;
        slots.term = term;
    }))
}

pub(super) fn explain(r: &Reading<'_>) -> Option<Interpretation> {
    let about_marks = [Cue::Marks, Cue::Average, Cue::Got, Cue::Rank, Cue::Maximum, Cue::Coefficient];
    let about = r.any(&about_marks) || !r.subjects.is_empty();
    // `c'est sur 10 ou sur 20 la note d'Awa`
    let scales = !r.values.is_empty() && r.values.iter().all(|value| super::assessments::is_scale(r, value));
    // « note » may be an order, but none of two scales.
    let ordered = r.has(Cue::SetMark) && r.values.len() < 2;
    let of_scale = scales && r.has(Cue::Marks) && !ordered && !r.any(&[Cue::Alert, Cue::Update]);
    let about = about || !r.values.is_empty() && (r.has(Cue::MyChild) || !r.people.is_empty());
    let asks = r.has_alone(Cue::Why) || r.has(Cue::Why) && r.has(Cue::Help) || of_scale;
    if !asks || !about || r.has(Cue::Talk) {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    Some(child(r, Child::Needed).finish(Intent::MarkExplain).with(|slots| slots.subject = subject))
}

/// `le bulletin est faux, la prof de français s'est trompée`
pub(super) fn dispute(r: &Reading<'_>) -> Option<Interpretation> {
    let about = [Cue::Marks, Cue::Average, Cue::Report, Cue::TeacherWord, Cue::Got, Cue::Rank];
    // `elle avait 15 et on a mis 5`
    let two = r.values.iter().filter(|value| value.number().is_some()).count() == 2;
    let contrasted = two && r.has(Cue::Miswritten) && !r.has(Cue::Alert);
    let concerns = r.any(&about) || !r.subjects.is_empty() || r.words() <= 4 || contrasted;
    // `chérie, vérifie son cahier, bisou` is for somebody else.
    if !(r.has(Cue::Dispute) || contrasted) || !concerns || r.has(Cue::OffTopic) {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    let found = child(r, Child::Needed).finish(Intent::MarkDispute);
    let passed_on = found.outcome != Outcome::Reject;
    let found = if passed_on { Interpretation { outcome: Outcome::Handoff, reason: None, ..found } } else { found };
    let found = found.with(|slots| slots.subject = subject);
    // `me plaindre du prof de maths auprès de la directrice`
    Some(if super::letters::names_office(r) { super::letters::to_office(found) } else { found })
}

/// At its head; courtesy left out of the words is heard in the text.
fn says_thanks(r: &Reading<'_>) -> bool {
    let text = fold(r.text);
    let first = text.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty());
    first.is_some_and(|word| r.index.shared.lexicon.cues_of(word).any(|cue| cue == Cue::Thanks))
}

/// A family that tries to write a mark, to delete or to publish: refused, whatever the words.
pub(super) fn write_attempt(r: &Reading<'_>) -> Option<Interpretation> {
    // `mes deux filles`: a number of children.
    let counts = |value: &&Value| {
        let children = |hit: &&Hit<'_>| *hit.meaning == Meaning::Cue(Cue::MyChildren);
        r.hits.iter().filter(children).any(|hit| hit.from <= value.from && value.to <= hit.to)
    };
    let scale = |value: &Value| super::assessments::is_scale(r, value);
    let value = r.values.iter().any(|value| !counts(&value) && !scale(value) && value.number().is_some());
    let imperative = r.any(&[Cue::SetMark, Cue::Correct, Cue::Update]) && value;
    let about_mark = r.any(&[Cue::Marks]) || !r.people.is_empty() || !r.kinds.is_empty() || r.has(Cue::MyChild);
    let refuse = |intent| Some(Interpretation::because(intent, Outcome::Reject, Reason::NotAllowed));
    // `merci, 15 en maths ça fait plaisir`
    if says_thanks(r) && !r.people.iter().any(|mention| mention.exact) {
        return None;
    }
    if let Some(intent) = test_attempt(r) {
        return refuse(intent);
    }
    if r.has(Cue::HomeworkHelp) && !r.has(Cue::Marks) {
        return None;
    }
    if r.any(&[Cue::Alert, Cue::PhoneWord, Cue::Got, Cue::Dispute, Cue::Why, Cue::NotComing, Cue::Question]) {
        return None;
    }
    if r.any(&[Cue::Add, Cue::RemovePoints]) && r.has(Cue::Points) && !r.values.is_empty() {
        return refuse(Intent::MarkAdjust);
    }
    // `publier ds1 4eA` is a command, `le ds1 est publié` is none.
    let commands_to_publish = !r.kinds.is_empty() && r.find(Cue::Publish).is_some_and(|hit| hit.from == 0);
    if r.has_alone(Cue::Publish) && r.has(Cue::Marks) || commands_to_publish {
        return refuse(Intent::Publish);
    }
    if r.has_alone(Cue::Delete) && r.has(Cue::Marks) && !r.any(&[Cue::Data]) {
        return refuse(Intent::MarkDelete);
    }
    if !(imperative && about_mark) {
        return None;
    }
    // `corrige sa note`: the noun is no command.
    let begins = |cue| r.find(cue).map_or(usize::MAX, |hit| hit.from);
    let changes = begins(Cue::Correct).min(begins(Cue::Update)) < begins(Cue::SetMark);
    refuse(if changes { Intent::MarkCorrect } else { Intent::MarkSet })
}

/// `modifie le coef du ds1`, `supprime l'interro 2`, `nouveau devoir 4eA sur 20`: an order about a test, at the head of a message.
fn test_attempt(r: &Reading<'_>) -> Option<Intent> {
    let participle = |hit: &Hit<'_>| r.slice(hit.from, hit.to).to_lowercase().ends_with('é');
    let orders = |cue| r.find(cue).is_some_and(|hit| hit.from <= 3 && !participle(hit) || r.leads_up(hit.from));
    if r.kinds.is_empty() || super::turned::asks(r) {
        return None;
    }
    let says_what = r.any(&[Cue::Coefficient, Cue::Scale]) || !r.dates.is_empty() || orders(Cue::Rename);
    if (orders(Cue::Update) || orders(Cue::Rename)) && says_what {
        return Some(Intent::AssessmentUpdate);
    }
    // `nouveau devoir 4eA maths sur 20`
    let scaled = r.values.iter().any(|value| super::assessments::is_scale(r, value));
    if orders(Cue::Create) && scaled && !r.classes.is_empty() && r.people.is_empty() {
        return Some(Intent::AssessmentCreate);
    }
    (orders(Cue::Delete) && !r.any(&[Cue::Marks, Cue::Data])).then_some(Intent::AssessmentDelete)
}

/// `annonce 4eA : réunion samedi`: families announce nothing.
pub(super) fn announcement(r: &Reading<'_>) -> Option<Interpretation> {
    let begins = r.find(Cue::Announce).is_some_and(|hit| hit.from == 0);
    let text = r.tokens.iter().any(|token| token.is_sign(':'));
    let addressed = !r.classes.is_empty() || r.any(&[Cue::WholeSchool, Cue::ParentOf, Cue::Everyone, Cue::ClassWord]);
    let refused = || Interpretation::because(Intent::BroadcastCreate, Outcome::Reject, Reason::NotAllowed);
    (begins && (text || addressed)).then(refused)
}

/// A value for somebody and no question: a mark, had a teacher written it.
pub(super) fn bare_mark(r: &Reading<'_>) -> Option<Interpretation> {
    let asks = [Cue::Alert, Cue::Got, Cue::Question, Cue::Show, Cue::Want, Cue::PhoneWord, Cue::Code, Cue::Why];
    let commands = r.has(Cue::SetMark) || r.has(Cue::Show) && !r.people.is_empty();
    let about = commands || !r.people.is_empty() || !r.kinds.is_empty();
    let scale = |value: &Value| super::assessments::is_scale(r, value);
    let value = r.values.iter().any(|value| value.number().is_some() && !scale(value));
    let asked = r.any(&asks) && !commands || says_thanks(r);
    (value && about && !asked).then(|| Interpretation::because(Intent::MarkSet, Outcome::Reject, Reason::NotAllowed))
}

pub(super) fn children(r: &Reading<'_>) -> Option<Interpretation> {
    let only = r.only_plain(&[
        Cue::ShowChildren,
        Cue::MyChildren,
        Cue::Show,
        Cue::Want,
        Cue::Greet,
        Cue::Thanks,
        Cue::Got,
        Cue::Send,
        Cue::Data,
        Cue::Question,
        Cue::PhoneWord,
    ]);
    let asks_marks = r.has_alone(Cue::Got) || r.has(Cue::Marks);
    (r.has(Cue::ShowChildren) && only && !asks_marks).then(|| Interpretation::new(Intent::ChildList, Outcome::Ok))
}

/// Only a child's name: their marks.
pub(super) fn named_only(r: &Reading<'_>) -> Option<Interpretation> {
    let only = r.words() <= 4 && !r.people.is_empty() && r.strangers().next().is_none() && r.values.is_empty();
    only.then(|| child(r, Child::Needed).finish(Intent::MarksView))
}

/// `lier CODE`, a bare code, or the wish to be linked without one.
pub(super) fn link(r: &Reading<'_>) -> Option<Interpretation> {
    if let Some(code) = code::find(r) {
        return Some(Interpretation::new(Intent::Link, Outcome::Confirm).with(|slots| slots.code = Some(code)));
    }
    let claims = r.has(Cue::ClaimParent) && r.people.is_empty() && !r.any(&[Cue::Sick, Cue::NotComing]);
    let stranger = r.index.people().next().is_none();
    let asks = r.has_alone(Cue::Link) || (r.has(Cue::Code) && (stranger || r.words() <= 4));
    let excluded = r.any(&[Cue::Data, Cue::TeacherWord, Cue::Stop, Cue::Digest, Cue::Quiet, Cue::Alert]) && !claims;
    if !(claims || asks) || excluded {
        return None;
    }
    Some(code_asked(r))
}

/// A stranger who wants anything has to be linked first.
pub(super) fn code_required(r: &Reading<'_>) -> Option<Interpretation> {
    let wants = [
        Cue::Marks,
        Cue::Average,
        Cue::Report,
        Cue::Rank,
        Cue::Got,
        Cue::MyChild,
        Cue::MyChildren,
        Cue::Doing,
        Cue::Code,
        Cue::Link,
        Cue::ClaimParent,
    ];
    r.any(&wants).then(|| code_asked(r))
}

fn code_asked(r: &Reading<'_>) -> Interpretation {
    let asked = Interpretation::because(Intent::Link, Outcome::Clarify, Reason::CodeRequired);
    asked.with(|slots| {
        slots.claimed_name = claimed_name(r);
        slots.class = super::pick(r.class_ids()).filter(|_| slots.claimed_name.is_some());
    })
}

/// The `El` of `Yasmine El Amrani`.
fn joins_names(r: &Reading<'_>, at: usize) -> bool {
    r.hits.iter().any(|hit| hit.from == at && *hit.meaning == Meaning::Particle)
}

/// The name in `je suis le papa de Zadi Marc`.
fn claimed_name(r: &Reading<'_>) -> Option<String> {
    let claim = [Cue::ClaimParent, Cue::MyChild, Cue::Marks].into_iter().find_map(|cue| r.find(cue))?;
    let word = |at: &usize| r.tokens.get(*at).is_some_and(|token| token.kind == Kind::Word);
    let unknown: Vec<usize> = (claim.to..r.tokens.len())
        .filter(word)
        .skip_while(|at| r.known.get(*at) == Some(&true) || r.taken.get(*at) == Some(&true))
        .take_while(|at| r.taken.get(*at) == Some(&false) && (r.known.get(*at) == Some(&false) || joins_names(r, *at)))
        .collect();
    let first = unknown.first()?;
    let last = unknown.iter().rev().find(|at| r.known.get(**at) == Some(&false))?;
    Some(r.slice(*first, last + 1).to_owned())
}
