// node bench/glass/javascript.mjs: plain JavaScript answers the bench.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { doubles } from "../eigen/doubles.mjs";
import { evaluate, packed } from "./packed.mjs";
import { tensorOf } from "./problem.mjs";

let [n, couplings, states] = [];

const replies = {
  about: () => `Node ${process.versions.node}, V8 ${process.versions.v8}`,
  load(request) {
    n = request.n;
    states = doubles(join(request.load, "states"));
    couplings = packed(request.tensor ? doubles(join(request.load, "tensor")) : tensorOf(n, 3), n);
    return "ok";
  },
  evaluate({ loops, path }) {
    const batch = states.length / n;
    const energies = new Float64Array(batch);
    const gradients = new Float64Array(states.length);
    const start = performance.now();
    for (let loop = 0; loop < loops; loop++)
      for (let b = 0; b < batch; b++) {
        const [from, to] = [b * n, (b + 1) * n];
        energies[b] = evaluate(n, couplings, states.subarray(from, to), gradients.subarray(from, to));
      }
    const seconds = (performance.now() - start) / 1000 / loops;
    if (path !== undefined)
      writeFileSync(path, Buffer.concat([energies, gradients].map(({ buffer }) => Buffer.from(buffer))));
    return { seconds };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const [name] = Object.keys(request);
  console.log(JSON.stringify(replies[name](request)));
}
