// node bench/critical/ours.mjs strict|relaxed
import { createInterface } from "node:readline";
import { init, SpinGlass } from "../../dist/node.js";
import { tensorOf } from "./system.mjs";

await init({ simd: process.argv[2] });
// Arrow comes with the first table.
await SpinGlass.sample({ n: 2, p: 3, seed: 1 }).criticalPoints({ seed: 1 });

const replies = {
  about: () => `Node ${process.versions.node}, V8 ${process.versions.v8}`,
  async solve({ n, p, draw }) {
    const tensor = tensorOf(n, p, draw);
    const start = performance.now();
    const glass = SpinGlass.fromTensor(n, p, tensor);
    const table = await glass.criticalPoints({ seed: 1 });
    const seconds = (performance.now() - start) / 1000;
    glass.free();
    const complete = table.schema.metadata.get("losscape.complete") === "true";
    const states = Array.from(table, ({ state }) => [...state.toArray()]);
    return { seconds, complete, ...JSON.parse(table.schema.metadata.get("losscape.evidence")), states };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const [name] = Object.keys(request);
  console.log(JSON.stringify(await replies[name](request[name])));
}
