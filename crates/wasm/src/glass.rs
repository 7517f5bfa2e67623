//! Glasses and jobs of descents, behind handles.

use crate::buffer::Buffer;
use crate::error::to_js;
use losscape_core::error::Error;
use losscape_core::glass::sphere_hessian::{Spectra, SphereHessian};
use losscape_core::glass::{self, Couplings, Settings};
use losscape_core::memory::try_filled;
use losscape_core::optimise::{Method, Termination};
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A glass with p = 3.
#[wasm_bindgen]
pub struct Glass {
    inner: Rc<glass::SpinGlass>,
}

#[wasm_bindgen]
impl Glass {
    /// The glass of a seed.
    pub fn sample(n: usize, seed: u64) -> Result<Glass, JsValue> {
        Self::with(Couplings::sample(n, seed))
    }

    /// The glass of any n×n×n tensor.
    #[wasm_bindgen(js_name = fromTensor)]
    pub fn from_tensor(n: usize, tensor: &Buffer) -> Result<Glass, JsValue> {
        Self::with(Couplings::from_tensor(n, &tensor.values))
    }

    fn with(couplings: Result<Couplings, Error>) -> Result<Glass, JsValue> {
        let inner = Rc::new(glass::SpinGlass::new(couplings.map_err(to_js)?));
        Ok(Glass { inner })
    }

    /// Energies and then gradients of the states in `states`, rows of n.
    pub fn evaluate(&self, states: &Buffer) -> Result<Vec<f64>, JsValue> {
        let count = states.values.len() / self.inner.n();
        let mut results = try_filled("energies and gradients", count + states.values.len(), 0.0)
            .map_err(to_js)?;
        let (energies, gradients) = results.split_at_mut(count);
        self.inner
            .evaluate(&states.values, energies, gradients)
            .map_err(to_js)?;
        Ok(results)
    }

    /// The Euclidean Hessian, n×n.
    pub fn hessian(&self, state: &Buffer) -> Result<Vec<f64>, JsValue> {
        self.inner.hessian(&state.values).map_err(to_js)
    }

    /// The lower triangle of the sphere Hessian, in an (n−1)×(n−1) matrix.
    #[wasm_bindgen(js_name = sphereHessian)]
    pub fn sphere_hessian(&self, state: &Buffer, radial_slope: f64) -> Result<Buffer, JsValue> {
        let n = self.inner.n();
        let mut tangent = Buffer::new((n - 1) * (n - 1))?;
        SphereHessian::new(n).map_err(to_js)?.at(
            &self.inner,
            &state.values,
            radial_slope,
            &mut tangent.values,
        );
        Ok(tangent)
    }

    /// The n−1 eigenvalues of the sphere Hessian.
    pub fn spectrum(&self, state: &Buffer, radial_slope: f64) -> Result<Vec<f64>, JsValue> {
        let n = self.inner.n();
        let mut eigenvalues = try_filled("the spectrum", n - 1, 0.0).map_err(to_js)?;
        Spectra::new(n)
            .and_then(|mut spectra| {
                spectra.at(&self.inner, &state.values, radial_slope, &mut eigenvalues)
            })
            .map_err(to_js)?;
        Ok(eigenvalues)
    }

    /// A job that descends `replicas` replicas from `first` on; `method` is a place in `methodNames`.
    #[allow(clippy::too_many_arguments)] // one call of the generated glue; the public side takes one object
    pub fn descents(
        &self,
        seed: u64,
        first: u32,
        replicas: u32,
        batch: u32,
        method: usize,
        tolerance: f64,
        max_iterations: u32,
    ) -> Result<Descents, JsValue> {
        let settings = Settings {
            seed,
            first,
            replicas,
            batch,
            method: Method::NAMES[method].0,
            termination: Termination {
                tolerance,
                max_iterations,
            },
        };
        let job = glass::Descents::new(&self.inner, settings).map_err(to_js)?;
        Ok(Descents {
            glass: Rc::clone(&self.inner),
            job,
        })
    }
}

/// A job of descents.
#[wasm_bindgen]
pub struct Descents {
    glass: Rc<glass::SpinGlass>,
    job: glass::Descents,
}

#[wasm_bindgen]
impl Descents {
    /// Visits at least `budget` couplings, or finishes; returns the replicas that are done.
    pub fn advance(&mut self, budget: f64) -> Result<u32, JsValue> {
        self.job.advance(&self.glass, budget as u64).map_err(to_js)
    }

    /// H/N.
    #[must_use]
    pub fn energy(&self) -> Vec<f64> {
        self.job.minima().energy.clone()
    }

    /// |P∇H|/√N.
    #[wasm_bindgen(js_name = gradientNorm)]
    #[must_use]
    pub fn gradient_norm(&self) -> Vec<f64> {
        self.job.minima().gradient_norm.clone()
    }

    /// Accepted steps.
    #[must_use]
    pub fn iterations(&self) -> Vec<u32> {
        self.job.minima().iterations.clone()
    }

    /// Evaluations of energy and gradient.
    #[must_use]
    pub fn evaluations(&self) -> Vec<u32> {
        self.job.minima().evaluations.clone()
    }

    /// Places in `statusNames`; 255 for a replica that is not done.
    #[must_use]
    pub fn status(&self) -> Vec<u8> {
        self.job.minima().status.clone()
    }

    /// Negative eigenvalues of the sphere Hessian.
    #[must_use]
    pub fn index(&self) -> Vec<i32> {
        self.job.minima().index.clone()
    }

    /// The eigenvalues of the sphere Hessian, a row of n−1 a replica.
    #[must_use]
    pub fn eigenvalues(&self) -> Vec<f64> {
        self.job.minima().eigenvalues.clone()
    }

    /// The states, a row of n a replica.
    #[must_use]
    pub fn states(&self) -> Vec<f64> {
        self.job.minima().states.clone()
    }
}
