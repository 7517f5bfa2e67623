import { Process } from "../process.mjs";

/**
 * A solver in a process of its own, by these requests:
 *
 * - `about`: name and version; `tasks`: what it can do, of values, pairs and inertia
 * - `load N COUNT FILE`: takes COUNT symmetric N×N matrices of little-endian doubles
 * - `time TASK LOOPS`: does the task for all of them LOOPS times; the answer is the seconds, by its own clock
 * - `write TASK FILE`: does it once and writes the answer as doubles (eigenvalues, then eigenvectors one after another;
 *   or how many eigenvalues are negative, zero and positive); the answer is the seconds without the writing
 */
export class Peer extends Process {
  /** By task, `{ n, seconds }` a matrix of the last measured problem. */
  latest = {};

  constructor({ ours = false, inPages, upTo = Number.POSITIVE_INFINITY, ...process }) {
    super(process);
    Object.assign(this, { ours, inPages, upTo });
  }

  async start() {
    this.about = await this.ask("about");
    this.tasks = (await this.ask("tasks")).split(" ");
    return this;
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
}
