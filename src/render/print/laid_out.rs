//! Pages as they were laid out: by our templates in this process, by a school's own in another one.

use carnet_typeset::TypesetError;

use super::process::{OwnTemplate, Process, Work};

/// Cards or tables, laid out together.
pub enum LaidOut {
    Here(carnet_typeset::LaidOut),
    Apart(Apart),
}

/// What another process has made, or makes when it is wanted.
pub struct Apart {
    process: Process,
    template: OwnTemplate,
    work: Work,
    /// Of each card.
    files: Vec<Vec<u8>>,
}

impl Apart {
    /// Cards are made at once, tables when they are wanted.
    pub(super) fn new((process, template): (&Process, &OwnTemplate), work: Work) -> Result<Self, TypesetError> {
        let files = match &work {
            Work::Cards { .. } => process.run(template, &work)?,
            _ => Vec::new(),
        };
        Ok(Self { process: process.clone(), template: template.clone(), work, files })
    }
}

impl LaidOut {
    /// One card as a file of its own.
    pub fn pdf(&self, card: usize) -> Result<Vec<u8>, TypesetError> {
        match self {
            Self::Here(laid_out) => laid_out.pdf(card),
            Self::Apart(apart) => apart.files.get(card).cloned().ok_or(TypesetError::Nothing),
        }
    }

    /// All as one file of this title, with a keyword among its metadata.
    pub fn together(&self, title: &str, keyword: Option<&str>) -> Result<Vec<u8>, TypesetError> {
        match self {
            Self::Here(laid_out) => laid_out.together(title, keyword),
            Self::Apart(Apart { process, template, work, .. }) => {
                process.run(template, &work.together(title, keyword))?.pop().ok_or(TypesetError::Nothing)
            }
        }
    }

    /// The pages themselves, where they are in this process.
    pub fn here(&self) -> Option<&carnet_typeset::LaidOut> {
        match self {
            Self::Here(laid_out) => Some(laid_out),
            Self::Apart(_) => None,
        }
    }
}
