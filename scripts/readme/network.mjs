// node scripts/readme/network.mjs RECORD: puts the comparison of a record of bench/network into README.md.
import { markdown, recordOf } from "./record.mjs";
import { putSection } from "./section.mjs";

const NETWORKS = [25, 100].flatMap((hidden) => [32, 100].map((batch) => ({ hidden, batch })));
const HESSIANS = [10, 100].flatMap((hidden) =>
  ["relu", "softplus"].map((activation) => ({ hidden, activation })),
);
const TRAINERS = {
  strict: "losscape",
  relaxed: "losscape, relaxed",
  "torch, module a replica": "torch, a module a replica",
  "torch, batched": "torch, replicas batched, backward pass by hand",
};
const DIFFERENTIATORS = { strict: "losscape", relaxed: "losscape, relaxed", torch: "torch.func.hessian" };

const { rows, made } = recordOf("network");
const find = (wanted) =>
  rows.find((row) => Object.entries(wanted).every(([key, value]) => row[key] === value));

const trained = Object.entries(TRAINERS).map(([solver, title]) => [
  title,
  ...NETWORKS.map((network) => thousands(find({ task: "SGD", solver, ...network })?.["samples/s"])),
]);
const curved = Object.entries(DIFFERENTIATORS).map(([solver, title]) => [
  title,
  ...HESSIANS.map(
    ({ hidden, activation }) => find({ task: `Hessian, ${activation}`, solver, hidden })?.ms ?? "–",
  ),
]);
/** And biases, of 100 inputs and 10 outputs. */
const weights = (hidden) => (111 * hidden + 10).toLocaleString("en");

putSection(
  "network",
  `Training by SGD of 16 networks 100-n₁-10 together in single precision, thousands of samples a second of one core:

${markdown(["", ...NETWORKS.map(({ hidden, batch }) => `n₁ = ${hidden}, batch ${batch}`)], trained)}

Exact Hessians of 1,000 samples in double precision, milliseconds:

${markdown(["", ...HESSIANS.map(({ hidden, activation }) => `${weights(hidden)} weights, ${activation}`)], curved)}

${made}`,
);

function thousands(rate) {
  return rate === undefined ? "–" : String(Math.round(rate / 1000));
}
