import { main } from "../../ts/cli/main.js";
import { SIMD } from "./simd.js";

const RUNNING = ["reproduce", "run", "eigen"];

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command line in this process, on the build that the tests run; `interrupt` is called with what Ctrl-C would call. */
export async function losscape(
  argv: readonly string[],
  interrupt: (listener: () => void) => void = () => {},
): Promise<Ended> {
  const [command, ...rest] = argv;
  const simd = command !== undefined && RUNNING.includes(command) ? ["--simd", SIMD] : [];
  let out = "";
  let err = "";
  const code = await main([...(command === undefined ? [] : [command]), ...simd, ...rest], {
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    env: {},
    onInterrupt(listener) {
      interrupt(listener);
      return () => {};
    },
  });
  return { code, out, err };
}
