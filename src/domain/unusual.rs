//! Marks that deserve a second look before they are saved.
//!
//! Lives here: what is far from a student's habit, and what is odd about a list as a whole.
//! Never here: a refusal: what is unusual is shown and asked about, never forbidden.
//! Invariant: few false alarms. A habit takes four earlier marks; a mark is far only when it lies outside all of them, more
//! than six points out of twenty and four robust deviations from their middle, also after what the whole class gained or
//! lost in this test. Two or three marks are a first idea, from which eight points are far. A mark stands apart, in a list or in its test, only where nearly all others are together.

use std::collections::{BTreeMap, HashSet};

use super::{Maximum, Points, StudentId};

/// Earlier marks that make a habit, and those that give a first idea of one.
const EARLIER: usize = 4;
const FIRST: usize = 2;
/// From a first idea a mark is far at eight points out of twenty.
const FAR_AT_FIRST: i64 = 4_000;
/// Classmates whose marks say how hard a test is.
const CLASSMATES: usize = 4;
/// Ten-thousandths of the maximum: six points out of twenty.
const FAR: i64 = 3_000;
/// Deviations from the middle: of normally distributed marks, one in 16,000 is farther.
const DEVIATIONS: i64 = 4;
/// From the median of the distances to the standard deviation (1.4826), in ten-thousandths.
const ROBUST: i64 = 14_826;
/// Marks that a shift must explain.
const SHIFTED: usize = 6;
/// What it must explain better, for each mark: two points out of twenty.
const GAIN: i64 = 1_000;
/// Marks of a list that are compared with another list, and how many different values make them a pattern.
const REPEATED: usize = 5;
const DIFFERENT: usize = 3;
/// Of so many marks of a copied list one may have been changed.
const CHANGED: usize = 10;
/// Marks that are all the same.
const ALIKE: usize = 5;
/// Marks of a list among which one can stand apart, how far that is (seven points out of twenty), and the part of a list
/// that is too much to be slips: more than one in five.
const LISTED: usize = 5;
const APART: i64 = 3_500;
const FEW: usize = 5;
/// Marks of a list that may be on half its scale.
const HALVED: usize = 5;

/// A mark as a part of its maximum, in ten-thousandths: marks of different tests can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Share(i64);

impl Share {
    /// The whole.
    const ALL: i64 = 10_000;

    pub fn of(points: Points, maximum: Maximum) -> Self {
        Self(points.hundredths() * Self::ALL / maximum.points().hundredths())
    }

    /// As points of a test, to the half point.
    pub fn points(self, maximum: Maximum) -> Points {
        let halves = (self.0 * maximum.points().hundredths() / Self::ALL + 25) / 50;
        Points::from_hundredths(halves * 50).unwrap_or(Points::ZERO)
    }
}

/// What a student usually has in a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Habit {
    middle: i64,
    tolerance: i64,
    pub low: Share,
    pub high: Share,
    /// Made of marks enough to tell a shifted list or another scale by it.
    firm: bool,
}

impl Habit {
    /// The habit of at least four marks, or a first idea of it of two or three, from which only more is far.
    pub fn of(earlier: &[Share]) -> Option<Self> {
        if earlier.len() < FIRST {
            return None;
        }
        let firm = earlier.len() >= EARLIER;
        let middle = median(earlier.iter().map(|share| share.0).collect())?;
        let distance = median(earlier.iter().map(|share| (share.0 - middle).abs()).collect())?;
        let deviation = distance * ROBUST / Share::ALL;
        let (low, high) = (*earlier.iter().min()?, *earlier.iter().max()?);
        let least = if firm { FAR } else { FAR_AT_FIRST };
        Some(Self { middle, tolerance: least.max(DEVIATIONS * deviation), low, high, firm })
    }

    /// Whether a mark is far from it, in a test in which the class as a whole was `lift` better than usual.
    pub fn is_far(&self, mark: Share, lift: i64) -> bool {
        let distance = mark.0 - self.middle;
        (mark < self.low || mark > self.high)
            && distance.abs() > self.tolerance
            && (distance - lift).abs() > self.tolerance
    }

    /// Whether it has been so before.
    pub fn covers(&self, mark: Share) -> bool {
        self.low <= mark && mark <= self.high
    }

    fn distance(&self, mark: Share) -> i64 {
        (mark.0 - self.middle).abs()
    }
}

/// How much better than usual a class was in a test, by its middle; nothing as long as too few marks are known.
pub fn lift(class: &[(Habit, Share)]) -> i64 {
    if class.len() < CLASSMATES {
        return 0;
    }
    median(class.iter().map(|(habit, mark)| mark.0 - habit.middle).collect()).unwrap_or_default()
}

/// Where, in a list in the order of the class, marks begin to fit the student before or after much better than their own.
pub fn shifted_from(rows: &[(Option<Share>, Option<Habit>)]) -> Option<usize> {
    let (after, before) = (shift(rows, 1), shift(rows, -1));
    after.into_iter().chain(before).min()
}

/// The first row from which on marks fit the student `step` rows on.
fn shift(rows: &[(Option<Share>, Option<Habit>)], step: isize) -> Option<usize> {
    let (mut own, mut other, mut count, mut from) = (0, 0, 0_usize, None);
    for (at, (mark, habit)) in rows.iter().enumerate().rev() {
        let neighbour = at.checked_add_signed(step).and_then(|at| rows.get(at)).and_then(|(_, habit)| *habit);
        let firm = |habit: &Habit| habit.firm;
        let (habit, neighbour) = (habit.filter(firm), neighbour.filter(firm));
        let (Some(mark), Some(habit), Some(neighbour)) = (mark, habit, neighbour) else { continue };
        own += habit.distance(*mark);
        other += neighbour.distance(*mark);
        count += 1;
        let gain = GAIN * i64::try_from(count).unwrap_or(i64::MAX);
        // Each mark of the part must itself fit better there: a part is not carried by what follows it.
        let fits = neighbour.distance(*mark) < habit.distance(*mark);
        if fits && count >= SHIFTED && other * 2 <= own && own - other >= gain {
            from = Some(at);
        }
    }
    from
}

/// Of how many students a list does not say what another one says, where it looks copied: nobody, or one in ten.
pub fn repeats(list: &[(StudentId, Points)], other: &BTreeMap<StudentId, Points>) -> Option<usize> {
    let values: HashSet<Points> = list.iter().map(|(_, points)| *points).collect();
    let differing = list.iter().filter(|(student, points)| other.get(student) != Some(points)).count();
    let copied = list.len() >= REPEATED && values.len() >= DIFFERENT && differing * CHANGED <= list.len();
    copied.then_some(differing)
}

/// The one value of a list in which everybody has the same.
pub fn all_alike(list: &[Points]) -> Option<Points> {
    let first = list.first().filter(|_| list.len() >= ALIKE)?;
    list.iter().all(|points| points == first).then_some(*first)
}

/// The places of marks that stand apart from all others of a list: seven points or more out of twenty from its middle, and
/// far beyond how much the others differ.
pub fn apart(list: &[Share]) -> Vec<usize> {
    if list.len() < LISTED {
        return Vec::new();
    }
    let Some(middle) = median(list.iter().map(|share| share.0).collect()) else { return Vec::new() };
    let spread = median(list.iter().map(|share| (share.0 - middle).abs()).collect()).unwrap_or_default();
    let tolerance = APART.max(DEVIATIONS * spread * ROBUST / Share::ALL);
    let apart = list.iter().enumerate().filter(|(_, share)| (share.0 - middle).abs() >= tolerance).map(|(at, _)| at);
    let apart: Vec<usize> = apart.collect();
    // Where many stand apart, the test has parted the class.
    if apart.len() * FEW > list.len() { Vec::new() } else { apart }
}

/// Whether one mark stands apart from those of the others in its test, as in a list.
pub fn stands_apart(mark: Share, others: &[Share]) -> bool {
    let among: Vec<Share> = others.iter().copied().chain([mark]).collect();
    apart(&among).contains(&others.len())
}

/// Whether a mark takes the place of one that is seven points out of twenty away, as when a digit or a line is mistaken.
/// What brings a mark that stood apart back among the others is no leap.
pub fn leaps(old: Share, new: Share, others: &[Share]) -> bool {
    let comes_back = stands_apart(old, others) && !stands_apart(new, others);
    (new.0 - old.0).abs() >= APART && !comes_back
}

/// Whether a list looks as if it were out of half its maximum: nobody has more than half, and doubled, the marks are what
/// these students usually have.
pub fn looks_halved(list: &[(Share, Option<Habit>)]) -> bool {
    let known: Vec<(i64, Habit)> =
        list.iter().filter_map(|(mark, habit)| Some((mark.0, habit.filter(|habit| habit.firm)?))).collect();
    let as_read: i64 = known.iter().map(|(mark, habit)| (mark - habit.middle).abs()).sum();
    let doubled: i64 = known.iter().map(|(mark, habit)| (mark * 2 - habit.middle).abs()).sum();
    known.len() >= HALVED && list.iter().all(|(mark, _)| mark.0 * 2 <= Share::ALL) && doubled * 2 <= as_read
}

fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    let lower = if values.len().is_multiple_of(2) { *values.get(middle.checked_sub(1)?)? } else { upper };
    Some(i64::midpoint(lower, upper))
}
