//! A class's school year: what its closed terms make, by the rules of the last one.
//!
//! Invariants: only closed terms count; what an average proposes is a proposal to the class council, and no family hears of
//! it; what the council decided is on the cards of the last term, which get a new version for it.

mod council;
mod renew;
mod view;

pub use council::{CouncilPlan, Decided, DecisionPlan, NotReady, plan_council, plan_decision, record_council};
use renew::renew_cards_of;
pub(super) use renew::renew_year_cards;
pub use view::{ViewedYear, view_class_year, view_year, view_year_figures};

use std::collections::{BTreeSet, HashMap, HashSet};

use super::ActionError;
use crate::domain::grading::{Average, Decision, Policy, Rank, YearRules, ranks};
use crate::domain::{ClassId, Maximum, Points, SchoolId, StudentId, StudentName, TermId, count};
use crate::phrase::{CardYear, YearTerm};
use crate::store::{StoredDecision, Term, TermResult, Tx, Year};

/// The terms of a year and the rules that make one of them.
pub(super) struct YearFrame {
    pub(super) year: Year,
    pub(super) rules: YearRules,
    pub(super) policy: Policy,
    /// Of the terms that are known so far.
    latest: Term,
}

impl YearFrame {
    /// Of the year the class is of. None where the school makes none of its terms.
    pub(super) async fn of(tx: &mut Tx, school: SchoolId, class: ClassId) -> Result<Option<Self>, ActionError> {
        let Some(year) = tx.year_of_class(school, class).await? else { return Ok(None) };
        let Some(latest) = year.terms.last().cloned() else { return Ok(None) };
        let policy = tx.grading_rules(school, class, latest.id).await?.policy;
        let rules = policy.year.clone();
        Ok(rules.map(|rules| Self { year, rules, policy, latest }))
    }

    /// The last of its terms, once all of them are known.
    pub(super) fn last(&self) -> Option<&Term> {
        let terms = self.rules.terms(self.year.terms.len());
        self.year.terms.get(terms.checked_sub(1)?)
    }

    /// A student's year of what each term's card says; none where the term is not closed for them.
    fn terms(&self, said: impl Fn(&Term) -> Option<(Option<Points>, Maximum)>) -> Vec<YearTerm> {
        let of = |term: &Term| {
            let said = said(term);
            let (average, scale) = said.unwrap_or((None, self.policy.scale));
            YearTerm { code: term.code.clone(), closed: said.is_some(), average, scale }
        };
        self.year.terms.iter().map(of).collect()
    }

    fn average(&self, terms: &[YearTerm]) -> Option<Average> {
        let averages: Vec<_> = terms.iter().map(|term| Some((term.average?, term.scale))).collect();
        self.rules.average(&averages, self.policy.scale)
    }

    /// Whether nothing is missing any more.
    fn is_final(&self, terms: &[YearTerm]) -> bool {
        self.last().is_some() && terms.iter().all(|term| term.closed)
    }
}

/// A class's year.
pub(super) struct ClassYear {
    pub(super) frame: YearFrame,
    /// By name.
    pub(super) students: Vec<StudentYear>,
    /// The terms that are not closed in the class, or in one that somebody of it has left: `T2 (4e B)`.
    pub(super) open: Vec<String>,
    /// All of them are closed in the class itself.
    is_closed_here: bool,
    /// The cards in force of all its terms.
    results: HashMap<(StudentId, TermId), TermResult>,
}

/// Terms that are not closed in the class somebody has left, and what that is called.
type OpenElsewhere = HashMap<(StudentId, TermId), String>;

/// A student's year.
pub(super) struct StudentYear {
    pub(super) id: StudentId,
    pub(super) name: StudentName,
    pub(super) is_repeater: bool,
    pub(super) terms: Vec<YearTerm>,
    /// Of the terms that are closed.
    pub(super) average: Option<Average>,
    pub(super) is_final: bool,
    pub(super) rank: Option<Rank>,
    /// Only of a year that is final.
    pub(super) proposed: Option<Decision>,
    /// The terms that are not closed in a class they have left: `T2 (4e B)`.
    pub(super) waits_for: Vec<String>,
    pub(super) decision: Option<StoredDecision>,
}

/// What the cards of a term that is being closed say.
pub(super) struct BeingClosed<'a> {
    pub(super) term: TermId,
    pub(super) cards: &'a HashMap<StudentId, (Option<Points>, Maximum)>,
}

/// The class that makes a student's year: where they have the card of its last term, else where they are.
pub async fn class_of_year(
    tx: &mut Tx,
    school: SchoolId,
    (student, class): (StudentId, ClassId),
) -> Result<ClassId, ActionError> {
    let last = tx.year_of_class(school, class).await?.and_then(|year| year.terms.last().map(|term| term.id));
    let Some(last) = last else { return Ok(class) };
    Ok(tx.class_in_term(school, (student, class), last).await?)
}

/// The year of a class: of those on the roll of its last term.
pub(super) async fn class_year(
    tx: &mut Tx,
    school: SchoolId,
    (class, frame): (ClassId, YearFrame),
    being_closed: Option<BeingClosed<'_>>,
) -> Result<ClassYear, ActionError> {
    let closed = tx.closed_terms(school).await?;
    let last = frame.latest.id;
    let results: HashMap<(StudentId, TermId), TermResult> =
        tx.year_results(school, class, last).await?.into_iter().map(|one| ((one.student, one.term), one)).collect();
    let mut decisions = tx.council_decisions(school, (class, last), frame.year.id).await?;
    let left_open = tx.open_where_left(school, frame.year.id).await?;
    let mut elsewhere = BTreeSet::new();
    let said = |student: StudentId, term: &Term| match &being_closed {
        Some(now) if now.term == term.id => {
            Some(now.cards.get(&student).copied().unwrap_or((None, frame.policy.scale)))
        }
        _ => {
            let result = results.get(&(student, term.id));
            said_of((&closed, &left_open), (student, class), term, result, frame.policy.scale)
        }
    };
    let mut students = Vec::new();
    for student in tx.term_roll(school, class, last).await? {
        let terms = frame.terms(|term| said(student.id, term));
        let open_there =
            frame.year.terms.iter().zip(&terms).filter(|(term, own)| !own.closed && closed.contains(&(class, term.id)));
        let waits_for: Vec<String> = open_there
            .filter_map(|(term, _)| Some(format!("{} ({})", term.code, left_open.get(&(student.id, term.id))?)))
            .collect();
        elsewhere.extend(waits_for.iter().cloned());
        let (average, is_final) = (frame.average(&terms), frame.is_final(&terms));
        let proposal = average.as_ref().filter(|_| is_final);
        let proposed =
            proposal.and_then(|average| frame.rules.proposed(average, frame.policy.scale, student.is_repeater));
        // A term without average makes no whole year.
        let is_whole = terms.iter().all(|term| term.average.is_some());
        let proposed = proposed.map(|proposed| if is_whole { proposed } else { Decision::Council });
        let decision = decisions.remove(&student.id);
        let (id, name, is_repeater) = (student.id, student.name, student.is_repeater);
        let rank = None;
        students.push(StudentYear {
            id,
            name,
            is_repeater,
            terms,
            average,
            is_final,
            rank,
            proposed,
            waits_for,
            decision,
        });
    }
    if frame.policy.ranks {
        let shown: Vec<_> = students.iter().map(|one| one.average.as_ref().map(|average| average.shown)).collect();
        for (student, rank) in students.iter_mut().zip(ranks(&shown)) {
            student.rank = rank;
        }
    }
    let is_open = |term: &&Term| {
        !closed.contains(&(class, term.id)) && being_closed.as_ref().is_none_or(|now| now.term != term.id)
    };
    let open_here = frame.year.terms.iter().filter(is_open).map(|term| term.code.clone());
    let is_closed_here = open_here.clone().next().is_none();
    let open = open_here.chain(elsewhere).collect();
    Ok(ClassYear { frame, students, open, is_closed_here, results })
}

/// What a closed term says of a student, wherever they were then; whoever came later has no average in it.
fn said_of(
    (closed, left_open): (&HashSet<(ClassId, TermId)>, &OpenElsewhere),
    (student, class): (StudentId, ClassId),
    term: &Term,
    result: Option<&TermResult>,
    scale: Maximum,
) -> Option<(Option<Points>, Maximum)> {
    match result {
        Some(result) if closed.contains(&(result.class, term.id)) => Some((result.card.general, result.card.scale)),
        // The class they left may still give them one.
        None if left_open.contains_key(&(student, term.id)) => None,
        None if closed.contains(&(class, term.id)) => Some((None, scale)),
        _ => None,
    }
}

impl ClassYear {
    /// What stands on the cards of the last term; nothing of a year that is not final.
    pub(super) fn on_cards(&self) -> HashMap<StudentId, CardYear> {
        let ranked = count(self.students.iter().filter(|student| student.average.is_some()).count());
        let of = |student: &StudentYear| CardYear {
            terms: student.terms.clone(),
            scale: self.frame.policy.scale,
            average: student.average.as_ref().map(|average| average.shown),
            rank: student.rank.map(Into::into),
            ranked,
            decision: student.decision.as_ref().map(|stored| stored.decision),
            words: student.decision.as_ref().and_then(|stored| stored.words.clone()),
        };
        self.students.iter().filter(|student| student.is_final).map(|student| (student.id, of(student))).collect()
    }
}
