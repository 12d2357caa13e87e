//! One value type and one row trait for both engines, so that each statement is written once.

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::query::Query;
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{FromRow, Postgres, Sqlite};
use uuid::Uuid;

/// A row that both engines can give.
pub(super) trait Row: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Row for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// A bound value. `None` keeps its type: `PostgreSQL` wants to know what kind of nothing it is.
#[derive(Clone)]
pub(super) enum Value {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Uuid(Option<Uuid>),
    Bool(Option<bool>),
}

macro_rules! values {
    ($($from:ty => $variant:ident by $convert:expr),+ $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(Some($convert(value)))
            }
        }

        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map($convert))
            }
        }
    )+};
}

values! {
    i64 => Int by |v| v,
    String => Text by |v| v,
    &str => Text by str::to_owned,
    Vec<u8> => Bytes by |v| v,
    Uuid => Uuid by |v| v,
    bool => Bool by |v| v,
    crate::domain::Timestamp => Int by |v: crate::domain::Timestamp| v.0,
    crate::domain::SchoolId => Uuid by Uuid::from,
    crate::domain::YearId => Uuid by Uuid::from,
    crate::domain::TermId => Uuid by Uuid::from,
    crate::domain::ClassId => Uuid by Uuid::from,
    crate::domain::SubjectId => Uuid by Uuid::from,
    crate::domain::CourseId => Uuid by Uuid::from,
    crate::domain::StaffId => Uuid by Uuid::from,
    crate::domain::StudentId => Uuid by Uuid::from,
    crate::domain::GuardianId => Uuid by Uuid::from,
    crate::domain::AssessmentId => Uuid by Uuid::from,
    crate::domain::MarkId => Uuid by Uuid::from,
    crate::domain::ResultId => Uuid by Uuid::from,
    crate::domain::DecisionId => Uuid by Uuid::from,
    crate::domain::ContactId => Uuid by Uuid::from,
    crate::domain::MessageId => Uuid by Uuid::from,
    crate::domain::AttemptId => Uuid by Uuid::from,
    crate::domain::DocumentId => Uuid by Uuid::from,
    crate::domain::PrintOrderId => Uuid by Uuid::from,
    crate::domain::EventId => Uuid by Uuid::from,
    crate::domain::ChangeSetId => Uuid by Uuid::from,
    crate::domain::ApprovalId => Uuid by Uuid::from,
    crate::domain::AbsenceId => Uuid by Uuid::from,
    crate::domain::BroadcastId => Uuid by Uuid::from,
    crate::domain::ClassGroupId => Uuid by Uuid::from,
    crate::domain::FamilyGroupId => Uuid by Uuid::from,
    crate::domain::ConversationId => Uuid by Uuid::from,
    &crate::domain::AccountId => Text by |v: &crate::domain::AccountId| v.0.clone(),
    super::BlindIndex => Bytes by |v: super::BlindIndex| v.0,
}

/// Bound values in the order of their placeholders.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::store::sql::Value::from($value)),*] };
}
pub(super) use args;

pub(super) fn bind_sqlite(
    query: Query<'_, Sqlite, SqliteArguments>,
    values: Vec<Value>,
) -> Query<'_, Sqlite, SqliteArguments> {
    values.into_iter().fold(query, |query, value| match value {
        Value::Int(v) => query.bind(v),
        Value::Text(v) => query.bind(v),
        Value::Bytes(v) => query.bind(v),
        Value::Uuid(v) => query.bind(v),
        Value::Bool(v) => query.bind(v),
    })
}

pub(super) fn bind_postgres(
    query: Query<'_, Postgres, PgArguments>,
    values: Vec<Value>,
) -> Query<'_, Postgres, PgArguments> {
    values.into_iter().fold(query, |query, value| match value {
        Value::Int(v) => query.bind(v),
        Value::Text(v) => query.bind(v),
        Value::Bytes(v) => query.bind(v),
        Value::Uuid(v) => query.bind(v),
        Value::Bool(v) => query.bind(v),
    })
}

/// How a placeholder is written where a statement carries thousands of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placeholder {
    /// `$1`: what `PostgreSQL` wants.
    Numbered,
    /// `?`: to `SQLite`, `$1` is a name, and it looks names up one by one, for each of them again.
    Bare,
}

/// `head` followed by `rows` groups of `columns` placeholders and `tail`: a statement for many rows at once.
///
/// The text depends on the engine and the two numbers only, never on data.
pub(super) fn many_rows(head: &str, (columns, rows): (usize, usize), tail: &str, placeholder: Placeholder) -> String {
    use std::fmt::Write;
    let mut text = String::with_capacity(head.len() + tail.len() + rows * columns * 7);
    text.push_str(head);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            text.push_str(if column == 0 { "" } else { ", " });
            match placeholder {
                Placeholder::Bare => text.push('?'),
                Placeholder::Numbered => {
                    // Writing to a String cannot fail.
                    let _ = write!(text, "${}", row * columns + column + 1);
                }
            }
        }
        text.push(')');
    }
    text.push_str(tail);
    text
}
