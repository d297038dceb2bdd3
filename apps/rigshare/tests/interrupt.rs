//! Ctrl-C leaves nothing half written.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    dead_code
)]

mod common;

use std::process::{Command, Stdio};
use std::time::Duration;

use common::Copy;

#[test]
fn an_interrupted_season_leaves_no_report_or_a_whole_one() {
    let mut interrupted = 0;
    for milliseconds in [20, 60, 120, 240] {
        let season = Copy::new();
        let mut child = Command::new(env!("CARGO_BIN_EXE_rigshare"))
            .args([
                "demo",
                "--json",
                "--season",
                season.path().to_str().unwrap(),
            ])
            .args(["--report", season.report().to_str().unwrap()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(milliseconds));
        let signal = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        let code = child.wait().unwrap().code();
        // The machine may have been slow to start the season, or quick to end it.
        if !signal.unwrap().success() || code == Some(0) {
            assert!(std::fs::read_to_string(season.report())
                .unwrap()
                .ends_with("</html>\n"));
            continue;
        }
        interrupted += u32::from(code == Some(130));
        assert!(matches!(code, Some(130) | None), "{code:?}");
        // season.toml, rigs.toml, network.toml, trades.toml, reporters/: nothing else.
        assert_eq!(std::fs::read_dir(season.path()).unwrap().count(), 5);
    }
    println!("{interrupted} of 4 seasons were interrupted");
}
