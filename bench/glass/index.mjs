import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { doubles } from "../eigen/doubles.mjs";
import { benchNode, builds } from "../ours.mjs";
import { numpyGlass } from "../peers/index.mjs";
import { pinning } from "../process.mjs";
import { median, short } from "../timing.mjs";
import { BATCH, writeProblem } from "./problem.mjs";
import { Solver } from "./solver.mjs";
import { FORMS, judge } from "./targets.mjs";

/** Up to `checked`, all take the same couplings; beyond it each has its own, of which the time does not depend. */
const PROBLEMS = [...[25, 100, 250, 500].map((n) => ({ p: 3, n })), ...[50, 100].map((n) => ({ p: 4, n }))];
const CHECKS = [
  { p: 3, n: 8 },
  { p: 3, n: 15 },
  { p: 4, n: 6 },
];
const CHECKED = 2e7;
const PRECISIONS = ["f64", "f32"];
const ROUNDS = 7;
/** The least seconds of a sample: shorter calls are repeated in it. */
const SAMPLE = 0.1;

const DESCENT = { p: 3, n: 250, replicas: 32, tolerance: 1e-8 };

/** Sums of so many products, in units of √(terms)·eps of their size, with room. */
const MOST_ERROR = { f64: 1e-13, f32: 1e-4 };

export default {
  name: "glass",
  question: `energy and gradient of ${BATCH} states a call, and descents, each solver on one core: microseconds a state`,
  async run({ check, only = {} }) {
    const folder = mkdtempSync(join(tmpdir(), "losscape-glass-"));
    const wanted = (task) =>
      Object.entries(task).every(([key, value]) => only[key]?.includes(String(value)) ?? true);
    const { solvers, missing } = await startSolvers({ check });
    try {
      const rows = [];
      for (const problem of check ? CHECKS : PROBLEMS)
        for (const precision of PRECISIONS) {
          const task = { ...problem, precision };
          if (wanted({ task: "evaluation", ...task }))
            rows.push(...(await evaluations(solvers, task, { folder, check })));
        }
      if (!check && wanted({ task: "descent" })) rows.push(...(await descents(solvers, folder)));
      if (rows.length === 0) throw new Error("bench: --only leaves nothing of glass");
      const versions = solvers.map(({ name, about }) => ({ solver: name, version: about }));
      const facts = { rows, versions, cores: pinning, "not run": missing };
      return check ? facts : { ...facts, targets: judge(rows) };
    } finally {
      for (const solver of solvers) await solver.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

async function startSolvers({ check }) {
  const node = await benchNode({ check });
  const { found: ours, missing } = builds(node, script("ours.mjs"));
  const found = ours.map((build) => ({ ...build, precisions: PRECISIONS }));
  found.push({ name: "JavaScript", command: [node, script("javascript.mjs")], orders: [3], upTo: 250 });
  if (!check) await numpyGlass.install();
  const command = numpyGlass.command();
  if (command === undefined) missing.push("numpy (not installed)");
  else found.push({ ...numpyGlass, command, forms: FORMS, precisions: PRECISIONS, descends: true });
  const solvers = [];
  for (const { command, name, env, ...about } of found) {
    const solver = Object.assign(new Solver({ name, command, env }), {
      ...{
        ours: false,
        orders: [3, 4],
        precisions: ["f64"],
        upTo: Number.POSITIVE_INFINITY,
        forms: [undefined],
      },
      ...about,
    });
    solver.about = await solver.ask({ about: true });
    solvers.push(solver);
  }
  return { solvers, missing: missing.join(", ") || "none" };
}

/** A multiplication and an addition for the energy's part and one for each gradient's: 4 a coupling at p = 3. */
const flopsOf = (n, p) => {
  let couplings = 1;
  for (let l = 0; l < p; l++) couplings *= (n + l) / (l + 1);
  return 4 * couplings;
};

/** Rows of one size: what every form of every solver takes a state. */
async function evaluations(solvers, { p, n, precision }, { folder, check }) {
  const tensor = n ** p <= CHECKED;
  writeProblem(folder, { n, p, tensor });
  const path = join(folder, "answer");
  const candidates = [];
  let reference;
  for (const solver of solvers) {
    if (!solver.orders.includes(p) || !solver.precisions.includes(precision) || n > solver.upTo) continue;
    await solver.ask({ load: folder, n, p, precision, tensor });
    for (const form of solver.forms) {
      const name = form === undefined ? solver.name : `${solver.name}, ${form}`;
      const loops = await loopsFor(solver, { evaluate: form ?? "", path }, check);
      const answer = doubles(path);
      if (tensor) reference ??= answer;
      const error = tensor ? difference(answer, reference) : undefined;
      candidates.push({ solver, form, name, error, times: [], limits: [], loops });
    }
  }
  for (let round = 0; round < (check ? 0 : ROUNDS); round++)
    for (const { solver, form, times, limits, loops } of candidates) {
      if (solver.ours) limits.push((await solver.ask({ rates: true }))[precision]);
      times.push((await solver.ask({ evaluate: form ?? "", loops })).seconds);
    }
  const timeOf = ({ times }) => median(times) / BATCH;
  const dense = check ? [] : candidates.filter(({ form }) => form !== undefined).map(timeOf);
  return candidates.map((candidate) => {
    const { solver, name, error, limits } = candidate;
    const rate = check ? 0 : flopsOf(n, p) / timeOf(candidate) / 1e9;
    return {
      ...{ task: "energy and gradient", p, n, precision, solver: name },
      ...(!check && { µs: short(timeOf(candidate) * 1e6), "GFLOP/s": short(rate) }),
      ...(solver.ours &&
        !check && { "limit GFLOP/s": short(median(limits)), "of the limit": short(rate / median(limits)) }),
      ...(solver.ours &&
        dense.length > 0 && { "× the better dense form": short(Math.min(...dense) / timeOf(candidate)) }),
      ...(error !== undefined && {
        error: short(error),
        wrong:
          !(error <= MOST_ERROR[precision]) && `p = ${p}, n = ${n}, ${precision}: ${name} is off by ${error}`,
      }),
    };
  });
}

/** How many calls fill a sample. The first ones are slower: engines compile what is called often once more. */
async function loopsFor(solver, call, check) {
  for (let loops = 1; ; ) {
    const { seconds } = await solver.ask({ ...call, loops });
    if (check || seconds * loops >= SAMPLE) return loops;
    loops = Math.ceil((1.2 * SAMPLE) / seconds);
  }
}

/** ‖x − y‖ / ‖y‖. */
function difference(x, y) {
  let [off, size] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    off += (x[i] - y[i]) ** 2;
    size += y[i] ** 2;
  }
  return Math.sqrt(off / size);
}

/** Rows of descents of one glass from starts of each solver's own: their times, and where they end on average. */
async function descents(solvers, folder) {
  const { p, n, replicas, tolerance } = DESCENT;
  writeProblem(folder, { n, p, tensor: true });
  const rows = [];
  for (const solver of solvers.filter(({ ours, descends }) => ours || descends)) {
    await solver.ask({ load: folder, n, p, precision: "f64", tensor: true });
    const { seconds, energies, evaluations } = await solver.ask({ descend: tolerance, replicas });
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
    rows.push({
      ...{
        task: "descent",
        p,
        n,
        precision: "f64",
        solver: solver.name,
        µs: short((seconds / replicas) * 1e6),
      },
      ...{ evaluations: short(mean(evaluations)), "energy per spin": short(mean(energies)) },
      seconds,
    });
  }
  const peer = rows.find(({ solver }) => solver === numpyGlass.name)?.seconds;
  return rows.map(({ seconds, ...row }) => ({
    ...row,
    ...(peer !== undefined && row.solver !== numpyGlass.name && { "× numpy": short(peer / seconds) }),
  }));
}
