//! Time of the processor that the running thread has used, as far as the system tells; a machine that is shared disturbs it less
//! than the clock on the wall.

use std::time::Instant;

/// A start to measure from.
pub struct Cpu {
    wall: Instant,
    used: Option<u64>,
}

impl Cpu {
    pub fn start() -> Cpu {
        Cpu { wall: Instant::now(), used: used() }
    }

    pub fn seconds(&self) -> f64 {
        match (self.used, used()) {
            (Some(before), Some(now)) => (now - before) as f64 * 1e-9,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}

/// Nanoseconds on a processor so far; Linux has them.
fn used() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
}
