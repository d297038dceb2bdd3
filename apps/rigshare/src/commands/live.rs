//! `rigshare live`: plays a season on a devnet, again and again.

use crate::args::Live;
use crate::demo::{live_on_devnet, LiveNews};
use crate::failure::Failure;
use crate::interrupt;
use crate::screen::{Screen, Tone};

/// Plays until Ctrl-C, which is its proper end.
///
/// # Errors
/// As [`live_on_devnet`]; or standard output can't be written.
pub fn run(args: &Live) -> Result<(), Failure> {
    if !args.season.is_dir() {
        let why = format!("{} is not a folder", args.season.display());
        return Err(Failure::usage("--season", why));
    }
    interrupt::listen()?;
    let played = live_on_devnet(args, &mut |news| {
        let mut screen = Screen::stdout();
        match news {
            LiveNews::Stands(manifest, seconds) => screen.line(format!(
                "the suite stands: {}, days of {seconds} seconds",
                manifest.display()
            )),
            LiveNews::UnderWay(days) => screen.line(format!(
                "the season is under way, from day {} to the end of day {}",
                days.start,
                days.end.saturating_sub(1)
            )),
            LiveNews::Happened(line) => {
                let tone = match line.kind.as_str() {
                    "trouble" => Tone::Bad,
                    "report" => Tone::Faint,
                    _ => Tone::Plain,
                };
                let words = format!("day {} {} {}", line.day, line.time, line.text);
                screen.line(screen.paint(tone, &words));
            }
        }
        // A reader that has gone away is no reason to stop.
        let _ = screen.show();
    });
    if interrupt::was_asked() {
        return say("stopped");
    }
    played?;
    say("the terms of all rigs are over: begin a new chain to play on")
}

fn say(words: &str) -> Result<(), Failure> {
    let mut screen = Screen::stdout();
    screen.line(words);
    screen.show()
}
