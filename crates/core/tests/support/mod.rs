//! What the tests of the eigen-solvers share.

/// Numbers that repeat: Knuth's linear congruential generator.
pub struct Draws(pub u64);

impl Draws {
    /// From 0 to 1.
    pub fn unit(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A full n×n matrix of entries from −1/2 to 1/2.
    pub fn symmetric(&mut self, n: usize) -> Vec<f64> {
        let mut a = vec![0.0; n * n];
        for i in 0..n {
            for j in 0..=i {
                a[i * n + j] = self.unit() - 0.5;
                a[j * n + i] = a[i * n + j];
            }
        }
        a
    }
}
