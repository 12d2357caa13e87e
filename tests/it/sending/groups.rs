//! Groups of parents: linked by a code once, told nothing of anybody, followed when they move, forgotten when we are thrown out.

use carnet_simulator::{Bubble, Group, Limits, Phone, Side, Webhooks};

use super::templates::with_an_admin;
use super::{SOON, ask, each_service, mother, run};
use crate::support::service::{Setup, World};
use crate::support::wait::until;

const WORDS: &str = "Kermesse samedi a 10 h";

fn setup() -> Setup {
    let limits = Limits { telegram_group_per_minute: Some(20), ..Limits::default() };
    Setup { school: Some(with_an_admin().to_string()), limits, ..Setup::default() }
}

fn admin(world: &World) -> Phone {
    world.simulator.telegram(5009).named("Censeur")
}

fn stranger(world: &World) -> Phone {
    world.simulator.telegram(9001).named("Quelqu'un")
}

/// A group that the admin has brought the bot into.
fn group(world: &World) -> Group {
    let group = world.simulator.telegram_group(-5001).titled("Parents 4e A");
    group.add_bot(&admin(world)).unwrap();
    group
}

/// Says something and waits for the answer that has `part` in it: news may come between.
async fn hears(phone: &Phone, text: &str, part: &str) -> Bubble {
    let before: Vec<_> = phone.received().into_iter().map(|bubble| bubble.id).collect();
    phone.text(text).unwrap();
    let fits =
        |bubble: &Bubble| bubble.side == Side::Service && !before.contains(&bubble.id) && bubble.text.contains(part);
    let found = phone.wait_for(SOON, fits).await;
    found.unwrap_or_else(|| panic!("{text:?} is not answered with {part:?}: {:?}", phone.received().last()))
}

async fn code(world: &World) -> String {
    let said = hears(&admin(world), "groupe 4eA", "https://t.me/carnet_bot?startgroup=").await.text;
    said.rsplit('=').next().unwrap().trim().to_owned()
}

/// Waits until the group has been told something with `part` in it, `times` times.
async fn posted(group: &Group, part: &str, times: usize) {
    let count = || group.received().iter().filter(|bubble| bubble.text.contains(part)).count();
    until(|| count() == times, SOON).await;
}

async fn linked(world: &World) -> Group {
    let (group, code) = (group(world), code(world).await);
    group.say(&admin(world), &format!("/groupe@carnet_bot {code}")).unwrap();
    posted(&group, "est lié à la classe 4e A", 1).await;
    admin(world).wait_for_text(SOON, "Parents 4e A").await.expect("whoever ordered it is told");
    group
}

/// Writes an announcement and has it posted to the group, too.
async fn announce(world: &World, words: &str) {
    let admin = admin(world);
    hears(&admin, &format!("annonce 4eA : {words}"), "n'y est pas publiée").await;
    admin.press_latest("Aussi au groupe").unwrap();
    admin.wait_for_text(SOON, "la lira deux fois").await.expect("the preview says who reads it twice");
    hears(&admin, "oui", "C'est parti").await;
}

fn posts(world: &World, to: i64, words: &str) -> usize {
    let to = to.to_string();
    let fits = |entry: &carnet_simulator::LedgerEntry| {
        entry.to.as_deref() == Some(to.as_str()) && entry.body.to_string().contains(words)
    };
    world.simulator.ledger_where(fits).len()
}

#[tokio::test]
async fn a_group_is_linked_once_by_a_code_and_announcements_may_be_posted_there() {
    each_service(setup, async |world| {
        ask(&mother(world), "bonjour").await;
        ask(&admin(world), "bonjour").await;
        let (group, code) = (group(world), code(world).await);
        group.say(&admin(world), &format!("/start@carnet_bot {code}")).unwrap();
        posted(&group, "est lié à la classe 4e A", 1).await;
        // The same code is worth nothing in another group, whoever types it.
        let other = world.simulator.telegram_group(-5002).titled("Ailleurs");
        other.add_bot(&stranger(world)).unwrap();
        other.say(&admin(world), &format!("/groupe {code}")).unwrap();
        posted(&other, "n'est pas accepté", 1).await;

        announce(world, WORDS).await;
        posted(&group, WORDS, 1).await;
        let post = group.received().pop().unwrap();
        assert!(post.buttons.is_empty(), "an answer is each family's own: {post:?}");
        mother(world).wait_for_text(SOON, WORDS).await.expect("families are written to by themselves");
        // What is not asked for is not posted.
        hears(&admin(world), "annonce 4eA : Conseil de classe", "n'y est pas publiée").await;
        hears(&admin(world), "oui", "C'est parti").await;
        mother(world).wait_for_text(SOON, "Conseil de classe").await.expect("it came");
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        assert_eq!((posts(world, group.id(), "Conseil"), posts(world, other.id(), WORDS)), (0, 0));

        // Unlinked, it is offered no more, and what waits is not posted.
        hears(&admin(world), "délie le groupe 4eA", "n'est plus lié à la classe 4e A").await;
        posted(&group, "n'est plus lié", 1).await;
        let preview = hears(&admin(world), "annonce 4eA : Photo de classe", "J'envoie").await.text;
        assert!(!preview.contains("Telegram des parents"), "{preview}");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_not_known_to_run_the_school_links_nothing_without_its_yes() {
    each_service(setup, async |world| {
        ask(&admin(world), "bonjour").await;
        let (group, first) = (group(world), code(world).await);
        group.say_as_group(&stranger(world), &format!("/groupe {first}")).unwrap();
        posted(&group, "doit encore accepter", 1).await;
        let asked =
            admin(world).wait_for_text(SOON, "Faut-il lier ce groupe").await.expect("the administrator is asked");
        assert!(asked.text.contains("Parents 4e A"), "{}", asked.text);
        let linked = "SELECT COUNT(*) FROM class_group WHERE state = 'linked'";
        assert_eq!(world.eye().await.number(linked).await, 0);
        admin(world).press_latest("Refuser").unwrap();
        admin(world).wait_for_text(SOON, "Le code ne sert plus").await.expect("it is refused");

        let second = code(world).await;
        group.say(&stranger(world), &format!("/groupe {second}")).unwrap();
        posted(&group, "doit encore accepter", 2).await;
        until(|| admin(world).received().iter().filter(|one| one.text.contains("Faut-il lier")).count() == 2, SOON)
            .await;
        admin(world).press_latest("Approuver").unwrap();
        posted(&group, "est lié à la classe 4e A", 1).await;
        world.eye().await.until(linked, 1, SOON).await;
        // A guardian or a teacher orders no code.
        ask(&super::teacher(world), "bonjour").await;
        assert!(!ask(&super::teacher(world), "groupe 4eA").await.text.contains("startgroup"));

        // Guesses are counted: after some a right code is refused like a wrong one.
        let third = code(world).await;
        let guesser = world.simulator.telegram_group(-5003).titled("Devinette");
        guesser.add_bot(&stranger(world)).unwrap();
        for guess in 0..5 {
            guesser.say(&stranger(world), &format!("/groupe AAAA-BBBB-000{guess}")).unwrap();
        }
        guesser.say(&stranger(world), &format!("/groupe {third}")).unwrap();
        posted(&guesser, "n'est pas accepté", 6).await;
        let asked = admin(world).received().iter().filter(|one| one.text.contains("Faut-il lier")).count();
        assert_eq!(asked, 2, "nobody is asked for a code that came too late");
    })
    .await;
}

#[tokio::test]
async fn in_a_group_nothing_is_said_of_anybody_and_nothing_is_kept() {
    each_service(setup, async |world| {
        super::publish(world, "14").await;
        ask(&admin(world), "bonjour").await;
        let paper = run(world, &["code", "issue", "--school", "essai", "--student", "A01"]).await;
        let parent = world.simulator.telegram(7001).named("Parent");
        ask(&parent, &format!("lier {}", paper.split('\t').next().unwrap())).await;
        ask(&parent, "oui").await;

        let group = linked(world).await.seen_by_bots();
        let before = group.received().len();
        group.say(&parent, "Awa a eu 4 en maths, quelle honte").unwrap();
        group.say(&parent, "/notes@carnet_bot").unwrap();
        let answer = parent.wait_for_text(SOON, "14/20").await.expect("answered in private");
        assert!(answer.text.contains("Awa"));
        group.say(&parent, "/notes@autre_bot").unwrap();
        // Whoever has no chat with us is told where to find us, once.
        for _ in 0..3 {
            group.say(&stranger(world), "/notes").unwrap();
        }
        posted(&group, "https://t.me/carnet_bot", 1).await;
        hears(&parent, "aide", "notes").await;
        world.eye().await.until("SELECT COUNT(*) FROM inbox WHERE state = 'new'", 0, SOON).await;
        world.eye().await.until("SELECT COUNT(*) FROM message WHERE settled_at IS NULL", 0, SOON).await;
        let said: Vec<_> = group.received().into_iter().skip(before).map(|bubble| bubble.text).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(["Awa", "14", "Parent", "Quelqu"].iter().all(|word| !said[0].contains(word)), "{said:?}");
        // Of the stranger no address was kept: contacts are staff, parent, mother and the group.
        let unknown = "SELECT COUNT(*) FROM contact WHERE staff_id IS NULL AND guardian_id IS NULL";
        assert_eq!(world.eye().await.number(unknown).await, 1, "the group alone");
        assert_eq!(world.eye().await.number("SELECT COUNT(*) FROM inbox WHERE kind = 'skipped'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_group_that_moves_is_followed_and_one_that_throws_us_out_is_let_go() {
    each_service(setup, async |world| {
        ask(&mother(world), "bonjour").await;
        ask(&admin(world), "bonjour").await;
        let group = linked(world).await;
        // Nobody tells us of the first move: the provider's refusal does.
        world.simulator.set_webhooks(Webhooks { drop: 1.0, ..Webhooks::default() });
        let moved = group.migrate(&admin(world), -1_000_000_005_001).unwrap();
        world.simulator.set_webhooks(Webhooks::default());
        announce(world, WORDS).await;
        posted(&moved, WORDS, 1).await;
        assert_eq!(posts(world, group.id(), WORDS), 0);
        // Of the second one we are told before anything is posted.
        let again = moved.migrate(&admin(world), -1_000_000_005_002).unwrap();
        let told = "SELECT COUNT(*) FROM audit WHERE action = 'contact.group_moved'";
        world.eye().await.until(told, 1, SOON).await;
        announce(world, "Conseil de classe").await;
        posted(&again, "Conseil de classe", 1).await;
        assert_eq!(posts(world, moved.id(), "Conseil"), 0);

        again.remove_bot(&stranger(world)).unwrap();
        admin(world).wait_for_text(SOON, "On m'a retiré du groupe « Parents 4e A »").await.expect("told");
        let preview = hears(&admin(world), "annonce 4eA : Photo de classe", "J'envoie").await.text;
        assert!(!preview.contains("Telegram des parents"), "{preview}");
        // The one who threw us out has not blocked us: that was the group's business.
        ask(&stranger(world), "bonjour").await;
        // Back in it, a new code is needed; then it is posted there again.
        again.add_bot(&admin(world)).unwrap();
        let code = code(world).await;
        again.say(&admin(world), &format!("/groupe {code}")).unwrap();
        posted(&again, "est lié à la classe 4e A", 1).await;
        announce(world, "Photo de classe").await;
        posted(&again, "Photo de classe", 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_code_from_the_command_line_links_a_group_once() {
    each_service(setup, async |world| {
        ask(&admin(world), "bonjour").await;
        let printed = run(world, &["code", "issue", "--school", "essai", "--group", "4A"]).await;
        let [code, kind, class] = printed.trim_end().split('\t').collect::<Vec<_>>()[..] else { panic!("{printed}") };
        assert_eq!((kind, class), ("group", "4e A"));
        let group = group(world);
        group.say(&admin(world), &format!("/groupe {code}")).unwrap();
        posted(&group, "est lié à la classe 4e A", 1).await;
        let other = world.simulator.telegram_group(-5002).titled("Ailleurs");
        other.add_bot(&admin(world)).unwrap();
        other.say(&admin(world), &format!("/groupe {code}")).unwrap();
        until(|| !other.received().is_empty(), SOON).await;
        let linked = "SELECT COUNT(*) FROM class_group WHERE state = 'linked'";
        assert_eq!(world.eye().await.number(linked).await, 1, "{:?}", other.received());
        for (arguments, why) in [
            (["code", "issue", "--school", "essai", "--group", "9Z"], "no class \"9Z\" this year"),
            (["code", "issue", "--school", "nulle", "--group", "4A"], "no school \"nulle\""),
        ] {
            let (well, said) = world.carnet(&arguments).await;
            assert!(!well && said.contains(why), "{said}");
        }
    })
    .await;
}
