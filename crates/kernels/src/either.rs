//! Kernels of either scalar.

/// Functions that are generic over the scalar `T`, each of one compiled function a scalar, in a trait that all scalars have.
///
/// A generic body would be compiled in the crate that calls it, at the opt-level of that crate.
macro_rules! either {
    (
        $(#[$about:meta])*
        trait $kernels:ident;
        $(
            $(#[$doc:meta])*
            fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block
        )*
    ) => {
        $(#[$about])*
        pub trait $kernels<T> {
            $(
                $(#[$doc])*
                fn $name($($argument: $type),*) $(-> $result)?;
            )*
        }
        mod of_doubles {
            use super::*;
            type T = f64;
            impl $kernels<T> for T {
                $(#[inline(never)]
                fn $name($($argument: $type),*) $(-> $result)? $body)*
            }
        }
        mod of_singles {
            use super::*;
            type T = f32;
            impl $kernels<T> for T {
                $(#[inline(never)]
                fn $name($($argument: $type),*) $(-> $result)? $body)*
            }
        }
        $(
            $(#[$doc])*
            #[inline]
            pub fn $name<T: Real>($($argument: $type),*) $(-> $result)? {
                <T as $kernels<T>>::$name($($argument),*)
            }
        )*
    };
}
pub(crate) use either;
