// node bench/glass/ours.mjs strict|relaxed
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { init, SpinGlass } from "../../dist/node.js";
import { doubles } from "../eigen/doubles.mjs";
import { multiplier } from "../machine.mjs";

const simd = process.argv[2];
await init({ simd });
const fused = simd === "relaxed";
const singles = await multiplier({ fused, singles: true });
const doubled = await multiplier({ fused });
let [glass, states] = [];

const replies = {
  about: () => `Node ${process.versions.node}, V8 ${process.versions.v8}`,
  rates: () => ({ f32: singles(), f64: doubled() }),
  load({ load, n, p, precision, tensor }) {
    glass?.free();
    states = doubles(join(load, "states"));
    glass = tensor
      ? SpinGlass.fromTensor(n, p, doubles(join(load, "tensor")), { precision })
      : SpinGlass.sample({ n, p, seed: 1, precision });
    return "ok";
  },
  evaluate({ loops, path }) {
    let found;
    const start = performance.now();
    for (let loop = 0; loop < loops; loop++) found = glass.evaluate(states);
    const seconds = (performance.now() - start) / 1000 / loops;
    if (path !== undefined)
      writeFileSync(
        path,
        Buffer.concat(
          [found.energies, found.gradients].map((part) => Buffer.from(Float64Array.from(part).buffer)),
        ),
      );
    return { seconds };
  },
  async descend({ descend, replicas }) {
    const start = performance.now();
    const table = await glass.descend({ replicas, seed: 1, tolerance: descend });
    const seconds = (performance.now() - start) / 1000;
    const column = (name) => Array.from(table.getChild(name), Number);
    return { seconds, energies: column("energy"), evaluations: column("evaluations") };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const [name] = Object.keys(request);
  console.log(JSON.stringify(await replies[name](request)));
}
