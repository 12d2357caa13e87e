//! Any bytes as a Twilio webhook.
#![no_main]

use carnet_webhooks::{Provider, fuzzing};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::run(Provider::Twilio, bytes));
