import { execFile, spawn } from "node:child_process";

/**
 * Runs a program to its end.
 *
 * @param variables  of its environment, besides those of this process
 * @returns its standard output; a failure rejects with all that it said
 */
export function output(
  command: string,
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...variables };
    execFile(command, args, { cwd, env, maxBuffer: 2 ** 26 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.message}\n${stdout}`));
    });
  });
}

/** A program that a test has started and may end. */
export interface Started {
  readonly pid: number | undefined;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** Standard error so far. */
  said(): string;
}

/** Starts a program, whose standard output nobody reads. */
export function started(command: string, args: readonly string[], cwd?: string): Started {
  const child = spawn(command, args, { cwd });
  let text = "";
  child.stderr.on("data", (chunk) => {
    text += chunk;
  });
  child.stdout.resume();
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.on("close", (code, signal) => resolve(code ?? signal)),
  );
  return { pid: child.pid, kill: (signal) => void child.kill(signal), ended, said: () => text };
}
