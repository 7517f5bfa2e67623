import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, type TestContext, test } from "vitest";
import { currentNode, need } from "../support/optional.js";
import {
  CENSUS,
  finish,
  GLASSES,
  killing,
  NETWORKS,
  type Place,
  type Run,
  start,
  tablesOf,
  undisturbed,
} from "../support/runs.js";

/** How many times the command is killed before it may end. */
const KILLS = Number(process.env.LOSSCAPE_KILLS ?? 4);
const timeout = 600_000 + 10_000 * KILLS;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "losscape-kill-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** @returns how long a run takes from its start to its end, in milliseconds */
async function lengthOf(run: Run): Promise<number> {
  const out = join(root, "length");
  const begin = performance.now();
  await finish(run, out);
  const length = performance.now() - begin;
  await rm(out, { recursive: true });
  return length;
}

/** Kills a run so often, at random instants, and then lets it end; whenever it does, its tables are those of one that nothing disturbed. */
async function killed(run: Run, { place, ...often }: { length: number; kills: number; place?: Place }) {
  const out = join(root, "killed");
  await killing(() => start(run, out, place), {
    ...often,
    async ended() {
      expect(await tablesOf(run, out)).toEqual(await undisturbed(run));
      await rm(out, { recursive: true });
    },
  });
}

test(`killed ${KILLS} times at random instants, a run goes on to the same table bytes`, {
  timeout,
}, async () => {
  await killed(GLASSES, { length: await lengthOf(GLASSES), kills: KILLS });
});

test("killed twice, a census of 1000 draws on 2 workers goes on to the same table bytes", {
  timeout,
}, async () => {
  await killed(CENSUS, { length: await lengthOf(CENSUS), kills: 2 });
});

let networks: Promise<number> | undefined;
const nodes: [string, (context: TestContext) => string][] = [
  ["this Node", () => process.execPath],
  ["a current Node", (context) => need(context, currentNode())],
];

test.for(nodes)(
  "40 networks a size on 3,000 samples, killed and gone on with, end in the same bytes on 1, 2 and 4 workers of %s",
  { timeout },
  async ([, nodeFor], context) => {
    const node = [nodeFor(context)];
    networks ??= lengthOf(NETWORKS);
    const length = await networks;
    for (const workers of [1, 2, 4])
      await killed(NETWORKS, { length, kills: Math.ceil(KILLS / 10), place: { node, workers } });
  },
);
