import { gaussian, matrices } from "./matrices.mjs";

const ALL = ["values", "pairs", "inertia"];

/** Each problem of the bench, made when it is its turn: `count` n×n matrices one after another. */
export async function* problems({ check, only }) {
  const wanted = (key, value) => only[key] === undefined || only[key].includes(String(value));
  const tasks = ALL.filter((task) => wanted("task", task));
  const sizes = check ? [10, 50] : [50, 100, 250, 500, 1000, 2000];
  for (const n of sizes.filter((n) => wanted("n", n)))
    for (const matrix of Object.keys(matrices).filter((matrix) => wanted("matrix", matrix))) {
      const a = wanted("count", 1) ? await matrices[matrix](n) : undefined;
      if (a !== undefined) yield { matrix, n, count: 1, a, tasks };
    }
  const batch = { matrix: "GOE", task: "values", ...(check ? { n: 10, count: 5 } : { n: 100, count: 1000 }) };
  if (Object.entries(batch).every(([key, value]) => wanted(key, value))) {
    const { matrix, task, n, count } = batch;
    const a = new Float64Array(count * n * n);
    for (let b = 0; b < count; b++) a.set(gaussian(n, b + 1), b * n * n);
    yield { matrix, n, count, a, tasks: [task] };
  }
}
