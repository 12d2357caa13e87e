//! What deserves a second look before it is saved: found where it should be, and few false alarms.

use carnet::domain::unusual::{
    Habit, Share, all_alike, apart, leaps, lift, looks_halved, repeats, shifted_from, stands_apart,
};
use carnet::domain::{Maximum, Points, StudentId};
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Hundredths of points out of twenty, cut to the quarter points and to the scale.
fn out_of_20(hundredths: i64) -> Share {
    let quarters = hundredths.clamp(0, 2_000) / 25 * 25;
    Share::of(Points::from_hundredths(quarters).unwrap(), Maximum::TWENTY)
}

fn habit(hundredths: &[i64]) -> Habit {
    Habit::of(&hundredths.iter().map(|mark| out_of_20(*mark)).collect::<Vec<_>>()).unwrap()
}

/// About normal, with this deviation.
fn about(random: &mut StdRng, middle: i64, deviation: i64) -> i64 {
    let sum: i64 = (0..12).map(|_| random.random_range(0..=1_000)).sum();
    middle + (sum - 6_000) * deviation / 1_000
}

#[test]
fn seventeen_is_far_from_six_to_nine() {
    let awa = habit(&[600, 700, 900, 800]);
    assert!(awa.is_far(out_of_20(1_700), 0));
    assert!(!awa.is_far(out_of_20(1_300), 0));
    assert!(!awa.is_far(out_of_20(1_700), 4_000), "an easy test");
    let first = habit(&[600, 800]);
    assert!(first.is_far(out_of_20(1_600), 0), "nine points from a first idea");
    assert!(!first.is_far(out_of_20(1_450), 0), "seven and a half points from a first idea");
    assert!(Habit::of(&[out_of_20(600)]).is_none(), "one mark is no habit");
    let ten = Maximum::new(Decimal::TEN).unwrap();
    assert_eq!((awa.low.points(ten).to_string(), awa.high.points(ten).to_string()), ("3".into(), "4.5".into()));
}

#[test]
fn how_hard_a_test_is_takes_four_classmates() {
    let easy = |count| vec![(habit(&[800, 900, 1_000, 1_100]), out_of_20(1_700)); count];
    assert_eq!(lift(&easy(3)), 0);
    assert_eq!(lift(&easy(4)), 3_750);
}

#[test]
fn students_with_ups_and_downs_are_left_alone() {
    let mut random = StdRng::seed_from_u64(7);
    let (mut asked, mut slips) = (0, 0);
    for _ in 0..10_000 {
        let usual = random.random_range(500..1_600);
        let earlier: Vec<i64> = (0..random.random_range(4..10)).map(|_| about(&mut random, usual, 250)).collect();
        let habit = habit(&earlier);
        asked += u32::from(habit.is_far(out_of_20(about(&mut random, usual, 250)), 0));
        // 17 for 7 and 7 for 17, as fingers slip.
        let slipped = if usual < 1_050 { usual + 1_000 } else { usual - 1_000 };
        slips += u32::from(habit.is_far(out_of_20(slipped), 0));
    }
    assert!(asked < 150, "{asked} false alarms in 10,000");
    assert!(slips > 4_000, "{slips} slips of 10,000 found");
}

#[test]
fn a_list_that_slipped_by_a_line_is_noticed_and_a_straight_one_is_not() {
    let mut random = StdRng::seed_from_u64(11);
    let (mut false_alarms, mut found) = (0, 0);
    for _ in 0..500 {
        let usual: Vec<i64> = (0..30).map(|_| random.random_range(400..1_800)).collect();
        let habits: Vec<Habit> = usual
            .iter()
            .map(|usual| habit(&(0..6).map(|_| about(&mut random, *usual, 150)).collect::<Vec<_>>()))
            .collect();
        let mut marks: Vec<Share> = usual.iter().map(|usual| out_of_20(about(&mut random, *usual, 150))).collect();
        let rows = |marks: &[Share]| -> Vec<_> {
            habits.iter().enumerate().map(|(at, habit)| (marks.get(at).copied(), Some(*habit))).collect()
        };
        false_alarms += u32::from(shifted_from(&rows(&marks)).is_some());
        marks.remove(8);
        found += u32::from(shifted_from(&rows(&marks)).is_some_and(|from| (5..=11).contains(&from)));
    }
    assert!(false_alarms <= 5, "{false_alarms} false alarms in 500 classes");
    assert!(found >= 300, "{found} of 500 shifts found");
}

#[test]
fn marks_of_another_test_and_marks_that_are_all_the_same_are_noticed() {
    let student = |n| StudentId(Uuid::from_u128(n));
    let points = |n: i64| Points::from_hundredths(n * 100).unwrap();
    let list: Vec<_> = (1..=6).map(|n| (student(n), points(i64::try_from(n).unwrap() + 5))).collect();
    let mut other: BTreeMap<_, _> = list.iter().copied().collect();
    assert_eq!(repeats(&list, &other), Some(0));
    assert_eq!(repeats(&list[..4], &other), None);
    other.insert(student(2), points(3));
    assert_eq!(repeats(&list, &other), None, "one of six is too many");
    // A class's list of which a mark or two have been changed is a copy all the same.
    let list: Vec<_> = (1..=19).map(|n| (student(n), points(i64::try_from(n).unwrap()))).collect();
    let mut other: BTreeMap<_, _> = list.iter().copied().collect();
    other.insert(student(2), points(3));
    assert_eq!(repeats(&list, &other), Some(1));
    other.remove(&student(5));
    assert_eq!(repeats(&list, &other), None, "two of nineteen");
    assert_eq!(all_alike(&[points(12); 5]), Some(points(12)));
    assert_eq!(all_alike(&[points(12); 4]), None);
}

#[test]
fn a_list_out_of_ten_in_a_test_out_of_twenty_is_noticed() {
    let usual = [1_200, 1_400, 900, 1_600, 1_100];
    let about = |usual: i64| Some(habit(&[usual - 100, usual, usual, usual + 100]));
    let list = |habit: &dyn Fn(i64) -> Option<Habit>| -> Vec<_> {
        usual.iter().map(|usual| (out_of_20(usual / 2), habit(*usual))).collect()
    };
    assert!(looks_halved(&list(&about)));
    assert!(!looks_halved(&list(&|usual| about(usual / 2))), "they never have more");
    assert!(!looks_halved(&list(&|_| None)));
}

#[test]
fn one_mark_apart_from_all_others_is_noticed_and_a_parted_class_is_not() {
    let list = |marks: &[i64]| apart(&marks.iter().map(|mark| out_of_20(*mark)).collect::<Vec<_>>());
    assert_eq!(list(&[1_200, 1_300, 150, 1_500, 1_400, 1_250]), [2]);
    assert!(list(&[1_200, 1_300, 600, 1_500, 1_400, 1_250]).is_empty(), "six points and a half below the middle");
    assert!(list(&[1_200, 1_300, 150, 1_400]).is_empty(), "too few to say");
    assert!(list(&[200, 300, 1_500, 1_600, 250, 1_550, 1_450]).is_empty(), "a test that parts the class");
    assert!(list(&[200, 1_900, 800, 1_400, 1_100, 500, 1_700]).is_empty(), "marks of all kinds");
}

#[test]
fn one_mark_is_held_against_the_others_of_its_test_and_against_what_it_replaces() {
    let class = [1_000, 900, 1_100, 1_200].map(out_of_20);
    let slip = |old, new, class: &[Share]| leaps(out_of_20(old), out_of_20(new), class);
    assert!(stands_apart(out_of_20(100), &class));
    assert!(!stands_apart(out_of_20(600), &class));
    assert!(!stands_apart(out_of_20(100), &class[..3]), "too few to say");
    assert!(!stands_apart(out_of_20(200), &[1_500, 300, 1_600, 250, 1_550, 200].map(out_of_20)), "a parted class");
    assert!(slip(800, 100, &[]));
    assert!(!slip(800, 200, &[]), "six points");
    assert!(!slip(100, 1_100, &class), "a slip that is put right");
    assert!(slip(100, 2_000, &class), "from one slip into another");
}

proptest! {
    /// Whoever stays within six points is never asked about.
    #[test]
    fn a_mark_among_its_like_is_never_far(
        low in 0_i64..1_400, marks in proptest::collection::vec(0_i64..=600, 5..12), lift in -3_000_i64..3_000,
    ) {
        let shares: Vec<Share> = marks.iter().map(|mark| out_of_20(low + mark)).collect();
        let (new, earlier) = shares.split_first().unwrap();
        prop_assert!(!Habit::of(earlier).unwrap().is_far(*new, lift));
    }

    #[test]
    fn the_order_of_earlier_marks_does_not_matter(mut marks in proptest::collection::vec(0_i64..=2_000, 4..12)) {
        let forwards = habit(&marks);
        marks.reverse();
        prop_assert_eq!(forwards, habit(&marks));
    }

    /// What was had before is not far, and a habit's bounds are marks that were had.
    #[test]
    fn what_was_had_before_is_not_far(marks in proptest::collection::vec(0_i64..=2_000, 4..12), lift: i16) {
        let habit = habit(&marks);
        let shares: Vec<Share> = marks.iter().map(|mark| out_of_20(*mark)).collect();
        for share in &shares {
            prop_assert!(!habit.is_far(*share, lift.into()));
        }
        prop_assert!(shares.contains(&habit.low) && shares.contains(&habit.high));
    }

    #[test]
    fn no_list_panics(rows in proptest::collection::vec(
        (proptest::option::of(0_i64..=2_000), proptest::collection::vec(0_i64..=2_000, 0..8)), 0..40,
    )) {
        let of = |marks: &[i64]| Habit::of(&marks.iter().map(|mark| out_of_20(*mark)).collect::<Vec<_>>());
        let rows: Vec<_> = rows.iter().map(|(mark, earlier)| (mark.map(out_of_20), of(earlier))).collect();
        prop_assert!(shifted_from(&rows).is_none_or(|from| from < rows.len()));
        let list: Vec<_> = rows.iter().filter_map(|(mark, habit)| Some(((*mark)?, *habit))).collect();
        let _ = looks_halved(&list);
    }
}
