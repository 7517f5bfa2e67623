// node bench/eigen/ours.mjs strict|relaxed
import { eigh, eighBatch, eigvalsh, eigvalshBatch, inertia, inertiaBatch, init } from "../../dist/node.js";
import { multiplier } from "../machine.mjs";
import { flat, serve } from "./serve.mjs";

const simd = process.argv[2];
await init({ simd });

await serve({
  about: `Node ${process.versions.node}, V8 ${process.versions.v8}`,
  tasks: { values: (a) => eigvalsh(a), pairs: (a) => eigh(a), inertia: (a) => inertia(a) },
  batchTasks: {
    values: (matrices, n) => eigvalshBatch(matrices, { n }),
    pairs: (matrices, n) => eighBatch(matrices, { n }),
    inertia: (matrices, n) => inertiaBatch(matrices, { n }),
  },
  flatten: (answer) =>
    answer instanceof Float64Array
      ? answer
      : answer.values
        ? flat(answer.values, answer.vectors ?? [])
        : Float64Array.of(answer.negative, answer.zero, answer.positive),
  rate: await multiplier({ fused: simd === "relaxed" }),
});
