//! `GET /v/{code}`, through the door.

use carnet::domain::Locale;
use carnet::http::{CardDesk, card_router, server};
use carnet::render::Renderer;
use carnet::store::Store;
use reqwest::StatusCode;
use reqwest::header::ACCEPT_LANGUAGE;

use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::{Term, class};
use crate::support::engines::each_engine;
use crate::support::school::import;

fn client() -> reqwest::Client {
    // Another test may have been first.
    let _already = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().tls_certs_only([]).no_proxy().build().unwrap()
}

/// The door with this route only; returns its address.
async fn serve_cards(store: Store) -> String {
    let desk = Arc::new(CardDesk::new(store, Arc::new(Renderer::load(None).unwrap())));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, card_router(desk), CancellationToken::new()));
    format!("http://{address}")
}

#[tokio::test]
async fn whoever_holds_the_paper_reads_figures_and_no_name() {
    each_engine(async |store| {
        import(&store, &class()).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        let base = serve_cards(store.clone()).await;
        let client = client();
        let get = async |code: &str, language: &str| {
            let answer = client.get(format!("{base}/v/{code}")).header(ACCEPT_LANGUAGE, language).send().await.unwrap();
            (answer.status(), answer.text().await.unwrap())
        };
        let first = term.results().await.remove(0);
        let code = first.card.code.clone().unwrap();
        let (status, page) = get(&code, "fr").await;
        assert_eq!(status, StatusCode::OK);
        for part in ["lang=fr", "K. A.", "14,00/20", "2/5", "Collège Moderne d'Adjamé", "version en vigueur (1)"] {
            assert!(page.contains(part), "{part}: {page}");
        }
        for hidden in ["KOUASSI", "Awa", "A01", "KOFFI", "<script"] {
            assert!(!page.contains(hidden), "{hidden}: {page}");
        }
        let typed = code.to_lowercase().replace('0', "o");
        assert!(get(&typed, "ar,fr;q=0.5").await.1.contains("dir=rtl"));

        let (unknown, other) = (get("7K3MQ4TX92VPAB5C", "en").await, get("nonsense", "en").await);
        assert_eq!((unknown.0, other.0), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(unknown.1, other.1, "an unknown code and no code look the same");

        // The address that is printed on the card, where the code is typed.
        let ask = async |query: &str| {
            let answer = client.get(format!("{base}/v{query}")).header(ACCEPT_LANGUAGE, "fr").send().await.unwrap();
            (answer.status(), answer.text().await.unwrap())
        };
        let (status, page) = ask("").await;
        assert!(status == StatusCode::OK && page.contains("<form action=/v>") && page.contains("name=code"), "{page}");
        let (status, page) = ask(&format!("?code={typed}")).await;
        assert!(status == StatusCode::OK && page.contains("14,00/20"), "{page}");
        assert_eq!(ask("?code=nonsense").await.0, StatusCode::NOT_FOUND);

        term.reopen().await;
        let mut file = class();
        file["marks"][0]["mark"] = serde_json::json!("16.5");
        import(&store, &file).await;
        term.close().await;
        assert!(get(&code, "en").await.1.contains("has published version 2"));
    })
    .await;
}

#[tokio::test]
async fn how_the_year_ends_can_be_checked_too() {
    each_engine(async |store| {
        let mut file = class();
        file["year"]["terms"].as_array_mut().unwrap().truncate(1);
        file["policy"] = serde_json::json!({"year": {}});
        assert!(import(&store, &file).await.refused.is_empty());
        let term = Term::of(store.clone()).await;
        term.close().await;
        let card = term.results().await.remove(0).card;
        let claim = card.claim(Locale::Fr).unwrap().year_result.unwrap();
        assert_eq!((claim.average.as_deref(), claim.rank, claim.decision), (Some("14.00"), Some(2), None));
        let page = format!("{}/v/{}", serve_cards(store.clone()).await, card.code.unwrap());
        let read =
            async || client().get(&page).header(ACCEPT_LANGUAGE, "fr").send().await.unwrap().text().await.unwrap();
        let closed = read().await;
        for part in ["Moyenne annuelle</dt><dd><bdi>14,00/20", "Rang annuel</dt><dd><bdi>2/5"] {
            assert!(closed.contains(part), "{part}: {closed}");
        }
        assert!(!closed.contains("a rouvert des notes"), "{closed}");
        term.reopen().await;
        assert!(read().await.contains("a rouvert des notes"));
    })
    .await;
}

#[tokio::test]
async fn one_address_may_not_guess_often_and_whoever_holds_a_paper_there_is_answered() {
    each_engine(async |store| {
        import(&store, &class()).await;
        let term = Term::of(store.clone()).await;
        term.close().await;
        let held = term.results().await.remove(0).card.code.unwrap();
        let base = serve_cards(store.clone()).await;
        let client = client();
        let ask = async |code: &str, from: &str| {
            let asked = client.get(format!("{base}/v/{code}")).header("x-forwarded-for", from);
            asked.send().await.unwrap().status()
        };
        let mut refused = 0;
        for _ in 0..60 {
            refused += u32::from(ask("7K3MQ4TX92VPAB5C", "203.0.113.7").await == StatusCode::TOO_MANY_REQUESTS);
        }
        assert!((1..=30).contains(&refused), "{refused} of 60 were refused");
        assert_eq!(ask(&held, "203.0.113.7").await, StatusCode::OK, "a whole town has one address");
        assert_eq!(ask("7K3MQ4TX92VPAB5C", "203.0.113.8").await, StatusCode::NOT_FOUND, "another address may ask");
    })
    .await;
}
