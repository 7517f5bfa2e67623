import { readFileSync } from "node:fs";
import { eigs } from "mathjs";
import { flat, serve } from "../eigen/serve.mjs";

const { version } = JSON.parse(readFileSync(new URL("node_modules/mathjs/package.json", import.meta.url)));

await serve({
  about: `mathjs ${version}`,
  tasks: {
    values: (rows) => eigs(rows, { eigenvectors: false }),
    pairs: (rows) => eigs(rows),
  },
  prepare: (a, n) => Array.from({ length: n }, (_, i) => Array.from(a.subarray(i * n, (i + 1) * n))),
  // It orders them by size.
  flatten: ({ values, eigenvectors }) => {
    if (eigenvectors === undefined) return Float64Array.from(values).sort();
    const ascending = eigenvectors.toSorted((one, other) => one.value - other.value);
    return flat(Float64Array.from(values).sort(), ...ascending.map(({ vector }) => vector));
  },
});
