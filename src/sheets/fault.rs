//! Why a file is not read. Says it to an operator; what people are told is said elsewhere.

use serde::{Deserialize, Serialize};

/// What is wrong with a file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    #[error("the file is larger than a table can be")]
    TooLarge,
    #[error("this is not a workbook (.xlsx), or it is damaged")]
    Damaged,
    #[error("the file is no table")]
    NotATable,
    #[error("the workbook has too many parts")]
    TooManyParts,
    #[error("the workbook unpacks to more than a school file can be")]
    UnpacksTooLarge,
    #[error("the workbook has more rows or columns than a school file can have")]
    TooManyCells,
    #[error("a cell of the workbook holds too long a text")]
    TextTooLong,
    #[error("the workbook is protected by a password, or older than .xlsx")]
    Locked,
    #[error("the workbook contains macros; save it as .xlsx without them")]
    Macros,
    #[error("the workbook takes values from other files; copy them into it")]
    Links,
}
