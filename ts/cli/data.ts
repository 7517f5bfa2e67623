import { InvalidInputError } from "../base/errors.js";
import type { Experiment } from "../experiments/experiment.js";
import type { Arguments, Option } from "./usage.js";

export const dataOptions = {
  data: {
    value: "digits|mnist:DIR|arrow:FILE",
    help: "what networks learn: digits drawn here (default), MNIST's folder, or an Arrow file of one's own",
  },
} as const satisfies Record<string, Option>;

/** What the config's `data` is by the word before the colon, and whether something is named behind it. */
const KINDS: Readonly<Record<string, { readonly data: string; readonly named: boolean }>> = {
  digits: { data: "digits", named: false },
  mnist: { data: "mnist", named: true },
  arrow: { data: "own", named: true },
};

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
  const { data, path } = parseData(text);
  const said = (config as { data?: unknown }).data;
  if (said !== undefined && said !== data)
    throw new InvalidInputError("--data", text, `what the config says: data is ${JSON.stringify(said)}`);
  return { config: { ...config, data }, inputs: path === undefined ? {} : { [data]: path } };
}

/** Where data are, by what configs call them, of every `--data` that names some. @throws InvalidInputError */
export function dataSources(args: Arguments): Readonly<Record<string, string>> {
  const named = args.texts("data").map(parseData);
  return Object.fromEntries(named.flatMap(({ data, path }) => (path === undefined ? [] : [[data, path]])));
}

function parseData(text: string): { readonly data: string; readonly path: string | undefined } {
  const [, word = "", path] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const kind = Object.hasOwn(KINDS, word) ? KINDS[word] : undefined;
  if (kind === undefined || (kind.named ? !path : path !== undefined))
    throw new InvalidInputError(
      "--data",
      text,
      "digits, mnist: and the folder that holds it, or arrow: and a file of one's own",
    );
  return { data: kind.data, path };
}
