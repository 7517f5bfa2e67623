import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pinned } from "../process.mjs";

/** PHCpack's blackbox solver, `phc -b`; Debian's package is phcpack. Undefined where it is not installed. */
export function startPhc() {
  const { status, stdout } = spawnSync("phc", ["--version"], { encoding: "utf8" });
  if (status !== 0) return undefined;
  return { name: "PHCpack", about: /PHCv?\S*[^\n]*/.exec(stdout)?.[0].trim() ?? stdout.trim(), solve };
}

function solve({ equations }) {
  const folder = mkdtempSync(join(tmpdir(), "losscape-phc-"));
  try {
    const [input, output] = [join(folder, "system"), join(folder, "solutions")];
    writeFileSync(input, textOf(equations));
    const [program, ...args] = pinned(["phc", "-01", "-b", input, output]);
    const start = performance.now();
    const { status, error } = spawnSync(program, args, { stdio: "ignore" });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`phc ended with exit code ${status}`, { cause: error });
    return { seconds, solutions: read(readFileSync(output, "utf8"), equations[0][0].powers.length - 1) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const nameOf = (i, n) => (i === n ? "m" : `x${i + 1}`);

function textOf(equations) {
  const n = equations.length - 1;
  const term = ({ coefficient, powers }) =>
    [
      `${coefficient < 0 ? "-" : "+"} ${Math.abs(coefficient).toExponential(17)}`,
      ...powers.flatMap((power, i) => (power === 0 ? [] : [`${nameOf(i, n)}^${power}`])),
    ].join("*");
  return `${n + 1}\n${equations.map((terms) => `${terms.map(term).join(" ")};`).join("\n")}\n`;
}

/** x1 … xn of the last list of solutions, each as [real, imaginary]. */
function read(text, n) {
  const list = text.slice(text.lastIndexOf("THE SOLUTIONS"));
  return list
    .split(/^solution \d+ :/m)
    .slice(1)
    .map((solution) =>
      Array.from({ length: n }, (_, i) => {
        const [, re, im] = new RegExp(`^\\s*x${i + 1} :\\s*(\\S+)\\s+(\\S+)`, "m").exec(solution);
        return [Number(re), Number(im)];
      }),
    );
}
