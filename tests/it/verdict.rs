//! The retry policy against the providers' code tables, and what must hold for any failure.

use carnet::domain::MessageClass;
use carnet::gateway::{Provider, Refusal, SendError, Throttle, telegram_words};
use carnet::outbox::{Class, Effect, Scope, Verdict, code, code_of, meaning, reported, verdict};
use proptest::prelude::*;
use std::time::Duration;

use crate::support::shared;

fn refused(code: Option<i64>, http_status: u16, word: Option<&'static str>) -> SendError {
    SendError::Refused(Refusal { code, http_status, word, moved_to: None })
}

fn throttled(code: Option<i64>, retry_after: Option<Duration>) -> SendError {
    SendError::Throttled(Throttle { code, http_status: 429, retry_after })
}

fn judge(provider: Provider, error: &SendError, attempt_no: u32) -> Verdict {
    verdict(provider, error, attempt_no, MessageClass::Notice, 0.5)
}

/// The name the shared tables use for our class.
fn shared_names(class: Class) -> &'static [&'static str] {
    match class {
        Class::RetryBackoff => &["retry_backoff", "retry_backoff_app", "retry_backoff_waba", "retry_backoff_sender"],
        Class::RetryPair => &["retry_pair"],
        Class::RetryFew => &["retry_few"],
        Class::RetryLater => &["retry_later"],
        Class::RetryAfterHour => &["retry_after_1h"],
        Class::RetryAfterDay => &["retry_after_24h"],
        Class::NeedsTemplate => &["needs_template"],
        Class::OtherChannel => &["fallback_channel"],
        Class::TemplatePaused => &["template_paused"],
        Class::TemplateBlocked => &["template_blocked"],
        Class::BadRequest => &["permanent_request"],
        Class::BadMessage => &["permanent_message"],
        Class::BadRecipient | Class::OutOfBounds => &["permanent_recipient"],
        Class::Suppress => &["suppress"],
        Class::SuppressMarketing => &["suppress_marketing"],
        Class::StopSender => &["stop_sender"],
        Class::StopSenderCooldown => &["stop_sender_cooldown"],
        Class::Config | Class::ConfigRecipient => &["config"],
        Class::Auth => &["auth"],
        Class::InboundOnly => &["inbound_only"],
        Class::Moved | Class::Harmless | Class::Taken => &[],
    }
}

fn holds_against_table(provider: Provider, file: &str) {
    let Some(table) = shared::read(file) else { return };
    let mut seen = 0;
    for line in table.lines().skip(1).filter(|line| !line.is_empty()) {
        let columns: Vec<_> = line.split('\t').collect();
        let (number, wanted) = (columns[0].parse().unwrap(), *columns.last().unwrap());
        let known = code(provider, number).unwrap_or_else(|| panic!("{file}: {number} is not in our table"));
        assert!(shared_names(known.class).contains(&wanted), "{file}: {number} is {wanted}, we say {:?}", known.class);
        assert!(!known.meaning.is_empty() && known.meaning.len() < 90 && known.meaning.ends_with('.'), "{number}");
        assert_eq!(meaning(provider, number), known.meaning);
        seen += 1;
    }
    assert!(seen > 40, "{file}: only {seen} rows were read");
}

#[test]
fn every_whatsapp_code_has_the_verdict_of_its_class() {
    holds_against_table(Provider::WhatsApp, "errors/whatsapp.tsv");
}

#[test]
fn every_twilio_code_has_the_verdict_of_its_class() {
    holds_against_table(Provider::Twilio, "errors/twilio.tsv");
}

#[test]
fn every_infobip_status_is_judged_by_its_group() {
    let Some(table) = shared::read("errors/infobip_status.tsv") else { return };
    for line in table.lines().skip(1) {
        let columns: Vec<_> = line.split('\t').collect();
        let number = columns[2].parse().unwrap();
        let known = code(Provider::Infobip, number).unwrap_or_else(|| panic!("{number} is not in our table"));
        let taken = matches!(columns[0], "1" | "3") || number == 23;
        assert_eq!(known.class == Class::Taken, taken, "{line}");
    }
}

#[test]
fn every_word_of_telegram_has_a_meaning() {
    for word in telegram_words() {
        let refusal = Refusal { code: Some(400), http_status: 400, word: Some(word), moved_to: None };
        assert!(code_of(Provider::Telegram, &refusal).is_some(), "{word}");
    }
}

#[test]
fn only_the_provider_s_word_or_an_unmade_connection_allows_another_try() {
    let unsent = judge(Provider::WhatsApp, &SendError::NotSent { reason: "no connection" }, 1);
    assert_eq!(unsent, Verdict::Retry { after: Duration::from_secs(1), scope: Scope::Lane, counts: false });
    for http_status in [None, Some(200), Some(500), Some(503)] {
        let unknown = SendError::Unknown { reason: "no answer in time", http_status, retry_after: None };
        assert_eq!(judge(Provider::WhatsApp, &unknown, 1), Verdict::Ambiguous);
    }
    assert_eq!(judge(Provider::Twilio, &refused(Some(999), 500, None), 1), Verdict::Ambiguous);
    assert_eq!(judge(Provider::Infobip, &refused(Some(23), 200, None), 1), Verdict::Ambiguous);
}

#[test]
fn what_each_failure_teaches() {
    let effect = |provider, error| match judge(provider, &error, 1) {
        Verdict::Failed { effect, .. } => effect,
        other => panic!("{other:?}"),
    };
    let whatsapp = |number| effect(Provider::WhatsApp, refused(Some(number), 400, None));
    assert_eq!(whatsapp(131_047), Effect::NeedsTemplate);
    assert_eq!(whatsapp(131_026), Effect::OtherChannel);
    assert_eq!(whatsapp(131_050), Effect::SuppressMarketing);
    assert_eq!(whatsapp(132_015), Effect::StopTemplate);
    assert_eq!(whatsapp(132_001), Effect::StopTemplate);
    assert_eq!(whatsapp(131_042), Effect::StopLane);
    assert_eq!(whatsapp(190), Effect::StopLane);
    assert_eq!(whatsapp(250), Effect::StopLane);
    assert_eq!(whatsapp(100), Effect::None);
    assert_eq!(whatsapp(131_030), Effect::OtherChannel);
    assert_eq!(whatsapp(424_242), Effect::None);
    let telegram = |word| effect(Provider::Telegram, refused(Some(400), 400, Some(word)));
    assert_eq!(telegram("blocked"), Effect::OptedOut);
    assert_eq!(telegram("deactivated"), Effect::StopContact);
    assert_eq!(telegram("chat_not_found"), Effect::StopContact);
    assert_eq!(telegram("moved"), Effect::MovedTo);
    assert_eq!(telegram("bad_token"), Effect::StopLane);
    assert_eq!(telegram("no_address"), Effect::StopContact);
    assert_eq!(effect(Provider::Twilio, refused(Some(21610), 400, None)), Effect::OptedOut);
    assert_eq!(effect(Provider::Telegram, refused(None, 401, None)), Effect::StopLane);
    assert_eq!(effect(Provider::WhatsApp, refused(None, 302, None)), Effect::StopLane);
    assert_eq!(effect(Provider::Telegram, refused(Some(400), 400, None)), Effect::None);
}

#[test]
fn a_pair_waits_by_powers_of_four() {
    let pauses: Vec<_> = (1..=7)
        .map(|n| match judge(Provider::WhatsApp, &throttled(Some(131_056), None), n) {
            Verdict::Retry { after, scope: Scope::Pair, counts: false } => after.as_secs(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(pauses, [1, 4, 16, 64, 256, 600, 600]);
}

#[test]
fn a_fault_of_unknown_cause_is_tried_three_times() {
    let verdicts: Vec<_> = (1..=3)
        .map(|n| {
            matches!(judge(Provider::WhatsApp, &refused(Some(1), 400, None), n), Verdict::Retry { counts: true, .. })
        })
        .collect();
    assert_eq!(verdicts, [true, true, false]);
}

/// A page of a gatekeeper says nothing of the message; the provider's own words, and what may be about the message, do.
#[test]
fn somebody_on_the_way_costs_no_message() {
    for provider in [Provider::WhatsApp, Provider::Telegram, Provider::Twilio, Provider::Infobip] {
        for status in [403, 404, 451] {
            let page = refused(None, status, None);
            for attempt in 1..=5 {
                let later = judge(provider, &page, attempt);
                let waits =
                    matches!(later, Verdict::Retry { after, scope: Scope::Lane, counts: true } if after.as_secs() >= 5);
                assert!(waits, "{status}, {attempt}: {later:?}");
                let longest = Duration::from_secs(5 + 5 * (1 << (attempt - 1)));
                let latest = verdict(provider, &page, attempt, MessageClass::Notice, 1.0);
                assert!(matches!(latest, Verdict::Retry { after, .. } if after <= longest), "{attempt}: {latest:?}");
            }
            let last = judge(provider, &page, 6);
            assert!(matches!(last, Verdict::Failed { effect: Effect::StopLane, .. }), "{last:?}");
        }
        assert!(matches!(judge(provider, &refused(None, 413, None), 1), Verdict::Failed { effect: Effect::None, .. }));
    }
    let own = judge(Provider::WhatsApp, &refused(Some(424_242), 403, None), 1);
    assert!(matches!(own, Verdict::Failed { effect: Effect::None, .. }), "{own:?}");
}

#[test]
fn a_day_s_patience_is_for_news_only() {
    let day = Duration::from_hours(24);
    let after = |class| reported(Provider::WhatsApp, 131_049, 1, class, 0.0);
    assert_eq!(after(MessageClass::Notice), Verdict::Retry { after: day, scope: Scope::Message, counts: true });
    assert!(matches!(after(MessageClass::Security), Verdict::Failed { effect: Effect::OtherChannel, .. }));
}

#[test]
fn backoff_doubles_to_ten_minutes_with_full_jitter() {
    let after = |n, jitter| match verdict(Provider::Telegram, &throttled(None, None), n, MessageClass::Reply, jitter) {
        Verdict::Retry { after, .. } => after,
        other => panic!("{other:?}"),
    };
    assert_eq!(after(1, 1.0), Duration::from_secs(2));
    assert_eq!(after(4, 1.0), Duration::from_secs(16));
    assert_eq!(after(u32::MAX, 1.0), Duration::from_mins(10));
    assert_eq!(after(30, 0.0), Duration::ZERO);
}

fn providers() -> impl Strategy<Value = Provider> {
    prop::sample::select(Provider::ALL.to_vec())
}

fn numbers() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        Just(None),
        any::<i64>().prop_map(Some),
        (0..1000_i64).prop_map(Some),
        (130_000..138_000_i64).prop_map(Some),
        prop::sample::select(vec![4, 80007, 130_429, 131_049, 131_056, 131_057, 132_069, 63018, 20429]).prop_map(Some),
    ]
}

proptest! {
    #[test]
    fn nothing_is_tried_earlier_than_asked(
        provider in providers(), number in numbers(), seconds in 0..u64::MAX, n in any::<u32>(), jitter in prop::num::f64::ANY,
        rank in 0..4_i16,
    ) {
        let class = MessageClass::from_rank(rank).unwrap();
        let asked = Duration::from_secs(seconds);
        match verdict(provider, &throttled(number, Some(asked)), n, class, jitter) {
            Verdict::Retry { after, .. } => prop_assert!(after >= asked),
            other => prop_assert!(false, "{:?}", other),
        }
    }

    #[test]
    fn any_refusal_is_judged(
        provider in providers(), number in numbers(), http in any::<u16>(), n in any::<u32>(), jitter in prop::num::f64::ANY,
        rank in 0..4_i16,
    ) {
        let class = MessageClass::from_rank(rank).unwrap();
        let _judged = verdict(provider, &refused(number, http, None), n, class, jitter);
        if let Some(number) = number {
            let _judged = reported(provider, number, n, class, jitter);
        }
    }
}
