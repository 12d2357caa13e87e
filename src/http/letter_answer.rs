//! `GET,POST /a/{token}`: the answer to what a letter asked, counted like a button.
//!
//! Invariant: asking only shows a page, for machines follow links; only a POST answers anything, and only for the address
//! that the letter went to.

use axum::Form;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;

use super::card::{GUARDS, language};
use super::unsubscribe::UnsubscribeDesk;
use crate::actions::{ActionError, LetterRead, answer_letter, read_letter};
use crate::domain::{BroadcastAnswer, Locale};
use crate::render::LetterAnswer;

/// What the page's button sends.
#[derive(Deserialize)]
pub(super) struct Given {
    #[serde(default)]
    answer: String,
}

impl UnsubscribeDesk {
    async fn read(&self, token: &str) -> Result<Option<LetterRead>, ActionError> {
        let Some(whose) = self.store.keys().read_answer_token(token) else { return Ok(None) };
        let mut tx = self.store.begin_read().await?;
        let read = read_letter(&mut tx, whose, self.clock.now()).await?;
        tx.rollback().await?;
        Ok(read)
    }

    async fn note(&self, token: &str, answer: BroadcastAnswer) -> Result<Option<LetterRead>, ActionError> {
        let Some(whose) = self.store.keys().read_answer_token(token) else { return Ok(None) };
        let mut tx = self.store.begin().await?;
        let noted = answer_letter(&mut tx, whose, answer, self.clock.now()).await?;
        tx.commit().await?;
        Ok(noted)
    }

    fn said(
        &self,
        found: Result<Option<LetterRead>, ActionError>,
        answer: Option<BroadcastAnswer>,
        reads: Locale,
    ) -> Response {
        match found {
            Ok(Some(LetterRead { school, words, ask, locale })) => {
                let (school, words) = (school.as_str(), words.as_str());
                let step = match answer {
                    Some(answer) => LetterAnswer::Noted { school, words, ask, answer },
                    None => LetterAnswer::Asked { school, words, ask },
                };
                (StatusCode::OK, GUARDS, self.renderer.answer_page(step, locale)).into_response()
            }
            Ok(None) => {
                let page = self.renderer.answer_page(LetterAnswer::Unknown, reads);
                (StatusCode::NOT_FOUND, GUARDS, page).into_response()
            }
            Err(error) => {
                tracing::warn!(%error, "http.letter_answer_failed");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
        }
    }
}

/// A page with a button for each answer.
pub(super) async fn show(
    State(desk): State<Arc<UnsubscribeDesk>>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response {
    desk.said(desk.read(&token).await, None, language(&headers))
}

/// One of them was pressed.
pub(super) async fn give(
    State(desk): State<Arc<UnsubscribeDesk>>,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Response {
    match given.answer.parse() {
        Ok(answer) => desk.said(desk.note(&token, answer).await, Some(answer), language(&headers)),
        Err(_unknown) => desk.said(desk.read(&token).await, None, language(&headers)),
    }
}
