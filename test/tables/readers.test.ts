import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { joined } from "../../ts/base/chunks.js";
import { toCsv, toParquet } from "../../ts/tables/export/index.js";
import { buildTable, readerOf, toBytes } from "../../ts/tables/index.js";
import type { TableSpec } from "../../ts/tables/spec.js";
import { output } from "../support/commands.js";
import { loadModule } from "../support/environments.js";
import { currentNode, need, pythonReaders } from "../support/optional.js";
import { SIMD } from "../support/simd.js";
import { COLUMNS, PROVENANCE, SAMPLE, textsOf } from "./sample.js";

const READ_BACK = fileURLToPath(new URL("./read-back.py", import.meta.url));
const DOCS = fileURLToPath(new URL("../../docs", import.meta.url));
const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

const metadata = Object.fromEntries(
  Object.entries(PROVENANCE).map(([key, value]) => [`losscape.${key}`, value as string]),
);
const table = buildTable<TableSpec>(SAMPLE, COLUMNS, PROVENANCE);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "losscape-readers-"));
  const reader = readerOf<TableSpec>(SAMPLE, table);
  await writeFile(join(folder, "sample.arrow"), toBytes(table));
  await writeFile(join(folder, "sample.parquet"), await joined(toParquet(reader, PROVENANCE)));
  await writeFile(join(folder, "sample.csv"), await joined(toCsv(reader)));
  await writeFile(join(folder, "expected.json"), JSON.stringify({ columns: textsOf(COLUMNS), metadata }));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.for(["pyarrow", "pandas", "polars", "duckdb"])(
  "%s reads back every value, and the metadata that it knows",
  async (tool, context) => {
    await output(need(context, pythonReaders()), [READ_BACK, tool, folder], folder);
  },
);

test("compressed Arrow has every value, null, list and word of metadata for pyarrow, and every value for polars", {
  timeout: 120_000,
}, async (context) => {
  const python = need(context, pythonReaders());
  const node = need(context, currentNode());
  const run = join(folder, "compressed");
  const small = ["--set", "sizes=5,20", "--set", "disorders=2", "--set", "replicas=60", "--simd", SIMD];
  await output(node, [CLI, "run", "spin-glass-minima", ...small, "--out", run], folder);
  await output(node, [CLI, "export", run, "--arrow"], folder);
  const compare = `
import sys, os, polars, pyarrow.feather
for name in "minima", "spectra":
    plain, compressed = (f"{sys.argv[1]}/tables/{name}.{ending}" for ending in ("arrow", "zst.arrow"))
    whole, again = pyarrow.feather.read_table(plain), pyarrow.feather.read_table(compressed)
    again.validate(full=True)
    assert again.equals(whole, check_metadata=True)
    assert polars.read_ipc(compressed).equals(polars.read_ipc(plain))
    assert os.path.getsize(compressed) < os.path.getsize(plain)
`;
  await output(python, ["-c", compare, run], folder);
});

interface Flechette {
  tableFromIPC(
    bytes: Uint8Array,
    options: object,
  ): {
    readonly schema: {
      readonly metadata: Map<string, string>;
      readonly fields: { metadata: Map<string, string> }[];
    };
    getChild(name: string): { toArray(): ArrayLike<unknown> };
  };
}

test("a reader of Arrow in JavaScript that is not Arrow's own reads back every value and all metadata", async (context) => {
  const { tableFromIPC } = await loadModule<Flechette>(context, "@uwdata/flechette", "src/index.js");
  const found = tableFromIPC(await readFile(join(folder, "sample.arrow")), { useBigInt: true });
  expect(Object.fromEntries(found.schema.metadata)).toEqual(metadata);
  expect(found.schema.fields[3]?.metadata.get("unit")).toBe("per spin");
  const text = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, text);
    return value === null ? null : Object.is(value, -0) ? "-0.0" : String(value);
  };
  for (const [name, texts] of Object.entries(textsOf(COLUMNS)))
    expect(Array.from(found.getChild(name).toArray(), text)).toEqual(texts);
});

/** Fenced blocks of `python`. */
async function pythonOfDocs(): Promise<[string, string][]> {
  const documents = (await readdir(DOCS)).filter((name) => name.endsWith(".md"));
  const found = documents.map(async (file) => {
    const blocks = (await readFile(join(DOCS, file), "utf8")).matchAll(/^```python\n(.*?)^```$/gms);
    return Array.from(blocks, ([, code = ""], block) => [`${file}, ${block + 1}`, code] as [string, string]);
  });
  return (await Promise.all(found)).flat();
}

test("the Python of the docs runs as it stands, on a run and its export", {
  timeout: 300_000,
}, async (context) => {
  const python = need(context, pythonReaders());
  const run = [
    "run",
    "spin-glass-minima",
    "--set",
    "sizes=5,6",
    "--set",
    "disorders=2",
    "--set",
    "replicas=3",
  ];
  await output(process.execPath, [CLI, ...run, "--simd", SIMD, "--out", "runs/first"], folder);
  await output(process.execPath, [CLI, "export", "runs/first", "--parquet", "--csv"], folder);
  const examples = await pythonOfDocs();
  expect(examples.length).toBeGreaterThan(5);
  const files = examples.map(([name]) => `${name.replaceAll(/\W+/g, "-")}.py`);
  await Promise.all(examples.map(([, code], place) => writeFile(join(folder, files[place] as string), code)));
  // In one process, which loads the tools once.
  const each = "import runpy, sys\nfor file in sys.argv[1:]: runpy.run_path(file)";
  await output(python, ["-c", each, ...files], folder);
});
