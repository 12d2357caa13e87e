//! The printing of report cards, put together.

use anyhow::Context;
use std::sync::Arc;

use super::config::Config;
use super::signing;
use crate::domain::{AccountId, Clock};
use crate::jobs::Print;
use crate::outbox::OutboxHandle;
use crate::render::{CardPress, Printer, Process, Renderer};
use crate::store::Store;

/// What lays pages out: our templates in this process, those of a school's own in others of this program.
pub fn printer(config: &Config) -> anyhow::Result<Printer> {
    let printer = Printer::load(config.templates.as_deref(), config.public_url.clone())?;
    let program = std::env::current_exe().context("this program's own file is not known")?;
    Ok(printer.with(Process { program, seconds: config.template_seconds }))
}

/// What prints. Its public keys are remembered before anything is sealed with them.
pub(super) async fn print(
    config: &Config,
    store: &Store,
    renderer: &Arc<Renderer>,
    (clock, lanes): (&Arc<dyn Clock>, OutboxHandle),
) -> anyhow::Result<Print> {
    let printer = printer(config)?;
    let mut tx = store.begin().await?;
    let signer = signing::noted_signer(config, &mut tx, clock.now()).await?;
    tx.commit().await?;
    let press = CardPress::new(Arc::clone(renderer), printer, signer);
    let wake = Box::new(move |account: &AccountId| lanes.wake(account));
    Ok(Print { store: store.clone(), clock: Arc::clone(clock), press: Arc::new(press), wake })
}
