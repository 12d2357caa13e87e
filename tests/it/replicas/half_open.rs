//! A server that has gone with nobody left to say so: its open connections live on, and nothing comes back by them.

use carnet::store::Store;
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;

use crate::support::engines::{each_database, keys};

/// Leads to a server until it is told to; then what is open hangs, and what is new passes.
async fn before(server: String) -> (u16, watch::Sender<bool>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (hangs, told) = watch::channel(false);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (server, mut told) = (server.clone(), told.clone());
            told.mark_unchanged();
            tokio::spawn(async move {
                let Ok(mut behind) = TcpStream::connect(&server).await else { return };
                tokio::select! {
                    _ended = tokio::io::copy_bidirectional(&mut stream, &mut behind) => {}
                    _hangs = told.changed() => std::future::pending::<()>().await,
                }
            });
        }
    });
    (port, hangs)
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_hang_are_let_go_of_and_new_ones_serve() {
    each_database(async |url| {
        if !url.starts_with("postgres") {
            return;
        }
        let mut address = Url::parse(&url).unwrap();
        let server = format!("{}:{}", address.host_str().unwrap(), address.port().unwrap_or(5432));
        let (port, hangs) = before(server).await;
        address.set_host(Some("127.0.0.1")).unwrap();
        address.set_port(Some(port)).unwrap();
        let store = Store::open(address.as_str(), keys()).await.unwrap().impatient();
        let look = async || {
            let mut tx = store.begin_read().await?;
            let found = tx.school_by_code("nowhere").await?;
            tx.rollback().await?;
            Ok::<_, carnet::store::StoreError>(found)
        };
        // All that the pool has are open.
        let open = futures_util::future::join_all((0..16).map(|_| store.begin_read())).await;
        drop(open);
        tokio::time::sleep(Duration::from_secs(2)).await;
        let in_use = store.begin_read().await.unwrap();
        hangs.send_replace(true);
        drop(in_use);
        let began = Instant::now();
        while look().await.is_err() {
            assert!(began.elapsed() < Duration::from_mins(1), "nothing serves");
        }
        // From then on without a wait.
        let began = Instant::now();
        for _ in 0..20 {
            look().await.unwrap();
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
        store.close().await;
    })
    .await;
}
