//! What was said about a student, as a file for whoever runs the school. That it was read is noted, thread by thread.

use std::fmt::Write as _;
use std::time::Duration;

use super::{ThreadLine, family_side, school_side, thread_lines};
use crate::actions::{ActionError, Cause};
use crate::domain::{DocumentId, DocumentKind, SentKind, StudentId, count, file_name};
use crate::phrase::{ConversationPhrase, Phrase, StudentLabel};
use crate::store::{Conversation, NewDocument, Tx};

/// It is full of names: it is not kept for longer than it takes to send.
const LIVES: Duration = Duration::from_hours(24);

/// The threads about a student, as one text; `None`: there are none.
pub async fn export_threads(tx: &mut Tx, cause: &Cause<'_>, student: StudentId) -> Result<Option<Phrase>, ActionError> {
    cause.may_administer()?;
    let school = cause.school.id;
    let threads = tx.conversations_about(school, student).await?;
    let mut text = String::new();
    let mut about = None;
    for id in &threads {
        let (thread, lines) = thread_lines(tx, cause, *id).await?;
        write_thread(&mut text, cause, &thread, &lines);
        about = Some(thread);
    }
    let Some(about) = about else { return Ok(None) };
    let name = file_name(&["Conversations", &about.student_name.last, &about.student_name.first], "txt");
    let new = NewDocument {
        school,
        kind: DocumentKind::Threads,
        file_name: &name,
        mime: "text/plain",
        bytes: text.as_bytes(),
        created_at: cause.now,
        expires_at: cause.now.plus(LIVES),
    };
    let document: DocumentId = tx.keep_document(new).await?;
    let child = StudentLabel::full(&about.student_name);
    let caption = ConversationPhrase::Exported { child, threads: count(threads.len()) };
    Ok(Some(Phrase::Document { document, file_name: name, caption: Box::new(Phrase::Conversation(caption)) }))
}

/// Who with whom, and a line for each thing that was said; names and times are the same in every language.
fn write_thread(text: &mut String, cause: &Cause<'_>, thread: &Conversation, lines: &[ThreadLine]) {
    let (family, by) = (family_side(thread), school_side(thread));
    let names = [family.name, Some(format!("{} ({})", family.child.name, family.class)), by.name];
    let head = names.into_iter().flatten().collect::<Vec<_>>().join(" / ");
    // Writing to a String cannot fail.
    let _ = writeln!(text, "== {head}");
    for line in lines {
        let at = cause.school.local(line.said_at).strftime("%Y-%m-%d %H:%M");
        let sign = match line.file {
            Some(SentKind::Picture) => "📷 ",
            Some(SentKind::Sound) => "🎤 ",
            Some(SentKind::Document) => "📎 ",
            None => "",
        };
        let by = line.name.as_deref().unwrap_or("–");
        let _ = writeln!(text, "{at}\t{by}\t{sign}{}", line.text.replace('\n', "\n\t\t"));
    }
    text.push('\n');
}
