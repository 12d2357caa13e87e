//! What an operator types, by the binary: what it prints, and the codes it ends with.

mod config;
mod export;
mod files;
mod keys;
mod mail;
mod own_template;
mod queue;
mod simulate;
mod terms;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;
use std::process::Command;

/// A folder with a configuration in it.
pub(crate) struct Office {
    pub(crate) folder: tempfile::TempDir,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// It failed, with one line that says all of these.
    #[track_caller]
    pub(crate) fn failed_saying(&self, parts: &[&str]) {
        assert_eq!(self.code, 1, "{self:?}");
        assert_eq!(self.err.lines().count(), 1, "one line: {self:?}");
        for part in parts {
            assert!(self.err.contains(part), "{part:?} is missing: {self:?}");
        }
    }

    #[track_caller]
    pub(crate) fn well(&self) -> &str {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{self:?}");
        &self.out
    }
}

pub(crate) const CONFIG: &str = r#"listen = "127.0.0.1:0"
public_url = "https://carnet.example.org"
database_url = "DATABASE"
data_key = "env:TEST_DATA_KEY"

[[account]]
id = "wa1"
school = "adjame"
provider = "whatsapp"
api_base = "BASE"
phone_number_id = "106540352242922"
access_token = "env:TEST_TOKEN"
app_secrets = ["env:TEST_SECRET"]
verify_token = "env:TEST_SECRET"

[[account]]
id = "tg1"
school = "adjame"
provider = "telegram"
api_base = "BASE"
bot_token = "env:TEST_BOT"
secret_tokens = ["env:TEST_SECRET"]
"#;

impl Office {
    /// On `SQLite`, with nobody at the providers' addresses.
    pub(crate) fn new() -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        let database = format!("sqlite://{}", office.path().join("carnet.db").display());
        office.configure(&CONFIG.replace("DATABASE", &database).replace("BASE", "http://127.0.0.1:9"));
        office
    }

    pub(crate) fn on(database: &str) -> Self {
        let office = Self { folder: tempfile::tempdir().unwrap() };
        office.configure(&CONFIG.replace("DATABASE", database).replace("BASE", "http://127.0.0.1:9"));
        office
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn config(&self) -> String {
        std::fs::read_to_string(self.path().join("carnet.toml")).unwrap()
    }

    pub(crate) fn configure(&self, text: &str) {
        std::fs::write(self.path().join("carnet.toml"), text).unwrap();
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        self.run_with(args, &[])
    }

    pub(crate) fn run_with(&self, args: &[&str], env: &[(&str, &str)]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_carnet"));
        command.args(args).current_dir(self.path());
        command.env("TEST_DATA_KEY", STANDARD.encode([7; 32]));
        command.env("TEST_TOKEN", "token-canary").env("TEST_SECRET", "secret-canary").env("TEST_BOT", "1:bot-canary");
        command.envs(env.iter().copied());
        let output = command.output().unwrap();
        let ended = Ended {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        assert!(!ended.err.contains("canary") && !ended.out.contains("canary"), "a secret was shown: {ended:?}");
        ended
    }
}
