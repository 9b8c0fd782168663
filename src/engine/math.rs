//! The only door to transcendental functions: portable ones, so that bits do not depend on the platform's C library.

use super::pieces::Piece;
use std::sync::LazyLock;

/// The exponential, to three units in the last place. Like the logarithm it goes by a table instead of `libm::exp`: `x = k ln 2 / 128 + r`,
/// and `e^x = 2^(k / 128) e^r`.
#[inline]
pub fn exp(x: f64) -> f64 {
    const PARTS: f64 = POWERS as f64 / std::f64::consts::LN_2;
    // The logarithm of a part in two pieces, of which the first has room for k.
    const PART: f64 = f64::from_bits((std::f64::consts::LN_2 / POWERS as f64).to_bits() & !0xFFFF_FFFF);
    const REST: f64 = 3.710_410_186_743_494e-9;
    if !(-700.0..700.0).contains(&x) {
        return libm::exp(x); // near or beyond the largest and the smallest number
    }
    // Numbers as large as the rounder have no fraction: what is added to it is rounded, and can be read off its low bits.
    let rounded = x * PARTS + ROUNDER;
    let (k, whole) = (rounded.to_bits() as i64, rounded - ROUNDER);
    let r = (x - whole * PART) - whole * REST;
    let square = r * r;
    let tail = r + square * (0.5 + r * (1.0 / 6.0) + square * (1.0 / 24.0 + r * (1.0 / 120.0)));
    let power = f64::from_bits(POWER[k as usize % POWERS].wrapping_add((k as u64 >> 7) << 52));
    power + power * tail
}

/// 1.5 x 2^52.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// Powers of two in the table.
const POWERS: usize = 128;
/// `2^(n / 128)` as bits.
static POWER: [u64; POWERS] = powers();

const fn powers() -> [u64; POWERS] {
    let mut powers = [0; POWERS];
    let mut n = 0;
    while n < POWERS {
        let x = std::f64::consts::LN_2 * (n as f64 / POWERS as f64);
        let (mut value, mut term) = (1.0, 25.0);
        while term > 0.0 {
            value = 1.0 + value * x / term;
            term -= 1.0;
        }
        powers[n] = value.to_bits();
        n += 1;
    }
    powers
}

/// The natural logarithm, to 4e-16 or two units in the last place, whichever is larger. Most draws need one, so it goes by a
/// table instead of `libm::log`: `x = 2^k z` with `z` near a point `c` of the table, and `ln x = k ln 2 + ln c + ln(z/c)`.
#[inline]
pub fn ln(x: f64) -> f64 {
    let bits = x.to_bits();
    if !(f64::MIN_POSITIVE.to_bits()..f64::INFINITY.to_bits()).contains(&bits) {
        return libm::log(x); // zero, negative, subnormal, infinite, not a number
    }
    let above = bits.wrapping_sub(LOWEST);
    let (place, k) = ((above >> (52 - 7)) as usize % POINTS, (above as i64 >> 52) as f64);
    let (inverse, ln_c) = TABLE[place];
    let r = f64::from_bits(bits.wrapping_sub(above & (0xFFF << 52))) * inverse - 1.0;
    let square = r * r;
    let tail = square * (-0.5 + r * (1.0 / 3.0) + square * (-0.25 + r * 0.2 - square * (1.0 / 6.0)));
    (k * std::f64::consts::LN_2 + ln_c) + (r + tail)
}

/// Points of the table in one octave.
const POINTS: usize = 128;
/// The lower end of the octave, 0.6875 as bits: 1 lies well inside, so that logarithms near 0 lose nothing.
const LOWEST: u64 = 0x3FE6_0000_0000_0000;
/// The inverse of each point and minus the logarithm of that inverse.
static TABLE: [(f64, f64); POINTS] = table();

const fn table() -> [(f64, f64); POINTS] {
    let mut table = [(1.0, 0.0); POINTS];
    let mut place = 0;
    while place < POINTS {
        // The middle of the interval; the point 1 itself, so that ln 1 is 0.
        let low = f64::from_bits(LOWEST + ((place as u64) << (52 - 7)));
        let high = f64::from_bits(LOWEST + ((place as u64 + 1) << (52 - 7)));
        if !(low <= 1.0 && 1.0 < high) {
            let inverse = 2.0 / (low + high);
            table[place] = (inverse, -series(inverse));
        }
        place += 1;
    }
    table
}

/// `ln x` for `x` between 0.7 and 1.5, by the series of the inverse hyperbolic tangent.
const fn series(x: f64) -> f64 {
    let y = (x - 1.0) / (x + 1.0);
    let (mut sum, mut term, mut n) = (0.0, y, 1.0);
    while n < 60.0 {
        sum += term / n;
        term *= y * y;
        n += 2.0;
    }
    2.0 * sum
}

pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

/// The cube root, to 1e-14 of its value for positive normal numbers: `libm::cbrt` takes three times as long for the last bit.
#[inline]
pub fn cbrt(x: f64) -> f64 {
    if !(f64::MIN_POSITIVE..f64::INFINITY).contains(&x) {
        return libm::cbrt(x);
    }
    // A third of the exponent and, roughly, of the logarithm of the rest: right to 3.5 percent. Halley's method cubes the error.
    let guess = f64::from_bits(x.to_bits() / 3 + CBRT_BIAS);
    let better = |y: f64| {
        let cube = y * y * y;
        y * ((cube + 2.0 * x) / (2.0 * cube + x))
    };
    better(better(guess))
}

/// Two thirds of the exponent's bias, adjusted for the smallest error of the guess.
const CBRT_BIAS: u64 = 715_094_163 << 32;

/// The logistic function: the share whose logit is `x`.
pub fn expit(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// The logit of a share `p` in (0, 1).
pub fn logit(p: f64) -> f64 {
    ln(p / (1.0 - p))
}

/// The scalar product of two vectors.
pub fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

/// The standard normal distribution function, to 1e-13 of a probability or 2e-9 of itself, whichever is smaller.
#[inline]
pub fn phi(x: f64) -> f64 {
    let place = ((x + PHI_LIMIT) * PHI_PIECES) as usize;
    match PHI.get(place) {
        Some(piece) if x > -PHI_LIMIT => piece.at(x),
        _ => exact_phi(x),
    }
}

fn exact_phi(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

/// The standard normal density.
pub fn normal_density(x: f64) -> f64 {
    exp(-0.5 * x * x) / (2.0 * std::f64::consts::PI).sqrt()
}

/// The distribution function between so many standard deviations.
const PHI_LIMIT: f64 = 6.0;
/// Pieces of it in one standard deviation.
const PHI_PIECES: f64 = 16.0;
static PHI: LazyLock<Vec<Piece>> = LazyLock::new(|| {
    let middle = |place: i32| (f64::from(place) + 0.5) / PHI_PIECES - PHI_LIMIT;
    (0..(2.0 * PHI_LIMIT * PHI_PIECES) as i32).map(|place| phi_piece(middle(place))).collect()
});

/// The distribution function about a point: derivatives of the density are its products with Hermite polynomials, with signs by turns.
fn phi_piece(x: f64) -> Piece {
    let (mut before, mut hermite) = (0.0, 1.0);
    let derivatives = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0].map(|n| {
        let derivative = hermite * normal_density(x);
        (before, hermite) = (hermite, -x * hermite - n * before);
        derivative
    });
    Piece::new(x, exact_phi(x), derivatives)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_those_of_libm() {
        let steps = (-400_000..400_000).map(|i| f64::from(i) * 1.7e-3);
        let small = (-4_000..4_000).map(|i| f64::from(i) * 1.3e-5);
        for x in steps.chain(small) {
            let expected = libm::exp(x);
            assert!((exp(x) / expected - 1.0).abs() <= 3.0 * f64::EPSILON, "{x}: {} {expected}", exp(x));
        }
        assert_eq!(
            [exp(0.0), exp(f64::NEG_INFINITY), exp(f64::INFINITY), exp(-800.0), exp(800.0)],
            [1.0, 0.0, f64::INFINITY, 0.0, f64::INFINITY]
        );
        assert!(exp(f64::NAN).is_nan() && exp(-740.0) == libm::exp(-740.0));
    }

    #[test]
    fn logarithms_are_those_of_libm() {
        let steps = (0..400_000).map(|i| f64::from(i) * 1e-5 + 1e-7);
        let octaves = (-1_000..1_000).map(|k| libm::exp2(f64::from(k) * 1.017));
        let near_one = (0..4_000).map(|i| 1.0 + (f64::from(i) - 2_000.0) * 1e-9);
        for x in steps.chain(octaves).chain(near_one) {
            let expected = libm::log(x);
            assert!((ln(x) - expected).abs() <= 4e-16_f64.max(2.0 * f64::EPSILON * expected.abs()), "{x}: {} {expected}", ln(x));
        }
        assert_eq!([ln(1.0), ln(0.0), ln(f64::INFINITY)], [0.0, f64::NEG_INFINITY, f64::INFINITY]);
        assert!(ln(-1.0).is_nan() && ln(f64::NAN).is_nan());
        assert!((ln(5e-324) - libm::log(5e-324)).abs() < 1e-12);
    }

    #[test]
    fn cube_roots_are_those_of_libm() {
        for x in (-10_000..10_000).map(|i| libm::exp2(f64::from(i) * 0.01)) {
            assert!((cbrt(x) / libm::cbrt(x) - 1.0).abs() < 1e-14, "{x}");
        }
        assert_eq!([cbrt(0.0), cbrt(-8.0), cbrt(f64::INFINITY)], [0.0, -2.0, f64::INFINITY]);
    }

    #[test]
    fn the_normal_distribution_function_is_that_of_libm_and_rises() {
        let points: Vec<f64> = (-80_000..80_000).map(|i| f64::from(i) * 1e-4).collect();
        for x in &points {
            let (found, expected) = (phi(*x), exact_phi(*x));
            assert!((found - expected).abs() <= 1e-13_f64.min(2e-9 * expected), "{x}: {found} {expected}");
        }
        assert!(points.windows(2).all(|pair| phi(pair[0]) <= phi(pair[1])));
        assert_eq!([f64::NEG_INFINITY, -30.0, 6.0, 30.0, f64::INFINITY].map(phi), [0.0, exact_phi(-30.0), exact_phi(6.0), 1.0, 1.0]);
        assert!(phi(f64::NAN).is_nan());
    }

    /// A larger uniform never gives a smaller exponential, also where the table goes from one point to the next.
    #[test]
    fn logarithms_of_uniforms_rise() {
        let uniform = |word: u32| (f64::from(word) + 0.5) / 4_294_967_296.0;
        for start in (0..u32::MAX - 64).step_by(65_521).chain([0, u32::MAX - 65]) {
            let row: Vec<f64> = (start..start + 64).map(|word| ln(uniform(word))).collect();
            assert!(row.windows(2).all(|pair| pair[0] <= pair[1]), "from {start}");
        }
    }
}
