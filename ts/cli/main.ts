import { InvalidInputError, LosscapeError } from "../base/errors.js";
import { didYouMean } from "../base/nearest.js";
import { code } from "../wasm/generated/code.js";
import { build } from "../wasm/loader.js";
import { collect } from "./commands/collect.js";
import { completion } from "./commands/completion.js";
import { eigen } from "./commands/eigen.js";
import { listExperiments } from "./commands/experiments.js";
import { exportTables } from "./commands/export.js";
import { merge } from "./commands/merge.js";
import { plan } from "./commands/plan.js";
import { report } from "./commands/report.js";
import { reproduce } from "./commands/reproduce.js";
import { run } from "./commands/run.js";
import { status } from "./commands/status.js";
import { submit } from "./commands/submit.js";
import { theory } from "./commands/theory.js";
import { verify } from "./commands/verify.js";
import { worker } from "./commands/worker.js";
import { type Io, processIo, quiet, say } from "./io.js";
import { Interrupted } from "./running.js";
import { type Command, exampleOf, helpOf, parse, UsageError } from "./usage.js";

const COMMANDS: readonly Command[] = [
  reproduce,
  run,
  eigen,
  plan,
  merge,
  verify,
  submit,
  worker,
  collect,
  status,
  report,
  exportTables,
  theory,
  listExperiments,
  completion(() => COMMANDS),
];

/** The command line: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function main(argv: readonly string[], io: Io = processIo()): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    const expected =
      error instanceof LosscapeError || error instanceof UsageError || error instanceof Interrupted;
    say(io, `losscape: ${expected ? message : `a defect of losscape: ${message}`}`);
    if (io.env.LOSSCAPE_DEBUG === "1" && stack !== undefined) say(io, stack);
    if (error instanceof Interrupted) return 130;
    return error instanceof InvalidInputError || error instanceof UsageError ? 2 : 1;
  }
}

const HELP = ["--help", "-h"];
const VERSION = ["--version", "-V"];

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [first, ...others] = argv;
  if (first === undefined) {
    io.stderr.write(overview());
    return 2;
  }
  const print = (text: string) => {
    io.stdout.write(text);
    return 0;
  };
  if (VERSION.includes(first)) return print(version());
  const isHelp = first === "help" || HELP.includes(first);
  const [name, ...rest] = isHelp ? others : argv;
  if (name === undefined || HELP.includes(name)) return print(overview());
  const command = commandOf(name);
  const before = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
  const operands = rest.filter((word) => !word.startsWith("-"));
  if (isHelp || before.some((word) => HELP.includes(word))) return print(helpOf(command, operands));
  const args = parse(command, rest);
  return (await command.run(args, args.on("quiet") ? quiet(io) : io)) ?? 0;
}

/** @throws UsageError */
function commandOf(name: string): Command {
  const command = COMMANDS.find((known) => known.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((known) => known.name);
  const kind = name.startsWith("-") ? "option" : "command";
  throw new UsageError(
    `there is no ${kind} ${name}${didYouMean(name, [...names, ...VERSION, ...HELP])}; the commands are ${names.join(", ")}`,
  );
}

function version(): string {
  const builds = Object.entries({ ...build.wasm, code }).map(
    ([name, hash]) => `${name} ${hash.slice(0, 12)}`,
  );
  return `losscape ${build.version} (${builds.join(", ")})\n`;
}

function overview(): string {
  return [
    "losscape <command> [options]",
    "",
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(11)}  ${summary}`),
    "",
    "  -V, --version   the version and the hashes of what computes: the core's builds, and the code around them",
    "  -h, --help      this help, or after a command that command's, as does `losscape help COMMAND`",
    "",
    "Example:",
    `  ${exampleOf(reproduce)}`,
    "",
  ].join("\n");
}
