import { join } from "node:path";
import { median } from "../timing.mjs";
import { doubles } from "./doubles.mjs";

/** A call that would take longer is not made; one above `ONCE` is its own and only sample. */
const LONGEST = 60;
const ONCE = 10;
/** Samples of a call, by its seconds. */
const samplesOf = (seconds) => (seconds > 3 ? 3 : seconds > 0.5 ? 5 : 7);
/** The least seconds of a sample: shorter calls are repeated in it. */
const SAMPLE = 0.1;

/**
 * Median seconds of a task by each solver, the samples taken in turn so that drift of the machine's speed falls on all.
 *
 * @param {(solver: object, answer: Float64Array) => void} see  is shown each answer
 * @returns by solver's name `{ seconds, samples, limit }`, the limit being the multiply-add rate of the same moments in
 *   GFLOP/s, for ours; or `{ predicted }` for what would take too long
 */
export async function measure(solvers, { task, n, count }, { folder, check, see }) {
  const outcomes = {};
  const turns = [];
  for (const solver of solvers) {
    const predicted = predict(solver.latest[task], n, count);
    if (predicted > LONGEST || n > solver.upTo) {
      outcomes[solver.name] = { predicted };
      continue;
    }
    const path = join(folder, "answer");
    const cold = await solver.write(task, path);
    see(solver, doubles(path));
    const turn = { solver, samples: [cold], limits: [] };
    if (!check && cold < ONCE) Object.assign(turn, await warmUp(solver, task), { samples: [] });
    turns.push(turn);
  }
  for (let round = 0; turns.some(({ wanted = 0 }) => round < wanted); round++)
    for (const { solver, samples, limits, wanted = 0, loops } of turns)
      if (round < wanted) {
        if (solver.ours) limits.push(Number(await solver.ask("rate")));
        samples.push(await solver.time(task, loops));
      }
  for (const { solver, samples, limits } of turns) {
    const seconds = median(samples);
    solver.latest[task] = { n, seconds: seconds / count };
    outcomes[solver.name] = { seconds, samples: samples.length, limit: median(limits) };
  }
  return outcomes;
}

/** Seconds by the cube of n from what the last problem took a matrix. */
function predict(latest, n, count) {
  return latest === undefined ? 0 : latest.seconds * (n / latest.n) ** 3 * count;
}

/** Calls until one sample is long enough, which also lets an engine compile what is hot. */
async function warmUp(solver, task) {
  let loops = 1;
  for (;;) {
    const seconds = await solver.time(task, loops);
    if (loops * seconds >= SAMPLE) return { loops, wanted: samplesOf(seconds) };
    loops = Math.max(2 * loops, Math.min(10 * loops, Math.ceil(SAMPLE / seconds)));
  }
}
