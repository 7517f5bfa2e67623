import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { started } from "../support/commands.js";
import { CLI, killing } from "../support/runs.js";
import { SIMD } from "../support/simd.js";

/** How many times it is killed; each time a process begins that reads all tables again and draws the report. */
const KILLS = Math.ceil(Number(process.env.LOSSCAPE_KILLS ?? 4) / 10);

const STUDIES = [
  { experiment: "spin-glass-minima", quick: { sizes: [10, 20, 30], disorders: 4, replicas: 100 } },
  {
    experiment: "network-losses",
    quick: { trainSamples: 500, testSamples: 200, hidden: [3, 6], replicas: 20, epochs: 3 },
  },
  {
    experiment: "network-index",
    quick: {
      ...{ trainSamples: 200, testSamples: 100, hidden: [2, 3], replicas: 3, followed: 2 },
      ...{ epochs: 3, iterations: 50 },
    },
  },
];

let root: string;
let cli: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-reproduction-"));
  cli = await withSmallPaper(root);
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** A copy of the built command line, with three small studies in the place of the paper's. @returns its path */
async function withSmallPaper(folder: string): Promise<string> {
  await cp(dirname(CLI), join(folder, "dist"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  await symlink(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"));
  const path = join(folder, "dist", "cli.js");
  const text = await readFile(path, "utf8");
  const small = text.replace(
    /^const paper = \{.*?^\};$/ms,
    (paper) => `${paper}\npaper.studies = ${JSON.stringify(STUDIES)};`,
  );
  expect(small).not.toBe(text);
  await writeFile(path, small);
  return path;
}

const reproduce = (out: string) =>
  started(process.execPath, [cli, "reproduce", "--simd", SIMD, "--workers", "2", "--out", out]);

/** The claims and every table, by name. */
async function results(out: string): Promise<Record<string, Buffer>> {
  const names = await readdir(out, { recursive: true });
  const files = names.filter((name) => /^claims\.|\btables\b.*\.arrow$/.test(name)).sort();
  const read = files.map(async (name) => [name, await readFile(join(out, name))] as const);
  return Object.fromEntries(await Promise.all(read));
}

test(`killed ${KILLS} times at random instants, a reproduction goes on to the same bytes of every table and of its claims`, {
  timeout: 180_000 + 60_000 * KILLS,
}, async () => {
  const [whole, out] = [join(root, "whole"), join(root, "killed")];
  const begin = performance.now();
  const undisturbed = reproduce(whole);
  expect(await undisturbed.ended, undisturbed.said()).toBe(0);
  const length = performance.now() - begin;
  const expected = await results(whole);
  // Claims twice, two tables of the glass, one of losses and three of the index.
  expect(Object.keys(expected)).toHaveLength(8);
  await killing(() => reproduce(out), {
    length,
    kills: KILLS,
    async ended() {
      expect(await results(out)).toEqual(expected);
      await rm(out, { recursive: true });
    },
  });
});
