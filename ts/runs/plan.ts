import { InvalidInputError } from "../base/errors.js";
import type { Experiment } from "../experiments/experiment.js";
import type { Build, RunRecord } from "./identity.js";
import type { Inputs } from "./inputs.js";

/** Checks the config and plans the run. @throws InvalidInputError */
export function plan(experiment: Experiment, config: unknown, inputs: Inputs, build: Build): RunRecord {
  const parsed = experiment.config.parse(config) as object;
  const shards = experiment.plan(parsed);
  const ids = new Set<string>();
  for (const { id } of shards) {
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id) || ids.has(id))
      throw new InvalidInputError(`${experiment.name}: shard id`, id, "unique letters, digits, - and .");
    ids.add(id);
  }
  const { version, ...hashes } = build;
  return {
    experiment: experiment.name,
    config: parsed,
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, { hash }]) => [name, hash])),
    version,
    build: hashes,
    plan: shards,
  };
}
