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
export interface EigenSettings {
    /** The order of every matrix. */
    readonly n: number;
    /** The matrices of a batch; absent for a single matrix. */
    readonly count?: number | undefined;
    readonly task: "values" | "pairs" | "inertia";
    /** Places of eigenvalues; without these and those below, all of them. */
    readonly from?: number;
    readonly to?: number;
    /** Ends of eigenvalues. */
    readonly low?: number;
    readonly high?: number;
    /** Of an inertia. */
    readonly shift?: number;
    readonly tolerance?: number;
}
"#;

#[wasm_bindgen]
extern "C" {
    /// What is wanted of which matrices.
    #[wasm_bindgen(typescript_type = "EigenSettings")]
    pub type EigenSettings;
    #[wasm_bindgen(method, getter)]
    fn n(this: &EigenSettings) -> usize;
    #[wasm_bindgen(method, getter)]
    fn count(this: &EigenSettings) -> Option<usize>;
    #[wasm_bindgen(method, getter)]
    fn task(this: &EigenSettings) -> String;
    #[wasm_bindgen(method, getter)]
    fn from(this: &EigenSettings) -> Option<usize>;
    #[wasm_bindgen(method, getter)]
    fn to(this: &EigenSettings) -> Option<usize>;
    #[wasm_bindgen(method, getter)]
    fn low(this: &EigenSettings) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn high(this: &EigenSettings) -> Option<f64>;
    #[wasm_bindgen(method, getter)]
    fn shift(this: &EigenSettings) -> f64;
    #[wasm_bindgen(method, getter)]
    fn tolerance(this: &EigenSettings) -> f64;
}

impl EigenSettings {
    fn range(&self) -> Range {
        match (self.from(), self.to(), self.low(), self.high()) {
            (Some(from), Some(to), _, _) => Range::Index { from, to },
            (_, _, Some(low), Some(high)) => Range::Value { low, high },
            _ => Range::All,
        }
    }

    fn wanted(&self) -> Task {
        match self.task().as_str() {
            "values" => Task::Values(self.range()),
            "pairs" => Task::Pairs(self.range()),
            "inertia" => Task::Inertia {
                shift: self.shift(),
                tolerance: self.tolerance(),
            },
            _ => unreachable!("the caller checks the task"),
        }
    }
}

#[wasm_bindgen]
impl Job {
    /// Takes the contents of `matrices`, n² doubles each, once everything else is allocated: a job that does not fit leaves
    /// them where they are.
    pub fn eigen(settings: &EigenSettings, matrices: &mut Buffer) -> Result<Job, JsValue> {
        begin(settings, matrices, Crossovers::default())
    }
}

fn begin(
    settings: &EigenSettings,
    matrices: &mut Buffer,
    crossovers: Crossovers,
) -> Result<Job, JsValue> {
    let job = EigenJob::new(
        settings.n(),
        settings.count(),
        settings.wanted(),
        crossovers,
    );
    let mut job = job.map_err(to_js)?;
    job.start(std::mem::take(&mut matrices.values));
    Ok(Job::of(job))
}

#[cfg(feature = "bench")]
#[wasm_bindgen]
impl Job {
    /// The same with other crossovers, to measure them.
    #[wasm_bindgen(js_name = eigenWithCrossovers)]
    pub fn eigen_with_crossovers(
        settings: &EigenSettings,
        matrices: &mut Buffer,
        unblocked: usize,
        one_stage: usize,
        divide: usize,
    ) -> Result<Job, JsValue> {
        let crossovers = Crossovers {
            unblocked,
            one_stage,
            divide,
        };
        begin(settings, matrices, crossovers)
    }
}
