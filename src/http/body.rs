//! Raw bodies, bounded in size and time.

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http_body_util::BodyExt;
use std::time::Duration;

/// Meta batches reach 3 MB.
const LIMIT_BYTES: usize = 4 * 1024 * 1024;
/// Read on to here before refusing: who is cut off while writing sees a reset, not our answer.
const DISCARDED_BYTES: usize = 2 * LIMIT_BYTES;
const PATIENCE: Duration = Duration::from_secs(10);

/// The bytes of a request exactly as they came: what a signature is over.
pub(super) struct RawBody(pub(super) Bytes);

impl<S: Sync> FromRequest<S> for RawBody {
    type Rejection = Response;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Response> {
        let announced =
            request.headers().get("content-length").and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > DISCARDED_BYTES) {
            return Err(StatusCode::PAYLOAD_TOO_LARGE.into_response());
        }
        read(request.into_body()).await.map(Self)
    }
}

async fn read(body: Body) -> Result<Bytes, Response> {
    match tokio::time::timeout(PATIENCE, collect(body)).await {
        Ok(Ok(Some(bytes))) => Ok(bytes),
        Ok(Ok(None)) => Err(StatusCode::PAYLOAD_TOO_LARGE.into_response()),
        Ok(Err(_)) => Err(StatusCode::BAD_REQUEST.into_response()),
        Err(_) => Err(StatusCode::REQUEST_TIMEOUT.into_response()),
    }
}

/// The whole body; nothing when it is too long.
async fn collect(mut body: Body) -> Result<Option<Bytes>, axum::Error> {
    let (mut bytes, mut seen) = (Vec::new(), 0_usize);
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        seen = seen.saturating_add(data.len());
        if seen <= LIMIT_BYTES {
            bytes.extend_from_slice(&data);
        } else if seen > DISCARDED_BYTES {
            break;
        }
    }
    Ok((seen <= LIMIT_BYTES).then(|| bytes.into()))
}
