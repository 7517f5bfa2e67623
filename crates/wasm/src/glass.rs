//! Glasses, behind handles, and jobs of descents on them.

use crate::buffer::Buffer;
use crate::error::to_js;
use crate::job::Job;
use crate::network::named;
use losscape_core::critical::critical_points;
use losscape_core::error::Error;
use losscape_core::glass::{
    self, Disorder, Form, Joining, Motion, Quench, Rates, Search, Searches, Settings, Target,
    Walks, Way,
};
use losscape_core::memory::try_filled;
use losscape_core::optimise::{Cooling, Method, Termination};
use losscape_core::precision::Precision;
use std::rc::Rc;
use wasm_bindgen::prelude::*;

/// A glass.
#[wasm_bindgen]
pub struct Glass {
    inner: Rc<glass::SpinGlass>,
}

#[wasm_bindgen]
impl Glass {
    /// The glass of a seed: Σ b_p H_p of the orders p, each with its b_p.
    pub fn sample(
        n: usize,
        orders: &[u32],
        weights: &[f64],
        disorder: &str,
        precision: &str,
        seed: u64,
    ) -> Result<Glass, JsValue> {
        let disorder = named(&Disorder::NAMES, disorder);
        let precision = named(&Precision::NAMES, precision);
        let forms = weights.iter().zip(orders).map(|(&weight, &order)| {
            let form = Form::sample_in(precision, n, order as usize, disorder, seed);
            Ok((weight, form.map_err(to_js)?))
        });
        let forms = forms.collect::<Result<Vec<_>, JsValue>>()?;
        Ok(Self::of(glass::SpinGlass::mixture(forms)))
    }

    /// The glass of any tensor of n^order entries.
    #[wasm_bindgen(js_name = fromTensor)]
    pub fn from_tensor(
        n: usize,
        order: usize,
        tensor: &Buffer,
        precision: &str,
    ) -> Result<Glass, JsValue> {
        let precision = named(&Precision::NAMES, precision);
        let form = Form::from_tensor_in(precision, n, order, &tensor.values).map_err(to_js)?;
        Ok(Self::of(glass::SpinGlass::pure(form)))
    }

    fn of(glass: glass::SpinGlass) -> Glass {
        let inner = Rc::new(glass);
        Glass { inner }
    }

    /// Energies and then gradients of the states in `states`, rows of n: in doubles, or in the numbers of the glass.
    pub fn evaluate(&self, states: &Buffer, in_doubles: bool) -> Result<Vec<f64>, JsValue> {
        let glass = &self.inner;
        let count = states.values.len() / self.inner.n();
        filled(
            "energies and gradients",
            count + states.values.len(),
            |results| {
                let (energies, gradients) = results.split_at_mut(count);
                if in_doubles {
                    glass.evaluate_all(&states.values, energies, gradients)
                } else {
                    glass.evaluate_batch(&states.values, energies, gradients)
                }
            },
        )
    }

    /// The Euclidean Hessian, n×n.
    pub fn hessian(&self, state: &Buffer) -> Result<Vec<f64>, JsValue> {
        self.inner.hessian(&state.values).map_err(to_js)
    }

    /// The gradient on the sphere.
    #[wasm_bindgen(js_name = sphereGradient)]
    pub fn sphere_gradient(&self, state: &Buffer) -> Result<Vec<f64>, JsValue> {
        filled("a gradient", self.inner.n(), |gradient| {
            let radial_slope = self.inner.sphere_gradient(&state.values, gradient);
            radial_slope.map(drop)
        })
    }

    /// The lower triangle of the Hessian on the sphere, in an (n−1)×(n−1) matrix.
    #[wasm_bindgen(js_name = sphereHessian)]
    pub fn sphere_hessian(&self, state: &Buffer) -> Result<Buffer, JsValue> {
        let order = self.inner.n() - 1;
        let values = filled("the sphere Hessian", order * order, |tangent| {
            self.inner.sphere_hessian(&state.values, tangent)
        })?;
        Ok(Buffer { values })
    }

    /// The n−1 eigenvalues of the Hessian on the sphere.
    pub fn spectrum(&self, state: &Buffer) -> Result<Vec<f64>, JsValue> {
        filled("the spectrum", self.inner.n() - 1, |eigenvalues| {
            self.inner.spectrum(&state.values, eigenvalues)
        })
    }

    /// A job whose columns are those of [`glass::descents`].
    pub fn descents(&self, settings: &DescentSettings) -> Result<Job, JsValue> {
        let job = glass::descents(Rc::clone(&self.inner), settings.read());
        job.map(Job::of).map_err(to_js)
    }

    /// A job whose columns are those of [`glass::saddles`].
    pub fn saddles(&self, settings: &SearchSettings) -> Result<Job, JsValue> {
        let job = glass::saddles(Rc::clone(&self.inner), settings.read());
        job.map(Job::of).map_err(to_js)
    }

    /// A job whose columns are those of [`glass::links`].
    pub fn links(
        &self,
        points: Vec<f64>,
        indices: Vec<u32>,
        pairs: Vec<u32>,
        most: f64,
    ) -> Result<Job, JsValue> {
        let joining = Joining {
            points,
            indices,
            pairs,
            most,
        };
        let job = glass::links(Rc::clone(&self.inner), joining);
        job.map(Job::of).map_err(to_js)
    }

    /// A job whose columns are those of [`glass::trajectories`].
    pub fn trajectories(&self, settings: &WalkSettings) -> Result<Job, JsValue> {
        let job = glass::trajectories(Rc::clone(&self.inner), settings.read());
        job.map(Job::of).map_err(to_js)
    }

    /// A job whose columns are those of [`critical_points`].
    #[wasm_bindgen(js_name = criticalPoints)]
    pub fn critical_points(&self, seed: u64) -> Result<Job, JsValue> {
        let job = critical_points(Rc::clone(&self.inner), seed);
        job.map(Job::of).map_err(to_js)
    }
}

/// So many doubles, into which `fill` writes.
fn filled(
    what: &'static str,
    len: usize,
    fill: impl FnOnce(&mut [f64]) -> Result<(), Error>,
) -> Result<Vec<f64>, JsValue> {
    let mut values = try_filled(what, len, 0.0).map_err(to_js)?;
    fill(&mut values).map_err(to_js)?;
    Ok(values)
}

#[wasm_bindgen(typescript_custom_section)]
const DESCENT_SETTINGS: &str = "
/** What to descend from, how, and when to stop; the caller checks it. */
export interface DescentSettings {
    readonly seed: bigint;
    readonly first: number;
    readonly replicas: number;
    readonly batch: number;
    /** A word of the tables' vocabulary; what follows is read of the ways that have it. */
    readonly method: string;
    readonly tolerance: number;
    readonly maxIterations: number;
    readonly spectrum: boolean;
    /** Rows of n; drawn where there are none. */
    readonly starts?: Float64Array;
    readonly sweeps?: number;
    readonly from?: number;
    readonly to?: number;
    readonly temperatures?: Float64Array;
    readonly target?: string;
    readonly share?: number;
    readonly epochs?: number;
    readonly learningRate?: number;
    readonly decay?: number;
    readonly steps?: number;
}

/** Which searches, and how they go; the caller checks it. */
export interface SearchSettings {
    readonly seed: bigint;
    readonly first: number;
    readonly replicas: number;
    readonly energies: Float64Array;
    /** Of index-guided searches: their targets, or none to keep the start's; of those down the gradient's norm absent. */
    readonly indices: Uint32Array | undefined;
    readonly tolerance: number;
    readonly maxIterations: number;
}

/** Which walks, and how they go; the caller checks it. */
export interface WalkSettings {
    readonly seed: bigint;
    readonly first: number;
    readonly replicas: number;
    readonly batch: number;
    readonly temperature: number;
    /** Of Langevin dynamics; Metropolis' chains have none. */
    readonly times: Float64Array | undefined;
    readonly timeStep: number;
    readonly burnIn: number;
    readonly sweeps: number;
    readonly every: number;
}
";

#[wasm_bindgen]
extern "C" {
    /// [`Settings`] as a plain object.
    #[wasm_bindgen(typescript_type = "DescentSettings")]
    pub type DescentSettings;
    #[wasm_bindgen(method, getter)]
    fn seed(this: &DescentSettings) -> u64;
    #[wasm_bindgen(method, getter)]
    fn first(this: &DescentSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn replicas(this: &DescentSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn batch(this: &DescentSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn method(this: &DescentSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn tolerance(this: &DescentSettings) -> f64;
    #[wasm_bindgen(method, getter, js_name = maxIterations)]
    fn max_iterations(this: &DescentSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn spectrum(this: &DescentSettings) -> bool;
    #[wasm_bindgen(method, getter)]
    fn sweeps(this: &DescentSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn from(this: &DescentSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn to(this: &DescentSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn temperatures(this: &DescentSettings) -> Vec<f64>;
    #[wasm_bindgen(method, getter)]
    fn starts(this: &DescentSettings) -> Option<Vec<f64>>;
    #[wasm_bindgen(method, getter)]
    fn target(this: &DescentSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn share(this: &DescentSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn epochs(this: &DescentSettings) -> u32;
    #[wasm_bindgen(method, getter, js_name = learningRate)]
    fn learning_rate(this: &DescentSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn decay(this: &DescentSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn steps(this: &DescentSettings) -> u32;

    /// [`Searches`] as a plain object.
    #[wasm_bindgen(typescript_type = "SearchSettings")]
    pub type SearchSettings;
    #[wasm_bindgen(method, getter)]
    fn seed(this: &SearchSettings) -> u64;
    #[wasm_bindgen(method, getter)]
    fn first(this: &SearchSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn replicas(this: &SearchSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn energies(this: &SearchSettings) -> Vec<f64>;
    #[wasm_bindgen(method, getter)]
    fn indices(this: &SearchSettings) -> Option<Vec<u32>>;
    #[wasm_bindgen(method, getter)]
    fn tolerance(this: &SearchSettings) -> f64;
    #[wasm_bindgen(method, getter, js_name = maxIterations)]
    fn max_iterations(this: &SearchSettings) -> u32;

    /// [`Walks`] as a plain object.
    #[wasm_bindgen(typescript_type = "WalkSettings")]
    pub type WalkSettings;
    #[wasm_bindgen(method, getter)]
    fn seed(this: &WalkSettings) -> u64;
    #[wasm_bindgen(method, getter)]
    fn first(this: &WalkSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn replicas(this: &WalkSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn batch(this: &WalkSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn temperature(this: &WalkSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn times(this: &WalkSettings) -> Option<Vec<f64>>;
    #[wasm_bindgen(method, getter, js_name = timeStep)]
    fn time_step(this: &WalkSettings) -> f64;
    #[wasm_bindgen(method, getter, js_name = burnIn)]
    fn burn_in(this: &WalkSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn sweeps(this: &WalkSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn every(this: &WalkSettings) -> u32;
}

impl WalkSettings {
    fn read(&self) -> Walks {
        Walks {
            seed: self.seed(),
            first: self.first(),
            replicas: self.replicas(),
            batch: self.batch(),
            temperature: self.temperature(),
            motion: match self.times() {
                Some(times) => Motion::Langevin {
                    times: times.into(),
                    time_step: self.time_step(),
                },
                None => Motion::Metropolis {
                    burn_in: self.burn_in(),
                    sweeps: self.sweeps(),
                    every: self.every(),
                },
            },
        }
    }
}

impl SearchSettings {
    fn read(&self) -> Searches {
        Searches {
            seed: self.seed(),
            first: self.first(),
            replicas: self.replicas(),
            energies: self.energies().into(),
            search: match self.indices() {
                None => Search::GradientNorm,
                Some(indices) => Search::IndexGuided(indices.into()),
            },
            tolerance: self.tolerance(),
            max_iterations: self.max_iterations(),
        }
    }
}

impl DescentSettings {
    fn read(&self) -> Settings {
        Settings {
            seed: self.seed(),
            first: self.first(),
            replicas: self.replicas(),
            batch: self.batch(),
            starts: self.starts(),
            way: match self.method().as_str() {
                "simulated-annealing" => Way::Quench(Quench::Annealing(Cooling {
                    from: self.from(),
                    to: self.to(),
                    sweeps: self.sweeps(),
                })),
                "parallel-tempering" => Way::Quench(Quench::Tempering {
                    temperatures: self.temperatures().into(),
                    sweeps: self.sweeps(),
                }),
                "newton" => Way::Newton(named(&Target::NAMES, &self.target())),
                "hessian-descent" => Way::Outward {
                    steps: self.steps(),
                },
                "sgd" => Way::Stochastic(Rates {
                    share: self.share(),
                    epochs: self.epochs(),
                    learning_rate: self.learning_rate(),
                    decay: self.decay(),
                }),
                line_search => Way::Descent(named(&Method::NAMES, line_search)),
            },
            termination: Termination {
                tolerance: self.tolerance(),
                max_iterations: self.max_iterations(),
            },
            spectrum: self.spectrum(),
        }
    }
}
