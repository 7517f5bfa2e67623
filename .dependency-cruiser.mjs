// The import directions of docs/architecture.md. A layer may import its own folder and the layers before it;
// the parts within one layer do not import each other.
const layers = [
  ["errors"],
  ["schema", "check", "canonical", "turn"],
  ["tables", "theory", "data", "wasm"],
  ["descents", "matrix"],
  ["minima"],
  ["eigen", "glass"],
  ["lanczos"],
  ["experiments"],
  ["runs"],
  ["report"],
  ["index"],
  ["cli"],
];

const pathOf = (part) => `^ts/${part}(/|[.]ts$)`;

const oneWay = layers.flatMap((parts, depth) =>
  parts.map((part) => ({
    name: `${part}-imports-downwards`,
    severity: "error",
    from: { path: pathOf(part) },
    to: { path: "^ts/", pathNot: [...layers.slice(0, depth).flat(), part].map(pathOf) },
  })),
);

const unplaced = {
  name: "every-module-has-a-layer",
  comment: "A module outside the layers: give it a place in the list.",
  severity: "error",
  from: {},
  to: { path: "^ts/", pathNot: [...layers.flat(), "entry"].map(pathOf) },
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
    forbid(
      "node-only-where-node-runs",
      {
        path: "^ts/",
        pathNot: ["^ts/runs/node/", "^ts/cli/", "^ts/report/", "^ts/entry/.*node", "^ts/entry/cli[.]ts$"],
      },
      { dependencyTypes: ["core"] },
    ),
    forbid(
      "eigen-and-theory-without-arrow",
      { path: ["^ts/eigen/", "^ts/lanczos/", "^ts/theory/", "^ts/entry/eigen"] },
      { path: ["^ts/tables/", "node_modules/apache-arrow/"], reachable: true },
    ),
    forbid("sources-import-no-tests", { path: "^(ts|scripts)/" }, { path: "^(test|bench)/" }),
    forbid(
      "sources-need-no-development-package",
      { path: "^ts/" },
      { dependencyTypes: ["npm-dev", "npm-no-pkg"] },
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
