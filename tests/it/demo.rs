//! `carnet demo`, by the binary alone: what it prints, what it serves, what it keeps, and the page in a real browser.

mod browser;
mod page;
mod process;

use serde_json::json;
use std::path::Path;

use self::process::{Demo, get, refused};

const TEACHER: &str = "telegram/5001";
const MOTHER: &str = "whatsapp/2250505050505";

/// One line, one page that asks for nothing from elsewhere, four phones; what is typed is answered; nothing stays behind.
#[tokio::test]
async fn a_demo_runs_by_itself_and_leaves_nothing() {
    let temporary = tempfile::tempdir().unwrap();
    let demo = Demo::start(&[], Some(temporary.path())).await;

    let page = get(&demo.origin, "/").await;
    let policy = page.header("content-security-policy");
    let wanted = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";
    assert!(policy.starts_with(wanted), "{policy}");
    assert!(page.body.contains("<title>Carnet"), "{}", page.body);
    for link in page.body.split(['"', '\'']).filter(|part| part.starts_with("/page/")) {
        let file = get(&demo.origin, link).await;
        assert_eq!((file.status, file.header("content-security-policy")), (200, policy), "{link}");
        for module in file.body.split('"').filter_map(|part| part.strip_prefix("./")) {
            assert_eq!(get(&demo.origin, &format!("/page/{module}")).await.status, 200, "{link} wants {module}");
        }
    }

    let phones: Vec<String> =
        demo.phones().await.iter().map(|phone| phone["channel"].as_str().unwrap().into()).collect();
    assert_eq!(phones, ["telegram", "whatsapp", "whatsapp", "telegram"]);
    demo.types(TEACHER, "notes manquantes ds1 4eA").await;
    demo.wait_for(TEACHER, "KOUASSI Awa").await;

    let said = demo.terminate().await;
    assert_eq!(said, "", "more than one line on stdout");
    assert_eq!(files(temporary.path()), [""; 0], "a passing demo left something behind");
}

/// A named folder keeps the demo: the next start goes on where it ended.
#[tokio::test]
async fn a_named_folder_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("school").display().to_string();
    let demo = Demo::start(&["--data", &data], None).await;
    demo.types(TEACHER, "Yao Adjoua 13 ds1").await;
    demo.wait_for(TEACHER, "13").await;
    let second = refused(&["--listen", "127.0.0.1:0", "--data", &data]).await;
    assert!(second.contains("another demo is running"), "{second}");
    demo.terminate().await;

    let demo = Demo::start(&["--data", &data], None).await;
    assert!(demo.phones().await.iter().all(|phone| phone["bubbles"] == json!([])));
    demo.types(TEACHER, "Yao Adjoua 9 ds1").await;
    demo.wait_for(TEACHER, "13").await;
    demo.terminate().await;
}

/// Neither a folder with other things in it nor a port in use is touched; both are said in a line.
#[tokio::test]
async fn what_it_cannot_have_it_names() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("thesis.txt"), "mine").unwrap();
    let said = refused(&["--listen", "127.0.0.1:0", "--data", &folder.path().display().to_string()]).await;
    assert!(said.contains("is not empty") && said.contains("--data"), "{said}");
    assert_eq!(files(folder.path()), ["thesis.txt"]);

    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = port.local_addr().unwrap().to_string();
    let said = refused(&["--listen", &address]).await;
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");
}

/// From the page nobody reaches more than the four phones, and only with what a browser of this page sends.
#[tokio::test]
async fn only_the_phones_on_the_page_can_be_used() {
    let demo = Demo::start(&[], None).await;
    let text = json!({ "text": "notes" }).to_string();
    let typed = |phone: &str| format!("/_sim/phones/{phone}/text");
    assert_eq!(demo.post(&typed("whatsapp/2250709999999"), "application/json", &text).await, 404);
    assert_eq!(demo.post(&typed(MOTHER), "text/plain", &text).await, 415, "another site could post this");
    assert_eq!(demo.post(&typed(MOTHER), "application/json", r#"{"text":" "}"#).await, 400);
    assert_eq!(demo.post(&format!("/_sim/phones/{MOTHER}/block"), "application/json", "{}").await, 404);
    for path in ["/_sim", "/_sim/ledger", "/_sim/accounts", "/_sim/webhooks", "/page/main.rs"] {
        assert_eq!(get(&demo.origin, path).await.status, 404, "{path}");
    }
    assert!(demo.phones().await.iter().all(|phone| phone["bubbles"] == json!([])));
    demo.terminate().await;
}

fn files(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}
