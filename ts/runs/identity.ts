import { canonicalJson } from "../base/canonical.js";
import type { Shard } from "../experiments/experiment.js";
import type { Provenance, TableSpec } from "../tables/spec.js";

/** The code that computes: two builds with these equal leave the same bytes. */
export interface Build {
  readonly version: string;
  /** SHA-256 of the .wasm file, in hexadecimal digits. */
  readonly wasm: string;
  readonly backend: "strict" | "relaxed";
  /** SHA-256 of the JavaScript that plans and computes, in hexadecimal digits. */
  readonly code: string;
}

/** Everything that decides the bytes of a run's tables, and nothing else. */
export interface Identity {
  readonly experiment: string;
  readonly config: object;
  /** The hashes of the data that it computes from, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly version: string;
  readonly build: Omit<Build, "version">;
}

/** What `run.json` holds. */
export interface RunRecord extends Identity {
  readonly plan: readonly Shard[];
}

/** SHA-256 in hexadecimal digits. */
export async function digestOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Twelve hexadecimal digits that name a run: the same for the same experiment, config, inputs and build. */
export async function runHash({ experiment, config, inputs, version, build }: Identity): Promise<string> {
  return (await digestOfJson({ experiment, config, inputs, version, build })).slice(0, 12);
}

/** SHA-256 of a value as canonical JSON. */
export function digestOfJson(value: object): Promise<string> {
  return digestOf(new TextEncoder().encode(canonicalJson(value)));
}

/** What the metadata of a run's tables say. */
export function provenanceOf(run: Identity, { normalisation }: TableSpec): Provenance {
  const { experiment, config, inputs, version, build } = run;
  const given = Object.keys(inputs).length === 0 ? config : { ...config, inputs };
  return { version, config: canonicalJson(given), backend: build.backend, normalisation, experiment };
}

/** One phrase for each thing in which two runs differ; none when they are the same run. */
export function differences(there: RunRecord, here: RunRecord): string[] {
  const ofThere = facts(there);
  const ofHere = facts(here);
  const found = [...new Set([...ofThere.keys(), ...ofHere.keys()])]
    .filter((key) => ofThere.get(key) !== ofHere.get(key))
    .map((key) => `${key} is ${ofThere.get(key) ?? "absent"} there and ${ofHere.get(key) ?? "absent"} here`);
  if (found.length === 0 && canonicalJson(there.plan) !== canonicalJson(here.plan))
    found.push(`the plan of its ${there.plan.length} shards differs from the ${here.plan.length} here`);
  return found;
}

/** The same of builds alone. */
export function buildDifferences(there: Identity, { version, ...build }: Build): string[] {
  return differences({ ...there, plan: [] }, { ...there, version, build, plan: [] });
}

function facts({ experiment, version, build, config, inputs }: Identity): Map<string, string> {
  const data = Object.entries(inputs).map(([name, hash]) => [`data ${name}`, hash] as const);
  const entries = [...Object.entries({ experiment, version, ...build, ...config }), ...data];
  return new Map(entries.map(([key, value]) => [key, canonicalJson(value)]));
}
