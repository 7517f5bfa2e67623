import { mkdtemp, readdir, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { provideHost } from "../../ts/runs/host.js";
import { folderStore } from "../../ts/runs/node/folder.js";
import { fromBytes } from "../../ts/tables/index.js";
import { losscape as runCommand } from "../support/cli.js";
import { startCore } from "../support/core.js";

const NAMED = ["spin-glass-minima", "--set", "sizes=5,6", "--set", "disorders=2", "--set", "replicas=3"];
const losscape = (...argv: string[]) => runCommand(argv);

let root: string;
let run: string;
beforeAll(async () => {
  provideHost({ engine: "test", cores: 1, memory: 2e9, openFolder: folderStore });
  await startCore();
  root = await mkdtemp(join(tmpdir(), "losscape-export-"));
});
beforeEach(async () => {
  run = join(await mkdtemp(join(root, "runs-")), "run");
  expect(await losscape("run", ...NAMED, "--out", run)).toMatchObject({ code: 0 });
});
afterAll(() => rm(root, { recursive: true, force: true }));

const bufferOf = async (file: string) => new Uint8Array(await readFile(file)).buffer;

test("every table is written beside its Arrow file, with its values and its metadata, and the run goes on as before", async () => {
  const { code, out } = await losscape("export", run, "--parquet", "--csv");
  expect(code).toBe(0);
  const files = ["minima", "spectra"].flatMap((name) => [`${name}.parquet`, `${name}.csv`]);
  expect(out).toBe(files.map((file) => `${join(run, "tables", file)}\n`).join(""));
  const arrow = fromBytes(await readFile(join(run, "tables", "minima.arrow")));
  const parquet = await bufferOf(join(run, "tables", "minima.parquet"));
  const rows = await parquetReadObjects({ file: parquet });
  expect(rows).toEqual(arrow.toArray().map((row) => ({ ...row?.toJSON() })));
  const metadata = parquetMetadata(parquet).key_value_metadata ?? [];
  for (const [key, value] of arrow.schema.metadata) expect(metadata).toContainEqual({ key, value });
  expect((await losscape("run", ...NAMED, "--out", run)).err).toContain("nothing is left to compute");
});

test("--out takes the tables of several runs, each in a folder of its own", async () => {
  const out = join(root, "elsewhere");
  const { out: text } = await losscape("export", join(run, ".."), "--csv", "--out", out, "--json");
  expect(JSON.parse(text)).toMatchObject([
    { table: "minima", rows: 12, file: join(out, "run", "minima.csv") },
    { table: "spectra", rows: 12, file: join(out, "run", "spectra.csv") },
  ]);
  const lines = (await readFile(join(out, "run", "spectra.csv"), "utf8")).trimEnd().split("\r\n");
  expect(lines).toHaveLength(13);
  expect(lines[1]).toMatch(/^5,3,\d+,0,"\[-?[\d.]+(,-?[\d.]+){3}\]"$/);
  expect(await readdir(join(run, "tables"))).toEqual(["minima.arrow", "receipt.json", "spectra.arrow"]);
});

test("a format has to be named, a run to be finished, and a damaged table is said", async () => {
  expect(await losscape("export", run)).toMatchObject({
    code: 2,
    err: expect.stringContaining("--parquet, --csv or --arrow is missing"),
  });
  await truncate(join(run, "tables", "spectra.arrow"), 700);
  expect(await losscape("export", run, "--csv")).toMatchObject({
    code: 1,
    err: `losscape: ${run}: tables/spectra.arrow is damaged: merge its shards again (losscape merge ${run})\n`,
  });
  await rm(join(run, "tables"), { recursive: true });
  expect(await losscape("export", run, "--csv")).toMatchObject({
    code: 1,
    err: `losscape: ${run}: its run is not finished: run it again\n`,
  });
});
