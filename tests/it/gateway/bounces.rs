//! Returned letters as three kinds of mail servers write them, and what is none.

use carnet::gateway::{Bounce, LONGEST_BOUNCE};
use proptest::prelude::*;

pub(crate) const POSTFIX: &str = include_str!("returned/postfix.eml");
pub(crate) const EXIM: &str = include_str!("returned/exim.eml");
pub(crate) const EXCHANGE: &str = include_str!("returned/exchange.eml");

const ID: &str = "01a21966-9fd4-72ef-a9f2-383c0adb621c.0@essai.example";

/// A report of a letter, as this server writes it.
pub(crate) fn report(of: &str, (id, to): (&str, &str), (action, status): (&str, &str)) -> String {
    let id = id.trim_matches(['<', '>']);
    let named = of.replace("<ID>", &format!("<{id}>")).replace("ACTION", action).replace("STATUS", status);
    named
        .replace("<TO>", &format!("<{to}>"))
        .replace(" TO\n", &format!(" {to}\n"))
        .replace(";TO\n", &format!(";{to}\n"))
        .replace("for TO;", &format!("for {to};"))
}

fn read(of: &str, action: &str, status: &str) -> Option<Bounce> {
    Bounce::read(report(of, (ID, "mere@exemple.org"), (action, status)).as_bytes())
}

#[test]
fn a_report_says_of_which_letter_to_whom_and_why() {
    for (of, status, read_as) in
        [(POSTFIX, "5.1.1", (5, 1, 1)), (EXIM, "5.2.2", (5, 2, 2)), (EXCHANGE, "5.1.10", (5, 1, 10))]
    {
        for with_returns in [false, true] {
            let mail = report(of, (ID, "mere@exemple.org"), ("failed", status));
            let mail = if with_returns { mail.replace('\n', "\r\n") } else { mail };
            let bounce = Bounce::read(mail.as_bytes()).unwrap_or_else(|| panic!("{mail}"));
            assert!(bounce.message_ids.contains(&format!("<{ID}>")), "{bounce:?}");
            let [failure] = bounce.failures.as_slice() else { panic!("{bounce:?}") };
            assert!(failure.addresses.contains(&"mere@exemple.org".to_owned()), "{bounce:?}");
            assert_eq!(failure.status, read_as);
        }
    }
}

#[test]
fn what_is_not_final_says_nothing() {
    for of in [POSTFIX, EXIM, EXCHANGE] {
        for (action, status) in [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("relayed", "2.0.0"), ("failed", "x")] {
            assert_eq!(read(of, action, status), None, "{action}");
        }
        assert!(read(of, "Failed", "4.4.7 (given up)").is_some(), "given up after days is final");
    }
}

#[test]
fn what_is_no_report_is_not_taken_for_one() {
    let letter = POSTFIX.replace("multipart/report; report-type=delivery-status", "multipart/mixed");
    assert_eq!(read(&letter, "failed", "5.1.1"), None, "only a report of delivery is one");
    let read_receipt = POSTFIX.replace("report-type=delivery-status", "report-type=disposition-notification");
    assert_eq!(read(&read_receipt, "failed", "5.1.1"), None);
    assert_eq!(read(&POSTFIX.replace("message/delivery-status", "text/plain"), "failed", "5.1.1"), None);
    let huge = format!("{}{}", report(POSTFIX, (ID, "a@b.c"), ("failed", "5.1.1")), "x".repeat(LONGEST_BOUNCE));
    assert_eq!(Bounce::read(huge.as_bytes()), None);
    for mail in ["", "\n", "Hello", "From: a@b.c\n\nBonjour"] {
        assert_eq!(Bounce::read(mail.as_bytes()), None);
    }
}

#[test]
fn reports_in_reports_and_a_thousand_recipients_are_read_within_bounds() {
    let group = "Final-Recipient: rfc822; a@b.c\nAction: failed\nStatus: 5.1.1\n\n".repeat(1_000);
    let many = POSTFIX.replace("Final-Recipient: rfc822; TO\n", &format!("{group}Final-Recipient: rfc822; TO\n"));
    assert!(read(&many, "failed", "5.1.1").unwrap().failures.len() <= 16);
    let mut nested = report(POSTFIX, (ID, "a@b.c"), ("failed", "5.1.1"));
    for depth in 0..100 {
        nested = format!(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=b{depth}\n\n--b{depth}\nContent-Type: message/rfc822\n\n{nested}\n--b{depth}--\n"
        );
    }
    assert_eq!(Bounce::read(nested.as_bytes()), None, "what a report quotes is no report");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn nothing_that_comes_in_breaks_the_reader(cut in 0..2_600_usize, noise in proptest::collection::vec(any::<u8>(), 0..64)) {
        for of in [POSTFIX, EXIM, EXCHANGE] {
            let mut mail = report(of, (ID, "mere@exemple.org"), ("failed", "5.1.1")).into_bytes();
            let at = cut.min(mail.len());
            mail.splice(at..(at + noise.len()).min(mail.len()), noise.iter().copied());
            let _read = Bounce::read(&mail);
            mail.truncate(at);
            let _read = Bounce::read(&mail);
        }
    }
}
