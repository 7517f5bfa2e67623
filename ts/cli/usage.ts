import { parseArgs } from "node:util";
import { InvalidInputError } from "../base/errors.js";
import { didYouMean } from "../base/nearest.js";
import type { Field } from "../base/schema.js";
import type { Io } from "./io.js";

/** The command line was not understood; exit code 2. */
export class UsageError extends Error {}

export interface Option {
  /** What stands for the value in the help; without it the option is a switch. */
  readonly value?: string;
  /** One letter: `-q`. */
  readonly short?: string;
  readonly repeated?: true;
  readonly help: string;
  /** The values that there are, where they are few. */
  readonly words?: readonly string[];
}

/** An option that a field describes. */
export function optionOf(value: string, { help, default: fallback, json }: Field<unknown>): Option {
  return {
    value,
    help: fallback === undefined ? help : `${help} (default ${fallback})`,
    ...(Array.isArray(json.enum) && { words: json.enum }),
  };
}

/** What a command line gives a command. */
export type Arguments = ReturnType<typeof parse>;

/** One command: what its help says, and what it does. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The operands that it needs, in order: "DIR"; the last may be "DIR…", one or more, or "[DIR]", one or none. */
  readonly operands: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** A line to try, which may depend on the operands that are given. */
  readonly example: string | ((operands: readonly string[]) => string);
  /** What its help says beside the options, of the operands that are given. */
  more?(operands: readonly string[]): string;
  /** @returns the exit code; of commands that return nothing it is 0 */
  run(args: Arguments, io: Io): Promise<void> | Promise<number>;
}

export function parse(command: Command, argv: readonly string[]) {
  const { values, positionals } = parseStrictly(command, argv);
  const needed = command.operands.filter((operand) => !operand.startsWith("["));
  if (positionals.length < needed.length)
    throw new UsageError(`${command.operands[positionals.length]} is missing; ${hint(command)}`);
  if (positionals.length > command.operands.length && !command.operands.at(-1)?.endsWith("…"))
    throw new UsageError(
      `${JSON.stringify(positionals[command.operands.length])} is too much; ${hint(command)}`,
    );
  const texts = (name: string) => ([values[name] ?? []].flat() as unknown[]).map(String);
  const text = (name: string) => texts(name).at(-1);
  return {
    operands: positionals,
    texts,
    /** The last value of an option. */
    text,
    on: (name: string) => values[name] !== undefined,
    /** The last value as a field takes it, or the field's default. */
    value<T>(name: string, field: Field<T>): T {
      const given = text(name);
      return given === undefined ? (field.default as T) : parseText(`--${name}`, given, field);
    },
  };
}

/** An error shows the text as it was typed. */
function parseText<T>(path: string, text: string, field: Field<T>): T {
  const isNumber = field.json.type === "number" || field.json.type === "integer";
  try {
    return field.parse(isNumber && text.trim() !== "" ? Number(text) : text, path);
  } catch {
    throw new InvalidInputError(path, text, field.expected);
  }
}

function parseStrictly(command: Command, argv: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { value, short }]) => [
      name,
      {
        type: value === undefined ? ("boolean" as const) : ("string" as const),
        multiple: true,
        ...(short && { short }),
      },
    ]),
  );
  try {
    return parseArgs({ args: withNegatives(command, argv), options, allowPositionals: true, strict: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    // Node's message goes on with advice on positional arguments.
    const [sentence = message] = message.split(/\. |\.?\n/);
    const unknown = code === "ERR_PARSE_ARGS_UNKNOWN_OPTION" && /'--([^']+)'/.exec(message)?.[1];
    const names = Object.keys(command.options);
    const meant = unknown ? didYouMean(unknown, names).replace("mean ", "mean --") : "";
    throw new UsageError(`${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}${meant}; ${hint(command)}`);
  }
}

/** `--shift -0.5` as `--shift=-0.5`: parseArgs takes what starts with a dash for an option. */
function withNegatives({ options }: Command, argv: readonly string[]): string[] {
  const takes = (word: string | undefined) =>
    word?.startsWith("--") === true && options[word.slice(2)]?.value !== undefined;
  return argv.flatMap((word, place) => {
    if (/^-\.?\d/.test(word) && takes(argv[place - 1])) return [];
    const next = argv[place + 1] ?? "";
    return takes(word) && /^-\.?\d/.test(next) ? [`${word}=${next}`] : [word];
  });
}

function hint({ name }: Command): string {
  return `see losscape ${name} --help`;
}

/** @param operands  what was given with the question for help */
export function helpOf(command: Command, operands: readonly string[]): string {
  const needed = command.operands.map((operand) => ` ${operand}`).join("");
  const rows = Object.entries({ ...command.options, help: HELP });
  const names = rows.map(
    ([name, { value, short }]) =>
      `${short === undefined ? "    " : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`,
  );
  const width = Math.max(...names.map((name) => name.length));
  return [
    `losscape ${command.name}${needed} [options]`,
    "",
    `  ${command.summary}`,
    "",
    ...rows.map(([, { help }], row) => `  ${(names[row] ?? "").padEnd(width)}  ${help}`),
    "",
    ...(command.more === undefined ? [] : [command.more(operands)]),
    "Example:",
    `  ${exampleOf(command, operands)}`,
    "",
  ].join("\n");
}

export function exampleOf({ example }: Command, operands: readonly string[] = []): string {
  return typeof example === "string" ? example : example(operands);
}

const HELP: Option = { short: "h", help: "show this help" };
