//! Numbers by their bits: powers of two, and what is left of a number without one.

/// A number of IEEE 754 as its exponent and its fraction, and how far series go for its elementary functions.
pub trait Binary: Sized {
    /// The unsigned whole number of its bits.
    type Bits;
    /// Bits of a fraction.
    const FRACTION: u32;
    /// A fraction of ones.
    const MASK: Self::Bits;
    /// What is added to the exponents of numbers.
    const BIAS: Self;
    /// 1.5·2^FRACTION: adding it rounds to a whole number, which is then in the last bits.
    const WHOLE: Self;
    /// 2^FRACTION: a whole number below it is added by its bits.
    const COUNT: Self;
    /// The bits of 1.
    const ONE: Self::Bits;
    /// The bits of √½, rounded down.
    const ROOT_HALF: Self::Bits;
    /// From there to 1.
    const TO_ONE: Self::Bits;
    /// ln 2 as the sum of two, the first of so few bits that its products with exponents are exact.
    const LN_2: [Self; 2];
    /// Below the first, eˣ is 0; above the second, infinity.
    const EXP_RANGE: [Self; 2];
    /// Terms of the series of eˣ − 1 − x, by which it is exact to an eighth of a rounding of 1 for |x| ≤ ln(2)/2.
    const EXP_TERMS: usize;
    /// Terms of the series of the logarithm, by which it is exact to an eighth of a rounding of 1 from √½ to √2.
    const LOG_TERMS: usize;

    /// 2ⁿ of a whole number n for which it is a normal number.
    #[must_use]
    fn power_of_two(self) -> Self;
    /// m in [√½, √2) and k with m·2ᵏ = x, of a normal number x > 0.
    #[must_use]
    fn split(self) -> [Self; 2];
}

macro_rules! binary {
    (
        $real:ident of $bits:ident, fraction: $fraction:literal, bias: $bias:literal, root_half: $root_half:literal,
        $($constant:ident: $type:ty = $value:expr),*
    ) => {
        impl Binary for $real {
            type Bits = $bits;
            const FRACTION: u32 = $fraction;
            const MASK: $bits = (1 << $fraction) - 1;
            const BIAS: $real = $bias;
            const WHOLE: $real = 1.5 * Self::COUNT;
            const COUNT: $real = ((1 as $bits) << $fraction) as $real;
            const ONE: $bits = $real::to_bits(1.0);
            const ROOT_HALF: $bits = $root_half;
            const TO_ONE: $bits = Self::ONE - $root_half;
            $(const $constant: $type = $value;)*
            #[inline(always)]
            fn power_of_two(self) -> Self {
                let exponent = (self + Self::WHOLE).to_bits() << $fraction;
                $real::from_bits(exponent.wrapping_add(Self::ONE))
            }
            #[inline(always)]
            fn split(self) -> [Self; 2] {
                let bits = self.to_bits().wrapping_add(Self::TO_ONE);
                let counted = $real::from_bits((bits >> $fraction) | Self::COUNT.to_bits());
                [
                    $real::from_bits((bits & Self::MASK) + Self::ROOT_HALF),
                    counted - (Self::COUNT + Self::BIAS),
                ]
            }
        }
    };
}

// The parts of ln 2 are those of fdlibm's e_expf.c and e_exp.c.
binary! {
    f32 of u32, fraction: 23, bias: 127.0, root_half: 0x3f35_04f3,
    LN_2: [f32; 2] = [f32::from_bits(0x3f31_7200), f32::from_bits(0x35bf_be8e)],
    EXP_RANGE: [f32; 2] = [-105.0, 89.0],
    EXP_TERMS: usize = 6,
    LOG_TERMS: usize = 4
}
binary! {
    f64 of u64, fraction: 52, bias: 1023.0, root_half: 0x3fe6_a09e_0000_0000,
    LN_2: [f64; 2] = [f64::from_bits(0x3fe6_2e42_fee0_0000), f64::from_bits(0x3dea_39ef_3579_3c76)],
    EXP_RANGE: [f64; 2] = [-746.0, 710.0],
    EXP_TERMS: usize = 12,
    LOG_TERMS: usize = 10
}
