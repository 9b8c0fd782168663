//! Functions worked out once: piece by piece as Taylor polynomials.

/// A Taylor polynomial of the sixth degree about the middle of a piece. Eight numbers: one line of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Piece {
    middle: f64,
    terms: [f64; 7],
}

impl Piece {
    /// `value` is that of the function in the middle, `derivatives` are its first to sixth there.
    pub fn new(middle: f64, value: f64, derivatives: [f64; 6]) -> Piece {
        let [first, second, third, fourth, fifth, sixth] = derivatives;
        Piece { middle, terms: [value, first, second / 2.0, third / 6.0, fourth / 24.0, fifth / 120.0, sixth / 720.0] }
    }

    /// The function near the middle; by Estrin's scheme, whose terms need not wait for each other.
    #[inline]
    pub fn at(&self, x: f64) -> f64 {
        let x = x - self.middle;
        let [a, b, c, d, e, f, g] = self.terms;
        let square = x * x;
        ((a + b * x) + (c + d * x) * square) + ((e + f * x) + g * square) * (square * square)
    }
}
