//! A server that comes up after the service: machines that start together start in any order.

use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::support::engines::each_database;
use crate::support::service::{Setup, World, free_port};

#[tokio::test(flavor = "multi_thread")]
async fn a_service_waits_for_a_server_that_comes_up_after_it() {
    each_database(async |url| {
        if !url.starts_with("postgres") {
            return;
        }
        let mut world = World::start(Setup { database_url: Some(url.clone()), ..Setup::default() }).await;
        world.terminate().await;
        let mut address = Url::parse(&url).unwrap();
        let server = format!("{}:{}", address.host_str().unwrap(), address.port().unwrap_or(5432));
        let port = free_port();
        address.set_host(Some("127.0.0.1")).unwrap();
        address.set_port(Some(port)).unwrap();
        world.database_url = address.to_string();
        world.configure("", "");
        let opens = tokio::spawn(async move {
            tokio::time::sleep(Duration::from_secs(3)).await;
            let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut behind = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(async move { tokio::io::copy_bidirectional(&mut stream, &mut behind).await });
            }
        });
        world.serve().await;
        let log = world.log();
        assert_eq!(log.matches("service.database_awaited").count(), 1, "{log}");
        world.terminate().await;
        opens.abort();
    })
    .await;
}
