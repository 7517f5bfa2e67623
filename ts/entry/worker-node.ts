/** The script of a worker thread: computes shards for the process that started it. */
import { findExperiment } from "../experiments/index.js";
import { serve } from "../runs/executors/serve.js";
import { threadScope } from "../runs/node/threads.js";
import { init } from "../wasm/loader.js";

serve(threadScope(), init, findExperiment);
