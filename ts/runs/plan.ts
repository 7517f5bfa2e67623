import { InvalidInputError } from "../base/errors.js";
import type { Experiment } from "../experiments/experiment.js";
import type { Build, RunRecord } from "./identity.js";
import type { Inputs } from "./inputs.js";

/** Checks the config and plans the run. @throws InvalidInputError */
export function plan(
  chosen: Experiment,
  given: unknown,
  data: Inputs,
  { version, ...build }: Build,
): RunRecord {
  const { name: experiment } = chosen;
  const config = chosen.config.parse(given) as object;
  const plan = chosen.plan(config);
  const ids = new Set<string>();
  for (const { id } of plan) {
    if (!/^[A-Za-z0-9][A-Za-z0-9.-]*$/.test(id) || ids.has(id))
      throw new InvalidInputError(`${experiment}: shard id`, id, "unique letters, digits, - and .");
    ids.add(id);
  }
  const inputs = Object.fromEntries(Object.entries(data).map(([name, { hash }]) => [name, hash]));
  return { experiment, config, inputs, version, build, plan };
}
