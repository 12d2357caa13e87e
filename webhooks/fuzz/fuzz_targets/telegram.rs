//! Any bytes as a Telegram webhook.
#![no_main]

use carnet_webhooks::{Provider, fuzzing};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::run(Provider::Telegram, bytes));
