// The import graph of docs/develop/architecture.md: what each folder of ts/ may import, besides itself. A folder that is not
// here has no place.
const base = ["base"];
const core = [...base, "wasm"];
const faces = [...core, "tables", "eigen", "data", "lanczos"];
const answers = [...base, "tables", "statistics", "theory", "figures", "claims"];
const experiments = [...new Set([...faces, "glass", "network", "paths", ...answers])];
const all = [...experiments, "experiments", "runs", "report", "index"];

const mayImport = {
  base: [],
  wasm: base,
  tables: base,
  statistics: base,
  theory: base,
  figures: [...base, "tables", "statistics", "theory"],
  claims: [...base, "tables", "statistics", "theory", "figures"],
  eigen: [...core, "tables"],
  data: [...core, "tables"],
  lanczos: [...core, "tables", "eigen", "data"],
  glass: faces,
  network: faces,
  paths: [...faces, "glass", "network"],
  experiments,
  runs: [...experiments, "experiments"],
  report: [...experiments, "experiments"],
  index: all,
  cli: all,
};

const pathOf = (part) => `^ts/${part}(/|[.]ts$)`;

const oneWay = Object.entries(mayImport).map(([part, parts]) => ({
  name: `${part}-imports-downwards`,
  severity: "error",
  from: { path: pathOf(part) },
  to: { path: "^ts/", pathNot: [part, ...parts].map(pathOf) },
}));

const unplaced = {
  name: "every-module-has-a-place",
  comment: "A folder outside the graph: give it a place.",
  severity: "error",
  from: {},
  to: { path: "^ts/", pathNot: [...Object.keys(mayImport), "entry"].map(pathOf) },
};

const forbid = (name, from, to) => ({ name, severity: "error", from, to });

export default {
  forbidden: [
    forbid("no-cycles", {}, { circular: true }),
    // The Rollup build makes the modules named "losscape:".
    forbid("no-unresolved-import", {}, { couldNotResolve: true, pathNot: "^losscape:" }),
    ...oneWay,
    unplaced,
    forbid("entry-is-imported-by-nobody", { path: "^ts/", pathNot: "^ts/entry/" }, { path: "^ts/entry/" }),
    forbid(
      "glue-only-in-wasm",
      { path: "^ts/", pathNot: "^ts/wasm/" },
      { path: "^ts/wasm/generated/losscape", dependencyTypesNot: ["type-only"] },
    ),
    forbid(
      "arrow-only-in-tables",
      { path: "^ts/", pathNot: "^ts/tables/" },
      { path: "node_modules/apache-arrow/", dependencyTypesNot: ["type-only"] },
    ),
    {
      ...forbid(
        "queue-packages-when-a-queue-is-used",
        { path: "^ts/" },
        {
          path: "node_modules/(bullmq|ioredis)/",
          dependencyTypesNot: ["dynamic-import", "type-only"],
        },
      ),
      comment: "Optional packages: whoever uses no queue has not installed them.",
    },
    forbid(
      "report-draws-in-the-document-it-is-given",
      { path: "^ts/", pathNot: "^ts/report/headless[.]ts$" },
      { path: "node_modules/linkedom/" },
    ),
    // Sketches of experiments stay short: experiment.ts hands on what they need of the layers below the faces.
    forbid(
      "experiments-know-no-arrow-glue-or-runs",
      { path: "^ts/experiments/[^/]+/" },
      { path: ["^ts/tables/", "^ts/wasm/", "^ts/runs/"] },
    ),
    forbid(
      "node-only-where-node-runs",
      {
        path: "^ts/",
        pathNot: ["^ts/runs/node/", "^ts/cli/", "^ts/entry/.*node", "^ts/entry/cli[.]ts$"],
      },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "eigen-and-theory-without-arrow",
      { path: ["^ts/eigen/", "^ts/lanczos/", "^ts/theory/", "^ts/entry/eigen"] },
      { path: "node_modules/apache-arrow/", reachable: true },
    ),
    forbid("sources-import-no-tests", { path: "^(ts|scripts)/" }, { path: "^(test|bench)/" }),
    forbid(
      "sources-need-no-development-package",
      { path: "^ts/" },
      // bullmq and ioredis are optional peers, the others are bundled: scripts/setup/bundles.mjs.
      {
        dependencyTypes: ["npm-dev", "npm-no-pkg"],
        pathNot:
          "(^|/)node_modules/(@observablehq/plot|linkedom|hyparquet-writer|(@types/)?d3-dsv|bullmq|ioredis)/",
      },
    ),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: "specify",
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^ts/wasm/generated/.*[.]d[.]ts$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["node", "import", "types", "default"],
    },
  },
};
