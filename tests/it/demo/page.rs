//! The page in a real browser, without a mouse: a teacher's list reaches the families it is about, and no other.

use super::browser::{Browser, ENTER, SHIFT, TAB};
use super::process::Demo;

/// Typed, confirmed by the button, published: the mother's phone shows her daughter's mark, the father's shows his own
/// daughter's in Arabic, and neither shows the other's.
#[tokio::test]
async fn a_list_typed_on_one_phone_reaches_the_others() {
    let Some((browser, demo)) = opened().await else { return };
    let teacher = "Write as M. KOFFI";

    browser.walk_to(teacher).await;
    let next_line = [SHIFT, ENTER, SHIFT].concat();
    let list = ["notes 4eA maths ds1", "Awa Kouassi 15,5", "Kouassi Aya 9", "Bennani 14,25", "nguessan abs"];
    browser.keys(&list.join(&next_line)).await;
    browser.keys(ENTER).await;
    browser.wait_for(&newest_offers("teacher", "Enregistrer")).await;
    browser.wait_for_text("teacher", "KOUASSI Awa : 15,5").await;
    press_newest(&browser).await;
    browser.wait_for(&newest_offers("teacher", "Annuler")).await;

    browser.walk_to(teacher).await;
    browser.keys("publier ds1 4eA").await;
    browser.keys(ENTER).await;
    browser.wait_for(&newest_offers("teacher", "Publier")).await;
    press_newest(&browser).await;

    browser.wait_for_text("mother", "15,5").await;
    browser.wait_for_text("father", "14,25").await;
    let (mother, father) = (browser.screen("mother").await, browser.screen("father").await);
    assert!(mother.contains("Nouvelle note pour Awa") && !mother.contains("14,25"), "{mother}");
    assert!(
        father.contains("ياسمين")
            && father.contains("الرياضيات")
            && !father.contains("15,5")
            && !father.contains("Awa"),
        "{father}"
    );

    // The ticks of what the mother writes turn to read, and her two children are never mixed up silently.
    browser.walk_to("Write as Mme KOUASSI").await;
    browser.keys("notes").await;
    browser.keys(ENTER).await;
    browser.wait_for("document.querySelector('[data-phone=mother] .mine .ticks.read')").await;
    browser.wait_for_text("mother", "Jean-Marc").await;
    let _closed = browser.client.clone().close().await;
    demo.terminate().await;
}

/// The stream of changes breaks with the demo: the page says so.
#[tokio::test]
async fn a_page_without_its_demo_says_so() {
    let Some((browser, demo)) = opened().await else { return };
    demo.terminate().await;
    browser.wait_for(&state("lost")).await;
    let _closed = browser.client.clone().close().await;
}

/// A demo and its page, connected.
async fn opened() -> Option<(Browser, Demo)> {
    let browser = Browser::start().await?;
    let demo = Demo::start(&[], None).await;
    browser.client.goto(&format!("http://{}/", demo.origin)).await.unwrap();
    browser.wait_for(&state("live")).await;
    Some((browser, demo))
}

/// Whether the page says this of its connection.
fn state(word: &str) -> String {
    format!("document.querySelector('#state').dataset.state === '{word}'")
}

/// Whether the first button of a phone's newest message says this.
fn newest_offers(phone: &str, label: &str) -> String {
    format!("document.querySelector('[data-phone={phone}] [role=log] > li:last-child .key')?.textContent === '{label}'")
}

/// From the text box back to the first button of the newest message, then Enter.
async fn press_newest(browser: &Browser) {
    let back = [SHIFT, TAB, SHIFT].concat();
    let first = "document.activeElement.matches('[role=log] > li:last-child .key') \
                 && document.activeElement === document.activeElement.closest('li').querySelector('.key')";
    for _ in 0..10 {
        if browser.holds(first).await {
            return browser.keys(ENTER).await;
        }
        browser.keys(&back).await;
    }
    panic!("the keyboard does not reach the newest button");
}
