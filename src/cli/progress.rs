//! Progress on standard error: a bar on a terminal, a plain line every 30 seconds elsewhere.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::complain;

/// Off a terminal, how often a line is printed.
const EVERY: Duration = Duration::from_secs(30);

/// Shows how many of a number of replications are done.
pub enum Progress {
    Bar(ProgressBar),
    Lines { total: u32, last: Mutex<Instant> },
    Silent,
}

impl Progress {
    pub fn new(total: u32, quiet: bool) -> Progress {
        if quiet {
            return Progress::Silent;
        }
        if !std::io::stderr().is_terminal() {
            return Progress::Lines { total, last: Mutex::new(Instant::now()) };
        }
        let style = "{bar:40} {pos}/{len} replications, {eta} left";
        let bar = ProgressBar::new(u64::from(total));
        bar.set_style(ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress::Bar(bar)
    }

    /// So many are done.
    pub fn done(&self, count: u32) {
        match self {
            Progress::Bar(bar) => bar.set_position(u64::from(count)),
            Progress::Lines { total, last } => {
                let Ok(mut last) = last.lock() else { return };
                if last.elapsed() >= EVERY {
                    *last = Instant::now();
                    complain(&format!("{count} of {total} replications"));
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
