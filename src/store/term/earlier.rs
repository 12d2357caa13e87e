//! What the report cards of an earlier year said of each class.

use std::collections::HashMap;

use crate::domain::{Maximum, SchoolId};
use crate::store::sql::args;
use crate::store::{StoreError, Tx};

/// The general averages of a class in a term, as they were printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierClass {
    /// Of students who were classed.
    pub count: i64,
    /// Of their averages, in hundredths.
    pub sum: i64,
    /// At or above half of the scale.
    pub passed: i64,
}

impl Tx {
    /// The classes of the year before the current one in the term of the same code, by the classes' codes, and that year's
    /// label. None where there was no such year, or nothing of it was closed.
    pub async fn year_before(
        &mut self,
        school: SchoolId,
        term: &str,
        scale: Maximum,
    ) -> Result<Option<(String, HashMap<String, EarlierClass>)>, StoreError> {
        let half = scale.points().hundredths();
        let rows: Vec<(String, String, i64, i64, i64)> = self
            .fetch_all(
                "SELECT y.label, l.code, COUNT(r.average), CAST(COALESCE(SUM(r.average), 0) AS BIGINT), \
                 COUNT(CASE WHEN r.average * 2 >= $3 THEN 1 END) FROM school_year y \
                 JOIN term t ON t.school_id = y.school_id AND t.year_id = y.id AND t.code = $2 \
                 JOIN term_result r ON r.school_id = t.school_id AND r.term_id = t.id AND r.ended_at IS NULL \
                 JOIN class l ON l.school_id = r.school_id AND l.id = r.class_id \
                 WHERE y.school_id = $1 AND y.label = (SELECT MAX(b.label) FROM school_year b \
                 WHERE b.school_id = $1 AND b.label < (SELECT MAX(n.label) FROM school_year n \
                 WHERE n.school_id = $1 AND n.current)) GROUP BY y.label, l.code",
                args![school, term, half],
            )
            .await?;
        let label = rows.first().map(|(label, ..)| label.clone());
        let classes = rows.into_iter().map(|(_, code, count, sum, passed)| (code, EarlierClass { count, sum, passed }));
        Ok(label.map(|label| (label, classes.collect())))
    }
}
