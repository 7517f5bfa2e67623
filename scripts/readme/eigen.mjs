// node scripts/readme/eigen.mjs RECORD: puts the comparison of a record of bench/eigen into README.md.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { putSection } from "./section.mjs";

const MATRIX = "GOE";
const COLUMNS = [
  ["values", [100, 500, 1000, 2000]],
  ["pairs", [100, 500, 1000, 2000]],
  ["inertia", [500, 2000]],
];
const SOLVERS = {
  strict: "losscape",
  relaxed: "losscape, relaxed",
  "faer WASM": "faer, WASM",
  "ml-matrix": "ml-matrix",
  mathjs: "mathjs",
  "faer native": "faer, native",
};

const path = process.argv[2];
if (path === undefined) throw new Error("readme: got no record, expected one of bench/record/*-eigen.json");
const record = JSON.parse(readFileSync(path, "utf8"));
const { rows, versions } = record.benches.eigen;
putSection("eigen", comparison());

function comparison() {
  const columns = COLUMNS.flatMap(([task, sizes]) => sizes.map((n) => ({ task, n })));
  const line = (title, cell) => `| ${[title, ...columns.map(cell)].join(" | ")} |`;
  const rule = line("---", () => "---");
  const lines = Object.entries(SOLVERS).map(([solver, title]) =>
    line(title, ({ task, n }) => multiple(find(task, n, solver))),
  );
  const ours = rows.filter(({ solver }) => solver === "strict" || solver === "relaxed");
  const worst = (error) => Math.max(...ours.map((row) => row[error] ?? 0));
  const version = (solver) => versions.find((row) => row.solver === solver).version;
  const peers = ["OpenBLAS", "faer native", "ml-matrix", "mathjs"].map(version).join("; ");
  return `Time of one core as a multiple of native OpenBLAS's, one thread, on ${MATRIX} matrices of order n:

${line("", ({ task, n }) => `${task}, ${n}`)}
${rule}
${lines.join("\n")}
${line("OpenBLAS, native", ({ task, n }) => `${find(task, n, "OpenBLAS").ms} ms`)}

Over all sizes and over ${[...new Set(rows.map(({ matrix }) => matrix))].join(", ")} matrices, ours have ‖AV − VΛ‖ ≤ ${worst("residual")}·n·eps·‖A‖ and
‖VᵀV − I‖ ≤ ${worst("orthogonality")}·n·eps. ${record.processor}; ${version("strict")}; ${peers}.
\`npm run bench -- eigen\` measures it; [a record](bench/record/${basename(path)}) holds every size, matrix, residual and target.`;
}

function find(task, n, solver) {
  return rows.find(
    (row) =>
      row.matrix === MATRIX && row.count === 1 && row.task === task && row.n === n && row.solver === solver,
  );
}

/** Two digits of what was measured; a dash for what a solver has not or would take too long. */
function multiple(row) {
  const ratio = row?.["× OpenBLAS"];
  if (ratio === undefined) return "–";
  return ratio < 10 ? ratio.toPrecision(2) : String(Number(ratio.toPrecision(2)));
}
