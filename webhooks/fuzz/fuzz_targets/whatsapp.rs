//! Any bytes as a WhatsApp webhook.
#![no_main]

use carnet_webhooks::{Provider, fuzzing};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::run(Provider::WhatsApp, bytes));
