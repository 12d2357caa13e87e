//! `carnet code issue`: linking codes for paper, one per line.

use rand::Rng;
use std::io::Write;

use crate::actions::{ActionError, Cause, CodesFor, Issuer, issue_codes, order_group_code};
use crate::domain::{LinkTarget, Timestamp};
use crate::store::Store;

/// Issues codes and prints `CODE<TAB>student or staff<TAB>name` for each.
pub(super) async fn issue(
    store: &Store,
    school: &str,
    whom: CodesFor<'_>,
    now: Timestamp,
    random: &mut (impl Rng + Send),
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let found = tx.school_by_code(school).await?;
    let found = found.ok_or_else(|| anyhow::anyhow!("there is no school \"{school}\"; import its file first"))?;
    let issued = match issue_codes(&mut tx, &found, Issuer::Console, whom, now, random).await {
        Err(ActionError::NotFound) => anyhow::bail!("school \"{school}\" has no {}", described(whom)),
        issued => issued?,
    };
    // Printed only when they are valid: a code that was not committed would lead a family nowhere.
    tx.commit().await?;
    for issued in issued {
        let kind = match issued.target {
            LinkTarget::Student(_) => "student",
            LinkTarget::Staff(_) => "staff",
        };
        writeln!(out, "{}\t{kind}\t{}", issued.code, issued.name)?;
    }
    Ok(())
}

/// Issues a code for the Telegram group of a class's parents, and prints `CODE<TAB>group<TAB>class`.
pub(super) async fn for_group(
    store: &Store,
    [school, class]: [&str; 2],
    now: Timestamp,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let found = tx.school_by_code(school).await?;
    let found = found.ok_or_else(|| anyhow::anyhow!("there is no school \"{school}\"; import its file first"))?;
    let classes = tx.classes(found.id).await?;
    let of_code = classes.iter().find(|one| one.code == class);
    let id = of_code.ok_or_else(|| anyhow::anyhow!("school \"{school}\" has no class \"{class}\" this year"))?.id;
    let ordered = order_group_code(&mut tx, &Cause::of_itself(&found, now), id).await?;
    tx.commit().await?;
    writeln!(out, "{}\tgroup\t{}", ordered.code, ordered.class_label)?;
    Ok(())
}

fn described(whom: CodesFor<'_>) -> String {
    match whom {
        CodesFor::Student(code) => format!("student \"{code}\" this year"),
        CodesFor::Class(code) => format!("class \"{code}\" this year"),
        CodesFor::Staff(code) => format!("member of staff \"{code}\""),
    }
}
