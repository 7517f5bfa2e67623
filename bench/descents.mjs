import { init, SpinGlass } from "../dist/node.js";
import { short } from "./timing.mjs";

export default {
  name: "descents",
  question: "replicas to |P∇H|/√N ≤ 1e-8 by each method, one core, spectra included",
  async run({ check }) {
    await init();
    const rows = [];
    for (const n of check ? [12] : [25, 50, 100]) {
      const replicas = check ? 20 : n === 100 ? 64 : 256;
      const glass = SpinGlass.sample({ n, p: 3, seed: 1 });
      const seconds = {};
      for (const method of ["gradient-descent", "l-bfgs"]) {
        const start = performance.now();
        const { energy, evaluations, status, index } = await glass.descents({ replicas, seed: 1, method });
        seconds[method] = (performance.now() - start) / 1000;
        const mean = (values) => values.reduce((sum, value) => sum + value, 0) / replicas;
        const bad = status.some((word) => word !== "converged") || index.some((count) => count !== 0);
        rows.push({
          n,
          method,
          "replicas/s": short(replicas / seconds[method]),
          evaluations: short(mean(Float64Array.from(evaluations))),
          "energy per spin": short(mean(energy)),
          ratio: short(seconds["gradient-descent"] / seconds[method]),
          wrong: bad && `n = ${n}, ${method}: not every descent ended at a minimum`,
        });
      }
      glass.free();
    }
    return rows;
  },
};
