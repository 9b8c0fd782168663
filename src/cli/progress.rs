//! Progress on standard error: a bar on a terminal, a plain line every 30 seconds elsewhere.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::complain;

/// Off a terminal, how often a line is printed.
const EVERY: Duration = Duration::from_secs(30);

/// Shows how many of a number of replications, or other things, are done.
pub enum Progress {
    Bar(ProgressBar),
    Lines { total: u32, what: &'static str, last: Mutex<Instant> },
    Silent,
}

impl Progress {
    pub fn new(total: u32, quiet: bool) -> Progress {
        Progress::of(total, "replications", quiet)
    }

    /// Of so many things, by their name.
    pub fn of(total: u32, what: &'static str, quiet: bool) -> Progress {
        if quiet {
            return Progress::Silent;
        }
        if !std::io::stderr().is_terminal() {
            return Progress::Lines { total, what, last: Mutex::new(Instant::now()) };
        }
        let style = format!("{{bar:40}} {{pos}}/{{len}} {what}, {{eta}} left");
        let bar = ProgressBar::new(u64::from(total));
        bar.set_style(ProgressStyle::with_template(&style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress::Bar(bar)
    }

    /// So many are done.
    pub fn done(&self, count: u32) {
        match self {
            Progress::Bar(bar) => bar.set_position(u64::from(count)),
            Progress::Lines { total, what, last } => {
                let Ok(mut last) = last.lock() else { return };
                if last.elapsed() >= EVERY {
                    *last = Instant::now();
                    complain(&format!("{count} of {total} {what}"));
                }
            }
            Progress::Silent => {}
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Progress::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
