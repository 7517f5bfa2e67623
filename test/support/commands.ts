import { execFile } from "node:child_process";

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
