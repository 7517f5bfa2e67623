// node scripts/readme/critical.mjs RECORD: puts the comparison of a record of bench/critical into docs/glass.md.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { putSection } from "./section.mjs";

const path = process.argv[2];
if (path === undefined)
  throw new Error("readme: got no record, expected one of bench/record/*-critical.json");
const record = JSON.parse(readFileSync(path, "utf8"));
const { rows, versions } = record.benches.critical;
const SOLVERS = { strict: "losscape", PHCpack: "PHCpack", pycontinuum: "pycontinuum" };
putSection("critical", comparison(), "docs/glass.md");

function comparison() {
  const problems = rows.filter(({ solver }) => solver === "strict");
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const names = Object.values(SOLVERS);
  const head = [
    "p",
    "N",
    "classes",
    ...names.map((name) => `${name}, s`),
    ...names.map((name) => `${name}, classes/s`),
  ];
  const lines = problems.map(({ p, n, classes }) => {
    const of = (column) =>
      Object.keys(SOLVERS).map((solver) => {
        const row = rows.find((row) => row.solver === solver && row.p === p && row.n === n);
        return row?.[column] ?? "–";
      });
    return line([p, n, classes, ...of("seconds"), ...of("classes/s")]);
  });
  const version = (solver) => versions.find((row) => row.solver === solver)?.version;
  return `Time of one core for all critical points of an instance (the median of ${problems[0].draws} draws, of pycontinuum one), and classes ±σ of complex critical points a second:

${[line(head), line(head.map(() => "---")), ...lines].join("\n")}

${Object.keys(SOLVERS).map(found).join("\n")}

${record.processor}; ${Object.keys(SOLVERS).map(version).filter(Boolean).join("; ")}. PHCpack's \`phc -b\` and pycontinuum have the
equations in one affine chart, with \`∇H = mσ\`. \`npm run bench -- critical\` measures it; [a record](../bench/record/${basename(path)}) has every row.`;
}

/** A sentence about what a solver found in all. */
function found(solver) {
  const own = rows.filter((row) => row.solver === solver);
  const sum = (of) => own.reduce((sum, row) => sum + of(row), 0);
  const all = sum(({ classes, draws }) => classes * draws);
  const [complex, missed, invented] = ["complex classes", "missed", "invented"].map((name) =>
    sum((row) => row[name]),
  );
  const real = sum((row) => row["real classes"]);
  return `- ${SOLVERS[solver]}: ${complex} of ${all} complex classes; ${real} real ones, ${missed} missed, ${invented} false or twice.`;
}
