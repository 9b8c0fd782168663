//! A sample of profilings for the picture of scores over registration time.

use crate::journal::{Chunk, Reader, What};
use crate::pathway::thresholds::Verdict;
use crate::units::Day;

/// One profiling of the sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    pub day: Day,
    pub registration_days: u16,
    /// Job chance, percent.
    pub percent: f64,
    pub verdict: Verdict,
}

/// Keeps at most `limit` profilings, spread evenly over the stream: every one at first, and whenever it is full, every
/// second of those kept.
#[derive(Clone, Debug)]
pub struct Scores {
    limit: usize,
    stride: usize,
    seen: usize,
    kept: Vec<Score>,
}

impl Scores {
    /// `limit` is at least 2.
    pub fn new(limit: usize) -> Scores {
        Scores { limit: limit.max(2), stride: 1, seen: 0, kept: Vec::new() }
    }

    /// The sample, in order of time.
    pub fn sample(&self) -> &[Score] {
        &self.kept
    }

    fn keep(&mut self, score: Score) {
        if self.seen.is_multiple_of(self.stride) {
            if self.kept.len() == self.limit {
                self.thin();
            }
            if self.seen.is_multiple_of(self.stride) {
                self.kept.push(score);
            }
        }
        self.seen += 1;
    }

    fn thin(&mut self) {
        let mut place = 0;
        self.kept.retain(|_| {
            place += 1;
            place % 2 == 1
        });
        self.stride *= 2;
    }
}

impl Reader for Scores {
    fn take(&mut self, chunk: &Chunk) {
        for fact in &chunk.facts {
            if let What::Profiled { score, verdict, .. } = fact.what {
                let registration_days = fact.subject.registration_days;
                self.keep(Score { day: fact.day, registration_days, percent: score.percent(), verdict });
            }
        }
    }
}
