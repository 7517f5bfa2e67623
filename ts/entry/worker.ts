/** The script of a Web Worker: computes shards for the page that started it. */
import { findExperiment } from "../experiments/index.js";
import { serve } from "../runs/serve.js";
import { webWorkerScope } from "../runs/web-workers.js";
import { init } from "../wasm/loader.js";

serve(webWorkerScope(), init, findExperiment);
