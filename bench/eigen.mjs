import { eigvalsh, init, SpinGlass } from "../dist/node.js";
import { medians, short } from "./timing.mjs";

/** A symmetric matrix of independent entries: the Hessian of a glass at a point that is not special. */
function matrixOf(n) {
  const glass = SpinGlass.sample({ n, p: 3, seed: 3 });
  const hessian = glass.hessian(Float64Array.from({ length: n }, (_, i) => Math.cos(7 * i)));
  glass.free();
  return hessian;
}

export default {
  name: "eigen",
  question: "all eigenvalues of a glass's Hessian, milliseconds",
  async run({ check, limit }) {
    await init();
    const rows = [];
    for (const n of check ? [10, 40] : [25, 50, 100, 250, 500]) {
      const a = matrixOf(n);
      const values = eigvalsh(a);
      const norm = Math.sqrt(a.reduce((sum, x) => sum + x * x, 0));
      const trace = Array.from({ length: n }, (_, i) => a[i * n + i]).reduce((sum, x) => sum + x, 0);
      const squares = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
      const error =
        Math.max(Math.abs(values.reduce((sum, x) => sum + x, 0) - trace), Math.abs(squares - norm)) / norm;
      const { ours } = await medians({ ours: () => eigvalsh(a) }, { repeats: check ? 1 : 7 });
      const rate = (4 * n ** 3) / 3 / ours / 1e9;
      rows.push({
        n,
        "ours ms": short(ours * 1e3),
        "GFLOP/s": short(rate),
        "of the limit": short(rate / limit),
        "error of trace and norm": short(error),
        wrong: error > 10 * n * Number.EPSILON && `n = ${n}: trace or norm is off by ${error} of the norm`,
      });
    }
    return rows;
  },
};
