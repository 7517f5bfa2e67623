import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { root, rustEnvironment } from "./setup/paths.mjs";

/** Runs a command in the checkout with its output on show. @returns whether it succeeded, and its standard output */
export function show(command, args, variables = {}) {
  const env = rustEnvironment(variables);
  env.PATH = [join(root, "node_modules", ".bin"), env.PATH].join(delimiter);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
    const output = [];
    child.stdout.on("data", (chunk) => {
      output.push(chunk);
      process.stdout.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ ok: code === 0, output: Buffer.concat(output).toString() }));
  });
}
