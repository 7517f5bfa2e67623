import type { Table } from "apache-arrow";
import type { Schema } from "../base/schema.js";
import type { TableSpec } from "../tables/spec.js";
import type { Figure, NamedNumber } from "../figures/figure.js";

/**
 * One question that is answered by independent pieces of computing.
 *
 * Everything that all experiments need (files, workers, progress, resume, hashing) lives in `runs/`.
 */
export interface Experiment<Config = unknown, Part = unknown> {
  readonly name: string;
  readonly question: string;
  /** What a shard counts its progress in: "replicas". */
  readonly unit: string;
  /** Types, bounds, defaults and help of the config, in one place. */
  readonly config: Schema<Config>;
  /** Every table that a shard leaves; each shard leaves all of them. */
  readonly tables: readonly TableSpec[];
  /** Plain JSON, from the config alone; the order of the plan is the order of rows in the merged tables. */
  plan(config: Config): Shard<Part>[];
  /** Pure: no clock, no files, no randomness but the seed's; the same bytes on every machine. */
  run(config: Config, shard: Shard<Part>, context: RunContext): Promise<Record<string, Table>>;
  summarise(config: Config, tables: Readonly<Record<string, Table>>): Summary;
}

/** A piece of work that takes seconds to minutes and never reads another piece. */
export interface Shard<Part = unknown> {
  /** Unique in the plan; letters, digits, `-` and `.` only: it is part of a file's name. */
  readonly id: string;
  /** How many of the experiment's `unit` it does. */
  readonly units: number;
  /** Estimated seconds on one core. */
  readonly cost: number;
  /** Estimated peak bytes. */
  readonly memory: number;
  /** What the experiment's `run` needs to know beside the config. */
  readonly part: Part;
}

export interface RunContext {
  readonly signal?: AbortSignal | undefined;
  /** Called with the units of this shard that are done so far. */
  progress(done: number): void;
}

export interface Summary {
  readonly figures: readonly Figure[];
  readonly numbers: readonly NamedNumber[];
}
