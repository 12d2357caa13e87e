//! A school's own template is laid out in a process of its own: one that never ends, or wants all memory, is ended.
//!
//! Lives here: both sides of it, and what passes between them. The process is this program again, under the hidden command
//! `typeset`, without an environment.
//! Invariant: whatever becomes of who asked, such a process ends; nothing it wrote counts unless it ended well.

use carnet_typeset::{Chart, FiguresTable, ReportCard, Templates, TypesetError, Typesetter};
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The hidden command of this program.
const COMMAND: &str = "typeset";
/// Of its data: many times what a class takes.
const MEGABYTES: u64 = 1024;
/// All files of one job at most.
const MOST_BYTES: u64 = 512 * 1024 * 1024;
/// Before the files.
const WELL: u8 = 1;

/// How such a process is begun.
#[derive(Debug, Clone)]
pub struct Process {
    /// This program.
    pub program: PathBuf,
    /// After so many it is ended.
    pub seconds: u64,
}

/// A template that a school has put in the place of ours.
#[derive(Debug, Clone)]
pub(super) struct OwnTemplate {
    /// Where it is.
    pub(super) name: String,
    pub(super) text: String,
}

/// What is to be laid out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Work {
    /// A file of each.
    Cards {
        cards: Vec<ReportCard>,
    },
    /// One file of all.
    Together {
        cards: Vec<ReportCard>,
        title: String,
        keyword: Option<String>,
    },
    Figures {
        tables: Vec<FiguresTable>,
        title: String,
        keyword: Option<String>,
    },
    Chart {
        chart: Chart,
    },
}

#[derive(Serialize, Deserialize)]
struct Job {
    template: String,
    work: Work,
}

impl Process {
    /// The files, by a template of the school's own.
    pub(super) fn run(&self, template: &OwnTemplate, work: &Work) -> Result<Vec<Vec<u8>>, TypesetError> {
        let died = |_why: io::ErrorKind| TypesetError::Died { template: template.name.clone(), megabytes: MEGABYTES };
        let job = Job { template: template.text.clone(), work: work.clone() };
        let job = serde_json::to_vec(&job).map_err(|_unreadable| TypesetError::Nothing)?;
        let mut child = Command::new(&self.program)
            .args([COMMAND, "--seconds", &self.seconds.to_string()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| TypesetError::NoProcess { problem: error.to_string() })?;
        let Some(answer) = self.answer(&mut child, &job) else {
            // It may have ended in this very moment.
            let _gone = child.kill();
            let _ended = child.wait();
            return Err(TypesetError::TooSlow { template: template.name.clone(), seconds: self.seconds });
        };
        let ended = child.wait().map_err(|error| died(error.kind()))?;
        let answer = answer.map_err(|error| died(error.kind()))?;
        match answer.split_first().filter(|_| ended.success()) {
            Some((&WELL, files)) => parted(files).ok_or_else(|| died(io::ErrorKind::InvalidData)),
            Some((_, said)) => Err(TypesetError::Said(String::from_utf8_lossy(said).into_owned())),
            None => Err(died(io::ErrorKind::InvalidData)),
        }
    }

    /// All that it says; none when its time is over.
    fn answer(&self, child: &mut Child, job: &[u8]) -> Option<io::Result<Vec<u8>>> {
        let (mut stdin, stdout) = (child.stdin.take()?, child.stdout.take()?);
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            let mut answer = Vec::new();
            let read = stdout.take(MOST_BYTES).read_to_end(&mut answer);
            // Nobody waits when the time was over.
            let _late = send.send(read.map(|_bytes| answer));
        });
        // It reads all of it before it does anything else.
        let written = stdin.write_all(job);
        drop(stdin);
        match written {
            Ok(()) => receive.recv_timeout(Duration::from_secs(self.seconds)).ok(),
            Err(error) => Some(Err(error)),
        }
    }
}

impl Work {
    /// The same as one file of this title, with a keyword among its metadata.
    pub(super) fn together(&self, title: &str, keyword: Option<&str>) -> Self {
        let (title, keyword) = (title.to_owned(), keyword.map(str::to_owned));
        match self.clone() {
            Self::Cards { cards } | Self::Together { cards, .. } => Self::Together { cards, title, keyword },
            Self::Figures { tables, .. } => Self::Figures { tables, title, keyword },
            Self::Chart { chart } => Self::Chart { chart },
        }
    }

    fn made(&self, typesetter: &Typesetter) -> Result<Vec<Vec<u8>>, TypesetError> {
        match self {
            Self::Cards { cards } => {
                let laid_out = typesetter.report_cards(cards)?;
                (0..cards.len()).map(|card| laid_out.pdf(card)).collect()
            }
            Self::Together { cards, title, keyword } => {
                Ok(vec![typesetter.report_cards(cards)?.together(title, keyword.as_deref())?])
            }
            Self::Figures { tables, title, keyword } => {
                Ok(vec![typesetter.figures(tables)?.together(title, keyword.as_deref())?])
            }
            Self::Chart { chart } => Ok(vec![typesetter.chart(chart)?]),
        }
    }
}

/// The other side: reads what is wanted, lays it out, and writes the files, or why there are none.
pub fn typeset(seconds: u64, mut input: impl Read, mut output: impl Write) -> io::Result<()> {
    limit(seconds);
    let mut job = Vec::new();
    input.read_to_end(&mut job)?;
    let Job { template, work } = serde_json::from_slice(&job)?;
    let templates = Templates { report_card: template.clone(), chart: template.clone(), statistics: template };
    match Typesetter::new(templates).and_then(|typesetter| work.made(&typesetter)) {
        Ok(files) => {
            output.write_all(&[WELL])?;
            for file in files {
                output.write_all(&u32::try_from(file.len()).map_err(io::Error::other)?.to_le_bytes())?;
                output.write_all(&file)?;
            }
        }
        Err(error) => write!(output, "\0{error}")?,
    }
    output.flush()
}

/// Whoever asked may be gone before it ends: it ends by itself. What it holds of students is never left in a core file.
#[cfg(unix)]
fn limit(seconds: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let most = |most| Rlimit { current: Some(most), maximum: Some(most) };
    let limits = [(Resource::Core, 0), (Resource::Data, MEGABYTES * 1024 * 1024), (Resource::Cpu, seconds + 5)];
    for (resource, at_most) in limits {
        // A system that knows no such limit has the time that whoever asked keeps.
        let _unlimited = setrlimit(resource, most(at_most));
    }
}

#[cfg(not(unix))]
fn limit(_seconds: u64) {}

/// Files as they were written one behind the other; none where they are not whole.
fn parted(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut files = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<4>() {
        let (file, rest) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        files.push(file.to_vec());
        bytes = rest;
    }
    bytes.is_empty().then_some(files)
}
