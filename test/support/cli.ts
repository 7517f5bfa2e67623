import type { Io } from "../../ts/cli/io.js";
import { main } from "../../ts/cli/main.js";
import { SIMD } from "./simd.js";

const RUNNING = ["reproduce", "run", "plan", "eigen", "submit", "worker"];

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * The command line in this process, on the build that the tests run.
 *
 * @param interrupt  called with what Ctrl-C would call
 * @param more       what else of the surroundings differs: standard input, the environment
 */
export async function losscape(
  argv: readonly string[],
  interrupt: (listener: () => void) => void = () => {},
  { stdin = nothing(), env = {} }: Partial<Pick<Io, "stdin" | "env">> = {},
): Promise<Ended> {
  const [command, ...rest] = argv;
  const simd = command !== undefined && RUNNING.includes(command) ? ["--simd", SIMD] : [];
  let out = "";
  let err = "";
  const code = await main([...(command === undefined ? [] : [command]), ...simd, ...rest], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    stdin,
    env,
    onInterrupt(listener) {
      interrupt(listener);
      return () => {};
    },
  });
  return { code, out, err };
}

/** Standard input that is empty. */
export async function* nothing(): AsyncGenerator<Uint8Array> {}
