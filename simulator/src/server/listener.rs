//! The accept loop. Each connection is served by hyper until it ends, the simulator stops, or a
//! handler asks for it to be broken: then the socket is taken out of hyper and closed, with a reset
//! when that was wanted.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use super::commit::{Fate, settle};
use super::drip::{Huge, Slow};
use super::route::{Route, nobody};
use super::wire::{Answer, Call};
use crate::fault::Action;
use crate::world::World;

/// The largest legal upload is a document of 100 MB.
const MOST_BODY: usize = 110 * 1024 * 1024;
/// A client that waits longer than this for a stalled answer has lost its patience long ago.
const LONGEST_STALL: Duration = Duration::from_mins(10);

/// How a connection is to be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    Not,
    Close,
    Reset,
}

/// Serves until the simulator stops.
pub(crate) async fn serve(world: Arc<World>, listener: TcpListener, control: Router) {
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = world.stop.cancelled() => return,
        };
        match accepted {
            Ok((stream, _)) => {
                let (connection_world, control) = (Arc::clone(&world), control.clone());
                world.spawn(async move { connection(connection_world, stream, control).await });
            }
            // Out of descriptors, usually: the next attempt may succeed.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

async fn connection(world: Arc<World>, stream: TcpStream, control: Router) {
    // An unset option costs latency only.
    let _ = stream.set_nodelay(true);
    let (breaker, mut broken) = watch::channel(Break::Not);
    let service = service_fn(move |request| {
        let (world, control) = (Arc::clone(&world), control.clone());
        let breaker = breaker.clone();
        async move { handle(world, control, breaker, request).await }
    });
    let mut http = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    tokio::select! {
        // A client that went away is its own business.
        _ = &mut http => return,
        _ = broken.wait_for(|how| *how != Break::Not) => {}
    }
    let stream = http.into_parts().io.into_inner();
    if *broken.borrow() == Break::Reset {
        // Closing a socket that may not linger sends a reset instead of an orderly end.
        let _ = stream.set_zero_linger();
    }
}

async fn handle(
    world: Arc<World>,
    control: Router,
    breaker: watch::Sender<Break>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let path = request.uri().path();
    if path.starts_with("/_sim") {
        return TowerToHyperService::new(control).call(request).await;
    }
    let Some(route) = Route::of(path) else {
        return Ok(written(&nobody()));
    };
    let fate = match before_read(&world, &route, &request) {
        Some(fate) => fate,
        None => match read(request).await {
            Some(call) => settle(&world, route.judge(&world, call).await).await,
            None => Fate::Close,
        },
    };
    match fate {
        Fate::Answer(answer) => Ok(written(&answer)),
        Fate::Slow(answer, ms) => {
            let slow = Slow::new(answer.body.clone(), Duration::from_millis(ms));
            Ok(response(&answer, Body::new(slow)))
        }
        Fate::Huge(bytes) => Ok(Response::new(Body::new(Huge(bytes)))),
        Fate::Reset => broken(breaker, Break::Reset).await,
        Fate::Close => broken(breaker, Break::Close).await,
        Fate::Stall => {
            tokio::time::sleep(LONGEST_STALL).await;
            broken(breaker, Break::Close).await
        }
    }
}

fn before_read(world: &World, route: &Route, request: &Request<Incoming>) -> Option<Fate> {
    let (provider, account) = route.sends(request.method())?;
    match world.faults().before_read(provider, account)? {
        Action::ResetBeforeRead => Some(Fate::Reset),
        Action::StallBeforeRead => Some(Fate::Stall),
        _ => None,
    }
}

async fn read(request: Request<Incoming>) -> Option<Call> {
    let (parts, body) = request.into_parts();
    let body = to_bytes(Body::new(body), MOST_BODY).await.ok()?;
    let query = parts.uri.query().unwrap_or_default();
    Some(Call {
        method: parts.method,
        query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
        headers: parts.headers,
        body,
    })
}

/// Asks for the connection to be broken and waits for that to happen.
async fn broken(breaker: watch::Sender<Break>, how: Break) -> Result<Response<Body>, Infallible> {
    breaker.send_replace(how);
    std::future::pending().await
}

fn written(answer: &Answer) -> Response<Body> {
    let body = Body::from(answer.body.clone());
    response(answer, body)
}

fn response(answer: &Answer, body: Body) -> Response<Body> {
    let mut builder = Response::builder().status(answer.status).header("Content-Type", answer.content_type.as_str());
    for (name, value) in &answer.headers {
        builder = builder.header(*name, value.as_str());
    }
    builder.body(body).unwrap_or_else(|_| {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        failed
    })
}
