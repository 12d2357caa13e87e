//! What is unusual about marks that are about to be saved.

use std::collections::{BTreeMap, HashMap};

use super::{ActionError, Cause, assessment_label};
use crate::domain::unusual::{
    Habit, Share, all_alike, apart, leaps, lift, looks_halved, repeats, shifted_from, stands_apart,
};
use crate::domain::{AssessmentId, Mark, Points, StudentId};
use crate::phrase::{AssessmentLabel, UsualPoints};
use crate::store::{Assessment, EarlierMark, Entry, Tx};

/// What deserves a second look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecondLook {
    /// What those usually have whose mark is far from it.
    pub far: HashMap<StudentId, UsualPoints>,
    /// What the others of the list have whose mark stands apart from theirs.
    pub apart: HashMap<StudentId, UsualPoints>,
    /// About the list as a whole.
    pub oddities: Vec<Oddity>,
}

/// What is odd about a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Oddity {
    /// From this student on, marks fit the one before or after in the class.
    Shifted {
        from: StudentId,
    },
    /// All have what another assessment says, but for so many.
    Repeats {
        assessment: AssessmentLabel,
        differing: usize,
    },
    AllAlike(Points),
    /// It looks as if it were out of half the maximum.
    Halved,
}

/// What is unusual about one mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unusual {
    /// It is far from what its student usually has.
    Far(UsualPoints),
    /// It stands apart from what the others have in the same assessment.
    Apart(UsualPoints),
    /// It is far from the mark it takes the place of.
    Leap,
}

/// One mark beside what its student is used to, what the others have and what it replaces; `None` when there is nothing
/// unusual about it.
pub(crate) async fn look_at_mark(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    entries: &HashMap<StudentId, Entry>,
    (student, mark): (StudentId, Mark),
) -> Result<Option<Unusual>, ActionError> {
    cause.may_write(assessment)?;
    let Mark::Points(points) = mark else { return Ok(None) };
    let share = Share::of(points, assessment.maximum);
    let mut others = standing(entries);
    let old = others.remove(&student).map(|old| Share::of(old, assessment.maximum));
    let earlier = tx.earlier_marks_of(cause.school.id, assessment.course, assessment.id, student).await?;
    let habit = habits(&earlier).remove(&student);
    if let Some(habit) = habit.filter(|habit| habit.is_far(share, 0)) {
        // Only now is it worth asking how hard the test was for everybody.
        let earlier = tx.earlier_marks(cause.school.id, assessment.course, assessment.id).await?;
        if habit.is_far(share, lift(&classmates(&others, assessment, &habits(&earlier)))) {
            return Ok(Some(Unusual::Far(usual(&habit, assessment))));
        }
    }
    let shares: Vec<Share> = others.values().map(|points| Share::of(*points, assessment.maximum)).collect();
    if let (Some(low), Some(high)) = (others.values().min(), others.values().max())
        && stands_apart(share, &shares)
        && !habit.is_some_and(|habit| habit.covers(share))
    {
        return Ok(Some(Unusual::Apart(UsualPoints { low: *low, high: *high })));
    }
    Ok(old.filter(|old| leaps(*old, share, &shares)).map(|_| Unusual::Leap))
}

/// A list of marks, with the students of the class in its order.
pub async fn look_at_list(
    tx: &mut Tx,
    cause: &Cause<'_>,
    assessment: &Assessment,
    class: &[StudentId],
    marks: &[(StudentId, Mark)],
) -> Result<SecondLook, ActionError> {
    cause.may_write(assessment)?;
    let points: Vec<(StudentId, Points)> = marks
        .iter()
        .filter_map(|(student, mark)| match mark {
            Mark::Points(points) => Some((*student, *points)),
            Mark::Status(_) => None,
        })
        .collect();
    let earlier = tx.earlier_marks(cause.school.id, assessment.course, assessment.id).await?;
    let habits = habits(&earlier);
    let mut marks_there = standing(&tx.entries(cause.school.id, assessment.id).await?);
    marks_there.extend(points.iter().copied());
    let lift = lift(&classmates(&marks_there, assessment, &habits));
    let share = |points: Points| Share::of(points, assessment.maximum);
    let far = points.iter().filter_map(|(student, points)| {
        let habit = habits.get(student).filter(|habit| habit.is_far(share(*points), lift))?;
        Some((*student, usual(habit, assessment)))
    });
    let far = far.collect();
    let shares: HashMap<StudentId, Share> = points.iter().map(|(student, points)| (*student, share(*points))).collect();
    let rows: Vec<_> =
        class.iter().map(|student| (shares.get(student).copied(), habits.get(student).copied())).collect();
    let mut oddities = Vec::new();
    oddities.extend(shifted_from(&rows).and_then(|at| class.get(at)).map(|from| Oddity::Shifted { from: *from }));
    oddities.extend(repeated(tx, cause, &points, &earlier).await?);
    oddities.extend(all_alike(&points.iter().map(|(_, points)| *points).collect::<Vec<_>>()).map(Oddity::AllAlike));
    let halved: Vec<_> = points.iter().map(|(one, points)| (share(*points), habits.get(one).copied())).collect();
    oddities.extend(looks_halved(&halved).then_some(Oddity::Halved));
    let apart = standing_apart(&points, &habits, assessment);
    Ok(SecondLook { far, apart, oddities })
}

/// Those whose mark is far from everybody else's in the list, unless they have had such marks before; with what the others
/// have.
fn standing_apart(
    points: &[(StudentId, Points)],
    habits: &HashMap<StudentId, Habit>,
    assessment: &Assessment,
) -> HashMap<StudentId, UsualPoints> {
    let shares: Vec<Share> = points.iter().map(|(_, points)| Share::of(*points, assessment.maximum)).collect();
    let places = apart(&shares);
    let others = points.iter().enumerate().filter(|(at, _)| !places.contains(at)).map(|(_, (_, points))| *points);
    let others: Vec<Points> = others.collect();
    let (Some(low), Some(high)) = (others.iter().min(), others.iter().max()) else { return HashMap::new() };
    let among = places.iter().filter_map(|at| Some((points.get(*at)?.0, *shares.get(*at)?)));
    let unheard_of = among.filter(|(student, share)| !habits.get(student).is_some_and(|habit| habit.covers(*share)));
    unheard_of.map(|(student, _)| (student, UsualPoints { low: *low, high: *high })).collect()
}

/// The marks of an assessment that are points, as they stand.
fn standing(entries: &HashMap<StudentId, Entry>) -> HashMap<StudentId, Points> {
    let points = entries.iter().filter_map(|(student, entry)| match entry.current()?.mark {
        Mark::Points(points) => Some((*student, points)),
        Mark::Status(_) => None,
    });
    points.collect()
}

/// The habits and marks of those who have both in this assessment.
fn classmates(
    marks: &HashMap<StudentId, Points>,
    assessment: &Assessment,
    habits: &HashMap<StudentId, Habit>,
) -> Vec<(Habit, Share)> {
    let known =
        marks.iter().filter_map(|(one, points)| Some((*habits.get(one)?, Share::of(*points, assessment.maximum))));
    known.collect()
}

/// The assessment of which a list says the same.
async fn repeated(
    tx: &mut Tx,
    cause: &Cause<'_>,
    list: &[(StudentId, Points)],
    earlier: &[EarlierMark],
) -> Result<Option<Oddity>, ActionError> {
    let mut others: BTreeMap<AssessmentId, BTreeMap<StudentId, Points>> = BTreeMap::new();
    for mark in earlier {
        others.entry(mark.assessment).or_default().insert(mark.student, mark.points);
    }
    let copied = others.iter().filter_map(|(assessment, other)| Some((repeats(list, other)?, *assessment)));
    let Some((differing, same)) = copied.min() else { return Ok(None) };
    let label = tx.assessment(cause.school.id, same).await?.as_ref().map(assessment_label);
    Ok(label.map(|assessment| Oddity::Repeats { assessment, differing }))
}

fn habits(earlier: &[EarlierMark]) -> HashMap<StudentId, Habit> {
    let mut marks: HashMap<StudentId, Vec<Share>> = HashMap::new();
    for mark in earlier {
        marks.entry(mark.student).or_default().push(Share::of(mark.points, mark.maximum));
    }
    marks.into_iter().filter_map(|(student, shares)| Some((student, Habit::of(&shares)?))).collect()
}

fn usual(habit: &Habit, assessment: &Assessment) -> UsualPoints {
    UsualPoints { low: habit.low.points(assessment.maximum), high: habit.high.points(assessment.maximum) }
}
