// What docs/develop/architecture.md says to have one place, where a second one can be found by its text.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/paths.mjs";

/** Text that stands in the sources of `where` only in the files of `places`. */
const once = [
  {
    what: "core names no back end of the kernels",
    text: /\b(?:Lanes|(?:Relaxed)?F(?:64x2|32x4)|simd128|relaxed_simd)\b|\bcore::arch\b/,
    where: /^crates\/(?:core|wasm)\/src\//,
    places: [],
  },
  {
    what: "only the kernels have unsafe code",
    text: /\bunsafe\s*(?:\{|fn|impl)/,
    where: /^crates\/(?:core|wasm)\/src\//,
    places: [],
  },
  {
    what: "numbers become text in TypeScript",
    text: /\b(?:format|write|println)!\(|\.to_string\(\)/,
    where: /^crates\/(?:core|kernels|wasm)\/src\/(?!tests\/)/,
    places: [],
  },
  {
    what: "one generator of random numbers on each side",
    text: /0xd251_?1f53/i,
    where: /^(?:ts|crates)\//,
    places: ["ts/base/random.ts", "crates/kernels/src/philox.rs"],
  },
  {
    what: "one loop goes on with the jobs of the core",
    text: /\.advance\(/,
    where: /^ts\//,
    places: ["ts/wasm/job.ts"],
  },
  {
    what: "one formatter joins a number with its error",
    text: /toFixed\([^)]*\)[^;\n]*±|± \$\{/,
    where: /^ts\//,
    places: ["ts/base/text.ts"],
  },
  {
    what: "one object knows the files of a run folder",
    text: /"run\.json"|`?shards\/\$\{|"made\.json"/,
    where: /^ts\//,
    places: ["ts/runs/layout.ts"],
  },
  {
    what: "names of small vocabularies cross as words, not as places in a list",
    text: /\b(?:METHODS|STATUSES|ACTIVATIONS|LOSSES)\.indexOf\(|\b(?:METHODS|STATUSES|ACTIVATIONS|LOSSES)\[/,
    where: /^ts\//,
    places: [],
  },
  {
    what: "one function looks for a place among values in order",
    text: /\(low \+ high\) >> 1\b(?!n)/,
    where: /^ts\//,
    places: ["ts/base/sorted.ts"],
  },
  {
    what: "one function bisects to neighbouring doubles",
    text: /middle <= low \|\| middle >= high/,
    where: /^ts\//,
    places: ["ts/theory/crossing.ts"],
  },
  {
    what: "one function multiplies vectors",
    text: /reduce\(\((\w+), (\w+)(?:, \w+)?\) => \1 \+ \2 \* (?:\2\b|\(\w+\[\w+\] as number\)), 0\)/,
    where: /^ts\/(?:base|figures|glass|network|paths|statistics)\//,
    places: ["ts/base/vectors.ts"],
  },
  {
    what: "nothing whose bits are promised asks a clock or Math.random",
    text: /\bDate\.now\(|\bperformance\.now\(|\bMath\.random\(/,
    where:
      /^ts\/(?:base|wasm|eigen|lanczos|glass|network|data|experiments|statistics|theory|figures|claims)\//,
    places: [],
  },
];

/** @returns a sentence for each second place */
export function secondPlaces() {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "ts", "crates"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => /\.(?:ts|rs)$/.test(file));
  const sources = files.map((file) => {
    const text = readIfThere(join(root, file));
    return { file, lines: text.split("\n").map((line) => line.replace(/\/\/.*$|^\s*\*.*$/, "")) };
  });
  return once.flatMap(({ what, text, where, places }) =>
    sources
      .filter(({ file }) => where.test(file) && !places.includes(file))
      .flatMap(({ file, lines }) =>
        lines.flatMap((line, at) => (text.test(line) ? [`${file}:${at + 1}: ${what}`] : [])),
      ),
  );
}

/** A file that git lists may be removed in the working tree. */
function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "";
    throw error;
  }
}
