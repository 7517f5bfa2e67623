import type { Jobs } from "../../runs/jobs.js";

/** What a script runs: `run` but for its `--shard`, and `merge`, as a shell takes them. */
export interface Work {
  readonly experiment: string;
  readonly run: string;
  readonly merge: string;
  readonly jobs: Jobs;
}
