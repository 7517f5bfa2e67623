import { InvalidInputError } from "../base/errors.js";
import type { Experiment, Files, InputData } from "../experiments/experiment.js";

/** The data that a run computes from, by name. */
export type Inputs = Readonly<Record<string, InputData>>;

/**
 * Reads the data that the config needs from what the user named.
 *
 * @throws InvalidInputError  data that are needed and not given, or given and not needed; whatever reading them says
 */
export async function readInputs(
  { name: experiment, inputs }: Experiment,
  config: unknown,
  given: Readonly<Record<string, unknown>>,
  files: Files | undefined,
): Promise<Inputs> {
  for (const name of Object.keys(given))
    if (!Object.hasOwn(inputs, name))
      throw new InvalidInputError(`inputs.${name}`, given[name], `no such data in ${experiment}`);
  const read: Record<string, InputData> = {};
  for (const [name, need] of Object.entries(inputs)) {
    const source = given[name];
    if (!need.isNeeded(config)) {
      if (source !== undefined)
        throw new InvalidInputError(
          `inputs.${name}`,
          source,
          "nothing: this config does not compute from it",
        );
    } else if (source === undefined)
      throw new InvalidInputError(`inputs.${name}`, source, `data: ${need.help}`);
    else read[name] = await need.read(source, files);
  }
  return read;
}
