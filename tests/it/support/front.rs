//! Something that stands before a server: leads to one process at a time as a load balancer does, or swallows what comes.

use std::sync::Arc;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Nowhere,
    To(u16),
    /// Half open: connections are taken and kept, and nothing ever comes back.
    BlackHole,
}

/// A port that leads somewhere. Open connections end when it leads elsewhere.
pub(crate) struct Front {
    pub(crate) port: u16,
    way: Arc<watch::Sender<Way>>,
}

impl Front {
    pub(crate) async fn start() -> Self {
        Self::at(0).await
    }

    /// On this port; 0 takes a free one.
    pub(crate) async fn at(port: u16) -> Self {
        let socket = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
        let port = socket.local_addr().unwrap().port();
        let way = Arc::new(watch::Sender::new(Way::Nowhere));
        let to = Arc::clone(&way);
        tokio::spawn(async move {
            while let Ok((stream, _)) = socket.accept().await {
                tokio::spawn(pass_on(stream, to.subscribe()));
            }
        });
        Self { port, way }
    }

    pub(crate) fn lead_to(&self, port: u16) {
        self.way.send_replace(Way::To(port));
    }

    /// From now on connections live and nothing passes, also those that are open.
    pub(crate) fn swallow(&self) {
        self.way.send_replace(Way::BlackHole);
    }
}

async fn pass_on(mut stream: TcpStream, mut way: watch::Receiver<Way>) {
    let first = *way.borrow_and_update();
    match first {
        Way::Nowhere => {}
        Way::BlackHole => swallow(&mut stream, &mut way).await,
        Way::To(port) => {
            let Ok(mut behind) = TcpStream::connect(("127.0.0.1", port)).await else { return };
            tokio::select! {
                _ended = tokio::io::copy_bidirectional(&mut stream, &mut behind) => return,
                _elsewhere = way.changed() => {}
            }
            if *way.borrow_and_update() == Way::BlackHole {
                swallow(&mut stream, &mut way).await;
            }
        }
    }
}

/// Reads until it leads elsewhere.
async fn swallow(stream: &mut TcpStream, way: &mut watch::Receiver<Way>) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        tokio::select! {
            read = stream.read(&mut bytes) => if read.is_ok_and(|count| count == 0) { return },
            _elsewhere = way.changed() => return,
        }
    }
}
