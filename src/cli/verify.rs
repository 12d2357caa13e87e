//! `carnet verify FILE.pdf`: whether a report card is what the school sealed.

use anyhow::Context;
use clap::Args;
use std::path::PathBuf;

use super::ConfigPath;
use super::output::say;
use crate::app::database;
use crate::domain::{CardClaim, CardCode, CardKey, Inspected, YearClaim, inspect};
use crate::store::ShownCard;

/// Which file, and whom to trust.
#[derive(Args)]
pub(super) struct VerifyArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    /// The report card
    file: PathBuf,
    /// A school's public key, in hexadecimal, instead of those of the database
    #[arg(long)]
    key: Vec<String>,
}

/// Says what a file is; fails unless it is genuine and the newest.
pub(super) async fn run(args: VerifyArgs) -> anyhow::Result<()> {
    let name = args.file.display();
    let file = std::fs::read(&args.file).with_context(|| format!("cannot read {name}"))?;
    let given: Vec<CardKey> = args.key.iter().map(|key| public_key(key)).collect::<anyhow::Result<_>>()?;
    let store = if given.is_empty() { Some(database::open_migrated(&args.config.load()?).await?) } else { None };
    let keys = match &store {
        Some(store) => store.begin_read().await?.card_keys().await?,
        None => given,
    };
    let claim = match inspect(&file, &keys) {
        Inspected::NoSeal => anyhow::bail!(
            "{name} holds no seal of a report card (the file of a whole class has none: each student's own file has)"
        ),
        Inspected::UnknownKey(key) => anyhow::bail!("{name} is sealed by key {key}, which is not known here"),
        Inspected::Altered => anyhow::bail!("{name} has been altered since the school sealed it"),
        Inspected::Genuine(claim) => claim,
    };
    say(&described(&claim));
    let Some(store) = store else { return Ok(()) };
    let mut tx = store.begin_read().await?;
    let code = CardCode::parse(&claim.code);
    match code.as_ref() {
        Some(code) => match tx.result_by_code(code).await? {
            Some(ShownCard { newer: Some(version), .. }) => {
                anyhow::bail!("genuine, but no longer in force: there is a version {version}")
            }
            Some(ShownCard { revised: true, .. }) => {
                say("in force; its marks are open again, so that another version may follow");
            }
            Some(_) => {}
            None => anyhow::bail!("genuine, but this database has no such report card"),
        },
        None => anyhow::bail!("genuine, but its code is none"),
    }
    Ok(())
}

fn described(claim: &CardClaim) -> String {
    let average = claim.average.as_deref().unwrap_or("not classed");
    let rank = claim.rank.map(|rank| format!(", place {rank}")).unwrap_or_default();
    format!(
        "genuine: school {}, {} {}, student {}, average {average}{rank}{}, version {}",
        claim.school,
        claim.year,
        claim.term,
        claim.student,
        claim.year_result.as_ref().map(year).unwrap_or_default(),
        claim.version
    )
}

/// How the year ends, where the card says so.
fn year(claim: &YearClaim) -> String {
    let average = claim.average.as_deref().unwrap_or("none");
    let rank = claim.rank.map(|rank| format!(", place {rank}")).unwrap_or_default();
    let decision = claim.decision.as_deref().map(|decision| format!(", council: {decision}")).unwrap_or_default();
    format!("; yearly average {average}{rank}{decision}")
}

fn public_key(text: &str) -> anyhow::Result<CardKey> {
    let key = hex::decode(text.trim()).ok().and_then(|bytes| CardKey::from_bytes(&bytes));
    key.ok_or_else(|| anyhow::anyhow!("--key wants a public key of 32 bytes in hexadecimal"))
}
