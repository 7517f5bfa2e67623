import { type Field, type ObjectOf, object, type Schema } from "../base/schema.js";
import { type Deciding, type VariantOf, variants } from "../base/variants.js";
import type { Claim } from "../claims/claim.js";
import type { Files } from "../data/files.js";
import type { Figure } from "../figures/figure.js";
import type { Summary } from "../figures/summary.js";
import type { Interval, Measured } from "../statistics/measured.js";
import type { ColumnsOf, TableReader, TableSpec } from "../tables/spec.js";

export type { Files } from "../data/files.js";
// What an experiment needs of the layers below; it imports no `tables/`, `wasm/` or `runs/` itself.
export { type ColumnsOf, type TableReader, type TableSpec, table } from "../tables/spec.js";
export { deriveSeed } from "../wasm/seeds.js";
export { columnsOf, joined, type RowOf, readRows, readSome, rowsIn, rowsOf } from "./rows.js";

type Specs = Readonly<Record<string, TableSpec>>;
type Needs<Config> = Readonly<Record<string, InputNeed<Config>>>;

/**
 * One question that is answered by independent pieces of computing.
 *
 * Everything that all experiments need (Arrow, provenance, files, workers, progress, resume, hashing) lives outside.
 */
export interface Experiment<
  Config = unknown,
  Part = unknown,
  Tables extends Specs = Specs,
  Inputs extends Needs<Config> = Needs<Config>,
> {
  /** `kebab-case`: the folder, the run folder, the command line. */
  readonly name: string;
  readonly question: string;
  /** Types, bounds, defaults and help of the config, in one place. */
  readonly config: Schema<Config>;
  /** Data that it computes from beside its config, by name. */
  readonly inputs: Inputs;
  /** Every table that a shard leaves; each shard leaves all of them. */
  readonly tables: Tables;
  /** Plain JSON, from the config alone; the order of the plan is the order of rows in the merged tables. */
  plan(config: Config): readonly Shard<Part>[];
  /** Pure: no clock, no files, no randomness but the seed's; the same bytes on every machine. */
  run(
    config: Config,
    shard: Shard<Part>,
    context: RunContext<keyof Inputs & string>,
  ): Promise<{ readonly [T in keyof Tables]: ColumnsOf<Tables[T]> }>;
  /** What the merged tables say. */
  answer(config: Config, tables: { readonly [T in keyof Tables]: TableReader<Tables[T]> }): Promise<Answer>;
}

/** An experiment of which callers know the name, the config and the tables; who runs it need not. */
export type NamedExperiment<Name extends string, Config, Tables extends Specs> = Omit<
  Experiment,
  "name" | "config" | "tables"
> & {
  readonly name: Name;
  readonly config: Schema<Config>;
  readonly tables: Tables;
};

/** Gives an experiment its types; what is returned has forgotten those of its parts and inputs. */
export function experiment<
  const Name extends string,
  Config,
  Part,
  const Tables extends Specs,
  const Inputs extends Needs<Config>,
>(
  definition: Experiment<Config, Part, Tables, Inputs> & { readonly name: Name },
): NamedExperiment<Name, Config, Tables> {
  return definition as unknown as NamedExperiment<Name, Config, Tables>;
}

/** The config of an experiment: its fields, and what must hold between them, which throws the error. */
export const configSchema = <const Fields extends Record<string, Field<unknown>>>(
  fields: Fields,
  rule?: (config: ObjectOf<Fields>) => void,
): Schema<ObjectOf<Fields>> => object(fields, { name: "config", ...(rule && { rule }) });

/** The same, where one key decides which others there are. */
export const configVariants = <
  Common extends Readonly<Record<string, Field<unknown>>>,
  const D extends Deciding,
>(
  common: Common,
  deciding: D,
  rule: (config: ObjectOf<Common> & VariantOf<D>) => void,
): Schema<ObjectOf<Common> & VariantOf<D>> => variants(common, deciding, { name: "config", rule });

/** What differs from the defaults of a config. */
export type ConfigOf<E> =
  E extends NamedExperiment<string, infer Config, Specs>
    ? {
        readonly [K in keyof Config]?: (K extends "seed" ? number | bigint | string : Config[K]) | undefined;
      }
    : never;

/** A piece of work that takes seconds to minutes and never reads another piece. */
export interface Shard<Part = unknown> {
  /** Unique in the plan; letters, digits, `-` and `.` only: it is part of a file's name. */
  readonly id: string;
  /** What a progress line says of it and of others like it: "N=100". */
  readonly label: string;
  /** How much it does, and of what: 125 "replicas". */
  readonly units: number;
  readonly unit: string;
  /** Estimated seconds on one core, without what it shares. */
  readonly cost: number;
  /** Estimated peak bytes, without what it shares. */
  readonly memory: number;
  /** Estimated bytes of its tables' files. */
  readonly disk: number;
  /** What the shards of one worker make once: `RunContext.shared` of this key. */
  readonly shares?: { readonly key: string; readonly cost: number; readonly memory: number };
  /** What the experiment's `run` needs to know beside the config. */
  readonly part: Part;
}

export interface RunContext<Input extends string = string> {
  /** The data that the config asks for, by name. */
  readonly inputs: Readonly<Record<Input, InputData>>;
  readonly signal?: AbortSignal | undefined;
  /** Told how many units of this shard are done. */
  progress(progress: { readonly done: number }): void;
  /**
   * What the shards of one worker have in common, made once and kept until another key is asked for: a draw of the
   * couplings, a loaded data set. It is freed by the one who keeps it.
   */
  shared<T extends { free(): void }>(key: string, make: () => T): T;
}

/** Data that an experiment may need. */
export interface InputNeed<Config> {
  /** How it is given, in a sentence for who has not: "MNIST is given by --data mnist:DIR". */
  readonly help: string;
  /** Whether this config needs it. */
  isNeeded(config: Config): boolean;
  /** Reads what the user named (a folder, a data set, bytes). */
  read(source: unknown, files: Files | undefined): Promise<InputData>;
}

/** Arrays that a run computes from, known by their content. */
export interface InputData {
  /** SHA-256 of the content, in hexadecimal digits. */
  readonly hash: string;
  readonly arrays: Readonly<Record<string, Float64Array | Float32Array | Int32Array | Uint8Array>>;
}

/** What a run found out: plain JSON. */
export interface Answer {
  /** The answer in words, in order. */
  readonly sentences: readonly string[];
  /** The same in one small table; absent where a table would say no more. */
  readonly summary?: Summary;
  readonly figures: readonly Figure[];
  readonly numbers: readonly NamedNumber[];
  readonly claims: readonly Claim[];
}

/** A number that an answer leaves for the report, for claims and for `--json`. */
export interface NamedNumber extends Measured {
  /** `snake_case`, unique together with `at`. */
  readonly name: string;
  /** What it was measured at: `{ n: 100 }`. */
  readonly at: At;
  readonly unit: string;
  readonly meaning: string;
}

export type At = Readonly<Record<string, number | string>>;

/** A number's name, what was measured, its unit and its meaning. */
export type Entry = readonly [string, Measured | number | undefined, unit: string, meaning: string];

/** Numbers at one place; what could not be measured is left out. */
export function numbersAt(at: At, entries: readonly Entry[]): NamedNumber[] {
  return entries.flatMap(([name, found, unit, meaning]) =>
    found === undefined
      ? []
      : [{ name, at, ...(typeof found === "number" ? { value: found } : found), unit, meaning }],
  );
}

/** The ends of an interval of a number of that name; `of` says which interval. */
export const span = (
  name: string,
  interval: Interval | undefined,
  unit: string,
  of = "its 95 % interval (Student)",
): Entry[] => [
  [`${name}_low`, interval?.low, unit, `lower end of ${of}`],
  [`${name}_high`, interval?.high, unit, `upper end of ${of}`],
];
