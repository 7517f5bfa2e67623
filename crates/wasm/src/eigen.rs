//! Jobs over one symmetric matrix or a batch of them.

use crate::buffer::Buffer;
use crate::error::to_js;
use crate::job::Job;
use losscape_core::eigen::crossover::Crossovers;
use losscape_core::eigen::job::{EigenJob, Task};
use losscape_core::eigen::range::Range;
use losscape_core::error::Error;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const SETTINGS: &str = r#"
interface Matrices {
    /** The order of each. */
    readonly n: number;
    /** How many a batch has; absent for a single matrix. */
    readonly count?: number | undefined;
}

/** Eigenvalues by their places, or by the ends between which they are. */
export type EigenRange =
    | { readonly by: "index"; readonly low: number; readonly high: number }
    | { readonly by: "value"; readonly low: number; readonly high: number };

export interface EigenSettings extends Matrices {
    /** All of them, where this is absent. */
    readonly range?: EigenRange | undefined;
}

export interface InertiaSettings extends Matrices {
    readonly shift: number;
    readonly tolerance: number;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// A range of eigenvalues.
    #[wasm_bindgen(typescript_type = "EigenRange")]
    pub type EigenRange;
    #[wasm_bindgen(method, getter)]
    fn by(this: &EigenRange) -> String;
    #[wasm_bindgen(method, getter)]
    fn low(this: &EigenRange) -> f64;
    #[wasm_bindgen(method, getter)]
    fn high(this: &EigenRange) -> f64;

    /// Which eigenvalues are wanted of which matrices.
    #[wasm_bindgen(typescript_type = "EigenSettings")]
    pub type EigenSettings;
    #[wasm_bindgen(method, getter)]
    fn n(this: &EigenSettings) -> usize;
    #[wasm_bindgen(method, getter)]
    fn count(this: &EigenSettings) -> Option<usize>;
    #[wasm_bindgen(method, getter)]
    fn range(this: &EigenSettings) -> Option<EigenRange>;

    /// The shift and tolerance of the inertias of which matrices.
    #[wasm_bindgen(typescript_type = "InertiaSettings")]
    pub type InertiaSettings;
    #[wasm_bindgen(method, getter)]
    fn n(this: &InertiaSettings) -> usize;
    #[wasm_bindgen(method, getter)]
    fn count(this: &InertiaSettings) -> Option<usize>;
    #[wasm_bindgen(method, getter)]
    fn shift(this: &InertiaSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn tolerance(this: &InertiaSettings) -> f64;
}

impl EigenSettings {
    fn wanted(&self) -> Range {
        let Some(range) = self.range() else {
            return Range::All;
        };
        let (low, high) = (range.low(), range.high());
        match range.by().as_str() {
            "index" => Range::Index {
                from: low as usize,
                to: high as usize,
            },
            "value" => Range::Value { low, high },
            _ => unreachable!("the caller checks the range"),
        }
    }

    fn job(&self, task: Task, crossovers: Crossovers) -> Result<EigenJob, Error> {
        EigenJob::new(self.n(), self.count(), task, crossovers)
    }
}

/// Each takes the contents of `matrices`, n² doubles each, once everything else is allocated: a job that does not fit leaves
/// them where they are.
#[wasm_bindgen]
impl Job {
    /// Eigenvalues.
    pub fn eigenvalues(settings: &EigenSettings, matrices: &mut Buffer) -> Result<Job, JsValue> {
        let task = Task::Values(settings.wanted());
        begin(settings.job(task, Crossovers::default()), matrices)
    }

    /// Eigenvalues and eigenvectors.
    pub fn eigenpairs(settings: &EigenSettings, matrices: &mut Buffer) -> Result<Job, JsValue> {
        let task = Task::Pairs(settings.wanted());
        begin(settings.job(task, Crossovers::default()), matrices)
    }

    /// Inertias.
    pub fn inertias(settings: &InertiaSettings, matrices: &mut Buffer) -> Result<Job, JsValue> {
        let task = Task::Inertia {
            shift: settings.shift(),
            tolerance: settings.tolerance(),
        };
        let (n, count) = (settings.n(), settings.count());
        begin(
            EigenJob::new(n, count, task, Crossovers::default()),
            matrices,
        )
    }
}

fn begin(job: Result<EigenJob, Error>, matrices: &mut Buffer) -> Result<Job, JsValue> {
    let mut job = job.map_err(to_js)?;
    job.start(std::mem::take(&mut matrices.values));
    Ok(Job::of(job))
}

#[cfg(feature = "bench")]
#[wasm_bindgen]
impl Job {
    /// All eigenvalues, or eigenpairs, with other crossovers, to measure them.
    #[wasm_bindgen(js_name = withCrossovers)]
    pub fn with_crossovers(
        settings: &EigenSettings,
        matrices: &mut Buffer,
        pairs: bool,
        unblocked: usize,
        one_stage: usize,
        divide: usize,
    ) -> Result<Job, JsValue> {
        let task = match pairs {
            true => Task::Pairs(Range::All),
            false => Task::Values(Range::All),
        };
        let crossovers = Crossovers {
            unblocked,
            one_stage,
            divide,
        };
        begin(settings.job(task, crossovers), matrices)
    }
}
