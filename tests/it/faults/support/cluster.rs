//! A `PostgreSQL` server of a test's own, to be maltreated; and a pooler before it.

use sqlx::{Connection, PgConnection};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;
use tokio::process::Command;

use crate::support::service::free_port;

/// A running server; its files go with it.
pub(in crate::faults) struct Cluster {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
}

impl Cluster {
    /// Starts one where `PostgreSQL`'s programs are installed; prints why a test is skipped when not.
    pub(in crate::faults) async fn start() -> Option<Self> {
        let Some(programs) = programs().filter(|_| std::env::var_os("CARNET_TEST_POSTGRES").is_some()) else {
            println!("skipped: no PostgreSQL to maltreat (CARNET_TEST_POSTGRES, initdb)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        give_to_postgres(folder.path()).await;
        let cluster = Self { folder, programs, port: free_port() };
        let data = cluster.data();
        assert!(cluster.run("initdb", &["-A", "trust", "-U", "postgres", "--no-sync", "-D", &data]).await);
        assert!(cluster.control("start").await, "the server does not start");
        Some(cluster)
    }

    /// Another server that follows this one, which from now on commits nothing that the other has not on its disk.
    pub(in crate::faults) async fn followed(&self) -> Self {
        let folder = tempfile::tempdir().unwrap();
        give_to_postgres(folder.path()).await;
        let follower = Self { folder, programs: self.programs.clone(), port: free_port() };
        let (port, data) = (self.port.to_string(), follower.data());
        let copy = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "-R", "-c", "fast", "-D", &data];
        assert!(self.run("pg_basebackup", &copy).await, "no copy of the server");
        assert!(follower.control("start").await, "the follower does not start");
        let url = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut primary = PgConnection::connect(&url).await.unwrap();
        let wait = "ALTER SYSTEM SET synchronous_standby_names = '*'";
        sqlx::raw_sql(wait).execute(&mut primary).await.unwrap();
        sqlx::raw_sql("SELECT pg_reload_conf()").execute(&mut primary).await.unwrap();
        let mut waits = false;
        while !waits {
            tokio::time::sleep(Duration::from_millis(50)).await;
            let sql = "SELECT COUNT(*) > 0 FROM pg_stat_replication WHERE sync_state = 'sync'";
            waits = sqlx::query_scalar(sql).fetch_one(&mut primary).await.unwrap();
        }
        follower
    }

    /// Takes over from a server that is gone.
    pub(in crate::faults) async fn promote(&self) {
        let data = self.data();
        assert!(self.run("pg_ctl", &["-D", &data, "-w", "promote"]).await, "the follower does not take over");
    }

    /// Gone at once, with whatever it was doing.
    pub(in crate::faults) async fn cut_off(&self) {
        assert!(self.control("stop").await, "the server does not end");
    }

    pub(in crate::faults) fn port(&self) -> u16 {
        self.port
    }

    fn data(&self) -> String {
        self.folder.path().join("data").display().to_string()
    }

    /// A fresh database.
    pub(in crate::faults) async fn database(&self) -> String {
        let port = self.port.to_string();
        let asked = ["-h", "127.0.0.1", "-p", &port, "-U", "postgres", "carnet"];
        assert!(self.run("createdb", &asked).await);
        format!("postgres://postgres@127.0.0.1:{port}/carnet")
    }

    async fn control(&self, what: &str) -> bool {
        let (data, log) = (self.data(), self.folder.path().join("log").display().to_string());
        let options = format!("-p {} -c listen_addresses=127.0.0.1 -k {}", self.port, self.folder.path().display());
        self.run("pg_ctl", &["-D", &data, "-l", &log, "-o", &options, "-m", "immediate", "-w", what]).await
    }

    /// Ends all of it without a checkpoint, and starts it again.
    pub(in crate::faults) async fn restart(&self) {
        assert!(self.control("restart").await, "the server does not come back");
    }

    async fn run(&self, program: &str, arguments: &[&str]) -> bool {
        as_postgres(&self.programs.join(program)).args(arguments).status().await.is_ok_and(|status| status.success())
    }

    /// A pooler in transaction mode before it; `None` where there is no `pgbouncer`.
    pub(in crate::faults) async fn pooled(&self) -> Option<Pooler> {
        let (port, folder) = (free_port(), self.folder.path());
        let config = format!(
            "[databases]\n* = host=127.0.0.1 port={} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\n\
             listen_port = {port}\nauth_type = any\npool_mode = transaction\nunix_socket_dir =\n\
             default_pool_size = 8\n",
            self.port
        );
        let path = folder.join("pgbouncer.ini");
        std::fs::write(&path, config).unwrap();
        let pooler = as_postgres(Path::new("pgbouncer")).arg("-q").arg(&path).kill_on_drop(true).spawn();
        let running = pooler.ok()?;
        let mut pooler = Pooler { port, running };
        pooler.is_there().await.then_some(pooler)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let mut stop = as_postgres(&self.programs.join("pg_ctl"));
        let _stopped = stop.as_std_mut().args(["-D", &self.data(), "-m", "immediate", "-w", "stop"]).status();
    }
}

/// A running pooler.
pub(in crate::faults) struct Pooler {
    port: u16,
    running: tokio::process::Child,
}

impl Pooler {
    async fn is_there(&mut self) -> bool {
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", self.port)).await.is_ok() {
                return true;
            }
            if self.running.try_wait().is_ok_and(|ended| ended.is_some()) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        println!("skipped: no pgbouncer");
        false
    }

    pub(in crate::faults) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/carnet", self.port)
    }
}

/// Where the server's programs are: Debian keeps them out of the path.
fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let debian = versions.map(|version| version.path().join("bin"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    debian.chain(std::env::split_paths(&path).collect::<Vec<_>>()).find(|folder| folder.join("initdb").is_file())
}

fn am_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}

/// The server refuses to be run by root.
fn as_postgres(program: &Path) -> Command {
    let mut command = if am_root() {
        let mut command = Command::new("runuser");
        command.args(["-u", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
    command
}

async fn give_to_postgres(folder: &Path) {
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    if am_root() {
        let id = Command::new("id").args(["-u", "postgres"]).output().await.unwrap();
        let uid = String::from_utf8(id.stdout).unwrap().trim().parse().unwrap();
        chown(folder, Some(uid), None).unwrap();
    }
}
