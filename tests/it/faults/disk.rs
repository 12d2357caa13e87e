//! F12 and F14: a disk that is full, fails or lies, and a database file that is damaged.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::support::SOON;
use super::support::judge::settle_and_judge;
use super::support::load::{ask, busy};
use super::support::trace::{launcher, strace_works};
use crate::support::chance::{dice, rounds};
use crate::support::service::World;

/// For a while the disk refuses: writes of the log, or its syncs. Whoever was not answered 200 comes again.
async fn refusing(error: &str) {
    if !strace_works() {
        return;
    }
    let (_, mut dice) = dice(error);
    let mut world = World::start(busy(None)).await;
    world.terminate().await;
    let log = world.path().join("carnet.db-wal");
    let inject = format!("inject={error}");
    let options = ["-P", log.to_str().unwrap(), "-e", &inject, "-o", "/dev/null"];
    assert!(world.serve_under(&launcher(&options)).await, "{}", world.log());
    let mut asked = 0;
    for _ in 0..rounds(12) {
        ask(&world, &mut dice);
        asked += 1;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // It goes on by itself when the disk does.
    let findings = settle_and_judge(&world, asked).await;
    let felt = ["disk I/O error", "disk is full"].iter().any(|words| world.log().contains(words));
    assert!(felt, "nothing was felt: {}", world.log());
    println!("{error}: {findings}");
}

#[tokio::test]
async fn a_full_disk_loses_nothing() {
    refusing("pwrite64:error=ENOSPC:when=60..90").await;
}

#[tokio::test]
async fn a_disk_that_fails_to_sync_loses_nothing() {
    refusing("fsync,fdatasync:error=EIO:when=12..16").await;
}

/// The database of a service that has ended.
async fn ended() -> (World, PathBuf) {
    let mut world = World::start(busy(None)).await;
    world.simulator.whatsapp("+2250507000001").with_user_id("CI.7001").text("notes").unwrap();
    world.eye().await.until("SELECT COUNT(*) FROM message WHERE state = 'accepted'", 1, SOON).await;
    world.terminate().await;
    let database = world.path().join("carnet.db");
    (world, database)
}

fn overwrite(file: &Path, from: usize, to: usize) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[from..to].fill(0x5a);
    std::fs::write(file, bytes).unwrap();
}

/// Does something to a file of so many pages.
type Damage = fn(&Path, usize);

/// A damaged file is not worked on: the service says so and does not start.
#[tokio::test]
async fn a_damaged_database_is_refused() {
    let (world, database) = ended().await;
    let whole = std::fs::read(&database).unwrap();
    let pages = whole.len() / 4096;
    let damages: [(&str, Damage); 3] = [
        ("a page in the middle", |file, pages| overwrite(file, pages / 2 * 4096, (pages / 2 + 1) * 4096)),
        ("half of the file", |file, pages| {
            std::fs::File::options().write(true).open(file).unwrap().set_len((pages / 2 * 4096) as u64).unwrap();
        }),
        ("the header", |file, _| overwrite(file, 0, 100)),
    ];
    for (what, damage) in damages {
        std::fs::write(&database, &whole).unwrap();
        damage(&database, pages);
        let (served, said) = world.carnet(&["serve"]).await;
        assert!(!served && said.contains("damaged"), "{what}: {said}");
        assert!(said.contains("backup"), "it says what to do: {said}");
        let (checked, said) = world.carnet(&["check"]).await;
        assert!(!checked && said.contains("damaged"), "{what}: {said}");
    }
    std::fs::write(&database, &whole).unwrap();
    assert!(world.carnet(&["check"]).await.1.contains("database"), "as it was, it is sound");
}
