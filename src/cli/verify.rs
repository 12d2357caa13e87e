//! `carnet verify FILE.pdf`: whether a report card is what the school sealed.

use anyhow::Context;
use clap::Args;
use std::path::PathBuf;

use super::ConfigPath;
use super::keys::day;
use super::output::say;
use crate::app::database;
use crate::domain::{CardClaim, CardCode, CardKey, Inspected, Locale, YearClaim, inspect};
use crate::store::{ShownCard, Store};

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
    let known = match &store {
        Some(store) => store.begin_read().await?.card_keys().await?,
        None => Vec::new(),
    };
    let keys: Vec<CardKey> = known.iter().map(|known| known.key).chain(given).collect();
    let (key, claim) = match inspect(&file, &keys) {
        Inspected::NoSeal => anyhow::bail!(
            "{name} holds no seal of a report card (the file of a whole class has none: each student's own file has)"
        ),
        Inspected::UnknownKey(key) => anyhow::bail!("{name} is sealed by key {key}, which is not known here"),
        Inspected::Altered => anyhow::bail!("{name} has been altered since the school sealed it"),
        Inspected::Genuine(key, claim) => (key, claim),
    };
    if let Some(at) = known.iter().find(|known| known.key == key).and_then(|known| known.distrusted) {
        anyhow::bail!(
            "{name} is sealed by key {}, which is distrusted since {}: anybody may have made it; have the school print it anew",
            key.id(),
            day(at)
        );
    }
    let Some(store) = store else {
        say(&format!("genuine: {}", described(&claim)));
        return Ok(());
    };
    hold_against_record(&store, &claim).await
}

/// Whoever has a school's secret can sign anything: what counts is what the school wrote down under the code.
async fn hold_against_record(store: &Store, claim: &CardClaim) -> anyhow::Result<()> {
    let code = CardCode::parse(&claim.code).context("its code is none: the school has not made this report card")?;
    let found = store.begin_read().await?.result_by_code(&code).await?;
    let said = described(claim);
    let Some(ShownCard { result, newer, revised }) = found else {
        anyhow::bail!("sealed by the school's key: {said}; but this database has no such report card");
    };
    let language = Locale::ALL.into_iter().find(|locale| locale.code() == claim.language);
    let recorded = language.and_then(|language| result.card.claim(language));
    if recorded.as_ref() != Some(claim) {
        let recorded = recorded.as_ref().map(described).unwrap_or_default();
        anyhow::bail!(
            "forged: it is sealed by the school's key and says {said}; what the school recorded under its code is {recorded}"
        );
    }
    say(&format!("genuine: {said}"));
    match newer {
        Some(version) => anyhow::bail!("genuine, but no longer in force: there is a version {version}"),
        None if revised => say("in force; its marks are open again, so that another version may follow"),
        None => {}
    }
    Ok(())
}

fn described(claim: &CardClaim) -> String {
    let average = claim.average.as_deref().unwrap_or("not classed");
    let rank = claim.rank.map(|rank| format!(", place {rank}")).unwrap_or_default();
    format!(
        "school {}, {} {}, student {}, average {average}{rank}{}, version {}",
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
