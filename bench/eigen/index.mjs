import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { benchNode, builds } from "../ours.mjs";
import { peers } from "../peers/index.mjs";
import { pinning } from "../process.mjs";
import { short } from "../timing.mjs";
import { doubles } from "./doubles.mjs";
import { pairErrors, signsAgree, valueError } from "./errors.mjs";
import { Peer } from "./peer.mjs";
import { problems } from "./problems.mjs";
import { judge } from "./targets.mjs";
import { measure } from "./turns.mjs";

/** Additions and multiplications: of the reduction; of that and the back-transformation, without the merges; of LDLᵀ. */
const FLOPS = {
  values: (n) => (4 * n ** 3) / 3,
  pairs: (n) => (4 * n ** 3) / 3 + 2 * n ** 3,
  inertia: (n) => n ** 3 / 3,
};

/** Whose eigenvalues the others' are compared with; without it, those of the strict build. */
const REFERENCE = "OpenBLAS";

/** In units of n·eps (of ‖A‖ for residuals and eigenvalues): what eigen.ts promises. */
const MOST_ERROR = 10;

export default {
  name: "eigen",
  question:
    "eigenvalues, eigenpairs and inertia by each solver on one core: milliseconds a matrix, and errors",
  async run({ check, only = {} }) {
    const folder = mkdtempSync(join(tmpdir(), "losscape-eigen-"));
    const { solvers, missing } = await startSolvers({ check, only });
    try {
      const rows = [];
      for await (const problem of problems({ check, only }))
        rows.push(...(await solve(problem, solvers, { folder, check })));
      if (rows.length === 0) throw new Error("bench: --only leaves nothing of eigen");
      const versions = solvers.map(({ name, about }) => ({ solver: name, version: about }));
      const facts = { rows, versions, cores: pinning, "not run": missing };
      return check ? facts : { ...facts, targets: judge(rows) };
    } finally {
      for (const solver of solvers) await solver.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

/** Ours in each build, and the peers, all in the same Node: every one, except that a check takes what is there. */
async function startSolvers({ check, only }) {
  const node = await benchNode({ check });
  const { found, missing } = builds(node, fileURLToPath(new URL("ours.mjs", import.meta.url)));
  for (const { name, inPages, install, command, env, upTo } of peers) {
    if (only.peer !== undefined && !only.peer.includes(name)) continue;
    if (!check) await install();
    const start = command(node);
    if (start === undefined) missing.push(`${name} (not installed)`);
    else found.push({ name, inPages, command: start, env, upTo });
  }
  const solvers = [];
  for (const solver of found) solvers.push(await new Peer(solver).start());
  return { solvers, missing: missing.join(", ") || "none" };
}

/** Rows of one problem: each task by each solver. */
async function solve(problem, solvers, { folder, check }) {
  const { matrix, n, count, a, tasks } = problem;
  const path = join(folder, "matrices");
  writeFileSync(path, a);
  for (const solver of solvers) await solver.load(n, count, path);
  const reference = await eigenvaluesBy(solvers.find(({ name }) => name === REFERENCE) ?? solvers[0], folder);
  const rows = [];
  for (const task of tasks) {
    const errors = {};
    const outcomes = await measure(
      solvers.filter((solver) => solver.tasks.includes(task)),
      { task, n, count },
      {
        folder,
        check,
        see: (solver, answer) => (errors[solver.name] = errorsOf(task, problem, answer, reference)),
      },
    );
    const seconds = (name) => outcomes[name]?.seconds;
    const inPages = solvers
      .filter((solver) => solver.inPages && !solver.ours)
      .map(({ name }) => seconds(name));
    const best = Math.min(...inPages.filter((time) => time !== undefined));
    for (const { name, ours } of solvers) {
      const outcome = outcomes[name];
      if (outcome === undefined) continue;
      const about = { matrix, n, count, task, solver: name };
      if (outcome.predicted !== undefined) {
        rows.push({ ...about, remark: remark(outcome.predicted) });
        continue;
      }
      const rate = (count * FLOPS[task](n)) / outcome.seconds / 1e9;
      // The one, cold call of a check says nothing about times.
      const times = !check && {
        ms: short((outcome.seconds / count) * 1e3),
        samples: outcome.samples,
        "GFLOP/s": short(rate),
        ...(outcome.limit && {
          "limit GFLOP/s": short(outcome.limit),
          "of the limit": short(rate / outcome.limit),
        }),
        ...ratio("× OpenBLAS", outcome.seconds, seconds(REFERENCE)),
        ...ratio("× best in pages", outcome.seconds, best),
      };
      rows.push({
        ...about,
        ...times,
        ...errors[name],
        ...(ours && { wrong: complaint(about, errors[name]) }),
      });
    }
  }
  return rows;
}

const remark = (seconds) =>
  seconds === 0 ? "not run: too slow at this n" : `not run: it would take ${Math.round(seconds)} s or more`;

const ratio = (name, seconds, others) => (Number.isFinite(others) ? { [name]: short(seconds / others) } : {});

async function eigenvaluesBy(solver, folder) {
  const path = join(folder, "reference");
  await solver.write("values", path);
  return doubles(path);
}

function errorsOf(task, { n, count, a }, answer, reference) {
  if (task === "inertia") return { signs: signsAgree(answer, reference, n) ? "agree" : "differ" };
  const off = short(valueError(answer, reference, n));
  if (task === "values" || count > 1) return { "eigenvalues off": off };
  const { residual, orthogonality } = pairErrors(a, n, answer.subarray(0, n), answer.subarray(n));
  return { "eigenvalues off": off, residual: short(residual), orthogonality: short(orthogonality) };
}

function complaint({ matrix, n, task, solver }, { signs, ...errors }) {
  const where = `${matrix}, n = ${n}, ${task}, ${solver}`;
  if (signs === "differ") return `${where}: signs differ from the eigenvalues'`;
  const large = Object.entries(errors).find(([, error]) => !(error <= MOST_ERROR));
  return large !== undefined && `${where}: ${large[0]} is ${large[1]}·n·eps`;
}
