import { spawn } from "node:child_process";
import { SetupError } from "./fail.mjs";

export const say = (line) => process.stderr.write(`set-up: ${line}\n`);

/** Does a piece of work, and says what it is before and how long it took after. */
export async function step(what, work) {
  const start = performance.now();
  say(`${what} ...`);
  await work();
  say(`${what}: done in ${seconds(performance.now() - start)}`);
}

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Runs a command to its end; its output is kept back, and shown when it fails (unless `quiet`). */
export function run(command, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => reject(new SetupError(`${command} could not be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      const text = Buffer.concat(output).toString();
      if (code === 0) return resolve(text);
      if (!quiet) process.stderr.write(text.endsWith("\n") ? text : `${text}\n`);
      const shown = [command, ...args].join(" ");
      reject(new SetupError(`\`${shown}\` failed (${signal ?? `exit code ${code}`}); its output is above.`));
    });
  });
}
