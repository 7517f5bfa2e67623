import { canonicalJson } from "../base/canonical.js";
import { InvalidInputError } from "../base/errors.js";
import type { Experiment, Shard } from "../experiments/experiment.js";

/** The code that computes: two builds with these three equal leave the same bytes. */
export interface Build {
  readonly version: string;
  /** SHA-256 of the .wasm file, in hexadecimal digits. */
  readonly wasm: string;
  readonly backend: "strict" | "relaxed";
}

/** What `run.json` holds: everything that decides the bytes of a run's tables, and nothing else. */
export interface RunRecord {
  readonly experiment: string;
  readonly config: object;
  readonly version: string;
  readonly build: Omit<Build, "version">;
  readonly plan: readonly Shard[];
}

/** Checks the config and plans the run. */
export function recordOf(experiment: Experiment, config: unknown, build: Build): RunRecord {
  const parsed = experiment.config.parse(config);
  const plan = experiment.plan(parsed);
  const ids = new Set<string>();
  for (const { id } of plan) {
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id) || ids.has(id))
      throw new InvalidInputError(`${experiment.name}: shard id`, id, "unique letters, digits, - and .");
    ids.add(id);
  }
  const { version, wasm, backend } = build;
  return { experiment: experiment.name, config: parsed as object, version, build: { wasm, backend }, plan };
}

/** SHA-256 in hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Twelve hexadecimal digits that name a run: the same for the same experiment, config and build. */
export async function runHash({
  experiment,
  config,
  version,
  build,
}: Omit<RunRecord, "plan">): Promise<string> {
  const text = canonicalJson({ experiment, config, version, build });
  return (await sha256(new TextEncoder().encode(text))).slice(0, 12);
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

function facts({ experiment, config, version, build }: RunRecord): Map<string, string> {
  const entries = Object.entries({ experiment, version, ...build, ...config });
  return new Map(entries.map(([key, value]) => [key, canonicalJson(value)]));
}
