import { writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { doubles } from "./doubles.mjs";

/**
 * Answers a driver's requests on standard input and output: the other side of peer.mjs, for what runs in Node.
 *
 * @param {object} solver
 * @param {string} solver.about    its name and version
 * @param {Record<string, (a: unknown, n: number) => unknown>} solver.tasks
 * @param {Record<string, (a: Float64Array, n: number) => unknown>} [solver.batchTasks]  for many matrices in one call
 * @param {(a: Float64Array, n: number) => unknown} [solver.prepare]  brings a matrix into the
 *   solver's own form, outside of the timing
 * @param {(answer: unknown) => Float64Array} solver.flatten  values, then vectors one after another; or the three counts
 * @param {() => unknown} [solver.rate]  what the machine can do at most, as this engine sees it
 */
export async function serve({ about, tasks, batchTasks = {}, prepare = (a) => a, flatten, rate }) {
  let problem;
  const solve = (task) => {
    const { n, all, prepared } = problem;
    return prepared === undefined ? [batchTasks[task](all, n)] : prepared.map((a) => tasks[task](a, n));
  };
  const replies = {
    rate: () => rate(),
    about: () => about,
    tasks: () => Object.keys(tasks).join(" "),
    load(order, count, path) {
      const n = Number(order);
      const all = doubles(path);
      problem = { n, all };
      if (Number(count) === 1 || Object.keys(batchTasks).length === 0)
        problem.prepared = Array.from({ length: Number(count) }, (_, b) =>
          prepare(all.slice(b * n * n, (b + 1) * n * n), n),
        );
      return "ok";
    },
    time(task, loops) {
      const start = performance.now();
      for (let loop = 0; loop < Number(loops); loop++) solve(task);
      return (performance.now() - start) / 1000;
    },
    write(task, path) {
      const start = performance.now();
      const answers = solve(task);
      const seconds = (performance.now() - start) / 1000;
      writeFileSync(path, Buffer.concat(answers.map((answer) => bytesOf(flatten(answer)))));
      return seconds;
    },
  };
  for await (const line of createInterface({ input: process.stdin })) {
    const [request, ...words] = line.split(" ");
    // Only the last word, a path, may hold spaces.
    const last = replies[request].length;
    const reply = await replies[request](...words.slice(0, last - 1), words.slice(last - 1).join(" "));
    console.log(String(reply));
  }
}

const bytesOf = (doubles) => Buffer.from(doubles.buffer, doubles.byteOffset, doubles.byteLength);

/** Numbers and arrays of numbers one after another. */
export function flat(...parts) {
  const doubles = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    doubles.set(part, at);
    at += part.length;
  }
  return doubles;
}
