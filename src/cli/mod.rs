//! Commands: arguments, exit codes, one file per command.

mod accounts;
mod args;
mod assumptions;
mod calibrate;
mod check;
#[cfg(feature = "parquet")]
mod columns;
mod compare;
mod explain;
mod interrupt;
mod list;
mod measures;
mod new;
mod progress;
mod results;
mod run;
mod schema;
mod story;
mod validate;

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Parser;

use args::{Arguments, Command};

/// What a command ends with; the numbers are the program's exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    WrongFile = 3,
    NotReached = 4,
    Interrupted = 130,
}

/// Runs the program with the process's arguments.
pub fn main() -> ExitCode {
    let exit = match Arguments::parse().command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Check(arguments) => check::check(&arguments),
        Command::Validate(arguments) => validate::validate(&arguments),
        Command::Calibrate(arguments) => calibrate::calibrate(&arguments),
        Command::Compare(arguments) => compare::compare(&arguments),
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::List(arguments) => list::list(&arguments),
        Command::New(arguments) => new::new(&arguments),
        Command::Schema(arguments) => schema::schema(&arguments),
    };
    let lost = exit == Exit::Done && UNPRINTED.load(Ordering::Relaxed);
    ExitCode::from(if lost { Exit::Failed } else { exit } as u8)
}

/// Set when results could not be printed: the command has then failed, whatever else it did.
static UNPRINTED: AtomicBool = AtomicBool::new(false);

/// Prints to standard output; a reader that has gone away (`| head`) is no failure, a full disk is.
fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    if let Err(error) = out.write_all(text.as_bytes()).and_then(|()| out.flush())
        && error.kind() != ErrorKind::BrokenPipe
        && !UNPRINTED.swap(true, Ordering::Relaxed)
    {
        complain(&format!("standard output cannot be written: {error}"));
    }
}

/// Writes to standard error; if nobody can read it there is nowhere left to say so.
fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Tells on standard error what is wrong.
fn complain(text: &str) {
    say(&format!("troskel: {text}\n"));
}

/// Writes a file whole or not at all.
fn whole(path: &Path, text: &str) -> Result<(), std::io::Error> {
    let partial = partial(path);
    std::fs::write(&partial, text).and_then(|()| std::fs::rename(&partial, path)).inspect_err(|_| {
        let _ = std::fs::remove_file(&partial);
    })
}

/// Finds out before anything is run that a file could not be written.
fn probe(path: &Path) -> Result<(), Exit> {
    let partial = partial(path);
    let found = match path.is_dir() {
        true => Err(ErrorKind::IsADirectory.into()),
        false => std::fs::File::create(&partial).and_then(|_| std::fs::remove_file(&partial)),
    };
    found.map_err(|error| {
        complain(&format!("{} cannot be written: {error}; nothing was run", path.display()));
        Exit::Failed
    })
}

/// What a file is called until it is whole.
fn partial(path: &Path) -> PathBuf {
    path.with_extension(format!("partial-{}", std::process::id()))
}

/// Whether standard error may have colours.
fn coloured_errors() -> bool {
    use std::io::IsTerminal;
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Whether standard output may have bold type.
fn bold_output() -> bool {
    use std::io::IsTerminal;
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
