//! Ctrl-C. Long work asks between its steps, so that it stops where nothing is half done ([`listen`],
//! [`check`]). What waits for a chain is left at once, after saying what became of it
//! ([`leave_at_once`], [`would_say`]).

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::failure::{Failure, INTERRUPTED};

static ASKED: AtomicBool = AtomicBool::new(false);

/// What Ctrl-C says where the program is left at once; nothing was sent while it is empty.
static WORDS: Mutex<String> = Mutex::new(String::new());

/// From now on Ctrl-C (and a request to terminate) is a wish that [`check`] reports. The second one
/// ends the program at once.
///
/// # Errors
/// The system refuses the handler.
pub fn listen() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    })?;
    Ok(())
}

/// # Errors
/// [`Failure::Interrupted`] after Ctrl-C.
pub fn check() -> Result<(), Failure> {
    if was_asked() {
        return Err(Failure::Interrupted);
    }
    Ok(())
}

/// Whether Ctrl-C was pressed since [`listen`].
pub fn was_asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// From now on Ctrl-C (and a request to terminate) ends the program at once, with what
/// [`would_say`] was told last.
///
/// # Errors
/// The system refuses the handler.
pub fn leave_at_once() -> Result<(), Failure> {
    ctrlc::set_handler(|| {
        // Held until the end: nothing that runs under [`unbroken`] is cut in two.
        let words = words();
        let nothing = "nothing was sent";
        eprintln!(
            "interrupted: {}",
            if words.is_empty() {
                nothing
            } else {
                words.as_str()
            }
        );
        std::process::exit(i32::from(INTERRUPTED));
    })?;
    Ok(())
}

/// What Ctrl-C says from now on.
pub fn would_say(what: impl Into<String>) {
    *words() = what.into();
}

/// From now on Ctrl-C says that nothing was sent.
pub fn would_say_nothing_was_sent() {
    words().clear();
}

/// Does something that Ctrl-C has to wait for.
pub fn unbroken<T>(work: impl FnOnce() -> T) -> T {
    let _held = words();
    work()
}

fn words() -> MutexGuard<'static, String> {
    WORDS.lock().unwrap_or_else(PoisonError::into_inner)
}
