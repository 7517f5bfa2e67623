import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { eigvalsh, SymmetricMatrix } from "../../ts/eigen/index.js";
import { DISORDERS } from "../../ts/glass/fields.js";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { DESCENT_METHODS } from "../../ts/glass/tables.js";
import { lanczos, spectralDensity } from "../../ts/lanczos/index.js";
import { call } from "../../ts/wasm/call.js";
import { startCore } from "../support/core.js";
import { needStrictBits } from "../support/simd.js";

beforeAll(startCore);

test("the native scalar build and WebAssembly agree in every bit that is promised", {
  timeout: 600_000,
}, async (context) => {
  needStrictBits(context);
  const native = execFileSync(
    "cargo",
    ["run", "--quiet", "--release", "--locked", "-p", "losscape-core", "--example", "fingerprint"],
    {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      encoding: "utf8",
      env: { ...process.env, RUSTUP_AUTO_INSTALL: "1" },
    },
  );
  expect(await fingerprint()).toEqual(native.trim().split("\n"));
});

/** The lines of crates/core/examples/fingerprint.rs. */
async function fingerprint(): Promise<string[]> {
  const lines: string[] = [];
  const print = (name: string, words: BigUint64Array) => lines.push(`${name} ${digest(words)}`);
  const printDoubles = (name: string, values: Float64Array) =>
    print(name, new BigUint64Array(values.slice().buffer, 0, values.length));

  const seeds = Array.from({ length: 100 }, (_, i) => call((core) => core.deriveSeed(7n, i, i * i)));
  print("seeds", BigUint64Array.from(seeds));

  for (const n of [1, 2, 3, 7, 16, 33, 64, 127, 200]) {
    let state = 12345;
    const a = Float64Array.from({ length: n * n }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return (state >>> 12) / 2 ** 20 - 0.5;
    });
    using matrix = SymmetricMatrix.from(a);
    const options = {
      count: Math.min(n, 3),
      which: "both",
      basis: Math.min(n, 12),
      maxProducts: 500,
    } as const;
    const { values, vectors, residuals } = lanczos(matrix, { ...options, seed: 5 });
    printDoubles(`lanczos-${n}-values`, values);
    printDoubles(`lanczos-${n}-vectors`, vectors);
    printDoubles(`lanczos-${n}-residuals`, residuals);
    const grid = Float64Array.of(-1, 0, 0.25);
    const rules = { probes: 3, steps: Math.min(n, 10), seed: 5, grid, width: 0.5 };
    const { nodes, weights, density, standardError } = spectralDensity(matrix, rules);
    printDoubles(`quadrature-${n}-nodes`, nodes);
    printDoubles(`quadrature-${n}-weights`, weights);
    printDoubles(`density-${n}`, Float64Array.of(...density, ...standardError));
    printDoubles(`eigvalsh-${n}`, eigvalsh(a));
  }

  for (const n of [2, 3, 5, 8, 13, 25, 50]) {
    const glass = SpinGlass.sample({ n, p: 3, seed: 99 });
    await printGlass(glass, `${n}`);
    glass.free();
  }
  const mixture = { 2: 0.5, 3: -1, 4: 1.5, 5: 0.25, 6: 0.75 };
  for (const disorder of DISORDERS) {
    const glass = SpinGlass.sample({ n: 7, mixture, seed: 99, disorder });
    await printGlass(glass, disorder);
    glass.free();
  }
  for (const [n, p] of [
    [13, 3],
    [9, 2],
    [6, 4],
  ] as const) {
    const glass = SpinGlass.sample({ n, p, seed: 99, precision: "f32" });
    await printGlass(glass, `singles-${n}`);
    glass.free();
  }
  for (const [n, p] of [
    [6, 3],
    [4, 4],
  ] as const) {
    using glass = SpinGlass.sample({ n, p, seed: 99 });
    await printMap(glass, `${n}-${p}`);
  }
  return lines;

  async function printMap(glass: SpinGlass, of: string) {
    const table = await glass.criticalPoints({ seed: 5 });
    const exact = {
      point: table.getChild("point").toArray(),
      energy: table.getChild("energy").toArray(),
      index: table.getChild("index").toArray(),
      state: listsOf(Array.from(table, ({ state }) => state.toArray())),
    };
    printDoubles(`map-${of}-states`, exact.state.values);
    const rows = [...exact.index.keys()].filter((row) => exact.index[row] === 0);
    const { n } = glass;
    const sought = {
      point: Uint32Array.from(rows.keys()),
      energy: Float64Array.from(rows, (row) => exact.energy[row] as number),
      index: new Int32Array(rows.length),
      state: listsOf(rows.map((row) => exact.state.values.slice(row * n, (row + 1) * n))),
    };
    const found = {
      exact: await glass.links({ ...exact, complete: true }),
      sought: await glass.links(sought, { neighbours: 1000 }),
    };
    for (const [name, links] of Object.entries(found)) {
      printDoubles(`links-${of}-${name}-states`, links.state.values);
      const ends = Array.from(links.first, (first, row) => [first, links.second[row] as number]);
      print(
        `links-${of}-${name}-ends`,
        BigUint64Array.from(
          ends.flatMap((pair) => pair.sort((a, b) => a - b)),
          BigInt,
        ),
      );
    }
  }

  async function printGlass(glass: SpinGlass, of: string) {
    const { n } = glass;
    for (const method of DESCENT_METHODS) {
      const found = await glass.descents({
        replicas: 7,
        first: 3,
        seed: 5,
        batch: 3,
        method,
        maxIterations: 2000,
      });
      const name = `${method}-${of}`;
      printDoubles(`${name}-energy`, found.energy);
      printDoubles(`${name}-gradient`, found.gradient_norm);
      printDoubles(`${name}-eigenvalues`, found.eigenvalues);
      printDoubles(`${name}-states`, found.states);
      print(`${name}-counts`, BigUint64Array.from([...found.iterations, ...found.evaluations], BigInt));
      const state = found.states.slice(0, n);
      printDoubles(`${name}-hessian`, glass.hessian(state));
      printDoubles(`${name}-evaluate`, Float64Array.of(glass.energy(state), ...glass.gradient(state)));
      const { energies, gradients } = glass.evaluate(state);
      printDoubles(`${name}-batch`, Float64Array.of(...energies, ...gradients));
      printDoubles(`${name}-sphere-gradient`, glass.sphereGradient(state));
      printDoubles(`${name}-spectrum`, glass.spectrum(state));
    }
  }
}

const listsOf = (rows: readonly Float64Array[]) => ({
  offsets: Int32Array.from({ length: rows.length + 1 }, (_, row) => row * (rows[0]?.length ?? 0)),
  values: Float64Array.from(rows.flatMap((row) => [...row])),
});

/** FNV-1a over the bytes of the words, little end first. */
function digest(words: BigUint64Array): string {
  let digest = 0xcbf29ce484222325n;
  for (const byte of new Uint8Array(words.buffer))
    digest = BigInt.asUintN(64, (digest ^ BigInt(byte)) * 0x100000001b3n);
  return digest.toString(16).padStart(16, "0");
}
