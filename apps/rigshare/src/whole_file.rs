//! Files that nobody ever sees half of.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

/// A file that is written, and not in its place yet. Dropped, it is gone.
pub struct Beside {
    file: PathBuf,
    what: &'static str,
    written: NamedTempFile,
}

/// Writes a text beside the file that it will be. `what` is what an error calls the file.
///
/// # Errors
/// It can't be written.
pub fn write_beside(file: &Path, text: &str, what: &'static str) -> Result<Beside> {
    let describe = || format!("writing the {what} {}", file.display());
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut written = NamedTempFile::new_in(folder).with_context(describe)?;
    written.write_all(text.as_bytes()).with_context(describe)?;
    written.as_file().sync_all().with_context(describe)?;
    readable(written.as_file()).with_context(describe)?;
    Ok(Beside {
        file: file.to_owned(),
        what,
        written,
    })
}

impl Beside {
    /// Puts it in its place by renaming: whoever looks sees the old file or the new one.
    ///
    /// # Errors
    /// It can't be renamed.
    pub fn take_place(self) -> Result<()> {
        let Self {
            file,
            what,
            written,
        } = self;
        written
            .persist(&file)
            .with_context(|| format!("writing the {what} {}", file.display()))?;
        Ok(())
    }
}

/// Temporary files are private; what is written here is as readable as any other file.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
