//! A class's term is closed: what its report cards say is frozen, version by version; and opened again, with a reason.
//!
//! Invariants: a card rests on marks in force only; closed again, a student whose own results are the same keeps the
//! version they have, whatever changed for others; whoever was sent a version hears of the next one.

use jiff::civil::Date;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::card_file::ended_year;
use super::class_cards::order_cards;
use super::report_card::{ClassInTerm, report_cards};
use super::tell_families::{Notice, Told, tell};
use super::year::{BeingClosed, YearFrame, class_year, renew_year_cards};
use super::{ActionError, Cause, assessment_label};
use crate::domain::{AssessmentId, GuardianId, ResultId, StudentId, count};
use crate::phrase::{
    ChangedWeights, ClosingPlan, DecidedOtherwise, MissingGroup, Phrase, PrintNews, ReportCard, StudentLabel,
};
use crate::store::{ClassTerm, Recipient, TermResult, Topic, Tx};

/// What closing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ClosedTerm {
    /// Report cards in force.
    pub cards: u32,
    /// Of these, in a version after their first that is new.
    pub revised: u32,
    /// Cards of the year's last term that are new versions for it.
    pub renewed: u32,
    /// Families who were sent the version before, and are told.
    pub families_told: u32,
    pub families_later: u32,
}

/// What closing would freeze, and what speaks against it. `None` when the term is closed already.
pub async fn plan_closing(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
) -> Result<Option<ClosingPlan>, ActionError> {
    cause.may_administer()?;
    let school = cause.school.id;
    if tx.is_term_closed(school, of.class, of.term.id).await? {
        return Ok(None);
    }
    let cards = report_cards(tx, cause, of).await?;
    let known = tx.class_term(school, of.class, of.term.id).await?;
    let labels: HashMap<StudentId, StudentLabel> =
        cards.iter().map(|(student, card)| (*student, card.student.clone())).collect();
    let mut missing: Vec<MissingGroup> = Vec::new();
    let mut last = None;
    for one in tx.unmarked_in_term(school, of.class, of.term.id).await? {
        let Some(student) = labels.get(&one.student) else { continue };
        if last != Some(one.assessment) {
            let Some(assessment) = tx.assessment(school, one.assessment).await? else { continue };
            let label = assessment_label(&assessment);
            missing.push(MissingGroup { class: of.class_label.clone(), assessment: label, students: Vec::new() });
            last = Some(one.assessment);
        }
        if let Some(group) = missing.last_mut() {
            group.students.push(student.clone());
        }
    }
    let subjects = cards.first().map(|(_, card)| card.subjects.as_slice()).unwrap_or_default();
    let without_marks = subjects.iter().filter(|subject| subject.figures.count == 0);
    let of_each = |marks: HashMap<StudentId, usize>| -> Vec<(StudentLabel, u32)> {
        cards.iter().filter_map(|(id, card)| Some((card.student.clone(), count(*marks.get(id)?)))).collect()
    };
    let brought = of_each(known.brought_along());
    let left_out = of_each(left_out(tx, cause, of, &known).await?);
    let today = cause.local_now().date();
    let rules = tx.grading_rules(school, of.class, of.term.id).await?.version;
    let before = tx.rules_of_results(school, of.class, of.term.id).await?;
    let standing = tx.class_results(school, of.class, of.term.id).await?;
    let standing: HashMap<StudentId, &ReportCard> = standing.iter().map(|one| (one.student, &one.card)).collect();
    let is_revised =
        |(student, card): &&(StudentId, ReportCard)| standing.get(student).is_some_and(|old| !old.says_the_same(card));
    let other_weights = weights_changed(tx, cause, of, &known).await?;
    let (year_waits_for, decided_otherwise) = Box::pin(the_year(tx, cause, of, (&cards, &standing))).await?;
    let held = match cause.school.caution.undo {
        Duration::ZERO => 0,
        undo => tx.published_since(school, (of.class, of.term.id), cause.now.minus(undo)).await?,
    };
    let plan = ClosingPlan {
        held,
        other_weights,
        revised: count(cards.iter().filter(is_revised).count()),
        fingerprint: String::new(),
        year_waits_for,
        decided_otherwise,
        other_rules: before.is_some_and(|before| before != rules),
        class: of.class_label.clone(),
        term: of.term.code.clone(),
        begins: Some(of.term.starts).filter(|starts| *starts > today),
        ends: Some(of.term.ends).filter(|ends| of.term.starts <= today && *ends > today),
        brought,
        left_out,
        students: count(cards.len()),
        missing,
        not_classed: cards.iter().filter(|(_, card)| card.general.is_none()).map(|(_, c)| c.student.clone()).collect(),
        drafts: count(known.marks.iter().filter(|mark| !mark.version.published).count()),
        without_marks: without_marks.map(|subject| subject.subject.clone()).collect(),
    };
    Ok(Some(ClosingPlan { fingerprint: fingerprint(&plan, &cards), ..plan }))
}

/// How many marks that students brought from another class do not count here.
async fn left_out(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    known: &ClassTerm,
) -> Result<HashMap<StudentId, usize>, ActionError> {
    let counted: HashSet<AssessmentId> = known.from_elsewhere().map(|(assessment, _)| assessment).collect();
    let mut left_out = HashMap::new();
    for (student, assessment) in tx.marks_of_other_classes(cause.school.id, of.class, of.term.id).await? {
        if !counted.contains(&assessment) {
            *left_out.entry(student).or_default() += 1;
        }
    }
    Ok(left_out)
}

/// What weighs otherwise now than when a class's term was last closed.
async fn weights_changed(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    now: &ClassTerm,
) -> Result<ChangedWeights, ActionError> {
    let before = tx.last_frame(cause.school.id, of.class, of.term.id).await?;
    Ok(before.map(|before| before.changed_until(&now.frame())).unwrap_or_default())
}

/// The same for the same plan and the same cards; the day on these is no part of it.
fn fingerprint(plan: &ClosingPlan, cards: &[(StudentId, ReportCard)]) -> String {
    let mut digest = Sha256::new();
    // Time goes by between the question and the yes.
    let lasting = ClosingPlan { held: 0, ..plan.clone() };
    digest.update(serde_json::to_vec(&lasting).unwrap_or_default());
    for (_, card) in cards {
        let undated = ReportCard { issued: Date::default(), figures_at: None, ..card.clone() };
        digest.update(serde_json::to_vec(&undated).unwrap_or_default());
    }
    hex::encode(digest.finalize())
}

/// The terms without which the year's last one makes no annual average; and decisions of the council on students whose
/// results would be other ones, that are not what follows from their average then.
async fn the_year(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    (cards, standing): (&[(StudentId, ReportCard)], &HashMap<StudentId, &ReportCard>),
) -> Result<(Vec<String>, Vec<DecidedOtherwise>), ActionError> {
    let Some(frame) = YearFrame::of(tx, cause.school.id, of.class).await? else { return Ok(Default::default()) };
    let is_last = frame.last().is_some_and(|last| last.id == of.term.id);
    let averages = cards.iter().map(|(student, card)| (*student, (card.general, card.scale))).collect();
    let now = BeingClosed { term: of.term.id, cards: &averages };
    let year = class_year(tx, cause.school.id, (of.class, frame), Some(now)).await?;
    let revised = |student: StudentId| {
        let card = cards.iter().find(|(id, _)| *id == student).map(|(_, card)| card);
        standing.get(&student).zip(card).is_some_and(|(old, new)| !old.says_the_same(new))
    };
    let otherwise = year.students.iter().filter(|one| one.is_final).filter_map(|one| {
        let (decision, proposed) = (one.decision.as_ref()?.decision, one.proposed?);
        let is_other = proposed.follows() != Some(decision) && revised(one.id);
        is_other.then(|| DecidedOtherwise { student: StudentLabel::full(&one.name), decision, proposed })
    });
    let otherwise = otherwise.collect();
    Ok((if is_last { year.open } else { Vec::new() }, otherwise))
}

/// Freezes the report cards of a class's term. [`ActionError::TermClosed`] when that has been done.
pub async fn close_term(tx: &mut Tx, cause: &Cause<'_>, of: &ClassInTerm) -> Result<ClosedTerm, ActionError> {
    cause.may_administer()?;
    let (school, term) = (cause.school.id, of.term.id);
    tx.stop_the_term(school, term).await?;
    if tx.is_term_closed(school, of.class, term).await? {
        return Err(ActionError::TermClosed(of.term.code.clone()));
    }
    let rules = tx.grading_rules(school, of.class, term).await?.version;
    // From here on it is computed from what is kept.
    let frame = tx.class_term(school, of.class, term).await?.frame();
    tx.keep_frame(school, of.class, term, &frame).await?;
    tx.mark_term_closed(school, of.class, term, rules, cause.now).await?;
    let before: HashMap<StudentId, TermResult> =
        tx.class_results(school, of.class, term).await?.into_iter().map(|result| (result.student, result)).collect();
    let cards = report_cards(tx, cause, of).await?;
    let total = count(cards.len());
    let fresh: Vec<TermResult> =
        cards.into_iter().filter_map(|(student, card)| next_version(tx, of, student, &card, &before)).collect();
    let replaced: Vec<&TermResult> = fresh.iter().filter_map(|result| before.get(&result.student)).collect();
    let ended: Vec<ResultId> = replaced.iter().map(|result| result.id).collect();
    tx.end_results(school, &ended, cause.now).await?;
    tx.insert_results(school, rules, &fresh, cause.now).await?;
    let versions: HashMap<StudentId, i64> = fresh.iter().map(|one| (one.student, one.card.version)).collect();
    note(tx, cause, of, "term.closed", &json!({ "class": of.class, "rules": rules, "versions": versions }))?;
    let mut told = Told::default();
    for result in fresh.iter().filter(|result| result.card.version > 1) {
        told.extend(tell_of_revision(tx, cause, result).await?);
    }
    let (renewed, also_told) = Box::pin(renew_year_cards(tx, cause, of.class, term)).await?;
    told.extend(also_told);
    Ok(ClosedTerm {
        cards: total,
        revised: count(replaced.len()),
        renewed,
        families_told: told.now(),
        families_later: told.later(),
    })
}

/// Lets marks of a closed term be changed again. The report cards stay what they are until it is closed anew.
/// Returns what weighs otherwise by now: closing anew will count it so.
pub async fn reopen_term(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    reason: &str,
) -> Result<ChangedWeights, ActionError> {
    cause.may_administer()?;
    if !tx.mark_term_open(cause.school.id, of.class, of.term.id).await? {
        return Err(ActionError::NotFound);
    }
    note(tx, cause, of, "term.reopened", &json!({ "class": of.class, "reason": reason }))?;
    let now = tx.class_term(cause.school.id, of.class, of.term.id).await?;
    weights_changed(tx, cause, of, &now).await
}

/// The version that a student's results need; none when the one in force says the same.
fn next_version(
    tx: &Tx,
    of: &ClassInTerm,
    student: StudentId,
    card: &ReportCard,
    before: &HashMap<StudentId, TermResult>,
) -> Option<TermResult> {
    let former = before.get(&student);
    if former.is_some_and(|former| former.card.says_the_same(card)) {
        return None;
    }
    let code = tx.fresh_card_code();
    let version = former.map_or(1, |former| former.card.version + 1);
    let card = former.map_or_else(|| card.clone(), |former| card.clone().taught_as(&former.card));
    let card = ReportCard { version, code: Some(code.canonical().to_owned()), ..card };
    Some(TermResult { id: ResultId::fresh(), class: of.class, term: of.term.id, student, card })
}

/// Tells those who were sent an earlier version that there is another one; for whom the earlier one still waited, the other
/// is printed in its place.
pub(super) async fn tell_of_revision(tx: &mut Tx, cause: &Cause<'_>, result: &TermResult) -> Result<Told, ActionError> {
    let school = cause.school.id;
    let addressed = tx.guardians_with_card(school, result.term, result.student).await?;
    if addressed.is_empty() {
        return Ok(Told::default());
    }
    let topic = Topic::report_card(result.term, result.student);
    tx.retire_waiting(school, &topic, cause.now).await?;
    let shown = tx.guardians_with_card(school, result.term, result.student).await?;
    let waiting: Vec<_> = addressed.into_iter().filter(|guardian| !shown.contains(guardian)).collect();
    let mut recipients = tx.recipients(school, &[result.student]).await?;
    let contacts: Vec<_> = recipients.iter().filter_map(|one| Some(one.contact.as_ref()?.contact)).collect();
    let read_only = tx.read_only(school, &contacts).await?;
    // Who cannot ask for the new one is sent it.
    let by_letter = |one: &Recipient| one.contact.as_ref().is_some_and(|at| read_only.contains(&at.contact));
    let sent: Vec<GuardianId> = recipients
        .iter()
        .filter(|one| shown.contains(&one.guardian) && by_letter(one))
        .map(|one| one.guardian)
        .collect();
    recipients.retain(|one| waiting.contains(&one.guardian) || sent.contains(&one.guardian));
    if !recipients.is_empty() {
        order_cards(tx, cause, (result.class, result.term), &recipients).await?;
    }
    let shown: HashSet<GuardianId> = shown.into_iter().filter(|guardian| !sent.contains(guardian)).collect();
    let notice = Notice {
        identity: format!("report card {}", result.id),
        mark: None,
        topic,
        only: Some(shown),
        again: false,
        hold: Duration::ZERO,
    };
    let year = ended_year(tx, school, result).await?;
    let (term, version) = (result.card.term.clone(), count(usize::try_from(result.card.version).unwrap_or_default()));
    let mut told = tell(tx, cause, result.student, notice, |child, _| {
        Some(Phrase::Print(PrintNews::ReportCardRevised { child, term: term.clone(), version, year: year.clone() }))
    })
    .await?;
    told.sent(sent);
    Ok(told)
}

fn note(
    tx: &mut Tx,
    cause: &Cause<'_>,
    of: &ClassInTerm,
    action: &'static str,
    detail: &serde_json::Value,
) -> Result<(), ActionError> {
    Ok(cause.note(tx, action, ("term", of.term.id.0), detail)?)
}
