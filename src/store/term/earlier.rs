//! An earlier year: which a term is of, and what its report cards said of each class.

use std::collections::HashMap;

use crate::domain::grading::Policy;
use crate::domain::{Maximum, Points, SchoolId, TermId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// The general averages of a class in a term, as they were printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierClass {
    /// Of students who were classed.
    pub averages: Vec<Points>,
    /// What they were out of then.
    pub scale: Maximum,
}

impl Tx {
    /// The label of the year that a term is of.
    pub async fn year_of_term(&mut self, school: SchoolId, term: TermId) -> Result<Option<String>, StoreError> {
        let found: Option<(String,)> = self
            .fetch_optional(
                "SELECT y.label FROM term t JOIN school_year y ON y.school_id = t.school_id AND y.id = t.year_id \
                 WHERE t.school_id = $1 AND t.id = $2",
                args![school, term],
            )
            .await?;
        Ok(found.map(|(label,)| label))
    }

    /// The classes of the year before the one of this label in the term of this code, by the classes' codes, and that year's
    /// label. None where there was no such year, or nothing of it was closed. A class whose cards are out of different
    /// maxima is left out: there is nothing to compare.
    pub async fn year_before(
        &mut self,
        school: SchoolId,
        year: &str,
        term: &str,
    ) -> Result<Option<(String, HashMap<String, EarlierClass>)>, StoreError> {
        let rows: Vec<(String, String, i64, String)> = self
            .fetch_all(
                "SELECT y.label, l.code, r.average, g.policy FROM school_year y \
                 JOIN term t ON t.school_id = y.school_id AND t.year_id = y.id AND t.code = $2 \
                 JOIN term_result r ON r.school_id = t.school_id AND r.term_id = t.id AND r.ended_at IS NULL \
                 AND r.average IS NOT NULL \
                 JOIN class l ON l.school_id = r.school_id AND l.id = r.class_id \
                 JOIN grading_rules g ON g.school_id = r.school_id AND g.version = r.rules \
                 WHERE y.school_id = $1 AND y.label = (SELECT MAX(b.label) FROM school_year b \
                 WHERE b.school_id = $1 AND b.label < $3)",
                args![school, term, year],
            )
            .await?;
        let label = rows.first().map(|(label, ..)| label.clone());
        let mut scales: HashMap<String, Maximum> = HashMap::new();
        let mut classes: HashMap<String, Option<EarlierClass>> = HashMap::new();
        for (_, code, average, policy) in rows {
            let corrupt = |column| StoreError::Corrupt { table: "term_result", column };
            let scale = match scales.get(&policy) {
                Some(scale) => *scale,
                None => policy.parse::<Policy>().map_err(|_unreadable| corrupt("rules"))?.scale,
            };
            scales.insert(policy, scale);
            let average = Points::from_hundredths(average).map_err(|_unreadable| corrupt("average"))?;
            let known = classes.entry(code).or_insert_with(|| Some(EarlierClass { averages: Vec::new(), scale }));
            match known {
                Some(class) if class.scale == scale => class.averages.push(average),
                _ => *known = None,
            }
        }
        let classes = classes.into_iter().filter_map(|(code, class)| Some((code, class?))).collect();
        Ok(label.map(|label| (label, classes)))
    }
}
