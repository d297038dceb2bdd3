//! Ctrl-C: long work asks between its steps, so that it stops where nothing is half done.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::failure::{Failure, INTERRUPTED};

static ASKED: AtomicBool = AtomicBool::new(false);

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
    if ASKED.load(Ordering::SeqCst) {
        return Err(Failure::Interrupted);
    }
    Ok(())
}
