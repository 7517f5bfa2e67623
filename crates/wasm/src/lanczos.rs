//! Jobs that multiply by an operator: a matrix in WASM, or whatever JavaScript does with a vector.

use crate::buffer::Buffer;
use crate::error::to_js;
use losscape_core::budget::Budget;
use losscape_core::lanczos::density::density;
use losscape_core::lanczos::eigenpairs::{Eigenpairs, Settings, Status, Which};
use losscape_core::lanczos::{self, Job, Stored, quadrature};
use wasm_bindgen::prelude::*;

macro_rules! job {
    ($name:ident) => {
        #[wasm_bindgen]
        impl $name {
            /// The address of the vector to multiply; 0 when all is done.
            #[wasm_bindgen(getter)]
            pub fn vector(&mut self) -> usize {
                let asked = self.job.ask();
                asked.map_or(0, |(vector, _)| vector.as_ptr() as usize)
            }

            /// Where its product goes.
            #[wasm_bindgen(getter)]
            pub fn product(&mut self) -> usize {
                let asked = self.job.ask();
                asked.map_or(0, |(_, product)| product.as_ptr() as usize)
            }

            /// Goes on with the product that was written there.
            pub fn accept(&mut self) -> Result<(), JsValue> {
                self.job.accept().map_err(to_js)
            }

            /// Multiplies by the n×n matrix for at least `budget` flops, or finishes; whether all is done.
            pub fn advance(
                &mut self,
                matrix: &Buffer,
                n: usize,
                budget: f64,
            ) -> Result<bool, JsValue> {
                let operator = Stored {
                    entries: &matrix.values,
                    n,
                };
                self.job
                    .advance(&operator, &mut Budget::of(budget))
                    .map_err(to_js)
            }

            /// Products so far.
            #[wasm_bindgen(getter)]
            #[must_use]
            pub fn products(&self) -> u32 {
                self.job.products()
            }
        }
    };
}

/// An iteration for extremal eigenpairs.
#[wasm_bindgen]
pub struct Lanczos {
    job: lanczos::Lanczos,
}

job!(Lanczos);

#[wasm_bindgen]
impl Lanczos {
    /// `which` is one of the public names.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::too_many_arguments)] // one call of the generated glue; the public side takes one object
    pub fn new(
        n: usize,
        count: usize,
        which: &str,
        basis: usize,
        tolerance: f64,
        symmetry_tolerance: f64,
        max_products: u32,
        seed: u64,
    ) -> Result<Lanczos, JsValue> {
        let named = Which::NAMES.iter().find(|(_, name)| *name == which);
        let (which, _) = *named.expect("the caller checks the name");
        let settings = Settings {
            n,
            count,
            which,
            basis,
            tolerance,
            symmetry_tolerance,
            max_products,
            seed,
        };
        let job = lanczos::Lanczos::new(settings).map_err(to_js)?;
        Ok(Lanczos { job })
    }

    /// Wanted pairs within the tolerance when that was last looked at.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn converged(&self) -> usize {
        self.job.converged()
    }

    /// What was found.
    pub fn result(&mut self) -> Result<FoundPairs, JsValue> {
        let found = self.job.result().map_err(to_js)?;
        Ok(FoundPairs { found })
    }
}

/// Eigenpairs, of which each column is taken once.
#[wasm_bindgen]
pub struct FoundPairs {
    found: Eigenpairs,
}

#[wasm_bindgen]
impl FoundPairs {
    /// The eigenvalues, ascending.
    #[must_use]
    pub fn values(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.found.values)
    }

    /// Unit eigenvectors, rows of n.
    #[must_use]
    pub fn vectors(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.found.vectors)
    }

    /// ‖A·x − θ·x‖.
    #[must_use]
    pub fn residuals(&mut self) -> Vec<f64> {
        std::mem::take(&mut self.found.residuals)
    }

    /// 1 where the residual is within the tolerance, else 0.
    #[must_use]
    pub fn converged(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.found.converged)
    }

    /// The public name of why the iteration stopped.
    #[must_use]
    pub fn status(&self) -> String {
        Status::NAMES[self.found.status as usize].1.to_owned()
    }
}

/// Gauss rules for the spectral measures of random vectors.
#[wasm_bindgen]
pub struct Quadrature {
    job: lanczos::Quadrature,
}

job!(Quadrature);

#[wasm_bindgen]
impl Quadrature {
    /// Rules of `steps` nodes for so many probes.
    #[wasm_bindgen(constructor)]
    pub fn new(
        n: usize,
        probes: u32,
        steps: usize,
        symmetry_tolerance: f64,
        seed: u64,
    ) -> Result<Quadrature, JsValue> {
        let settings = quadrature::Settings {
            n,
            probes,
            steps,
            symmetry_tolerance,
            seed,
        };
        let job = lanczos::Quadrature::new(settings).map_err(to_js)?;
        Ok(Quadrature { job })
    }

    /// The fraction of the products that are done.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn done(&self) -> f64 {
        self.job.done()
    }

    /// Nodes of the probes that are done, a probe's in ascending order.
    #[must_use]
    pub fn nodes(&self) -> Vec<f64> {
        self.job.rules().nodes.clone()
    }

    /// Their weights.
    #[must_use]
    pub fn weights(&self) -> Vec<f64> {
        self.job.rules().weights.clone()
    }

    /// Probe b has the nodes `offsets[b]..offsets[b + 1]`.
    #[must_use]
    pub fn offsets(&self) -> Vec<u32> {
        self.job.rules().offsets.clone()
    }

    /// The density at each point of the grid, then its standard errors.
    pub fn density(&self, grid: &Buffer, width: f64) -> Result<Vec<f64>, JsValue> {
        let [mut mean, error] = density(self.job.rules(), &grid.values, width).map_err(to_js)?;
        mean.extend(error);
        Ok(mean)
    }
}
