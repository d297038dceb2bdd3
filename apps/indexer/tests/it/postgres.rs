//! A PostgreSQL server of a test's own, in a folder of its own, on a free port.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What says not to run what needs PostgreSQL.
const OFF: &str = "RIGSHARE_NO_POSTGRES";

/// A server that runs; stopped when dropped.
pub struct Postgres {
    server: Child,
    port: u16,
    folder: TempDir,
}

impl Postgres {
    /// Starts one; none where the environment says not to, which is said.
    ///
    /// # Panics
    /// PostgreSQL is not installed, or does not start.
    pub fn start() -> Option<Self> {
        if std::env::var_os(OFF).is_some() {
            eprintln!("NOT RUN: what needs PostgreSQL ({OFF} is set)");
            return None;
        }
        let programs = programs();
        let folder = tempfile::Builder::new()
            .prefix("rigshare-pg-")
            .tempdir()
            .unwrap();
        if is_root() {
            // PostgreSQL refuses to run as root.
            done(Command::new("chown").arg("postgres").arg(folder.path()));
        }
        let data = folder.path().join("data");
        // A server of a language: the index must sort by bytes all the same.
        done(
            as_nobody_special(&programs.join("initdb"))
                .args(["-A", "trust", "-U", "postgres", "-E", "UTF8"])
                .args([
                    "--locale-provider=icu",
                    "--icu-locale=en",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data),
        );
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut server = as_nobody_special(&programs.join("postgres"));
        server
            .arg("-D")
            .arg(&data)
            .args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"])
            .arg(folder.path());
        server
            .args(["-c", "fsync=off"])
            .stderr(Stdio::null())
            .stdout(Stdio::null());
        let this = Self {
            server: server.spawn().unwrap(),
            port,
            folder,
        };
        let until = Instant::now() + Duration::from_secs(30);
        while !this.sql("postgres", "SELECT 1").status.success() {
            assert!(Instant::now() < until, "PostgreSQL does not start");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(this)
    }

    /// Makes an empty database, and gives its address.
    pub fn database(&self, name: &str) -> String {
        assert!(self
            .sql("postgres", &format!("CREATE DATABASE {name}"))
            .status
            .success());
        format!("postgres://postgres@127.0.0.1:{}/{name}", self.port)
    }

    /// Runs SQL.
    pub fn sql(&self, database: &str, sql: &str) -> std::process::Output {
        Command::new(programs().join("psql"))
            .args([
                "-h",
                "127.0.0.1",
                "-p",
                &self.port.to_string(),
                "-U",
                "postgres",
                "-At",
                "-c",
                sql,
                database,
            ])
            .output()
            .unwrap()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let data = self.folder.path().join("data");
        let stop = as_nobody_special(&programs().join("pg_ctl"))
            .args(["stop", "-m", "immediate", "-D"])
            .arg(data)
            .output();
        let _ = stop;
        let _ = self.server.wait();
    }
}

/// Where PostgreSQL's programs are.
fn programs() -> PathBuf {
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .filter(|folder| folder.join("initdb").exists())
        .collect();
    found.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&path).find(|folder| folder.join("initdb").exists());
    found.pop().or(on_path).unwrap_or_else(|| {
        panic!("PostgreSQL is missing: apt-get install postgresql; or set {OFF}=1, and what needs it is not run")
    })
}

fn is_root() -> bool {
    let output = Command::new("id").arg("-u").output().unwrap();
    output.stdout == b"0\n"
}

fn as_nobody_special(program: &Path) -> Command {
    if is_root() {
        let mut command = Command::new("runuser");
        command
            .args(["-u", "postgres", "--"])
            .arg(program)
            .current_dir("/");
        command
    } else {
        Command::new(program)
    }
}

fn done(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(
        output.status.success(),
        "{command:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}
