import type { Claim } from "../claims/claim.js";
import type { Answer } from "../experiments/experiment.js";
import type { TableSpec } from "../tables/spec.js";

/** Everything that a report says; the caller has read it from run folders. */
export interface ReportInput {
  /** The day on which it is written, as the caller's clock has it: "2026-11-26". */
  readonly date: string;
  /** The first page; of a run that bears on none there is none. */
  readonly claims: readonly Claim[];
  readonly experiments: readonly ReportedExperiment[];
  /** Sentences for the end of the page: what the report does not hold. */
  readonly notes: readonly string[];
}

export interface ReportedExperiment {
  readonly name: string;
  readonly question: string;
  readonly config: object;
  /** What computes the same tables again. */
  readonly command: string;
  readonly answer: Answer;
  readonly tables: readonly ReportedTable[];
  readonly run: ReportedRun;
}

/** An Arrow file; `file` is its path relative to the report. */
export interface ReportedTable extends TableSpec {
  readonly file: string;
  readonly rows: number;
}

export interface ReportedRun {
  readonly version: string;
  readonly wasmHash: string;
  readonly backend: "strict" | "relaxed";
  readonly shards: number;
  /** How the tables were made; absent where the run folder does not say. */
  readonly made: ReportedMaking | undefined;
}

export interface ReportedMaking {
  readonly engine: string;
  readonly workers: number;
  /** Wall time of the run that finished. */
  readonly seconds: number;
  /** Shards that an earlier run had finished. */
  readonly reused: number;
}
