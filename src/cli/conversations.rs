//! `carnet conversations`: threads between families and the school, listed, and one of them as text. Reading is noted.

use anyhow::Context as _;
use clap::Args;
use uuid::Uuid;

use super::ConfigPath;
use super::output::say;
use crate::actions::{Cause, ThreadLine, family_side, list_threads, school_side, thread_lines};
use crate::app::database;
use crate::domain::{ConversationId, SentKind, Timestamp};
use crate::store::{Conversation, School};

/// Which.
#[derive(Args)]
pub(super) struct ConversationArgs {
    #[command(flatten)]
    pub(super) config: ConfigPath,
    /// The school's code
    #[arg(long)]
    school: String,
    /// The thread to be written out; without it, the latest are listed
    #[arg(long)]
    export: Option<Uuid>,
}

/// Lists the threads, or writes one out.
pub(super) async fn run(args: ConversationArgs, now: Timestamp) -> anyhow::Result<()> {
    let store = database::open_migrated(&args.config.load()?).await?;
    let mut tx = store.begin().await?;
    let found = tx.school_by_code(&args.school).await?;
    let school = found.with_context(|| format!("there is no school \"{}\"; import its file first", args.school))?;
    let cause = Cause::of_itself(&school, now);
    let Some(id) = args.export else {
        for thread in list_threads(&mut tx, &cause).await? {
            say(&line_of(&school, &thread));
        }
        return Ok(());
    };
    let (thread, lines) = thread_lines(&mut tx, &cause, ConversationId(id))
        .await
        .with_context(|| format!("there is no conversation {id}; list them without --export"))?;
    tx.commit().await?;
    say(&line_of(&school, &thread));
    for line in lines {
        say(&written(&school, &line));
    }
    Ok(())
}

/// `ID<TAB>state<TAB>last<TAB>family<TAB>school`.
fn line_of(school: &School, thread: &Conversation) -> String {
    let last = thread.guardian_at.max(thread.staff_at).map_or_else(|| "-".to_owned(), |at| moment(school, at));
    let family = family_side(thread);
    let name = family.name.unwrap_or_else(|| "-".to_owned());
    let with = school_side(thread).name.unwrap_or_else(|| "office".to_owned());
    let child = format!("{} ({})", family.child.name, family.class);
    [&thread.id.to_string(), thread.state.code(), &last, &name, &child, &with].join("\t")
}

fn written(school: &School, line: &ThreadLine) -> String {
    let by = line.name.clone().unwrap_or_else(|| if line.by_school { "school" } else { "family" }.to_owned());
    let file = match line.file {
        Some(SentKind::Picture) => "[picture] ",
        Some(SentKind::Sound) => "[voice] ",
        Some(SentKind::Document) => "[document] ",
        None => "",
    };
    format!("{}\t{by}\t{file}{}", moment(school, line.said_at), line.text.replace('\n', "\n\t\t"))
}

/// By the school's clock.
fn moment(school: &School, at: Timestamp) -> String {
    school.local(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}
