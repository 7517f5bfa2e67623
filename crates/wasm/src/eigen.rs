//! Jobs over one symmetric matrix or a batch of them.

use crate::buffer::Buffer;
use crate::error::to_js;
use crate::job::Job;
use losscape_core::eigen::crossover::Crossovers;
use losscape_core::eigen::job::{EigenJob, Task};
use losscape_core::eigen::range::Range;
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

    /// What matrices there are.
    pub type Matrices;
    #[wasm_bindgen(method, getter)]
    fn n(this: &Matrices) -> usize;
    #[wasm_bindgen(method, getter)]
    fn count(this: &Matrices) -> Option<usize>;

    /// Which eigenvalues are wanted of them.
    #[wasm_bindgen(extends = Matrices, typescript_type = "EigenSettings")]
    pub type EigenSettings;
    #[wasm_bindgen(method, getter)]
    fn range(this: &EigenSettings) -> Option<EigenRange>;

    /// The shift and tolerance of their inertias.
    #[wasm_bindgen(extends = Matrices, typescript_type = "InertiaSettings")]
    pub type InertiaSettings;
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
}

impl Matrices {
    fn begin(
        &self,
        task: Task,
        crossovers: Crossovers,
        matrices: &mut Buffer,
    ) -> Result<Job, JsValue> {
        let job = EigenJob::new(self.n(), self.count(), task, crossovers);
        let mut job = job.map_err(to_js)?;
        job.start(std::mem::take(&mut matrices.values));
        Ok(Job::of(Box::new(job)))
    }
}

/// Each takes the contents of `matrices`, n² doubles each, once everything else is allocated: a job that does not fit leaves
/// them where they are.
#[wasm_bindgen]
impl Job {
    /// Eigenvalues.
    pub fn eigenvalues(settings: &EigenSettings, matrices: &mut Buffer) -> Result<Job, JsValue> {
        let task = Task::Values(settings.wanted());
        settings.begin(task, Crossovers::default(), matrices)
    }

    /// Eigenvalues and eigenvectors.
    pub fn eigenpairs(settings: &EigenSettings, matrices: &mut Buffer) -> Result<Job, JsValue> {
        let task = Task::Pairs(settings.wanted());
        settings.begin(task, Crossovers::default(), matrices)
    }

    /// Inertias.
    pub fn inertias(settings: &InertiaSettings, matrices: &mut Buffer) -> Result<Job, JsValue> {
        let task = Task::Inertia {
            shift: settings.shift(),
            tolerance: settings.tolerance(),
        };
        settings.begin(task, Crossovers::default(), matrices)
    }
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
        settings.begin(task, crossovers, matrices)
    }
}
