//! Quantile functions: one uniform answers one question, and a larger uniform never gives a smaller draw.
//!
//! Each sampler also implements `rand_distr::Distribution`, so that it can be checked against rand_distr's own.

use rand::{Rng, RngExt};
use rand_distr::Distribution;

use super::lookup::Lookup;
use super::math;
use super::pieces::Piece;
use std::sync::LazyLock;

/// Standard exponential: mean 1.
#[inline]
pub fn exponential(u: f64) -> f64 {
    -math::ln(1.0 - u)
}

/// Standard normal, accurate to 2e-12: a hundredth of what the last bit of a uniform of 32 bits moves it by. By polynomials between
/// sixteen points of each octave of the tail, where the quantile is nearly a straight line of the logarithm.
#[inline]
pub fn normal(u: f64) -> f64 {
    let tail = u.min(1.0 - u);
    let place = (tail.to_bits() >> QUANTILE_SHIFT).wrapping_sub(FIRST_QUANTILE) as usize;
    let Some(piece) = QUANTILES.get(place) else { return exact_normal(u) };
    // The sign without a branch, which no processor could foresee.
    let sign = u64::from(u > 0.5) << 63;
    f64::from_bits(piece.at(tail).to_bits() ^ sign)
}

/// What is left of a tail's bits without these: the exponent and four bits of the fraction, the number of its piece.
const QUANTILE_SHIFT: u32 = 52 - 4;
/// That of 2^-33: no uniform of 32 bits lies farther out.
const FIRST_QUANTILE: u64 = (1023 - 33) << 4;
/// The pieces up to 1/2.
static QUANTILES: LazyLock<Vec<Piece>> = LazyLock::new(|| {
    let point = |place: u64| f64::from_bits((FIRST_QUANTILE + place) << QUANTILE_SHIFT);
    let last = (0.5_f64.to_bits() >> QUANTILE_SHIFT) - FIRST_QUANTILE;
    (0..last).map(|place| quantile_piece(0.5 * (point(place) + point(place + 1)))).collect()
});

/// The quantile about a rank. Its first derivative is that of an inverse function; the n-th is `p_n(z)` times the first to the power of n,
/// with `p_1 = 1` and `p_(n+1) = p_n' + n z p_n`.
fn quantile_piece(rank: f64) -> Piece {
    let z = exact_normal(rank);
    let slope = 1.0 / math::normal_density(z);
    let square = z * z;
    let polynomials = [
        1.0,
        z,
        1.0 + 2.0 * square,
        z * (7.0 + 6.0 * square),
        7.0 + square * (46.0 + 24.0 * square),
        z * (127.0 + square * (326.0 + 120.0 * square)),
    ];
    let mut power = 1.0;
    let derivatives = polynomials.map(|polynomial| {
        power *= slope;
        polynomial * power
    });
    Piece::new(rank, z, derivatives)
}

/// Standard normal by Wichura's AS 241 (PPND16), accurate to about 1e-16.
fn exact_normal(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * ratio(r, &CENTRAL_NUMERATOR, &CENTRAL_DENOMINATOR);
    }
    let r = (-math::ln(if q < 0.0 { u } else { 1.0 - u })).sqrt();
    let x =
        if r <= 5.0 { ratio(r - 1.6, &MIDDLE_NUMERATOR, &MIDDLE_DENOMINATOR) } else { ratio(r - 5.0, &TAIL_NUMERATOR, &TAIL_DENOMINATOR) };
    if q < 0.0 { -x } else { x }
}

fn ratio(r: f64, numerator: &[f64; 8], denominator: &[f64; 8]) -> f64 {
    polynomial(r, numerator) / polynomial(r, denominator)
}

/// A polynomial by its coefficients, the constant first.
fn polynomial(x: f64, coefficients: &[f64; 8]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

const CENTRAL_NUMERATOR: [f64; 8] = [
    3.387_132_872_796_366_5,
    133.141_667_891_784_38,
    1_971.590_950_306_551_3,
    13_731.693_765_509_46,
    45_921.953_931_549_87,
    67_265.770_927_008_7,
    33_430.575_583_588_13,
    2_509.080_928_730_122_7,
];
const CENTRAL_DENOMINATOR: [f64; 8] = [
    1.0,
    42.313_330_701_600_91,
    687.187_007_492_057_9,
    5_394.196_021_424_751,
    21_213.794_301_586_597,
    39_307.895_800_092_71,
    28_729.085_735_721_943,
    5_226.495_278_852_854,
];
const MIDDLE_NUMERATOR: [f64; 8] = [
    1.423_437_110_749_683_5,
    4.630_337_846_156_546,
    5.769_497_221_460_691,
    3.647_848_324_763_204_5,
    1.270_458_252_452_368_4,
    0.241_780_725_177_450_6,
    0.022_723_844_989_269_184,
    7.745_450_142_783_414e-4,
];
const MIDDLE_DENOMINATOR: [f64; 8] = [
    1.0,
    2.053_191_626_637_759,
    1.676_384_830_183_803_8,
    0.689_767_334_985_1,
    0.148_103_976_427_480_08,
    0.015_198_666_563_616_457,
    5.475_938_084_995_345e-4,
    1.050_750_071_644_416_9e-9,
];
const TAIL_NUMERATOR: [f64; 8] = [
    6.657_904_643_501_103,
    5.463_784_911_164_114,
    1.784_826_539_917_291_3,
    0.296_560_571_828_504_87,
    0.026_532_189_526_576_124,
    0.001_242_660_947_388_078_4,
    2.711_555_568_743_487_6e-5,
    2.010_334_399_292_288_1e-7,
];
const TAIL_DENOMINATOR: [f64; 8] = [
    1.0,
    0.599_832_206_555_888,
    0.136_929_880_922_735_8,
    0.014_875_361_290_850_615,
    7.868_691_311_456_133e-4,
    1.846_318_317_510_054_8e-5,
    1.421_511_758_316_446e-7,
    2.044_263_103_389_939_8e-15,
];

/// A whole number of `low..=high`, each equally likely.
#[inline]
pub fn whole_number(u: f64, low: i32, high: i32) -> i32 {
    low + (u * f64::from(high - low + 1)) as i32
}

/// Index drawn with the given shares (sum 1): the first whose cumulative share exceeds `u`. Counted without branches, which no
/// processor could foresee.
#[inline]
pub fn category<const N: usize>(u: f64, shares: &[f64; N]) -> usize {
    let (mut left, mut index) = (u, 0);
    for share in &shares[..N - 1] {
        left -= share;
        index += usize::from(left >= 0.0);
    }
    index
}

/// Counts with the given mean and variance/mean ratio: Poisson at 1, negative binomial above.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    mean: f64,
    variance_to_mean: f64,
    /// Probability of 0, worked out once: it takes an exponential.
    none: f64,
}

impl Counts {
    /// `mean` >= 0, `variance_to_mean` >= 1.
    pub fn new(mean: f64, variance_to_mean: f64) -> Counts {
        assert!(mean >= 0.0 && variance_to_mean >= 1.0, "counts need a mean of at least 0 and a ratio of at least 1");
        let counts = Counts { mean, variance_to_mean, none: 0.0 };
        Counts { none: counts.probability_of_none(), ..counts }
    }

    /// Smallest count whose cumulative probability exceeds `u`, by the recurrence of the probabilities.
    #[inline]
    pub fn quantile(&self, u: f64) -> u32 {
        if self.mean > 500.0 {
            return self.corrected_normal(u);
        }
        let (mut probability, mut count) = (self.none, 0_u32);
        let mut cumulative = probability;
        while u >= cumulative && (probability > 1e-18 || f64::from(count) < self.mean) {
            probability *= self.step(count);
            count += 1;
            cumulative += probability;
        }
        count
    }

    /// Size and success share of the negative binomial.
    fn size_and_share(&self) -> (f64, f64) {
        let share = 1.0 / self.variance_to_mean;
        (self.mean * share / (1.0 - share), share)
    }

    fn probability_of_none(&self) -> f64 {
        if self.variance_to_mean == 1.0 {
            return math::exp(-self.mean);
        }
        let (size, share) = self.size_and_share();
        math::powf(share, size)
    }

    /// The factor from the probability of `count` to that of the next.
    #[inline]
    fn step(&self, count: u32) -> f64 {
        if self.variance_to_mean == 1.0 {
            return self.mean / f64::from(count + 1);
        }
        let (size, share) = self.size_and_share();
        (1.0 - share) * (size + f64::from(count)) / f64::from(count + 1)
    }

    /// Where the probability of 0 would underflow: the normal quantile with a skewness correction (Cornish-Fisher).
    fn corrected_normal(&self, u: f64) -> u32 {
        let z = normal(u);
        let variance = self.mean * self.variance_to_mean;
        let skewness = (2.0 * self.variance_to_mean - 1.0) / variance.sqrt();
        let x = self.mean + variance.sqrt() * (z + skewness * (z * z - 1.0) / 6.0);
        (x + 0.5).max(0.0) as u32
    }
}

/// Marks a quantile function as a distribution of `rand_distr`.
pub struct Quantile<F>(pub F);

impl<T, F: Fn(f64) -> T> Distribution<T> for Quantile<F> {
    fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> T {
        (self.0)((f64::from(rng.random::<u32>()) + 0.5) / 4_294_967_296.0)
    }
}

/// Gamma distribution of a given shape and scale 1, read through the standard normal of the same rank.
///
/// The cube root of a gamma variable is nearly normal (Wilson and Hilferty), so a table of cube roots over normal
/// scores is nearly a straight line and linear interpolation is accurate to about 1e-5 of the value.
#[derive(Clone, Debug, PartialEq)]
pub struct GammaTable {
    shape: f64,
    roots: Lookup,
}

impl GammaTable {
    const LIMIT: f64 = 6.5;
    const STEPS_PER_UNIT: f64 = 50.0;

    /// `shape` > 0.
    pub fn new(shape: f64) -> GammaTable {
        let steps = (2.0 * Self::LIMIT * Self::STEPS_PER_UNIT) as usize;
        let score = |step: usize| step as f64 / Self::STEPS_PER_UNIT - Self::LIMIT;
        let roots = (0..=steps).map(|step| math::cbrt(gamma_quantile(shape, score(step))));
        GammaTable { shape, roots: Lookup::new(roots.collect()) }
    }

    pub fn shape(&self) -> f64 {
        self.shape
    }

    /// The gamma value whose rank is that of the standard normal score.
    #[inline]
    pub fn value(&self, score: f64) -> f64 {
        let roots = self.roots.values();
        let position = ((score + Self::LIMIT) * Self::STEPS_PER_UNIT).clamp(0.0, (roots.len() - 1) as f64);
        let step = (position as usize).min(roots.len() - 2);
        let part = position - step as f64;
        let root = roots[step] + (roots[step + 1] - roots[step]) * part;
        root * root * root
    }

    /// The standard normal score whose rank is that of the gamma value.
    #[inline]
    pub fn score(&self, value: f64) -> f64 {
        let (root, roots) = (math::cbrt(value), self.roots.values());
        let next = self.roots.at_most(root).clamp(1, roots.len() - 1);
        let (low, high) = (roots[next - 1], roots[next]);
        let part = ((root - low) / (high - low)).clamp(0.0, 1.0);
        ((next - 1) as f64 + part) / Self::STEPS_PER_UNIT - Self::LIMIT
    }
}

/// The gamma quantile at the rank of a standard normal score, by bisection on the distribution function.
fn gamma_quantile(shape: f64, score: f64) -> f64 {
    // Upper tail probabilities keep their digits where lower ones are all but 1.
    let upper = score > 0.0;
    let target = if upper { math::phi(-score) } else { math::phi(score) };
    let (mut low, mut high) = (0.0_f64, 4.0 * shape + 200.0);
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        let (p, q) = gamma_probabilities(shape, middle);
        let below = if upper { q > target } else { p < target };
        if below { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Lower and upper regularised incomplete gamma functions: the series for small `x`, the continued fraction for large.
fn gamma_probabilities(shape: f64, x: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    let scale = math::exp(shape * math::ln(x) - x - libm::lgamma(shape));
    if x < shape + 1.0 {
        let (mut term, mut sum, mut n) = (1.0 / shape, 1.0 / shape, shape);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return (scale * sum, 1.0 - scale * sum);
    }
    let (mut b, mut c) = (x + 1.0 - shape, 1e300);
    let mut d = 1.0 / b;
    let mut fraction = d;
    for n in 1..10_000 {
        let a = -f64::from(n) * (f64::from(n) - shape);
        b += 2.0;
        d = 1.0 / (a * d + b);
        c = b + a / c;
        fraction *= c * d;
        if (c * d - 1.0).abs() < 1e-16 {
            break;
        }
    }
    (1.0 - scale * fraction, scale * fraction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::streams::Chance;
    use crate::units::Identity;

    #[test]
    fn normal_quantiles() {
        for (p, z) in [(0.1, -1.281_551_565_544_600_4), (0.975, 1.959_963_984_540_054), (1e-9, -5.997_807_015_007_687), (0.5, 0.0)] {
            assert!((normal(p) - z).abs() < 1e-12, "{p}: {}", normal(p));
        }
    }

    #[test]
    fn limits_of_categories_and_whole_numbers() {
        assert_eq!([0.0, 0.19, 0.2, 0.999_999].map(|u| category(u, &[0.2, 0.0, 0.8])), [0, 0, 2, 2]);
        assert_eq!([0.0, 0.999_999].map(|u| whole_number(u, 1, 10)), [1, 10]);
        assert_eq!(whole_number(0.7, 3, 3), 3);
    }

    /// At 64 neighbouring words from each of many, at the smallest and greatest ones and near the bounds of pieces: a larger uniform never
    /// gives a smaller draw. Beyond the table, draws are exact.
    #[test]
    fn normal_quantiles_rise_and_are_those_of_as_241() {
        let uniform = |word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0;
        let bounds = (0..32).flat_map(|octave| (16..32).map(move |part: u64| ((part << octave) / 32) as u32)).map(|word| word.max(32) - 32);
        for start in (0..u32::MAX - 64).step_by(65_521).chain([0, u32::MAX - 65]).chain(bounds) {
            let row: Vec<f64> = (start..start + 64).map(|word| normal(uniform(word))).collect();
            assert!(row.windows(2).all(|pair| pair[0] < pair[1]), "from {start}");
            assert!((row[0] - exact_normal(uniform(start))).abs() < 2e-12, "from {start}");
        }
        assert_eq!([1e-12, 1e-200].map(normal), [1e-12, 1e-200].map(exact_normal));
    }

    /// Two samples of 20,000 compared by Kolmogorov-Smirnov at a false-alarm rate of 1e-6 (c = 2.69), seed 1.
    fn same_distribution(ours: impl Distribution<f64>, oracle: impl Distribution<f64>) {
        let n = 20_000;
        let sample = |who, d: &dyn Fn(&mut crate::engine::streams::Stream) -> f64| {
            let mut rng = Chance::new(1, 0).of(Identity(who)).stream(1, 0);
            let mut values: Vec<f64> = (0..n).map(|_| d(&mut rng)).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        let (a, b) = (sample(1, &|rng| ours.sample(rng)), sample(2, &|rng| oracle.sample(rng)));
        let (mut i, mut j, mut distance) = (0, 0, 0.0_f64);
        while i < n && j < n {
            let x = a[i].min(b[j]);
            while i < n && a[i] <= x {
                i += 1;
            }
            while j < n && b[j] <= x {
                j += 1;
            }
            distance = distance.max((i as f64 - j as f64).abs() / n as f64);
        }
        assert!(distance < 2.69 * (2.0 / n as f64).sqrt(), "{distance}");
    }

    #[test]
    fn quantiles_agree_with_rand_distr() {
        same_distribution(Quantile(exponential), rand_distr::Exp1);
        same_distribution(Quantile(normal), rand_distr::StandardNormal);
        for mean in [0.3, 3.0, 40.0, 900.0] {
            let counts = Counts::new(mean, 1.0);
            same_distribution(Quantile(move |u| f64::from(counts.quantile(u))), rand_distr::Poisson::new(mean).unwrap());
        }
        for shape in [0.4, 2.0, 15.0] {
            let table = GammaTable::new(shape);
            same_distribution(Quantile(move |u| table.value(normal(u))), rand_distr::Gamma::new(shape, 1.0).unwrap());
        }
    }

    /// Mean and variance of 50,000 overdispersed counts within 5 standard errors, seed 1.
    #[test]
    fn overdispersed_counts_have_their_mean_and_variance() {
        for mean in [4.0, 60.0, 700.0] {
            let counts = Counts::new(mean, 2.5);
            let mut rng = Chance::new(1, 0).of(Identity(3)).stream(1, 0);
            let n = 50_000;
            let draws: Vec<f64> = (0..n).map(|_| Quantile(|u| f64::from(counts.quantile(u))).sample(&mut rng)).collect();
            let average = draws.iter().sum::<f64>() / f64::from(n);
            let variance = draws.iter().map(|x| (x - average) * (x - average)).sum::<f64>() / f64::from(n);
            let error = (2.5 * mean / f64::from(n)).sqrt();
            assert!((average - mean).abs() < 5.0 * error, "{mean}: {average}");
            assert!((variance / mean - 2.5).abs() < 5.0 * 2.5 * (3.0 / f64::from(n)).sqrt() + 0.02, "{mean}: {variance}");
        }
    }

    #[test]
    fn gamma_ranks_go_both_ways_and_shape_one_is_exponential() {
        let table = GammaTable::new(2.0);
        for score in [-4.0, -1.3, 0.0, 0.7, 4.5] {
            assert!((table.score(table.value(score)) - score).abs() < 1e-9);
        }
        let exponential_table = GammaTable::new(1.0);
        for u in [0.001, 0.2, 0.5, 0.9, 0.999] {
            assert!((exponential_table.value(normal(u)) / exponential(u) - 1.0).abs() < 1e-3, "{u}");
        }
    }
}
