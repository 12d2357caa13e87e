//! What each mark of a subject weighs under a policy: worked out once for a class, used for every student.

use super::policy::{Counts, StatusRules};
use super::{Assessment, AssessmentRole, Exact, Formula, MarksError, Normalise, Policy, Subject};
use crate::domain::{Mark, Points};

/// A subject whose marks can be averaged.
pub(super) struct Weighing {
    /// The groups of marks, one where the formula knows no groups.
    groups: Vec<Group>,
    /// Optional assessments outside all groups: they act on the mean of the groups.
    options: Options,
    scale: Exact,
    status: StatusRules,
}

struct Group {
    weight: Exact,
    ordinary: Vec<Weighed>,
    options: Options,
}

#[derive(Default)]
struct Options {
    bonus: Vec<Weighed>,
    if_better: Vec<Weighed>,
}

/// An assessment and what it brings into the two sums of a mean.
struct Weighed {
    position: usize,
    /// Added to the sum for each point.
    per_point: Exact,
    /// Added to the sum of weights.
    weight: Exact,
    /// Half of its maximum, in its own points: from here on a bonus counts.
    half: Exact,
}

impl Weighing {
    pub(super) fn new(policy: &Policy, subject: &Subject) -> Result<Self, MarksError> {
        let all = || subject.assessments.iter().enumerate();
        let scale = Exact::from(policy.scale.points());
        let by_points = policy.formula == Formula::Points || policy.normalise == Normalise::WeightByMax;
        let weigh =
            |(position, assessment): (usize, &Assessment)| Weighed::new(position, assessment, &scale, by_points);
        let (groups, options) = match components_of(policy, subject)? {
            None => (vec![Group::of(all(), Exact::whole(1), weigh)], Options::default()),
            Some(components) => {
                let groups = components.iter().map(|component| {
                    let members = all().filter(|(_, assessment)| assessment.group == component.group);
                    Group::of(members, component.weight.into(), weigh)
                });
                let is_outside = |(_, assessment): &(usize, &Assessment)| {
                    components.iter().all(|component| component.group != assessment.group)
                };
                // Means of groups are on the scale already, so what joins them is brought to it.
                let join =
                    |(position, assessment): (usize, &Assessment)| Weighed::new(position, assessment, &scale, false);
                (groups.collect(), Group::of(all().filter(is_outside), Exact::ZERO, join).options)
            }
        };
        Ok(Self { groups, options, scale, status: policy.status })
    }

    /// The exact average of a student's marks; none when no weight is left.
    pub(super) fn average(&self, marks: &[Option<Mark>]) -> Option<Exact> {
        let counted: Vec<Option<Points>> = marks.iter().map(|mark| self.counted(*mark)).collect();
        let (mut sum, mut weights) = (Exact::ZERO, Exact::ZERO);
        for group in &self.groups {
            if let Some(mean) = group.mean(&counted, &self.scale) {
                sum = &sum + &(&mean * &group.weight);
                weights = &weights + &group.weight;
            }
        }
        self.options.improve(sum, weights, &counted, &self.scale)
    }

    fn counted(&self, mark: Option<Mark>) -> Option<Points> {
        match mark? {
            Mark::Points(points) => Some(points),
            Mark::Status(status) => (self.status.of(status) == Counts::Zero).then_some(Points::ZERO),
        }
    }
}

/// The components that group a subject's marks. A subject that has none of them, such as conduct, is not grouped.
fn components_of<'p>(policy: &'p Policy, subject: &Subject) -> Result<Option<&'p [super::Component]>, MarksError> {
    let Formula::Components(components) = &policy.formula else { return Ok(None) };
    let belongs = |assessment: &Assessment| components.iter().any(|component| component.group == assessment.group);
    if !subject.assessments.iter().any(belongs) {
        return Ok(None);
    }
    let is_lost = |assessment: &&Assessment| assessment.role == AssessmentRole::Ordinary && !belongs(assessment);
    match subject.assessments.iter().find(is_lost) {
        None => Ok(Some(components)),
        Some(lost) => Err(MarksError::NoComponent {
            subject: subject.code.clone(),
            assessment: lost.code.clone(),
            group: lost.group.clone(),
            known: components.iter().map(|component| component.group.as_str()).collect::<Vec<_>>().join(", "),
        }),
    }
}

impl Group {
    fn of<'a>(
        members: impl Iterator<Item = (usize, &'a Assessment)>,
        weight: Exact,
        weigh: impl Fn((usize, &'a Assessment)) -> Weighed,
    ) -> Self {
        let mut group = Self { weight, ordinary: Vec::new(), options: Options::default() };
        for member in members {
            let list = match member.1.role {
                AssessmentRole::Ordinary => &mut group.ordinary,
                AssessmentRole::Bonus => &mut group.options.bonus,
                AssessmentRole::IfBetter => &mut group.options.if_better,
            };
            list.push(weigh(member));
        }
        group
    }

    fn mean(&self, counted: &[Option<Points>], scale: &Exact) -> Option<Exact> {
        let (mut sum, mut weights) = (Exact::ZERO, Exact::ZERO);
        for assessment in &self.ordinary {
            if let Some(points) = assessment.points(counted) {
                sum = &sum + &(&points * &assessment.per_point);
                weights = &weights + &assessment.weight;
            }
        }
        self.options.improve(sum, weights, counted, scale)
    }
}

impl Options {
    /// The mean with the optional marks that raise it, never above the scale. They make no average alone.
    fn improve(&self, mut sum: Exact, mut weights: Exact, counted: &[Option<Points>], scale: &Exact) -> Option<Exact> {
        let mut mean = sum.checked_div(&weights)?;
        for bonus in &self.bonus {
            if let Some(points) = bonus.points(counted).filter(|points| *points > bonus.half) {
                sum = &sum + &(&(&points - &bonus.half) * &bonus.per_point);
                mean = sum.checked_div(&weights)?;
            }
        }
        let mut better: Vec<(Exact, &Exact)> = Vec::new();
        for option in &self.if_better {
            if let Some(points) = option.points(counted)
                && let Some(value) = (&points * &option.per_point).checked_div(&option.weight)
            {
                better.push((value, &option.weight));
            }
        }
        // The best first: whatever order they were written in, the mean is the highest there is.
        better.sort_by(|one, two| two.0.cmp(&one.0));
        for (value, weight) in better {
            if value > mean {
                sum = &sum + &(&value * weight);
                weights = &weights + weight;
                mean = sum.checked_div(&weights)?;
            }
        }
        Some(mean.min(scale.clone()))
    }
}

impl Weighed {
    fn new(position: usize, assessment: &Assessment, scale: &Exact, by_points: bool) -> Self {
        let coefficient = Exact::from(assessment.coefficient);
        let maximum = Exact::from(assessment.maximum.points());
        let per_point = &coefficient * scale;
        let half = maximum.checked_div(&Exact::whole(2)).unwrap_or(Exact::ZERO);
        if by_points {
            let weight = &coefficient * &maximum;
            Self { position, per_point, weight, half }
        } else {
            let per_point = per_point.checked_div(&maximum).unwrap_or(Exact::ZERO);
            Self { position, per_point, weight: coefficient, half }
        }
    }

    fn points(&self, counted: &[Option<Points>]) -> Option<Exact> {
        counted.get(self.position).copied().flatten().map(Exact::from)
    }
}
