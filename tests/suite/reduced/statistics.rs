//! The statistics that programs for the reduced pathway agree on, and what they agree on. The bench prints them too.

use troskel::journal::{Channel, Chunk, Reader, What};
use troskel::pathway::placement::EndReason;
use troskel::units::Day;

/// Name, mean and standard deviation between replications of each statistic, from 1,000 replications of a plain program.
pub const REFERENCE: [(&str, f64, f64); 8] = [
    ("participants", 7566.9, 14.4),
    ("registrations", 40156.0, 182.0),
    ("profilings", 69356.0, 182.0),
    ("referrals", 32638.0, 137.0),
    ("starts", 13743.0, 67.0),
    ("job exits", 37956.0, 177.0),
    ("results", 4493.0, 67.0),
    ("payments", 2733.0, 59.0),
];

/// Reads the statistics off the stream of one replication.
pub struct Statistics {
    from: Day,
    to: Day,
    participant_days: i64,
    counts: [u32; 7],
}

impl Statistics {
    pub fn new(from: Day, to: Day) -> Statistics {
        Statistics { from, to, participant_days: 0, counts: [0; 7] }
    }

    /// In the order of [`REFERENCE`].
    pub fn values(&self) -> [f64; 8] {
        let mut values = [self.participant_days as f64 / f64::from(self.to - self.from + 1); 8];
        values[1..].iter_mut().zip(self.counts).for_each(|(value, count)| *value = f64::from(count));
        values
    }

    /// The place of a fact's count, if it is counted: the stock registers before the year, and a result is a job of
    /// somebody who takes part, a payment one that has lasted.
    fn place(what: &What) -> Option<usize> {
        Some(match what {
            What::Registered { channel } if *channel != Channel::Stock => 0,
            What::Profiled { .. } => 1,
            What::Referred { .. } => 2,
            What::Started { .. } => 3,
            What::Deregistered { .. } => 4,
            What::Ended { reason: EndReason::Job, .. } => 5,
            What::Result { .. } => 6,
            _ => return None,
        })
    }
}

impl Reader for Statistics {
    fn take(&mut self, chunk: &Chunk) {
        for fact in &chunk.facts {
            if let Some(place) = Self::place(&fact.what) {
                self.counts[place] += 1;
            }
            // Who starts takes part on all days that are left, until the end takes them back.
            let left = i64::from(self.to - fact.day + 1);
            self.participant_days += match fact.what {
                What::Started { .. } => left,
                What::Ended { .. } => -left,
                _ => 0,
            };
        }
    }
}
