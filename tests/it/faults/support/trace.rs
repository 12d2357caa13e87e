//! What a process asked of the disk and the network, in order: read from `strace`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the outside world could see or lose, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::faults) enum Event {
    Created(PathBuf),
    Wrote {
        file: PathBuf,
        at: usize,
        bytes: Vec<u8>,
    },
    Truncated {
        file: PathBuf,
        to: usize,
    },
    /// A sync of a file or a folder has returned.
    Synced(PathBuf),
    /// Bytes are about to leave by a socket.
    Said(Vec<u8>),
}

/// The words before ours that start it under `strace`: our process stays the child, the tracer stands aside.
pub(in crate::faults) fn launcher<'a>(options: &[&'a str]) -> Vec<&'a str> {
    [&["strace", "-D", "-f", "--seccomp-bpf", "-qq"], options].concat()
}

/// Options for [`read`] to understand what is written to `log`.
pub(in crate::faults) fn everything(log: &str) -> [&str; 8] {
    let calls = "trace=openat,pwrite64,ftruncate,fsync,fdatasync,write,writev,sendto,sendmsg";
    ["-y", "-xx", "-s", "200000", "-e", calls, "-o", log]
}

/// Whether processes can be traced here; prints why a test is skipped when not.
pub(in crate::faults) fn strace_works() -> bool {
    let mut command = Command::new("strace");
    command.args(["-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "true"]);
    let works = command.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
    if !works {
        println!("skipped: strace does not work here");
    }
    works
}

/// Reads a log. A call counts when it begins, a sync when it has returned.
pub(in crate::faults) fn read(log: &Path) -> Vec<Event> {
    let text = std::fs::read_to_string(log).unwrap();
    let mut events = Vec::new();
    let mut syncing: HashMap<&str, PathBuf> = HashMap::new();
    for line in text.lines() {
        let Some((pid, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if call.starts_with("<... f") && call.contains("sync resumed") {
            let file = syncing.remove(pid);
            events.extend(file.filter(|_| call.ends_with("= 0")).map(Event::Synced));
            continue;
        }
        let Some((name, arguments)) = call.split_once('(') else { continue };
        match (name, file_of(arguments)) {
            ("fsync" | "fdatasync", Some(file)) if call.ends_with("= 0") => events.push(Event::Synced(file)),
            ("fsync" | "fdatasync", Some(file)) => drop(syncing.insert(pid, file)),
            ("openat", _) if arguments.contains("O_CREAT") => {
                events.extend(quoted(arguments).next().map(|path| Event::Created(path_of(&path))));
            }
            ("pwrite64", Some(file)) => events.extend(wrote(file, arguments)),
            ("ftruncate", Some(file)) => {
                let to = number_after(arguments, ", ");
                events.extend(to.map(|to| Event::Truncated { file, to }));
            }
            ("write" | "writev" | "sendto" | "sendmsg", Some(file))
                if file.to_string_lossy().starts_with("socket:") =>
            {
                events.push(Event::Said(quoted(arguments).flatten().collect()));
            }
            _ => {}
        }
    }
    events
}

/// `11<\x2f…>, …`: what the first argument leads to.
fn file_of(arguments: &str) -> Option<PathBuf> {
    let (number, rest) = arguments.split_once('<')?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| path_of(&unhex(rest.split('>').next().unwrap_or_default())))
}

fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// `…, "\x00…", length, offset`.
fn wrote(file: PathBuf, arguments: &str) -> Option<Event> {
    let bytes = quoted(arguments).next()?;
    let at = number_after(arguments.rsplit_once('"')?.1, &format!("{}, ", bytes.len()))?;
    Some(Event::Wrote { file, at, bytes })
}

fn number_after(text: &str, mark: &str) -> Option<usize> {
    let digits: String = text.split_once(mark)?.1.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The strings between quotes, all written as `\xHH`.
fn quoted(arguments: &str) -> impl Iterator<Item = Vec<u8>> {
    arguments.split('"').skip(1).step_by(2).map(unhex)
}

fn unhex(text: &str) -> Vec<u8> {
    text.split("\\x")
        .skip(1)
        .map(|pair| pair.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()))
        .map_while(|byte| byte)
        .collect()
}
