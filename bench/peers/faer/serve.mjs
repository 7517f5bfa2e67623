// node bench/peers/faer/serve.mjs FILE.wasm ABOUT
import { readFileSync } from "node:fs";
import { serve } from "../../eigen/serve.mjs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const { memory, reserve, release, run } = instance.exports;

/** As any caller in JavaScript would: the matrix in, the answer out, both freed. */
function solve(task, a, n, length) {
  const matrix = reserve(a.length);
  new Float64Array(memory.buffer, matrix, a.length).set(a);
  const answer = run(task, matrix, n);
  const copy = new Float64Array(memory.buffer, answer, length).slice();
  release(answer, length);
  release(matrix, a.length);
  return copy;
}

await serve({
  about: process.argv[3],
  tasks: {
    values: (a, n) => solve(0, a, n, n),
    pairs: (a, n) => solve(1, a, n, n * (n + 1)),
    inertia: (a, n) => solve(2, a, n, 3),
  },
  flatten: (answer) => answer,
});
