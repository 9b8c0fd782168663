//! Ctrl-C and SIGTERM: finish what is under way and keep it.

use std::sync::atomic::{AtomicBool, Ordering};

use super::complain;

/// Set by the first signal; a second one ends the process at once.
static STOP: AtomicBool = AtomicBool::new(false);

/// Listens from now on, before anything is written; the flag that tells replications to stop.
pub fn listen(quiet: bool) -> &'static AtomicBool {
    let handler = move || {
        if STOP.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        if !quiet {
            complain("stopping after the replications under way; once more to stop at once");
        }
    };
    // A second listener in one process keeps the first one's handler: the flag is the same.
    let _ = ctrlc::set_handler(handler);
    &STOP
}
