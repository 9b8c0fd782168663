//! `troskel check`: all faults of files, nothing run.

use super::args::Check;
use super::{Exit, coloured_errors, measures, print, say};

pub fn check(arguments: &Check) -> Exit {
    let (warnings, faults) = crate::scenario::check_judged(&arguments.files, &measures::of_any);
    if !warnings.0.is_empty() {
        say(&warnings.0.render(coloured_errors()));
    }
    if faults.0.is_empty() {
        let count = arguments.files.len();
        print(&format!("{count} file{} checked, no faults\n", if count == 1 { "" } else { "s" }));
        return Exit::Done;
    }
    say(&faults.0.render(coloured_errors()));
    Exit::WrongFile
}
