import { fileURLToPath } from "node:url";
import { benchNode, builds } from "../ours.mjs";
import { pycontinuum } from "../peers/index.mjs";
import { JsonProcess, pinning } from "../process.mjs";
import { median, short } from "../timing.mjs";
import { isResolved, judge } from "./answers.mjs";
import { startPhc } from "./phc.mjs";
import { classes, equations, tensorOf } from "./system.mjs";

const PROBLEMS = [
  ...[2, 3, 4, 5, 6, 7, 8, 10].map((n) => ({ p: 3, n })),
  ...[2, 3, 4, 5].map((n) => ({ p: 4, n })),
];
const CHECKS = [
  { p: 3, n: 3 },
  { p: 3, n: 5 },
  { p: 4, n: 3 },
];
const DRAWS = 3;
/** What a peer is given: beyond it an instance takes minutes. */
const LIMITS = {
  PHCpack: { draws: DRAWS, upTo: { 3: 8, 4: 5 } },
  pycontinuum: { draws: 1, upTo: { 3: 3, 4: 0 } },
};

export default {
  name: "critical",
  question:
    "all critical points of an instance, each solver on one core: seconds, classes of complex points a second, and what was found",
  async run({ check }) {
    const { solvers, missing } = await startSolvers({ check });
    try {
      const rows = [];
      for (const problem of check ? CHECKS : PROBLEMS)
        rows.push(...(await instances(solvers, problem, check ? 1 : DRAWS)));
      const versions = solvers.map(({ name, about }) => ({ solver: name, version: about }));
      return { rows, versions, cores: pinning, "not run": missing };
    } finally {
      for (const solver of solvers) await solver.stop?.();
    }
  },
};

class Solver extends JsonProcess {
  solve(problem) {
    return this.ask({ solve: problem });
  }
}

async function startSolvers({ check }) {
  const node = await benchNode({ check });
  const { found, missing } = builds(node, fileURLToPath(new URL("ours.mjs", import.meta.url)));
  const solvers = [];
  const start = async (solver) => {
    const process = new Solver(solver);
    const about = await process.ask({ about: true });
    solvers.push(Object.assign(process, { ours: solver.ours === true, about }));
  };
  for (const solver of found) await start(solver);
  if (check) missing.push("PHCpack, pycontinuum (a check needs no peers)");
  else {
    const phc = startPhc();
    if (phc === undefined) missing.push("PHCpack (no program phc)");
    else solvers.push({ ...phc, ours: false });
    await pycontinuum.install();
    await start({ ...pycontinuum, command: pycontinuum.command() });
  }
  return { solvers, missing: missing.join(", ") || "none" };
}

/** A row a solver: what it took and found over some draws of one size. */
async function instances(solvers, { p, n }, draws) {
  const answers = new Map();
  for (let draw = 0; draw < draws; draw++) {
    const tensor = tensorOf(n, p, draw);
    const problem = { n, p, draw, equations: equations(tensor, n, p) };
    let reference;
    for (const solver of solvers) {
      const limit = LIMITS[solver.name];
      if (limit !== undefined && (n > limit.upTo[p] || draw >= limit.draws)) continue;
      const answer = await solver.solve(problem);
      if (solver.ours) reference ??= answer.states;
      const all = answers.get(solver) ?? [];
      all.push({ ...answer, ...judge(answer, reference, { tensor, n, p }) });
      answers.set(solver, all);
    }
  }
  const secondsOf = (solver) => median(answers.get(solver).map(({ seconds }) => seconds));
  const [ours] = solvers.filter(({ ours }) => ours);
  return [...answers].map(([solver, all]) => {
    const sum = (of) => all.reduce((sum, answer) => sum + of(answer), 0);
    const wrong = solver.ours && all.find((answer) => !isResolved(answer));
    return {
      ...{ p, n, draws: all.length, classes: classes(n, p), solver: solver.name },
      seconds: short(secondsOf(solver)),
      "classes/s": short(classes(n, p) / secondsOf(solver)),
      "× strict": short(secondsOf(solver) / secondsOf(ours)),
      "complex classes": sum(({ complex }) => complex),
      "real classes": sum(({ real }) => real),
      missed: sum(({ missed }) => missed),
      invented: sum(({ invented }) => invented),
      wrong: wrong && `p = ${p}, n = ${n}: ${solver.name} has ${wrong.reason ?? "points that are none"}`,
    };
  });
}
