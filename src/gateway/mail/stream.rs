//! The way to a mail server: encrypted from the first byte where it has to be, and never read without end.
//!
//! Invariant: between two things we say, no more than [`LONGEST_ANSWER`] is read. `lettre` bounds a line once it has it; a
//! line that never ends would be kept until memory does.

use lettre::transport::smtp::client::AsyncTokioStream;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use rustls_platform_verifier::BuilderVerifierExt;
use std::fmt;
use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::server::{MailServer, Security};
use super::session::CONNECT;

/// In bytes. A server's longest honest answer, its certificates among it, is a tenth of that.
const LONGEST_ANSWER: usize = 256 * 1024;

/// What `lettre` speaks over.
pub(super) async fn open(server: &MailServer) -> Result<Box<dyn AsyncTokioStream>> {
    let (tcp, peer) = reached(server).await?;
    let tcp = Bounded::new(tcp, peer);
    if server.security != Security::Wrapped {
        return Ok(Box::new(tcp));
    }
    let name = ServerName::try_from(server.host.clone()).map_err(Error::other)?;
    let ring = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(ring).with_safe_default_protocol_versions();
    let verified = config.and_then(BuilderVerifierExt::with_platform_verifier).map_err(Error::other)?;
    let connector = TlsConnector::from(Arc::new(verified.with_no_client_auth()));
    let stream: TlsStream<_> = connector.connect(name, tcp).await?;
    Ok(Box::new(Bounded::new(stream, peer)))
}

/// The first of its addresses that takes us; one that says nothing does not keep us from the next.
async fn reached(server: &MailServer) -> Result<(TcpStream, SocketAddr)> {
    let mut last = Error::from(ErrorKind::NotFound);
    for address in lookup_host((server.host.as_str(), server.port)).await? {
        match timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok((stream, address)),
            Ok(Err(error)) => last = error,
            Err(_) => last = ErrorKind::TimedOut.into(),
        }
    }
    Err(last)
}

/// A stream that ends with an error where the other side does not stop talking.
struct Bounded<S> {
    stream: S,
    peer: SocketAddr,
    /// Bytes read since something was written.
    read: usize,
}

impl<S> Bounded<S> {
    fn new(stream: S, peer: SocketAddr) -> Self {
        Self { stream, peer, read: 0 }
    }
}

impl<S> fmt::Debug for Bounded<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bounded(…)")
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Bounded<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        if self.read > LONGEST_ANSWER {
            return Poll::Ready(Err(Error::new(ErrorKind::InvalidData, "an answer without end")));
        }
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
        self.read += buf.filled().len() - before;
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Bounded<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        self.read = 0;
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin> AsyncTokioStream for Bounded<S> {
    fn peer_addr(&self) -> Result<SocketAddr> {
        Ok(self.peer)
    }
}
