//! Jobs that multiply by an operator: a matrix in WASM, or whatever JavaScript does with a vector.

use crate::buffer::Buffer;
use crate::error::to_js;
use crate::job::Job;
use losscape_core::budget::Budget;
use losscape_core::lanczos::density::Drawing;
use losscape_core::lanczos::{Lanczos, Operator, Quadrature, Which, eigenpairs, quadrature, serve};
use losscape_core::memory::try_filled;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const SETTINGS: &str = r#"
interface OperatorSettings {
    readonly n: number;
    readonly symmetryTolerance: number;
    readonly seed: bigint;
}

export interface LanczosSettings extends OperatorSettings {
    readonly count: number;
    readonly which: "smallest" | "largest" | "both";
    readonly basis: number;
    readonly tolerance: number;
    readonly maxProducts: number;
    /** Whether eigenvalues are counted: of a stored matrix. */
    readonly census: boolean;
}

export interface QuadratureSettings extends OperatorSettings {
    readonly probes: number;
    readonly steps: number;
    /** Standard deviation of the Gaussians; without it, the spectrum's width over `parts`. */
    readonly width: number | undefined;
    readonly parts: number;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// What every job has that multiplies by an operator.
    pub type OperatorSettings;
    #[wasm_bindgen(method, getter)]
    fn n(this: &OperatorSettings) -> usize;
    #[wasm_bindgen(method, getter, js_name = symmetryTolerance)]
    fn symmetry_tolerance(this: &OperatorSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn seed(this: &OperatorSettings) -> u64;

    /// Which eigenpairs are wanted, and when to stop.
    #[wasm_bindgen(extends = OperatorSettings, typescript_type = "LanczosSettings")]
    pub type LanczosSettings;
    #[wasm_bindgen(method, getter)]
    fn count(this: &LanczosSettings) -> usize;
    #[wasm_bindgen(method, getter)]
    fn which(this: &LanczosSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn basis(this: &LanczosSettings) -> usize;
    #[wasm_bindgen(method, getter)]
    fn tolerance(this: &LanczosSettings) -> f64;
    #[wasm_bindgen(method, getter, js_name = maxProducts)]
    fn max_products(this: &LanczosSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn census(this: &LanczosSettings) -> bool;

    /// Which rules are wanted, and how their density is drawn.
    #[wasm_bindgen(extends = OperatorSettings, typescript_type = "QuadratureSettings")]
    pub type QuadratureSettings;
    #[wasm_bindgen(method, getter)]
    fn probes(this: &QuadratureSettings) -> u32;
    #[wasm_bindgen(method, getter)]
    fn steps(this: &QuadratureSettings) -> usize;
    #[wasm_bindgen(method, getter)]
    fn width(this: &QuadratureSettings) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn parts(this: &QuadratureSettings) -> f64;
}

#[wasm_bindgen]
impl Job {
    /// Extremal eigenpairs of an operator.
    pub fn lanczos(settings: &LanczosSettings) -> Result<Job, JsValue> {
        let word = settings.which();
        let named = Which::NAMES.iter().find(|(_, name)| *name == word);
        let (which, _) = *named.expect("the caller checks the name");
        let settings = eigenpairs::Settings {
            n: settings.n(),
            count: settings.count(),
            which,
            basis: settings.basis(),
            tolerance: settings.tolerance(),
            symmetry_tolerance: settings.symmetry_tolerance(),
            max_products: settings.max_products(),
            seed: settings.seed(),
            census: settings.census(),
        };
        let job = Lanczos::new(settings).map_err(to_js)?;
        Ok(Job::of(Box::new(job)))
    }

    /// Gauss rules for the spectral measures of random vectors, and the density drawn from them, at the points of `grid`
    /// where there is one.
    pub fn quadrature(settings: &QuadratureSettings, grid: Option<Buffer>) -> Result<Job, JsValue> {
        let drawing = Drawing {
            width: settings.width(),
            parts: settings.parts(),
            grid: grid.map(|grid| grid.values),
        };
        let settings = quadrature::Settings {
            n: settings.n(),
            probes: settings.probes(),
            steps: settings.steps(),
            symmetry_tolerance: settings.symmetry_tolerance(),
            seed: settings.seed(),
        };
        let job = Quadrature::new(settings).map_err(to_js)?;
        Ok(Job::of(Box::new(job.drawn(drawing))))
    }
}

/// A symmetric matrix that is known by its products, which are computed here.
#[wasm_bindgen]
pub struct Multiplier {
    operator: Box<dyn Operator>,
}

impl Multiplier {
    pub(crate) fn of(operator: Box<dyn Operator>) -> Self {
        Self { operator }
    }
}

#[wasm_bindgen]
impl Multiplier {
    /// The matrix times a vector.
    pub fn multiply(&mut self, vector: &Buffer) -> Result<Vec<f64>, JsValue> {
        let mut product = try_filled("the product", vector.values.len(), 0.0).map_err(to_js)?;
        self.operator.apply(&vector.values, &mut product);
        Ok(product)
    }

    /// Multiplies for a job that asks for it, for about `flops` operations; whether all is done.
    pub fn serve(&mut self, job: &mut Job, flops: f64) -> Result<bool, JsValue> {
        let operator = &mut *self.operator;
        serve(operator, &mut *job.job, &mut Budget::of(flops)).map_err(to_js)
    }
}
