//! Random numbers as a function of (seed, replication, identity, question, occasion), never of what was drawn before.
//!
//! Seed, replication and identity are mixed into a [`Luck`], once for each person. It is the seed of a SplitMix64 generator
//! (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"), whose n-th output can be had without
//! those before it; question and occasion say which outputs answer. Two of them give four 32-bit words, for up to four
//! questions that are always asked together. No stream is shared and none is stored.

use rand::TryRng;

use crate::units::Identity;

/// Number of a question that chance answers; the list is in `pathway`.
pub type Question = u16;

/// The step of SplitMix64's state: the golden ratio as a fraction of 2^64, made odd.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// A mixing function (the finaliser of SplitMix64): spreads every bit of `x` over the result.
#[inline]
pub const fn mix(x: u64) -> u64 {
    let x = x.wrapping_add(STEP);
    let x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

/// The n-th output of SplitMix64 from a seed; the first is 0.
#[inline]
const fn output(seed: u64, n: u64) -> u64 {
    mix(seed.wrapping_add(n.wrapping_mul(STEP)))
}

/// The chance of one replication.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    key: u64,
}

/// What chance has in store for one person, area or pair in one replication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Luck(u64);

impl Chance {
    pub fn new(seed: u64, replication: u32) -> Chance {
        Chance { key: mix(mix(seed) ^ u64::from(replication)) }
    }

    #[inline]
    pub fn of(&self, who: Identity) -> Luck {
        Luck(mix(self.key ^ mix(who.0)))
    }

    /// The four words that answer `question` for `who` the `occasion`-th time.
    #[inline]
    pub fn block(&self, who: Identity, question: Question, occasion: u32) -> Answer {
        self.of(who).answer(question, occasion)
    }
}

/// The key of something that persons have luck with (a provider), mixed once for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partner(u64);

impl Partner {
    pub const fn of(key: u64) -> Partner {
        Partner(mix(key))
    }
}

impl Luck {
    /// The luck of the pair with something else, by that one's key.
    pub fn with(self, key: u64) -> Luck {
        self.with_partner(Partner::of(key))
    }

    #[inline]
    pub fn with_partner(self, partner: Partner) -> Luck {
        Luck(mix(self.0 ^ partner.0))
    }

    /// The four words that answer `question` the `occasion`-th time.
    #[inline]
    pub fn answer(self, question: Question, occasion: u32) -> Answer {
        let first = u64::from(question) << 33 | u64::from(occasion) << 1;
        let (low, high) = (output(self.0, first), output(self.0, first + 1));
        Answer([low as u32, (low >> 32) as u32, high as u32, (high >> 32) as u32])
    }

    /// A stream for samplers that draw an unknown number of times.
    pub fn stream(self, question: Question, occasion: u32) -> Stream {
        let Answer([a, b, ..]) = self.answer(question, occasion);
        Stream { seed: u64::from(a) | u64::from(b) << 32, next: 0 }
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

/// A keyed stream for `rand` and `rand_distr`.
#[derive(Clone, Debug)]
pub struct Stream {
    seed: u64,
    next: u64,
}

impl TryRng for Stream {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.try_next_u64().map(|word| (word >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        self.next += 1;
        Ok(output(self.seed, self.next - 1))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for part in bytes.chunks_mut(8) {
            let word = self.try_next_u64()?.to_le_bytes();
            part.copy_from_slice(&word[..part.len()]);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    /// The first outputs from seed 1234567, as published with the reference implementation (Vigna, splitmix64.c).
    #[test]
    fn known_answers() {
        let expected = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        assert_eq!([0, 1, 2, 3, 4].map(|n| output(1_234_567, n)), expected);
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

    /// Correlations of 100,000 pairs of words that differ in one part of the key by one: within 5 standard errors each
    /// (false alarm of all 15 below 1e-5), seed 1.
    #[test]
    fn neighbouring_keys_give_unrelated_words() {
        let n = 100_000;
        let draw =
            |seed: u64, replication, who, question, occasion| Chance::new(seed, replication).block(Identity(who), question, occasion);
        type Keys = (u64, u32, u64, u16, u32);
        let pairs: [fn(u64) -> [Keys; 2]; 5] = [
            |i| [(i, 1, 7, 3, 0), (i + 1, 1, 7, 3, 0)],
            |i| [(1, i as u32, 7, 3, 0), (1, i as u32 + 1, 7, 3, 0)],
            |i| [(1, 1, i, 3, 0), (1, 1, i + 1, 3, 0)],
            |i| [(1, 1, i, 3, 0), (1, 1, i, 4, 0)],
            |i| [(1, 1, i, 3, 0), (1, 1, i, 3, 1)],
        ];
        for (part, keys) in pairs.iter().enumerate() {
            for word in [0, 1, 3] {
                let product = |i| {
                    let [a, b] = keys(i).map(|(s, r, w, q, o)| draw(s, r, w, q, o).uniform(word) - 0.5);
                    12.0 * a * b
                };
                let correlation = (0..n).map(product).sum::<f64>() / n as f64;
                assert!(correlation.abs() < 5.0 / (n as f64).sqrt(), "part {part}, word {word}: {correlation}");
            }
        }
    }

    /// One bit of an identity turned over turns half of the words' bits: each output bit within 6 standard errors of a
    /// half over 64 x 1,000 turns (false alarm of all 128 below 1e-6), seed 1.
    #[test]
    fn every_bit_of_an_identity_reaches_every_bit_of_the_answer() {
        let chance = Chance::new(1, 1);
        let mut turned = [[0_u32; 32]; 4];
        for who in 0..1_000 {
            for bit in 0..64 {
                let [a, b] = [who, who ^ 1 << bit].map(|who| chance.block(Identity(who), 2, 0).0);
                for (word, counts) in turned.iter_mut().enumerate() {
                    counts.iter_mut().enumerate().for_each(|(place, count)| *count += (a[word] ^ b[word]) >> place & 1);
                }
            }
        }
        let n = 64_000.0_f64;
        assert!(turned.iter().flatten().all(|count| (f64::from(*count) - n / 2.0).abs() < 6.0 * (n / 4.0).sqrt()), "{turned:?}");
    }

    #[test]
    fn a_stream_serves_rand() {
        use rand::RngExt;
        let chance = Chance::new(1, 0);
        let (mut a, mut b) = (chance.of(Identity(7)).stream(1, 0), chance.of(Identity(7)).stream(1, 0));
        assert_eq!(a.random::<u64>(), b.random::<u64>());
        assert_ne!(chance.of(Identity(7)).stream(1, 1).random::<u64>(), b.random::<u64>());
    }
}
