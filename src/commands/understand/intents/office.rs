//! What the school's office does by chat: announcements, people, codes, terms, figures.

use super::super::Intent;
use super::super::cue::Cue;
use super::super::interpretation::{Haste, Interpretation, Outcome, Pick, Reason, Slots};
use super::super::lexicon::{Fit, Hit, Meaning};
use super::super::reading::Reading;
use super::super::scope::Speaker;
use super::super::token::Token;
use super::answers::{goes_to_many, speaks_of_themselves};
use super::audience::{self, Doubt, Whom};
use super::letters::body;
use super::moments::{HeadMoment, head_moment, says_when, when_in_head};
use super::recipients;
use super::results::results;
use super::school_stats::school_stats;
use super::terms::{current, named, unknown};

/// `annonce 4eA : …`: where the head of a line says that it announces something, nothing behind its colon is for us: no
/// word for stopping, for its cost, for a draft that is open.
pub(super) fn announced(r: &Reading<'_>) -> Option<Interpretation> {
    let is_staff = matches!(r.index.speaker(), Speaker::Staff(_));
    let colon = r.colon().filter(|_| is_staff)?;
    let said = |cue: Cue| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(cue) && hit.to <= colon);
    let of_one = [
        Cue::Cancel,
        Cue::Pause,
        Cue::GoOn,
        Cue::Remind,
        Cue::Delete,
        Cue::Cost,
        Cue::Failed,
        Cue::ReadStats,
        Cue::Question,
        Cue::Report,
    ];
    let scheduled = recipients::scheduled_for(r).is_some();
    if said(Cue::Schedule) && !scheduled {
        return None;
    }
    let announces = scheduled
        || head_of_announcement(r).is_some_and(|(_, to)| to <= colon)
        || recipients::addressed(r).is_some()
        || recipients::told_to_many(r).is_some();
    (announces && !of_one.into_iter().any(said)).then(|| broadcast(r)).flatten()
}

/// The word for an announcement near the head of a message, or right behind a sign where nothing but recipients and a colon
/// follow: `je suis au volant, annonce à tous les parents : …`.
fn head_of_announcement(r: &Reading<'_>) -> Option<(usize, usize)> {
    let hit = r.find(Cue::Announce)?;
    (hit.from <= 4 || is_head_behind_a_sign(r, hit.from, hit.to)).then_some((hit.from, hit.to))
}

/// Whether what announces stands right behind a sign, and nothing but recipients in front of the colon.
fn is_head_behind_a_sign(r: &Reading<'_>, from: usize, to: usize) -> bool {
    let behind = from > 0 && r.tokens.get(from - 1).is_some_and(|token| !token.is_text());
    behind && r.colon().is_some_and(|colon| recipients::are_only(r, to, colon))
}

/// Whatever is told in front of it, an announcement is ordered.
pub(super) fn is_ordered(r: &Reading<'_>) -> bool {
    r.find(Cue::Announce).is_some_and(|hit| is_head_behind_a_sign(r, hit.from, hit.to))
}

/// `diffuse aux parents : les cours sont suspendus demain`
pub(super) fn broadcast(r: &Reading<'_>) -> Option<Interpretation> {
    if let Some(found) = super::letters::to_parent(r) {
        return Some(found);
    }
    // `combien coûte une annonce à la 4eA ?` orders none.
    let has_colon = r.tokens.iter().any(|token| token.is_sign(':'));
    if r.any(&[Cue::Failed, Cue::ReadStats, Cue::Cost]) && !has_colon {
        return None;
    }
    // `rappelle à tous les profs de saisir`
    let of_marks = r.any(&[Cue::Marks, Cue::SetMark, Cue::NotEntered]) || r.only(&[Cue::Remind, Cue::TeacherWord]);
    if r.has(Cue::Remind) && r.has(Cue::TeacherWord) && of_marks && !has_colon {
        return None;
    }
    let announced = head_of_announcement(r);
    let head = announced.filter(|(from, _)| r.leads_up(*from));
    // `annonce : fermeture demain, à tous les parents`
    let bare = r.colon().is_some_and(|colon| head.is_some_and(|(_, to)| to == colon));
    let at_end = recipients::at_end(r).filter(|_| bare || !r.tokens.iter().any(|token| token.is_sign(':')));
    let elsewhere = head.is_none_or(|(_, to)| recipients::end_of_head(r, to) == to);
    if let Some((text_end, whom)) = at_end.filter(|_| elsewhere) {
        let begin =
            head.filter(|(_, to)| *to < text_end && orders_announcement(r)).map_or(0, |(_, to)| to + usize::from(bare));
        return Some(told_before(r, (begin, text_end), whom));
    }
    let announce = announced
        .or_else(|| recipients::scheduled_for(r))
        .or_else(|| recipients::addressed(r))
        .or_else(|| recipients::told_to_many(r))
        .or_else(|| recipients::all_at_head(r))?;
    if let Some(found) = to_group(r, announce.1) {
        return Some(found);
    }
    if r.has(Cue::Group) && !r.tokens.iter().any(|token| token.is_sign(':')) {
        return None;
    }
    if r.has(Cue::Publish) && r.has(Cue::Marks) && !r.tokens.iter().any(|token| token.is_sign(':')) {
        return None;
    }
    let colon = r.colon().filter(|at| *at > announce.0);
    let marks_to_parents = r.has(Cue::Marks) && (r.assessments_meant().said) && !r.index.is_office();
    if marks_to_parents && colon.is_none() {
        return None;
    }
    let head_end = colon.unwrap_or_else(|| recipients::end_of_head(r, announce.1));
    let whom = audience::read(r, announce, head_end);
    let text = body(r, head_end).or_else(|| colon.and_then(|at| only_courtesy(r, at)));
    let mut slots = Slots { text, haste: haste(r, head_end), ..Slots::default() };
    leaves(r, colon, &mut slots);
    Some(addressed(r, whom, slots))
}

/// When it is to leave, where its head says so.
fn leaves(r: &Reading<'_>, colon: Option<usize>, slots: &mut Slots) {
    match colon.map_or(HeadMoment::None, |colon| head_moment(r, colon)) {
        HeadMoment::None => {}
        HeadMoment::At(at) => slots.at = Some(at),
        HeadMoment::Unclear(day) => {
            slots.date = day;
            slots.words.push(("when", String::new()));
        }
    }
}

/// `annonce 4eA : bonjour`: all that stands behind the colon is courtesy, and it is for them.
fn only_courtesy(r: &Reading<'_>, colon: usize) -> Option<String> {
    let text = r.text.get(r.tokens.get(colon)?.end..)?.trim();
    text.contains(char::is_alphanumeric).then(|| text.to_owned())
}

/// `annonce …`: the word itself is no part of what is announced.
fn orders_announcement(r: &Reading<'_>) -> bool {
    r.find(Cue::Announce).is_some_and(|hit| hit.to == hit.from + 1 && hit.fit == Fit::Plain)
}

/// `fermeture demain, à tous les parents`: the words first.
fn told_before(r: &Reading<'_>, text: (usize, usize), whom: usize) -> Interpretation {
    let heard = audience::read(r, (whom, whom), r.tokens.len());
    let text = r.slice(text.0, text.1).trim();
    let text = (!text.is_empty()).then(|| text.to_owned());
    addressed(r, heard, Slots { text, haste: haste(r, r.tokens.len()), ..Slots::default() })
}

/// An announcement of which it is known what it says and, perhaps, for whom it is.
fn addressed(r: &Reading<'_>, whom: Whom, mut slots: Slots) -> Interpretation {
    let told = |outcome, reason, slots| Interpretation {
        intent: Intent::BroadcastCreate,
        outcome,
        reason,
        slots,
        language: None,
    };
    let allowed = may_announce(r, &whom.classes);
    let named = whom.school || whom.absent;
    let classes = Some(Pick::All(whom.classes)).filter(|pick| *pick != Pick::All(Vec::new()));
    slots.class = classes;
    if !allowed {
        if whom.school {
            slots.words.push(("audience", "all_parents".to_owned()));
        }
        return told(Outcome::Reject, Some(Reason::NotAllowed), slots);
    }
    let doubt = whom.doubt.or_else(|| {
        // Words for nobody in particular are not for everybody.
        let nobody = slots.class.is_none() && !named && slots.text.is_some();
        nobody.then(|| Doubt::Words(String::new()))
    });
    if let Some(doubt) = doubt {
        let (reason, heard) = match doubt {
            Doubt::Staff => (Reason::Recipient, ("audience", "staff".to_owned())),
            Doubt::Class(heard) => (Reason::UnknownClass, ("heard", heard)),
            Doubt::Words(heard) => (Reason::Recipient, ("heard", heard)),
        };
        slots.words.push(heard);
        return told(Outcome::Clarify, Some(reason), slots);
    }
    // `annonce aux parents des absents 4eA : …`
    if whom.absent {
        slots.words.push(("audience", "absent".to_owned()));
    } else if whom.school {
        slots.words.push(("audience", "all_parents".to_owned()));
    }
    slots.student = Some(Pick::All(whom.without)).filter(|pick| *pick != Pick::All(Vec::new()));
    match slots.text {
        None => told(Outcome::Clarify, Some(Reason::Text), slots),
        Some(_) => told(Outcome::Confirm, None, slots),
    }
}

/// `annonce urgente 4eA : …`: said of the announcement, not in it.
fn haste(r: &Reading<'_>, head_end: usize) -> Haste {
    let said = r.find(Cue::Urgent).is_some_and(|hit| hit.to <= head_end);
    if said { Haste::Urgent } else { Haste::Ordinary }
}

/// `annonce au groupe délégués : …`: a group made by hand, where no class is named.
fn to_group(r: &Reading<'_>, from: usize) -> Option<Interpretation> {
    let colon = r.colon().filter(|at| *at > from);
    let end = colon.unwrap_or(r.tokens.len());
    if r.classes.iter().any(|place| place.to <= end) {
        return None;
    }
    let named_until = colon
        .filter(|colon| when_in_head(r, *colon))
        .map_or(end, |colon| (from..colon).rev().find(|at| !says_when(r, *at)).map_or(end, |last| last + 1));
    let name = super::family_groups::audience(r, from, named_until)?;
    if !r.index.is_office() {
        return Some(Interpretation::because(Intent::BroadcastCreate, Outcome::Reject, Reason::NotAllowed));
    }
    let text = colon.and_then(|colon| body(r, colon));
    let found = match text {
        Some(_) => Interpretation::confirm(Intent::BroadcastCreate),
        None => Interpretation::because(Intent::BroadcastCreate, Outcome::Clarify, Reason::Text),
    };
    Some(found.with(|slots| {
        slots.text = text;
        slots.haste = haste(r, end);
        slots.words.push(("audience", "group".to_owned()));
        slots.words.push(("name", name));
        leaves(r, colon, slots);
    }))
}

/// `annule l'annonce`, `relance l'annonce`: what is under way, or was sent last.
pub(super) fn running(r: &Reading<'_>) -> Option<Interpretation> {
    let steps = [
        (Cue::Pause, Intent::BroadcastPause),
        (Cue::GoOn, Intent::BroadcastResume),
        (Cue::Cancel, Intent::BroadcastCancel),
        (Cue::Stop, Intent::BroadcastCancel),
        (Cue::Remind, Intent::BroadcastRemind),
    ];
    let silent = [Cue::Remind, Cue::ReadStats, Cue::Announce, Cue::ParentOf, Cue::Send, Cue::Thanks];
    if r.has(Cue::Remind) && r.has(Cue::ReadStats) && r.only(&silent) {
        return Some(Interpretation::ok(Intent::BroadcastRemind));
    }
    // The office asks for it in more words: see `oversight`.
    let asks = [Cue::ReadStats, Cue::Announce, Cue::Question, Cue::ParentOf];
    if r.has(Cue::ReadStats) && r.only(&asks) && !r.has(Cue::Thanks) {
        return Some(results(r));
    }
    if stops_sending(r) {
        return Some(Interpretation::ok(Intent::BroadcastCancel));
    }
    let named = [Cue::Announce, Cue::Cancel, Cue::Stop, Cue::Remind, Cue::GoOn, Cue::Send, Cue::Thanks, Cue::Undo];
    // `mets l'annonce en pause`
    let held = [Cue::Pause, Cue::SetMark];
    let around = [&named[..], if r.has(Cue::Pause) { &held } else { &[] }].concat();
    if !(r.has(Cue::Announce) || r.tokens.iter().any(goes_to_many)) || !r.tokens_beyond(&around).all(goes_to_many) {
        return None;
    }
    let step = steps.into_iter().find(|(cue, _)| r.has(*cue)).map(|(_, intent)| intent)?;
    Some(Interpretation::ok(step))
}

/// `zut, c'était pour la 4eA, arrête l'envoi`, `no wait, stop sending`: seconds count, whatever is told in front of it.
pub(super) fn stops_sending(r: &Reading<'_>) -> bool {
    let many = |at: usize| r.tokens.get(at).is_some_and(goes_to_many);
    let announce = |at: usize| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::Announce) && hit.from == at);
    let ends = |hit: &Hit<'_>| matches!(hit.meaning, Meaning::Cue(Cue::Stop | Cue::Cancel)) && hit.fit == Fit::Plain;
    // `no wait, stop sending`: a no to what was done, and none to the order.
    let is_no = |at: usize| r.hits.iter().any(|hit| *hit.meaning == Meaning::Cue(Cue::No) && hit.from == at);
    let denied = |hit: &Hit<'_>| r.denials_of(hit.from).any(|denial| !is_no(denial.from));
    let order = |hit: &Hit<'_>| {
        ends(hit) && !denied(hit) && (hit.from..hit.to + 3).any(|at| many(at) || announce(at) && r.has(Cue::Stop))
    };
    !speaks_of_themselves(r)
        && r.colon().is_none()
        && !super::turned::asks(r)
        && r.words() <= 16
        && r.hits.iter().any(order)
}

/// The office announces to anybody, a teacher to the families of the class they head.
fn may_announce(r: &Reading<'_>, classes: &[crate::domain::ClassId]) -> bool {
    let Speaker::Staff(staff) = r.index.speaker() else { return false };
    r.index.is_office() || matches!((classes, staff.head_of), ([class], Some(head)) if *class == head)
}

/// `clôture le trimestre 1`
pub(super) fn term(r: &Reading<'_>) -> Option<Interpretation> {
    // `clôture 4eA`: the class's term that is running.
    let said = [Cue::Marks, Cue::Announce, Cue::Group, Cue::Code, Cue::Thread, Cue::Average];
    let of_class = r.index.is_office() && !r.classes.is_empty() && r.words() <= 8 && !r.any(&said);
    let stranger = unknown(r);
    if !(r.has(Cue::Term) || named(r).is_some() || stranger.is_some() || of_class) || r.has(Cue::Report) {
        return None;
    }
    let intent = match (r.has(Cue::Reopen), r.has(Cue::Close)) {
        (true, _) => Intent::TermReopen,
        (false, true) => Intent::TermClose,
        (false, false) => return None,
    };
    if !r.index.is_office() {
        let refused = Interpretation::because(intent, Outcome::Reject, Reason::NotAllowed);
        return Some(refused.with(|slots| slots.term = named(r)));
    }
    let classes = r.class_ids();
    // Opening again says why.
    let why = (intent == Intent::TermReopen).then(|| super::letters::reason(r)).flatten();
    let found = match &stranger {
        Some(_) => Interpretation::because(intent, Outcome::Clarify, Reason::Period),
        None if intent == Intent::TermReopen && why.is_none() => {
            Interpretation::because(intent, Outcome::Clarify, Reason::Text)
        }
        None => Interpretation::confirm(intent),
    };
    let term = stranger.or_else(|| named(r)).or_else(|| current(r).filter(|_| super::year::other_year(r).is_none()));
    Some(found.with(|slots| {
        slots.class = super::pick(classes);
        slots.term = term;
        slots.words.extend(why.map(|why| ("reason", why)));
    }))
}

/// `génère les bulletins de la 4eA`
pub(super) fn reports(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has_alone(Cue::Report) || !(hands_out(r) || r.people.is_empty()) {
        return None;
    }
    let term = named(r);
    if let Some(found) = of_student(r, Intent::ReportPdf) {
        return Some(found.with(|slots| {
            slots.term = term;
            slots.year = super::year::other_year(r);
        }));
    }
    let class = super::pick(r.class_ids());
    let class = class.or_else(|| r.strays(None).class.map(|heard| Pick::Unknown { heard, nearest: Vec::new() }));
    let to_families = r.any(&[Cue::Send, Cue::ParentOf]);
    Some(Interpretation::confirm(Intent::ReportBatch).with(|slots| {
        slots.class = class;
        slots.term = term;
        slots.to_families = to_families;
    }))
}

/// `progression Awa`, by whoever hands report cards out.
pub(super) fn progress(r: &Reading<'_>) -> Option<Interpretation> {
    let valued = r.values.len() + r.statuses.len() > 0;
    let mark = valued && (r.assessments_meant().said || super::changes::is_moved(r));
    if !r.has(Cue::Progress) || r.any(&[Cue::Report, Cue::Stats]) || !hands_out(r) || mark {
        return None;
    }
    let subject = super::pick(r.subject_ids());
    Some(of_student(r, Intent::ProgressView)?.with(|slots| slots.subject = subject))
}

/// The office, and the head of a class.
fn hands_out(r: &Reading<'_>) -> bool {
    let Speaker::Staff(staff) = r.index.speaker() else { return false };
    r.index.is_office() || staff.head_of.is_some()
}

/// What is wanted of one student, who is named; a name that is only like one is asked about.
fn of_student(r: &Reading<'_>, intent: Intent) -> Option<Interpretation> {
    let mention = r.person_asked_about()?;
    let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
    let student = r.pick_student(&mention, students);
    let (outcome, reason) = match student {
        Pick::One(_) => (Outcome::Ok, None),
        Pick::Near { .. } => (Outcome::Confirm, Some(Reason::FuzzyName)),
        _ => (Outcome::Clarify, Some(Reason::Homonym)),
    };
    let slots = Slots { student: Some(student), ..Slots::default() };
    Some(Interpretation { intent, outcome, reason, slots, language: None })
}

/// `codes parents de la 4eA`
pub(super) fn codes(r: &Reading<'_>) -> Option<Interpretation> {
    if !(r.has(Cue::PrintedCodes) || r.has(Cue::Code) && r.any(&[Cue::Create, Cue::Show, Cue::Send, Cue::ParentOf])) {
        return None;
    }
    let student = r.person_meant().map(|mention| {
        let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
        r.pick_student(&mention, students)
    });
    let class = super::pick(r.class_ids());
    let (outcome, reason) = match (&student, &class) {
        (Some(Pick::Several(_) | Pick::All(_)), _) => (Outcome::Clarify, Some(Reason::Homonym)),
        (None, None) => (Outcome::Clarify, Some(Reason::Class)),
        _ => (Outcome::Confirm, None),
    };
    let slots = Slots { student, class, ..Slots::default() };
    Some(Interpretation { intent: Intent::LinkCodeIssue, outcome, reason, slots, language: None })
}

/// Files cannot be typed: which one is asked.
pub(super) fn files(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.has(Cue::Import) || !r.values.is_empty() {
        return None;
    }
    let intent = if r.index.is_office() && !r.has(Cue::Marks) { Intent::RosterImport } else { Intent::MarkImportFile };
    let meant = r.assessments_meant();
    let assessment = meant.said.then(|| super::super::resolve::pick_assessment(meant.candidates, true)).flatten();
    let found = Interpretation::because(intent, Outcome::Clarify, Reason::File);
    Some(found.with(|slots| slots.assessment = assessment))
}

/// Watching over the school: who is late, who changed what, what it costs, how it goes.
pub(super) fn oversight(r: &Reading<'_>) -> Option<Interpretation> {
    if !r.index.is_office() {
        return reminders_refused(r);
    }
    let marks_missing = r.any(&[Cue::NotEntered, Cue::Missing]);
    if r.has(Cue::Failed) && !r.any(&[Cue::SuccessRate, Cue::Stats]) {
        return Some(Interpretation::confirm(Intent::BroadcastResend));
    }
    if let Some(found) = remind_named(r) {
        return Some(found);
    }
    // Whom they name otherwise is not reminded by guess, nor are all the others.
    let titled = r.tokens.iter().any(|token| super::staffing::TITLES.contains(&token.word.as_str()));
    let names = r.any(&[Cue::Except, Cue::Negation]) || titled;
    if r.has(Cue::Remind) && names && !marks_missing {
        return None;
    }
    // `remind them`, `envoie une relance`
    let of_them = r.only(&[Cue::Remind, Cue::Send, Cue::Want, Cue::Thanks]);
    if r.has(Cue::Remind) && (r.any(&[Cue::TeacherWord, Cue::Everyone, Cue::Marks]) || marks_missing || of_them) {
        return Some(Interpretation::confirm(Intent::MissingRemind));
    }
    if r.has(Cue::ReadStats) && r.any(&[Cue::Announce, Cue::Send]) && !marks_missing {
        return Some(results(r));
    }
    if r.has(Cue::Audit) && !r.any(&[Cue::Marks]) || r.has(Cue::Audit) && !r.has(Cue::Stats) && !marks_missing {
        return Some(with_period(r, Interpretation::ok(Intent::AuditView), "range"));
    }
    if marks_missing && (r.has(Cue::TeacherWord) || !r.any(&[Cue::StudentWord])) && r.people.is_empty() {
        let class = super::pick(r.class_ids());
        return Some(Interpretation::ok(Intent::MissingReport).with(|slots| slots.class = class));
    }
    // `combien coûte un sac de riz`
    let of_us = r.has(Cue::Announce) || !r.has(Cue::OffTopic) && r.strangers().next().is_none();
    if r.has(Cue::Cost) && of_us {
        return Some(with_period(r, Interpretation::ok(Intent::CostView), "period"));
    }
    // `comment va l'école ce trimestre`
    let school = r.has(Cue::Doing) && r.has(Cue::WholeSchool);
    if r.has(Cue::SuccessRate)
        || ((r.any(&[Cue::Stats, Cue::Average]) || school) && r.classes.is_empty() && r.people.is_empty())
    {
        return Some(school_stats(r));
    }
    r.has(Cue::ReadStats).then(|| results(r))
}

/// `relance M. Koffi`, `relance tout le monde sauf M. Koffi`: they and nobody else, or all the others.
fn remind_named(r: &Reading<'_>) -> Option<Interpretation> {
    let (from, to) = super::staffing::titled(r)?;
    let order = r.find(Cue::Remind).filter(|hit| hit.from < from && r.leads_up(hit.from))?;
    // `rappelle à M. Koffi la réunion` is of something else.
    let more = r.tokens.iter().skip(to).any(Token::is_text);
    let of_marks = r.any(&[Cue::Marks, Cue::SetMark, Cue::NotEntered, Cue::Missing]);
    if r.colon().is_some() || r.any(&[Cue::ParentOf, Cue::Publish]) || more && !of_marks {
        return None;
    }
    let left_out = |hit: &&Hit<'_>| {
        matches!(hit.meaning, Meaning::Cue(Cue::Except | Cue::Negation)) && hit.from >= order.to && hit.to <= from
    };
    let slot = if r.hits.iter().any(|hit| left_out(&hit)) { "without" } else { "name" };
    let name = r.slice(from, to).to_owned();
    Some(Interpretation::confirm(Intent::MissingRemind).with(|slots| slots.words.push((slot, name))))
}

/// `relance les profs`: teachers are reminded by the office.
fn reminders_refused(r: &Reading<'_>) -> Option<Interpretation> {
    let others = r.has(Cue::TeacherWord) && r.people.is_empty();
    (r.has(Cue::Remind) && (others || r.only(&[Cue::Remind, Cue::Want, Cue::Thanks])))
        .then(|| Interpretation::because(Intent::MissingRemind, Outcome::Reject, Reason::NotAllowed))
}

fn with_period(r: &Reading<'_>, found: Interpretation, slot: &'static str) -> Interpretation {
    let periods = [
        (Cue::PeriodToday, "today"),
        (Cue::PeriodWeek, "week"),
        (Cue::PeriodMonth, "month"),
        (Cue::PeriodYear, "year"),
    ];
    let period = periods.into_iter().find(|(cue, _)| r.has(*cue));
    let student = r.person_meant().map(|mention| {
        let students = r.students_of(&mention).into_iter().map(|(id, _)| id).collect();
        r.pick_student(&mention, students)
    });
    found.with(|slots| {
        slots.student = student;
        slots.words.extend(period.map(|(_, name)| (slot, name.to_owned())));
    })
}
