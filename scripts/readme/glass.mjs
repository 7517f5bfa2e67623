// node scripts/readme/glass.mjs RECORD: puts the comparison of a record of bench/glass into README.md.
import { markdown, recordOf } from "./record.mjs";
import { putSection } from "./section.mjs";

const PROBLEMS = [...[25, 100, 250, 500].map((n) => ({ p: 3, n })), { p: 4, n: 100 }];
const PRECISIONS = { f64: "", f32: ", single precision" };
const SOLVERS = {
  strict: "losscape",
  relaxed: "losscape, relaxed",
  numpy: "numpy",
  JavaScript: "JavaScript",
};

const { rows, made } = recordOf("glass");
const evaluations = rows.filter(({ task }) => task === "energy and gradient");
const descents = rows.filter(({ task }) => task === "descent");

/** Of a solver with several forms, by the fastest. */
const micros = (solver, { p, n, precision }) =>
  Math.min(
    ...evaluations
      .filter((row) => row.p === p && row.n === n && row.precision === precision)
      .filter((row) => row.solver.split(",")[0] === solver)
      .map((row) => row.µs),
  );
const cell = (time) => (Number.isFinite(time) ? String(time) : "–");

const lines = Object.entries(PRECISIONS).flatMap(([precision, suffix]) =>
  Object.entries(SOLVERS).map(([solver, title]) => [
    `${title}${suffix}`,
    ...PROBLEMS.map((problem) => cell(micros(solver, { ...problem, precision }))),
  ]),
);
const ways = descents
  .map(({ solver, µs }) => `${SOLVERS[solver] ?? solver} ${Math.round(µs / 1000)} ms`)
  .join(", ");

putSection(
  "glass",
  `Energy and gradient, microseconds a state in batches of 32, one core, of numpy the faster of two dense forms:

${markdown(
  ["", ...PROBLEMS.map(({ p, n }) => `p = ${p}, N = ${n}`)],
  lines.filter(([, ...cells]) => cells.some((each) => each !== "–")),
)}

A descent to |P∇H|/√N ≤ 1e-8 at N = 250, of 32 at once: ${ways}.

${made}`,
);
