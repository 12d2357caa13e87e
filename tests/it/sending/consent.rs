//! Nothing but answers goes to whoever has not agreed, of whatever kind the news is; and what waits when somebody agrees no
//! more never leaves. By the provider's own ledger.

use carnet_simulator::{LedgerEntry, Phone};
use serde_json::{Value, json};

use super::{SOON, ask, each_service, mother, run, teacher};
use crate::support::service::{Setup, World};

const FATHER: &str = "2250777777777";
const MOTHER: &str = "2250505050505";
/// What has not ended.
const WAITING: &str = "SELECT COUNT(*) FROM message WHERE settled_at IS NULL";

/// Awa has a father, too, who has not agreed to anything: the file has his number.
fn with_father() -> Setup {
    let mut school: Value = serde_json::from_str(include_str!("../school.json")).unwrap();
    let father = json!({"code": "P9", "name": "M. KOUASSI", "phone": format!("+{FATHER}"), "language": "fr",
        "children": [{"student": "A01", "relation": "father"}]});
    school["guardians"].as_array_mut().unwrap().push(father);
    Setup { school: Some(school.to_string()), ..Setup::default() }
}

/// What the provider took for somebody.
fn sent_to(world: &World, number: &str) -> Vec<String> {
    let theirs = |entry: &LedgerEntry| {
        entry
            .to
            .as_deref()
            .is_some_and(|to| to.trim_start_matches('+') == number || to == "CI.7001" && number == MOTHER)
    };
    world.simulator.ledger_where(theirs).into_iter().map(|entry| entry.body.to_string()).collect()
}

/// Each kind of news: what the school does, and what the mother reads of it.
const NEWS: [(&str, &[&str], &str); 6] = [
    ("a new mark", &["Awa Kouassi 12 ds1", "publier ds1 4eA", "oui"], "12/20"),
    ("a correction", &["Awa Kouassi 7 au lieu de 12 ds1", "oui"], "7/20 au lieu de 12/20"),
    ("a withdrawal", &["supprime la note de Awa Kouassi ds1", "oui"], "Note retirée"),
    ("an absence", &["absents 4eA : Awa 8h", "oui"], "noté(e) absent(e)"),
    ("an announcement", &["annonce 4eA : Apportez le cahier.", "oui"], "Apportez le cahier."),
    ("a letter", &["dis à la maman de Awa de venir me voir jeudi", "oui"], "venir me voir jeudi"),
];

async fn does(teacher: &Phone, steps: &[&str]) {
    for step in steps {
        ask(teacher, step).await;
    }
}

#[tokio::test]
async fn no_kind_of_news_goes_to_a_guardian_who_has_not_agreed() {
    each_service(with_father, async |world| {
        let (mother, teacher) = (mother(world), teacher(world));
        ask(&mother, "bonjour").await;
        for (kind, steps, read) in NEWS {
            does(&teacher, steps).await;
            assert!(mother.wait_for_text(SOON, read).await.is_some(), "{kind}: {:?}", mother.received());
        }
        // What she writes is for the teacher until she ends it.
        ask(&mother, "fin").await;
        ask(&mother, "préviens-moi si Awa a moins de 8").await;
        does(&teacher, &["Awa Kouassi 6 ds1", "publier ds1 4eA", "oui"]).await;
        mother.wait_for_text(SOON, "Alerte pour Awa K.").await.expect("an alert");
        for guardian in ["P1", "P9"] {
            let digest = format!(
                "INSERT INTO digest (school_id, guardian_id, rhythm, day, hour, since, due_at) \
                 SELECT school_id, id, 'week', 5, '18:00', 0, 1 FROM guardian WHERE code = '{guardian}'"
            );
            world.eye().await.run(&digest).await;
        }
        does(&teacher, &["absents 4eA : Awa retard 11h", "oui"]).await;
        world.eye().await.run("UPDATE digest SET due_at = 1").await;
        mother.wait_for_text(SOON, "Votre résumé").await.expect("a digest");
        run(world, &["term", "close", "--school", "essai", "--class", "4A", "--term", "T1", "--yes"]).await;
        does(&teacher, &["envoie les bulletins 4eA aux parents", "oui"]).await;
        mother.wait_for(SOON, |bubble| bubble.document.is_some()).await.expect("a report card");
        world.eye().await.until(WAITING, 0, SOON).await;
        assert!(!sent_to(world, MOTHER).is_empty());
        assert_eq!(sent_to(world, FATHER), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_waits_when_somebody_agrees_no_more_never_leaves() {
    each_service(with_father, async |world| {
        let (mother, teacher) = (mother(world), teacher(world));
        ask(&mother, "bonjour").await;
        does(&teacher, NEWS[0].1).await;
        mother.wait_for_text(SOON, NEWS[0].2).await.expect("her consent stands");
        run(world, &["queue", "pause", "wa1"]).await;
        for (_, steps, _) in [NEWS[1], NEWS[3], NEWS[4], NEWS[5]] {
            does(&teacher, steps).await;
        }
        let news = "SELECT COUNT(DISTINCT COALESCE(topic, '')) FROM message \
             WHERE account_id = 'wa1' AND class > 1 AND settled_at IS NULL";
        world.eye().await.until(news, 4, SOON).await;
        let before = sent_to(world, MOTHER).len();
        mother.text("je retire mon accord").unwrap();
        let asked = "SELECT COUNT(*) FROM message WHERE account_id = 'wa1' AND class = 0 AND settled_at IS NULL";
        world.eye().await.until(asked, 1, SOON).await;
        mother.text("oui").unwrap();
        let withdrawn = "SELECT COUNT(*) FROM guardianship WHERE withdrawn_at IS NOT NULL";
        world.eye().await.until(withdrawn, 2, SOON).await;
        run(world, &["queue", "resume", "wa1"]).await;
        world.eye().await.until(WAITING, 0, SOON).await;
        let after = sent_to(world, MOTHER).split_off(before);
        assert_eq!(after.len(), 2, "the question, and that it is withdrawn: {after:?}");
        for (kind, _, read) in [NEWS[1], NEWS[3], NEWS[4], NEWS[5]] {
            assert!(!after.iter().any(|body| body.contains(read)), "{kind}: {after:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_waits_about_a_child_of_whom_nothing_is_to_be_told_never_leaves() {
    each_service(with_father, async |world| {
        let (mother, teacher) = (mother(world), teacher(world));
        ask(&mother, "bonjour").await;
        does(&teacher, NEWS[0].1).await;
        mother.wait_for_text(SOON, NEWS[0].2).await.expect("nothing is silent yet");
        run(world, &["queue", "pause", "wa1"]).await;
        for (_, steps, _) in [NEWS[1], NEWS[3]] {
            does(&teacher, steps).await;
        }
        let news = "SELECT COUNT(DISTINCT COALESCE(topic, '')) FROM message \
             WHERE account_id = 'wa1' AND class > 1 AND settled_at IS NULL";
        world.eye().await.until(news, 2, SOON).await;
        let before = sent_to(world, MOTHER).len();
        mother.text("stop Awa").unwrap();
        let silent = "SELECT COUNT(*) FROM guardianship WHERE silent_since IS NOT NULL";
        world.eye().await.until(silent, 1, SOON).await;
        run(world, &["queue", "resume", "wa1"]).await;
        world.eye().await.until(WAITING, 0, SOON).await;
        let after = sent_to(world, MOTHER).split_off(before);
        assert_eq!(after.len(), 1, "that it is so, and nothing else: {after:?}");
    })
    .await;
}
