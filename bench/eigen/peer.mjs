import { spawn, spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { createInterface } from "node:readline";

/** Keeps a process on the last core, where the system can; `undefined` where it cannot. */
const last = String(cpus().length - 1);
const core = spawnSync("taskset", ["-c", last, "true"]).status === 0 ? last : undefined;

/** Whether solvers share one core by force or only because one of them works at a time. */
export const pinning =
  core === undefined ? "not pinned: this system has no taskset" : `pinned to core ${core}`;

/**
 * A solver in a process of its own, which does one line's request at a time and answers it by one line:
 *
 * - `about`: name and version; `tasks`: what it can do, of values, pairs and inertia
 * - `load N COUNT FILE`: takes COUNT symmetric N×N matrices of little-endian doubles
 * - `time TASK LOOPS`: does the task for all of them LOOPS times; the answer is the seconds, by its own clock
 * - `write TASK FILE`: does it once and writes the answer as doubles (eigenvalues, then eigenvectors one after another;
 *   or how many eigenvalues are negative, zero and positive); the answer is the seconds without the writing
 */
export class Peer {
  /** By task, `{ n, seconds }` a matrix of the last measured problem. */
  latest = {};
  #child;
  #lines;
  #end;

  constructor({ name, command, env = {}, ours = false, inPages, upTo = Number.POSITIVE_INFINITY }) {
    Object.assign(this, { name, ours, inPages, upTo });
    const [program, ...args] = core === undefined ? command : ["taskset", "-c", core, ...command];
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

  async start() {
    this.about = await this.ask("about");
    this.tasks = (await this.ask("tasks")).split(" ");
    return this;
  }

  async ask(request) {
    this.#child.stdin.write(`${request}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`bench: ${this.name} ended at "${request}"`, { cause: await this.#end });
    return value;
  }

  load(n, count, path) {
    return this.ask(`load ${n} ${count} ${path}`);
  }

  /** @returns the seconds of one of `loops` calls */
  async time(task, loops) {
    return Number(await this.ask(`time ${task} ${loops}`)) / loops;
  }

  /** @returns the seconds of the call, which may be the process's first */
  async write(task, path) {
    return Number(await this.ask(`write ${task} ${path}`));
  }

  async stop() {
    this.#child.stdin.end();
    await this.#end;
  }
}
