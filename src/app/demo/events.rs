//! What changes on the phones, as server-sent events.

use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use carnet_simulator::PhoneEvent;
use futures_util::stream;
use std::convert::Infallible;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::cast;
use super::page::Page;

/// Tells a page that it missed changes and should read the screens again.
const LAGGED: &str = r#"{"type":"lagged"}"#;

/// Every change from now on, until the page leaves or the demo ends.
pub(super) async fn events(State(page): State<Page>) -> impl IntoResponse {
    let Page { simulator, stop } = page;
    let changes = stream::unfold((simulator.subscribe(), stop), async |(mut changes, stop)| {
        let event = tokio::select! {
            event = next(&mut changes) => event?,
            () = stop.cancelled() => return None,
        };
        Some((Ok::<_, Infallible>(event), (changes, stop)))
    });
    Sse::new(changes).keep_alive(KeepAlive::default())
}

/// The next change of a phone on the page.
async fn next(changes: &mut Receiver<PhoneEvent>) -> Option<Event> {
    loop {
        match changes.recv().await {
            Ok(change) if !cast::keys().contains(&change.key) => {}
            Ok(change) => return Event::default().json_data(&change).ok(),
            Err(RecvError::Lagged(_)) => return Some(Event::default().data(LAGGED)),
            Err(RecvError::Closed) => return None,
        }
    }
}
