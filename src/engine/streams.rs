//! Random numbers as a function of (seed, replication, identity, question, occasion), never of what was drawn before.
//!
//! Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") turns a counter and a key into
//! four 32-bit words. The key holds seed and replication, the counter who is asked what and for the which time; one
//! block answers up to four questions that are always asked together. No stream is shared and none is stored.

use rand::TryRng;

use crate::units::Identity;

/// Number of a question that chance answers; the list is in `pathway`.
pub type Question = u16;

const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// The ten rounds of Philox4x32.
#[inline]
pub fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..10 {
        let left = u64::from(MULTIPLIERS[0]) * u64::from(counter[0]);
        let right = u64::from(MULTIPLIERS[1]) * u64::from(counter[2]);
        counter = [(right >> 32) as u32 ^ counter[1] ^ key[0], right as u32, (left >> 32) as u32 ^ counter[3] ^ key[1], left as u32];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

/// A mixing function (the finaliser of SplitMix64): spreads every bit of `x` over the result.
#[inline]
pub const fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The chance of one replication.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    key: [u32; 2],
}

impl Chance {
    pub fn new(seed: u64, replication: u32) -> Chance {
        let mixed = mix(mix(seed) ^ u64::from(replication));
        Chance { key: [mixed as u32, (mixed >> 32) as u32] }
    }

    /// The four words that answer `question` for `who` the `occasion`-th time.
    #[inline]
    pub fn block(&self, who: Identity, question: Question, occasion: u32) -> Answer {
        Answer(philox([who.0 as u32, (who.0 >> 32) as u32, u32::from(question), occasion], self.key))
    }

    /// The same for a question about a pair (person and provider).
    #[inline]
    pub fn pair(&self, who: Identity, with: u64, question: Question, occasion: u32) -> Answer {
        self.block(Identity(who.0 ^ mix(with)), question, occasion)
    }

    /// A stream for samplers that draw an unknown number of times.
    pub fn stream(&self, who: Identity, question: Question, occasion: u32) -> Stream {
        Stream { key: [self.key[0] ^ occasion, self.key[1]], who, question, block: 0, words: [0; 4], used: 4 }
    }
}

/// Four independent words, each read as a uniform in (0, 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer(pub [u32; 4]);

impl Answer {
    /// Uniform in (0, 1), never 0 or 1: the middle of one of 2^32 equal steps.
    #[inline]
    pub fn uniform(&self, word: usize) -> f64 {
        (f64::from(self.0[word]) + 0.5) * (1.0 / 4_294_967_296.0)
    }
}

/// A keyed stream for `rand` and `rand_distr`; the block number takes the counter's place of the occasion.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u32; 2],
    who: Identity,
    question: Question,
    block: u32,
    words: [u32; 4],
    used: usize,
}

impl Stream {
    fn word(&mut self) -> u32 {
        if self.used == 4 {
            let counter = [self.who.0 as u32, (self.who.0 >> 32) as u32, u32::from(self.question) | 1 << 31, self.block];
            self.words = philox(counter, self.key);
            self.block += 1;
            self.used = 0;
        }
        self.used += 1;
        self.words[self.used - 1]
    }
}

impl TryRng for Stream {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.word())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from(self.word()) | u64::from(self.word()) << 32)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for part in bytes.chunks_mut(4) {
            let word = self.word().to_le_bytes();
            part.copy_from_slice(&word[..part.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The known answers that Random123 ships for philox4x32 with 10 rounds.
    #[test]
    fn known_answers() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }

    #[test]
    fn every_part_of_the_key_matters() {
        let mut seen = HashSet::new();
        for (seed, replication) in [(1, 0), (1, 1), (2, 0)] {
            let chance = Chance::new(seed, replication);
            for who in 0..20 {
                for question in 0..20 {
                    for occasion in 0..5 {
                        assert!(seen.insert(chance.block(Identity(who), question, occasion).0));
                    }
                }
            }
        }
        assert_eq!(seen.len(), 3 * 20 * 20 * 5);
    }

    /// Mean and variance of 400,000 words within 5 standard errors (false alarm below 1e-6 per figure), seed 1.
    #[test]
    fn words_are_uniform_over_persons() {
        let chance = Chance::new(1, 0);
        let n = 100_000;
        let draws = (0..n).flat_map(|who| (0..4).map(move |word| chance.block(Identity(who), 3, 0).uniform(word)));
        let (sum, squares) = draws.fold((0.0, 0.0), |(s, q), u| (s + u, q + (u - 0.5) * (u - 0.5)));
        let count = 4.0 * n as f64;
        assert!((sum / count - 0.5).abs() < 5.0 * (1.0 / 12.0 / count).sqrt());
        assert!((squares / count - 1.0 / 12.0).abs() < 5.0 * (1.0 / 180.0 / count).sqrt());
    }

    #[test]
    fn a_stream_serves_rand() {
        use rand::RngExt;
        let chance = Chance::new(1, 0);
        let (mut a, mut b) = (chance.stream(Identity(7), 1, 0), chance.stream(Identity(7), 1, 0));
        assert_eq!(a.random::<u64>(), b.random::<u64>());
        assert_ne!(chance.stream(Identity(7), 1, 1).random::<u64>(), b.random::<u64>());
    }
}
