//! Greetings, thanks, help, the language, and what is not our business.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Interpretation, Outcome, Reason};
use super::super::lexicon::{Hit, Meaning};
use super::super::reading::Reading;
use super::super::token::Token;
use crate::domain::Locale;

/// What a cry for help is about when it is more than that.
const ABOUT_MORE: &[Cue] = &[
    Cue::HomeworkHelp,
    Cue::OffTopic,
    Cue::TeacherWord,
    Cue::Doing,
    Cue::Dispute,
    Cue::Average,
    Cue::Report,
    Cue::LangFr,
    Cue::LangEn,
    Cue::LangAr,
];

/// What people call us.
const THIS_THING: [&str; 8] = ["thing", "truc", "machin", "bot", "app", "appli", "system", "systeme"];

/// Nothing but courtesy.
pub(super) fn courtesy(r: &Reading<'_>) -> Option<Interpretation> {
    let polite = |cue: &Cue| matches!(cue, Cue::Greet | Cue::Thanks);
    // `il est premier` is made of words that say nothing alone.
    let says_more = r.hits.iter().any(|hit| match hit.meaning {
        Meaning::Cue(cue) => hit.to - hit.from > 1 && !polite(cue),
        _ => false,
    });
    (r.words() > 0 && !says_more && r.only(&[Cue::Greet, Cue::Thanks])).then(|| greeting(r)).flatten()
}

/// Courtesy around words we do not know.
pub(super) fn greeting(r: &Reading<'_>) -> Option<Interpretation> {
    if r.has(Cue::Thanks) {
        Some(Interpretation::new(Intent::Thanks, Outcome::None))
    } else if r.has(Cue::Greet) {
        Some(Interpretation::new(Intent::Greet, Outcome::None))
    } else {
        None
    }
}

/// Their phrases hold a word for help: `قائمة الأساتذة المتأخرين`.
const IN_PHRASES: [Cue; 4] = [Cue::Import, Cue::NotEntered, Cue::WhoTeaches, Cue::Audit];

pub(super) fn help(r: &Reading<'_>) -> Option<Interpretation> {
    // Whoever wants to see marks without being linked is told how to be.
    let stranger = matches!(r.index.speaker(), super::super::scope::Speaker::Stranger);
    let wants_marks = stranger && r.any(&[Cue::Marks, Cue::Report, Cue::Average, Cue::MyChild]);
    let question_mark = r.words() == 0 && r.text.contains(['?', '؟']);
    let missed = r.has(Cue::NotArriving) && ![Cue::Report, Cue::Marks].iter().any(|cue| r.has_alone(*cue));
    // `how does this thing work`: no child is asked about.
    let of_this_thing = r.tokens.iter().any(|token| THIS_THING.contains(&token.word.as_str()));
    let asks = (r.has(Cue::Help) || missed)
        && !wants_marks
        && !r.has(Cue::Code)
        && (missed || !r.has(Cue::Why) || !r.has(Cue::Marks) && r.subjects.is_empty())
        && r.people.is_empty()
        && r.values.is_empty()
        && !ABOUT_MORE.iter().any(|cue| r.has_alone(*cue) && !(*cue == Cue::Doing && of_this_thing))
        && (r.has_alone(Cue::Help) || r.words() <= 4 && !r.any(&IN_PHRASES) || missed);
    (question_mark || asks).then(|| Interpretation::new(Intent::Help, Outcome::Ok))
}

/// The languages named.
pub(super) fn languages(r: &Reading<'_>) -> Vec<Locale> {
    [(Cue::LangFr, Locale::Fr), (Cue::LangEn, Locale::En), (Cue::LangAr, Locale::Ar)]
        .into_iter()
        .filter(|(cue, _)| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(*cue) && !is_preposition(r, hit)))
        .map(|(_, locale)| locale)
        .collect()
}

/// Of several languages named, those that are not said to be no use: `pas le français, l'arabe`.
fn wanted(r: &Reading<'_>) -> Vec<Locale> {
    let named = languages(r);
    let cue = |locale: Locale| match locale {
        Locale::Fr => Cue::LangFr,
        Locale::En => Cue::LangEn,
        Locale::Ar => Cue::LangAr,
    };
    let negations = || r.hits.iter().filter(|hit| *hit.meaning == Meaning::Cue(Cue::Negation));
    let denied = |locale: &Locale| {
        r.find(cue(*locale)).is_some_and(|hit| negations().any(|no| no.to <= hit.from && hit.from - no.to <= 2))
    };
    let rest: Vec<Locale> = named.iter().copied().filter(|locale| !denied(locale)).collect();
    if named.len() > 1 && rest.len() == 1 { rest } else { named }
}

pub(super) fn language(r: &Reading<'_>) -> Option<Interpretation> {
    // `et l'anglais ?` goes on about marks.
    if r.dialogue.active_child.is_some() && !r.subjects.is_empty() && r.has_question_mark() {
        return None;
    }
    let busy = [Cue::Marks, Cue::Average, Cue::TeacherWord, Cue::Report, Cue::Got, Cue::Dispute, Cue::Alert];
    let named = wanted(r);
    let about_something = r.any(&busy) || !r.people.is_empty() || !r.values.is_empty() || !r.kinds.is_empty();
    let asked = r.has(Cue::LanguageWord);
    if about_something
        && !(asked && r.has_alone(Cue::LanguageWord) && r.any(&[Cue::Update, Cue::Changed]) && r.people.is_empty())
    {
        return None;
    }
    let around = [
        Cue::LangFr,
        Cue::LangEn,
        Cue::LangAr,
        Cue::LanguageWord,
        Cue::Update,
        Cue::Changed,
        Cue::Want,
        Cue::Greet,
        Cue::Thanks,
        Cue::Talk,
        Cue::Help,
        Cue::Yes,
        Cue::SetMark,
        Cue::Send,
        Cue::Show,
        Cue::GoOn,
        Cue::Keep,
    ];
    let prepared = has_preposition(r) && !r.has_question_mark();
    let languages_only = if prepared { r.only_plain(&around) } else { r.only(&around) };
    match named.as_slice() {
        [locale] if asked || (languages_only && has_preposition(r)) => {
            Some(Interpretation::new(Intent::LanguageSet, Outcome::Ok).with(|slots| slots.language = Some(*locale)))
        }
        [locale] if languages_only => {
            let subject = !r.subjects.is_empty();
            let (outcome, reason) =
                if subject { (Outcome::Clarify, Some(Reason::LanguageOrSubject)) } else { (Outcome::Ok, None) };
            let found = Interpretation { reason, ..Interpretation::new(Intent::LanguageSet, outcome) };
            Some(found.with(|slots| slots.language = Some(*locale)))
        }
        [_, ..] if asked => Some(Interpretation::because(Intent::LanguageSet, Outcome::Clarify, Reason::Language)),
        [] if asked && languages_only && r.words() <= 4 => {
            Some(Interpretation::because(Intent::LanguageSet, Outcome::Clarify, Reason::Language))
        }
        _ => None,
    }
}

/// The `en` of `en arabe` is no English, though alone it is its code.
fn is_preposition(r: &Reading<'_>, hit: &Hit<'_>) -> bool {
    let word = r.tokens.get(hit.from).map(|token| token.word.as_str());
    hit.to == hit.from + 1 && word == Some("en") && r.tokens.get(hit.to).is_some_and(Token::is_text)
}

/// `en français`, `in English`, `بالعربية`.
fn has_preposition(r: &Reading<'_>) -> bool {
    let language = |hit: &&Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::LangFr | Cue::LangEn | Cue::LangAr));
    r.hits.iter().filter(language).any(|hit| {
        let before = hit.from.checked_sub(1).and_then(|at| r.tokens.get(at)).map(|token| token.word.as_str());
        let attached =
            r.tokens.get(hit.from).is_some_and(|token| token.word.starts_with("بال") || token.word.starts_with("bl"));
        attached || matches!(before, Some("en" | "in" | "b" | "bel" | "to"))
    })
}

/// Attempts to talk us into something.
pub(super) fn injection(r: &Reading<'_>) -> Option<Interpretation> {
    let instructs = r.words() >= 3 && r.has(Cue::Injection);
    instructs.then(|| Interpretation::new(Intent::OutOfScope, Outcome::None))
}

/// A role that somebody claims changes nothing: what they ask for has been judged by who they are.
pub(super) fn claimed_role(r: &Reading<'_>) -> Option<Interpretation> {
    r.has(Cue::ClaimStaff).then(|| Interpretation::new(Intent::OutOfScope, Outcome::None))
}

pub(super) fn off_topic(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.any(&[Cue::Fees, Cue::HomeworkHelp, Cue::OffTopic]) {
        return None;
    }
    let topic =
        r.hits.iter().find_map(|hit| if let Meaning::Topic(topic) = hit.meaning { Some(topic.clone()) } else { None });
    let about_school = r.any(&[Cue::Average, Cue::Report]) || (r.has(Cue::Marks) && !r.has(Cue::HomeworkHelp));
    if about_school && topic.as_deref() != Some("fees") {
        return None;
    }
    Some(
        Interpretation::new(Intent::OutOfScope, Outcome::None)
            .with(|slots| slots.words.extend(topic.map(|topic| ("topic", topic)))),
    )
}
