/** The script of a Web Worker: computes shards for the page that started it. */
import { findExperiment } from "../experiments/index.js";
import { serve } from "../runs/executors/serve.js";
import { webWorkerScope } from "../runs/executors/web-workers.js";
import { init } from "../wasm/loader.js";

serve(webWorkerScope(), init, findExperiment);
