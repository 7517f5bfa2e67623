import { spawn, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { createInterface } from "node:readline";

/** Keeps a process on the last core, where the system can; `undefined` where it cannot. */
const last = String(cpus().length - 1);
const core = spawnSync("taskset", ["-c", last, "true"]).status === 0 ? last : undefined;

/** Whether solvers share one core by force or only because one of them works at a time. */
export const pinning =
  core === undefined ? "not pinned: this system has no taskset" : `pinned to core ${core}`;

/** The command, kept on that core. */
export const pinned = (command) => (core === undefined ? command : ["taskset", "-c", core, ...command]);

/** A process that does one line's request at a time and answers it by one line. */
export class Process {
  #child;
  #lines;
  #end;

  constructor({ name, command, env = {} }) {
    this.name = name;
    const [program, ...args] = pinned(command);
    this.#child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#end = new Promise((resolve) => {
      this.#child.on("error", resolve);
      this.#child.on("close", (code, signal) => resolve(new Error(`${signal ?? `exit code ${code}`}`)));
    });
    // A request to a process that has ended fails by its missing answer.
    this.#child.stdin.on("error", () => {});
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async ask(request) {
    this.#child.stdin.write(`${request}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`bench: ${this.name} ended at "${request}"`, { cause: await this.#end });
    return value;
  }

  async stop() {
    this.#child.stdin.end();
    await this.#end;
  }
}

/** One whose requests and answers are JSON. */
export class JsonProcess extends Process {
  async ask(request) {
    return JSON.parse(await super.ask(JSON.stringify(request)));
  }
}
