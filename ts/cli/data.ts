import { InvalidInputError } from "../base/errors.js";
import type { Experiment } from "../experiments/experiment.js";
import type { Arguments, Option } from "./usage.js";

export const dataOptions = {
  data: {
    value: "digits|mnist:DIR",
    help: "what networks learn: digits drawn here (default), or MNIST's folder",
  },
} as const satisfies Record<string, Option>;

/** What a run computes from: its config, and where its data are. */
export interface Given {
  readonly config: object;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Whether an experiment computes from data that `--data` can name. */
export const takesData = ({ config }: Pick<Experiment, "config">): boolean =>
  Object.hasOwn(config.fields, "data");

/**
 * The config with what `--data` says of it.
 *
 * @throws InvalidInputError  what it names is none of these, or not what the config says
 */
export function withData(args: Arguments, config: object): Given {
  const text = args.text("data");
  if (text === undefined) return { config, inputs: {} };
  const [, name = "", path] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const isKnown = name === "digits" ? path === undefined : name === "mnist" && !!path;
  if (!isKnown) throw new InvalidInputError("--data", text, "digits, or mnist: and the folder that holds it");
  const said = (config as { data?: unknown }).data;
  if (said !== undefined && said !== name)
    throw new InvalidInputError("--data", text, `what the config says: data is ${JSON.stringify(said)}`);
  return { config: { ...config, data: name }, inputs: path === undefined ? {} : { [name]: path } };
}
