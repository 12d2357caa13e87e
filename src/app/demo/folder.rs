//! Where a demo lives: a folder with a key, a database and the school's file.
//!
//! Invariants: only one demo runs in a folder; a folder that holds anything else is left alone; a folder nobody named
//! is gone when the demo ends.

use anyhow::{Context, bail, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand::Rng;
use secrecy::SecretString;
use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Tells a demo's folder from others, and holds its data key.
const KEY: &str = "demo.key";

/// The folder of a running demo.
#[derive(Debug)]
pub struct DemoFolder {
    path: PathBuf,
    /// Locked as long as the demo runs.
    key: File,
    passing: bool,
}

impl DemoFolder {
    /// Makes a folder of its own when none is named; otherwise starts a demo there, or goes on with the one it holds.
    pub fn open(named: Option<&Path>, random: &mut impl Rng) -> anyhow::Result<Self> {
        if let Some(path) = named {
            return Self::named(path, random);
        }
        let mut name = [0; 8];
        random.fill_bytes(&mut name);
        let path = std::env::temp_dir().join(format!("carnet-demo-{}", hex::encode(name)));
        let mut builder = DirBuilder::new();
        builder.mode(0o700).create(&path).with_context(|| format!("cannot create {}", path.display()))?;
        let key = new_key(&path, random)?;
        Ok(Self { path, key, passing: true })
    }

    fn named(path: &Path, random: &mut impl Rng) -> anyhow::Result<Self> {
        let shown = path.display();
        fs::create_dir_all(path).with_context(|| format!("cannot create the folder {shown}"))?;
        let path = path.canonicalize().with_context(|| format!("cannot enter the folder {shown}"))?;
        let file = path.join(KEY);
        let key = if file.is_file() {
            File::open(&file).with_context(|| format!("cannot read {}", file.display()))?
        } else {
            let empty =
                fs::read_dir(&path).with_context(|| format!("cannot read the folder {shown}"))?.next().is_none();
            ensure!(empty, "{shown} is not empty and holds no demo; name a new folder, or an empty one, with --data");
            new_key(&path, random)?
        };
        match key.try_lock() {
            Ok(()) => Ok(Self { path, key, passing: false }),
            Err(TryLockError::WouldBlock) => {
                bail!("another demo is running in {shown}; name another folder with --data")
            }
            Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("cannot lock {}", file.display())),
        }
    }

    /// The key that seals the demo's database.
    pub fn data_key(&self) -> anyhow::Result<SecretString> {
        let mut text = String::new();
        (&self.key).read_to_string(&mut text).with_context(|| format!("cannot read {KEY}"))?;
        Ok(SecretString::from(text.trim()))
    }

    /// The demo's database.
    pub fn database_url(&self) -> String {
        format!("sqlite://{}", self.path.join("carnet.db").display())
    }

    /// Where events wait while the database is away.
    pub fn spool(&self) -> PathBuf {
        self.path.join("spool")
    }

    /// Where the school's file is kept, for who wants to read it or to import it elsewhere.
    pub fn school_file(&self) -> PathBuf {
        self.path.join("school.json")
    }
}

impl Drop for DemoFolder {
    fn drop(&mut self) {
        if self.passing
            && let Err(error) = fs::remove_dir_all(&self.path)
        {
            tracing::warn!(%error, "demo.folder_stays");
        }
    }
}

/// Invents the data key of a new folder; the file comes back ready to be read.
fn new_key(folder: &Path, random: &mut impl Rng) -> anyhow::Result<File> {
    let path = folder.join(KEY);
    let cannot = || format!("cannot write {}", path.display());
    let mut bytes = [0; 32];
    random.fill_bytes(&mut bytes);
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).with_context(cannot)?;
    writeln!(file, "{}", STANDARD.encode(bytes)).with_context(cannot)?;
    File::open(&path).with_context(cannot)
}
