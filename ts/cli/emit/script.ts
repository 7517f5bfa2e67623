import { duration, plural } from "../../base/text.js";
import { make } from "./make.js";
import { parallel } from "./parallel.js";
import { slurm } from "./slurm.js";
import type { Work } from "./work.js";

const WRITERS = { slurm, parallel, make };
export type Kind = keyof typeof WRITERS;
export const KINDS = Object.keys(WRITERS) as Kind[];

/** A script that computes a run in jobs and merges it; run again, it goes on with what is not finished. */
export function scriptOf(kind: Kind, work: Work): string {
  return WRITERS[kind](work, aboutOf(work));
}

function aboutOf({ experiment, jobs: { count, seconds, workers } }: Work): string {
  return `${experiment} in ${plural(count, "job")} of up to about ${duration(seconds)} on ${plural(workers, "worker")}`;
}
