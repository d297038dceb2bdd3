//! What is wrong with a season folder: file, place, value and why.

use std::fmt;
use std::path::{Path, PathBuf};

use pool_earnings::PoolError;

/// Why a season folder was refused. Every message names the file, where in it, and the value.
#[derive(Debug, thiserror::Error)]
pub enum SeasonError {
    /// A file can't be read.
    #[error("{}: {reason}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Not TOML, or a key or value of another kind than the file's.
    #[error("{}: {reason}", file.display())]
    Toml {
        /// The file.
        file: PathBuf,
        /// Line, column, excerpt and reason.
        reason: Box<toml::de::Error>,
    },
    /// A value that is well formed and makes no sense.
    #[error("{}:{place}: {why}", file.display())]
    Value {
        /// The file.
        file: PathBuf,
        /// Where in it.
        place: Place,
        /// The value and what is wrong with it.
        why: String,
    },
    /// A pool's answer is not one.
    #[error("{}: {reason}", file.display())]
    Answer {
        /// The file.
        file: PathBuf,
        /// Path, value and reason.
        reason: PoolError,
    },
}

/// A place in a TOML file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line of the table, from 1; none for the top of the file.
    pub line: Option<usize>,
    /// Such as `rigs[2].watts`.
    pub path: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.path)
    }
}

/// A file of the season and its text, so that a place in it can be told by line.
pub struct Source {
    /// The file.
    pub file: PathBuf,
    /// Its text.
    pub text: String,
}

/// The longest TOML file that is read, in bytes.
const MOST_TOML_BYTES: u64 = 8 * 1024 * 1024;

impl Source {
    /// Reads a file of the season.
    ///
    /// # Errors
    /// [`SeasonError::Unreadable`], also for a file that is too long.
    pub fn read(file: PathBuf) -> Result<Self, SeasonError> {
        let text = read_text(&file, MOST_TOML_BYTES)?;
        Ok(Self { file, text })
    }

    /// Parses the whole file.
    ///
    /// # Errors
    /// [`SeasonError::Toml`] with line and column.
    pub fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, SeasonError> {
        toml::from_str(&self.text).map_err(|reason| SeasonError::Toml {
            file: self.file.clone(),
            reason: Box::new(reason),
        })
    }

    /// The line of a byte of the text, from 1.
    #[must_use]
    pub fn line_of(&self, byte: usize) -> usize {
        let before = self.text.bytes().take(byte);
        1 + before.filter(|byte| *byte == b'\n').count()
    }

    /// An error about the value at `path`, in the table that begins at `byte` (0: the file).
    #[must_use]
    pub fn error(
        &self,
        byte: usize,
        path: impl Into<String>,
        why: impl Into<String>,
    ) -> SeasonError {
        SeasonError::Value {
            file: self.file.clone(),
            place: Place {
                line: (byte > 0).then(|| self.line_of(byte)),
                path: path.into(),
            },
            why: why.into(),
        }
    }
}

/// Reads a text file of at most `most_bytes`.
///
/// # Errors
/// [`SeasonError::Unreadable`].
pub fn read_text(file: &Path, most_bytes: u64) -> Result<String, SeasonError> {
    let unreadable = |reason| SeasonError::Unreadable {
        file: file.to_owned(),
        reason,
    };
    let length = std::fs::metadata(file).map_err(unreadable)?.len();
    if length > most_bytes {
        let why = format!("{length} bytes, at most {most_bytes} are read");
        return Err(unreadable(std::io::Error::other(why)));
    }
    std::fs::read_to_string(file).map_err(unreadable)
}
