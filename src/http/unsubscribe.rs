//! `GET,POST /u/{token}`: the end of e-mail to one address.
//!
//! Invariant: asking only shows a page, for machines follow links; only a POST ends anything (RFC 8058). No answer says
//! whose address it is.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

use super::card::GUARDS;
use crate::actions::{ActionError, Cause, stop_messages};
use crate::domain::{Actor, Clock, Locale};
use crate::render::{Renderer, Unsubscribing};
use crate::store::Store;

/// Ends letters.
pub struct UnsubscribeDesk {
    pub store: Store,
    pub renderer: Arc<Renderer>,
    pub clock: Arc<dyn Clock>,
}

impl UnsubscribeDesk {
    /// Ends letters to the address; returns the school's language, if there is such an address.
    async fn end(&self, token: &str) -> Result<Option<Locale>, ActionError> {
        let Some((school, contact)) = self.store.keys().read_unsubscribe_token(token) else { return Ok(None) };
        let mut tx = self.store.begin().await?;
        let Some(school) = tx.school(school).await? else { return Ok(None) };
        let itself = Cause::of_itself(&school, self.clock.now());
        let cause = Cause { contact: Some(contact), actor: &Actor::Stranger, ..itself };
        stop_messages(&mut tx, &cause, contact).await?;
        tx.commit().await?;
        Ok(Some(school.default_locale()))
    }

    async fn ask(&self, token: &str) -> Result<Option<Locale>, ActionError> {
        let Some((school, _)) = self.store.keys().read_unsubscribe_token(token) else { return Ok(None) };
        let mut tx = self.store.begin_read().await?;
        let school = tx.school(school).await?;
        tx.rollback().await?;
        Ok(school.map(|school| school.default_locale()))
    }

    fn answer(&self, found: Result<Option<Locale>, ActionError>, step: Unsubscribing) -> Response {
        match found {
            Ok(Some(locale)) => (StatusCode::OK, GUARDS, self.renderer.unsubscribe_page(step, locale)).into_response(),
            Ok(None) => {
                let page = self.renderer.unsubscribe_page(Unsubscribing::Unknown, Locale::Fr);
                (StatusCode::NOT_FOUND, GUARDS, page).into_response()
            }
            Err(error) => {
                tracing::warn!(%error, "http.unsubscribe_failed");
                StatusCode::SERVICE_UNAVAILABLE.into_response()
            }
        }
    }
}

/// A page with a button.
pub(super) async fn show(State(desk): State<Arc<UnsubscribeDesk>>, Path(token): Path<String>) -> Response {
    desk.answer(desk.ask(&token).await, Unsubscribing::Asked)
}

/// Ends it: by the page's button, or by the mail program's own.
pub(super) async fn end(State(desk): State<Arc<UnsubscribeDesk>>, Path(token): Path<String>) -> Response {
    desk.answer(desk.end(&token).await, Unsubscribing::Done)
}
