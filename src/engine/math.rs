//! The only door to transcendental functions: portable ones, so that bits do not depend on the platform's C library.

pub fn exp(x: f64) -> f64 {
    libm::exp(x)
}

pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

pub fn powf(x: f64, y: f64) -> f64 {
    libm::pow(x, y)
}

pub fn cbrt(x: f64) -> f64 {
    libm::cbrt(x)
}

/// The logistic function: the share whose logit is `x`.
pub fn expit(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// The logit of a share `p` in (0, 1).
pub fn logit(p: f64) -> f64 {
    ln(p / (1.0 - p))
}

/// The standard normal distribution function.
pub fn phi(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}
