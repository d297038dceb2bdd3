//! Runs the built binary, on copies of the example season.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The example season.
pub fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/season")
}

/// Runs `rigshare` with nothing of the terminal's.
pub fn rigshare(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rigshare"))
        .args(args)
        .output()
        .unwrap()
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A copy of the example season that a test may break.
pub struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(&example(), folder.path());
        Self { folder }
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Replaces the first occurrence of a text, which must be there.
    pub fn replace(&self, file: &str, from: &str, to: &str) {
        let path = self.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no {from:?}");
        std::fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    pub fn append(&self, file: &str, more: &str) {
        let path = self.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, text + more).unwrap();
    }

    /// Plays the season as it is now, with a report that must not come into being if it fails.
    pub fn play(&self) -> Output {
        let season = self.path().to_str().unwrap();
        let report = self.report();
        rigshare(&[
            "demo",
            "--season",
            season,
            "--report",
            report.to_str().unwrap(),
            "--json",
        ])
    }

    pub fn report(&self) -> PathBuf {
        self.path().join("report.html")
    }

    /// The season is refused: exit code 1, nothing on standard output, no report, and an error that
    /// says everything in `said`.
    pub fn refused(&self, said: &[&str]) {
        let output = self.play();
        let error = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert_eq!(stdout(&output), "", "{error}");
        assert!(!self.report().exists());
        for said in said {
            assert!(error.contains(said), "{said:?} is not in {error}");
        }
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A break: (file, what is replaced, by what, what the error says)
pub type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
);

/// Every case is refused.
pub fn refuse_all(cases: &[Case]) {
    for (file, from, to, said) in cases {
        let season = Copy::new();
        season.replace(file, from, to);
        let mut expected = vec![*file];
        expected.extend_from_slice(said);
        season.refused(&expected);
    }
}
