//! Networks and jobs on them, behind handles.

use crate::buffer::Buffer;
use crate::data::Samples;
use crate::error::to_js;
use crate::job::Job;
use crate::lanczos::Multiplier;
use losscape_core::error::Error;
use losscape_core::memory::try_filled;
use losscape_core::network::curvature::{Dense, Matrix, Products};
use losscape_core::network::train::{
    Anneal, Precision, Recipe, Schedule, Settings, Sgd, Start, training,
};
use losscape_core::network::{self, Activation, Architecture, Initial, Loss};
use losscape_core::optimise::{Cooling, Method, Moves, Termination};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const SETTINGS: &str = r#"
export interface ArchitectureSettings {
    readonly layers: Uint32Array;
    readonly activation: string;
    readonly loss: string;
    readonly biases: boolean;
}

export interface ReplicaSettings {
    readonly initial: string;
    readonly half: number;
    readonly seed: bigint;
    readonly first: number;
    readonly replicas: number;
}

export interface SgdSettings {
    readonly method: "sgd";
    readonly precision: string;
    readonly epochs: number;
    readonly batchSize: number;
    readonly learningRate: number;
    readonly momentum: number;
    readonly schedule: string;
    readonly decay: number;
    readonly every: number;
}

export interface FullBatchSettings {
    readonly method: "gradient-descent" | "l-bfgs";
    readonly epochs: number;
    readonly tolerance: number;
}

export interface AnnealingSettings {
    readonly method: "simulated-annealing";
    readonly from: number;
    readonly to: number;
    readonly sweeps: number;
    readonly values: Float64Array | undefined;
}

export type TrainingSettings = ReplicaSettings & (SgdSettings | FullBatchSettings | AnnealingSettings);
"#;

#[wasm_bindgen]
extern "C" {
    /// What a network is, but for its weights.
    #[wasm_bindgen(typescript_type = "ArchitectureSettings")]
    pub type ArchitectureSettings;
    #[wasm_bindgen(method, getter)]
    fn layers(this: &ArchitectureSettings) -> Vec<u32>;
    #[wasm_bindgen(method, getter)]
    fn activation(this: &ArchitectureSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn loss(this: &ArchitectureSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn biases(this: &ArchitectureSettings) -> bool;

    /// Which networks are trained, and how: a method's settings are there for that method alone.
    #[wasm_bindgen(typescript_type = "TrainingSettings")]
    pub type TrainingSettings;
    #[wasm_bindgen(method, getter)]
    fn initial(this: &TrainingSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn half(this: &TrainingSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn seed(this: &TrainingSettings) -> u64;
    #[wasm_bindgen(method, getter)]
    fn first(this: &TrainingSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn replicas(this: &TrainingSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn method(this: &TrainingSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn precision(this: &TrainingSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn epochs(this: &TrainingSettings) -> u32;
    #[wasm_bindgen(method, getter, js_name = batchSize)]
    fn batch_size(this: &TrainingSettings) -> u32;
    #[wasm_bindgen(method, getter, js_name = learningRate)]
    fn learning_rate(this: &TrainingSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn momentum(this: &TrainingSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn schedule(this: &TrainingSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn decay(this: &TrainingSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn every(this: &TrainingSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn tolerance(this: &TrainingSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn from(this: &TrainingSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn to(this: &TrainingSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn sweeps(this: &TrainingSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn values(this: &TrainingSettings) -> Option<Vec<f64>>;
}

impl TrainingSettings {
    fn read(&self, architecture: Architecture, weights: Option<Buffer>) -> Settings {
        let start = match weights {
            Some(weights) => Start::Given(weights.values),
            None => Start::Drawn(initial_of(&self.initial(), self.half())),
        };
        Settings {
            architecture,
            start,
            seed: self.seed(),
            first: self.first(),
            replicas: self.replicas(),
            recipe: match self.method().as_str() {
                "sgd" => Recipe::Sgd(self.sgd()),
                "simulated-annealing" => Recipe::Anneal(Anneal {
                    cooling: Cooling {
                        from: self.from(),
                        to: self.to(),
                        sweeps: self.sweeps(),
                    },
                    moves: match self.values() {
                        Some(values) => Moves::Among(values.into()),
                        None => Moves::Steps,
                    },
                }),
                method => Recipe::Descent {
                    method: named(&Method::NAMES, method),
                    termination: Termination {
                        tolerance: self.tolerance(),
                        max_iterations: self.epochs(),
                    },
                },
            },
        }
    }

    fn sgd(&self) -> Sgd {
        let decay = self.decay();
        let every = self.every();
        Sgd {
            precision: named(&Precision::NAMES, &self.precision()),
            epochs: self.epochs(),
            batch_size: self.batch_size(),
            learning_rate: self.learning_rate(),
            momentum: self.momentum(),
            schedule: match self.schedule().as_str() {
                "step" => Schedule::Step { decay, every },
                "cosine" => Schedule::Cosine,
                "inverse" => Schedule::Inverse { decay },
                _ => Schedule::Exponential { decay },
            },
        }
    }
}

impl ArchitectureSettings {
    pub(crate) fn read(&self) -> Architecture {
        Architecture {
            layers: self.layers().iter().map(|&width| width as usize).collect(),
            activation: named(&Activation::NAMES, &self.activation()),
            loss: named(&Loss::NAMES, &self.loss()),
            biases: self.biases(),
        }
    }
}

/// What a name stands for; the caller has checked that it is one.
pub(crate) fn named<T: Copy>(names: &[(T, &str)], name: &str) -> T {
    let found = names.iter().find(|(_, known)| *known == name);
    found.expect("the caller checks names").0
}

/// The distribution of a name; `half` is the bound of "uniform".
pub(crate) fn initial_of(name: &str, half: f64) -> Initial {
    match name {
        "unit-cube" => Initial::UnitCube,
        "glorot" => Initial::Glorot,
        "he" => Initial::He,
        _ => Initial::Uniform(half),
    }
}

fn matrix_of(gauss_newton: bool) -> Matrix {
    if gauss_newton {
        Matrix::GaussNewton
    } else {
        Matrix::Hessian
    }
}

/// A network.
#[wasm_bindgen]
pub struct Network {
    pub(crate) network: network::Network,
}

impl Network {
    fn of(network: Result<network::Network, Error>) -> Result<Network, JsValue> {
        Ok(Network {
            network: network.map_err(to_js)?,
        })
    }
}

#[wasm_bindgen]
impl Network {
    /// With the weights of a seed and a replica.
    pub fn create(
        settings: &ArchitectureSettings,
        initial: &str,
        half: f64,
        seed: u64,
        replica: u32,
    ) -> Result<Network, JsValue> {
        let initial = initial_of(initial, half);
        Self::of(network::Network::create(
            &settings.read(),
            initial,
            seed,
            replica,
        ))
    }

    /// With the given weights.
    #[wasm_bindgen(js_name = fromWeights)]
    pub fn from_weights(
        settings: &ArchitectureSettings,
        weights: Buffer,
    ) -> Result<Network, JsValue> {
        Self::of(network::Network::from_parameters(
            &settings.read(),
            weights.values,
        ))
    }

    /// Weights and biases.
    #[must_use]
    pub fn weights(&self) -> Vec<f64> {
        self.network.parameters().to_vec()
    }

    /// The outputs of every sample.
    pub fn outputs(&self, data: &Samples) -> Result<Vec<f64>, JsValue> {
        self.network.outputs(&data.data).map_err(to_js)
    }

    /// Mean loss and accuracy.
    pub fn evaluate(&self, data: &Samples) -> Result<Vec<f64>, JsValue> {
        let found = self.network.evaluate(&data.data).map_err(to_js)?;
        Ok(vec![found.loss, found.accuracy])
    }

    /// The gradient of the mean loss.
    pub fn gradient(&self, data: &Samples) -> Result<Vec<f64>, JsValue> {
        let n = self.network.parameters().len();
        let mut gradient = try_filled("the gradient", n, 0.0).map_err(to_js)?;
        self.network
            .gradient(&data.data, &mut gradient)
            .map_err(to_js)?;
        Ok(gradient)
    }

    /// The Hessian, or the Gauss–Newton matrix, by its products.
    pub fn products(&self, data: &Samples, gauss_newton: bool) -> Result<Multiplier, JsValue> {
        let matrix = matrix_of(gauss_newton);
        let products = Products::new(self.network.clone(), data.data.clone(), matrix);
        Ok(Multiplier::of(Box::new(products.map_err(to_js)?)))
    }

    /// A job whose matrix is the Hessian, or the Gauss–Newton matrix.
    pub fn curvature(&self, data: &Samples, gauss_newton: bool) -> Result<Job, JsValue> {
        let matrix = matrix_of(gauss_newton);
        let job = Dense::new(self.network.clone(), data.data.clone(), matrix).map_err(to_js)?;
        Ok(Job::of(Box::new(job)))
    }

    /// `data` under the labels that this network gives.
    pub fn teach(&self, data: &Samples) -> Result<Samples, JsValue> {
        let data = self.network.teach(&data.data).map_err(to_js)?;
        Ok(Samples { data })
    }
}

#[wasm_bindgen]
impl Job {
    /// Trains replicas on `train` from drawn weights, or from those that are given, and evaluates them there and on `test`.
    pub fn training(
        architecture: &ArchitectureSettings,
        settings: &TrainingSettings,
        weights: Option<Buffer>,
        train: &Samples,
        test: Option<Samples>,
    ) -> Result<Job, JsValue> {
        let settings = settings.read(architecture.read(), weights);
        let test = test.as_ref().map(|test| &test.data);
        let job = training(settings, &train.data, test).map_err(to_js)?;
        Ok(Job::of(job))
    }
}
