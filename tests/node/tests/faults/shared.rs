//! One devnet for the tests that leave its node alone, each with accounts of its own.

use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use rigshare_node_tests::{workspace, DevnetFolder, Options};

/// The devnet of this process. It ends with the process, however that ends.
pub fn devnet() -> &'static DevnetFolder {
    static SHARED: OnceLock<DevnetFolder> = OnceLock::new();
    SHARED.get_or_init(|| {
        let devnet = DevnetFolder::start(&Options {
            block_ms: 150,
            ..Options::default()
        });
        end_with_this_process(&devnet);
        devnet
    })
}

/// Leaves a shell behind that waits for the end of this process, which closes the shell's input, and
/// then stops the devnet: nothing drops what is shared until the end.
pub fn end_with_this_process(devnet: &DevnetFolder) {
    let home = devnet.home();
    let shell = Command::new("sh")
        .args([
            "-c",
            "cat >/dev/null; \"$0\" stop --home \"$1\"; rm -rf \"$2\"",
        ])
        .arg(workspace().join("scripts/devnet.sh"))
        .args([&home, home.parent().unwrap()])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C in the terminal is not meant for it.
        .process_group(0)
        .spawn();
    std::mem::forget(shell.unwrap().stdin);
}
