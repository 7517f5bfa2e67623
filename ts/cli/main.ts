import { InvalidInputError, LosscapeError } from "../base/errors.js";
import { code } from "../wasm/generated/code.js";
import { build } from "../wasm/loader.js";
import { eigen } from "./commands/eigen.js";
import { experiments } from "./commands/experiments.js";
import { report } from "./commands/report.js";
import { reproduce } from "./commands/reproduce.js";
import { run } from "./commands/run.js";
import { status } from "./commands/status.js";
import { theory } from "./commands/theory.js";
import { type Io, processIo, say } from "./io.js";
import { Interrupted } from "./running.js";
import { type Command, helpOf, parse, UsageError } from "./usage.js";

const COMMANDS: readonly Command[] = [reproduce, run, eigen, status, report, theory, experiments];

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

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.stderr.write(overview());
    return 2;
  }
  if (name === "--help" || name === "-h" || name === "help") {
    io.stdout.write(overview());
    return 0;
  }
  if (name === "--version") {
    const builds = Object.entries({ ...build.wasm, code }).map(
      ([name, hash]) => `${name} ${hash.slice(0, 12)}`,
    );
    io.stdout.write(`losscape ${build.version} (${builds.join(", ")})\n`);
    return 0;
  }
  const command = COMMANDS.find((known) => known.name === name);
  if (command === undefined)
    throw new UsageError(
      `there is no ${name.startsWith("-") ? "option" : "command"} ${name}; the commands are ${COMMANDS.map((known) => known.name).join(", ")}`,
    );
  if (rest.includes("--help") || rest.includes("-h")) {
    io.stdout.write(helpOf(command));
    return 0;
  }
  return command.run(parse(command, rest), io);
}

function overview(): string {
  return [
    "losscape <command> [options]",
    "",
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(11)}  ${summary}`),
    "",
    "  --version    the version and the hashes of what computes: the core's builds, and the code around them",
    "  --help       this help, or after a command that command's",
    "",
    "Example:",
    `  ${reproduce.example}`,
    "",
  ].join("\n");
}
