import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** A bench's record, from the path that the command line has. */
export function recordOf(name) {
  const path = process.argv[2];
  if (path === undefined)
    throw new Error(`readme: got no record, expected one of bench/record/*-${name}.json`);
  const record = JSON.parse(readFileSync(path, "utf8"));
  const { rows, versions } = record.benches[name];
  return {
    rows,
    /** What was timed, where, and how to time it again. */
    made: `${record.processor}; ${programs(versions)}.
\`npm run bench -- ${name}\` measures it; [a record](bench/record/${basename(path)}) holds every figure and target.`,
  };
}

/** Solvers of one version are named together. */
function programs(versions) {
  const solvers = (of) => versions.flatMap(({ solver, version }) => (version === of ? [solver] : []));
  const distinct = new Set(versions.map(({ version }) => version));
  return [...distinct].map((version) => `${solvers(version).join(", ")}: ${version}`).join("; ");
}

/** A markdown table: a head, and rows of a title and cells. */
export function markdown(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
