import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableFromIPC } from "apache-arrow";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { main } from "../../ts/cli/main.js";
import { matrixSpectra } from "../../ts/eigen/tables.js";
import { readColumns } from "../../ts/tables/index.js";
import type { Lists } from "../../ts/tables/spec.js";
import { losscape, nothing } from "../support/cli.js";
import { EPS, startCore } from "../support/core.js";
import { SIMD } from "../support/simd.js";

beforeAll(startCore);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "losscape-eigen-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const golden = (name: string) => fileURLToPath(new URL(`../golden/matrix/${name}`, import.meta.url));
const { entries: ENTRIES, eigenvalues: EXACT } = JSON.parse(
  await readFile(golden("matrix.json"), "utf8"),
) as {
  entries: number[];
  eigenvalues: number[];
};
const N = EXACT.length;
const FILE = golden("c-order.npy");
const NORM = Math.max(...EXACT.map(Math.abs));

const eigen = (...argv: string[]) => losscape(["eigen", ...argv]);

function expectNear(found: ArrayLike<number>, exact: readonly number[], norm = NORM) {
  expect(found).toHaveLength(exact.length);
  Array.from(found).forEach((value, k) => {
    expect(Math.abs(value - (exact[k] as number))).toBeLessThanOrEqual(10 * N * EPS * norm);
  });
}

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** The second difference of order n as a .mtx file: eigenvalues 2 − 2 cos(kπ/(n+1)). */
function secondDifference(n: number): Promise<string> {
  const diagonal = Array.from({ length: n }, (_, i) => `${i + 1} ${i + 1} 2`);
  const below = Array.from({ length: n - 1 }, (_, i) => `${i + 2} ${i + 1} -1`);
  const head = ["%%MatrixMarket matrix coordinate integer symmetric", `${n} ${n} ${2 * n - 1}`];
  return write("difference.mtx", [...head, ...diagonal, ...below].join("\n"));
}

describe("losscape eigen", () => {
  test.each([
    "c-order.npy",
    "float32-big-endian-fortran.npy",
    "array-symmetric.mtx",
    "coordinate-general.mtx",
    "semicolon.csv",
  ])("prints the eigenvalues of %s, one a line, after its estimate", async (name) => {
    const { code, out, err } = await eigen(golden(name));
    expect(err).toBe(`eigen: ${name}, n = 6, less than a second, up to 80 MB of memory\n`);
    expect(code).toBe(0);
    expect(out.endsWith("\n")).toBe(true);
    expectNear(out.trimEnd().split("\n").map(Number), EXACT);
  });

  test("prints every digit that the double has", async () => {
    const { out } = await eigen(await write("m.csv", "0.1,0\n0,1e-300\n"));
    expect(out).toBe("1e-300\n0.1\n");
  });

  test("--json is one document with pairs", async () => {
    const { out } = await eigen(FILE, "--vectors", "--json");
    const { eigenvalues, eigenvectors, ...about } = JSON.parse(out);
    expect(about).toEqual({ file: FILE, n: N, backend: SIMD });
    expectNear(eigenvalues, EXACT);
    expectPairs(eigenvalues, eigenvectors);
  });

  test.each([
    ["index:1..3", [1, 3]],
    ["index:..2", [0, 2]],
    ["index:4..", [4, 6]],
    ["index:2..2", [2, 2]],
    ["value:-1..1.5", [2, 4]],
    ["value:..0", [0, 3]],
    ["value:4e0..", [5, 6]],
  ] as const)("--range %s gives a part of the spectrum", async (range, [from, to]) => {
    const { eigenvalues } = JSON.parse((await eigen(FILE, "--range", range, "--json")).out);
    expectNear(eigenvalues, EXACT.slice(from, to));
  });

  test("--inertia counts below, at and above the shift", async () => {
    expect((await eigen(FILE, "--inertia")).out).toBe(
      ["eigenvalues  count", "below 0          3", "at 0             0", "above 0          3", ""].join("\n"),
    );
    const { out } = await eigen(FILE, "--inertia", "--shift", "-0.5", "--tolerance", "1.1", "--json");
    expect(JSON.parse(out)).toMatchObject({ shift: -0.5, tolerance: 1.1, negative: 2, zero: 2, positive: 2 });
  });

  test("--lower reads what is not symmetric, and by its lower triangle", async () => {
    const file = await write("m.csv", "2,9\n1,2\n");
    expect(await eigen(file)).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("m.csv, row 2, column 1: got 1, expected 9 as in row 1, column 2"),
    });
    expectNear((await eigen(file, "--lower")).out.trim().split("\n").map(Number), [1, 3]);
    expect(await eigen(file, "--symmetry-tolerance", "0.9")).toMatchObject({ code: 0 });
  });

  test("--out leaves the table `spectra` and no value on standard output", async () => {
    const out = join(folder, "made", "s.arrow");
    const ended = await eigen(FILE, "--out", out, "--vectors", "--range", "index:0..4");
    expect(ended).toMatchObject({ code: 0, out: "", err: expect.stringContaining(`wrote ${out}\n`) });
    expect(await readdir(join(folder, "made"))).toEqual(["s.arrow"]);
    const table = tableFromIPC(await readFile(out));
    expect(table.numRows).toBe(1);
    const { order, eigenvalues, eigenvectors } = readColumns(matrixSpectra(true), table) as {
      order: Int32Array;
      eigenvalues: Lists;
      eigenvectors: Lists;
    };
    expect([...order]).toEqual([N]);
    expectNear(eigenvalues.values, EXACT.slice(0, 4));
    expectPairs([...eigenvalues.values], rowsOf(eigenvectors.values, N));
    const metadata = Object.fromEntries(table.schema.metadata);
    expect(metadata).toMatchObject({ "losscape.backend": SIMD, "losscape.experiment": "eigen" });
    expect(JSON.parse(metadata["losscape.config"] as string)).toEqual({
      lower: false,
      matrix: expect.stringMatching(/^[0-9a-f]{64}$/),
      range: { index: [0, 4] },
    });
    expect(JSON.stringify(metadata)).not.toContain(folder);
  });

  test("--vectors prints a row a pair", async () => {
    const rows = (await eigen(FILE, "--vectors")).out.trimEnd().split("\n");
    const pairs = rows.map((row) => row.split(",").map(Number));
    const values = pairs.map(([value]) => value as number);
    expectNear(values, EXACT);
    expectPairs(
      values,
      pairs.map((row) => row.slice(1)),
    );
  });

  test.each([
    ["--largest", [4, 6]],
    ["--smallest", [0, 2]],
  ] as const)("%s 2 gives two from that end", async (option, [from, to]) => {
    const { out } = await eigen(FILE, option, "2");
    expectNear(out.trimEnd().split("\n").map(Number), EXACT.slice(from, to));
  });

  test("--out writes the rows to .csv as they are printed, and to .npy as doubles", async () => {
    const printed = (await eigen(FILE, "--vectors")).out;
    const csv = join(folder, "s.csv");
    await eigen(FILE, "--vectors", "--out", csv);
    expect(await readFile(csv, "utf8")).toBe(printed);
    const npy = join(folder, "s.npy");
    await eigen(FILE, "--vectors", "--out", npy);
    const bytes = await readFile(npy);
    expect(bytes.toString("latin1")).toContain("'shape': (6, 7,)");
    const data = bytes.subarray(bytes.length - 8 * 42);
    const doubles = Array.from({ length: 42 }, (_, place) => data.readDoubleLE(8 * place));
    expect(doubles).toEqual(printed.trimEnd().split(/[\n,]/).map(Number));
    await eigen(FILE, "--out", npy);
    expect((await readFile(npy)).toString("latin1")).toContain("'shape': (6,)");
  });

  test("standard input is read where - stands for the file", async () => {
    const { code, out } = await losscape(["eigen", "-", "--format", "npz", "--array", "matrix"], undefined, {
      stdin: createReadStream(golden("deflated.npz")),
    });
    expect(code).toBe(0);
    expectNear(out.trimEnd().split("\n").map(Number), EXACT);
  });

  test("-q says nothing but what was asked for", async () => {
    expect((await eigen(FILE, "-q")).err).toBe("");
    expect((await eigen("absent.npy", "-q")).err).toContain("losscape: FILE");
  });

  test("the same file leaves the same bytes", async () => {
    const [first, second] = [join(folder, "a.arrow"), join(folder, "b.arrow")];
    await eigen(FILE, "--out", first);
    await eigen(FILE, "--out", second);
    expect(await readFile(first)).toEqual(await readFile(second));
  });

  test("a matrix of order 1000 goes through, and its spectrum is the exact one", async () => {
    const n = 1000;
    const { out, err } = await eigen(await secondDifference(n));
    expect(err).toContain("n = 1000");
    const values = out.trimEnd().split("\n").map(Number);
    expect(values).toHaveLength(n);
    values.forEach((value, k) => {
      const exact = 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1));
      expect(Math.abs(value - exact)).toBeLessThanOrEqual(10 * n * EPS * 4);
    });
  });

  test("a terminal shows how far a large one is, and keeps nothing of it", async () => {
    const file = await secondDifference(1000);
    let err = "";
    const code = await main(["eigen", file, "--simd", SIMD], {
      stdin: nothing(),
      stdout: { write: () => {} },
      stderr: { isTTY: true, columns: 80, write: (text) => (err += text) },
      env: {},
      onInterrupt: () => () => {},
    });
    expect(code).toBe(0);
    expect(err).toMatch(/\r\S+eigen {2}n=1000 {2}[▇▁]+ {2}\d+\/100 % /);
    expect(err.endsWith("\r\x1b[2K")).toBe(true);
  });

  test.skipIf(process.platform === "win32")("the interrupt signal ends the program with 130", async () => {
    const out = join(folder, "s.arrow");
    const program = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));
    const argv = [program, "eigen", await secondDifference(3000), "--simd", SIMD, "--out", out];
    const child = spawn(process.execPath, argv, { stdio: ["ignore", "ignore", "pipe"] });
    let err = "";
    child.stderr.on("data", (chunk) => {
      err += chunk;
      // A second one would end it at once.
      if (err.includes("n = 3000") && !child.killed) child.kill("SIGINT");
    });
    const code = await new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
    expect(err).toContain("interrupted: nothing was written");
    expect(code).toBe(130);
    expect(await readdir(folder)).toEqual(["difference.mtx"]);
  });

  test("Ctrl-C ends it with 130, and nothing is written", async () => {
    const out = join(folder, "s.arrow");
    const ended = await losscape(["eigen", await secondDifference(1000), "--out", out], (listener) =>
      listener(),
    );
    expect(ended).toMatchObject({ code: 130, out: "" });
    expect(ended.err).toContain("losscape: interrupted: nothing was written\n");
    expect(await readdir(folder)).toEqual(["difference.mtx"]);
  });

  test.each([
    [[], "FILE is missing; see losscape eigen --help"],
    [["m.pdf"], 'FILE: got "m.pdf", expected a name that ends in .npy, .npz, .mtx, .csv'],
    [["absent.npy"], 'FILE: got "absent.npy", expected a file that can be read (there is no such file)'],
    [["."], 'FILE: got ".", expected a name that ends in'],
    [[".", "--format", "csv"], 'FILE: got ".", expected a file that can be read (it is a folder)'],
    [["-"], "standard input has no name that tells its format: --format npy|npz|mtx"],
    [[FILE, "--format", "pdf"], '--format: got "pdf", expected "npy" or "npz"'],
    [[FILE, "--largest", "7"], "--largest: got 7, expected a whole number from 1 to 6"],
    [[FILE, "--smallest", "0"], '--smallest: got "0", expected a whole number ≥ 1'],
    [[FILE, "--smallest", "1", "--largest", "1"], "--largest and --smallest exclude each other"],
    [[FILE, "--smallest", "1", "--range", "index:0..1"], "--range and --smallest exclude each other"],
    [[FILE, "--range", "0..3"], '--range: got "0..3", expected index:FROM..TO or value:LOW..HIGH'],
    [[FILE, "--range", "index:3..1"], '--range: got "index:3..1"'],
    [[FILE, "--range", "index:-1..1"], '--range: got "index:-1..1"'],
    [[FILE, "--range", "value:a..1"], '--range: got "value:a..1"'],
    [[FILE, "--range", "index:0..7"], "range.index[1]: got 7, expected a whole number from 0 to 6"],
    [[FILE, "--inertia", "--range", "index:0..1"], "--inertia and --range exclude each other"],
    [[FILE, "--plot", "p.svg", "--range", "index:0..1"], "--plot and --range exclude each other"],
    [[FILE, "--shift", "1"], "--shift needs --inertia"],
    [[FILE, "--inertia", "--tolerance", "-1"], '--tolerance: got "-1", expected a number of at least 0'],
    [[FILE, "--inertia", "--shift", "x"], '--shift: got "x", expected a finite number'],
    [[FILE, "--out", "s.txt"], '--out: got "s.txt", expected a name that ends in .arrow or .npy or .csv'],
    [[FILE, "--out", FILE], `--out: got ${JSON.stringify(FILE)}, expected another file than the matrix's`],
    [[FILE, "--plot", "p.png"], '--plot: got "p.png", expected a name that ends in .svg'],
    [[FILE, "--workers", "2"], "unknown option '--workers'"],
  ])("%j exits 2 with one sentence", async (argv, sentence) => {
    const { code, out, err } = await eigen(...argv);
    const sentences = err.split("\n").filter((line) => line !== "" && !line.startsWith("eigen: "));
    expect(sentences).toEqual([expect.stringContaining(`losscape: ${sentence}`)]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("a folder that cannot be written exits 1 with one sentence", async () => {
    const file = await write("file", "");
    const { code, err } = await eigen(FILE, "--out", join(file, "s.arrow"));
    expect(err).toMatch(/losscape: .* cannot write s\.arrow: it is a file\n$/);
    expect(code).toBe(1);
  });
});

const rowsOf = (flat: Float64Array, n: number) =>
  Array.from({ length: flat.length / n }, (_, k) => [...flat.subarray(k * n, (k + 1) * n)]);

/** A·v = λ·v and the vectors are orthonormal. */
function expectPairs(values: readonly number[], vectors: readonly (readonly number[])[]) {
  const bound = 10 * N * EPS;
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, entry, i) => sum + entry * (y[i] as number), 0);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < N; i++) {
      const image = dot(ENTRIES.slice(i * N, (i + 1) * N), vector);
      expect(Math.abs(image - (values[k] as number) * (vector[i] as number))).toBeLessThanOrEqual(
        bound * NORM,
      );
    }
    vectors.forEach((other, l) => {
      expect(Math.abs(dot(vector, other) - (k === l ? 1 : 0))).toBeLessThanOrEqual(bound);
    });
  });
}

describe("losscape eigen --plot", () => {
  test("draws a bar for every bin and the semicircle of the same mean and variance", async () => {
    const plot = join(folder, "s.svg");
    const { code, err } = await eigen(FILE, "--plot", plot);
    expect(err).toContain(`wrote ${plot}\n`);
    expect(code).toBe(0);
    const svg = await readFile(plot, "utf8");
    expect(svg).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(svg).toContain("Eigenvalues of c-order.npy");
    expect(svg).toContain("semicircle of the same mean and variance");
    expect(svg).toContain("prefers-color-scheme: dark");
    expect(svg.match(/<rect [^>]*x=/g)?.length).toBeGreaterThan(1);
    expect(svg).toMatch(/stroke="var\(--theory\)"[^>]*>(<path[^>]* d="M|\s*<path d="M)/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test.each([
    ["one eigenvalue", "3\n"],
    ["equal eigenvalues", "3,0\n0,3\n"],
    ["zeros", "0,0\n0,0\n"],
    ["huge ones", "1e308,0\n0,-1e308\n"],
    ["tiny ones", "5e-324,0\n0,0\n"],
    ["graded ones", "1e300,0,0\n0,1,0\n0,0,1e-300\n"],
  ])("draws %s", async (_, text) => {
    const plot = join(folder, "s.svg");
    const { code, err } = await eigen(await write("m.csv", text), "--plot", plot);
    expect(err).toContain("wrote");
    expect(code).toBe(0);
    expect(await readFile(plot, "utf8")).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("of nothing is refused", async () => {
    const file = await write("m.mtx", "%%MatrixMarket matrix array real general\n0 0\n");
    expect(await eigen(file, "--plot", join(folder, "s.svg"))).toMatchObject({ code: 2 });
    expect(await eigen(file)).toMatchObject({ code: 0, out: "" });
  });
});
