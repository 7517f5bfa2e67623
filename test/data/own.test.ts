import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  type DataType,
  Field,
  FixedSizeList,
  Float16,
  Float32,
  Float64,
  Int64,
  List,
  Table,
  tableToIPC,
  Utf8,
  type Vector,
  vectorFromArray,
} from "apache-arrow";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { npy } from "../../ts/data/matrix/npy-writer.js";
import { experiments } from "../../ts/runs/api.js";
import { provideHost } from "../../ts/runs/host.js";
import { nodeFiles } from "../../ts/runs/node/files.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { losscape } from "../support/cli.js";
import { startCore } from "../support/core.js";

let folder: string;
beforeAll(async () => {
  await startCore();
  provideHost({ engine: "test", cores: 1, memory: 2e9, openFolder: folderStore, files: nodeFiles });
  folder = await mkdtemp(join(tmpdir(), "losscape-own-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lists = (rows: number[][], item: DataType = new Float64()) =>
  vectorFromArray(rows, new List(new Field("item", item, true)));
const fixed = (rows: number[][]) =>
  vectorFromArray(rows, new FixedSizeList(2, new Field("item", new Float32(), true)));
const words = (...all: string[]) => vectorFromArray(all);
const numbers = (...all: number[]) => vectorFromArray(Float64Array.from(all));
const arrow = (columns: Record<string, Vector>, format: "file" | "stream" = "file") =>
  tableToIPC(new Table(columns), format);

const ROWS = [
  [0, 1],
  [2, 3],
  [4, 5],
];
const LABELS = numbers(0, 2, 1);
const same = () => Dataset.from({ inputs: Float64Array.from(ROWS.flat()), labels: [0, 2, 1] });

describe("samples in an Arrow file", () => {
  test.each([
    ["lists", { label: LABELS, inputs: lists(ROWS) }],
    ["lists of a fixed size, in f32", { inputs: fixed(ROWS), label: LABELS }],
    ["a column a feature", { label: LABELS, width: numbers(0, 2, 4), height: numbers(1, 3, 5) }],
    ["labels of 64 bits", { label: vectorFromArray([0n, 2n, 1n], new Int64()), inputs: lists(ROWS) }],
  ])("are read: %s", async (_, columns) => {
    for (const format of ["file", "stream"] as const)
      expect((await Dataset.fromArrow(arrow(columns, format))).hash).toBe(same().hash);
  });

  test("in several record batches are one set", async () => {
    const [first, rest] = [
      new Table({ label: numbers(0), inputs: lists(ROWS.slice(0, 1)) }),
      new Table({ label: numbers(2, 1), inputs: lists(ROWS.slice(1)) }),
    ];
    expect((await Dataset.fromArrow(tableToIPC(first.concat(rest), "file"))).hash).toBe(same().hash);
  });

  test("are those of a part where one is asked for", async () => {
    const bytes = arrow({ label: LABELS, inputs: lists(ROWS), part: words("test", "train", "test") });
    expect([...(await Dataset.fromArrow(bytes, { part: "test" })).inputs]).toEqual([0, 1, 4, 5]);
    expect((await Dataset.fromArrow(bytes, { classes: 7 })).classes).toBe(7);
    expect((await Dataset.fromArrow(bytes)).samples).toBe(3);
  });

  test.each([
    [Uint8Array.of(1, 2, 3), /^file: got .*, expected an Arrow IPC file or stream, uncompressed$/],
    [arrow({ inputs: lists(ROWS) }), "file, label: got undefined, expected a column of whole numbers"],
    [arrow({ label: LABELS }), "file, inputs: got undefined, expected lists of numbers, or each feature"],
    [
      arrow({ label: LABELS, inputs: lists([[1, 2], [3], [4, 5]]) }),
      'file, inputs: got "lists of 2 numbers, and of 1 in row 1", expected lists of numbers, all of one length',
    ],
    [
      arrow({ label: LABELS, inputs: lists(ROWS, new Float16()) }),
      'file, inputs: got "a column of List<Float16>"',
    ],
    [
      arrow({ label: LABELS, inputs: lists(ROWS), weight: numbers(1, 2, 3) }),
      'file, weight: got "a column of numbers", expected no column beside label, part and inputs',
    ],
    [
      arrow({ label: LABELS, name: words("a", "b", "c") }),
      'file, name: got "a column of words", expected a column of numbers, as every feature is',
    ],
    [
      arrow({ label: vectorFromArray([0, null, 1], new Float64()), inputs: lists(ROWS) }),
      'file, label: got "a column with nulls"',
    ],
    [arrow({ label: numbers(0, -1, 1), inputs: lists(ROWS) }), "labels[1]: got -1, expected a whole number"],
    [
      arrow({
        label: LABELS,
        inputs: lists([
          [0, 1],
          [2, Number.NaN],
          [4, 5],
        ]),
      }),
      "inputs[3]: got NaN, expected a finite number",
    ],
    [
      arrow({ label: LABELS, inputs: lists(ROWS), part: words("train", "valid", "test") }),
      'file, part, row 1: got "valid", expected train or test',
    ],
  ])("are refused (%#)", async (bytes, message) => {
    const failed = await Dataset.fromArrow(bytes).catch((error) => error);
    expect(failed).toBeInstanceOf(InvalidInputError);
    expect(failed.message).toMatch(typeof message === "string" ? new RegExp(escaped(message)) : message);
  });

  test("without parts have no part", async () => {
    const bytes = arrow({ label: LABELS, inputs: lists(ROWS) });
    await expect(Dataset.fromArrow(bytes, { part: "train" })).rejects.toThrow(
      "file, part: got undefined, expected a column of words, train or test",
    );
    const only = arrow({ label: LABELS, inputs: lists(ROWS), part: words("train", "train", "train") });
    await expect(Dataset.fromArrow(only, { part: "test" })).rejects.toThrow("at least one sample of test");
  });
});

const escaped = (text: string) => `^${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;

describe("samples in two arrays of NumPy's", () => {
  const header = (text: string) => {
    const padded = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11);
    const bytes = Buffer.alloc(10);
    bytes.write("\x93NUMPY\x01\x00", "latin1");
    bytes.writeUInt16LE(padded.length + 1, 8);
    return Buffer.concat([bytes, Buffer.from(`${padded}\n`, "latin1")]);
  };
  const array = (descr: string, shape: string, data: ArrayBufferView, fortran = "False") =>
    Buffer.concat([
      header(`{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }`),
      Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    ]);
  const labels = array("|u1", "(3,)", Uint8Array.of(0, 2, 1));

  test.each([
    ["doubles", npy(Float64Array.from(ROWS.flat()), [3, 2])],
    ["gzipped", gzipSync(npy(Float64Array.from(ROWS.flat()), [3, 2]))],
    ["bytes, as images", array("|u1", "(3, 1, 2)", Uint8Array.from(ROWS.flat()))],
    ["in Fortran order", array("<f4", "(3, 2)", Float32Array.of(0, 2, 4, 1, 3, 5), "True")],
    ["images in Fortran order", array("<f4", "(3, 2, 1)", Float32Array.of(0, 2, 4, 1, 3, 5), "True")],
  ])("are read: %s", async (_, inputs) => {
    expect((await Dataset.fromNpy({ inputs, labels })).hash).toBe(same().hash);
  });

  const inputs = npy(Float64Array.from(ROWS.flat()), [3, 2]);
  test.each([
    [{ inputs: labels, labels }, 'inputs, offset 10, shape: got "(3,)", expected at least two sizes'],
    [{ inputs, labels: inputs }, 'labels, offset 10, shape: got "(3, 2,)", expected one size: samples'],
    [
      { inputs, labels: array("|u1", "(2,)", Uint8Array.of(0, 2)) },
      "labels, shape: got [2], expected [3], as there are samples in inputs",
    ],
    [{ inputs, labels: [0, 2, 1] as never }, "labels: got [0,2,1], expected a Uint8Array"],
    [{ inputs: inputs.subarray(0, 100), labels }, "inputs, length in bytes: got 100, expected at least"],
    [
      { inputs, labels: array("|i1", "(3,)", Int8Array.of(0, 2, -1)) },
      "labels[2]: got -1, expected a whole number",
    ],
  ])("are refused (%#)", async (source, message) => {
    const failed = await Dataset.fromNpy(source).catch((error) => error);
    expect(failed).toBeInstanceOf(InvalidInputError);
    expect(failed.message.slice(0, message.length)).toBe(message);
  });
});

describe("a run on one's own data", () => {
  const config = { data: "own" as const, hidden: [3], replicas: 4, epochs: 2, batchSize: 2 };
  const samples = () => {
    const train = Dataset.digits({ part: "train", samples: 20 });
    const test = Dataset.digits({ part: "test", samples: 10 });
    return { train, test };
  };
  const file = () => {
    const { train, test } = samples();
    const rows = [train, test].flatMap(({ inputs, samples, features }) =>
      Array.from({ length: samples }, (_, row) => [...inputs.subarray(row * features, (row + 1) * features)]),
    );
    return arrow({
      inputs: lists(rows),
      label: numbers(...train.labels, ...test.labels),
      part: vectorFromArray(
        rows.map((_, row) => (row < 20 ? "train" : "test")),
        new Utf8(),
      ),
    });
  };

  test("computes the same from a file, its bytes, and two data sets", async () => {
    const path = join(folder, "own.arrow");
    await writeFile(path, file());
    const { train, test } = samples();
    const tables = await Promise.all(
      [path, file(), { train, test }].map(async (own) => {
        const run = await experiments.run("network-losses", config, { workers: 0, inputs: { own } });
        return tableToIPC(run.tables.networks as Table, "file");
      }),
    );
    expect(tables[1]).toEqual(tables[0]);
    expect(tables[2]).toEqual(tables[0]);
    expect(train.samples).toBe(20);
  });

  test("is what --data arrow:FILE asks for", async () => {
    const path = join(folder, "cli.arrow");
    await writeFile(path, file());
    const { data: _, ...rest } = config;
    const set = Object.entries(rest).flatMap(([key, value]) => ["--set", `${key}=${JSON.stringify(value)}`]);
    const run = (data: string) =>
      losscape([
        "run",
        "network-losses",
        ...set,
        "--workers",
        "0",
        "--data",
        data,
        "--out",
        join(folder, "run"),
      ]);
    const { code, err } = await run(`arrow:${path}`);
    expect([code, err]).toEqual([0, expect.any(String)]);
    const missing = await run("arrow:nowhere.arrow");
    expect(missing.code).toBe(2);
    expect(missing.err).toContain("an Arrow file that is there");
    expect((await run("arrow")).err).toContain('--data: got "arrow", expected digits, mnist: and the folder');
  });

  test("says in one sentence what is missing where nothing is given", async () => {
    await expect(experiments.run("network-losses", config, { workers: 0 })).rejects.toThrow(
      /data "own" needs --data arrow:FILE\. It is an uncompressed Arrow IPC file .* label .* part .* inputs/,
    );
    const test = Dataset.from({ inputs: Float64Array.of(1), labels: [0] });
    await expect(
      experiments.run("network-losses", config, {
        workers: 0,
        inputs: { own: { train: samples().train, test } },
      }),
    ).rejects.toThrow('inputs.own.test: got "1 features", expected 100, as the train set has');
  });
});
