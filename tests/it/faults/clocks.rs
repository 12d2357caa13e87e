//! F5: clocks that jump, and the nights on which the hour is changed.

use carnet::domain::{Channel, MessageClass, QuietHours, Timestamp};
use carnet::gateway::Provider;
use jiff::ToSpan;
use jiff::civil::{Time, time};
use jiff::tz::TimeZone;
use rand::RngExt;
use std::collections::HashMap;
use std::time::Duration;

use crate::outbox::fake::{FAST, Running};
use crate::outbox::world::each_world;
use crate::support::chance::{dice, rounds};

#[tokio::test]
async fn a_clock_that_jumps_loses_nothing_and_says_nothing_twice() {
    each_world(async |world| {
        let (_, mut dice) = dice("clocks");
        let mut people = Vec::new();
        for _ in 0..4 {
            people.push(world.person(Channel::WhatsApp).await);
        }
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let count = usize::try_from(rounds(60)).unwrap();
        for number in 0..count {
            let jump = Duration::from_secs(dice.random_range(0..600));
            match dice.random_range(0..8) {
                0 => world.clock.push(jump),
                1 => world.clock.pull(jump),
                _ => {}
            }
            let person = people[dice.random_range(0..people.len())];
            lane.say(person, MessageClass::Notice, &number.to_string()).await;
        }
        // What was due before the clock went back is due again when it has caught up.
        world.clock.push(Duration::from_hours(5));
        lane.wake();
        let mut heard: HashMap<Option<String>, Vec<usize>> = HashMap::new();
        for one in lane.book.until_asked(count).await {
            heard.entry(one.to).or_default().push(one.text.parse().unwrap());
        }
        lane.stop().await;
        let said: usize = heard.values().map(Vec::len).sum();
        assert_eq!(said, count, "each once");
        assert!(heard.values().all(|numbers| numbers.is_sorted()), "{heard:?}");
    })
    .await;
}

/// What has expired stays expired when the clock goes back.
#[tokio::test]
async fn what_is_too_late_stays_too_late() {
    each_world(async |world| {
        let anna = world.person(Channel::WhatsApp).await;
        let overdue = world.say(anna, MessageClass::Reply, "late").await;
        world.clock.push(Duration::from_mins(16));
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        world.until(overdue, "expired").await;
        lane.stop().await;
        world.clock.pull(Duration::from_mins(20));
        let lane = Running::start(&world, Provider::WhatsApp, FAST);
        let next = lane.say(anna, MessageClass::Reply, "next").await;
        world.until(next, "accepted").await;
        assert_eq!(lane.book.texts(), ["next"]);
        assert_eq!(world.state(overdue).await, "expired");
        lane.stop().await;
    })
    .await;
}

/// Whether a wall clock that shows `at` shows a quiet hour: written a second time on purpose.
fn is_quiet(quiet: QuietHours, at: Time) -> bool {
    let (from, until) = (quiet.from, quiet.until);
    if from < until { at >= from && at < until } else { at >= from || at < until }
}

fn shown(zone: &TimeZone, at: Timestamp) -> Time {
    jiff::Timestamp::from_millisecond(at.0).unwrap().to_zoned(zone.clone()).time()
}

const ZONES: [&str; 9] = [
    "Africa/Abidjan",
    "Africa/Cairo",
    "Africa/Casablanca",
    "America/Havana",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Europe/Paris",
    "Pacific/Apia",
    "America/Sao_Paulo",
];

/// Around every change of the hour between 2010 and 2030: nothing opens within the quiet hours, nor later than they end.
#[test]
fn the_quiet_hours_hold_on_nights_when_the_hour_is_changed() {
    let hours = [((20, 0), (7, 0)), ((21, 30), (2, 30)), ((0, 0), (2, 15)), ((2, 10), (2, 50)), ((23, 45), (0, 30))];
    let start: jiff::Timestamp = "2010-01-01T00:00:00Z".parse().unwrap();
    let end: jiff::Timestamp = "2030-01-01T00:00:00Z".parse().unwrap();
    let mut looked = 0;
    for name in ZONES {
        let zone = TimeZone::get(name).unwrap();
        let changes = zone.following(start).map(|change| change.timestamp()).take_while(|at| *at < end);
        for change in changes.chain([start]) {
            for ((from, from_minute), (until, until_minute)) in hours {
                let quiet = QuietHours { from: time(from, from_minute, 0, 0), until: time(until, until_minute, 0, 0) };
                for step in -80..80 {
                    let now = Timestamp((change + (step * 7).minutes()).as_millisecond());
                    opens_right(quiet, &zone, now);
                    looked += 1;
                }
            }
        }
    }
    println!("{looked} moments");
}

fn opens_right(quiet: QuietHours, zone: &TimeZone, now: Timestamp) {
    let opening = quiet.opening(now, zone);
    let told = || format!("{quiet:?} at {now:?} in {:?}: {opening:?}", zone.iana_name());
    assert!(opening >= now, "{}", told());
    assert!(!is_quiet(quiet, shown(zone, opening)), "it opens in a quiet hour: {}", told());
    let mut between = now;
    while between < opening {
        assert!(is_quiet(quiet, shown(zone, between)), "it was open before: {}", told());
        between = between.plus(Duration::from_mins(10));
    }
}
