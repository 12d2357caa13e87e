//! `carnet check` before mail servers: one that is encrypted from the first byte, one that never stops talking.

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::net::TcpListener;
use tokio::task::spawn_blocking;
use tokio_rustls::TlsAcceptor;

use super::{CONFIG, Ended, Office};

/// What `carnet check` says of a mail account at this address, to a machine that trusts `roots` alone.
async fn checked(url: String, roots: Option<String>) -> Ended {
    spawn_blocking(move || {
        let office = Office::new();
        let start = CONFIG.split("[[account]]").next().unwrap();
        let database = format!("sqlite://{}", office.path().join("carnet.db").display());
        let account = "[[account]]\nid = \"mail1\"\nschool = \"adjame\"\nprovider = \"smtp\"\n\
                       url = \"env:TEST_SMTP_URL\"\nfrom = \"carnet@ecole.example\"\n";
        office.configure(&(start.replace("DATABASE", &database) + account));
        office.run_with(&["migrate"], &[("TEST_SMTP_URL", &url)]).well();
        let file = office.path().join("roots.pem");
        std::fs::write(&file, roots.unwrap_or_default()).unwrap();
        office.run_with(&["check"], &[("SSL_CERT_FILE", file.to_str().unwrap()), ("TEST_SMTP_URL", &url)])
    })
    .await
    .unwrap()
}

/// A mail server that takes anybody.
async fn greet(stream: impl AsyncRead + AsyncWrite + Unpin) {
    let mut stream = BufStream::new(stream);
    stream.write_all(b"220 mail.example ready\r\n").await.unwrap();
    stream.flush().await.unwrap();
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|read| read > 0) {
        let answer = if line.starts_with("QUIT") { "221 bye\r\n" } else { "250 mail.example\r\n" };
        line.clear();
        if stream.write_all(answer.as_bytes()).await.is_err() || stream.flush().await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_encrypted_from_the_first_byte_is_spoken_to_if_its_name_is_proven() {
    carnet::gateway::tls::install();
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                if let Ok(stream) = acceptor.accept(stream).await {
                    greet(stream).await;
                }
            });
        }
    });
    let ended = checked(format!("smtps://localhost:{port}"), Some(cert.pem())).await;
    assert!(ended.out.lines().any(|line| line.starts_with("ok") && line.contains("carnet@ecole.example")), "{ended:?}");
    let other = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    for (case, port_name, roots) in
        [("not trusted", "localhost", other.cert.pem()), ("another name", "127.0.0.1", cert.pem())]
    {
        let ended = checked(format!("smtps://{port_name}:{port}"), Some(roots)).await;
        assert!(ended.out.contains("cannot be reached"), "{case}: {ended:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_never_ends_is_not_read_to_its_end() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let talked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let piece = vec![b'a'; 64 * 1024];
        let mut taken = 0_usize;
        stream.write_all(b"220 ").await.unwrap();
        while let Ok(Ok(written)) = tokio::time::timeout(Duration::from_secs(10), stream.write(&piece)).await {
            taken += written;
        }
        taken
    });
    let ended = checked(format!("smtp://127.0.0.1:{port}?tls=none"), None).await;
    assert!(ended.out.contains("cannot be reached"), "{ended:?}");
    let taken = talked.await.unwrap();
    // What the kernels keep on both sides is a few megabytes.
    assert!(taken < 32 << 20, "{taken} bytes were read");
}
