//! Response bodies that misbehave: slow ones and endless ones.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame};
use tokio::time::{Sleep, sleep};

const ZEROS: &[u8] = &[b'0'; 64 * 1024];

/// Sends its bytes one at a time, evenly over a time.
pub(super) struct Slow {
    rest: Bytes,
    pause: Duration,
    sleep: Pin<Box<Sleep>>,
}

impl Slow {
    pub(super) fn new(body: Bytes, over: Duration) -> Self {
        let count = u32::try_from(body.len()).unwrap_or(u32::MAX).max(1);
        let pause = over / count;
        Self { rest: body, pause, sleep: Box::pin(sleep(pause)) }
    }
}

impl Body for Slow {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        if self.sleep.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        let pause = self.pause;
        self.sleep.set(sleep(pause));
        let next = self.rest.split_to(1);
        Poll::Ready(Some(Ok(Frame::data(next))))
    }
}

/// So many zeros.
pub(super) struct Huge(pub(super) u64);

impl Body for Huge {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.0 == 0 {
            return Poll::Ready(None);
        }
        let size = usize::try_from(self.0).unwrap_or(usize::MAX).min(ZEROS.len());
        self.0 -= u64::try_from(size).unwrap_or(self.0);
        let next = Bytes::from_static(ZEROS).slice(..size);
        Poll::Ready(Some(Ok(Frame::data(next))))
    }
}
