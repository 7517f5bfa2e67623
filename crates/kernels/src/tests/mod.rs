//! Every kernel on every back end of the target against the definition, at every length from 0 to 4·lanes + 1 and at
//! offsets that no alignment has. In WebAssembly: tests/run-in-node.mjs.

mod chase;
mod coupling;
mod dense;
mod elementary;
mod gram;
mod lanes;
mod oracle;
mod products;
mod reflector;
mod rotation;
mod secular;
mod symmetric;
mod tiles;
mod twisted;
mod vectors;

use crate::lanes::Pair;

/// The tests of vectors of doubles and of singles; each line is one claim, of the vectors it names.
macro_rules! on_every_back_end {
    ($($(#[$target:meta])* $name:ident: $rounding:ident $doubles:ty, $singles:ty;)*) => {$(
        $(#[$target])*
        mod $name {
            use super::*;
            type Doubles = $doubles;
            type Singles = $singles;

            claims_of_bits!($rounding);
            claims! {
                lanes::arithmetic_is_lane_by_lane: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                lanes::squares_are_transposed: Doubles;
                lanes::lanes_are_taken_in_turns: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                lanes::numbers_are_split_at_powers_of_two: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                elementary::exponentials_are_those_of_libm: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                elementary::logarithms_are_those_of_libm: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                elementary::hyperbolic_tangents_are_those_of_libm: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                elementary::softplus_is_that_of_libm: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                dense::dense_products_match_the_definition: Pair<Doubles>, Singles, Pair<Singles>;
                dense::transposes_and_copies_hold_every_entry: Doubles, Singles;
                dense::units_are_switched_and_scaled: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                dense::losses_match_their_definitions: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                dense::losses_hold_at_large_and_at_equal_outputs: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                dense::cross_entropies_match_their_definition: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                vectors::dots_and_sums_match_the_definition: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                vectors::products_of_rows_match_the_definition: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                coupling::energies_and_gradients_match_the_definition: Doubles, Pair<Doubles>, Singles, Pair<Singles>;
                coupling::hessians_match_the_definition: Doubles;
                products::products_match_the_definition: Pair<Doubles>, Singles, Pair<Singles>;
                products::long_products_match_the_definition: Pair<Doubles>, Singles, Pair<Singles>;
                gram::weighed_gram_products_match_the_definition: Pair<Doubles>;
                symmetric::symmetric_products_match_the_definition: Doubles, Pair<Doubles>;
                symmetric::rank_2_products_match_the_definition: Doubles, Pair<Doubles>;
                tiles::tiles_match_the_definition: Doubles;
                reflector::a_reflector_leaves_of_a_row_its_last_entry: Doubles, Pair<Doubles>;
                reflector::a_row_that_has_only_its_last_entry_is_left: Doubles, Pair<Doubles>;
                chase::a_block_is_reflected_from_both_sides: Doubles;
                chase::a_step_of_the_chase_matches_the_definition: Doubles;
                twisted::twisted_factorisations_match_the_definition: Doubles;
                rotation::rotations_match_the_definition: Doubles, Pair<Doubles>;
                secular::sums_over_poles_match_the_definition: Doubles, Pair<Doubles>;
                secular::products_over_poles_match_the_definition: Doubles, Pair<Doubles>;
            }
        }
    )*};
}

macro_rules! claims {
    ($($topic:ident::$claim:ident: $($vector:ty),+;)*) => {$(
        #[test]
        fn $claim() {
            $($topic::$claim::<$vector>();)+
        }
    )*};
}

/// Of a back end whose bits are promised.
macro_rules! claims_of_bits {
    (strict) => {
        claims! {
            lanes::products_and_sums_round_twice: Doubles, Singles;
            lanes::lanes_are_summed_first_to_last: Doubles, Singles;
        }
    };
    (fused) => {};
}

on_every_back_end! {
    plain: strict crate::lanes::Plain<f64, 2>, crate::lanes::Plain<f32, 4>;
    #[cfg(target_feature = "simd128")]
    simd128: strict crate::lanes::F64x2, crate::lanes::F32x4;
    #[cfg(target_feature = "relaxed-simd")]
    relaxed: fused crate::lanes::RelaxedF64x2, crate::lanes::RelaxedF32x4;
}
