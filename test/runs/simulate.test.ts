import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Shard } from "../../ts/experiments/experiment.js";
import type { Executor } from "../../ts/runs/executors/executor.js";
import { fleetFor } from "../../ts/runs/fleet.js";
import { plan } from "../../ts/runs/plan.js";
import { costOf } from "../../ts/runs/progress.js";
import { schedule } from "../../ts/runs/schedule.js";
import { simulate } from "../../ts/runs/simulate.js";
import { BUILD, shard, squares } from "./squares.js";

const RUN = plan(squares(), {}, {}, BUILD);

/** The real schedule on an executor whose clock goes from one shard's end to the next: each takes what its plan says. */
async function scheduled(shards: readonly Shard[], limits: { slots: number; memory: number }) {
  let now = 0;
  let busy = 0;
  const running: { end: number; done: () => void }[] = [];
  const held = new Map<number, string>();
  const executor: Executor = {
    ...limits,
    run(slot, { shard }) {
      const { shares } = shard;
      const makes = shares !== undefined && held.get(slot) !== shares.key;
      if (makes) held.set(slot, shares.key);
      const cost = shard.cost + (makes ? shares.cost : 0);
      busy += cost;
      return new Promise((resolve) => running.push({ end: now + cost, done: () => resolve({}) }));
    },
    renew: (slot) => void held.delete(slot),
    close: async () => {},
  };
  let ended = false;
  const events = {
    started() {},
    progress() {},
    async finished() {},
    retried() {},
    async failed() {},
  };
  const work = schedule(RUN, shards, executor, { inputs: {} }, events).then(() => {
    ended = true;
  });
  while (!ended) {
    await turn();
    const first = running.sort((a, b) => a.end - b.end).shift();
    if (first === undefined) continue;
    now = first.end;
    first.done();
  }
  await work;
  return { seconds: now, busy };
}

const plans = fc
  .array(
    fc.record({
      cost: fc.integer({ min: 1, max: 50 }),
      memory: fc.integer({ min: 1, max: 40 }),
      draw: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((shards) =>
    shards.map(({ cost, memory, draw }, place) =>
      shard(`s${place}`, {
        cost,
        memory,
        ...(draw !== undefined && { shares: { key: `draw${draw}`, cost: 7, memory: 20 } }),
      }),
    ),
  );

test.each([1, 2, 4])(
  "the simulation takes what the schedule itself takes where shards take what their plan says, on %i workers",
  async (slots) => {
    await fc.assert(
      fc.asyncProperty(plans, fc.constantFrom(60, 100, 1e9), async (shards, memory) => {
        expect(simulate(shards, { slots, memory })).toEqual(await scheduled(shards, { slots, memory }));
      }),
      { numRuns: 40 },
    );
  },
);

test("no schedule is shorter than its longest shard or its share of the work, nor longer than one worker's", () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 6 }), (shards, slots) => {
      const { seconds, busy } = simulate(shards, { slots, memory: 1e9 });
      expect(seconds).toBeGreaterThanOrEqual(busy / slots);
      expect(seconds).toBeLessThanOrEqual(busy);
      expect(busy).toBeGreaterThanOrEqual(costOf(shards));
    }),
  );
});

test("more machines are bound by computing, then by the longest shard, and little computing by merging", () => {
  const shards = Array.from({ length: 1000 }, (_, place) => shard(`s${place}`, { cost: 10 }));
  const on = (machines: number, plan = shards) => fleetFor([plan], { machines, workers: 4, memory: 1e9 });
  expect(on(1)).toMatchObject({ computing: 2500, coreSeconds: 10_000, bound: "computing" });
  expect(on(10)).toMatchObject({ computing: 250, bound: "computing" });
  expect(on(1000)).toMatchObject({ computing: 10, bound: "the longest shard" });
  const large = shards.map((each) => ({ ...each, disk: 1e9 }));
  expect(on(1000, large)).toMatchObject({ merging: 5e4, bound: "merging" });
});

test("what shards share is made by every machine that needs it", () => {
  const shards = Array.from({ length: 8 }, (_, place) =>
    shard(`s${place}`, { cost: 1, shares: { key: "draw", cost: 100, memory: 1 } }),
  );
  const on = (machines: number) => fleetFor([shards], { machines, workers: 1, memory: 1e9 });
  expect(on(1)).toMatchObject({ computing: 108, coreSeconds: 108 });
  expect(on(4)).toMatchObject({ computing: 102, coreSeconds: 408 });
});
